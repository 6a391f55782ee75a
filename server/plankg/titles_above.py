"""Which parts of a plan give a target its action and its task."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

TitledBy = Literal["Action", "Task"]

_BOX = re.compile(r"/box/[^/]+\Z")


def is_box(iri: str) -> bool:
    """Say whether the part with this IRI is a box (专栏)."""
    return _BOX.search(iri) is not None


def last_before(start: int, parts: Iterable[tuple[int, str]]) -> str:
    """Return the last of `parts` (start, IRI) that begins before `start`, ``""`` if none."""
    return max((one for one in parts if one[0] < start), default=(0, ""))[1]


def title_above(parts: Iterable[tuple[str, str, str]], titled_by: TitledBy) -> str:
    """Return the title of the action or task in which the first of `parts` lies, ``""`` if none.

    `parts` are it and those around it, from the innermost: IRI, type, title; next to a box (专栏)
    comes the task below which it is printed. The nearest action; but the outermost task, since
    what stands below a task are its measures. A box is the task of what it lists, where no task in
    it is; the task below which it is printed takes the place of an action, where there is none.
    """
    task = beside = ""
    boxed = False
    for iri, kind, title in parts:
        if kind == "Action" == titled_by:
            return title
        if kind == "Task" and boxed:
            beside = beside or title
        elif kind == "Task":
            task = title
        if not boxed and is_box(iri):
            boxed, task = True, task or title
    return beside if titled_by == "Action" else task
