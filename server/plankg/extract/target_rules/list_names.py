"""Restores the names of a list that say their common head or tail once: A、B、C覆盖率分别达到…."""

from __future__ import annotations

import re

from plankg.extract.target_rules.name_words import NameWords

_SIGNS = re.compile("、|和(?!谐)|以及|(?<!普)及(?![率格时]|以[上下])")
_GROUP = re.compile("患者|人群|人员|企业|学校|家庭|机构|群众")
# 钢铁、水泥|行业能效…占比, 甲、乙|屋顶光伏覆盖比例: a noun with which the tail of all begins.
_OF_EACH = re.compile("(?:患者|行业|领域|屋顶)(?=[一-鿿]{2})")
_LONGEST_OF_EACH = 6
# 公交车、出租车|中新能源车占比: a part of each of two groups.
_PART_OF_EACH = re.compile(
    "(?P<one>[^、和及与中占]{2,8})[、和及与](?P<two>[^、和及与中占]{2,8})(?P<part>中[^、和及与中占]{2,10}(?:占比|比例|比重))"
)
# 和|生长迟缓率: a rate of few words, that of the town or the trade being another's.
_PLAIN_RATE = re.compile("(?!城|农村|全|企业|工业)[一-鿿]{2,8}率")
# 有|水站、水厂|的村占比: what those counted have.
_HAVING = re.compile("(?:建有|设有|拥有|配有|有)(?=[一-鿿]{2})")
_GRADE = re.compile("国家级?|[省市县区州部]级|自治区级?|全国")
_GRADED = re.compile(rf"(?:{_GRADE.pattern})(?P<thing>[一-鿿“”]{{2,16}})")
_COUNTED_ANIMALS = re.compile("年?(?:出栏|存栏)(?=[一-鿿]{1,4}\\Z)")
_ANIMAL = re.compile("(?!出栏|存栏|产量|年)[一-鿿]{1,4}(?<!量)(?<!率)")
# 水务企业|主要负责人、安全管理人员: of which houses those are who are named.
_STAFF_OF = re.compile(
    "(?P<whose>[一-鿿]{2,12}(?:企业|单位|机构|学校|医院|公司))(?P<who>(?:主要)?负责人|[一-鿿]{2,6}人员|教师|员工)"
)
_STAFF = re.compile("(?!企业|单位|机构)[一-鿿]{2,6}(?:负责人|人员|教师|员工|骨干)")
_EVENTS = "起数"
_INVESTED = "投资"
_SHORTEST_NAME, _LONGEST_HEAD = 2, 8
_OF_WHOM = re.compile("的[^、的]{1,10}(?:占比|比例|比重)\\Z")
_RATE_NOUN = re.compile("(?:率|比例|占比)\\Z")
_SHORT_RATE = 4
_TWO_RATES = re.compile(
    "(?P<first>[^、及]{2,12}和[^、及]{2,12}(?:率|比例|占比))及(?P<second>[^、和及]{2,8}(?:率|比例))"
)
_SUPPLY = re.compile("[用供][水电气热暖]")
_PER_SO_MANY = re.compile("每[百千万]{1,2}名?(?:常住)?(?:人口?|居民|老年人|儿童)(?:拥有)?")
_PLAIN_NUMBER = re.compile("(?!每|人均|户均)[一-鿿（）()]{2,14}(?:数|数量|量)")
_HOUSE = re.compile("(?:[站厂场馆室库桥]|人员|企业|学校|机构)\\Z")
_PER = re.compile("[一-鿿]*?(?:亩均|人均|户均|地均)")


