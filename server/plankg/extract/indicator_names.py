"""Reads the names in a table of indicators: number, words, unit, scope, and what they say of kind.

Words with a meaning of their own in such tables are ``data/lookups/indicator_words.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plankg.extract.indicator_columns import plain
from plankg.extract.name_directions import NameDirections
from plankg.lookups import Lookups, any_of
from plankg.model import Kind

_NUMBER = re.compile(
    r"\A(?:[（(](?P<b>\d{1,2})[）)]|(?P<n>\d{1,2})[）)．.、](?!\d(?!\d*(?:[A-Za-z]|[亿万千百]|公里|[家个]))|\d+[.．])|(?P<c>[①-⑳]))"
)
_BARE_NUMBER = re.compile(r"[（(]?\d{1,2}[）)．.、]?")
# 连接设备（万台（套））: a unit may have a bracket of its own.
_BRACKET = re.compile(
    r"[（(〔\[](?P<w>[^（）()〔〕\[\]]{1,14}(?:[（(][^（）()〔〕\[\]]{1,4}[）)])?)[）)〕\]]\Z"
)
_MARK = re.compile(r"[①-⑳*＊†]+(?=[（(]|\Z)")
_LED = re.compile(r"\A(?:其中[:：]?|[-—－]+)")
# 全国自然岸线保有率 is of the whole country, 全国重点实验室 a name.
_NAMED_FOR = r"(?!重点|百强|文明|示范|先进|名|统一)"
# 累计建成水站: what has come about by then. 累计新增 is what is added within the years.
_RUNNING = re.compile(r"\A累计(?!新|净增|下降|减少|增[加长]|提高)(?:完成|实现|达到)?(?=[一-鿿]{2})")
_ALSO_RUNNING = re.compile("累计(?:数|值|量)?")
# 建成水站（个）; 建成区 is a place, 建成率 a rate.
_BUILT = re.compile(r"\A(?:建成|建立)(?![区后率投使环面])(?=[一-鿿]{2})")
_SHORTEST = 2
_ALL_OF = re.compile("全[国省市县区]")
# 其中：普通高中: no name of a part is longer, and it has no digits.
_LONGEST_PART = 8
_WORDS = re.compile(r"[一-鿿、]+\Z")
# 在校生数/毛入学率, 在校生数或毛入学率: one cell names two indicators.
_TWO = re.compile(r"(?P<a>[^/／]{3,}?)(?:[/／]|(?<=[数率量额])或)(?P<b>[^/／]{3,})\Z")
_RATE_LAST = re.compile("(?:率|占比|比例|比重|覆盖面)\\Z")


@dataclass(frozen=True)
class Name:
    """An indicator's name: its printed number, its words, its unit in brackets, what is below it.

    `scope` is the place whose value it is (``""`` where it names none), `flow` says that the
    name begins with 新增 or the like, `year_total` that its brackets say 五年累计, `part` that it
    begins with 其中. `running` marks what adds up from year to year: a name that begins with 累计,
    or brackets that say nothing else.
    """

    number: str
    words: str
    unit: str
    scope: str
    flow: bool
    year_total: bool
    part: bool = False
    running: bool = False


class MeasureWords:
    """Tells names that measure something (小学入学率) from parts of what is measured (小学段)."""

    def __init__(self, lookups: Lookups) -> None:
        endings = {*lookups.words("stock_nouns", "ending")}
        for sort in ("rate", "share", "unitless"):
            endings |= set(lookups.words("name_endings", "ending", sort=sort))
        self._measure = re.compile(rf"{any_of(endings)}\Z")
        self._in_brackets = re.compile(
            rf"(?:[（(〔\[](?:[%％‰]|[万亿]?{lookups.unit_pattern}(?:/[^（()）]{{1,6}})?)[）)〕\]]|[（(]全[国省市县区][）)])+\Z"
        )

    def ends(self, words: str) -> bool:
        """Say whether a name ends as one of a measured thing does, or with a unit in brackets."""
        bare = self._in_brackets.sub("", words)
        return bare != words or bool(self._measure.search(bare))

    def is_part(self, words: str) -> bool:
        """Say whether a row's name says only which part of something it measures (其中：小学)."""
        words = _LED.sub("", words)
        return (
            1 < len(words) <= _LONGEST_PART and bool(_WORDS.match(words)) and not self.ends(words)
        )


