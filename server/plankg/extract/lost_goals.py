"""Finds tables of goals whose cells a crawler ran together, and leaves them to the ledger.

``序号项目名称类型建设内容牵头单位1引水工程供水新建渠道3条市水利局2…``: on one line, with or without
blanks, or a row a line. Where no reader could make rows of it again, nothing says where a cell
ends: read as prose, names of bodies and of other rows would become parts of what is committed to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.flat_tables import with_tables_found
from plankg.extract.goal_columns import HeaderWords, goal_sorts
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Span, Table

HEAD = re.compile(r"序[ 　]?号|编号")
_BLANKS = re.compile(r"[ \t　\r]*")
# 序号 may be the second column, behind one of sorts: 城市道路1青禾大道改造.
_SORT = r"(?:[^\d。；，\s　]{2,16}[ 　\t]*)?"
_LINE = re.compile(r"[^\n]+")
_UNKNOWN = re.compile(r"[一-鿿]+[ 　\t]*")
_STOPS = re.compile(
    r"[\s　]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十]+[章节条]|附[ 　]*件|专栏|备?注[：:])"
)
# （牵头） behind each first body says how such rows are parted.
PARTED = "（牵头）"
_FEWEST_COLUMNS, _MOST_COLUMNS = 4, 12
_SHORTEST_WORD, _LONGEST_WORD = 2, 12
_LONGEST_UNKNOWN, _MOST_UNKNOWN = 6, 2


class LostGoals:
    """The words of headers of goals, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._words = lookups.made(HeaderWords)

    def restored(self, document: Document) -> Document:
        """Return the document with such tables as tables of rows that are not told."""
        if not HEAD.search(document.text):
            return document
        return with_tables_found(document, self.tables_in)

    def tables_in(self, text: str, stretch: Span) -> Iterator[Table]:
        """Yield such tables of a stretch of text, each line of rows as one cell without words."""
        position = stretch.start
        for head in HEAD.finditer(text, stretch.start, stretch.end):
            if head.start() < position:
                continue
            header = self.header_at(text, Span(head.start(), stretch.end))
            if header is None:
                continue
            before = text[text.rfind("\n", 0, head.start()) + 1 : head.start()]
            sort = _SORT if before.strip() else ""
            rows = list(_rows(text, Span(header[-1].end, stretch.end), sort))
            if not rows or PARTED in text[header[0].start : rows[-1].end]:
                continue
            grid = [tuple(Cell(0, c, one, one.of(text)) for c, one in enumerate(header))]
            for row in rows:
                blank = [Span(row.end, row.end)] * (len(header) - 1)
                grid.append(tuple(Cell(len(grid), c, s, "") for c, s in enumerate([row, *blank])))
            yield Table(Span(header[0].start, rows[-1].end), tuple(grid))
            position = rows[-1].end

    def header_at(self, text: str, span: Span) -> list[Span] | None:
        """Return the words of a header of goals that are printed on one line."""
        line = text.find("\n", span.start, span.end)
        end = span.end if line < 0 else line
        cells: list[Span] = []
        sorts: list[str] = []
        position = span.start
        while len(cells) < _MOST_COLUMNS:
            start = _after_blanks(text, position, end)
            word = self._word(text, start, end)
            if word is None:
                # 片区|建设内容: a word that no table knows, before one that one does.
                known = (self._word(text, start + n, end) for n in range(2, _LONGEST_UNKNOWN + 1))
                word = next((one for one in known if one), None)
                if word is None or sorts.count("other") == _MOST_UNKNOWN:
                    break
                if not _UNKNOWN.fullmatch(text, start, word.start):
                    break
                cells.append(Span(start, word.start))
                sorts.append("other")
            cells.append(word)
            sorts.append(self._words.sort(word.of(text)))
            position = word.end
        if len(cells) < _FEWEST_COLUMNS or goal_sorts(sorts) is None:
            return None
        return cells

    def _word(self, text: str, start: int, end: int) -> Span | None:
        """Return the longest header word that begins at a place."""
        for length in range(min(_LONGEST_WORD, end - start), _SHORTEST_WORD - 1, -1):
            if self._words.sort(text[start : start + length]):
                return Span(start, start + length)
        return None


def _rows(text: str, span: Span, sort: str) -> Iterator[Span]:
    """Yield the lines of a table's rows: what is left of its header's line, then counted ones.

    `sort` is what may stand before a row's number.
    """
    least = most = 1
    for line in _LINE.finditer(text, span.start, span.end):
        row = Span(_after_blanks(text, line.start(), line.end()), line.end())
        if row.start == row.end:
            continue
        first = re.compile(rf"{sort}(?P<n>\d{{1,3}})(?![\d.．%])").match(text, row.start, row.end)
        if not first or not least <= int(first["n"]) <= most or _STOPS.match(text, row.start):
            return
        yield row
        least = int(first["n"]) + 1
        most = _number_after(text, Span(first.end(), row.end), least)


def _number_after(text: str, row: Span, number: int) -> int:
    """Return the number that follows the last of those that count on within a line of rows."""
    position = row.start
    while True:
        found = re.compile(rf"(?<![\d.．]){number}(?![\d.．%])").search(text, position, row.end)
        if found is None:
            return number
        position, number = found.end(), number + 1


def _after_blanks(text: str, start: int, end: int) -> int:
    blanks = _BLANKS.match(text, start, end)
    return blanks.end() if blanks else start
