"""Reads what a plan says of itself: title, 文号, issuers, date, period and area."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plankg.extract.issuers import (
    day_behind_annexes,
    day_signed_within,
    issuers_in_title,
    signed_at_end,
)
from plankg.extract.plan_area import AreaGrammar, PlanArea
from plankg.extract.plan_periods import (
    DATE,
    Period,
    day_in,
    horizon_of,
    next_five_years,
    only_year,
    period_in_title,
    stated_period,
    year_of_deadlines,
    year_of_effect,
    year_of_measures,
    year_of_work,
    years_counted,
    years_in_force,
    years_said,
)
from plankg.extract.plan_titles import one_line, title_in
from plankg.extract.structure import Outline
from plankg.lookups import Lookups
from plankg.model import Document, Evidence, Paragraph, PlanMeta, Span

_NUMBER = re.compile(
    r"(?:文[ 　]*号[:：]?\s*|[（(])?"
    r"(?P<n>[一-鿿]{1,12}[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*第?\s*\d+\s*号)[）)]?\s*"
)
_LABELLED_DAY = re.compile(
    rf"(?:成文|发文|印发|发布)[ 　]*日[ 　]*期[ 　]*[:：][ 　]*(?P<day>{DATE.pattern})"
)
# 发文日期 | 2022-07-14: how the head of a page prints it.
_DAY_IN_DIGITS = re.compile(
    r"(?:成文|发文|印发|公布|颁布)[ 　]*日[ 　]*期[ 　】]*[:：|]?[ 　]*"
    r"(?P<day>(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2}))(?!\d)"
)
# 落实责任。　　2021年11月5日: where breaks were lost, a day signs what blanks part it from.
_LAST_DAY = re.compile(
    rf"[。！）)][ 　\xa0]{{2,200}}(?P<day>{DATE.pattern})[ 　\xa0]*"
    r"(?:[（(]此件[^（()）]{2,8}[）)])?\s*\Z"
)
_END_OF_TEXT = 300
_HEAD_OF_PAGE = 1500
_YEAR_OF_NUMBER = re.compile(r"(?:19|20)\d\d")
# Below a plan stand its signature, a note that it is public, and what the page prints.
_LAST_LINES = 12
# So many lines of names at most sign a plan, two or more names to a line.
_MOST_SIGNING_LINES = 10
_NAMES_IN_A_LINE = re.compile(r"[一-鿿 　]{2,40}")
# No name begins so: the line above begins it.
_REST_OF_A_NAME = re.compile(r"委员会|办公[室厅]|管理局|分局|总局")
_WHITE = re.compile(r"\s+")


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
    effect: int | None = None
    """The year of 全年: in which a plan takes effect that says till when, else the only one."""

    def within(self, first: PlanMeta, first_area: PlanArea) -> Header:
        """Return the header with what only the notice around several plans says.

        A plan of another place that names its own issuer was handed on by a notice of its own.
        """
        apart = bool(self.area.name and self.issuers) and self.area.name != first_area.name
        apart = apart and self.issuers != first.issuers
        return replace(
            self,
            number=self.number if apart else self.number or first.number,
            issuers=self.issuers or first.issuers,
            issued=self.issued if apart else self.issued or first.issued,
            area=first_area if first_area.name and not self.area.name else self.area,
        )


def header_of(
    document: Document,
    outline: Outline,
    lookups: Lookups,
    areas: AreaGrammar,
    overrides: Mapping[str, str],
    stretch: Span,
    notice_year: int | None = None,
) -> Header:
    """Return the header of the plan in a `stretch` of the text.

    `overrides` (from plan.toml) wins over what was read; `notice_year` is that of the notice around
    several plans, for one that does not say itself when it was issued.

    Known overrides: ``title``, ``number``, ``issuer`` (several joined by ；), ``issued`` (ISO),
    ``period_start``, ``period_end`` (ISO), ``area``.
    """
    text, front = document.text, outline.front
    title, number = title_in(text, front, lookups), _first(front, _NUMBER)
    title = title or _title_of_table(outline)
    evidence = [Evidence(title, ("title",))] if title else []
    evidence += [Evidence(number, ("number",))] if number else []
    issued, issuers, signature = _signed(document, front)
    evidence += signature
    if not issuers:
        named = issuers_in_title(front, lookups)
        issuers = [one.of(text) for one in named]
        evidence += [Evidence(one, ("issuedBy",)) for one in named]
        if issued is None and (day := day_signed_within(text, named)):
            issued = day_in(day.of(text))
            evidence.append(Evidence(day, ("issued",)))
        if not named and issued is None and (glued := signed_at_end(text)):
            name, day = glued
            issuers, issued = [name.of(text)], day_in(day.of(text))
            evidence += [Evidence(name, ("issuedBy",)), Evidence(day, ("issued",))]
        elif issued is None and (day := day_behind_annexes(text)):
            issued = day_in(day.of(text))
            evidence.append(Evidence(day, ("issued",)))
    if "issuer" in overrides:
        issuers = overrides["issuer"].split("；")
    if "issued" in overrides:
        issued = date.fromisoformat(overrides["issued"])
    printed = overrides.get("title", one_line(title.of(text)) if title else "")
    year = _year_of_issue(text, issued, number) or notice_year
    period, shown = _period(document, outline, printed, year, lookups)
    own_title = title if "title" not in overrides else None
    effect = year_of_effect(text, shown.span) if shown else None
    if period is None and issued is None:
        # 全年新增贷款20亿元, in measures that name one year and no day of their issue.
        said = only_year(text, outline)
        effect = said[0][0].year if said else None
    evidence += [shown] if shown else _in_title(period, own_title)
    if "period_start" in overrides and "period_end" in overrides:
        period = (
            date.fromisoformat(overrides["period_start"]),
            date.fromisoformat(overrides["period_end"]),
        )
    return Header(
        title=printed,
        number=overrides.get("number", number.of(text) if number else ""),
        issuers=tuple(issuers),
        issued=issued,
        period=period,
        area=areas.named(overrides["area"])
        if "area" in overrides
        else areas.of_plan(
            printed, issuers, [line.text.strip() for line in front], stretch.of(text)
        ),
        evidence=tuple(evidence),
        effect=effect,
    )


def _title_of_table(outline: Outline) -> Span | None:
    """Return what heads a plan that is nothing but tables: its annex's title, or a table's."""
    if outline.parts:
        return None
    for annex in outline.annexes:
        if annex.title_span:
            return annex.title_span
    first = [cell for table in outline.loose[:1] for cell in table.rows[0] if cell.text]
    return first[0].span if len(first) == 1 else None


_DAY = r"(?P<day>20\d\d[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日)"
_DAY_IN_BRACKETS = rf"[（(][ 　]*{_DAY}[ 　]*[）)]"
# 青禾市人民政府关于印发…的通知（2023年6月12日）
_DAY_BEHIND = re.compile(rf"(?:通知|意见|方案|计划|规划|措施|办法|》)[ 　]*{_DAY_IN_BRACKETS}")
# The same, in a line that was cut behind 的通知.
_DAY_ALONE = re.compile(
    rf"[\s　]*[（(][ 　]*{_DAY}[ 　]*(?:[^（()）\n]{{0,40}}(?:通过|印发|发布|公布)"
    # （2023年6月12日 青禾市水利局）: with whom it is of.
    rf"|[一-鿿、 　]{{2,30}}(?:政府|办公[厅室]|委员会|[局委厅部]))?[）)][\s　]*"
)
# 2023年6月12日（此件公开发布）
_DAY_AND_NOTE = re.compile(rf"[\s　]*{_DAY}[ 　]*[（(]此件[^（()）]{{2,12}}[）)][\s　]*")
# 优化营商环境提升年行动方案: the one year in which it is issued; 三年行动计划 is for more.
_OF_ONE_YEAR = re.compile(
    r"(?<![\d〇零一二三四五六七八九十两多近今明去周百])[一-鿿]{2}(?<![一二三四五六七八九十])年"
    r"(?:专项)?(?:行动|活动|工作|实施)?(?:实施)?(?:方案|计划|意见|要点|清单)"
)
# 青禾市人民政府办公室|关于印发…: who issues, at the head of a notice's title.
_ISSUED_BY = re.compile("[ 　]*[一-鿿、 　]{4,40}?关于(?:印发|转发)")
_MEASURES = re.compile(r"(?:措施|政策)(?:[（(][^（()）]*[)）])?\Z")


def _period(
    document: Document, outline: Outline, title: str, issued: int | None, lookups: Lookups
) -> tuple[Period | None, Evidence | None]:
    """Return the plan's period, and the words that say it where they are none of the title's."""
    if in_title := period_in_title(title, lookups):
        return in_title, None
    if issued and _OF_ONE_YEAR.search(title):
        return (date(issued, 1, 1), date(issued, 12, 31)), None
    if stated := stated_period(document.text, outline, issued):
        return stated[0], Evidence(stated[1], ("periodStart", "periodEnd"))
    if of_year := year_of_work(document.text, outline, issued):
        return of_year[0], Evidence(of_year[1], ("periodStart", "periodEnd"))
    if counted := years_counted(document.text, outline, title, issued):
        return counted[0], Evidence(counted[1], ("periodStart", "periodEnd"))
    horizon = horizon_of(document.text, outline, issued)
    if _MEASURES.search(title) and not _has_goals(outline):
        # 若干措施 that says no goals is for no years of its own; single measures are.
        horizon = None
    if five := next_five_years(document.text, outline, horizon):
        return five[0], Evidence(five[1], ("periodEnd",))
    if horizon is None and (in_force := years_in_force(document.text)):
        return in_force[0], Evidence(in_force[1], ("periodStart", "periodEnd"))
    if issued is None and (said := years_said(document.text, horizon)):
        return said[0], Evidence(said[1], ("periodStart", "periodEnd"))
    if horizon:
        return horizon[0], Evidence(horizon[1], ("periodEnd",))
    if issued is None and (year := year_of_measures(document.text, outline)):
        return year[0], Evidence(year[1], ("periodStart", "periodEnd"))
    if of_tasks := year_of_deadlines(document.text, outline):
        return of_tasks[0], Evidence(of_tasks[1], ("periodStart", "periodEnd"))
    return None, None


def _has_goals(outline: Outline) -> bool:
    return any(part.role == "objectives" for root in outline.parts for part in root.walk())


def _in_title(period: Period | None, title: Span | None) -> list[Evidence]:
    return [Evidence(title, ("periodStart", "periodEnd"))] if period and title else []


def _year_of_issue(text: str, issued: date | None, number: Span | None) -> int | None:
    """Return the year of a plan's date, else that of its 文号 (苏发〔2018〕18号)."""
    if issued:
        return issued.year
    year = _YEAR_OF_NUMBER.search(number.of(text)) if number else None
    return int(year.group()) if year else None


