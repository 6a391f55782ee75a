"""Makes tables of goals whose cells a crawler ran together into tables again, where that is safe.

``序号工作任务责任单位时间进度1修渠。市水利局、市城管局2022年6月底前完成2清淤。…``: each row has its
number, which counts on, a sentence, bodies and nothing but bodies behind it, and a time. A row
that lacks one of these is left to the ledger, and so are all of a table with too many such rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.flat_tables import with_tables_found
from plankg.extract.glued_rows import TIME
from plankg.extract.goal_columns import ROLE_COLUMNS, HeaderWords
from plankg.extract.lost_goals import HEAD, PARTED, LostGoals
from plankg.extract.responsibilities import RoleGrammar
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Span, Table

# 2017年6月底前|出台实施意见, 国家出台具体要求后启动试点
_DONE = r"[^、，。；\d]{0,12}"
_UPON = r"(?:国家|中央|中省|省级?|上级)[^、，。；\d]{2,14}后(?:启动试点|启动|实施|落实|推进)?"
_TIME = re.compile(rf"(?:{TIME}|{_UPON})")
_REST = re.compile(rf"(?:{TIME}|{_UPON}){_DONE}[\s　]*\Z")
_FEWEST_ROWS = 3
_LONGEST_ROW, _LONGEST_TAIL = 800, 200
_SHARE_UNREAD = 0.2


class GluedGoals:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._words = lookups.made(HeaderWords)
        self._headers = lookups.made(LostGoals)
        self._names = lookups.made(RoleGrammar).names

    def restored(self, document: Document) -> Document:
        """Return the document with such tables as tables."""
        if not HEAD.search(document.text):
            return document
        return with_tables_found(document, self.tables_in)

    def tables_in(self, text: str, stretch: Span) -> Iterator[Table]:
        """Yield such tables of a stretch of text."""
        position = stretch.start
        for head in HEAD.finditer(text, stretch.start, stretch.end):
            if head.start() < position:
                continue
            header = self._headers.header_at(text, Span(head.start(), stretch.end))
            if header is None or not self._is_read(text, header):
                continue
            rows = list(self._rows(text, Span(header[-1].end, stretch.end)))
            told = sum(len(row) > 1 for row in rows)
            if told < _FEWEST_ROWS or len(rows) - told > _SHARE_UNREAD * len(rows):
                continue
            grid = [tuple(Cell(0, c, one, one.of(text)) for c, one in enumerate(header))]
            for row in rows:
                cells = [*row, *[Span(row[-1].end, row[-1].end)] * (len(header) - len(row))]
                alone = len(row) == 1
                grid.append(
                    tuple(
                        Cell(len(grid), c, one, "" if alone else one.of(text))
                        for c, one in enumerate(cells)
                    )
                )
            yield Table(Span(header[0].start, rows[-1][-1].end), tuple(grid))
            position = rows[-1][-1].end

    def _is_read(self, text: str, header: list[Span]) -> bool:
        """Say whether a header's columns are numbers, tasks, bodies and times, in this order."""
        sorts = [self._words.sort(cell.of(text)) for cell in header]
        known = len(sorts) == 4 and sorts[0] == "number" and sorts[1] in ("task", "goal")
        return known and sorts[2] in ROLE_COLUMNS and sorts[3] == "deadline"

    def _rows(self, text: str, span: Span) -> Iterator[list[Span]]:
        """Yield the cells of each row, one for a row that is not told."""
        number, first = 1, _number(text, span, 1)
        if first is None or text[span.start : first.start].strip():
            return
        while first is not None:
            most = Span(first.end, min(span.end, first.end + _LONGEST_ROW))
            ends = list(_numbers(text, most, number + 1))
            rows = ((self._cells(text, first, one.start, last=False), one) for one in ends)
            found = next(((row, end) for row, end in rows if row), None)
            if found is not None:
                yield found[0]
                first = found[1]
            elif ends and PARTED not in most.of(text):
                yield [Span(first.start, ends[0].start)]
                first = ends[0]
            else:
                if row := self._cells(text, first, most.end, last=True):
                    yield row
                return
            number += 1

    def _cells(self, text: str, number: Span, end: int, *, last: bool) -> list[Span]:
        """Return the cells of a row that ends at a place, or before it if it is the last one.

        None are returned where a sentence, bodies and a time do not make the row up.
        """
        stops = [m.end() for m in re.finditer("。", text[number.end : end])]
        for stop in stops if last else stops[-1:]:
            begin = number.end + stop
            for time in _TIME.finditer(text, begin, min(end, begin + _LONGEST_TAIL)):
                bodies = Span(begin, time.start())
                if not self._are_bodies(text, bodies):
                    continue
                if last or _REST.match(text[time.start() : end]):
                    until = time.end() if last else end
                    return [number, Span(number.end, begin), bodies, Span(time.start(), until)]
        return []

    def _are_bodies(self, text: str, span: Span) -> bool:
        named = self._names.mentions_in(text, span, "responsible")
        return bool(named) and all(self._names.is_body(one.name) for one in named)


def _number(text: str, span: Span, number: int) -> Span | None:
    return next(_numbers(text, span, number), None)


def _numbers(text: str, span: Span, number: int) -> Iterator[Span]:
    """Yield where a number stands alone that is no year, value or part of one."""
    for found in re.compile(rf"(?<![\d.．]){number}(?![\d.．%年月日])").finditer(
        text, span.start, span.end
    ):
        yield Span(found.start(), found.end())
