"""Reads what a plan says of itself: title, 文号, issuers, date, period and area."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from plankg.extract.numerals import number_of
from plankg.extract.plan_area import AreaGrammar, PlanArea
from plankg.extract.structure import Outline
from plankg.lookups import Lookups, any_of
from plankg.model import Document, Evidence, Paragraph, PlanMeta, Span

_NUMBER = re.compile(
    r"(?:文[ 　]*号[:：]?\s*|[（(])?"
    r"(?P<n>[一-鿿]{1,12}[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*第?\s*\d+\s*号)[）)]?\s*"
)
_DATE = re.compile(r"(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_YEARS = re.compile(r"(?P<a>20\d\d)\s*年?\s*(?:－|—|-|–|~|～|至|到|——)+\s*(?P<b>20\d\d|\d\d)\s*年?")
_YEAR = re.compile(r"(?P<a>20\d\d)\s*年")
_BRACKETED_YEARS = re.compile(r"[\s　]*[（(][^（()）]*20\d\d[^（()）]*[）)][\s　]*\Z")
_NOTICE = re.compile(r"关于(?:印发|转发|发布|下达)[《“]?(?P<title>.+?)》?的(?:通知|函|公告)\s*\Z")
_PRINTED_DAY = r"20\d\d[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日"
_TERM = re.compile(
    r"(?:规划|实施|行动|试点|计划|方案)(?:期限?|时间|时限|周期)(?:为|是|[:：])?[ 　]*"
    r"(?P<a>20\d\d)[ 　]*年?(?:\d{1,2}月)?[ 　]*(?:－|—|-|–|~|～|至|到)+[ 　]*(?P<b>20\d\d)[ 　]*年"
)
_VALID = re.compile(
    rf"自(?P<a>{_PRINTED_DAY})起(?:施行|实施|执行|生效)[，,；;]?[^。\n]{{0,12}}?"
    rf"有效期(?:限)?(?:截)?(?:至|到|截止)(?P<b>{_PRINTED_DAY})"
)
_THROUGH = re.compile(
    r"(?:经过|通过|利用|力争用|计划用|用)(?P<n>[一二三四五]|\d)年(?:左右)?的?(?:时间|努力|[一-鿿]{0,4}试点|攻坚|行动)"
)
_BY_YEAR = re.compile(r"[到至](?P<y>20\d\d)年")
_FROM_YEAR = re.compile(
    r"(?:从|自)?(?P<a>20\d\d)年(?:起|开始)[，,]?(?:用|利用|经过|在)?(?:未来)?(?P<n>[一二三四五六七八九十]|\d)"
    r"年(?:内|时间|左右|的时间|的努力)"
)


@dataclass(frozen=True)
class Header:
    """What the front matter says, before register and IRIs come in."""

    title: str
    number: str
    issuers: tuple[str, ...]
    issued: date | None
    period: tuple[date | None, date] | None
    area: PlanArea
    evidence: tuple[Evidence, ...]

    def within(self, first: PlanMeta, first_area: PlanArea) -> Header:
        """Return the header with what only the notice around several plans says."""
        return replace(
            self,
            number=self.number or first.number,
            issuers=self.issuers or first.issuers,
            issued=self.issued or first.issued,
            area=self.area if self.area.name else first_area,
        )


def header_of(
    document: Document,
    outline: Outline,
    lookups: Lookups,
    areas: AreaGrammar,
    overrides: Mapping[str, str],
) -> Header:
    """Return the plan's header. `overrides` (from plan.toml) wins over what was read.

    Known overrides: ``title``, ``number``, ``issuer`` (several joined by ；), ``issued`` (ISO),
    ``period_start``, ``period_end`` (ISO), ``area``.
    """
    front = outline.front
    title = _title(document, front, lookups)
    number = _first(front, _NUMBER)
    signed = _signature(front)
    evidence = []
    if title:
        evidence.append(Evidence(title, ("title",)))
    if number:
        evidence.append(Evidence(number, ("number",)))
    issuers: list[str] = []
    issued: date | None = None
    if signed:
        day, names = signed
        issued = _day(document.text[day.start : day.end])
        evidence.append(Evidence(day, ("issued",)))
        for name in names:
            issuers.append(name.of(document.text))
            evidence.append(Evidence(name, ("issuedBy",)))
    printed = _one_line(title.of(document.text)) if title else ""
    printed = overrides.get("title", printed)
    period: tuple[date | None, date] | None = _period(printed, lookups)
    if period and title and "title" not in overrides:
        evidence.append(Evidence(title, ("periodStart", "periodEnd")))
    if period is None and (stated := _stated_period(document.text, issued)):
        period, span = stated
        evidence.append(Evidence(span, ("periodStart", "periodEnd")))
    if period is None and (horizon := _horizon(document.text, outline)):
        end, span = horizon
        period = (date(issued.year, 1, 1) if issued and issued <= end else None, end)
        evidence.append(Evidence(span, ("periodEnd",)))
    if "issuer" in overrides:
        issuers = overrides["issuer"].split("；")
    if "issued" in overrides:
        issued = date.fromisoformat(overrides["issued"])
    if "period_start" in overrides and "period_end" in overrides:
        period = (
            date.fromisoformat(overrides["period_start"]),
            date.fromisoformat(overrides["period_end"]),
        )
    return Header(
        title=printed,
        number=overrides.get("number", number.of(document.text) if number else ""),
        issuers=tuple(issuers),
        issued=issued,
        period=period,
        area=areas.named(overrides["area"])
        if "area" in overrides
        else areas.of_plan(
            printed, issuers, (line.text.strip() for line in front[:6]), document.text
        ),
        evidence=tuple(evidence),
    )


def _title(document: Document, front: tuple[Paragraph, ...], lookups: Lookups) -> Span | None:
    """Return the plan's own title: the last title line before the body, years included."""
    kinds = any_of(lookups.words("plan_types"))
    ends = re.compile(rf"{kinds}(?:[（(][^（()）]*[）)])?[\s　]*\Z")
    found: Span | None = None
    notice: Span | None = None
    for index, line in enumerate(front):
        stripped = _stripped(line)
        text = stripped.of(document.text)
        if re.search(r"[。；，：]", text) or len(text) > 80:
            continue
        named = _NOTICE.search(_one_line(text))
        if named:
            inner = text.find(named["title"])
            if inner >= 0 and notice is None:
                start = stripped.start + inner
                notice = Span(start, start + len(named["title"]))
            continue
        if not ends.search(text) or re.search(r"印发|《", text):
            continue
        end = stripped.end
        if index + 1 < len(front) and _BRACKETED_YEARS.match(front[index + 1].text):
            end = _stripped(front[index + 1]).end
        found = Span(stripped.start, end)
    return found or notice


