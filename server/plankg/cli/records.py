"""Writes records of plain values as a table, CSV, TSV or JSON.

CSV is RFC 4180 in UTF-8 without BOM, with line feeds; empty means absent. JSON keeps numbers,
booleans and nested values, and says null for absent.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from plankg.cli.output import write_text
from plankg.cli.table import draw_table

Record = Mapping[str, object]


def write_records(
    columns: Sequence[str], records: Iterable[Record], form: str, output: Path | None = None
) -> None:
    """Write the records in ``table``, ``csv``, ``tsv`` or ``json``."""
    write_text(_RENDERERS[form](columns, list(records)), output)


def _table(columns: Sequence[str], records: Sequence[Record]) -> str:
    return draw_table(columns, _cells(columns, records))


def _json(columns: Sequence[str], records: Sequence[Record]) -> str:
    rows = [{column: record.get(column) for column in columns} for record in records]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _csv(columns: Sequence[str], records: Sequence[Record]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(_cells(columns, records))
    return buffer.getvalue()


def _tsv(columns: Sequence[str], records: Sequence[Record]) -> str:
    # TSV has no quoting: what would break a row is escaped as in the IANA registration's practice.
    escaped = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})
    rows = [[cell.translate(escaped) for cell in row] for row in _cells(columns, records)]
    return "\n".join("\t".join(row) for row in [list(columns), *rows])


def _cells(columns: Sequence[str], records: Sequence[Record]) -> list[list[str]]:
    return [[_cell(record.get(column)) for column in columns] for record in records]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "；".join(_cell(part) for part in value)
    return str(value)


_RENDERERS = {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json}
