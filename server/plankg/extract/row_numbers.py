"""Reads the numbers that are printed for a table's rows: their own column's, their goal's.

One number may count several rows (a merged cell): then each row's place among them follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from plankg.extract.goal_columns import GoalColumns
from plankg.model import Span, Table

_NUMBERED_GOAL = re.compile(
    r"(?P<n>\d{1,3}(?:\.\d{1,2}){0,2})(?:[．、]|\.(?!\d)|(?:(?<=\.\d)|(?<=\.\d\d))(?=[\s　一-鿿]))"
)


def goal_is_numbered(text: str, goal: Span) -> bool:
    """Say whether a goal's words begin with a number of its own: 1.2 建设水站."""
    return _NUMBERED_GOAL.match(text, goal.start, goal.end) is not None


def row_number(
    text: str,
    table: Table,
    index: int,
    columns: GoalColumns,
    goal: Span,
    merged: Mapping[Span, Span],
) -> str:
    """Return a row's printed number: its own column's, else the one that its goal begins with.

    Where rows share a number (a merged cell), the number that a goal begins with tells them apart,
    else their place among them: 3.2.
    """
    within = _NUMBERED_GOAL.match(text, goal.start, goal.end)
    if not columns.numbers:
        return within["n"] if within else ""
    column = columns.numbers[-1]
    own = _digits(table.rows[index][column].text)
    shared = not own or not _digits(_below(table, index, column))
    if within and (shared or within["n"].startswith(f"{own}.")):
        return within["n"]
    printed = own or _digits(table.value(index, column).text)
    place = _place_in_merged(table, index, column, columns, merged)
    return f"{printed}.{place}" if printed and place else printed


def _place_in_merged(
    table: Table, index: int, column: int, columns: GoalColumns, merged: Mapping[Span, Span]
) -> int:
    """Return which of the goals a row's is that one merged number counts; 0 for a single one."""

    def shared(row: int) -> bool:
        return row < len(table.rows) and table.rows[row][column].span in merged

    first = index
    while first > columns.body and shared(first):
        first -= 1
    last = index
    while shared(last + 1):
        last += 1
    goals = [column for column, _ in columns.goals]
    rows = [
        row for row in range(first, last + 1) if any(table.rows[row][goal].text for goal in goals)
    ]
    return rows.index(index) + 1 if len(rows) > 1 and index in rows else 0


def behind_number(text: str, goal: Span) -> Span:
    """Return a goal's words without the number that they begin with."""
    number = _NUMBERED_GOAL.match(text, goal.start, goal.end)
    return Span(number.end(), goal.end) if number and number.end() < goal.end else goal


def _below(table: Table, index: int, column: int) -> str:
    """Return the text of the cell below, that of the cell itself in the last row."""
    return table.rows[min(index + 1, len(table.rows) - 1)][column].text


def group_number(table: Table, index: int, columns: GoalColumns) -> str:
    """Return the number of the task in a table that counts tasks and what is to be done."""
    if len(columns.numbers) < 2:
        return ""
    return _digits(table.value(index, columns.numbers[0]).text)


def _digits(printed: str) -> str:
    """Return a number without the signs around it."""
    return re.sub(r"[\s　．、（）()]|\.(?=\s*\Z)", "", printed)
