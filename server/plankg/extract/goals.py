"""Turns annexes and tables of goals into elements, and finds the second places of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from plankg.extract.annexes import bodies_of_row, goal_rows, year_of
from plankg.extract.body_mentions import BodyMention
from plankg.extract.commitments import Setting, Unread
from plankg.extract.conventions import applied
from plankg.extract.deadlines import one_year, whole_done_by
from plankg.extract.elements import (
    deadline_of,
    is_sentence,
    path_segment,
)
from plankg.extract.glued_rows import GluedRow, glued_rows
from plankg.extract.goal_columns import columns_of
from plankg.extract.goal_row import GoalRow
from plankg.extract.held import Grammar, Held
from plankg.extract.indicator_tables import TableTarget
from plankg.extract.metadata import Header
from plankg.extract.place_tables import PlaceTables
from plankg.extract.repeated_parts import part_titled, task_of
from plankg.extract.row_numbers import behind_number
from plankg.extract.run_together import run_together
from plankg.extract.scored_rows import scored_rows
from plankg.extract.structure import Outline, Part
from plankg.extract.table_captions import counts_rows, number_above, year_above
from plankg.iris import beginning, distinct
from plankg.model import (
    Document,
    Element,
    Place,
    PlanMeta,
    Span,
    Table,
)

ANNEX_RULE = "structure.annex@1"
"""The rule by which an annex is an element of its own."""


def period_span(meta: PlanMeta) -> Span | None:
    """Return the words, mostly the title, that say the plan's period."""
    return next((shown.span for shown in meta.evidence if "periodStart" in shown.supports), None)


def goal_elements(
    document: Document,
    outline: Outline,
    body: list[Held],
    header: Header,
    meta: PlanMeta,
    grammar: Grammar,
) -> Iterator[Held]:
    """Yield the goals of the body's tables, then the annexes with the goals of theirs.

    Tables that count anew in one place have goals of one number: their IRIs end in -2, -3 ….
    """
    found = list(_goal_elements(document, outline, body, header, meta, grammar))
    iris = distinct(held.element.iri for held in found)
    for held, iri in zip(found, iris, strict=True):
        yield replace(held, element=replace(held.element, iri=iri))


def _goal_elements(
    document: Document,
    outline: Outline,
    body: list[Held],
    header: Header,
    meta: PlanMeta,
    grammar: Grammar,
) -> Iterator[Held]:
    parts = {held.element.start: held for held in body if not is_sentence(held.element)}
    reader = _GoalReader(document, outline, body, header, meta, grammar)
    yield from reader.goals(outline.loose, _Place("", meta.iri, None, None, ()))
    for root in outline.parts:
        for part in root.walk():
            holder = parts.get(first_word(document.text, part)) if part.tables else None
            if holder is not None:
                place = _Place(
                    holder.element.where, holder.element.iri, None, None, tuple(part.lines)
                )
                yield from reader.goals(part.tables, place)
    for annex in outline.annexes:
        yield from reader.annex(annex)


@dataclass(frozen=True)
class _Place:
    """Where a table is printed: path, IRI and year of the annex or part, and its words."""

    where: str
    iri: str
    year: int | None
    year_span: Span | None
    lines: tuple[Span, ...]


def _captioned(text: str, table: Table, place: _Place) -> _Place:
    """Return the place with the number and the year that the table's caption says.

    Annexes and boxes have numbers of their own, and an annex may have a year.
    """
    if not counts_rows(place.where):
        place = replace(place, where=number_above(text, table) or place.where)
    said = None if place.year else year_above(text, table)
    return replace(place, year=said.year, year_span=said.span) if said else place


