"""Reads until when something is to be done: 2023年6月底前, 到2025年, 三季度末前, 完成时限：….

A deadline is the last day that it leaves: 6月前 and 6月底前 are 30 June, as the genre means them.
What recurs (每年3月底前), goes on (持续推进) or lies before the plan was issued has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plankg.model import PlanMeta, Span

# Bounded, as several follow each other: of a page of blanks each could take any number.
_B = r"[ 　]{0,2}"
_YEAR = rf"(?P<year>20\d\d){_B}年"
_THIS_YEAR = r"(?P<this>今年|本年度?|当年)?"
_MONTH = rf"(?P<month>1[0-2]|0?[1-9]){_B}月{_B}(?:份{_B})?"
_DAY = rf"(?:(?P<day>[0-3]?\d){_B}[日号]|(?P<third>[上中下])旬)"
_QUARTER = r"第?(?P<quarter>[1-4一二三四])季度"
_HALF = r"(?P<half>[上下])半年"
# 秋季开学|前, 9月开学|前: by the end of the month before the term begins.
_TERM = rf"(?P<term>[春秋]季(?:新?学期)?|[39]{_B}月(?:份)?)开学"
_PART = rf"(?:{_TERM}|{_MONTH}{_DAY}?|{_QUARTER}|{_HALF})"
_LAST = r"(?:年?[底末])"
_BEFORE = r"(?:之前|以前|前)(?![后期款述置提往])"

# 2023年6月底前, 年底前, 6月30日前: the words that end in 前.
_BY = re.compile(
    rf"(?<![每各逐\d])(?:{_YEAR}{_B}|{_THIS_YEAR}{_B}){_PART}?{_B}{_LAST}?{_B}{_BEFORE}"
)
# 到2025年, 至2025年6月底: the year has to be printed.
_TO = re.compile(rf"(?:到|至){_B}{_YEAR}{_B}{_PART}?{_B}{_LAST}?{_B}(?:{_BEFORE})?")
# 2025年底，建成水网: without 前 only at the head of a clause, and of a plan that lies before it.
_AT = re.compile(rf"(?<![^，,；;。：:\s]){_YEAR}{_B}{_PART}?{_B}{_LAST}(?=[，,])")
_WITHIN = re.compile(r"(?<![\d一二三四五六七八九十两几数每])(?P<this>今年|本年度?)?年内")
# 明年上半年|建成, 三季度|新建3座, 6月底|完成: within a part of a year, said without 前.
_DURING = re.compile(
    rf"(?<![每各逐去\d])(?:{_YEAR}{_B})?"
    rf"(?:{_QUARTER}|{_HALF}|{_MONTH}{_B}[底末]|(?<=年)(?P<whole>1[0-2]|[1-9])月份?(?!\d))"
    r"(?![底末前之以起的至到－—–~-]|开始|以来|会议|工作会|印发|出台)"
)
# A deadline under a label needs no 前: 完成时限：2019年9月底.
_PRINTED = re.compile(rf"{_YEAR}{_B}{_PART}?")
_LABEL = re.compile(
    r"(?:完成时限|完成时间|完成期限|时限要求|时间要求|时间节点|时限)[ 　]*[:：]"
    r"(?P<when>[^；;。）)\n]{1,30})"
    # （市水利局负责，|6月底前完成|）: the last words of a bracket behind its bodies.
    r"|(?<=[，,；;])[ 　]*(?P<closing>[^，,；;。：:（()）\n]{1,14}(?:前|底|月|内)完成)"
    r"(?=[)）]|。以下)"
)
# A table's cell that says when the whole is done: 9月投入使用, 11月, 2021.12; no 5月底前动工.
_DONE = (
    r"(?:全部|全面|基本|正式|建设)?"
    r"(?:完成|建成|完工|竣工|投入使用|投入运行|投用|交付使用|交付|开放|办结|见效)?"
)
_CELL = re.compile(
    rf"{_B}(?:{_YEAR}{_B}|{_THIS_YEAR})(?:{_PART}{_B}{_LAST}?|{_LAST}|年)?{_B}(?:{_BEFORE})?{_DONE}[。；]?{_B}"
)
_DOTTED = re.compile(
    rf"{_B}(?P<year>20\d\d)[.．/-](?P<month>1[0-2]|0?[1-9])(?:[.．/-](?P<day>[0-3]?\d))?{_B}"
)
# As far back as the words reach that make a date none.
_REACH = 5
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}
_THIRDS = {"上": 10, "中": 20}
# 截至2020年底 is a state, 延续到2023年底 a duration, 自2016年到2020年 a span, 较 a base.
# 每年3月底前 recurs, 次年 is a year that nobody printed.
_NO_DEADLINE = re.compile(
    r"(?:截|截止|延续|延长|执行|保持|顺延|有效期?|暂行|推迟|放宽"
    r"|每年|每月|每季度?|次年|翌年|[上去]年)[ 　]*\Z"
)
# 到2020年的 is an attribute, 2019年以前的 too; 到2020-2022年 and 到2020年起 are no ends.
_NOT_AFTER = re.compile(r"[ 　]*(?:的|起|以来|[\d－—–~～-])")


@dataclass(frozen=True)
class Due:
    """A printed deadline: its last day and its words. `known_year` tells that a year is printed."""

    day: date
    span: Span
    known_year: bool = True


def deadline_of(printed: str) -> date | None:
    """Return the last day of a printed deadline: 2019年6月底前 → 2019-06-30; else None.

    Of several days (2019年6月至9月) the last one counts.
    """
    days = [day for match in _PRINTED.finditer(printed) if (day := _last_day(match, None))]
    return max(days, default=None)


def whole_done_by(printed: str, year: int | None) -> date | None:
    """Return the last day of a table's cell that says when the whole of its row is done.

    None where it says several days, the day of a part, or only when work begins. `year` is meant
    where none is printed; without it there is no day.
    """
    words = printed.strip()
    match = _CELL.fullmatch(words) or _DOTTED.fullmatch(words)
    if match is None or not re.search(r"[年月底末度]|\d", words):
        return None
    return _last_day(match, year)


def labelled_deadline(text: str, own: Iterable[Span], year: int | None) -> Due | None:
    """Return what a label (完成时限：2019年6月底前) sets for an element; else None.

    So does the end of a bracket of bodies: （市水利局负责，6月底前完成）.

    `year` is meant where none is printed.
    """
    for span in own:
        match = _LABEL.search(text, span.start, span.end)
        if match:
            when = _when(match)
            day = deadline_of(when.of(text)) or whole_done_by(when.of(text), year)
            return Due(day, when) if day else None
    return None


def _when(label: re.Match[str]) -> Span:
    return Span(*label.span("when" if label["when"] else "closing"))


def labelled_days(text: str, own: Iterable[Span]) -> tuple[Due | None, ...]:
    """Return the days of all labels in the lines, None for one that says none (持续推进)."""
    found: list[Due | None] = []
    for span in own:
        for match in _LABEL.finditer(text, span.start, span.end):
            day = deadline_of(_when(match).of(text))
            found.append(Due(day, _when(match)) if day else None)
    return tuple(found)


def whole_due(text: str, own: Iterable[Span], year: int | None) -> Due | None:
    """Return the one label's day by which the whole of an element is done; else None."""
    spans = [_when(match) for span in own for match in _LABEL.finditer(text, span.start, span.end)]
    if len(spans) != 1:
        return None
    day = whole_done_by(spans[0].of(text), year)
    return Due(day, spans[0]) if day else None


