"""Reads pages that are set in two columns: the left one first, then the right one.

A page has two columns where most of its lines keep a gap in one place near its middle. Its lines
are laid out again as one tall column, so that paragraphs run on from the left to the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from plankg.readers.pdf_lines import Line

# So many lines at least have a word on each side; of all lines so many, as a share, keep the gap.
_FEWEST_LINES = 6
_MOSTLY = 0.7
# The gap lies in the middle part of the page.
_FROM, _TO = 0.35, 0.65
# A column is so many times as wide as its type; narrower ones are a table's.
_NARROWEST = 9.0


def in_one_column(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines from top to bottom, those of two columns one column below the other."""
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    shift = _shift(lines, gutter)
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in [*lines, None]:
        if line is None or _crosses(line, gutter):
            found.extend(_stacked(found, [*left, *right]))
            left, right = [], []
            found.extend(_stacked(found, [line] if line else []))
            continue
        for part in _halves(line, gutter):
            if part.x0 < gutter:
                left.append(part)
            else:
                right.append(replace(part, x0=part.x0 - shift, x1=part.x1 - shift))
    return found


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the place of the gap between two columns, None for a page of one."""
    if not lines:
        return None
    first, last = min(line.x0 for line in lines), max(line.x1 for line in lines)
    low, high = first + _FROM * (last - first), first + _TO * (last - first)
    gaps = [
        (one.x1 + other.x0) / 2
        for line in lines
        if len(line.words) == 2
        for one, other in pairwise(line.words)
        if low < (one.x1 + other.x0) / 2 < high and _is_wide(line)
    ]
    if len(gaps) < _FEWEST_LINES:
        return None
    gutter = median(gaps)
    kept = sum(not _crosses(line, gutter) for line in lines)
    parted = sum(len(line.words) == 2 and not _crosses(line, gutter) for line in lines)
    return gutter if min(kept, 2 * parted) >= _MOSTLY * len(lines) else None


def _is_wide(line: Line) -> bool:
    return max(word.x1 - word.x0 for word in line.words) >= _NARROWEST * line.size


def _crosses(line: Line, gutter: float) -> bool:
    return any(word.x0 < gutter < word.x1 for word in line.words)


def _shift(lines: Sequence[Line], gutter: float) -> float:
    """Return how far the right column stands from the left one."""
    words = [word for line in lines if not _crosses(line, gutter) for word in line.words]
    left = min(word.x0 for word in words)
    return min(word.x0 for word in words if word.x0 > gutter) - left


def _halves(line: Line, gutter: float) -> Iterator[Line]:
    for words in (
        [word for word in line.words if word.x0 < gutter],
        [word for word in line.words if word.x0 >= gutter],
    ):
        if words:
            yield replace(
                line,
                text=" ".join(word.text for word in words),
                x0=words[0].x0,
                x1=words[-1].x1,
                words=tuple(words),
            )


def _stacked(above: Sequence[Line], lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines moved down so far that each stands below the one before."""
    bottom = above[-1].bottom if above else 0.0
    before: Line | None = None
    moved = 0.0
    for line in lines:
        if before is None or line.top < before.top:
            # A column begins: right below what is already there, a line's distance away.
            moved = max(0.0, bottom + 0.5 * line.size - line.top)
        before = line
        placed = replace(line, top=line.top + moved, bottom=line.bottom + moved)
        bottom = placed.bottom
        yield placed


__all__ = ["in_one_column"]
