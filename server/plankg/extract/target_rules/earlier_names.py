"""Restores names by those that the sentence said before: 该比例, 新增用户中，节水用户比例."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.list_names import with_consumer
from plankg.extract.target_rules.named import Named

# 新增用户中，|节水用户比例达到60%: of whom; 其中, 过程中 are words of their own.
_AMONG = re.compile(
    r"(?<![一-鿿])在?(?P<group>[^，,；;。：:、\d]{2,20}(?<![过其集作动域高初当途期程])中)[ 　]*\Z"
)

# 有就业意向的|刑释人员|安置率, |帮教率: whose it is, be they of some sort only the first time.
_PEOPLE = re.compile(
    "(?:[^，、]{0,24}的)?(?:[全本我][省市县区])?(?P<whose>[^，、的]{1,10}"
    "(?:人员|人群|儿童|学生|群众|患者|老年人|残疾人|对象|毕业生|农民工))[^，、的]{2,6}率"
)
# 困难群众医疗救助|报销比例, |年度报销限额: two sides of one payment.
_PAYMENT = re.compile(
    "(?P<whose>.{4,}?)(?P<kind>报销|支付|补助|补偿|救助|补贴)(?P<what>比例|限额|标准|额度|水平|封顶线)"
)
_OF_PAYMENT = re.compile(
    "(?P<when>年度|年|单次|最高|平均|门诊|住院)?(?:费用)?(?:政策范围内)?(?P<kind>报销|支付|补助|补偿|救助|补贴)"
    "(?:比例|限额|标准|额度|水平|封顶线)"
)
# 在政策范围内|住院费用|支付比例, |门诊|支付比例: one of two places in which it is paid.
_PLACES = ("住院", "门诊")
# 主次干道|机械化清扫率, 背街小巷
_PLACE = re.compile(
    "[一-鿿]{0,8}(?:道路?|街道?|路|巷|村庄?|镇|乡|县城?|市区|城区|园区|学校|医院|小区|社区|公园|水厂|水站)"
)
_RATE_OF_PLACE = re.compile(
    f"{_PLACE.pattern}(?P<rate>(?![一-鿿]{{0,4}}(?:道|街|村|镇))[一-鿿]{{2,12}}率)"
)
# 万亿级|产业集群3个、|五千亿级|5个
_SIZE = re.compile("[一二三四五六七八九\\d]?[十百千万亿]{1,3}元?级")
_SIZED = re.compile(f"{_SIZE.pattern}(?:以上)?(?P<thing>[一-鿿]{{2,12}})")
_SO_MANY = re.compile("每[十百千万]{1,2}(?:名|个)?(?:常住|户籍)?(?:人口?|居民|老年人|儿童|学生)")
# 可再生能源|装机|240万千瓦，其中|光伏|150万千瓦
_CAPACITY = re.compile("装机(?:容量|规模)?\\Z")
_SOURCE = re.compile("[一-鿿]{2,6}(?<!装机)(?<!容量)(?<!规模)")
_SHARES = ("比例", "占比", "比重")
_IN_PLACE = re.compile("(?:住院|门诊)[一-鿿]{0,10}\\Z")


def with_earlier(name: Named, item: Item, language: Language) -> Named | None:
    """Return a name with what the sentence said of it before; None where it said nothing."""
    return (
        _the_same(name, item, language)
        or _among(name, item, language)
        or _of_payment(name, item)
        or _of_people(name, item, language)
        or _for_so_many(name, item)
        or _of_places(name, item, language)
        or _of_grade(name, item)
        or _of_capacity(name, item)
    )


def _the_same(name: Named, item: Item, language: Language) -> Named | None:
    """Return the whole name of what was measured before: 该比例 for X占Y比例.

    公共机构单位面积能耗下降5%，|人均水耗|下降6%: whose it is was said before, too.
    """
    named, names = item.state.named, language.names
    if same := names.the_same.fullmatch(name.words):
        earlier = (one for one in reversed(named) if one[0].endswith(same["what"]))
        found = next(earlier, None)
        if found is None and same["what"] in _SHARES:
            # 60%的水站达到标准；到2025年，|这一比例|达到80%
            found = next((one for one in reversed(named) if one[0].endswith(_SHARES)), None)
        return name.with_words(*found) if found else None
    if not named:
        return None
    first, quote = named[-1]
    whole = with_consumer(first, name.words, names)
    return name.with_words(whole, quote) if whole != name.words else None


def _among(name: Named, item: Item, language: Language) -> Named | None:
    """Return a share's name with the group that it is a part of: 新增用户中，|节水用户比例|."""
    text, before = item.text, item.clause.before
    if before is None or not language.names.rate.search(name.words):
        return None
    group = _AMONG.search(text, before.start, before.end)
    if group is None or language.quantities.quantities_in(text, before):
        return None
    phrase = language.phrase(text, before.start, before.end)
    start = max(phrase.head.start, group.start("group"))
    if phrase.verbs and phrase.verbs[-1].word in language.phrases.new:
        start = phrase.verbs[-1].span.start
    words = text[start : group.end("group")] + name.words
    return replace(name, words=words, opening=start)


