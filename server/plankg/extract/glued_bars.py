"""Makes Markdown tables whose rows a crawler printed one after the other on a line tables again.

``| 指标 | 2020年 | 2025年 | | --- | --- | --- | | 净水率 | 70 | 85 | | 渠道 | 90 | 120 |``: the
run of dashes says how many columns there are. Between two rows stand two bars; where these come
too early or too late, the table ends.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from plankg.extract.flat_tables import with_tables_found
from plankg.model import Cell, Document, Span, Table

_DASHES = re.compile(r"\|(?:[ \t　]*:?-{2,}:?[ \t　]*\|){2,}")
_BAR = re.compile(r"\|")
_FEWEST_ROWS = 1
# No cell of a plan's table is longer; what is has lost its bars.
_LONGEST_CELL = 400


def with_glued_bars(document: Document) -> Document:
    """Return the document with its Markdown tables on one line as tables."""
    if "|" not in document.text:
        return document
    return with_tables_found(document, tables_in)


def tables_in(text: str, stretch: Span) -> Iterator[Table]:
    """Yield the tables of a stretch of text whose header, dashes and rows stand on one line."""
    position = stretch.start
    for dashes in _DASHES.finditer(text, stretch.start, stretch.end):
        if dashes.start() < position:
            continue
        columns = dashes.group().count("|") - 1
        header = _header(text, Span(position, dashes.start()), columns)
        if header is None:
            continue
        end = text.find("\n", dashes.end(), stretch.end)
        rows = list(_rows(text, Span(dashes.end(), stretch.end if end < 0 else end), columns))
        if len(rows) < _FEWEST_ROWS:
            continue
        grid = tuple(
            tuple(Cell(r, c, cell, cell.of(text).strip()) for c, cell in enumerate(row))
            for r, row in enumerate([header, *rows])
        )
        yield Table(Span(header[0].start - 1, rows[-1][-1].end + 1), grid)
        position = rows[-1][-1].end + 1


def _header(text: str, before: Span, columns: int) -> list[Span] | None:
    """Return the cells of the header that ends before the dashes, None where none does."""
    line = text.rfind("\n", before.start, before.end) + 1
    bars = [bar.start() for bar in _BAR.finditer(text, max(line, before.start), before.end)]
    if len(bars) < columns + 1 or text[bars[-1] + 1 : before.end].strip():
        return None
    bars = bars[-columns - 1 :]
    cells = [Span(a + 1, b) for a, b in itertools.pairwise(bars)]
    return cells if all(_is_cell(text, cell) and cell.of(text).strip() for cell in cells) else None


def _rows(text: str, span: Span, columns: int) -> Iterator[list[Span]]:
    """Yield the rows after the dashes, as long as each has as many cells as the header."""
    bars = [bar.start() for bar in _BAR.finditer(text, span.start, span.end)]
    at, edge = 0, span.start
    while len(bars) - at > columns and not text[edge : bars[at]].strip():
        own = bars[at : at + columns + 1]
        cells = [Span(a + 1, b) for a, b in itertools.pairwise(own)]
        if not all(_is_cell(text, cell) for cell in cells):
            return
        yield cells
        at, edge = at + columns + 1, own[-1] + 1


def _is_cell(text: str, cell: Span) -> bool:
    return cell.end - cell.start <= _LONGEST_CELL
