"""Reads the numbers that are printed for a table's rows: their own column's, their goal's.

One number may count several rows: then each row's place among them follows it, in all rows of the
table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plankg.extract.goal_columns import GoalColumns
from plankg.model import Span, Table

_NUMBERED_GOAL = re.compile(
    r"(?P<n>\d{1,3}(?:\.\d{1,2}){0,2})(?:[．、]|\.(?!\d)|(?:(?<=\.\d)|(?<=\.\d\d))(?=[\s　一-鿿]))"
)
# 3.种树, 三、种树: the number of a task before its title.
_TASK_NUMBER = re.compile(
    r"\s*(?:\d{1,3}[．.、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
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
    places: Mapping[int, str],
) -> str:
    """Return a row's printed number: its own column's, else the one that its goal begins with.

    Where rows share a number, the number that a goal begins with tells them apart (3.2), else
    their place among them.
    """
    within = _NUMBERED_GOAL.match(text, goal.start, goal.end)
    if not columns.numbers:
        return within["n"] if within else places.get(index, "")
    column = columns.numbers[-1]
    own = _digits(table.rows[index][column].text)
    printed = own or _digits(table.value(index, column).text)
    if within and within["n"].startswith(f"{printed}."):
        return within["n"]
    place = places.get(index, "")
    return f"{printed}.{place}" if printed and place else printed


def places_in_tasks(
    text: str, table: Table, columns: GoalColumns, goals: Mapping[int, Span]
) -> dict[int, str]:
    """Return each row's place among those that its task's number counts; `goals` are the rows'.

    A number that is printed once counts the rows below it that have none, merged or left blank.
    Nothing is returned where every number counts one row: then the numbers are the rows' own.
    Of two columns of numbers the second is of rows, and one that counts several is an exception.
    """
    column = columns.numbers[-1] if columns.numbers else columns.found.get("task")
    if column is None:
        return {}
    tasks: list[list[int]] = []
    for index in goals:
        words = table.rows[index][column].text
        again = bool(tasks and tasks[-1]) and _same_task(table, tasks[-1][-1], index, columns)
        if words and not again:
            counts = bool(columns.numbers) or _TASK_NUMBER.match(words) is not None
            tasks.append([index] if counts else [])
        elif tasks and tasks[-1]:
            tasks[-1].append(index)
    if all(len(rows) < 2 for rows in tasks):
        return {}
    every = len(columns.numbers) < 2
    found: dict[int, str] = {}
    for rows in tasks:
        if every or len(rows) > 1:
            found |= zip(rows, _places(text, [goals[index] for index in rows]), strict=True)
    return found


def _same_task(table: Table, above: int, index: int, columns: GoalColumns) -> bool:
    """Say whether a row prints the number and the title of the row above once more."""
    if "task" not in columns.found:
        return False
    printed = {*columns.numbers[-1:], columns.found["task"]}
    return all(
        table.rows[above][column].text == table.rows[index][column].text for column in printed
    )


def _places(text: str, goals: Sequence[Span]) -> list[str]:
    """Return the places of a task's rows: the numbers of their own that they begin with, if all."""
    own = [_NUMBERED_GOAL.match(text, goal.start, goal.end) for goal in goals]
    printed = [one["n"] for one in own if one and "." not in one["n"]]
    if len(set(printed)) == len(goals):
        return printed
    return [str(place) for place in range(1, len(goals) + 1)]


def behind_number(text: str, goal: Span) -> Span:
    """Return a goal's words without the number that they begin with."""
    number = _NUMBERED_GOAL.match(text, goal.start, goal.end)
    return Span(number.end(), goal.end) if number and number.end() < goal.end else goal


def group_number(table: Table, index: int, columns: GoalColumns) -> str:
    """Return the number of the task in a table that counts tasks and what is to be done."""
    if len(columns.numbers) < 2:
        return ""
    return _digits(table.value(index, columns.numbers[0]).text)


def _digits(printed: str) -> str:
    """Return a number without the signs around it."""
    return re.sub(r"[\s　．、（）()]|\.(?=\s*\Z)", "", printed)