def _signed(
    document: Document, front: tuple[Paragraph, ...]
) -> tuple[date | None, list[str], list[Evidence]]:
    """Return the day and the issuers that sign a plan: above its body, or below it.

    Else the day that a label of the page tells (成文日期：2021年3月5日).
    """
    text = document.text
    lines = [line for line in document.paragraphs if line.text.strip()]
    signed = _signature(text, front)
    if not signed and not any(_day_of_notice(line) for line in front):
        signed = _signature(text, lines[-_LAST_LINES:])
    if signed:
        day, names = signed
        evidence = [Evidence(day, ("issued",)), *(Evidence(name, ("issuedBy",)) for name in names)]
        return day_in(day.of(text)), [_WHITE.sub("", name.of(text)) for name in names], evidence
    head = front[0].span.start if front else 0
    for line in (*front, *lines[-_LAST_LINES:]):
        alone = _DAY_ALONE.fullmatch(line.text)
        behind = _DAY_BEHIND.search(line.text) or _DAY_AND_NOTE.fullmatch(line.text) or alone
        if behind and line.span.start - head < _HEAD_OF_PAGE:
            start = line.span.start + behind.start("day")
            day = Span(start, start + len(behind["day"]))
            return day_in(behind["day"]), [], [Evidence(day, ("issued",))]
        if labelled := _LABELLED_DAY.search(line.text):
            start = line.span.start + labelled.start("day")
            day = Span(start, start + len(labelled["day"]))
            return day_in(labelled["day"]), [], [Evidence(day, ("issued",))]
    if last := _LAST_DAY.search(text, max(0, len(text) - _END_OF_TEXT)):
        return day_in(last["day"]), [], [Evidence(Span(*last.span("day")), ("issued",))]
    digits = _DAY_IN_DIGITS.search(text, 0, _HEAD_OF_PAGE)
    if digits and (found := _day_of(digits)):
        return found, [], [Evidence(Span(*digits.span("day")), ("issued",))]
    return None, [], []


