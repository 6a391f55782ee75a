"""Reads tables for scoring: gold tables strictly, tables of what was read as they come.

A gold table is a CSV with the contract's columns, made by hand. What the columns may hold is what
the codebook says. IRIs and offsets may be left out, and columns of one's own (a note) added.
Words in a column ``borderline`` say why a row is scored neither way.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from plankg.codebook import codebook
from plankg.errors import InputError
from plankg.file_names import stem_of
from plankg.scored_columns import NAMES, named_table, table_of
from plankg.scored_rows import Form, Row, form_of

# An error names so many faults of a table at once; more would be no line to read.
_FAULTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ScoredTable:
    """A table for scoring. `slug` is what the file's name says; a row without `plan` is of it."""

    file: Path
    slug: str
    table: str
    rows: tuple[Row, ...]

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans that the rows are of; that of the file's name if there are no rows."""
        return tuple(dict.fromkeys(row.plan for row in self.rows)) or (self.slug,)


def read_gold(file: Path) -> ScoredTable:
    """Return a table made by hand.

    Raises:
        InputError: it is no table that can be scored, or a cell holds what its column may not.
    """
    table, lines = _read(file)
    columns = _columns(table.table)
    faults = [
        f"line {line}: {fault}"
        for line, row in zip(lines, table.rows, strict=True)
        for fault in _faults(columns, row)
    ]
    if faults:
        more = f"; and {len(faults) - _FAULTS_SHOWN} more" if len(faults) > _FAULTS_SHOWN else ""
        raise InputError(f"{str(file)!r}: {'; '.join(faults[:_FAULTS_SHOWN])}{more}")
    return table


def read_rows(file: Path) -> ScoredTable:
    """Return a table that was made by extract, or by another tool; odd cells count as wrong.

    Raises:
        InputError: it is no CSV, or lacks columns.
    """
    return _read(file)[0]


def gold_files(folder: Path) -> tuple[Path, ...]:
    """Return the gold tables of a folder: ``<plan>.targets.csv``, ``<plan>.responsibilities.csv``.

    Raises:
        InputError: there is none.
    """
    tables = sorted(folder.glob("*.csv"))
    files = tuple(file for file in tables if named_table(file))
    if not files:
        others = f", but {', '.join(file.name for file in tables)}" if tables else ""
        raise InputError(f"{str(folder)!r} holds no gold table{others}; name them {NAMES}")
    return files


def slug_of(file: Path) -> str:
    """Return the plan that a table's file is named for."""
    return stem_of(file).removesuffix(f".{named_table(file)}")


def _read(file: Path) -> tuple[ScoredTable, tuple[int, ...]]:
    """Return the table, and the line that each of its rows begins in."""
    (_, header), *records = _records(file)
    table, slug = table_of(file, header), slug_of(file)
    rows = []
    for _, cells in records:
        record = dict(zip(header, cells, strict=True))
        rows.append(Row.of(table, record | {"plan": record["plan"].strip() or slug}))
    return ScoredTable(file, slug, table, tuple(rows)), tuple(line for line, _ in records)


def _records(file: Path) -> list[tuple[int, list[str]]]:
    """Return the header and the rows that are not empty, each with the line that it begins in."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            records = list(_numbered(csv.reader(stream, strict=True)))
    except UnicodeDecodeError as error:
        raise InputError(
            f"{str(file)!r} is not UTF-8 ({error.reason}); save it as UTF-8"
        ) from error
    except csv.Error as error:
        raise InputError(
            f"{str(file)!r} is no CSV: {error}; quote the cells that need it"
        ) from error
    if not records:
        raise InputError(f"{str(file)!r} is empty; its first line must name the columns")
    width = len(records[0][1])
    for line, cells in records:
        if len(cells) != width:
            raise InputError(
                f"{str(file)!r}: line {line} has {len(cells)} cells, but there are {width} columns"
            )
    return records


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _faults(columns: Mapping[str, Any], row: Row) -> Iterator[str]:
    for name in row.forms:
        column, cell = columns[name], row.cells[name].strip()
        if not cell and column["required"]:
            yield f"{name} is empty"
        elif cell and not _fits(column["datatype"], form_of(name, cell)):
            yield f"{name} cannot be {cell!r}{_allowed(column['datatype'])}"
    offsets = [row.cells.get(name, "").strip() for name in ("start", "end")]
    if any(offsets) and row.span is None:
        yield f"start and end cannot be {offsets[0]!r} and {offsets[1]!r}; leave out both or none"


def _fits(datatype: Any, form: Form) -> bool:
    if isinstance(datatype, dict):
        return re.fullmatch(datatype["format"], str(form)) is not None
    needed = {"decimal": Decimal, "date": date}.get(datatype)
    return needed is None or isinstance(form, needed)


def _allowed(datatype: Any) -> str:
    if isinstance(datatype, dict):
        return f"; it is one of {datatype['format'].replace('|', ', ')}"
    return {"decimal": "; write it as 0.5", "date": "; write it as 2022-12-31"}.get(datatype, "")


def _columns(table: str) -> Mapping[str, Any]:
    return {column["name"]: column for column in codebook(table)["tableSchema"]["columns"]}
