"""Makes tables of places and years that lost their lines into tables again.

``序号⏎地市⏎泵站改造（座）⏎2021年⏎2022年⏎1⏎甲市⏎3⏎4⏎2⏎…``: the rows' numbers come at one and the
same distance, with a place behind each and nothing but numbers after it; else nothing is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from plankg.extract.flat_tables import with_tables_found
from plankg.extract.indicator_columns import Headers, plain
from plankg.extract.place_tables import PlaceTables
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Span, Table

_LINE = re.compile(r"[^\s　][^\n]*[^\s　]|[^\s　]")
_VALUE = re.compile(r"\d[\d.,]*(?:[-—–－~～至]\d[\d.,]*)?|[-—–－/]+")
_PLACE = re.compile(r"[一-鿿]{2,10}")
_NUMBER_HEAD = ("序号", "编号")
_FEWEST_ROWS, _FEWEST_COLUMNS, _MOST_HEADERS = 3, 3, 12


def numbered_headers(
    text: str, stretch: Span, is_header: Callable[[str], bool]
) -> Iterator[tuple[list[Span], int]]:
    """Yield the lines of a stretch, and where a header begins: 序号, and then what `is_header`."""
    if not any(sign in text[stretch.start : stretch.end] for sign in _NUMBER_HEAD):
        return
    lines = [Span(*one.span()) for one in _LINE.finditer(text, stretch.start, stretch.end)]
    for index in range(len(lines) - 1):
        if plain(lines[index].of(text)) in _NUMBER_HEAD and is_header(lines[index + 1].of(text)):
            yield lines, index


class PlaceRows:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._headers = lookups.made(Headers)
        self._places = lookups.made(PlaceTables)

    def restored(self, document: Document) -> Document:
        """Return the document with such tables as tables."""
        return with_tables_found(document, self.tables_in)

    def tables_in(self, text: str, stretch: Span) -> Iterator[Table]:
        """Yield the tables of a stretch of text."""
        for lines, index in numbered_headers(text, stretch, self._places.is_place_header):
            table = self._table(text, lines, index)
            if table is not None:
                yield table

    def _table(self, text: str, lines: Sequence[Span], begin: int) -> Table | None:
        """Return the table whose header begins at a line."""
        words = [plain(one.of(text)) for one in lines[begin : begin + 2 * _MOST_HEADERS]]
        first = words.index("1") if "1" in words[:_MOST_HEADERS] else 0
        step = _distance(words, first)
        if first < _FEWEST_COLUMNS or step < _FEWEST_COLUMNS:
            return None
        rows: list[Sequence[Span]] = []
        at = begin + first
        while _is_row(text, lines[at + 1 : at + step], step - 1) and (
            lines[at].of(text) == str(len(rows) + 1)
        ):
            rows.append(lines[at : at + step])
            at += step
        if len(rows) < _FEWEST_ROWS:
            return None
        if _is_row(text, lines[at : at + step - 1], step - 1):
            # 合计, without a number.
            start = lines[at].start
            rows.append([Span(start, start), *lines[at : at + step - 1]])
        header = self._header(text, lines[begin : begin + first], step)
        return _grid(text, [*header, *rows]) if header else None

    def _header(self, text: str, lines: Sequence[Span], columns: int) -> list[list[Span]]:
        """Return the header's rows: one, or two where a head stands over the years at its end."""
        if len(lines) == columns:
            return [list(lines)]
        years = len(lines)
        while years and self._headers.sort_of(plain(lines[years - 1].of(text)))[1]:
            years -= 1
        count = len(lines) - years
        if len(lines) != columns + 1 or count < 2 or years != columns - count + 1:
            return []
        end, begin = lines[years - 1].end, lines[years].start
        above = [*lines[:years], *[Span(end, end)] * (count - 1)]
        below = [*[Span(begin, begin)] * (columns - count), *lines[years:]]
        return [above, below]


def _distance(words: Sequence[str], first: int) -> int:
    """Return how many lines the second row's number stands behind the first one's, 0 for none."""
    for at in range(first + 1, min(first + _MOST_HEADERS, len(words) - 1)):
        if words[at] == "2" and _PLACE.fullmatch(words[at + 1]):
            return at - first
    return 0


def _is_row(text: str, cells: Sequence[Span], columns: int) -> bool:
    """Say whether cells are a place and numbers, as many as the table has columns."""
    if len(cells) != columns:
        return False
    words = [plain(cell.of(text)) for cell in cells]
    place = _PLACE.fullmatch(words[0])
    return place is not None and all(_VALUE.fullmatch(word) for word in words[1:])


def _grid(text: str, rows: Sequence[Sequence[Span]]) -> Table:
    grid = tuple(
        tuple(Cell(r, c, span, span.of(text)) for c, span in enumerate(row))
        for r, row in enumerate(rows)
    )
    return Table(Span(rows[0][0].start, rows[-1][-1].end), grid)
