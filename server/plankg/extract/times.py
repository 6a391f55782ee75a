"""Reads when: 到2022年, 三年内, 每年, 年末, “十四五”期间; works out a target's period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plankg.extract.numerals import number_of
from plankg.lookups import Lookups, any_of
from plankg.model import Frequency, Kind, Span

# 两年内 in a plan of three years is an earlier term, 三年内 in one of four the whole of it.
_FEWEST_WHOLE = 3
Reach = Literal["by-year", "in-year", "years", "plan", "context-year", "from-year"]

_B = r"[ 　]{0,2}"
_BY = re.compile(
    rf"(?:力争|争取|确保|预计)?(?:到|至|截至)?{_B}(?P<y>20\d\d){_B}年"
    rf"(?P<end>底前|年?底|末|前|以前|之前|\d{{1,2}}{_B}月(?:\d{{1,2}}{_B}日|底|末)?(?:之|以)?前"
    # 2025年|秋季开学前, 2025年|汛前
    r"|(?:[春秋]季(?:新?学期)?|[39]月(?:份)?)?开学(?:之|以)?前|汛期?前)?"
    # 2023 年度|全市用水量; 2023年度假人数 are those who are on holiday.
    r"(?:(?<=年)度(?![假（(]))?"
)
_YEARS = re.compile(
    rf"(?P<a>20\d\d){_B}年?{_B}(?:－|—|―|-|–|~|～|至|到|一)+{_B}(?P<b>20\d\d){_B}年"
    r"(?:期间|间|度)?(?![）)》])"
)
# 2020和2021年|每年: two years that follow each other, as a span; so at a clause's end.
_BOTH = re.compile(rf"(?P<a>20\d\d){_B}年?{_B}[和与及、]{_B}(?P<b>20\d\d){_B}年(?=每年|均|各|\Z)")
_WITHIN = re.compile(
    r"(?:未来|用|力争|通过|经过)?(?P<n>[一二两三四五六七八九十]|(?<![\d.．])\d{1,2})年"
    r"(?:内|时间|左右时间|努力|(?P<after>后(?=[，,]|\Z)))"
)
# 力争|三年内: from the plan's beginning on; 成立三年内的企业 counts from elsewhere.
_FROM_THE_PLAN = re.compile(
    r"(?:\A|[ 　，,、；;：:（(“]|力争|争取|确保|计划|预计|今后|并|[在于用])\Z"
)
_FROM = re.compile(rf"(?:从|自)?{_B}(?P<y>20\d\d){_B}年(?:起|开始)")
_WITHIN_PLAN = re.compile("规划期内")
_CONTEXT = re.compile(
    r"(?:年内|全年|(?P<next>明年(?:度|[上下]半年(?![底末前之以]))?)"
    r"|(?P<this>今年|本年度?)|[上下]半年(?![底末前之以])|当年|年末|年底前?|年度内)"
)
# 9月底前, 三季度前, 6月底: a part of the year that is said before.
_BY_PART = re.compile(
    rf"(?<!\d)(?:1[0-2]|0?[1-9]){_B}月(?:份|[上中下]旬|[0-3]?\d[日号])?{_B}[底末]?(?:之前|以前|前)"
    rf"|(?<!\d)(?:1[0-2]|0?[1-9]){_B}月份?{_B}[底末]|(?<=年)(?:1[0-2]|0?[1-9])月份?(?!\d)"
    r"|(?:前三|第?[1-4一二三四])季度[底末]?(?:之前|以前|前)?|[上下]半年[底末]?(?:之前|以前|前)"
)
_UPON = re.compile(r"[^，,。；;]{0,16}(?:基础|水平|规模|存量)(?:之)?上")
_SHARE = "占比"
_OF_THEN = re.compile("[ 　]*[底末]?的?[ 　]*\\d")
# 2000年底前建成的|老旧小区: of when the things are, and no time of what is done with them.
OF_THINGS = re.compile(
    rf"{_B}(?:以前|之前)?(?:建成|建造|建设|投产|开工|竣工|注册|登记|成立|认定|入库|出生|出台|参加工作)"
    "(?:使用|投用|运营|投入使用)?的"
)
"""What follows a time that tells which things are meant, not when something is to be."""
# 2012年起5年内, 2020年以来: a year from which something runs is none by which it is to hold.
_FROM_THEN = re.compile(rf"{_B}(?:起|开始|以来|版|第(?![1-4一二三四]季度)|度?（)")
# 年平均|培训: 年平均浓度 is a measure.
_DONE_IN_A_YEAR = "培训|培养|培育|新增|新建|增长|增加|完成|引进|开展|建设|改造|投入|实现"
ANNUAL = re.compile(
    rf"(?:每学?年|(?<![\d每])年均|(?<![\d每])年平均(?={_DONE_IN_A_YEAR})|逐年|各年|每年度)"
)


@dataclass(frozen=True)
class Time:
    """A time phrase: how far it reaches, its year if printed, and its words.

    `first` is the first of several years (2021—2025年), the last is `year`. `count` is how many
    years from the plan's first on are meant (三年内), `ahead` how many years after the plan's own
    the one that is meant (今年, 明年).
    """

    reach: Reach
    year: int | None
    span: Span
    first: int | None = None
    count: int | None = None
    ahead: int | None = None


class TimeGrammar:
    """The time phrases, with the names of the five-year plans."""

    def __init__(self, lookups: Lookups) -> None:
        names = any_of(lookups.words("five_year_plans", "name"))
        doing = any_of(lookups.words("verbs"))
        how = any_of(lookups.words("adverbs", place="before-verb"))
        # 三年|培训100人, 三年|公开招聘100人: so many years, said without 内.
        self._within = re.compile(
            rf"{_WITHIN.pattern}|(?<![每第\d十.．])(?P<m>[两三四五2-5])年(?:计划|累计|总?共|共计|合计)?(?=(?:{how})?{doing})"
        )
        self._plans = {
            row["name"]: (int(row["start"]), int(row["end"]))
            for row in lookups.rows("five_year_plans")
        }
        self._five = re.compile(
            rf"(?:[到至])?[“\"]?(?P<n>{names})[”\"]?(?:规划)?(?P<end>期?末)?(?:时期|期间|期内)?"
            # 完成“十四五”约束性指标: whose they are, and no time; 在“十四五”基础上: the base.
            r"(?![”\"]?(?:(?:约束性|预期性)指标|的?基础上))"
        )
        patterns = (
            _YEARS.pattern,
            _BOTH.pattern,
            _FROM.pattern,
            _BY.pattern,
            self._within.pattern,
            _CONTEXT.pattern,
            _BY_PART.pattern,
            "规划期内",
        )
        self.phrase = re.compile(_unnamed("|".join((*patterns, self._five.pattern))))

    def time_in(self, text: str, span: Span) -> Time | None:
        """Return the first time phrase of a stretch that says when something is to hold.

        The years of a document's title (落实《“十四五”治水规划》) are that document's.
        """
        candidates: list[Time] = []
        years = _first(_YEARS, text, span)
        by = next(
            (
                match
                for match in _outside_titles(_BY, text, span)
                if not _FROM_THEN.match(text, match.end())
                and not OF_THINGS.match(text, match.end())
            ),
            None,
        )
        # 较2021—2023年均值下降: the years that are compared with.
        of_base = years and by and years.start() <= by.start() < years.end()
        if by and not of_base and not _is_base(text, by, span.start):
            point = (
                bool(re.match(r"(?:力争|争取|确保|预计)?(?:到|至|截至)", by.group())) or by["end"]
            )
            candidates.append(
                Time("by-year" if point else "in-year", int(by["y"]), Span(by.start(), by.end()))
            )
        based = years and text[max(span.start, years.start() - 1) : years.start()] in ("较", "比")
        if years and not based and int(years["a"]) < int(years["b"]):
            whole = Span(years.start(), years.end())
            candidates.insert(0, Time("years", int(years["b"]), whole, int(years["a"])))
        both = _first(_BOTH, text, span)
        if both and int(both["b"]) == int(both["a"]) + 1:
            whole = Span(both.start(), both.end())
            candidates.insert(0, Time("years", int(both["b"]), whole, int(both["a"])))
        within = _first(self._within, text, span) or _first(_WITHIN_PLAN, text, span)
        if within:
            own = Span(within.start(), within.end())
            count = _years_within(text, span, within)
            # 三年后，A达到…: at the end of so many years.
            after = bool(within.groupdict().get("after"))
            if count or not after:
                candidates.append(Time("by-year" if after else "plan", None, own, count=count))
        five = _first(self._five, text, span)
        if five and text[max(span.start, five.start() - 1) : five.start()] not in ("比", "较"):
            first, last = self._plans[five["n"]]
            reach: Reach = "by-year" if five["end"] or five.group()[0] in "到至" else "years"
            candidates.append(Time(reach, last, Span(five.start(), five.end()), first))
        begun = _first(_FROM, text, span)
        if begun:
            own = Span(begun.start(), begun.end())
            candidates.append(Time("from-year", int(begun["y"]), own))
        context = _first(_CONTEXT, text, span)
        if context:
            own = Span(context.start(), context.end())
            ahead = 1 if context["next"] else 0 if context["this"] else None
            candidates.append(Time("context-year", None, own, ahead=ahead))
        return min(candidates, key=lambda time: time.span.start) if candidates else None


def _first(pattern: re.Pattern[str], text: str, span: Span) -> re.Match[str] | None:
    return next(_outside_titles(pattern, text, span), None)


def _outside_titles(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield a pattern's matches in a stretch, but for those within 《…》."""
    for match in pattern.finditer(text, span.start, span.end):
        opened = text.rfind("《", span.start, match.start())
        if opened < 0 or text.find("》", opened, match.start()) >= 0:
            yield match


