"""Reads tables that share a task out: a row a county or a line of work, a column a year.

The header names the places (地市, 县区) or the lines of work (行业) and no indicator; what is
counted is said by a column, the head over the years, or the table's caption (…泵站改造任务分解表).
Rows of 合计 are the plan's own area. A head over amounts and growth (2021年投资目标：总量、比增)
says what both are of. Where the places are columns, `place_heads` reads the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.commitments import Commitment, Setting, Unread
from plankg.extract.indicator_columns import Headers, plain
from plankg.extract.indicator_names import NameGrammar, digits_of
from plankg.extract.indicator_tables import TableTarget
from plankg.extract.indicator_values import NOTHING, ValueGrammar
from plankg.extract.place_columns import SHORTEST, UNIT, PlaceColumn, PlaceColumns, captioned
from plankg.extract.place_heads import PlaceHeads
from plankg.extract.table_captions import caption_above
from plankg.lookups import Lookups
from plankg.model import Cell, Evidence, Kind, Span, Table

_ROWS_ABOVE = 2
_FEWEST_ROWS = 2
_PART = re.compile(r"其中[：:]?(?=[一-鿿]{2})")
_SUM = re.compile(r"(?:合|总|小)计|汇总|全[省市县区国州旗盟镇乡]|总数")


class PlaceTables:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._headers = lookups.made(Headers)
        self._names = lookups.made(NameGrammar)
        self._values = lookups.made(ValueGrammar)
        self._columns = lookups.made(PlaceColumns)
        self._heads = lookups.made(PlaceHeads)
        words = lookups.words("indicator_words", "pattern", sort="place-column")
        self._place = re.compile("|".join(words))
        words = lookups.words("indicator_words", "pattern", sort="work-column")
        self._work = re.compile("|".join(words))

    def is_place_header(self, words: str) -> bool:
        """Say whether a header's words head a column of places: 地市, 县（市、区）."""
        return self._place.fullmatch(plain(words)) is not None

    def is_work_header(self, words: str) -> bool:
        """Say whether a header's words head a column of lines of work: 水务子行业."""
        return self._work.fullmatch(plain(words)) is not None

    def targets_in(self, text: str, table: Table, setting: Setting) -> Iterator[TableTarget]:
        """Yield the targets of such a table; nothing for other tables."""
        head = self._head(table)
        if self._headers.layout(table) is not None:
            return
        if head is None:
            yield from self._heads.targets_in(text, table, setting)
            return
        row, named = head
        caption = caption_above(text, table)
        columns = self._columns.of_heads(table, row, caption)
        body = row + 2 if columns or self._goes_on(table, row) else row + 1
        columns = columns or self._columns.of_years(table, row, body, setting)
        if not columns and body == row + 1:
            columns = self._columns.of_period(table.rows[row], caption)
            columns = columns or self._columns.of_tasks(table.rows[row], named, caption, setting)
        if not columns or len(table.rows) - body < _FEWEST_ROWS:
            return
        if not self._holds_values(text, table, body, columns):
            return
        work = self.is_work_header(table.rows[row][named].text)
        number = self._number(table, row)
        printed = ""
        for index in range(body, len(table.rows)):
            cells = table.rows[index]
            name = plain(cells[named].text) or _summed(cells)
            if not name:
                continue
            part = _PART.match(name)
            if part is None:
                printed = digits_of(cells[number].text) if number is not None else ""
            else:
                # 其中：高新区 stands in the row whose place it is a part of.
                name = name[part.end() :]
            for column in columns:
                cell = cells[column.column]
                found = self._target(text, cell, name, column, caption, setting, work=work)
                if found is not None:
                    yield TableTarget(printed, found, index, cells[named].span)

    def _head(self, table: Table) -> tuple[int, int] | None:
        for row in range(min(_ROWS_ABOVE + 1, len(table.rows) - 1)):
            for known in (self.is_place_header, self.is_work_header):
                for cell in table.rows[row]:
                    if known(cell.text):
                        return row, cell.column
        return None

    def _goes_on(self, table: Table, row: int) -> bool:
        below = [plain(cell.text) for cell in table.rows[row + 1] if cell.text]
        return bool(below) and all(self._headers.sort_of(word)[1] for word in below)

    def _holds_values(self, text: str, table: Table, body: int, columns: list[PlaceColumn]) -> bool:
        """Say whether most of what stands in the columns are values: else it is told in words."""
        cells = [row[one.column] for row in table.rows[body:] for one in columns]
        said = [cell for cell in cells if not NOTHING.fullmatch(cell.text)]
        values = sum(len(self._values.values_in(text, cell.span)) == 1 for cell in said)
        return values > 0 and 2 * values >= len(said)

    def _number(self, table: Table, row: int) -> int | None:
        sorts = [self._headers.sort_of(plain(cell.text))[0] for cell in table.rows[row]]
        return sorts.index("number") if "number" in sorts else None

    def _target(
        self,
        text: str,
        cell: Cell,
        name: str,
        column: PlaceColumn,
        caption: tuple[str, Span] | None,
        setting: Setting,
        *,
        work: bool,
    ) -> Commitment | Unread | None:
        if NOTHING.fullmatch(cell.text):
            return None
        values = self._values.values_in(text, cell.span)
        words, shown = column.words, column.header
        unit = column.unit
        summed = _SUM.fullmatch(name) is not None
        if work and not summed:
            words = name + words
        if caption is not None:
            said = UNIT.search(caption[0])
            unit = unit or (said["u"] if said else "")
            if len(words) < SHORTEST and not (column.new or column.named):
                words, shown = captioned(caption[0]), caption[1]
        # 新增水站⏎2: what is new needs no unit where it is counted in whole numbers.
        whole = column.new and all(one.low == int(one.low) for one in values)
        short = len(words) < SHORTEST and not column.named
        if len(values) != 1 or short or not (unit or whole):
            return Unread(cell.span, "a place's value of which nothing says what it counts")
        (value,) = values
        rate = self._names.is_rate(self._names.name(words, setting.scope), unit)
        level: Kind = "level" if (rate and not column.new) or column.state else "increase"
        return Commitment(
            scope=setting.scope if summed or work else name,
            indicator=words,
            comparator=value.comparator,
            value=value.low,
            value_max=value.high,
            unit=value.unit_with(unit),
            kind="change" if column.growth else level,
            frequency="once",
            period=column.period,
            hedge=value.hedge,
            quote=value.span,
            evidence=(
                Evidence(shown, ("hasIndicator",), restored=True),
                Evidence(column.period_at, ("periodStart", "periodEnd"), restored=True),
            ),
            confidence="restored",
            rule="tables.places@2",
            direction="rise" if column.growth else None,
        )


def _summed(cells: tuple[Cell, ...]) -> str:
    """Return the word of a row of sums, wherever it is printed."""
    said = [plain(cell.text) for cell in cells if cell.text]
    return said[0] if said and _SUM.fullmatch(said[0]) else ""
