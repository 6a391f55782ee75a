"""Parts the lines of the rows of a table of goals into cells, by what all its rows have in common.

First the rows that stand on one page and part in one way alone tell how wide the columns are; then
a line that ends before its column does ends its cell. A page that ends within a row parts each of
its cells: the rest of them stands below, the columns in the same order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plankg.extract.line_joins import columns_of
from plankg.extract.wrapped_cells import MOST_LINES, SLACK, Cells, WrappedCells, fills, widths
from plankg.model import Span

_TITLE = re.compile(r"\s*\d{1,2}[．.、](?!\d)")
_GOES_ON = ("、", "，")
_PROSE = re.compile("[。：；]")
_FEWEST_TOLD = 3
# So many names at least end a line in their midst: else the lines may be whole cells.
_FEWEST_BROKEN = 2
_SHARE_UNREAD = 0.2
# A row that a page cuts and that could part in more ways is no row of short cells.
_MOST_WAYS = 2000


@dataclass(frozen=True)
class RowLines:
    """The lines behind a row's number, on the page where it begins and on the next one."""

    number: Span
    lines: tuple[Span, ...]
    rest: tuple[Span, ...] = ()

    def as_one(self) -> Cells:
        """Return the row as one cell: it is not told which line is which."""
        return ((self.number, *self.lines, *self.rest),)


