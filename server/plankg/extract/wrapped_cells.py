"""Tells which lines of a row are which cell, where a page broke the cells over lines.

``新建渠道3条，⏎改造泵房12座。⏎市水⏎利局⏎市财政局、市城⏎管局``: what is to be done ends in a full
stop, a name in the midst of which a line ends is of one cell, and one that begins with its level
behind a whole one is of the next. Where the lines part into cells in several ways, or in
none, they say nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from plankg.extract.cell_fit import ROLES, CellFit
from plankg.extract.indicator_columns import plain
from plankg.extract.indicator_values import NOTHING
from plankg.extract.line_joins import columns_of
from plankg.extract.name_pieces import QUOTED
from plankg.extract.responsibilities import RoleGrammar
from plankg.lookups import Lookups
from plankg.model import Span

Cells = tuple[tuple[Span, ...], ...]

_JOINED = re.compile(r"[、，,；;]")
_LEVEL = re.compile(r"[省市县区各国]")
_TIME = 1.5
MOST_LINES = 30
# A line that its cell's width ended is at most so many columns narrower than the widest: signs that
# may begin no line hang over.
SLACK = 4
_HANGING = 2


class WrappedCells:
    """The forms of cells by which lines are told, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._fit = lookups.made(CellFit)
        self._names = lookups.made(RoleGrammar).names

    def ways(self, text: str, lines: Sequence[Span], sorts: Sequence[str]) -> list[Cells]:
        """Return the ways in which the lines are one cell after the other, each of its sort."""
        if not len(sorts) <= len(lines) <= MOST_LINES:
            return []
        return list(self._parted(text, lines, sorts))

    def _parted(self, text: str, lines: Sequence[Span], sorts: Sequence[str]) -> Iterator[Cells]:
        if len(sorts) == 1:
            if self.holds(text, lines, sorts[0]):
                yield (tuple(lines),)
            return
        for end in range(1, len(lines) - len(sorts) + 2):
            if self.holds(text, lines[:end], sorts[0]):
                for rest in self._parted(text, lines[end:], sorts[1:]):
                    yield (tuple(lines[:end]), *rest)

    def holds(self, text: str, lines: Sequence[Span], sort: str) -> bool:
        """Say whether lines may be one cell of a sort; a dash is a cell that says nothing."""
        words = "".join(plain(line.of(text)) for line in lines)
        if NOTHING.fullmatch(words):
            return len(lines) == 1
        if sort not in ROLES:
            return self._fit.score(words, sort) >= _TIME and not self._fit.is_bodies(words)
        if _JOINED.match(words) or _JOINED.match(words[-1]):
            return False
        # 市“甲、乙”联席会议成员单位: the signs within quotes part no names.
        return self._fit.is_bodies(QUOTED.sub("“”", words)) and not self._runs_together(text, lines)

    def _runs_together(self, text: str, lines: Sequence[Span]) -> bool:
        """Say whether a line ends with a whole name, and the next begins another one."""
        begun = ""
        for above, below in itertools.pairwise(lines):
            begun = _JOINED.split(begun + plain(above.of(text)))[-1]
            if self._names.is_body(begun) and _LEVEL.match(plain(below.of(text))):
                return True
        return False

    def is_broken(self, text: str, lines: Sequence[Span]) -> bool:
        """Say whether a line of a cell of bodies ends in the midst of a name."""
        ends = (_JOINED.split(plain(line.of(text)))[-1] for line in lines[:-1])
        return any(end and not self._names.is_body(end) for end in ends)


def widths(text: str, rows: Sequence[Cells]) -> list[int]:
    """Return how wide each column is: as its widest line that another follows, 0 for none."""
    return [
        max((columns_of(line.of(text)) for cell in cells for line in cell[:-1]), default=0)
        for cells in zip(*rows, strict=True)
    ]


def fills(text: str, cells: Cells, wide: Sequence[int]) -> bool:
    """Say whether every line but a cell's last one goes to the end of its column, none beyond."""
    return all(
        columns_of(line.of(text)) >= width - SLACK
        for cell, width in zip(cells, wide, strict=True)
        for line in cell[:-1]
    ) and all(
        columns_of(line.of(text)) <= width + _HANGING
        for cell, width in zip(cells, wide, strict=True)
        for line in cell
        if width
    )