class NameGrammar:
    """The words of names, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        def words(sort: str) -> str:
            return "|".join(lookups.words("indicator_words", "pattern", sort=sort))

        self._decrease = re.compile(rf"(?:{words('decrease')})\Z")
        self._change = re.compile(rf"(?:{words('change')})\Z")
        self._flow = re.compile(rf"\A(?:{words('flow')})(?=..)(?!率|量|额|数)")
        self._rate = re.compile(rf"(?:{words('rate')})\Z")
        self._class = re.compile(rf"\A(?:{words('class')})")
        self._dependent = re.compile(rf"\A(?:{words('dependent')})")
        # 城镇新增就业: new within the period, said in the midst of the name.
        self._new = re.compile(any_of(lookups.words("target_verbs", sort="new")))
        self._no_unit = re.compile(words("not-unit"))
        self._year_total = re.compile(words("year-total"))
        self._category = re.compile(rf"(?:{words('category')})\Z")
        regions = "|".join((*lookups.words("region_groups", "pattern"), words("place")))
        self._region = re.compile(rf"\A(?:{regions})(?=..)")
        self._level = re.compile(rf"(?:{any_of(lookups.words('levels'))}|[一-鿿A]级)(?:及?以上)?")
        self._scopes = lookups.words("scope_words")
        self._measures = lookups.made(MeasureWords)
        added = [row["word"] for row in lookups.rows("verbs") if row["name"] == "drop"]
        # 增加 is a predicate elsewhere.
        self._made = re.compile(rf"(?:{any_of([*added, '增加'])})(?=..)")
        self.directions = lookups.made(NameDirections)
        # 水厂/泵站|新建: what is done is said once, behind the last of two.
        self._doing = re.compile(rf"(?<=..){any_of(lookups.words('verbs'))}(?:数|数量)?\Z")

    def name(self, printed: str, area: str, notes: Iterable[int] = ()) -> Name:
        """Return what a cell of names says; `notes` are the numbers of the table's footnotes."""
        words = plain(printed)
        match = _NUMBER.match(words)
        number = ""
        if match:
            number = match["b"] or match["n"] or str(ord(match["c"]) - ord("①") + 1)
            words = words[match.end() :]
        words = _without_notes(words, notes)
        led = _LED.match(words)
        words = _MARK.sub("", words[led.end() :] if led else words)
        words, unit, total, running = self._bracketed(words)
        sum_ = _RUNNING.match(words)
        words = _BUILT.sub("", words[sum_.end() :] if sum_ else words)
        words, scope = self._placed(words, area)
        # 新建小区配建率: a share is a state, and of what it is is part of its name.
        flow = None if _RATE_LAST.search(words) else self._flow.match(words)
        return Name(
            number,
            words[flow.end() :] if flow else words,
            unit,
            scope,
            bool(flow),
            total,
            bool(led),
            running or bool(sum_),
        )

    def _bracketed(self, words: str) -> tuple[str, str, bool, bool]:
        """Part the unit, and what is said of totals and running ones, from a name's brackets."""
        unit, total, running = "", False, False
        while match := _BRACKET.search(words):
            if _ALL_OF.fullmatch(match["w"]):
                # 教育支出（万元）（全市）: of the plan's whole area.
                words = words[: match.start()]
                continue
            parts = re.split(r"[，,、；;]", match["w"])
            said = [part for part in parts if self._year_total.search(part)]
            units = [part for part in parts if not self._no_unit.search(part) and part not in said]
            if unit and not said:
                break
            if not said and len(units) != 1:
                break
            total = total or bool(said)
            running = running or any(_ALSO_RUNNING.fullmatch(part) for part in said)
            unit = unit or (units[0] if units else "")
            words = words[: match.start()]
        return words, unit, total, running

    def _placed(self, words: str, area: str) -> tuple[str, str]:
        """Return a name without the place that it begins with, and that place.

        The plan's own area (全市) is left out of the name; it is its scope anyway.
        """
        for word in self._scopes:
            if word[-1] == area[-1:] or (area == "全国" and word[-1] == "国"):
                match = re.match(rf"{re.escape(word)}{_NAMED_FOR}(?=..)", words)
                if match:
                    return words[match.end() :], ""
        region = self._region.match(words)
        if region and region.group().endswith(("）", ")")):
            # 县（市、区）净水率 is measured there, 县（市、区）水务中心 is a sort of centres.
            region = region if self._measures.ends(words) else None
        if region:
            return words[region.end() :], region.group()
        return words, ""

    def of_group(self, name: Name, group: Name) -> Name:
        """Return a name with what its group's head says for it.

        主要污染物排放总量减少（%） is the head of 化学需氧量: 化学需氧量排放总量减少. A name with a
        unit of its own says all by itself, unless it begins within a sentence (达到…比例).
        """
        if self._dependent.match(name.words):
            words = group.words + name.words
        elif group.unit and not name.unit:
            words = name.words + self._class.sub("", group.words)
        elif self._measures.ends(group.words) and self._measures.is_part(name.words):
            # 校际差异系数 is the head of 小学段: 小学段校际差异系数.
            words = name.words + group.words
        else:
            return name
        scope = name.scope or group.scope
        return replace(name, words=words, unit=name.unit or group.unit, scope=scope, part=False)

    def of_whole(self, name: Name, whole: Name) -> Name:
        """Return a part's name with what the row before it says of the whole.

        净水率 before 其中：城区: 城区净水率. 新增渠道 before 其中：主干渠: that is new, too.
        """
        words = name.words
        if self._level.fullmatch(words) or (
            self._measures.ends(whole.words) and self._measures.is_part(words)
        ):
            words += whole.words
        unit = name.unit or whole.unit
        return replace(name, words=words, unit=unit, flow=name.flow or whole.flow)

    def ends_group(self, name: Name) -> bool:
        """Say whether a name with a unit of its own is none of the group above it."""
        return bool(name.unit) and not self._dependent.match(name.words)

    def two_of(self, name: Name) -> tuple[Name, Name] | None:
        """Return the two indicators that a name gives: 水厂/泵站新建（座/个）; None for one."""
        match = _TWO.match(name.words)
        if match is None:
            return None
        units = re.split(r"[/／]", name.unit)
        if len(units) > 2:
            return None
        first, second = match["a"], _LED.sub("", match["b"])
        shared = self._doing.search(second)
        if shared and not self._doing.search(first) and not self._measures.ends(first):
            first += shared.group()
        return replace(name, words=first, unit=units[0]), replace(
            name, words=second, unit=units[-1]
        )

    def is_category(self, words: str) -> bool:
        """Say whether words are a usual row of categories (经济发展), not an indicator."""
        return bool(self._category.match(words))

    def is_rate(self, name: Name, unit: str) -> bool:
        """Say whether a name or its unit is that of a rate: no column of tasks adds to it."""
        return bool(self._rate.search(name.words) or self._rate.search(unit))

    def done(self, name: Name) -> Name:
        """Return a name in a column of what is to be done, without the verb that adds: 建设水渠."""
        made = self._made.match(name.words)
        return replace(name, words=name.words[made.end() :] if made else name.words, flow=True)

    def is_share(self, name: Name, unit: str) -> bool:
        """Say whether a name is of a share in percent, and not of its growth."""
        rate = unit in ("%", "％") and bool(self._rate.search(name.words))
        return rate and not self._changes(name.words)

    def _changes(self, words: str) -> bool:
        """Say whether a name is of a change: 用水量下降, 净水率增幅, but not 管网改造提升."""
        changes = self._decrease.search(words) or self._change.search(words)
        return bool(changes) and not self.directions.ends_in_work(words)

    def kind(self, name: Name, unit: str, *, total: bool) -> Kind:
        """Return the kind of a value: a state, or what is added to or taken from one."""
        if self._changes(name.words):
            return "change"
        if total and self._rate.search(unit):
            return "change"
        new = self._new.search(name.words) and not self._rate.search(name.words)
        return "increase" if total or name.flow or name.year_total or new else "level"


def is_number(printed: str) -> bool:
    """Say whether a cell holds nothing but a row's number."""
    return bool(_BARE_NUMBER.fullmatch(plain(printed)))


def digits_of(printed: str) -> str:
    """Return the digits of a row's number."""
    return re.sub(r"\D", "", printed)


def is_named(name: Name) -> bool:
    """Say whether there are words enough to name an indicator."""
    return len(name.words) >= _SHORTEST


def _without_notes(words: str, notes: Iterable[int]) -> str:
    """Return a name without the digits of footnotes: 地级及以上城市2空气质量."""
    known = "".join(str(note) for note in notes if note < 10)
    if not known:
        return words
    return re.sub(rf"(?<=[一-鿿）)])[{known}](?=[一-鿿（(]|\Z)", "", words)
