"""Makes tables of indicators whose cells a page broke over several lines into tables again.

A row's number, attribute and values stand on its middle line; words that were too long for their
cell stand on as many lines above as below it::

    污水集中处理设施出水
    6 % 约束性 95左右 -
    水质达标的比例

So the lines between two rows tell how many belong to each. A row of which more than one cell was
broken, or one cell over more than two lines, is left to the ledger.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plankg.extract.flat_tables import paragraphs_without
from plankg.extract.indicator_columns import Headers
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Paragraph, Span, Table

_B = " \t　\xa0"
_TOKEN = re.compile(rf"[^{_B}\r\n]+")
_VALUES = ("year", "goal", "base", "growth", "total")
_SIGNS = {
    sort: re.compile(rf"{word[0]}[{_B}]*{word[1]}")
    for sort, word in (("indicator", "指标"), ("unit", "单位"), ("property", "属性"))
}
_NOTE = re.compile(rf"[{_B}]*(?P<n>\d)[{_B}]+[一-鿿]")
_LAST_DIGIT = re.compile(r"(?<=[一-鿿）)])(?P<n>\d)\Z")
_FEWEST_ROWS = 3
# So many lines at most stand between two rows, or make up a header.
_LINES_BETWEEN = 6
_LONGEST_HEADER_LINE = 40
# No page's line is longer.
_LONGEST_ROW = 160
_LONGEST_UNIT = 8
# Of a table more of whose rows are in doubt nothing is taken.
_SHARE_UNREAD = 0.25


@dataclass(frozen=True)
class _Row:
    """A row's middle line: its index, and its words before and after the attribute."""

    line: int
    number: Span
    before: tuple[Span, ...]
    attribute: Span
    after: tuple[Span, ...]


@dataclass(frozen=True)
class _Header:
    """A header's columns of values, the words of the others, and the index of its last line."""

    signs: dict[str, Span]
    values: tuple[Span, ...]
    first: int
    last: int


class WrappedRows:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._headers = lookups.made(Headers)
        attributes = "|".join(lookups.words("indicator_words", "pattern", sort="attribute"))
        self._row = re.compile(
            rf"[{_B}]*(?P<n>\d{{1,2}})[{_B}]+(?:(?P<before>[^\n]*?)[{_B}]+)?"
            rf"(?P<attribute>{attributes})(?=[{_B}\r]|\Z)(?P<after>[^\n]*)"
        )
        self._unit = re.compile(rf"[%％‰/]|{lookups.unit_pattern}")

    def lines_of_rows(self, lines: Sequence[Paragraph]) -> set[int]:
        """Return the indexes of lines that are a table's, whose breaks say which cell is whose."""
        found: set[int] = set()
        for rows in self._runs(lines):
            header = self._header(lines, rows[0].line)
            if header is not None:
                below = (_lines_around(header.last, rows) or [0])[-1]
                found.update(range(header.first, rows[-1].line + below + 1))
        return found

    def restored(self, document: Document) -> Document:
        """Return the document with such tables as tables."""
        tables: list[Table] = []
        taken: list[Span] = []
        lines = document.paragraphs
        for rows in self._runs(lines):
            table = self._table(document, rows)
            if table is None or any(_overlap(table.span, one.span) for one in document.tables):
                continue
            tables.append(table)
            # What its footnotes explain are the table's words.
            below = bisect.bisect_left(lines, table.span.end, key=lambda line: line.span.start)
            notes = len(_notes(lines, below))
            taken.append(Span(table.span.start, lines[below + notes - 1].span.end))
        if not tables:
            return document
        return replace(
            document,
            paragraphs=tuple(paragraphs_without(document, taken)),
            tables=tuple(sorted((*document.tables, *tables), key=lambda one: one.span)),
        )

    def _runs(self, lines: Sequence[Paragraph]) -> Iterator[list[_Row]]:
        """Yield the rows that count on from one, close to each other."""
        run: list[_Row] = []
        for index, line in enumerate(lines):
            row = self._row_at(index, line)
            if row is None:
                continue
            number = int(re.sub(r"\D", "", line.text[: row.number.end - line.span.start]))
            near = bool(run) and index - run[-1].line <= _LINES_BETWEEN
            if near and number == len(run) + 1:
                run.append(row)
                continue
            if len(run) >= _FEWEST_ROWS:
                yield run
            run = [row] if number == 1 else []
        if len(run) >= _FEWEST_ROWS:
            yield run

    def _row_at(self, index: int, line: Paragraph) -> _Row | None:
        match = self._row.match(line.text) if len(line.text) <= _LONGEST_ROW else None
        if match is None or "。" in line.text:
            return None
        begin = line.span.start

        def span(group: str) -> Span:
            return Span(begin + match.start(group), begin + match.end(group))

        before = match["before"] is not None
        return _Row(
            index,
            span("n"),
            tuple(_tokens(line, span("before"))) if before else (),
            span("attribute"),
            tuple(_tokens(line, span("after"))),
        )

    def _header(self, lines: Sequence[Paragraph], row: int) -> _Header | None:
        """Return the header of several lines above a table's first row, None where none is."""
        signs: dict[str, Span] = {}
        values: tuple[Span, ...] = ()
        first = last = row
        for index in range(row - 1, max(-1, row - 1 - _LINES_BETWEEN), -1):
            line = lines[index]
            if "。" in line.text or len(line.text) > _LONGEST_HEADER_LINE:
                break
            tokens = list(_tokens(line, line.span))
            years = tuple(
                one for one in tokens if self._headers.sort_of(_in(line, one))[0] in _VALUES
            )
            if years and not values:
                values, last = years, max(index, last if last < row else index)
            for sort, sign in _SIGNS.items():
                match = sign.search(line.text)
                if match and sort not in signs:
                    begin = line.span.start
                    signs[sort] = Span(begin + match.start(), begin + match.end())
                    last = index if last == row else last
            first = index
            if "indicator" in signs:
                break
        if not values or "indicator" not in signs or first == last:
            return None
        return _Header(signs, values, first, last)

    def _table(self, document: Document, rows: list[_Row]) -> Table | None:
        lines = document.paragraphs
        header = self._header(lines, rows[0].line)
        if header is None:
            return None
        broken = _lines_around(header.last, rows)
        if broken is None or max(broken) == 0 or rows[-1].line + broken[-1] >= len(lines):
            return None
        notes = _notes(lines, rows[-1].line + broken[-1] + 1)
        grid = [_header_row(document.text, header)]
        unread = 0
        for row, count in zip(rows, broken, strict=True):
            cells = self._cells(document, row, count, header, notes)
            unread += cells is None
            first, last = lines[row.line - count].span, lines[row.line + count].span
            grid.append(
                tuple(
                    Cell(len(grid), column, span, words)
                    for column, (span, words) in enumerate(
                        cells or _alone(document.text, Span(first.start, last.end), len(grid[0]))
                    )
                )
            )
        if unread > _SHARE_UNREAD * len(rows):
            return None
        start = lines[header.first].span.start
        return Table(Span(start, lines[rows[-1].line + broken[-1]].span.end), tuple(grid))

    def _cells(
        self, document: Document, row: _Row, count: int, header: _Header, notes: set[str]
    ) -> list[tuple[Span, str]] | None:
        """Return a row's cells, None where these cannot be told apart."""
        text, lines = document.text, document.paragraphs
        before, values = row.before, row.after
        if not values:
            before, values = before[: -len(header.values)], before[-len(header.values) :]
        if len(values) != len(header.values) or count > 1:
            return None
        unit: tuple[Span, str] | None = None
        name = before
        if "unit" in header.signs and before:
            last = before[-1].of(text)
            if self._unit.fullmatch(last) and (len(before) > 1 or count):
                unit, name = (before[-1], last), before[:-1]
        around: tuple[Span, str] | None = None
        if count:
            above, below = lines[row.line - 1], lines[row.line + 1]
            if any(len(list(_tokens(one, one.span))) != 1 for one in (above, below)):
                return None
            words = above.text.strip() + below.text.strip()
            around = Span(above.span.start, below.span.end), words
        if around is not None and unit is not None and not name:
            named = around
        elif around is not None and unit is None and name:
            if len(around[1]) > _LONGEST_UNIT or not self._unit.fullmatch(around[1]):
                return None
            named, unit = _joined(text, name), around
        elif around is None and name:
            named = _joined(text, name)
        else:
            return None
        digit = _LAST_DIGIT.search(named[1])
        if digit and digit["n"] in notes:
            named = named[0], named[1][:-1]
        nothing = Span(row.attribute.start, row.attribute.start)
        cells = [(row.number, row.number.of(text)), named]
        if "unit" in header.signs:
            cells.append(unit or (nothing, ""))
        cells.append((row.attribute, row.attribute.of(text)))
        return [*cells, *((one, one.of(text)) for one in values)]