def names_of_list(printed: str, words: NameWords) -> list[str]:
    """Return the names of a list whose last item carries the common tail, or its first the head.

    准独角兽企业、瞪羚企业、雏鹰企业培育入库数: the first name's last two characters (企业) are
    sought in the last item; what follows them there is the tail of all. Words that stand side by
    side in such lists share head and tail (花生|播种、|收获|机械化率), and what the last name says
    of all is one, too: 研发活动、研发机构|覆盖率.
    """
    names = [name for name in _SIGNS.split(printed) if name]
    if each := _PART_OF_EACH.fullmatch(printed):
        return [each[group] + each["part"] for group in ("one", "two")]
    if both := _TWO_RATES.fullmatch(printed):
        # 感染者和病人|治疗比例|及|成功率: whose both are is said with 和.
        second = both["second"]
        whose = _RATE_NOUN.sub("", both["first"]) if len(second) <= _SHORT_RATE else ""
        return [both["first"], whose + second]
    if len(names) < 2:
        return names
    first, last = names[0], names[-1]
    if (so_many := _PER_SO_MANY.match(first)) and all(map(_PLAIN_NUMBER.fullmatch, names[1:])):
        # 每千人口|床位数、执业医师数: what it is per is said once.
        return [first, *(so_many.group() + name for name in names[1:])]
    if graded := _of_grades(names) or _brought_to_market(names):
        return graded
    if words.consumption.fullmatch(first):
        return [first, *(_consumed_per(first, name, words) for name in names[1:])]
    if staff := _of_one_house(names):
        return staff
    if (gauges := words.gauges.fullmatch(last)) and all(map(words.gauged.fullmatch, names[:-1])):
        # 雨量、水位|站
        return [*(name + gauges["station"] for name in names[:-1]), last]
    if shared := _of_one_group(names, words) or having(printed) or _of_events(names, words):
        return shared
    pair = last[:2]
    if first[-2:] in words.pairs and pair in words.pairs and len(last) > len(pair):
        head, tail = first[:-2], last[2:]
        return [first + tail, *(head + name + tail for name in names[1:-1]), head + last]
    if all(map(_SUPPLY.fullmatch, names[:-1])) and _SUPPLY.match(last) and len(last) > len(pair):
        # 用水、用气|报装审批时限: all behind the last of them is said of each.
        return [*(name + last[2:] for name in names[:-1]), last]
    at = last.rfind(first[-2:])
    measure = words.of_list.search(last)
    tail = last[at + 2 :] if at >= 0 else ""
    says = words.of_list.search(first) or words.whole.search(first) or first.endswith(_INVESTED)
    if at < 0 and measure and not says:
        # 研发活动、研发机构|覆盖率: the last name says what of all is measured.
        tail = _group_tail(first, last) or _rate_tail(names, words) or measure.group()
    if not tail and (head := _shared_head(first, last, words)):
        return [first, *(head + name for name in names[1:])]
    return [name + tail for name in names[:-1]] + [names[-1]]


def with_house_sign(names: list[str]) -> list[str]:
    """Return things counted, of whose sort only the last name speaks: 雨量、水位|站.

    Only where what stands before the sign is as long as the names before.
    """
    sign = _HOUSE.search(names[-1]) if names else None
    if sign is None or any(_HOUSE.search(name) for name in names[:-1]):
        return names
    if any(len(name) != sign.start() for name in names[:-1]):
        return names
    return [*(name + sign.group() for name in names[:-1]), names[-1]]


def _of_grades(names: list[str]) -> list[str]:
    """Return things of several grades, whose noun the last name says: 国家、市级|示范站."""
    last = _GRADED.fullmatch(names[-1])
    if last is None or not all(map(_GRADE.fullmatch, names[:-1])):
        return []
    return [*(name + last["thing"] for name in names[:-1]), names[-1]]


def _brought_to_market(names: list[str]) -> list[str]:
    """Return animals of which the first name says what is counted: 出栏|牛、羊、兔."""
    first, rest = _COUNTED_ANIMALS.match(names[0]), names[1:]
    if first is None or not all(map(_ANIMAL.fullmatch, rest)):
        return []
    return [names[0], *(first.group() + name for name in rest)]


def with_consumer(first: str, name: str, words: NameWords) -> str:
    """Return a consumption's name with whose it is, as the name before it says.

    公共机构|单位面积能耗下降5%，人均水耗下降6%. A branch (规上工业) has no values per head, and
    what is per 生产总值 is the area's.
    """
    whole, own = words.consumption.fullmatch(first), words.consumption.fullmatch(name)
    if whole is None or own is None or own["whose"] or words.of_area.search(name):
        return name
    return whole["whose"] + name if words.consumer.search(whole["whose"]) else name


def _consumed_per(first: str, name: str, words: NameWords) -> str:
    """Return a consumption's name with what the list says once: 规上水厂万元产值|能耗、水耗."""
    whole = words.consumption.fullmatch(first)
    if whole is not None and words.consumed.fullmatch(name):
        return whole["whose"] + whole["per"] + name
    return with_consumer(first, name, words)


