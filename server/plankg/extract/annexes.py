"""Reads an annex's table of goals: which column says what, and what each row commits to.

Columns are known by their header words (``table_headers.tsv``), in any order; a blank cell goes
on with the one above it. A row's task is the body's task of the same number, or of the same
title where the annex prints no number.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plankg.extract.responsibilities import BodyMention, RoleGrammar
from plankg.extract.structure import Part
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Role, Span, Table

_NUMBERED = re.compile(
    r"\s*(?:(?P<n>\d{1,3})[．.、]|(?P<h>[一二三四五六七八九十]+)、|（(?P<b>[一二三四五六七八九十]+)）)?"
    r"\s*(?P<title>.*?)[。\s]*\Z",
    re.S,
)
_YEAR = re.compile(r"(20\d\d)\s*年")
# Below this likeness two titles are of different tasks, whatever their numbers say.
_LIKENESS = 0.5
_ROLE_COLUMNS: dict[str, Role] = {
    "lead": "lead",
    "participant": "participant",
    "responsible": "responsible",
}


@dataclass(frozen=True)
class GoalRow:
    """A row of an annex: its goal, the task and action that it prints, its bodies."""

    goal: Span
    number: str
    index: int
    task_number: str
    task_title: str
    task_span: Span | None
    action_title: str
    action_span: Span | None
    deadline: str
    bodies: tuple[BodyMention, ...]
    first_of_task: bool
    first_of_action: bool


def columns_of(table: Table, lookups: Lookups) -> dict[str, int]:
    """Return which column says what, by the header's words; the first of a kind counts."""
    words = lookups.mapping("table_headers", "word", "column")
    found: dict[str, int] = {}
    for cell in table.rows[0]:
        sort = words.get(re.sub(r"[\s　]", "", cell.text))
        if sort is not None:
            found.setdefault(sort, cell.column)
    return found


def goal_rows(
    document: Document, table: Table, lookups: Lookups, roles: RoleGrammar
) -> Iterator[GoalRow]:
    """Yield the rows of a table that has a column of goals; nothing for other tables.

    A blank cell of bodies says nobody, unless it is part of a merged cell.
    """
    text = document.text
    merged = {origin.span: origin.continues for origin in document.origins if origin.continues}
    columns = columns_of(table, lookups)
    if "goal" not in columns:
        return
    last_task = last_action = ""
    for index in range(1, len(table.rows)):
        row = table.rows[index]
        goal = row[columns["goal"]]
        if not goal.text or goal.text == table.rows[0][columns["goal"]].text:
            continue
        task = table.value(index, columns["task"]) if "task" in columns else None
        action = table.value(index, columns["action"]) if "action" in columns else None
        number, title, title_span = _numbered(text, task)
        _, action_title, action_span = _numbered(text, action)
        yield GoalRow(
            goal=_words(text, goal),
            number=row[columns["number"]].text if "number" in columns else "",
            index=index,
            task_number=number,
            task_title=title,
            task_span=title_span,
            action_title=action_title,
            action_span=action_span,
            deadline=row[columns["deadline"]].text if "deadline" in columns else "",
            bodies=tuple(_bodies(text, row, columns, roles, merged)),
            first_of_task=title != last_task,
            first_of_action=action_title != last_action,
        )
        last_task, last_action = title, action_title


def _bodies(
    text: str,
    row: tuple[Cell, ...],
    columns: dict[str, int],
    roles: RoleGrammar,
    merged: Mapping[Span, Span],
) -> Iterator[BodyMention]:
    for column, role in _ROLE_COLUMNS.items():
        if column in columns:
            cell = row[columns[column]]
            words = _words(text, cell) if cell.text else merged.get(cell.span)
            if words:
                yield from roles.bodies_of_cell(text, words, role)


def _words(text: str, cell: Cell) -> Span:
    """Return a cell's span without the blanks around its words."""
    start, end = cell.span.start, cell.span.end
    while start < end and text[start] in " 　\t\r\n":
        start += 1
    while end > start and text[end - 1] in " 　\t\r\n":
        end -= 1
    return Span(start, end)


def _numbered(text: str, cell: Cell | None) -> tuple[str, str, Span | None]:
    """Return a cell's printed number, its title without number and final stop, and its span."""
    if cell is None or not cell.text:
        return "", "", None
    span = _words(text, cell)
    match = _NUMBERED.match(text, span.start, span.end)
    if match is None:
        return "", cell.text, span
    number = match["n"] or match["h"] or match["b"] or ""
    return number, match["title"], Span(match.start("title"), match.end("title"))


def task_of(row: GoalRow, tasks: list[Part]) -> Part | None:
    """Return the body's task that a row belongs to, or None where it cannot be told."""
    numbered = [part for part in tasks if row.task_number and str(part.order) == row.task_number]
    for part in numbered:
        if _alike(part.title, row.task_title):
            return part
    titled = [part for part in tasks if row.task_title and _alike(part.title, row.task_title)]
    return max(titled, key=lambda part: _likeness(part.title, row.task_title), default=None)


def year_of(title: str) -> int | None:
    """Return the year that an annex's title names, if exactly one."""
    years = set(_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) >= _LIKENESS


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