class _GoalReader:
    """Reads the goals of one plan's tables."""

    def __init__(
        self,
        document: Document,
        outline: Outline,
        body: list[Held],
        header: Header,
        meta: PlanMeta,
        grammar: Grammar,
    ) -> None:
        self._document = document
        self._header = header
        self._meta = meta
        self._grammar = grammar
        self._tasks = _tasks_of(outline)
        self._commit = [part for root in outline.parts for part in root.walk() if part.role == ""]
        self._held = {
            held.element.start: held for held in body if held.element.type in ("Task", "Action")
        }

    def annex(self, annex: Part) -> Iterator[Held]:
        """Yield an annex itself and the goals of its tables."""
        text, meta = self._document.text, self._meta
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
            rule=ANNEX_RULE,
        )
        setting = Setting(
            self._header.area.scope, self._header.period, None, None, period_span(meta)
        )
        yield Held(
            section,
            tuple(annex.lines),
            (),
            (),
            setting,
            reads_targets=False,
            tables=tuple(annex.tables),
            unread_bodies=() if annex.tables else tuple(run_together(text, _all_lines(annex))),
        )
        if not annex.tables:
            roles = self._grammar.roles
            for line in annex.lines:
                for glued in glued_rows(text, line, self._header.area.scope[-1:], roles):
                    yield _glued_goal(text, annex, iri, glued, self._header, meta)
                for order, row in enumerate(scored_rows(text, line), start=1):
                    scored = GluedRow(order, row, (), "")
                    yield _glued_goal(text, annex, iri, scored, self._header, meta)
        place = _Place(
            annex.number, iri, year_of(annex.title), annex.title_span, tuple(annex.lines)
        )
        yield from self.goals(annex.tables, place)

    def goals(self, tables: Iterable[Table], place: _Place) -> Iterator[Held]:
        """Yield the goals of the tables that stand in one place."""
        text, grammar = self._document.text, self._grammar
        for table in tables:
            here = _captioned(text, table, place)
            indicators = self._indicators(table, here)
            columns = None if indicators else columns_of(table, grammar.lookups)
            yield from indicators
            if columns is None:
                if not indicators:
                    yield from self._indicators(table, here, grammar.places)
                continue
            said = [*columns.headers, *place.lines]
            conventions = list(grammar.conventions.conventions_in(text, said))
            for row in goal_rows(self._document, table, grammar.lookups, grammar.roles):
                bodies = applied(row.bodies, conventions, text)
                part = task_of(row, self._tasks) or self._titled(row)
                holder = self._held.get(first_word(text, part)) if part else None
                held = self._goal(replace(row, bodies=bodies), holder, here)
                if not row.number and not row.task_number:
                    # Nothing printed counts the rows: they stand where their table does.
                    held = replace(held, element=replace(held.element, where=here.where))
                yield held

    def _indicators(
        self, table: Table, place: _Place, places: PlaceTables | None = None
    ) -> tuple[Held, ...]:
        """Return the rows of a table of indicators that have bodies of their own, as goals.

        `places` reads it as one of places or of lines of work instead.
        """
        text, grammar = self._document.text, self._grammar
        setting = Setting(
            self._header.area.scope, self._header.period, None, None, period_span(self._meta)
        )
        rows: dict[int, TableTarget] = {}
        unread = 0
        for target in (places or grammar.tables).targets_in(text, table, setting):
            unread += isinstance(target.found, Unread)
            if not isinstance(target.found, Unread):
                rows.setdefault(target.index, target)
        # Goals in words, a column for each year, are no values.
        if unread > len(rows):
            return ()
        found = []
        for order, (index, target) in enumerate(rows.items(), start=1):
            bodies = bodies_of_row(self._document, table, index, grammar.lookups, grammar.roles)
            if bodies and target.name:
                row = _indicator_row(text, target, order, bodies)
                held = self._goal(row, None, place)
                found.append(replace(held, own=(), row=(table.span, index)))
        return tuple(found)

    def _titled(self, row: GoalRow) -> Part | None:
        """Return the body's task or action that the title above a row without a task names."""
        if row.task_title or not row.action_title:
            return None
        return part_titled(row.action_title, self._commit)

    def _goal(self, row: GoalRow, holder: Held | None, place: _Place) -> Held:
        text, meta, grammar = self._document.text, self._meta, self._grammar
        number = row.number or str(row.order)
        printed = _printed_path(row, place)
        path = f"{place.iri}/task/{path_segment(row.task_number)}" if row.task_number else place.iri
        year = row.year or place.year
        words = row.goal.of(text)
        iri = f"{path}/goal/{path_segment(row.number or beginning(words))}"
        due = whole_done_by(row.deadline.of(text), year or one_year(meta)) if row.deadline else None
        names = [mention.name for mention in row.bodies]
        if holder:
            names += [mention.name for mention in holder.bodies]
        found = grammar.scopes.in_heading(row.task_title, names)
        span = None
        if found and row.task_span:
            at = text.find(found, row.task_span.start, row.task_span.end)
            span = Span(at, at + len(found)) if at >= 0 else None
        if row.place:
            # 建设地点：谢村镇.
            found, span = row.place.of(text), row.place
        element = Element(
            plan=meta.slug,
            where=f"{place.where} {printed}".lstrip(),
            type="WorkGoal",
            number=number,
            title="",
            text=words,
            parent_iri=holder.element.iri if holder else place.iri,
            qualitative=True,
            deadline=due or (deadline_of(row.deadline.of(text)) if row.deadline else _end_of(year)),
            start=row.goal.start,
            end=row.goal.end,
            iri=f"{iri}/year/{row.year}" if row.year and row.year != place.year else iri,
            order=int(number) if number.isdigit() else row.order,
            printed_in=place.iri,
            rule="annexes.goal-row@3",
        )
        setting = Setting(
            found or self._header.area.scope,
            self._header.period,
            year,
            span,
            place.year_span if place.year and not row.year else period_span(meta),
            None if year or not row.deadline else grammar.targets.last_time(text, row.deadline),
            due=due,
            due_span=row.deadline if due else None,
            task_span=row.task_span,
        )
        return Held(
            element=element,
            own=tuple(behind_number(text, one) for one in (row.goal, *row.more)),
            bodies=row.bodies,
            lists=(),
            setting=setting,
            action=holder.action if holder else "",
            task=holder.task if holder else row.task_title,
            goal=words,
        )


