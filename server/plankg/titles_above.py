"""Which parts of a plan give a target its action and its task."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plankg.model import WorkLevel

_BOX = re.compile(r"/box/[^/]+\Z")
# 优化办电服务，提升供电可靠性: of two parts, too.
_HEADING = re.compile(r"[^，,；;：:。\d]{2,24}|[^，,；;：:。\d]{4,10}[，,][^，,；;：:。\d]{4,10}")


def is_heading(title: str) -> bool:
    """Say whether a title is a heading, and no sentence that was printed in its place."""
    return _HEADING.fullmatch(title) is not None


def is_box(iri: str) -> bool:
    """Say whether the part with this IRI is a box (专栏)."""
    return _BOX.search(iri) is not None


def before_box(
    start: int, beside: Iterable[tuple[int, WorkLevel, str]], around: Iterable[WorkLevel]
) -> str:
    """Return which of the parts beside a box it is about, ``""`` if none.

    A box stands outside the numbers: it is about the last action printed before its `start`, in a
    plan without actions about the last task. `beside` are start, level and IRI of the parts beside
    it, `around` the levels of those around it.
    """
    before = sorted(one for one in beside if one[0] < start)
    actions = [iri for _, work, iri in before if work == "action"]
    tasks = [] if "action" in around else [iri for _, work, iri in before if work == "task"]
    return next(reversed(actions or tasks), "")


def title_above(parts: Iterable[tuple[WorkLevel, str]], level: WorkLevel) -> str:
    """Return the title of the nearest of `parts` whose heading is of a level, ``""`` if none.

    `parts` are the level of work and the title of the part in which a target stands and of those
    around it, from the innermost; around a box (专栏) comes what it is about (`before_box`).
    """
    return next((title for work, title in parts if work == level), "")