def _day_of_notice(line: Paragraph) -> bool:
    """Say whether a line is the title of a notice and tells its day: …的通知（2023年6月12日）."""
    return _DAY_BEHIND.search(line.text) is not None and _ISSUED_BY.match(line.text) is not None


def _day_of(digits: re.Match[str]) -> date | None:
    try:
        return date(int(digits["y"]), int(digits["m"]), int(digits["d"]))
    except ValueError:
        return None


def _first(front: tuple[Paragraph, ...], pattern: re.Pattern[str]) -> Span | None:
    for line in front:
        match = pattern.fullmatch(line.text.strip(" 　\t\r"))
        if match:
            lead = line.text.index(match["n"])
            return Span(line.span.start + lead, line.span.start + lead + len(match["n"]))
    return None


def _signature(text: str, lines: Sequence[Paragraph]) -> tuple[Span, list[Span]] | None:
    """Return the date that stands alone on a line and the issuers on the lines above it."""
    for index, line in enumerate(lines):
        match = DATE.fullmatch(line.text.strip())
        if not match:
            continue
        names: list[Span] = []
        for above in reversed(lines[max(0, index - _MOST_SIGNING_LINES) : index]):
            if not _NAMES_IN_A_LINE.fullmatch(above.text.strip()):
                break
            begin = above.span.start
            pieces = [
                Span(begin + m.start(), begin + m.end())
                for m in re.finditer(r"[一-鿿]+", above.text)
            ]
            if names and _REST_OF_A_NAME.match(names[0].of(text)):
                # 水利投资监督管理⏎委员会清泉分局: a name over two lines.
                pieces[-1] = Span(pieces[-1].start, names.pop(0).end)
            names[:0] = pieces
        start = line.span.start + line.text.index(match.group())
        return Span(start, start + len(match.group())), names
    return None
