"""Makes tables of goals that a crawler printed cell after cell into tables again.

``序号⏎重点任务⏎牵头单位⏎1⏎新建渠道3条⏎市水利局⏎2⏎…``: a cell per line, or all on
one line between blanks. The rows' numbers, which count from one, say where each begins. A row
that lacks a cell is placed by what its cells are (bodies, a time); where a row fits in no way, or
in several, nothing is made of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.extract.flat_tables import with_tables_found
from plankg.extract.goal_columns import ROLE_COLUMNS, HeaderWords
from plankg.extract.responsibilities import RoleGrammar
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Span, Table

_HEAD = re.compile(r"(?<![^\s　])(?:序[ 　]?号|编号)(?=[\s　])")
_TIME = re.compile(r"\d{4}年|\d{1,2}月|季度|年底|长期|持续|全年|每年|常态|适时")
_BODY_SIGNS = re.compile(r"[、，,；;\s　]+")
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 10
_FEWEST_ROWS = 2
_MOST_ROWS = 400
_LONGEST_CELL = 600


class FlatGoals:
    """The grammar of tables of goals that were printed cell after cell."""

    def __init__(self, lookups: Lookups) -> None:
        self._words = lookups.made(HeaderWords)
        self._roles = lookups.made(RoleGrammar)

    def tables_in(self, text: str, stretch: Span) -> Iterator[Table]:
        """Yield the tables of a stretch of text that can be made again."""
        position = stretch.start
        for head in _HEAD.finditer(text, stretch.start, stretch.end):
            if head.start() < position:
                continue
            table = self._table(text, Span(head.start(), stretch.end))
            if table is not None:
                yield table
                position = table.span.end

    def _table(self, text: str, span: Span) -> Table | None:
        by_line = re.compile(r"序[ 　]?号[ 　]*\r?\n|编号[ 　]*\r?\n").match(text, span.start)
        tokens = _tokens(text, span, by_line=bool(by_line))
        header: list[Span] = []
        first: Span | None = None
        for token in tokens:
            if len(header) < _MOST_COLUMNS and self._words.sort(token.of(text)):
                header.append(token)
                continue
            first = token
            break
        sorts = [self._words.sort(token.of(text)) for token in header]
        held = any(sort in ROLE_COLUMNS for sort in sorts)
        if first is None or len(header) < _FEWEST_COLUMNS or not held:
            return None
        rows = self._rows(text, first, tokens, sorts)
        if rows is None or len(rows) < _FEWEST_ROWS:
            return None
        grid = [tuple(Cell(0, c, one, one.of(text)) for c, one in enumerate(header))]
        for row in rows:
            cells = enumerate(row)
            grid.append(tuple(Cell(len(grid), c, one, one.of(text)) for c, one in cells))
        return Table(Span(header[0].start, grid[-1][-1].span.end), tuple(grid))

    def _rows(
        self, text: str, first: Span, tokens: Iterator[Span], sorts: Sequence[str]
    ) -> list[list[Span]] | None:
        """Return the rows, None where one of them cannot be told."""
        rows: list[list[Span]] = []
        number, cells = first, list[Span]()
        if first.of(text) != "1":
            return None
        while len(rows) < _MOST_ROWS:
            token = next(tokens, None)
            ends = token is None or token.of(text) == str(len(rows) + 2)
            if token is not None and not ends and len(cells) < len(sorts) - 1:
                cells.append(token)
                continue
            placed = self._placed(text, number, cells, sorts)
            if placed is None:
                return None
            rows.append(placed)
            if token is None or not ends:
                return rows
            number, cells = token, []
        return None

    def _placed(
        self, text: str, number: Span, cells: Sequence[Span], sorts: Sequence[str]
    ) -> list[Span] | None:
        """Return a row's cells in their columns; None where they fit in no or in several ways."""
        if any(cell.end - cell.start > _LONGEST_CELL for cell in cells):
            return None
        if len(cells) == len(sorts) - 1:
            row = [number, *cells]
            return row if self._fits(text, row, sorts) else None
        if len(cells) != len(sorts) - 2:
            return None
        found = []
        for blank in range(1, len(sorts)):
            # A row without its goal or its lead is none; who joins, or by when, may be left open.
            if sorts[blank] in ("goal", "task", "lead", "responsible"):
                continue
            at = cells[blank - 2].end if blank > 1 else number.end
            row = [number, *cells[: blank - 1], Span(at, at), *cells[blank - 1 :]]
            if self._fits(text, row, sorts):
                found.append(row)
        return found[0] if len(found) == 1 else None

    def _fits(self, text: str, row: Sequence[Span], sorts: Sequence[str]) -> bool:
        return all(
            cell.start == cell.end or self._is(cell.of(text), sort)
            for cell, sort in zip(row, sorts, strict=True)
        )

    def _is(self, words: str, sort: str) -> bool:
        if sort in ROLE_COLUMNS:
            names = [
                name for name in _BODY_SIGNS.split(re.sub(r"[（(].*?[)）]", "", words)) if name
            ]
            return any(self._roles.names.is_body(name) for name in names) and "。" not in words
        return bool(_TIME.search(words)) if sort == "deadline" else True


def _tokens(text: str, span: Span, *, by_line: bool) -> Iterator[Span]:
    """Yield the cells: lines, or words between blanks."""
    pattern = re.compile(r"[^\n]+" if by_line else r"[^\s　]+")
    for match in pattern.finditer(text, span.start, span.end):
        start, end = match.span()
        while start < end and text[start] in " 　\t\r":
            start += 1
        while end > start and text[end - 1] in " 　\t\r":
            end -= 1
        if end > start:
            yield Span(start, end)


def with_flat_goals(document: Document, lookups: Lookups) -> Document:
    """Return the document with its tables of goals that were printed cell after cell."""
    if not _HEAD.search(document.text):
        return document
    grammar = lookups.made(FlatGoals)
    return with_tables_found(document, grammar.tables_in)