def _lines_around(header: int, rows: Sequence[_Row]) -> list[int] | None:
    """Return for each row how many lines of its cells stand above its middle one, and below."""
    counts: list[int] = []
    above = header
    for row in rows:
        between = row.line - above - 1
        counts.append(between - (counts[-1] if counts else 0))
        if counts[-1] < 0:
            return None
        above = row.line
    return counts


def _header_row(text: str, header: _Header) -> tuple[Cell, ...]:
    start = header.signs["indicator"].start
    columns = [(Span(start, start), "序号")]
    for sort, word in (("indicator", "指标"), ("unit", "单位"), ("property", "属性")):
        if sort in header.signs or sort == "property":
            columns.append((header.signs.get(sort, Span(start, start)), word))
    columns += [(span, span.of(text)) for span in header.values]
    return tuple(Cell(0, column, span, words) for column, (span, words) in enumerate(columns))


def _alone(text: str, span: Span, columns: int) -> list[tuple[Span, str]]:
    """Return a row that was not told: all its words in the cell of names."""
    empty = Span(span.start, span.start)
    return [(empty, ""), (span, span.of(text)), *[(Span(span.end, span.end), "")] * (columns - 2)]


def _notes(lines: Sequence[Paragraph], begin: int) -> set[str]:
    """Return the numbers of the footnotes below a table, which count from one: 1 指…."""
    found: set[str] = set()
    for line in lines[begin:]:
        match = _NOTE.match(line.text)
        if not match or int(match["n"]) != len(found) + 1:
            break
        found.add(match["n"])
    return found


def _joined(text: str, tokens: Sequence[Span]) -> tuple[Span, str]:
    span = Span(tokens[0].start, tokens[-1].end)
    return span, span.of(text)


def _in(line: Paragraph, span: Span) -> str:
    return line.text[span.start - line.span.start : span.end - line.span.start]


def _tokens(line: Paragraph, span: Span) -> Iterator[Span]:
    """Yield the words between blanks of a stretch of a line."""
    begin = line.span.start
    for match in _TOKEN.finditer(line.text, span.start - begin, span.end - begin):
        yield Span(begin + match.start(), begin + match.end())


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