def dues_in(text: str, span: Span, meta: PlanMeta) -> Iterator[Due]:
    """Yield the deadlines printed in a sentence, in text order.

    年底前 is of the year printed before it in the sentence, else of the plan's one year (its
    period's, or that of its issue); where there is no such year, it is no deadline.
    """
    year, end = one_year(meta), span.start
    forms = (_BY, _TO, _WITHIN, _AT)
    matches = [m for form in forms for m in form.finditer(text, span.start, span.end)]
    begun = meta.issued or meta.period_start
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        before = max(span.start, match.start() - _REACH)
        if (
            match.start() < end
            or _NO_DEADLINE.search(text, before, match.start())
            or _NOT_AFTER.match(text, match.end(), span.end)
        ):
            continue
        end = match.end()
        groups = match.groupdict()
        if groups.get("year"):
            year = int(groups["year"])
        this_year = meta.issued.year if groups.get("this") and meta.issued else None
        day = _last_day(match, this_year or year)
        if day is None or (begun and day < begun) or (begun is None and match.re is _AT):
            continue
        yield Due(day, Span(match.start(), match.end()), bool(groups.get("year")))


def part_due(text: str, clause: Span, year: int | None) -> Due | None:
    """Return the last day of a month or quarter by which, or in which, a clause says it is done.

    2022年6月底前, 三季度前, 上半年; `year` is meant where none is printed. None where no part of a
    year is named, or what recurs.
    """
    forms = (_BY, _TO, _DURING)
    found = [m for form in forms for m in form.finditer(text, clause.start, clause.end)]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        groups = match.groupdict()
        before = max(clause.start, match.start() - _REACH)
        part = any(groups.get(name) for name in ("month", "whole", "quarter", "half", "term"))
        if not part or _NO_DEADLINE.search(text, before, match.start()):
            continue
        day = _last_day(match, int(groups["year"]) if groups.get("year") else year)
        if day is not None:
            return Due(day, Span(*match.span()), bool(groups.get("year")))
    return None