def _all_lines(part: Part) -> list[Span]:
    return [line for one in part.walk() for line in one.lines]


def _printed_path(row: GoalRow, place: _Place) -> str:
    """Return a row's printed numbers: 5.1, 7, or its place among the rows where it has none.

    Where no annex and no part counts for a table, the number of the title above the row does.
    """
    if not row.number and row.task_number:
        return row.task_number
    number = row.number or str(row.order)
    printed = f"{row.task_number}.{number}" if row.task_number else number
    return printed if place.where else f"{row.action_number}{printed}"


def _indicator_row(
    text: str, target: TableTarget, order: int, bodies: tuple[BodyMention, ...]
) -> GoalRow:
    name = target.name or Span(0, 0)
    start, end = name.start, name.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return GoalRow(
        goal=Span(start, end),
        number=target.row,
        order=order,
        task_number="",
        task_title="",
        task_span=None,
        action_title="",
        action_span=None,
        deadline=None,
        bodies=bodies,
        first_of_task=False,
        first_of_action=False,
    )


def _tasks_of(outline: Outline) -> list[Part]:
    return [
        part
        for root in outline.parts
        for part in root.walk()
        if part.role == "" and not part.children
    ]


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
    setting = Setting(header.area.scope, header.period, None, None, period_span(meta))
    return Held(element, (row.goal,), row.bodies, (), setting, goal=row.goal.of(text))


def first_word(text: str, part: Part) -> int:
    """Return where a part's words begin, blanks in front of them left out."""
    start = part.start
    while text[start] in " 　\t\r\n":
        start += 1
    return start


def places_of(
    annexes: list[Held], body: list[Held], document: Document, outline: Outline, grammar: Grammar
) -> Mapping[str, list[Place]]:
    """Return where the body's tasks and actions are printed a second time, in the annexes."""
    text = document.text
    places: dict[str, list[Place]] = {}
    tasks = _tasks_of(outline)
    iri_at = {held.element.start: held.element.iri for held in body}
    for annex in outline.annexes:
        section = next(held.element.iri for held in annexes if held.element.start == annex.start)
        for table in annex.tables:
            for row in goal_rows(document, table, grammar.lookups, grammar.roles):
                task = task_of(row, tasks)
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
