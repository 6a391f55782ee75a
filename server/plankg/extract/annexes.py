"""Reads an annex's table of goals: which column says what, and what each row commits to.

Columns are known by their header words (``table_headers.tsv``), in any order; a blank cell goes
on with the one above it. A row's task is the body's task of the same number, or of the same
title where the annex prints no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from plankg.extract.body_mentions import BodyMention, beside_lead
from plankg.extract.department_columns import says_who
from plankg.extract.goal_columns import (
    GoalColumns,
    columns_of,
    is_header,
    role_columns,
)
from plankg.extract.goal_row import GoalRow, joined, sharing
from plankg.extract.responsibilities import RoleGrammar
from plankg.extract.row_numbers import (
    goal_is_numbered,
    group_number,
    places_in_tasks,
    row_number,
)
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Role, Span, Table

_NUMBERED = re.compile(
    r"\s*(?:(?P<n>\d{1,3})[．.、]|(?P<h>[一二三四五六七八九十]+)、|（(?P<b>[一二三四五六七八九十]+)）)?"
    r"\s*(?P<title>.*?)[。\s]*\Z",
    re.S,
)
# A title of two lines is one; what has so many lines is a row.
_FEWEST_RUN_TOGETHER = 3
_YEAR = re.compile(r"(20\d\d)\s*年")
_ONE_PLACE = re.compile(
    r"(?![各全有相])(?:(?![镇乡区县市])[一-鿿]){2,5}(?:镇|乡|街道|县|区|市|开发区|园区)"
)
_HEADED = re.compile(r"[\s　]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")


def bodies_of_row(
    document: Document, table: Table, index: int, lookups: Lookups, roles: RoleGrammar
) -> tuple[BodyMention, ...]:
    """Return the bodies of a row of any table, by the words of the header above it."""
    found = role_columns(table, index, lookups)
    merged = {origin.span: origin.continues for origin in document.origins if origin.continues}
    return tuple(_bodies(document.text, table.rows[index], found, roles, merged))


def goal_rows(
    document: Document, table: Table, lookups: Lookups, roles: RoleGrammar
) -> Iterator[GoalRow]:
    """Yield the rows of a table that has a column of goals; nothing for other tables.

    A blank cell of bodies says nobody, unless it is part of a merged cell. A row with nothing but
    one merged or numbered cell is the title of those below it.
    """
    columns = columns_of(table, lookups)
    if columns is None:
        return
    above: tuple[GoalRow, ...] = ()
    for index, rows, bodies in _printed_rows(document, table, columns, roles):
        if not rows:
            above = joined(document.text, table, index, columns, above, bodies)
            continue
        yield from above
        above = sharing(document, table, index, columns, above, rows)
    yield from above


def _printed_rows(
    document: Document, table: Table, columns: GoalColumns, roles: RoleGrammar
) -> Iterator[tuple[int, tuple[GoalRow, ...], tuple[BodyMention, ...]]]:
    """Yield each row's index, goals and bodies; titles of rows below, and headers, are none."""
    text = document.text
    merged = {origin.span: origin.continues for origin in document.origins if origin.continues}
    found = columns.found
    last_task = last_action = ""
    category: Cell | None = None
    order = 0
    places = places_in_tasks(text, table, columns, _first_goals(text, table, columns, merged))
    for index in range(columns.body, len(table.rows)):
        row = table.rows[index]
        if is_header(table, index, columns):
            continue
        title = _category(row, columns, merged)
        if title is not None:
            category = title
            continue
        task = table.value(index, found["task"]) if "task" in found else None
        action = table.value(index, found["action"]) if "action" in found else category
        number, task_title, task_span = _numbered(text, task)
        number = number or group_number(table, index, columns)
        action_number, action_title, action_span = _numbered(text, action)
        bodies = tuple(_bodies(text, row, columns.roles, roles, merged))
        printed = "".join(row[column].text for column, _ in columns.roles)
        names = [one.name for one in bodies]
        if columns.departments and not says_who(printed, names, roles.names):
            # Cells that a merged one covers were left out, and others moved to their place.
            bodies = ()
        rows: list[GoalRow] = []
        for goal, year, more in _goals(text, row, columns):
            order += 1
            own = bool(columns.numbers) or index in places or goal_is_numbered(text, goal)
            rows.append(
                GoalRow(
                    goal=goal,
                    number=row_number(text, table, index, columns, goal, places) if own else "",
                    order=order,
                    task_number=number,
                    task_title=task_title,
                    task_span=task_span,
                    action_title=action_title,
                    action_span=action_span,
                    deadline=_deadline(text, table, index, found, merged),
                    bodies=bodies,
                    first_of_task=task_title != last_task,
                    first_of_action=action_title != last_action,
                    more=more,
                    year=year,
                    action_number=action_number,
                    place=_place(text, row, found),
                )
            )
            last_task, last_action = task_title, action_title
        yield index, tuple(rows), bodies