def _unnamed(pattern: str) -> str:
    """Return a pattern with its named groups as plain ones, to stand beside others."""
    return re.sub(r"\?P<[a-z]+>", "?:", f"(?:{pattern})")


def _years_within(text: str, span: Span, within: re.Match[str]) -> int | None:
    """Return how many years from the plan's first on are meant; None where others are."""
    groups = within.groupdict()
    number = groups.get("n") or groups.get("m")
    if not number or text.startswith("的", within.end()):
        return None
    counted = _FROM_THE_PLAN.search(text[span.start : within.start()])
    return int(number_of(number)) if counted else None


def _is_base(text: str, year: re.Match[str], floor: int) -> bool:
    """Say whether a year is what is compared with: 比2020年, 在2020年基础上; 在2022年 is a term."""
    before = text[max(floor, year.start() - 1) : year.start()]
    if text.endswith(_SHARE, floor, year.start()):
        # 大班额占比|2022年降到3%
        return False
    if before in ("由", "从") and _OF_THEN.match(text, year.end()):
        # 由2020年的38%提高到45%
        return True
    if before == "比" and text[max(floor, year.start() - 2) : year.start()] in ("占比", "之比"):
        # 大班额占比|2024年降到2%
        return False
    return before in ("比", "较", "以") or (
        before == "在" and _UPON.match(text, year.end()) is not None
    )


