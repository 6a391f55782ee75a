"""Reads tables whose columns are places and whose rows are years.

``时间｜节水建筑占比（%）：全市｜甲区｜乙区``: the head over the places says what is measured there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plankg.extract.commitments import Commitment, Setting, Unread
from plankg.extract.indicator_columns import plain
from plankg.extract.indicator_names import NameGrammar
from plankg.extract.indicator_tables import TableTarget
from plankg.extract.indicator_values import NOTHING, ValueGrammar
from plankg.extract.place_columns import SHORTEST, UNIT, counted_by
from plankg.lookups import Lookups
from plankg.model import Cell, Evidence, Span, Table

_ROWS_ABOVE = 3
_FEWEST_PLACES, _FEWEST_YEARS = 3, 2
_SUM = re.compile(r"(?:合|总|小)计|汇总|全[省市县区国]|总数")
_PLACE = re.compile(r"[一-鿿]{1,8}(?:[省市州盟县区旗镇乡]|街道|园区|开发区)")
_YEAR = re.compile(r"(20\d\d)年?")
_TIME = re.compile(r"(?:时间|年[份度])(?:[（(]年[）)])?|时间节点")
_DONE = re.compile(r"已|完成情况|现状|基期|基数|实际")


@dataclass(frozen=True)
class _Column:
    """A place's column, and the head over it: what is measured there, and in what unit."""

    column: int
    place: str
    words: str
    unit: str
    head: Span


class PlaceHeads:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._names = lookups.made(NameGrammar)
        self._values = lookups.made(ValueGrammar)

    def targets_in(self, text: str, table: Table, setting: Setting) -> Iterator[TableTarget]:
        """Yield the targets of a table of years and places; nothing for other tables."""
        row = self._row_of_places(table)
        if row is None:
            return
        columns = list(self._columns(table, row))
        years = [
            (index, int(said[1]))
            for index in range(row + 1, len(table.rows))
            if (said := _YEAR.fullmatch(plain(table.rows[index][0].text)))
        ]
        if len(years) < max(_FEWEST_YEARS, len(table.rows) - row - 2):
            return
        first = setting.period[0] if setting.period else None
        for index, year in years:
            if first is not None and year < first.year:
                continue
            cells = table.rows[index]
            for column in columns:
                found = self._target(text, cells[column.column], cells[0], year, column, setting)
                if found is not None:
                    yield TableTarget("", found, index, cells[0].span)

    def _row_of_places(self, table: Table) -> int | None:
        """Return the header's last row where it names places below heads, None for other tables."""
        if not any(_TIME.fullmatch(plain(row[0].text)) for row in table.rows[:_ROWS_ABOVE]):
            return None
        for index in range(1, min(_ROWS_ABOVE, len(table.rows) - 1)):
            words = [plain(cell.text) for cell in table.rows[index][1:]]
            if len(words) >= _FEWEST_PLACES and all(map(_is_place, words)):
                return index
        return None

    def _columns(self, table: Table, row: int) -> Iterator[_Column]:
        head: Cell | None = None
        for above, cell in zip(table.rows[row - 1][1:], table.rows[row][1:], strict=True):
            head = above if above.text else head
            if head is None:
                continue
            words = plain(head.text)
            unit = UNIT.search(words)
            if not _DONE.search(words):
                counted = counted_by(words)
                yield _Column(
                    cell.column, plain(cell.text), counted, unit["u"] if unit else "", head.span
                )

    def _target(
        self, text: str, cell: Cell, time: Cell, year: int, column: _Column, setting: Setting
    ) -> Commitment | Unread | None:
        if NOTHING.fullmatch(cell.text):
            return None
        values = self._values.values_in(text, cell.span)
        if len(values) != 1 or len(column.words) < SHORTEST:
            return Unread(cell.span, "a place's value of which nothing says what it counts")
        (value,) = values
        unit = value.unit_with(column.unit)
        if not unit:
            return Unread(cell.span, "a place's value of which nothing says what it counts")
        summed = _SUM.fullmatch(column.place) is not None
        name = self._names.name(column.words, setting.scope)
        rate = self._names.is_rate(name, unit)
        # 新建水站 counts 水站; in 新建房屋中节水建筑占比 the word belongs to what is measured.
        words = column.words if rate else self._names.done(name).words
        return Commitment(
            scope=setting.scope if summed else column.place,
            indicator=words,
            comparator=value.comparator,
            value=value.low,
            value_max=value.high,
            unit=unit,
            kind="level" if rate else "increase",
            frequency="once",
            period=(date(year, 1, 1), date(year, 12, 31)),
            hedge=value.hedge,
            quote=value.span,
            evidence=(
                Evidence(column.head, ("hasIndicator",), restored=True),
                Evidence(time.span, ("periodStart", "periodEnd"), restored=True),
            ),
            confidence="restored",
            rule="tables.places@2",
        )


def _is_place(words: str) -> bool:
    return bool(_SUM.fullmatch(words) or _PLACE.fullmatch(words))
