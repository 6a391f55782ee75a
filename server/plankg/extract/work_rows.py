"""Makes numbered tables of lines of work that lost their lines into tables again.

``序号⏎水务子行业⏎安装计划（吨）⏎责任单位⏎1⏎水厂⏎3-5⏎清水⏎集团⏎2⏎…``: one column holds values, and
says so by its unit. In every row the number, the name behind it and the one value are found
first; what stands between belongs to the one column there, however many lines it has. Where there
are several columns there, each must have its line; else nothing is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.extract.flat_tables import with_tables_found
from plankg.extract.indicator_columns import plain
from plankg.extract.place_columns import UNIT
from plankg.extract.place_rows import numbered_headers
from plankg.extract.place_tables import PlaceTables
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Span, Table

_VALUE = re.compile(r"\d[\d.,]*(?:[-—–－~～至]\d[\d.,]*)?")
_NAME = re.compile(r"[一-鿿、（）()]{2,16}")
_SUM = re.compile(r"合计|总计|汇总")
_FEWEST_ROWS, _FEWEST_COLUMNS, _MOST_HEADERS = 3, 3, 8
_MOST_LINES = 12
_LONGEST = 80


class WorkRows:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._tables = lookups.made(PlaceTables)

    def restored(self, document: Document) -> Document:
        """Return the document with such tables as tables."""
        return with_tables_found(document, self.tables_in)

    def tables_in(self, text: str, stretch: Span) -> Iterator[Table]:
        """Yield the tables of a stretch of text."""
        for lines, index in numbered_headers(text, stretch, self._tables.is_work_header):
            table = _table(text, lines[index:])
            if table is not None:
                yield table


def _table(text: str, lines: Sequence[Span]) -> Table | None:
    """Return the table whose header begins with the first of the lines."""
    words = [plain(one.of(text)) for one in lines[: _MOST_HEADERS + 1]]
    columns = words.index("1") if "1" in words else 0
    values = [at for at, word in enumerate(words[:columns]) if UNIT.search(word)]
    if columns < _FEWEST_COLUMNS or len(values) != 1:
        return None
    rows: list[list[Span]] = [list(lines[:columns])]
    at = columns
    while at < len(lines) and lines[at].of(text) == str(len(rows)):
        end = _end_of_row(text, lines, at, len(rows) + 1, columns)
        row = _row(text, lines[at:end], values[0], columns)
        if row is None:
            return None
        rows.append(row)
        at = end
    if len(rows) <= _FEWEST_ROWS:
        return None
    if at + 1 < len(lines) and _SUM.fullmatch(plain(lines[at].of(text))):
        rows += _sum_row(text, lines[at : at + 2], values[0], columns)
    return _grid(text, rows)


def _end_of_row(text: str, lines: Sequence[Span], begin: int, number: int, columns: int) -> int:
    """Return where a row ends: at the next number, at the sum, or with its columns' lines."""
    last = min(len(lines), begin + _MOST_LINES)
    for at in range(begin + columns, last):
        words = plain(lines[at].of(text))
        if words == str(number) or _SUM.fullmatch(words):
            return at
    return min(len(lines), begin + columns)


def _row(text: str, lines: Sequence[Span], value: int, columns: int) -> list[Span] | None:
    """Return a row's cells; None where a line could stand in several columns."""
    found = [at for at, one in enumerate(lines[1:], 1) if _VALUE.fullmatch(plain(one.of(text)))]
    if len(found) != 1 or not _NAME.fullmatch(plain(lines[1].of(text))):
        return None
    if any(one.end - one.start > _LONGEST or "。" in one.of(text) for one in lines):
        return None
    before = _shared(lines[2 : found[0]], value - 2)
    after = _shared(lines[found[0] + 1 :], columns - value - 1)
    if before is None or after is None:
        return None
    return [*lines[:2], *before, lines[found[0]], *after]


def _shared(lines: Sequence[Span], columns: int) -> list[Span] | None:
    """Return the cells of neighbouring columns: a line each, or all lines in the only one."""
    if columns == 1 and lines:
        return [Span(lines[0].start, lines[-1].end)]
    return list(lines) if len(lines) == columns else None


def _sum_row(text: str, lines: Sequence[Span], value: int, columns: int) -> list[list[Span]]:
    """Return the row of sums, the name in the column of names; none where no value follows."""
    name, sum_ = lines
    if not _VALUE.fullmatch(plain(sum_.of(text))):
        return []
    before = [Span(name.end, name.end)] * (value - 2)
    after = [Span(sum_.end, sum_.end)] * (columns - value - 1)
    return [[Span(name.start, name.start), name, *before, sum_, *after]]


def _grid(text: str, rows: Sequence[Sequence[Span]]) -> Table:
    grid = tuple(
        tuple(Cell(r, c, span, span.of(text)) for c, span in enumerate(row))
        for r, row in enumerate(rows)
    )
    return Table(Span(rows[0][0].start, rows[-1][-1].end), grid)
