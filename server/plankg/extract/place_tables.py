"""Reads tables that share a task out among places: a row a county, a column a year.

The header names the places (地市, 县区) and no indicator; what is counted is said by the head over
the years, or by the table's caption (…泵站改造任务分解表). Rows of 合计 are the plan's own area.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plankg.extract.commitments import Commitment, Setting, Unread
from plankg.extract.indicator_columns import Headers, plain
from plankg.extract.indicator_names import NameGrammar, digits_of
from plankg.extract.indicator_tables import TableTarget
from plankg.extract.indicator_values import NOTHING, ValueGrammar
from plankg.extract.table_captions import caption_above
from plankg.lookups import Lookups
from plankg.model import Cell, Evidence, Span, Table

_ROWS_ABOVE = 2
_FEWEST_ROWS = 2
_SUM = re.compile(r"(?:合|总|小)计|全[省市县区国]|总数")
_DONE = re.compile(r"已|完成|现状|基期|基数|实际")
_UNIT = re.compile(r"[（(](?P<u>[^（()）\d]{1,8})[）)]\Z")
# 泵站改造计划（座）: what kind of table it is, behind what is counted.
_SORT = re.compile(
    r"(?:年度|分年度|分解|目标|任务|计划|指标|安排|情况|数量?|一览|汇总|明细|清单|分配)*表?\Z"
)
_MARK = re.compile(r"\A附?[件表录][ 　]*[\d一二三四五六七八九十.．\-－]*[ 　:：]*")
_PERIOD = re.compile(
    r"[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期)?|20\d\d年?(?:[-－—~～至]+20\d\d年?)?"
)
_PLACE_ENDS = re.compile(r"\A[一-鿿]{2,8}?[省市县区](?=[一-鿿]{4})")
_SHORTEST = 4
# 泵房数量: how many there are, beside how many of them something is to be done to.
_THINGS = re.compile(r"(?P<what>[一-鿿]{2,12}?)(?:总数量?|数量|个数)")


@dataclass(frozen=True)
class _Column:
    column: int
    year: int | None
    header: Span
    unit: str
    words: str


class PlaceTables:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._headers = Headers(lookups)
        self._names = NameGrammar(lookups)
        self._values = ValueGrammar(lookups)
        words = lookups.words("indicator_words", "pattern", sort="place-column")
        self._place = re.compile("|".join(words))

    def is_place_header(self, words: str) -> bool:
        """Say whether a header's words head a column of places: 地市, 县（市、区）."""
        return self._place.fullmatch(plain(words)) is not None

    def targets_in(self, text: str, table: Table, setting: Setting) -> Iterator[TableTarget]:
        """Yield the targets of such a table; nothing for other tables."""
        head = self._head(table)
        if head is None or self._headers.layout(table) is not None:
            return
        row, place = head
        body = row + 2 if self._goes_on(table, row) else row + 1
        columns = list(self._columns(table, row, body, setting))
        if not columns or len(table.rows) - body < _FEWEST_ROWS:
            return
        if not self._holds_values(text, table, body, columns):
            return
        caption = caption_above(text, table)
        number = self._number(table, row)
        for index in range(body, len(table.rows)):
            cells = table.rows[index]
            name = plain(cells[place].text) or _summed(cells)
            if not name:
                continue
            printed = digits_of(cells[number].text) if number is not None else ""
            for column in columns:
                cell = cells[column.column]
                found = self._target(text, cell, name, column, caption, setting)
                if found is not None:
                    yield TableTarget(printed, found, index, cells[place].span)

    def _head(self, table: Table) -> tuple[int, int] | None:
        for row in range(min(_ROWS_ABOVE + 1, len(table.rows) - 1)):
            for cell in table.rows[row]:
                if self.is_place_header(cell.text):
                    return row, cell.column
        return None

    def _goes_on(self, table: Table, row: int) -> bool:
        below = [plain(cell.text) for cell in table.rows[row + 1] if cell.text]
        return bool(below) and all(self._headers.sort_of(word)[1] for word in below)

    def _holds_values(self, text: str, table: Table, body: int, columns: list[_Column]) -> bool:
        """Say whether most of what stands in the columns are values: else it is told in words."""
        cells = [row[one.column] for row in table.rows[body:] for one in columns]
        said = [cell for cell in cells if not NOTHING.fullmatch(cell.text)]
        values = sum(len(self._values.values_in(text, cell.span)) == 1 for cell in said)
        return values > 0 and 2 * values >= len(said)

    def _number(self, table: Table, row: int) -> int | None:
        sorts = [self._headers.sort_of(plain(cell.text))[0] for cell in table.rows[row]]
        return sorts.index("number") if "number" in sorts else None

    def _columns(self, table: Table, row: int, body: int, setting: Setting) -> Iterator[_Column]:
        """Yield the columns of years of the plan, with the head over them."""
        head = thing = ""
        first = setting.period[0] if setting.period else None
        for cell in table.rows[row]:
            head = plain(cell.text) or head
            own = table.rows[body - 1][cell.column]
            words = plain(own.text) or head
            if counted := _THINGS.fullmatch(_UNIT.sub("", words)):
                thing = counted["what"]
            year = self._headers.sort_of(_UNIT.sub("", words))[1]
            if year is None or _DONE.search(words) or _DONE.search(head):
                continue
            if first is not None and year < first.year:
                continue
            above = head if body > row + 1 else ""
            unit = _UNIT.search(words) or _UNIT.search(above)
            yield _Column(
                cell.column,
                year,
                own.span if own.text else cell.span,
                unit["u"] if unit else "",
                _whole(_counted(above) or _counted(words), thing),
            )

    def _target(
        self,
        text: str,
        cell: Cell,
        name: str,
        column: _Column,
        caption: tuple[str, Span] | None,
        setting: Setting,
    ) -> Commitment | Unread | None:
        if NOTHING.fullmatch(cell.text):
            return None
        values = self._values.values_in(text, cell.span)
        words, shown = column.words, column.header
        unit = column.unit
        if caption is not None:
            said = _UNIT.search(caption[0])
            unit = unit or (said["u"] if said else "")
            if len(words) < _SHORTEST:
                words, shown = _captioned(caption[0]), caption[1]
        if len(values) != 1 or len(words) < _SHORTEST or not unit:
            return Unread(cell.span, "a place's value of which nothing says what it counts")
        (value,) = values
        rate = self._names.is_rate(self._names.name(words, setting.scope), unit)
        year = column.year or 0
        scope = setting.scope if _SUM.fullmatch(name) else name
        return Commitment(
            scope=scope,
            indicator=words,
            comparator=value.comparator,
            value=value.low,
            value_max=value.high,
            unit=value.unit_with(unit),
            kind="level" if rate else "increase",
            frequency="once",
            period=(date(year, 1, 1), date(year, 12, 31)),
            hedge=value.hedge,
            quote=value.span,
            evidence=(
                Evidence(shown, ("hasIndicator",), restored=True),
                Evidence(column.header, ("periodStart", "periodEnd"), restored=True),
            ),
            confidence="restored",
            rule="tables.places@1",
        )


def _captioned(caption: str) -> str:
    """Return what a caption says is counted, without the area that it begins with."""
    return _counted(_PLACE_ENDS.sub("", plain(_MARK.sub("", caption))))


def _whole(words: str, thing: str) -> str:
    """Return what is counted: 泵房改造 where 改造计划 stands behind a column of 泵房数量."""
    return thing + words if thing and words and len(words) < _SHORTEST else words


def _counted(printed: str) -> str:
    """Return what a head or a caption says is counted: 泵站改造 of 2022年泵站改造计划（座）."""
    words = _UNIT.sub("", plain(_MARK.sub("", printed)))
    words = _PERIOD.sub("", words)
    return _SORT.sub("", words)


def _summed(cells: tuple[Cell, ...]) -> str:
    """Return the word of a row of sums, wherever it is printed."""
    said = [plain(cell.text) for cell in cells if cell.text]
    return said[0] if said and _SUM.fullmatch(said[0]) else ""
