"""Finds tables without vertical rules on a PDF's page: words that stand below each other.

Three lines or more, each of several words with wide gaps between them, are a table if no word
reaches into two columns. Horizontal rules part the rows where there are some; else a row begins
where the first column has a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from plankg.readers.pdf_lines import Line, Word
from plankg.readers.pdf_tables import Cell, PageTable

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
# So much of a table's grid has words; fewer are a list of names, or a form.
_FILLED = 0.6
# Lines further apart than this many times their size are not of one table.
_FAR = 3.0
_TOUCH = 1.0

_Columns = list[tuple[float, float]]


def aligned_tables(
    lines: Sequence[Line], levels: Sequence[float]
) -> tuple[list[PageTable], list[Line]]:
    """Return a page's tables without vertical rules, and the lines outside of them.

    `lines` go from top to bottom; `levels` are where the horizontal rules are.
    """
    tables: list[PageTable] = []
    rest: list[Line] = []
    at = 0
    while at < len(lines):
        end, columns = _block(lines, at)
        table = _table(lines[at:end], columns, levels) if end - at >= _FEWEST_ROWS else None
        if table is None:
            rest.append(lines[at])
            at += 1
        else:
            tables.append(table)
            at = end
    return tables, rest


def _block(lines: Sequence[Line], at: int) -> tuple[int, _Columns]:
    """Return where the lines end that may be a table's, and its columns."""
    columns: _Columns = [(word.x0, word.x1) for word in lines[at].words]
    if len(columns) < _FEWEST_COLUMNS:
        return at, []
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if line.top - lines[end - 1].bottom > _FAR * line.size:
            break
        heads = len(line.words) == 1 and _is_row(lines, end + 1)
        grown = _with(columns, line.words)
        if grown is None and not heads:
            break
        columns = grown or columns
        end += 1
    while end > at and not _is_row(lines, end - 1) and _in_first(lines[end - 1], columns):
        end -= 1
    return end, columns


def _is_row(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and len(lines[at].words) >= _FEWEST_COLUMNS


def _in_first(line: Line, columns: _Columns) -> bool:
    return all(word.x0 <= columns[0][1] for word in line.words)


def _with(columns: _Columns, words: Sequence[Word]) -> _Columns | None:
    """Return the columns widened to a line's words, None where a word reaches into two."""
    grown = list(columns)
    for word in words:
        met = [one for one in grown if word.x0 < one[1] - _TOUCH and one[0] + _TOUCH < word.x1]
        if len(met) > 1:
            return None
        if met:
            grown.remove(met[0])
            grown.append((min(met[0][0], word.x0), max(met[0][1], word.x1)))
        else:
            grown.append((word.x0, word.x1))
    return sorted(grown)


def _table(lines: Sequence[Line], columns: _Columns, levels: Sequence[float]) -> PageTable | None:
    rows = list(_rows(lines, columns, levels))
    edges = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
    left = min(line.x0 for line in lines)
    xs = [left - _TOUCH, *edges, columns[-1][1] + _TOUCH]
    ys = [(one[-1].bottom + other[0].top) / 2 for one, other in pairwise(rows)]
    ys = [lines[0].top - _TOUCH, *ys, lines[-1].bottom + _TOUCH]
    cells = []
    for (top, bottom), row in zip(pairwise(ys), rows, strict=True):
        for x0, x1 in pairwise(xs):
            cells.append(Cell(x0, x1, top, bottom, list(_lines_in(row, x0, x1))))
    filled = sum(bool(cell.lines) for cell in cells)
    if len(rows) < _FEWEST_ROWS or filled < _FILLED * len(cells):
        return None
    return PageTable(page=lines[0].page, cells=cells)


def _rows(
    lines: Sequence[Line], columns: _Columns, levels: Sequence[float]
) -> Iterator[list[Line]]:
    inner = [y for y in levels if lines[0].bottom <= y <= lines[-1].top + _TOUCH]
    # Above, below the header and below the table: such rules part no rows.
    by_rule = len(inner) >= _FEWEST_ROWS - 1
    row: list[Line] = []
    for line in lines:
        if by_rule:
            begins = bool(row) and any(row[-1].top < y <= line.bottom for y in inner)
        else:
            begins = bool(row) and any(word.x0 <= columns[0][1] for word in line.words)
        if begins:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _lines_in(row: Sequence[Line], x0: float, x1: float) -> Iterator[Line]:
    """Yield the words between two places, a line each."""
    for line in row:
        for word in line.words:
            if x0 <= word.x0 < x1:
                yield replace(line, text=word.text, x0=word.x0, x1=word.x1)


__all__ = ["aligned_tables"]
