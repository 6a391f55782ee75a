"""Reads tables of indicators: a row an indicator, a column a year; base years are no targets.

Values up to the plan's start, and columns headed 现状 or 基期, say where it begins and are no
commitment. 年均增速 is a yearly change over the plan's years, 〔18〕 a total over them. A row
without values is the head of a group, or a category.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from plankg.extract.commitments import Commitment, Setting, Unread
from plankg.extract.indicator_columns import (
    Headers,
    Layout,
    ValueColumn,
    is_repeated,
    name_cell,
    plain,
)
from plankg.extract.indicator_names import Name, NameGrammar, digits_of, is_named, is_number
from plankg.extract.indicator_notes import NOTES, Notes, notes_at
from plankg.extract.indicator_values import NOTHING, Value, ValueGrammar
from plankg.extract.table_captions import counts_additions, year_above
from plankg.lookups import Lookups
from plankg.model import Cell, Evidence, Kind, Span, Table

_HAS_DIGIT = re.compile(r"\d")
# The head of a group (2.水环境质量, 5G网络) has a digit or two, a row that ran together many.
_FEW_DIGITS = 3


@dataclass(frozen=True)
class TableTarget:
    """A target of a table, with its row's printed number (``""`` where none), place and name.

    `said` is the cell of prose in which it stands, `None` for a value alone.
    """

    row: str
    found: Commitment | Unread
    index: int = 0
    name: Span | None = None
    said: Span | None = None


@dataclass(frozen=True)
class _Row:
    """A row: its number, its name (with its group's words), its own cells."""

    number: str
    name: Name
    cell: Cell
    group: Cell | None
    unit: str
    base: Value | None
    many: bool


class IndicatorTables:
    """The grammar of indicator tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._headers = lookups.made(Headers)
        self._names = lookups.made(NameGrammar)
        self._values = lookups.made(ValueGrammar)

    def targets_in(self, text: str, table: Table, setting: Setting) -> Iterator[TableTarget]:
        """Yield the targets of a table of indicators; nothing for other tables."""
        layout = self._headers.layout(table)
        if layout is None:
            return
        layout = _captioned(text, table, layout)
        columns = _committed(layout, setting)
        if not columns:
            return
        notes = notes_at(text, table.rows[-1][0].span.start, table.span.end)
        number, group, group_cell = "", None, None
        above: tuple[Name, Cell] | None = None
        for index in range(layout.body, len(table.rows)):
            if is_repeated(table, index, layout):
                continue
            cell, outer = name_cell(table, index, layout)
            name = self._names.name(cell.text, setting.scope, notes.numbers)
            own = self._number(table, index, layout, name, outer)
            if not any(
                not NOTHING.fullmatch(table.rows[index][one.column].text) for one in layout.values
            ):
                if name.words:
                    number = own or number if name.number or own else ""
                    group, group_cell = (name, cell) if is_named(name) else (None, None)
                    yield from self._without_values(text, cell)
                continue
            if own:
                number, group = own, group if outer else None
            elif layout.unit is None and outer is None and self._names.ends_group(name):
                group = None
            if outer is not None and not is_number(outer.text):
                group, group_cell = (
                    self._names.name(outer.text, setting.scope, notes.numbers),
                    outer,
                )
            whole = self._names.of_group(name, group) if group else name
            used = group_cell if whole != name else None
            if name.part and above is not None:
                whole, used = self._names.of_whole(whole, above[0]), above[1]
            elif not name.part:
                above = (whole, cell)
            printed = table.rows[index][layout.unit].text if layout.unit is not None else ""
            unit = "" if NOTHING.fullmatch(printed) else plain(printed)
            row = _Row(
                number,
                whole,
                cell,
                used,
                unit or whole.unit,
                self._base(text, table, index, layout, setting, notes),
                sum(one.sort == "level" and not one.part for one in columns) > 1,
            )
            for column in columns:
                value = table.rows[index][column.column]
                for target in self._cell(text, value, column, row, setting, notes):
                    yield replace(target, index=index, name=cell.span)

    def _number(
        self, table: Table, index: int, layout: Layout, name: Name, outer: Cell | None
    ) -> str:
        """Return the number that is printed for a row, ``""`` where none is."""
        if layout.number is not None:
            return digits_of(table.rows[index][layout.number].text) or name.number
        if outer is not None and is_number(outer.text):
            return digits_of(outer.text)
        return name.number

    def _without_values(self, text: str, cell: Cell) -> Iterator[TableTarget]:
        """Yield what cannot be told apart: a row of a flattened table, all in its first cell."""
        if not NOTES.match(cell.text) and len(_HAS_DIGIT.findall(cell.text)) > _FEW_DIGITS:
            yield TableTarget("", Unread(cell.span, "a row whose cells cannot be told apart"))

    def _base(
        self,
        text: str,
        table: Table,
        index: int,
        layout: Layout,
        setting: Setting,
        notes: Notes,
    ) -> Value | None:
        """Return the value from which a row starts, None where none is printed."""
        start = _start(layout, setting)
        for column in layout.values:
            if column.sort == "level" and (column.base or (column.year or start) < start):
                values = self._values.values_in(text, table.rows[index][column.column].span)
                if values:
                    return values[0]
        return None

    def _cell(
        self,
        text: str,
        cell: Cell,
        column: ValueColumn,
        row: _Row,
        setting: Setting,
        notes: Notes,
    ) -> Iterator[TableTarget]:
        if NOTHING.fullmatch(cell.text):
            return
        values = self._values.values_in(text, cell.span, notes.totals)
        placed = () if values else self._values.placed_in(text, cell.span)
        if placed and is_named(row.name):
            for place, value in placed:
                own = replace(row, name=replace(row.name, scope=place.of(text)))
                yield TableTarget(row.number, self._target(value, column, own, setting, notes))
            return
        pair, both = (
            self._values.two_in(text, cell.span),
            self._names.two_of(replace(row.name, unit=row.unit)),
        )
        if pair and both:
            for value, name in zip(pair, both, strict=True):
                own = replace(row, name=name, unit=name.unit)
                yield TableTarget(row.number, self._target(value, column, own, setting, notes))
            return
        if pair and is_named(row.name) and _of_one_thing(pair):
            for value in _with_one_sign(pair):
                yield TableTarget(row.number, self._target(value, column, row, setting, notes))
            return
        if values and both and "/" in row.unit.replace("／", "/"):
            yield TableTarget(row.number, Unread(cell.span, "a cell with one value for two names"))
            return
        if not values or not is_named(row.name):
            if _HAS_DIGIT.search(cell.text):
                named = "not one value" if is_named(row.name) else "a value without a name"
                yield TableTarget(row.number, Unread(cell.span, f"a cell that is {named}"))
            return
        for value in values:
            target = self._target(value, column, row, setting, notes)
            if _ran_together(text, value.span):
                target = replace(target, confidence="inferred")
            yield TableTarget(row.number, target)

    def _target(
        self, value: Value, column: ValueColumn, row: _Row, setting: Setting, notes: Notes
    ) -> Commitment:
        total = value.total or column.sort == "total"
        if column.task and not self._names.is_rate(row.name, row.unit):
            row = replace(row, name=self._names.done(row.name))
        changing = self._names.directions.of(row.name.words)
        yearly = column.sort == "growth" or value.annual or changing.yearly
        growth = yearly and not value.total
        # 年均 alone over a rate with a bound (失业率 <5.5) says what it is in each year.
        bound = value.comparator in ("<", "<=", ">", ">=")
        mean = growth and column.mean and bound and self._names.is_share(row.name, row.unit)
        unit = value.unit_with(
            self._unit(column, row, notes, total=total, growth=growth and not mean)
        )
        kind = self._kind(value, row, unit, total=total, growth=growth and not mean)
        words = changing.words if kind == "change" else row.name.words
        period = _period(column, row, setting, kind, whole=total or growth or value.change)
        named = changing.direction if kind == "change" else None
        direction = value.direction if kind == "change" and value.direction else named
        supports = ["hasIndicator"]
        if unit and not value.unit:
            supports.append("hasUnit")
        if direction and not value.direction:
            supports.append("hasDirection")
        evidence = [Evidence(row.cell.span, tuple(supports), restored=True)]
        if row.group is not None:
            evidence.insert(0, Evidence(row.group.span, ("hasIndicator",), restored=True))
        if period != (None, None):
            evidence.append(Evidence(column.header, ("periodStart", "periodEnd"), restored=True))
        return Commitment(
            scope=row.name.scope or setting.scope,
            indicator=words,
            comparator=value.comparator,
            value=value.low,
            value_max=value.high,
            unit=unit,
            kind=kind,
            frequency="annual" if growth else "once",
            period=period,
            hedge=value.hedge,
            quote=value.span,
            evidence=tuple(evidence),
            confidence="restored",
            rule="tables.indicator@5",
            direction=direction,
        )

    def _kind(self, value: Value, row: _Row, unit: str, *, total: bool, growth: bool) -> Kind:
        """Return a value's kind, what its own cell says first."""
        if growth or value.change:
            return "change"
        kind = self._names.kind(row.name, unit, total=total)
        # （累计） over one year's values alone is over the plan's years, as 五年累计 is.
        running = row.name.running and (row.many or not row.name.year_total)
        sums = value.sum or (running and kind != "change" and not total)
        return "cumulative" if sums else kind

    def _unit(
        self, column: ValueColumn, row: _Row, notes: Notes, *, total: bool, growth: bool
    ) -> str:
        """Return the unit of a value that prints none itself."""
        if growth:
            return column.unit or "%"
        if total:
            rate = row.unit in ("%", "％") or not row.unit
            return (notes.unit if rate else "") or row.unit or column.unit
        return row.unit or column.unit


def _of_one_thing(pair: tuple[Value, Value]) -> bool:
    """Say whether two values measure one thing in two units: 40万千瓦/80万千瓦时."""
    first, second = pair
    return bool(first.unit and second.unit) and first.unit != second.unit


def _with_one_sign(pair: tuple[Value, Value]) -> tuple[Value, Value]:
    """Return two values of which the first says how both compare: >40万千瓦/80万千瓦时."""
    first, second = pair
    if second.comparator != "=" or first.high is not None:
        return pair
    return first, replace(second, comparator=first.comparator, hedge=first.hedge)


def _captioned(text: str, table: Table, layout: Layout) -> Layout:
    """Return a layout whose goals have the year, and are the additions, that the caption says."""
    if counts_additions(text, table):
        values = tuple(replace(one, task=one.task or not one.base) for one in layout.values)
        layout = replace(layout, values=values)
    said = year_above(text, table)
    if said is None or any(one.year for one in layout.values):
        return layout
    values = tuple(
        one if one.base else replace(one, year=said.year, header=said.span, alone=said.alone)
        for one in layout.values
    )
    return replace(layout, values=values)


def _committed(layout: Layout, setting: Setting) -> tuple[ValueColumn, ...]:
    """Return the columns whose values are commitments, none where the table looks back."""
    start = _start(layout, setting)
    columns = tuple(
        column
        for column in layout.values
        if not column.base and (column.year is None or column.year >= start)
    )
    return columns if any(column.sort == "level" for column in columns) else ()


def _start(layout: Layout, setting: Setting) -> int:
    """Return the plan's first year; for a plan without years the one after the first column's."""
    first = setting.period[0] if setting.period else None
    if first:
        return first.year
    return min((c.year for c in layout.values if c.year and c.sort == "level"), default=0) + 1


def _period(
    column: ValueColumn, row: _Row, setting: Setting, kind: Kind, *, whole: bool
) -> tuple[date | None, date | None]:
    """Return a value's period: its column's year, or the plan's years up to it.

    What is added or changed is of the column's year alone where the row prints that of other
    years beside it.
    """
    first, last = setting.period or (None, None)
    end = date(column.year, 12, 31) if column.year else last
    if kind == "cumulative":
        # 累计达到1000: what was there before the plan is part of it.
        return None, end
    if whole:
        return first, end
    single = (
        kind == "level"
        or row.many
        or column.alone
        or (row.base is not None and not row.name.year_total)
    )
    begin = date(end.year, 1, 1) if single and end else first
    return begin, end


def _ran_together(text: str, span: Span) -> bool:
    """Say whether a value's digits are printed right behind or before those of a neighbour."""
    before, after = text[span.start - 1 : span.start + 1], text[span.end - 1 : span.end + 1]
    return any(len(pair) > 1 and pair.isdigit() for pair in (before, after))
