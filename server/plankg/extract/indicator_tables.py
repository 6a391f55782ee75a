"""Reads tables of indicators: a row an indicator, a column a year; base years are no targets.

Header words are ``data/lookups/indicator_columns.tsv``; a column of values is one whose header
names a year (2020年, 2025年目标值). Values up to the plan's start, and columns headed 现状 or 基期,
say where it begins and are no commitment. 〔18〕 is a total over the plan's years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plankg.extract.commitments import Commitment, Setting, Unread
from plankg.extract.numerals import number_of
from plankg.lookups import Lookups
from plankg.model import Cell, Comparator, Evidence, Kind, Span, Table

_YEAR = re.compile(r"(?P<y>20\d\d)[ 　]*年?")
_BASE = re.compile(r"现状|基期|基数|实际|完成情况|完成值|实绩")
_VALUE = re.compile(
    r"[ 　]*(?P<open>[〔\[【(（]?)[ 　]*(?P<sign>[＞>≥＜<≤]?=?)[ 　]*"
    r"(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"[ 　]*(?P<unit>[%％‰]|万|亿)?(?P<after>以上|以下|以内|左右)?[ 　]*[〕\]】)）]?[ 　]*"
)
_UNIT_IN_NAME = re.compile(r"[（(](?P<u>[^（）()]{1,12})[）)][ 　]*\Z")
_NUMBER_IN_NAME = re.compile(r"\A[ 　]*(?:[（(]?\d{1,2}[）)．.、]|[①-⑳])[ 　]*")
_DOWN = re.compile(r"(?:下降|减少|降低|削减)(?:比例|幅度|率)?\Z")
_SIGNS: dict[str, Comparator] = {
    "": "=",
    "＞": ">",
    ">": ">",
    "≥": ">=",
    ">=": ">=",
    "＜": "<",
    "<": "<",
    "≤": "<=",
    "<=": "<=",
}
_AFTER: dict[str, Comparator] = {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}


@dataclass(frozen=True)
class TableTarget:
    """A target of a table, with the printed number of its row (``""`` where none)."""

    row: str
    found: Commitment | Unread


class IndicatorTables:
    """The header words of indicator tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._columns = [
            (row["column"], re.compile(row["pattern"])) for row in lookups.rows("indicator_columns")
        ]

    def targets_in(self, text: str, table: Table, setting: Setting) -> Iterator[TableTarget]:
        """Yield the targets of a table of indicators; nothing for other tables."""
        header = table.rows[0]
        columns: dict[str, int] = {}
        years: list[tuple[int, int]] = []
        for cell in header:
            words = re.sub(r"[\s　]+", "", cell.text)
            sort = next((s for s, pattern in self._columns if pattern.fullmatch(words)), None)
            year = _YEAR.search(words)
            if sort:
                columns.setdefault(sort, cell.column)
            elif year and not _BASE.search(words):
                years.append((cell.column, int(year["y"])))
        if "indicator" not in columns or not years:
            return
        start = setting.period[0].year if setting.period else min(year for _, year in years) + 1
        for index in range(1, len(table.rows)):
            for column, value_year in years:
                if value_year >= start:
                    yield from self._cell(text, table, index, column, value_year, columns, setting)

    def _cell(
        self,
        text: str,
        table: Table,
        index: int,
        column: int,
        year: int,
        columns: dict[str, int],
        setting: Setting,
    ) -> Iterator[TableTarget]:
        cell = table.rows[index][column]
        name = table.rows[index][columns["indicator"]]
        number = table.rows[index][columns["number"]].text if "number" in columns else ""
        match = _VALUE.fullmatch(cell.text) if cell.text else None
        words = _name(name)
        if not words or not cell.text or cell.text in ("—", "-", "－", "/"):
            return
        if match is None:
            if any(char.isdigit() for char in cell.text):
                span = Span(cell.span.start, cell.span.end)
                yield TableTarget(number, Unread(span, "a cell that is not one value"))
            return
        unit = table.rows[index][columns["unit"]].text if "unit" in columns else ""
        in_name = _UNIT_IN_NAME.search(name.text)
        unit = (match["unit"] or "") + (unit or (in_name["u"] if in_name else ""))
        yield TableTarget(
            number or _printed_number(name),
            self._target(
                text, cell, name, table.rows[0][column], match, words, unit, year, setting
            ),
        )

    def _target(
        self,
        text: str,
        cell: Cell,
        name: Cell,
        header: Cell,
        match: re.Match[str],
        words: str,
        unit: str,
        year: int,
        setting: Setting,
    ) -> Commitment:
        kind: Kind = "level"
        if _DOWN.search(words):
            kind = "change"
        elif match["open"] in ("〔", "[", "【"):
            kind = "increase"
        first = setting.period[0] if setting.period else None
        begin = date(year, 1, 1) if kind == "level" else first
        quote = _trimmed(text, cell.span)
        evidence = [
            Evidence(_trimmed(text, name.span), ("hasIndicator", "hasUnit"), restored=True),
            Evidence(_trimmed(text, header.span), ("periodStart", "periodEnd"), restored=True),
        ]
        return Commitment(
            scope=setting.scope,
            indicator=words,
            comparator=_AFTER.get(match["after"] or "") or _SIGNS.get(match["sign"], "="),
            value=Decimal(number_of(match["n"])),
            value_max=None,
            unit=unit,
            kind=kind,
            frequency="once",
            period=(begin, date(year, 12, 31)),
            hedge="",
            quote=quote,
            evidence=tuple(evidence),
            confidence="restored",
            rule="tables.indicator@1",
        )


def _name(cell: Cell) -> str:
    """Return an indicator's name without its number, its unit in brackets, and line breaks."""
    words = re.sub(r"[\s　]+", "", cell.text)
    return _UNIT_IN_NAME.sub("", _NUMBER_IN_NAME.sub("", words))


def _printed_number(cell: Cell) -> str:
    match = _NUMBER_IN_NAME.match(cell.text)
    return re.sub(r"\D", "", match.group()) if match else ""


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " 　\t\r\n":
        start += 1
    while end > start and text[end - 1] in " 　\t\r\n":
        end -= 1
    return Span(start, end)