def _first_goals(
    text: str, table: Table, columns: GoalColumns, merged: Mapping[Span, Span]
) -> dict[int, Span]:
    """Return the first goal of each row that has one, by the row's index."""
    found: dict[int, Span] = {}
    for index in range(columns.body, len(table.rows)):
        row = table.rows[index]
        if is_header(table, index, columns) or _category(row, columns, merged) is not None:
            continue
        first = next(_goals(text, row, columns), None)
        if first is not None:
            found[index] = first[0]
    return found


def unread_rows(table: Table, lookups: Lookups) -> Iterator[Cell]:
    """Yield what of a table of goals cannot be told apart: rows of one cell, cells of bodies."""
    columns = columns_of(table, lookups)
    for row in table.rows[columns.body :] if columns else ():
        yield from (cell for cell in row if not cell.text and cell.span.end > cell.span.start)
        said = [cell for cell in row if cell.text]
        if columns and len(said) == 1 and _is_run_together(said[0], columns):
            yield said[0]


def _is_run_together(cell: Cell, columns: GoalColumns) -> bool:
    """Say whether a cell that stands alone in its row holds a whole row."""
    goals = [column for column, _ in columns.goals]
    return cell.column not in goals and cell.text.count("\n") + 1 >= _FEWEST_RUN_TOGETHER


def _goals(
    text: str, row: tuple[Cell, ...], columns: GoalColumns
) -> Iterator[tuple[Span, int | None, tuple[Span, ...]]]:
    """Yield a row's goals: one for each year that a header names, else one with all its cells."""
    said = [(_words(text, row[c]), year) for c, year in columns.goals if row[c].text]
    dated = [(span, year) for span, year in said if year is not None]
    if len(dated) > 1:
        for span, year in dated:
            yield span, year, ()
    elif said:
        yield said[0][0], said[0][1], tuple(span for span, _ in said[1:])


def _deadline(
    text: str, table: Table, index: int, found: Mapping[str, int], merged: Mapping[Span, Span]
) -> Span | None:
    """Return where a row's deadline is printed, that of a merged cell for all its rows."""
    if "deadline" not in found:
        return None
    cell = table.rows[index][found["deadline"]]
    cell = table.value(index, found["deadline"]) if cell.span in merged else cell
    return _words(text, cell) if cell.text else None


def _place(text: str, row: tuple[Cell, ...], found: Mapping[str, int]) -> Span | None:
    """Return the one place that a row's column of places names; None for several, or for none."""
    column = found.get("place", found.get("town"))
    if column is None:
        return None
    words = _words(text, row[column])
    return words if _ONE_PLACE.fullmatch(words.of(text)) else None


def _category(
    row: tuple[Cell, ...], columns: GoalColumns, merged: Mapping[Span, Span]
) -> Cell | None:
    """Return the cell of a row that only has a title for those below it, else None."""
    said = [cell for cell in row if cell.text]
    if len(said) != 1 or _is_run_together(said[0], columns):
        return None
    (only,) = said
    others = [cell for cell in row if cell is not only]
    whole = all(merged.get(cell.span) == only.span for cell in others) and bool(others)
    goals = {column for column, _ in columns.goals}
    if whole or only.column not in goals or _HEADED.match(only.text):
        return only
    return None


def _bodies(
    text: str,
    row: tuple[Cell, ...],
    columns: Sequence[tuple[int, Role]],
    roles: RoleGrammar,
    merged: Mapping[Span, Span],
) -> Iterator[BodyMention]:
    found: list[BodyMention] = []
    for column, role in columns:
        cell = row[column]
        words = _words(text, cell) if cell.text else merged.get(cell.span)
        if words:
            known = {one.name for one in found if one.role == role}
            named = roles.lists.bodies_of_cell(text, words, role)
            found += (one for one in named if one.name not in known)
    # Beside a column of leads those of 责任单位 join them, as they do in brackets.
    led = any(one.role == "lead" for one in found)
    yield from beside_lead(tuple(found)) if led else found


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


def year_of(title: str) -> int | None:
    """Return the year that an annex's title names, if exactly one."""
    years = set(_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None
