"""Tells plans that are annexes of a plan in the same file from those that a notice hands on.

A plan under a mark of its own (附件1, then its title) has paths of its own: the notice that
hands it on is no plan. So have several such plans of one notice. A plan that follows a whole plan
as its 附件1 is a part of it, and its paths say so: ``附件1 二（一）``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plankg.extract.numerals import number_of
from plankg.extract.parts import Outline

# 附件：1.清泉行动方案: a notice that numbers what it hands on.
_NUMBERED_LIST = re.compile(r"附[ 　]*件[ 　]*[:：][\s　]*1[ 　]*[.．、]")
_NUMBER = re.compile(r"[0-9]+|[一二三四五六七八九十]+")


def name_annexes(outlines: Sequence[Outline]) -> None:
    """Mark the outermost parts of each plan that is an annex of a plan before it in the file.

    `outlines` are the file's plans in their order. The annexes of a plan count from one; a mark
    that goes on from the one above the plan before is of the same notice.
    """
    last = _number(outlines[0])
    for outline in outlines[1:]:
        number = _number(outline) if outline.annex else 0
        if number and (not last or number <= last):
            for part in outline.parts:
                part.annex = outline.annex
        else:
            last = number or (last and last + 1)


def _number(outline: Outline) -> int:
    """Return the number that a notice gives a plan: above its title, or as the first of a list."""
    mark = _NUMBER.search(outline.annex)
    if mark:
        return int(number_of(mark.group()))
    front = "\n".join(line.text for line in outline.front)
    return 1 if _NUMBERED_LIST.search(front) else 0
