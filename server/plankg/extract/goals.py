"""Turns annexes into elements: the annex itself, its tables' goals, second places of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from plankg.extract.annexes import GoalRow, goal_rows, task_of, year_of
from plankg.extract.commitments import Setting
from plankg.extract.elements import (
    deadline_of,
    path_segment,
)
from plankg.extract.glued_rows import GluedRow, glued_rows
from plankg.extract.held import Grammar, Held
from plankg.extract.metadata import Header
from plankg.extract.structure import Outline, Part
from plankg.model import (
    Document,
    Element,
    Place,
    PlanMeta,
    Span,
)


def period_span(meta: PlanMeta) -> Span | None:
    """Return the words, mostly the title, that say the plan's period."""
    return next((shown.span for shown in meta.evidence if "periodStart" in shown.supports), None)


def annex_elements(
    document: Document,
    annex: Part,
    outline: Outline,
    body: list[Held],
    header: Header,
    meta: PlanMeta,
    grammar: Grammar,
) -> Iterator[Held]:
    """Yield the annex itself and the goals of its tables."""
    text = document.text
    iri = f"{meta.iri}/annex/{annex.order}"
    section = Element(
        plan=meta.slug,
        where=annex.number,
        type="Section",
        number=annex.number,
        title=annex.title,
        text=text[annex.start : annex.own_end],
        parent_iri=meta.iri,
        qualitative=False,
        deadline=None,
        start=annex.start,
        end=annex.own_end,
        iri=iri,
        order=annex.order,
        title_span=annex.title_span,
        rule="structure.annex@1",
    )
    setting = Setting(meta.area, header.period, None, None, period_span(meta))
    yield Held(
        section,
        tuple(annex.lines),
        (),
        (),
        setting,
        reads_targets=False,
        tables=tuple(annex.tables),
    )
    tasks = [
        part
        for root in outline.parts
        for part in root.walk()
        if part.role == "" and not part.children
    ]
    by_span = {held.element.start: held for held in body if held.element.type == "Task"}
    year = year_of(annex.title)
    if not annex.tables:
        level = meta.area[-1:]
        for line in annex.lines:
            for glued in glued_rows(text, line, level, grammar.roles):
                yield _glued_goal(text, annex, iri, glued, header, meta)
    for table in annex.tables:
        for row in goal_rows(document, table, grammar.lookups, grammar.roles):
            task = task_of(row, tasks)
            holder = by_span.get(first_word(text, task)) if task else None
            yield _goal(text, annex, iri, row, holder, year, header, meta, grammar)


def _end_of(year: int | None) -> date | None:
    """Return the last day of the year that an annex of yearly goals is for."""
    return date(year, 12, 31) if year else None


def _glued_goal(
    text: str, annex: Part, annex_iri: str, row: GluedRow, header: Header, meta: PlanMeta
) -> Held:
    number = str(row.number)
    element = Element(
        plan=meta.slug,
        where=f"{annex.number} {number}",
        type="WorkGoal",
        number=number,
        title="",
        text=row.goal.of(text),
        parent_iri=annex_iri,
        qualitative=True,
        deadline=deadline_of(row.deadline),
        start=row.goal.start,
        end=row.goal.end,
        iri=f"{annex_iri}/goal/{path_segment(number)}",
        order=row.number,
        printed_in=annex_iri,
        rule="annexes.glued-row@1",
    )
    setting = Setting(meta.area, header.period, None, None, period_span(meta))
    return Held(element, (row.goal,), row.bodies, (), setting, goal=row.goal.of(text))


def first_word(text: str, part: Part) -> int:
    """Return where a part's words begin, blanks in front of them left out."""
    start = part.start
    while text[start] in " 　\t\r\n":
        start += 1
    return start


def _goal(
    text: str,
    annex: Part,
    annex_iri: str,
    row: GoalRow,
    holder: Held | None,
    year: int | None,
    header: Header,
    meta: PlanMeta,
    grammar: Grammar,
) -> Held:
    number = row.number or str(row.index)
    printed = f"{row.task_number}.{number}" if row.task_number else number
    path = f"{annex_iri}/task/{path_segment(row.task_number)}" if row.task_number else annex_iri
    words = row.goal.of(text)
    names = [mention.name for mention in row.bodies]
    if holder:
        names += [mention.name for mention in holder.bodies]
    found = grammar.scopes.in_heading(row.task_title, names)
    span = None
    if found and row.task_span:
        at = text.find(found, row.task_span.start, row.task_span.end)
        span = Span(at, at + len(found)) if at >= 0 else None
    element = Element(
        plan=meta.slug,
        where=f"{annex.number} {printed}",
        type="WorkGoal",
        number=number,
        title="",
        text=words,
        parent_iri=holder.element.iri if holder else annex_iri,
        qualitative=True,
        deadline=deadline_of(row.deadline) if row.deadline else _end_of(year),
        start=row.goal.start,
        end=row.goal.end,
        iri=f"{path}/goal/{path_segment(number)}",
        order=int(number) if number.isdigit() else row.index,
        printed_in=annex_iri,
        rule="annexes.goal-row@1",
    )
    return Held(
        element=element,
        own=(row.goal,),
        bodies=row.bodies,
        lists=(),
        setting=Setting(
            found or meta.area,
            header.period,
            year,
            span,
            annex.title_span if year else period_span(meta),
        ),
        action=holder.action if holder else row.action_title,
        task=holder.task if holder else row.task_title,
        goal=words,
    )


def places_of(
    annexes: list[Held], body: list[Held], document: Document, outline: Outline, grammar: Grammar
) -> Mapping[str, list[Place]]:
    """Return where the body's tasks and actions are printed a second time, in the annexes."""
    text = document.text
    places: dict[str, list[Place]] = {}
    tasks = [part for root in outline.parts for part in root.walk()]
    iri_at = {held.element.start: held.element.iri for held in body}
    for annex in outline.annexes:
        section = next(held.element.iri for held in annexes if held.element.start == annex.start)
        for table in annex.tables:
            for row in goal_rows(document, table, grammar.lookups, grammar.roles):
                task = task_of(row, [p for p in tasks if p.role == "" and not p.children])
                if task is not None and row.task_span and row.first_of_task:
                    iri = iri_at[first_word(text, task)]
                    places.setdefault(iri, []).append(Place(section, row.task_title, row.task_span))
                above = task.parent if task else None
                if above and row.action_span and row.first_of_action:
                    iri = iri_at[first_word(text, above)]
                    places.setdefault(iri, []).append(
                        Place(section, row.action_title, row.action_span)
                    )
    return places