def _stripped(line: Paragraph) -> Span:
    lead = len(line.text) - len(line.text.lstrip(" 　\t"))
    tail = len(line.text) - len(line.text.rstrip(" 　\t\r"))
    return Span(line.span.start + lead, max(line.span.start + lead, line.span.end - tail))


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n]+[\s　]*", "", text)


def _first(front: tuple[Paragraph, ...], pattern: re.Pattern[str]) -> Span | None:
    for line in front:
        match = pattern.fullmatch(line.text.strip(" 　\t\r"))
        if match:
            lead = line.text.index(match["n"])
            return Span(line.span.start + lead, line.span.start + lead + len(match["n"]))
    return None


def _signature(front: tuple[Paragraph, ...]) -> tuple[Span, list[Span]] | None:
    """Return the date that stands alone on a line and the issuers on the lines above it."""
    for index, line in enumerate(front):
        match = _DATE.fullmatch(line.text.strip(" 　\t\r"))
        if not match:
            continue
        names: list[Span] = []
        for above in reversed(front[:index]):
            text = above.text.strip(" 　\t\r")
            if not re.fullmatch(r"[一-鿿 　]{2,40}", text) or len(names) > 5:
                break
            offset = above.span.start + above.text.index(text)
            pieces = [
                Span(offset + m.start(), offset + m.end()) for m in re.finditer(r"[一-鿿]+", text)
            ]
            names[:0] = pieces
        start = line.span.start + line.text.index(match.group())
        return Span(start, start + len(match.group())), names
    return None


def _day(printed: str) -> date | None:
    match = _DATE.search(printed)
    if not match:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _period(title: str, lookups: Lookups) -> tuple[date, date] | None:
    """Return the period that a title states: years, one year, or a five-year plan's name."""
    several = _YEARS.search(title)
    if several:
        first, last = int(several["a"]), several["b"]
        final = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        return (date(first, 1, 1), date(final, 12, 31)) if final >= first else None
    for row in lookups.rows("five_year_plans"):
        if row["name"] in title:
            return date(int(row["start"]), 1, 1), date(int(row["end"]), 12, 31)
    one = _YEAR.search(title)
    return (date(int(one["a"]), 1, 1), date(int(one["a"]), 12, 31)) if one else None


def _stated_period(text: str, issued: date | None) -> tuple[tuple[date, date], Span] | None:
    """Return the period that the plan's words state, where its title has no years.

    规划期限为2021—2025年; 自2023年2月1日起施行，有效期至2023年12月31日; 经过三年的试点, which
    counts from the year of issue.
    """
    named = _TERM.search(text)
    if named:
        first, last = int(named["a"]), int(named["b"])
        if first <= last:
            return (date(first, 1, 1), date(last, 12, 31)), Span(*named.span())
    valid = _VALID.search(text)
    if valid:
        begin, end = _day(valid["a"]), _day(valid["b"])
        if begin and end and begin <= end:
            return (begin, end), Span(*valid.span())
    counted = _FROM_YEAR.search(text)
    if counted:
        first = int(counted["a"])
        last = first + int(number_of(counted["n"])) - 1
        return (date(first, 1, 1), date(last, 12, 31)), Span(*counted.span())
    through = _THROUGH.search(text)
    if through and issued:
        years = int(number_of(through["n"]))
        last = issued.year + years - 1
        return (date(issued.year, 1, 1), date(last, 12, 31)), Span(*through.span())
    return None


def _horizon(text: str, outline: Outline) -> tuple[date, Span] | None:
    """Return the end of the one year by which all objectives are to be reached, with its words.

    Where the objectives name several years, or none, a plan without years in its title has no
    period of its own.
    """
    goals = [
        line
        for root in outline.parts
        for part in root.walk()
        if part.role == "objectives"
        for line in part.lines
    ]
    lines = goals or [line.span for line in outline.front]
    found = [match for line in lines for match in _BY_YEAR.finditer(text, line.start, line.end)]
    if len({match["y"] for match in found}) != 1:
        return None
    return date(int(found[0]["y"]), 12, 31), Span(*found[0].span())