# 9月底前|投用, 2024年三季度|建成: a clause that says only when what stands before it is ready.
_READY = re.compile(
    rf"[ 　]*(?:于|在|预计|计划|力争|确保)?(?:{_YEAR}{_B})?{_PART}?{_B}{_LAST}?{_B}(?:{_BEFORE})?"
    r"(?:全部|全面|正式|建成)?(?:投用|投运|投产|投入使用|投入运行|投入运营"
    r"|建成|完工|竣工|交付使用|交付|启用|开馆|运营"
    r"|开门迎客|对外开放|开放|通车|完成)[ 　]*"
)


def ready_by(text: str, clause: Span, year: int | None) -> Due | None:
    """Return the day by which what stands before a clause is ready: 扩建校舍3处，|9月底前投用.

    None where the clause says anything else. `year` is meant where none is printed.
    """
    match = _READY.fullmatch(text, clause.start, clause.end)
    if match is None or not re.search(r"[年月度]|\d", match.group()):
        return None
    groups = match.groupdict()
    day = _last_day(match, int(groups["year"]) if groups.get("year") else year)
    return Due(day, clause, bool(groups.get("year"))) if day else None


def one_year(meta: PlanMeta) -> int | None:
    """Return the year that a plan is for, None where it is for several or does not say."""
    period = {day.year for day in (meta.period_start, meta.period_end) if day}
    if meta.period_start is None and meta.issued:
        period.add(meta.issued.year)
    return period.pop() if len(period) == 1 else None


def _last_day(match: re.Match[str], year: int | None) -> date | None:
    """Return the last day of the printed year, quarter, month or day; None for no such day."""
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else year
    if year is None or not match.group().strip("之以前 　"):
        return None
    month = _last_month(groups)
    if groups.get("day") or groups.get("third") in _THIRDS:
        number = int(groups["day"]) if groups.get("day") else _THIRDS[groups["third"] or ""]
        try:
            return date(year, month, number)
        except ValueError:
            return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _last_month(groups: dict[str, str | None]) -> int:
    if month := groups.get("month") or groups.get("whole"):
        return int(month)
    if groups.get("quarter"):
        printed = groups["quarter"] or ""
        return 3 * (_CHINESE.get(printed) or int(printed))
    if groups.get("half"):
        return 6 if groups["half"] == "上" else 12
    if term := groups.get("term"):
        return 2 if term.startswith(("春", "3")) else 8
    return 12
