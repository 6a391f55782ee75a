"""Writes a table's rows as CSV, TSV, JSON, a spreadsheet or Parquet.

CSV and TSV are UTF-8 without BOM, with line feeds and quoting by RFC 4180; empty means absent.
JSON holds the same rows, with numbers as numbers and null for absent. Equal rows give equal bytes.
"""

from __future__ import annotations

import importlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plankg.errors import InputError, LimitError, ParameterError
from plankg.table_columns import TableRows, Value

# What a spreadsheet's cell holds at most; openpyxl would cut silently.
_CELL_LIMIT = 32_767
# The first moment that a zip archive can name; any fixed one would do.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
# What XML cannot hold or changes, and what would be taken for such a sign's escape.
# Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NUMBERS = {"value", "value_max"}
_OFFSETS = {"start", "end"}
_DAYS = {"period_start", "period_end", "deadline"}


def write_rows(rows: TableRows, format: str) -> bytes:  # noqa: A002 - the option's name
    """Return the rows in one of `FORMATS`.

    Raises:
        ParameterError: there is no such format.
        LimitError: a text is too long for a spreadsheet's cell.
        InputError: Parquet was asked for, and its library is not installed.
    """
    if format not in _WRITERS:
        raise ParameterError(f"no format {format!r} for tables; there are {', '.join(FORMATS)}")
    return _WRITERS[format](rows)


def cell_text(value: Value) -> str:
    """Return a value as CSV has it: plain decimals, ISO days, ``true``, empty for absent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _csv(rows: TableRows) -> bytes:
    return _separated(rows, ",")


def _tsv(rows: TableRows) -> bytes:
    return _separated(rows, "\t")


def _separated(rows: TableRows, separator: str) -> bytes:
    # Not the csv module: whether it quotes a lone carriage return depends on Python's version.
    special = re.compile(f'[{separator}"\r\n]')

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if special.search(cell) else cell

    lines = [rows.columns, *(tuple(map(cell_text, row)) for row in rows.rows)]
    return "".join(separator.join(map(quoted, line)) + "\n" for line in lines).encode()


def _json(rows: TableRows) -> bytes:
    records = (
        "{" + ", ".join(f'"{name}": {_json_value(value)}' for name, value in record.items()) + "}"
        for record in rows.records()
    )
    return ("[\n" + ",\n".join(records) + "\n]\n").encode()


def _json_value(value: Value) -> str:
    if value is None or value == "":
        return "null"
    if isinstance(value, (bool, int, Decimal)):
        # Digit by digit: a float would turn 0.1 into another number than the one printed.
        return cell_text(value)
    return json.dumps(cell_text(value), ensure_ascii=False)


def _xlsx(rows: TableRows) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = rows.table
    sheet.freeze_panes = "A2"
    for row_number, row in enumerate((rows.columns, *rows.rows), start=1):
        for column_number, value in enumerate(row, start=1):
            _fill(sheet, row_number, column_number, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_times(buffer.getvalue())


def _fill(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    if value is None or value == "":
        return
    if not isinstance(value, str):
        sheet.cell(row, column, value)
        return
    if len(value) > _CELL_LIMIT:
        raise LimitError(
            f"a cell of a spreadsheet holds {_CELL_LIMIT} characters, and row {row} has a text of"
            f" {len(value)}; take csv or json"
        )
    cell = sheet.cell(row, column)
    # Set as text by hand: "=" is a comparator here, not the beginning of a formula.
    cell.value = _ESCAPED.sub(_escape, value)
    cell.data_type = "s"


def _escape(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def _without_times(book: bytes) -> bytes:
    """Pack the spreadsheet again without the times at which openpyxl wrote it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in sorted(old.namelist()):
            content = (
                _TIMES.sub(b"", old.read(name)) if name == "docProps/core.xml" else old.read(name)
            )
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return buffer.getvalue()


def _parquet(rows: TableRows) -> bytes:
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError(
            "Parquet needs a library that is not installed; run: pip install plankg[parquet]"
        ) from error
    columns = list(zip(*rows.rows, strict=True)) or [()] * len(rows.columns)
    arrays = [
        arrow.array([_arrow_value(value) for value in values], type=_arrow_type(arrow, name))
        for name, values in zip(rows.columns, columns, strict=True)
    ]
    buffer = io.BytesIO()
    parquet.write_table(arrow.Table.from_arrays(arrays, names=list(rows.columns)), buffer)
    return buffer.getvalue()


def _arrow_type(arrow: Any, column: str) -> Any:
    """Return a column's type; values are doubles, which is what data frames compute with."""
    if column in _NUMBERS:
        return arrow.float64()
    if column in _OFFSETS:
        return arrow.int64()
    if column in _DAYS:
        return arrow.date32()
    return arrow.bool_() if column == "qualitative" else arrow.string()


def _arrow_value(value: Value) -> Value | float:
    if isinstance(value, Decimal):
        return float(value)
    return None if value == "" else value


_WRITERS: dict[str, Callable[[TableRows], bytes]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xlsx": _xlsx,
    "parquet": _parquet,
}

FORMATS = tuple(_WRITERS)
"""The formats that a table can be written in."""