def this_year(
    plan: tuple[date | None, date] | None, context_year: int | None, issued: date | None
) -> int | None:
    """Return the year that 今年 means: the annex's, the plan's one year, or that of its issue."""
    if context_year is not None:
        return context_year
    if plan and plan[0] and plan[0].year == plan[1].year:
        return plan[1].year
    return issued.year if issued else None


def _is_as_long(plan: tuple[date | None, date] | None, years: int) -> bool:
    """Say whether a plan of four calendar years or more is for so many whole years."""
    if plan is None or plan[0] is None or years < _FEWEST_WHOLE:
        return False
    return plan[1].year - plan[0].year == years


def _years_on(begin: date, years: int) -> date:
    """Return the last day of so many years from the first of a month on."""
    return date(begin.year + years, begin.month, 1) - timedelta(days=1)


def period_of(
    kind: Kind,
    frequency: Frequency,
    time: Time | None,
    plan: tuple[date | None, date] | None,
    context_year: int | None,
    issued: date | None = None,
) -> tuple[date | None, date | None]:
    """Return the first and last day of a target's period, by the contract's rules.

    `context_year` is the year of the annex in which the target stands, if any. A plan whose title
    has no years starts with the year in which it was `issued`, for targets that print their end.
    """
    if time is not None and time.ahead is not None:
        year = this_year(plan, context_year, issued)
        time = Time("in-year", year + time.ahead, time.span) if year else time
    if context_year is not None and (time is None or time.reach in ("context-year", "plan")):
        time = Time("in-year", context_year, Span(0, 0))
    start = plan[0] if plan else None
    end = plan[1] if plan else None
    if time is not None and time.year is not None and time.reach == "in-year":
        start, end = date(time.year, 1, 1), date(time.year, 12, 31)
    elif time is not None and time.reach == "context-year" and plan is None and issued:
        # 年内新增10家, in a plan that names no years: that of its issue.
        start, end = date(issued.year, 1, 1), date(issued.year, 12, 31)
    elif time is not None and time.reach == "years" and time.year and time.first:
        start, end = date(time.first, 1, 1), date(time.year, 12, 31)
    elif time is not None and time.count and _is_as_long(plan, time.count):
        # 通过三年时间 in a plan for 2024 to 2027: the plan's own years, from its issue on.
        pass
    elif time is not None and time.count and (first := start or issued):
        # 两年内, in measures that hold from March on: from then.
        begin = start if start and start.day == 1 else date(first.year, 1, 1)
        end = _years_on(begin, time.count)
        start = date(end.year, 1, 1) if time.reach == "by-year" and kind == "level" else begin
    elif time is not None and time.reach == "from-year" and time.year is not None:
        start = date(time.year, 1, 1)
    elif time is not None and time.reach == "by-year" and time.year is not None:
        end = date(time.year, 12, 31)
        if (kind == "level" and frequency == "once") or (start is not None and start > end):
            start = date(time.year, 1, 1)
        elif start is None and time.first is not None:
            # 到“十四五”末: it begins with those five years, where the title names no years.
            start = date(time.first, 1, 1)
        elif start is None and issued is not None and issued.year <= time.year:
            start = date(issued.year, 1, 1)
    if kind == "cumulative":
        start = None
    return start, end
