"""Makes tables that a crawler printed with bars between the cells into tables again.

Of goals or of indicators: ``项目名称 | 工作任务 | 完成时间 | 牵头单位 |``, a row a line; or a cell
a line, each closed by a bar, and a bar alone on a line before each row. A crawler leaves out the
cells that a merged cell covers and shifts the rest to the left, so a row with blank cells is laid
out anew by what its cells are (`cell_fit`); one that fits in no way is left as one cell, which the
ledger lists. A header may have two rows: 目标 over 2024年、2025年、2026年, the cells that it covers
blank, repeated or left out.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plankg.extract.cell_fit import NEVER, ROLES, CellFit
from plankg.extract.flat_tables import paragraphs_without
from plankg.extract.goal_columns import HeaderWords, goal_sorts
from plankg.extract.indicator_columns import Headers
from plankg.extract.line_tables import header_sorts
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Span, Table

_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_BLANKS = " 　\t\r\n\xa0"
# Nothing but signs of a table up to the end of the page.
_REST = re.compile(r"[|\s　\xa0]*\Z")
_MOST_TITLES = 2
# A cell below this score is not where its column's header says.
_MISFIT = -1.0
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 12
_FEWEST_YEARS = 2
# A bar before a row's first cell, alone on its line.
_ALONE = re.compile(r"[ 　\t\r]*\|[ 　\t\r]*\Z")
_DASHES = re.compile(r"[\s|:：—-]+\Z")


@dataclass(frozen=True)
class _Row:
    """A printed row: its stretch, and the span of each printed cell, blank ones too."""

    span: Span
    cells: tuple[Span, ...]


@dataclass(frozen=True)
class _Head:
    """A header: its one or two printed rows, each with a span for every column, and their sorts."""

    start: int
    rows: tuple[Sequence[Span], ...]
    sorts: Sequence[str]


class BarRows:
    """The grammar of tables with bars between the cells."""

    def __init__(self, lookups: Lookups) -> None:
        self._words = lookups.made(HeaderWords)
        self._indicators = lookups.made(Headers)
        self._fit = lookups.made(CellFit)

    def restored(self, document: Document) -> Document:
        """Return the document with such tables as tables; a file's own tables are left alone."""
        if document.origins or "|" not in document.text:
            return document
        found = list(self._tables(document.text))
        if not found:
            return document
        kept = [part for table in document.tables for part in _beside(table, found)]
        return replace(
            document,
            paragraphs=tuple(paragraphs_without(document, (table.span for table in found))),
            tables=tuple(sorted([*kept, *found], key=lambda table: table.span)),
        )

    def _tables(self, text: str) -> Iterator[Table]:
        for block in _blocks(text):
            index = 0
            while index < len(block):
                head = self._head(text, block, index)
                height = len(head.rows) if head else 1
                rows = list(self._below(text, block, index + height)) if head else []
                if head and rows:
                    yield self._table(text, _titles(block, index), head, rows)
                index += height + len(rows)

    def _head(self, text: str, block: Sequence[_Row], index: int) -> _Head | None:
        """Return the header that begins with a row, None where none does."""
        row = block[index]
        double = self._of_two(text, block[index : index + 3]) if index + 2 < len(block) else None
        if double:
            return double
        sorts = self._header(text, row)
        return _Head(row.span.start, (row.cells,), sorts) if sorts else None

    def _of_two(self, text: str, rows: Sequence[_Row]) -> _Head | None:
        """Return the header of two rows that the first of three rows begins, else None.

        The second has years; of the first one word stands over them, the others over blanks.
        """
        upper, lower = list(rows[0].cells), list(rows[1].cells)
        columns = len(rows[2].cells)
        if not len(upper) == len(lower) == columns:
            if len(upper) + len(lower) - 1 != columns:
                return None
            at = self._over_years([_plain(text, cell) for cell in upper])
            if at is None:
                return None
            behind = [Span(upper[at].end, upper[at].end)] * (len(lower) - 1)
            rest = [Span(lower[-1].end, lower[-1].end)] * (len(upper) - at - 1)
            lower = [*[Span(lower[0].start, lower[0].start)] * at, *lower, *rest]
            upper = [*upper[: at + 1], *behind, *upper[at + 1 :]]
        words = [_plain(text, cell) for cell in upper]
        below = [_plain(text, cell) for cell in lower]
        own = [low if low != high else "" for low, high in zip(below, words, strict=True)]
        sorts = [self._indicators.sort_of(word)[0] for word in own if word]
        if sorts.count("year") < _FEWEST_YEARS or not set(sorts) <= {"year", "base", "goal"}:
            return None
        told = self._sorts_of([low or high for low, high in zip(own, words, strict=True)])
        if told is None or "indicator" not in told:
            return None
        lower = [
            cell if word else Span(cell.start, cell.start)
            for cell, word in zip(lower, own, strict=True)
        ]
        return _Head(rows[0].span.start, (upper, lower), told)

    def _over_years(self, words: Sequence[str]) -> int | None:
        """Return which word of a header's upper row stands over the years: 目标, 年度计划."""
        sorts = [self._indicators.sort_of(word)[0] for word in words]
        goals = [at for at, sort in enumerate(sorts) if sort == "goal"]
        goals = goals or [at for at, sort in enumerate(sorts) if not sort]
        return goals[0] if len(goals) == 1 else None

    def _header(self, text: str, row: _Row) -> list[str] | None:
        return self._sorts_of([_plain(text, cell) for cell in row.cells])

    def _sorts_of(self, words: Sequence[str]) -> list[str] | None:
        """Return what the columns of a header hold, None for words of no header."""
        if not _FEWEST_COLUMNS <= len(words) <= _MOST_COLUMNS:
            return None
        said = [(self._indicators.sort_of(word)[0], self._words.sort(word)) for word in words]
        if any(value == "indicator" or value == "level" for value, _ in said):
            told = header_sorts(said)
            if told is not None:
                return told
        return goal_sorts([goal or "other" for _, goal in said])

    def _below(self, text: str, block: Sequence[_Row], first: int) -> Iterator[_Row]:
        """Yield the rows from one on up to another header."""
        for index in range(first, len(block)):
            if self._header(text, block[index]):
                return
            yield block[index]

    def _table(
        self,
        text: str,
        titles: Sequence[_Row],
        header: _Head,
        rows: Sequence[_Row],
    ) -> Table:
        sorts = header.sorts
        above = [_in_columns(_said(title), [0], len(sorts)) for title in titles]
        below = [self._laid_out(text, row, sorts) for row in rows if _said(row)]
        head = [(spans, set[int]()) for spans in (*above, *header.rows)]
        grid = [
            _cells(text, index, spans, unclear)
            for index, (spans, unclear) in enumerate([*head, *below])
        ]
        start = titles[0].span.start if titles else header.start
        return Table(Span(start, rows[-1].span.end), tuple(grid))

    def _laid_out(
        self, text: str, row: _Row, sorts: Sequence[str]
    ) -> tuple[Sequence[Span], set[int]]:
        """Return a row's cells in their columns, and which of them are not told.

        A cell of no body's name is in a column of bodies only where it is printed there.
        """
        said = _said(row)
        if len(said) == len(sorts) == len(row.cells):
            return row.cells, set()
        cut = said == list(row.cells) and _REST.match(text, row.span.end)
        if cut and self._fits(text, said, sorts):
            # The page was cut off within its last row.
            return _in_columns(said, range(len(said)), len(sorts)), set()
        if len(said) == 1 and len(row.cells) == 1:
            name = sorts.index("goal" if "goal" in sorts else "indicator")
            return _in_columns(said, [name], len(sorts)), set()
        if said != list(row.cells[: len(said)]) or self._fits(text, said, sorts):
            # Only blank cells at the end tell of a shift.
            return _in_columns(said, [row.cells.index(one) for one in said], len(sorts)), set()
        best, columns = NEVER, None
        for way in itertools.combinations(range(len(sorts)), len(said)):
            score = self._score(text, said, way, sorts)
            printed = tuple(row.cells.index(cell) for cell in said) == way
            if score + 0.1 * printed > best:
                best, columns = score + 0.1 * printed, way
        if columns is None:
            whole = Span(said[0].start, said[-1].end)
            place = next((c for c, sort in enumerate(sorts) if sort != "goal"), 0)
            return _in_columns([whole], [place], len(sorts)), set()
        unnamed = {
            column
            for cell, column in zip(said, columns, strict=True)
            if sorts[column] in ROLES and self._fit.score(_bare(text, cell), sorts[column]) < 0
        }
        return _in_columns(said, columns, len(sorts)), unnamed

    def _fits(self, text: str, said: Sequence[Span], sorts: Sequence[str]) -> bool:
        """Say whether the cells that a row begins with fit where they are printed."""
        scores = [
            self._fit.score(_bare(text, cell), sort)
            for cell, sort in zip(said, sorts, strict=False)
        ]
        return min(scores) >= _MISFIT

    def _score(
        self, text: str, said: Sequence[Span], way: Sequence[int], sorts: Sequence[str]
    ) -> float:
        scores = [
            self._fit.score(_bare(text, cell), sorts[column])
            for cell, column in zip(said, way, strict=True)
        ]
        blank = sum(self._fit.blank(sort) for c, sort in enumerate(sorts) if c not in way)
        return NEVER if min(scores) <= NEVER else sum(scores) - blank


