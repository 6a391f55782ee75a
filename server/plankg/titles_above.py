"""Which parts of a plan give a target its action and its task."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal

TitledBy = Literal["Action", "Task"]

_BOX = re.compile(r"/box/[^/]+\Z")


def gives_title(iri: str, types: Set[str], titled_by: TitledBy) -> bool:
    """Say whether a part of these types gives the title.

    A box (专栏) is the task of what it lists.
    """
    return titled_by in types or (titled_by == "Task" and _BOX.search(iri) is not None)