class GoalRows:
    """The rows of one table; `sorts` are those of its columns, the first of them the number."""

    def __init__(self, text: str, sorts: Sequence[str], cells: WrappedCells) -> None:
        self._text, self._cells = text, cells
        self._behind = sorts[sorts.index("goal") + 1 :]
        self._titled = "task" in sorts

    def told(self, rows: Sequence[RowLines]) -> list[Cells] | None:
        """Return each row's cells, one for a row that is not told; None where too few are."""
        self._title_width = max(map(self._first_of_title, rows), default=0)
        ways = [[] if row.rest else self._ways(row) for row in rows[:-1]]
        sure = [found[0] for found in ways if len(found) == 1]
        behind = [cells[-len(self._behind) :] for cells in sure]
        if len(sure) < _FEWEST_TOLD or sum(map(self._breaks_name, behind)) < _FEWEST_BROKEN:
            return None
        self._wide = widths(self._text, behind)
        self._widest = max(
            self._columns(line) for cells in behind for cell in cells for line in cell
        )
        last = self._ended(rows[-1])
        every = [*zip(rows, ways, strict=False), (last, [] if last.rest else self._ways(last))]
        found = [self._one(list(self._cut(row)) if row.rest else own) for row, own in every]
        if found.count(None) > _SHARE_UNREAD * len(found):
            return None
        return [cells or row.as_one() for cells, (row, _) in zip(found, every, strict=True)]

    def _one(self, ways: Sequence[Cells]) -> Cells | None:
        """Return the one way in which every line but a cell's last one is full."""
        good = [one for one in ways if fills(self._text, one[-len(self._behind) :], self._wide)]
        return good[0] if len(good) == 1 else None

    def _ended(self, row: RowLines) -> RowLines:
        """Return the last row without what stands below the table: lines that are no cell's."""
        lines = row.rest or row.lines
        narrow = [
            self._columns(line) <= self._widest and not _PROSE.search(line.of(self._text))
            for line in lines
        ]
        begun = (
            at for at in range(1, len(lines)) if narrow[at] and "。" in lines[at - 1].of(self._text)
        )
        begin = next(begun, len(lines))
        end = next((at for at in range(begin, len(lines)) if not narrow[at]), len(lines))
        return replace(row, rest=lines[:end]) if row.rest else replace(row, lines=lines[:end])

    def _ways(self, row: RowLines) -> list[Cells]:
        """Return the ways in which a row on one page parts into cells."""
        goal = self._end_of_goal(row.lines)
        title = self._end_of_title(row.lines[:goal])
        if title >= goal:
            return []
        head = self._head(row.number, row.lines[:title], row.lines[title:goal])
        return [
            (*head, *behind)
            for behind in self._cells.ways(self._text, row.lines[goal:], self._behind)
        ]

    def _cut(self, row: RowLines) -> Iterator[Cells]:
        """Yield the ways in which a row that goes on below a page's end parts into cells."""
        above, below = row.lines, row.rest
        rest = self._end_of_goal(below)
        goal = self._end_of_wide(above) if rest else self._end_of_goal(above)
        title = self._end_of_title(above[:goal])
        if title >= goal or len(above) - goal + len(below) - rest > MOST_LINES:
            return
        more = self._rest_of_title(below[:rest], above[:title])
        head = self._head(
            row.number,
            (*above[:title], *below[:more]),
            (*above[title:goal], *below[more:rest]),
        )
        count = len(self._behind)
        firsts = _shared(above[goal:], count, least=1)
        both = itertools.product(firsts, _shared(below[rest:], count, least=0))
        found = list(itertools.islice(both, _MOST_WAYS + 1))
        for first, second in found if len(found) <= _MOST_WAYS else ():
            cells = tuple((*a, *b) for a, b in zip(first, second, strict=True))
            if all(
                self._cells.holds(self._text, cell, sort)
                for cell, sort in zip(cells, self._behind, strict=True)
            ):
                yield (*head, *cells)

    def _head(self, number: Span, title: Sequence[Span], goal: Sequence[Span]) -> Cells:
        titled = (tuple(title),) if self._titled else ()
        return ((number,), *titled, tuple(goal))

    def _end_of_goal(self, lines: Sequence[Span]) -> int:
        """Return how many lines go to the last full stop: no cell behind a goal has one."""
        return next(
            (at for at in range(len(lines), 0, -1) if "。" in lines[at - 1].of(self._text)), 0
        )

    def _end_of_wide(self, lines: Sequence[Span]) -> int:
        """Return how many lines go to the last one that is too wide for the cells behind a goal."""
        wide = (
            at for at in range(len(lines), 0, -1) if self._columns(lines[at - 1]) > self._widest
        )
        return next(wide, 0)

    def _first_of_title(self, row: RowLines) -> int:
        titled = self._titled and row.lines and _TITLE.match(row.lines[0].of(self._text))
        return self._columns(row.lines[0]) if titled else 0

    def _end_of_title(self, lines: Sequence[Span]) -> int:
        """Return how many of a row's first lines are its task's title, which a number begins.

        A full line goes on in the next one, and so does one that a sign in its midst broke: then
        both fill the column together, or else the goal begins with the sign.
        """
        if not self._titled or not lines or not _TITLE.match(lines[0].of(self._text)):
            return 0
        most, least = self._title_width + SLACK // 2, self._title_width - SLACK // 2
        wide = [*map(self._columns, lines), most + 1]
        end, held = 1, wide[0]
        while end < len(lines) and wide[end] <= most:
            broken = lines[end - 1].of(self._text).rstrip().endswith(_GOES_ON)
            begins = lines[end].of(self._text).rstrip().endswith(_GOES_ON)
            if (held < least and not broken) or (begins and wide[end] + wide[end + 1] > most):
                break
            held = wide[end] + (held if broken else 0)
            end += 1
        return end

    def _rest_of_title(self, lines: Sequence[Span], title: Sequence[Span]) -> int:
        """Return how many lines below a page's end go on with a title: one, before wider ones."""
        if not title or len(lines) < 2 or lines[0].of(self._text).endswith(("。", "，", "、")):
            return 0
        full = self._columns(title[-1]) >= self._title_width - SLACK
        narrow = self._columns(lines[0]) <= self._title_width < self._columns(lines[1])
        return int(full and narrow)

    def _breaks_name(self, cells: Cells) -> bool:
        return any(self._cells.is_broken(self._text, cell) for cell in cells)

    def _columns(self, line: Span) -> int:
        return columns_of(line.of(self._text).strip())


def _shared(lines: Sequence[Span], count: int, *, least: int) -> Iterator[Cells]:
    """Yield the ways to share lines out to so many cells, each with at least so many lines."""
    for cuts in itertools.combinations_with_replacement(range(len(lines) + 1), count - 1):
        ends = (0, *cuts, len(lines))
        if all(b - a >= least for a, b in itertools.pairwise(ends)):
            yield tuple(tuple(lines[a:b]) for a, b in itertools.pairwise(ends))