def _of_one_group(names: list[str], words: NameWords) -> list[str]:
    """Return the rates of one group of people, which the first names: 儿童|入学率、巩固率.

    Nothing where a later one has a group of its own, or is no plain rate.
    """
    whose, rest = words.group_rate.fullmatch(names[0]), names[1:]
    head = words.list_head.match(names[0])
    length = len(names[0]) - head.end() if head else 0
    alike = all(
        len(name) == length and _PLAIN_RATE.fullmatch(name) and not words.list_head.match(name)
        for name in rest
    )
    if head and length > _SHORT_RATE and alike:
        # 用户|投诉处理率、回访满意率
        return [names[0], *(head.group() + name for name in rest)]
    plain = all(_PLAIN_RATE.fullmatch(name) and not words.group.search(name) for name in rest)
    return [names[0], *(whose["whose"] + name for name in rest)] if whose and plain else []


def _of_one_house(names: list[str]) -> list[str]:
    """Return those of one sort of houses, which the first names: 水厂企业|负责人、安全人员."""
    whose, rest = _STAFF_OF.fullmatch(names[0]), names[1:]
    plain = all(_STAFF.fullmatch(name) and not _STAFF_OF.fullmatch(name) for name in rest)
    return [names[0], *(whose["whose"] + name for name in rest)] if whose and plain else []


def _of_events(names: list[str], words: NameWords) -> list[str]:
    """Return what is counted of the same events: 溺水事故|起数、死亡人数."""
    if not names[0].endswith(_EVENTS) or not all(map(words.of_events.fullmatch, names[1:])):
        return []
    return [names[0], *(names[0].removesuffix(_EVENTS) + name for name in names[1:])]


def having(printed: str) -> list[str]:
    """Return the shares of those who have each of several things: 有水站、水厂|的村占比.

    Nothing where the list says no such thing.
    """
    names = _SIGNS.split(printed)
    has, last = _HAVING.match(names[0]), _OF_WHOM.search(names[-1])
    if has is None or last is None:
        return []
    things = [names[0].removeprefix(has.group()), *names[1:-1], names[-1][: last.start()]]
    return [has.group() + thing + last.group() for thing in things]


def _group_tail(first: str, last: str) -> str:
    """Return what a group's noun begins, which two names of one length share.

    慢阻肺、糖尿病|患者规范管理率: both are the patients'. Some nouns begin it whatever the lengths
    (钢铁、水泥、炼油|行业产能占比).
    """
    noun = _OF_EACH.search(last, _SHORTEST_NAME)
    near = noun is not None and max(len(first), noun.start()) <= _LONGEST_OF_EACH
    if noun and near and noun.group() not in first:
        return last[noun.start() :]
    tail = last[len(first) :]
    return tail if _GROUP.match(tail) else ""


def _rate_tail(names: list[str], words: NameWords) -> str:
    """Return the whole rate that a list's last name carries for all: 孕产妇、儿童|健康管理率.

    Where a name before is as long as the last one's own part, that part ends there:
    城市、县城|供水普及率.
    """
    last = names[-1]
    for name in names[:-1]:
        if words.rate_on.fullmatch(last, len(name)):
            return last[len(name) :]
    starts = range(_SHORTEST_NAME, len(last))
    return next((last[at:] for at in starts if words.rate_of.fullmatch(last, at)), "")


def of_same_heads(own: str, earlier: list[str], words: NameWords) -> list[str]:
    """Return a rate's names for those whose other rate was told before: 城镇、农村|污水处理率.

    Nothing where the earlier names share no rate, or a name before it is none of a few words.
    """
    shared = _shared_end(earlier)
    heads = [name.removesuffix(shared) for name in earlier]
    on_same = words.rate_on.fullmatch(own) and words.rate_on.fullmatch(shared)
    plain = on_same or (own.endswith("率") and shared.endswith("率"))
    short = all(_SHORTEST_NAME <= len(head) <= _LONGEST_HEAD for head in heads)
    return [head + own for head in heads] if plain and short else []


def _shared_end(names: list[str]) -> str:
    """Return what all names end in: 自来水普及率 of 城镇自来水普及率 and 农村自来水普及率."""
    first, *others = names
    length = 0
    while length < len(first) and all(
        name[-length - 1 :] == first[-length - 1 :] and len(name) > length for name in others
    ):
        length += 1
    return first[len(first) - length :]


def _shared_head(first: str, last: str, words: NameWords) -> str:
    """Return what a list says once before names of two characters: 公共数据归集率、共享率.

    科技园亩均|产值、税收: what is per mu is said once, too.
    """
    rate = len(last) == 3 and last.endswith("率") and first.endswith("率") and len(first) > 6
    if rate:
        # 水务工单|按时办结率、|满意率: how it is done is the first one's.
        return words.in_time.sub("", first[:-3])
    per = _PER.match(first)
    return per.group() if per and len(last) <= 3 and not _PER.match(last) else ""
