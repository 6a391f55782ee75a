"""Parts the head of a group of rows from the first of its rows, in a table printed line by line.

``校际差异系数⏎小学段⏎0.40⏎0.36⏎初中段⏎0.35⏎0.30``: the head measures something, but has no values
of its own; the rows below it name parts of what is measured. Printed before the first of them, it
looks like a category, or like the first line of that row's name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plankg.extract.cell_rows import CellRow
from plankg.extract.indicator_columns import plain
from plankg.extract.indicator_names import MeasureWords
from plankg.lookups import Lookups
from plankg.model import Span

# 或毛入学率, （含研究生）: words that go on with the line above.
_GOES_ON = re.compile(r"[或和及与、（(]")
# 普通⏎高中: two words, each too short to be a name, are one.
_SHORT = 2


class PartRows:
    """The words by which heads and parts are told, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._measures = lookups.made(MeasureWords)

    def parted(self, text: str, rows: Sequence[CellRow], sorts: Sequence[str]) -> Iterator[CellRow]:
        """Yield the rows, each head of a group as a row of its own before the first of its rows."""
        name = sorts.index("indicator")
        category = sorts.index("category") if "category" in sorts else None
        told = [row if row.section else self._joined(text, row, name, category) for row in rows]
        for row, below in itertools.zip_longest(told, told[1:]):
            if row.section:
                yield row
                continue
            if self._heads(text, row, below, sorts):
                yield CellRow((row.cells[name],), True, False)
                continue
            heads, row = self._head(text, row, name, category)
            yield from (CellRow((head,), True, False) for head in heads)
            yield row

    def _heads(self, text: str, row: CellRow, below: CellRow | None, sorts: Sequence[str]) -> bool:
        """Say whether a row without values is the head of the one below it."""
        if below is None or below.section:
            return False
        name = sorts.index("indicator")
        blank = all(cell.start == cell.end for cell in row.cells[name + 1 :])
        return blank and self._is_head(text, row.cells[name], below.cells[name])

    def _joined(self, text: str, row: CellRow, name: int, category: int | None) -> CellRow:
        """Return a row whose name was printed on two lines, the first taken for a category."""
        if category is None or category + 1 != name:
            return row
        above, own = row.cells[category], row.cells[name]
        first, second = plain(above.of(text)), plain(own.of(text))
        if not first or not second:
            return row
        goes_on = self._measures.ends(first) and _GOES_ON.match(second)
        halves = len(first) <= _SHORT and len(second) <= _SHORT
        if not (goes_on or halves):
            return row
        cells = list(row.cells)
        cells[category], cells[name] = (
            Span(above.start, above.start),
            Span(above.start, own.end),
        )
        return replace(row, cells=tuple(cells))

    def _head(
        self, text: str, row: CellRow, name: int, category: int | None
    ) -> tuple[list[Span], CellRow]:
        """Return what stands in rows of its own before a row's own name, and the rest of the row.

        That is the head of its group, and the category before it.
        """
        own = row.cells[name]
        cells = list(row.cells)
        if category is not None:
            # 供水保障⏎水价差异系数⏎城区段: the last line before the part may be its head.
            before, head = _last_line(text, row.cells[category])
            if self._is_head(text, head, own):
                cells[category] = Span(own.start, own.start)
                return [*before, head], replace(row, cells=tuple(cells))
        above, last = _last_line(text, own)
        if not above or not self._is_head(text, above[0], last):
            return [], row
        cells[name] = last
        return above, replace(row, cells=tuple(cells))

    def _is_head(self, text: str, head: Span, part: Span) -> bool:
        words, below = plain(head.of(text)), plain(part.of(text))
        return self._measures.ends(words) and self._measures.is_part(below)


def _last_line(text: str, cell: Span) -> tuple[list[Span], Span]:
    """Return what stands above the last line of a cell, if anything does, and that line."""
    cut = text.rfind("\n", cell.start, cell.end)
    if cut < 0:
        return [], cell
    end = cell.start + len(text[cell.start : cut].rstrip())
    start = cell.end - len(text[cut : cell.end].lstrip())
    return [Span(cell.start, end)], Span(start, cell.end)
