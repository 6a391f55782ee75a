"""Reads shares that stand before what they are a share of: 其中30%为…, 90%以上社区建站."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.target_rules.doers_first import doer_behind, doing_of
from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.list_names import names_of_list
from plankg.extract.target_rules.name_words import NameWords
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.target_rules.topics import named_by_topic
from plankg.model import Evidence, Span

# 实现|90%|解决率
_IS_RATE = re.compile("[一-鿿]{2,10}率")
_REACHES = re.compile("(?:达到|建成|创成|通过)[一-鿿“]{3,}")
_REACHED, _NOUN = "实现", 2
_SORT_OF_ITEM = re.compile("(?P<sort>事项)“")
_ITEM = re.compile("(?P<whose>[一-鿿]{2,8}?)事项“")
_YEARLY = re.compile("(?<=[一-鿿]{2})每年(?=[一-鿿]{2})")
_IS = re.compile(r"^(?:以上|左右)?(?:为|是|以上为|属于)")
_LONGEST_SUBJECT = 25
# 水费|要将|30%以上|用于农业
# 水费收入|30%以上|用于农业
WHOLE = re.compile("[一-鿿]{2,16}(?:收入|支出|资金|基金|经费|公益金|指标|用房|用地|收益|资产|场地)")
SPENDS = re.compile("(?:的|(?<=[一-鿿]{2})(?:要|需|须)?[将把])\\Z")
# 全部三级水站、|80%以上的二级水站|…: others than those that the share is of.
_ALL_OF_OTHERS = re.compile("(?:全部|所有)[^、的]{2,}\\Z")
_PARTS = re.compile("、|和(?!谐)|(?<!普)及(?![率格时]|以[上下])")
_OWNER = re.compile("(?P<whose>[^、占]{0,12}(?:机构|学校|医院))[^、占]{2,8}")
_MEASURE = 8
# 等级评定|达到一级的水站占比, and 水厂|达到二级: the same grades, of others.
_GRADED = re.compile("(?P<what>[一-鿿]{2,6}?)达到[一-鿿]{1,8}级(?:及?以上)?的.*占比\\Z")
_GRADE_OF = re.compile(
    "(?P<whose>(?:(?!评定|评级)[一-鿿（）()、]){2,24}?)(?P<grade>达到[一-鿿]{1,8}级(?:及?以上)?)"
)
_GROUPS = re.compile("人群|人口|居民|患者")
# 净水率、节水率两项指标|均达90%: how many are named before.
_SO_MANY_RATES = re.compile("(?:[两二三四五六七八九十]|\\d)[项个]指标\\Z")
# 面积、产量: bare nouns may be told by what stands before all of them.
_PLAIN = 4
# 加强|15%的|水站|内涵建设: what of them is built up.
_STRENGTHENING = re.compile("(?:加强|深化|推进|强化)\\Z")
_BUILT_UP = re.compile(
    "的(?P<whose>[一-鿿（）()]{2,12}?)"
    "(?P<what>(?:内涵|能力|队伍|标准化|规范化|信息化|智能化|数字化|文化|学科|人才队伍|智慧|安全|服务能力)建设)"
)
_EACH_OF_WHOLE = re.compile(r"(?P<names>[^占]{2,}?)均(?P<share>占[^占]{2,}的比重)")


def share_of_previous(item: Item, name: Span) -> Commitment | Unread:
    """Read 其中30%为…: a share of what the value before it counts.

    引进治水人才项目30个，其中40%|为|海外人才项目.
    """
    state = item.state
    words = _IS.sub("", name.of(item.text))
    if _REACHES.match(words) and state.named and state.named[-1][0].endswith("占比"):
        # 90%的水站达到基本标准，其中20%|达到推荐标准
        first, quote = state.named[-1]
        return stated(
            state,
            item.quantity,
            item.phrase,
            f"{first.removesuffix('占比')}中{words}的占比",
            "level",
            Span(item.opening, name.end),
            rule="targets.share-of-previous@1",
            restored=(restored_from(quote),),
        )
    if words == name.of(item.text) or not state.head or state.head_span is None:
        return item.unread("a share whose whole is not named")
    whole = "".join(verb.word for verb in state.verbs) + state.head
    start = state.verbs[0].span.start if state.verbs else state.head_span.start
    return stated(
        state,
        item.quantity,
        item.phrase,
        f"{whole}中{words}占比",
        "level",
        Span(item.opening, name.end),
        rule="targets.share-of-previous@1",
        restored=(restored_from(Span(start, state.head_span.end)),),
    )


def each_of_shares(found: Commitment, language: Language) -> list[Commitment]:
    """Return a target for each thing that has the same share of one whole.

    水厂供水量、售水量|均|达到全市总量的15%: two shares, one quote.
    """
    shared = _EACH_OF_WHOLE.fullmatch(found.indicator)
    if not shared:
        return [found]
    names = names_of_list(shared["names"], language.names)
    owner = _OWNER.fullmatch(names[0])
    if owner and not any(_OWNER.match(name) or len(name) > _MEASURE for name in names[1:]):
        # 民办机构|床位数、服务量: whose all of them are is said once.
        names = [names[0], *(owner["whose"] + name for name in names[1:])]
    return [replace(found, indicator=name + shared["share"]) for name in names]


def each_of_rates(found: Commitment, language: Language) -> list[Commitment]:
    """Return a target for each of several rates that one value holds for.

    单位产值用水量、单位产值能耗|降低10%: neither rates nor what changes in percent add up.
    """
    parts = _PARTS.split(_SO_MANY_RATES.sub("", found.indicator))
    names = language.names
    if found.kind == "change" and len(parts) > 1 and all(_is_whole(one, names) for one in parts):
        # 固定资产投资、进出口总额|增长12%
        return [replace(found, indicator=name) for name in parts]
    apart = names.stock if found.kind == "change" else names.rate
    if whole := _rates_of_list(parts, found.indicator, names):
        return [replace(found, indicator=name) for name in whole]
    if len(parts) < 2 or not all(apart.search(one) and len(one) > _PLAIN for one in parts):
        return [found]
    read = names_of_list(_SO_MANY_RATES.sub("", found.indicator), names)
    return [replace(found, indicator=name) for name in read] if len(read) == len(parts) else [found]


def _rates_of_list(parts: list[str], printed: str, names: NameWords) -> list[str]:
    """Return the rates of a list that says once whose, or what, they are; else nothing.

    “双公示”信息|合格率、及时率: the head is the first one's. 全人群和重点人群|用水知识普及率: two
    groups, whose noun both names say, and whose rate only the last one does.
    """
    if len(parts) < 2 or not names.rate.search(parts[-1]):
        return []
    read = names_of_list(printed, names)
    if len(read) != len(parts):
        return []
    short = all(len(one) <= _PLAIN and names.rate.search(one) for one in parts[1:])
    if short and names.rate.search(parts[0]):
        return read if all(len(one) > _PLAIN for one in read) else []
    groups = all(not names.rate.search(one) and _GROUPS.search(one) for one in parts[:-1])
    return read if groups and _GROUPS.search(parts[-1]) and read != parts else []


def _is_whole(name: str, names: NameWords) -> bool:
    """Say whether a name says what is measured, be it told alone: 固定资产投资, 进出口总额."""
    nouns = (names.stock, names.flow, names.whole, names.of_list)
    return len(name) >= _PLAIN and any(noun.search(name) for noun in nouns)


def share_of_named(item: Item, name: Span) -> Commitment:
    """Read 新增用水指标的|30%以上|用于农业: what share of the thing named before goes where.

    水费要将|30%以上|用于农业 says the same.
    """
    verbs = "".join(verb.word for verb in item.phrase.verbs)
    return stated(
        item.state,
        item.quantity,
        item.phrase,
        f"{verbs}{SPENDS.sub('', item.head)}{name.of(item.text)}的比例",
        "level",
        Span(item.opening, name.end),
        rule="targets.share-of-named@1",
    )


def share_built_up(item: Item, name: Span) -> Commitment | None:
    """Read 加强|15%的|水站内涵建设: of what share something is built up; None for other words."""
    start = item.quantity.span.start
    verb = _STRENGTHENING.search(item.text, item.begin, start)
    built = _BUILT_UP.fullmatch(name.of(item.text))
    if verb is None or built is None:
        return None
    return stated(
        item.state,
        item.quantity,
        item.phrase,
        f"{verb.group()}{built['what']}的{built['whose']}占比",
        "level",
        Span(verb.start(), name.end),
        rule="targets.share-built-up@1",
    )


def _is_of_others(subject: str, words: str, item: Item, language: Language) -> bool:
    """Say whether a share's words begin a list's last item: 市属水厂及|60%的镇办水厂|建成….

    What stands before the sign is others, of whom all do what is said.
    """
    start = item.quantity.span.start
    sign = item.text[start - 1 : start]
    if sign == "、" and _ALL_OF_OTHERS.match(subject):
        return True
    does = doing_of(words, language)
    whose = bool(item.phrase.verbs) and words.removesuffix(does) != words
    return bool(subject) and sign in tuple("及和与") and whose and len(does) > _PLAIN


def _sort_within(item: Item, words: str) -> str:
    """Return what 更新车辆100%实现电动车辆 measures: 更新车辆中电动车辆占比; else nothing."""
    verbs, head = item.phrase.verbs, item.phrase.head
    sort = words.removeprefix(_REACHED)
    noun = item.head[-_NOUN:]
    if sort == words or not sort.endswith(noun) or len(sort) <= _NOUN or len(noun) < _NOUN:
        return ""
    whole = item.text[verbs[0].span.start if verbs else head.start : head.end].strip(" 　")
    return f"{whole}中{sort}占比"


def _graded_alike(words: str, item: Item) -> tuple[str, Span] | None:
    """Return what is graded, too, of others: 80%的水站等级评定达到一级，80%的水厂|达到二级."""
    own = _GRADE_OF.fullmatch(words)
    if own is None or not item.state.named:
        return None
    last, quote = item.state.named[-1]
    before = _GRADED.match(last)
    return (own["whose"] + before["what"] + own["grade"], quote) if before else None


def share_first(
    item: Item, name: Span, language: Language, *, whole: bool = False
) -> Commitment | Unread:
    """Read 90%以上社区建站, 管网覆盖90%以上社区: what share of whom does what.

    `whole` says that something is done with all of it: 生活污水|100%|集中处理, a rate.
    """
    text, state, clause = item.text, item.state, item.clause.span
    words = re.sub(r"^的", "", name.of(text))
    if yearly := _YEARLY.search(words):
        # 20%的教师|每年|到企业实践
        at = name.start + name.of(text).index("每年")
        item = replace(item, phrase=replace(item.phrase, annual=Span(at, at + 2)))
        words = words[: yearly.start()] + words[yearly.end() :]
    if name.end < clause.end and not doing_of(words, language):
        # 75%以上镇街和50%以上社区建站: the last one says what all of them do.
        last = language.quantities.quantities_in(text, clause)[-1]
        words += doing_of(text[last.span.end : clause.end].removeprefix("的"), language)
        state.run = Span(item.opening, clause.end)
    subject = item.head.removesuffix("在")
    if language.doing.causing.fullmatch(subject):
        # 引导|50%以上的|企业开展…: who is made to do it, no part of what is done.
        subject = ""
    if language.doing.no_part.match(words) or subject.endswith(("对", "将", "以")):
        return item.unread("a share before a name")
    own, run = Span(item.opening, name.end), state.run
    if _is_of_others(subject, words, item, language):
        subject, own = "", Span(item.quantity.span.start, name.end)
    place: tuple[str, Span] | None = None
    restored: tuple[Evidence, ...] = ()
    if within := _sort_within(item, words):
        return stated(
            state, item.quantity, item.phrase, within, "level", own, rule="targets.share-first@4"
        )
    if not subject and (same := _SORT_OF_ITEM.match(words)) and same["sort"] != words:
        # 85%|水务事项“一网通办”，55%|事项“全程网办”: of the same.
        before = next((_ITEM.match(one) for one, _ in reversed(state.named)), None)
        words = (before["whose"] if before else "") + words
    is_rate = _IS_RATE.fullmatch(words) is not None
    if not subject and is_rate and (rate := named_by_topic(item, words, language)):
        # 开通“水务专线”，实现|90%|解决率
        words, restored = rate[0], (restored_from(rate[1]),)
    if graded := _graded_alike(words, item):
        words, restored = graded[0], (restored_from(graded[1]),)
    if language.names.region_alone.fullmatch(subject):
        # 主城区|35%|面积达到…: where it is so, no part of what is so.
        place, subject = (subject, item.phrase.head), ""
    if "、" in subject and len(subject) > _LONGEST_SUBJECT:
        return item.unread("a share before a name")
    return stated(
        state,
        item.quantity,
        item.phrase,
        (f"{subject}{words}" if subject else doer_behind(words, language))
        + ("" if words.startswith("全覆盖") or is_rate else "率" if whole else "占比"),
        "level",
        run if run and run.covers(item.quantity.span) else own,
        rule="targets.share-first@4",
        restored=restored,
        place=place,
    )
