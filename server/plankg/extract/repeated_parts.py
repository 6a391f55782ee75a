"""Finds the body's part that a row of an annex or a title above it repeats."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from plankg.extract.goal_row import GoalRow
from plankg.extract.structure import Part

# Below this likeness two titles are of different tasks, whatever their numbers say.
_LIKENESS = 0.5
_SAME_TITLE = 0.75


def task_of(row: GoalRow, tasks: list[Part]) -> Part | None:
    """Return the body's task that a row belongs to, or None where it cannot be told."""
    numbered = [part for part in tasks if row.task_number and str(part.order) == row.task_number]
    for part in numbered:
        if _alike(part.title, row.task_title):
            return part
    titled = [part for part in tasks if row.task_title and _alike(part.title, row.task_title)]
    return max(titled, key=lambda part: _likeness(part.title, row.task_title), default=None)


def part_titled(title: str, parts: Iterable[Part]) -> Part | None:
    """Return the part whose title is nearly `title`, as a row of categories repeats it."""
    best = max(parts, key=lambda part: _likeness(part.title, title), default=None)
    return best if best is not None and _likeness(best.title, title) >= _SAME_TITLE else None


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) >= _LIKENESS


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