def _of_payment(name: Named, item: Item) -> Named | None:
    """Return the whole name of a payment's other side: 年度报销限额 after 困难群众医疗救助报销比例.

    Only the value right before it in the sentence says whose it is.
    """
    if not item.state.named:
        return None
    first, quote = item.state.named[-1]
    whole = payment_of_same(name.words, first)
    return name.with_words(whole, quote) if whole else None


def payment_of_same(words: str, earlier: str) -> str:
    """Return the whole name of a payment whose other side was named before; else nothing.

    职工医保|门诊支付比例 after 职工医保住院费用支付比例.
    """
    own, whole = _OF_PAYMENT.fullmatch(words), _PAYMENT.fullmatch(earlier)
    if own is None or whole is None or whole["kind"] != own["kind"]:
        return ""
    whose, place = whole["whose"], _IN_PLACE.search(whole["whose"])
    if place and own["when"] in _PLACES:
        whose = whose[: place.start()]
    elif place or own["when"] in _PLACES:
        return ""
    return whose + words


def _of_people(name: Named, item: Item, language: Language) -> Named | None:
    """Return a rate with the people whose it is, as the value right before it says them."""
    if not language.names.of_people.fullmatch(name.words) or not item.state.named:
        return None
    first, quote = item.state.named[-1]
    people = _PEOPLE.fullmatch(first)
    return name.with_words(people["whose"] + name.words, quote) if people else None


def _of_grade(name: Named, item: Item) -> Named | None:
    """Return a size's name with the thing that the one before has: 万亿级|产业集群, 五千亿级."""
    if not item.state.named or not _SIZE.fullmatch(name.words):
        return None
    first, quote = item.state.named[-1]
    whole = _SIZED.fullmatch(first)
    return name.with_words(name.words + whole["thing"], quote) if whole else None


def _for_so_many(name: Named, item: Item) -> Named | None:
    """Return what a number of people has of what was counted: 护水员200名，|每万人|不低于2.4名."""
    state = item.state
    if not _SO_MANY.fullmatch(name.words) or not state.named or item.phrase.predicate is None:
        return None
    counted = state.wholes.get(item.quantity.unit) or next(
        (one for unit, one in state.wholes.items() if unit.endswith(item.quantity.unit)), None
    )
    if counted is None:
        return None
    # 每万人口净水站数|到2023年2座，|每万人口|达到3座: what it has says of how many, too.
    thing = counted.thing.removeprefix(name.words)
    return name.with_words(name.words + thing, counted.span)


def _of_capacity(name: Named, item: Item) -> Named | None:
    """Return a part's name with the capacity that the whole's says: 其中|光伏|150万千瓦."""
    state = item.state
    whole = state.wholes.get(item.quantity.unit) if state.parts else None
    capacity = _CAPACITY.search(whole.indicator) if whole else None
    if whole is None or capacity is None or not _SOURCE.fullmatch(name.words):
        return None
    return name.with_words(name.words + capacity.group(), whole.span)


def _of_places(name: Named, item: Item, language: Language) -> Named | None:
    """Return a place's name with the rate that another had before: 主次干道|清扫率95%，背街小巷80%.

    Only where both names end in a place of some sort, and the second one says no rate.
    """
    said, named = item.phrase.predicate, item.state.named
    reached = said is not None and said.kind == "level" and not item.phrase.verbs
    if not reached or not named or item.quantity.word_class != "share":
        return None
    if not _PLACE.fullmatch(name.words) or language.names.rate.search(name.words):
        return None
    first, quote = named[-1]
    whole = _RATE_OF_PLACE.fullmatch(first)
    if whole is None or not language.names.rate.search(whole["rate"]):
        return None
    found = name.with_words(name.words + whole["rate"], quote)
    last = item.state.place_said
    return replace(found, place=last) if last and quote.covers(last[1]) else found
