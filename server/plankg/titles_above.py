"""Which parts of a plan give a target its action and its task."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

TitledBy = Literal["Action", "Task"]

_BOX = re.compile(r"/box/[^/]+\Z")


def title_above(parts: Iterable[tuple[str, bool, str]], titled_by: TitledBy) -> str:
    """Return the title of the action or task in which the first of `parts` lies, ``""`` if none.

    `parts` are it and those around it, from the innermost: the IRI, whether it is such an action or
    task, its title. The nearest action; but the outermost task, since what stands below a task are
    its measures. A box (专栏) is the task of what it lists, where no task in it is.
    """
    task = ""
    for iri, is_such, title in parts:
        if is_such and titled_by == "Action":
            return title
        if is_such:
            task = title
        elif titled_by == "Task" and _BOX.search(iri):
            return task or title
    return task
