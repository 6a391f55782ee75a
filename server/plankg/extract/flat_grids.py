"""Lays the rows of a flattened table out as a grid with the header's columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plankg.extract.flat_headers import VALUE_SORTS, FlatHeader
from plankg.extract.flat_names import BLANKS, trimmed
from plankg.extract.flat_rows import FlatRow
from plankg.model import Cell, Span, Table

_FEWEST_DIGITS = 4
# No name has a comma, but in brackets: 产值（亿元，当年价）.
_COMMA = re.compile(r"，(?![^（(]*[）)])")


def grid_of(text: str, header: FlatHeader, rows: Iterable[FlatRow]) -> Table:
    """Return the rows as a grid with the header's columns."""
    grid = [tuple(Cell(0, c, span, span.of(text)) for c, span in enumerate(header.cells))]
    for row in rows:
        for head in row.heads:
            grid.append(_cells(text, header, len(grid), _row_of(head)))
        grid.append(_cells(text, header, len(grid), row))
    end = grid[-1][-1].span.end
    return Table(Span(header.span.start, end), tuple(grid))


def _with_number(row: FlatRow, header: FlatHeader) -> Span:
    """Return a name with its number, where the table has no column of numbers."""
    if row.number is None or header.has("number"):
        return row.name
    return Span(row.number.start, row.name.end)


def _row_of(words: Span) -> FlatRow:
    """Return a row that is nothing but words."""
    return FlatRow((), None, words, None, None, None, words.end)


def _cells(text: str, header: FlatHeader, index: int, row: FlatRow) -> tuple[Cell, ...]:
    given = list(row.cells or ())
    alone = {
        "number": row.number,
        "indicator": _with_number(row, header),
        "unit": row.unit,
        "property": row.attribute,
        "other": row.other,
    }
    position = min(row.name.start, row.number.start if row.number else row.name.start)
    cells: list[Cell] = []
    for column, sort in enumerate(header.sorts):
        span = alone.get(sort)
        if span is None and given and sort in VALUE_SORTS:
            span = given.pop(0)
        span = span or Span(position, position)
        cells.append(Cell(index, column, span, span.of(text).strip(BLANKS)))
        position = max(position, span.end)
    return tuple(cells)


def unread_grid(text: str, header: FlatHeader, end: int) -> Table | None:
    """Return a table of one row that holds everything: a table that was not understood."""
    span = trimmed(text, Span(header.span.end, end))
    if len(re.findall(r"\d", span.of(text))) < _FEWEST_DIGITS or _COMMA.search(span.of(text)):
        return None
    grid = [tuple(Cell(0, c, one, one.of(text)) for c, one in enumerate(header.cells))]
    grid.append(_cells(text, header, 1, _row_of(span)))
    return Table(Span(header.span.start, span.end), tuple(grid))
