"""Lays the cells of tables that a page broke over lines out as lines of their own, and as tables.

Each cell's lines are joined, those behind a page's end with those before it, so that the cell is
one line of the joined text; a blank cell has no line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plankg.extract.flat_tables import paragraphs_without
from plankg.extract.wrapped_goals import WrappedTable
from plankg.model import Cell, Document, Span, Table


class LaidTables:
    """Adds tables' cells to the stretches of a text that is being joined, and makes tables of them.

    `stretches` and `breaks` are the text's so far: what it is made of, and which begin a line.
    """

    def __init__(self, stretches: list[Span], breaks: list[bool]) -> None:
        self._stretches, self._breaks = stretches, breaks
        self._tables: list[list[list[int]]] = []
        self.last = -1

    def lay(self, table: WrappedTable) -> None:
        """Add a table's cells, row by row."""
        grid: list[list[int]] = []
        for row in table.rows:
            grid.append([])
            for cell in row:
                grid[-1].append(len(self._stretches) if cell else -1)
                self._stretches += cell
                self._breaks += [at == 0 for at in range(len(cell))]
        self._tables.append(grid)
        self.last = table.last

    def in_document(self, document: Document, begins: Sequence[int]) -> Document:
        """Return the joined document with the tables; `begins` are where its stretches begin."""
        if not self._tables:
            return document
        tables = tuple(self._made(document, grid, begins) for grid in self._tables)
        return replace(
            document,
            paragraphs=tuple(paragraphs_without(document, (table.span for table in tables))),
            tables=tables,
        )

    def _made(self, document: Document, grid: list[list[int]], begins: Sequence[int]) -> Table:
        text, columns = document.text, len(grid[0])
        rows: list[tuple[Cell, ...]] = []
        position = begins[grid[0][0]]
        for row in grid:
            cells: list[Cell] = []
            for column in range(columns):
                first = row[column] if column < len(row) else -1
                start = begins[first] if first >= 0 else position
                line = text.find("\n", start)
                end = (len(text) if line < 0 else line) if first >= 0 else position
                # The words of a row that is not told are no cell's: the ledger lists them.
                words = text[start:end].strip() if len(row) > 1 else ""
                cells.append(Cell(len(rows), column, Span(start, end), words))
                position = end
            rows.append(tuple(cells))
        return Table(Span(rows[0][0].span.start, rows[-1][-1].span.end), tuple(rows))
