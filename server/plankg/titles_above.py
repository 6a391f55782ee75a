"""Which parts of a plan give a target its action and its task."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

TitledBy = Literal["Action", "Task"]

_BOX = re.compile(r"/box/[^/]+\Z")

_IN_SECTION = "/section/"
# 优化办电服务，提升供电可靠性: of two parts, too.
_HEADING = re.compile(r"[^，,；;：:。\d]{2,24}|[^，,；;：:。\d]{4,10}[，,][^，,；;：:。\d]{4,10}")


def is_heading(title: str) -> bool:
    """Say whether a title is a heading, and no sentence that was printed in its place."""
    return _HEADING.fullmatch(title) is not None


def is_box(iri: str) -> bool:
    """Say whether the part with this IRI is a box (专栏)."""
    return _BOX.search(iri) is not None


def last_before(start: int, parts: Iterable[tuple[int, str]]) -> str:
    """Return the last of `parts` (start, IRI) that begins before `start`, ``""`` if none."""
    return max((one for one in parts if one[0] < start), default=(0, ""))[1]


def title_above(parts: Iterable[tuple[str, str, str]], titled_by: TitledBy) -> str:
    """Return the title of the action or task in which the first of `parts` lies, ``""`` if none.

    `parts` are it and those around it, from the innermost: IRI, type, title; next to a box (专栏)
    comes the task below which it is printed. The nearest action. Of tasks within a task the
    innermost with a heading, for a sentence (（1）加固渠道，新建渠道3条) is a measure of the one
    above it; an item of the safeguards is a task, too. A box is the action of the tasks that it
    lists. One that lists none is a task itself, and the task below which it is printed takes the
    place of an action, where there is none.
    """
    task = beside = ""
    boxed = False
    for iri, kind, title in parts:
        if kind == "Action" == titled_by:
            return title
        if kind == "Task" and boxed:
            beside = beside or title
        elif kind == "Task" or (kind == "Safeguard" and _IN_SECTION in iri):
            task = task if is_heading(task) else title
        if not boxed and is_box(iri):
            if task and titled_by == "Action":
                return title
            boxed, task = True, task or title
    return beside if titled_by == "Action" else task