def _titles(block: Sequence[_Row], header: int) -> Sequence[_Row]:
    """Return the rows of one cell right above a header: the table's title, a line with its unit."""
    first = header
    while first > 0 and header - first < _MOST_TITLES and len(_said(block[first - 1])) == 1:
        first -= 1
    return block[first:header]


def _said(row: _Row) -> list[Span]:
    return [cell for cell in row.cells if cell.start < cell.end]


def _blocks(text: str) -> Iterator[list[_Row]]:
    """Yield the rows that follow one another: a line each, or from one lone bar to the next."""
    block: list[_Row] = []
    lone: Span | None = None
    for match in _LINE.finditer(text):
        line = Span(match.start(), match.start() + len(match.group().rstrip("\r\n")))
        words = line.of(text)
        if _ALONE.match(words):
            if lone is not None:
                block += _row_between(text, lone, line.start)
            lone = line
        elif lone is not None and ("|" in words or _goes_on(text, line.end)):
            continue
        elif lone is None and words.count("|") > 1:
            if not _DASHES.match(words):
                block.append(_row_of_line(text, line))
        elif words.strip() or not block:
            if lone is not None:
                block += _row_between(text, lone, line.start)
            lone = None
            if block:
                yield block
            block = []
    if lone is not None:
        block += _row_between(text, lone, len(text))
    if block:
        yield block


def _goes_on(text: str, end: int) -> bool:
    """Say whether a cell of several lines goes on: a bar closes it before another row begins."""
    bar = text.find("|", end)
    line = text.rfind("\n", end, bar) + 1 if bar >= 0 else 0
    return bar >= 0 and bool(text[line:bar].strip(_BLANKS)) and text.count("\n", end, bar) <= 4


def _row_between(text: str, lone: Span, end: int) -> Iterator[_Row]:
    bars = [at for at in range(lone.end, end) if text[at] == "|"]
    edges = [lone.end - 1, *bars]
    cells = tuple(_trimmed(text, Span(one + 1, other)) for one, other in itertools.pairwise(edges))
    if cells and any(cell.start < cell.end for cell in cells):
        yield _Row(Span(lone.start, bars[-1] + 1), cells)


def _row_of_line(text: str, line: Span) -> _Row:
    span = _trimmed(text, line)
    first = span.start + text.startswith("|", span.start)
    last = span.end - (text[span.end - 1] == "|" and span.end - 1 > first)
    bars = [at for at in range(first, last) if text[at] == "|"]
    edges = [first - 1, *bars, last]
    cells = [_trimmed(text, Span(one + 1, other)) for one, other in itertools.pairwise(edges)]
    return _Row(span, tuple(cells))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end)


def _in_columns(said: Sequence[Span], columns: Sequence[int], count: int) -> list[Span]:
    """Return cells in their columns, the others blank."""
    at = dict(zip(columns, said, strict=True))
    position = said[0].start
    cells = []
    for column in range(count):
        cell = at.get(column, Span(position, position))
        cells.append(cell)
        position = cell.end
    return cells


def _cells(text: str, row: int, spans: Sequence[Span], unclear: set[int]) -> tuple[Cell, ...]:
    """Return a row's cells; an unclear one says nothing, and its words are listed in the ledger."""
    return tuple(
        Cell(row, c, span, "" if c in unclear else span.of(text).strip())
        for c, span in enumerate(spans)
    )


def _plain(text: str, cell: Span) -> str:
    return re.sub(r"\s", "", cell.of(text))


def _bare(text: str, cell: Span) -> str:
    return re.sub(r"[\r\n]+", "", cell.of(text))


def _beside(table: Table, found: Sequence[Table]) -> Iterator[Table]:
    """Yield what is left of a table above those that were found in it."""

    def apart(row: Sequence[Cell]) -> bool:
        begin, end = row[0].span.start, row[-1].span.end
        at = bisect.bisect_left(found, end, key=lambda one: one.span.start) - 1
        return at < 0 or found[at].span.end <= begin

    above = list(itertools.takewhile(apart, table.rows))
    if len(above) == len(table.rows):
        yield table
    elif above:
        yield Table(Span(table.span.start, above[-1][-1].span.end), tuple(above))
