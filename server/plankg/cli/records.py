"""Writes rows for people, as an aligned table, or for programs, in one of the table formats."""

from __future__ import annotations

from pathlib import Path

from plankg.cli.output import is_lasting, write_bytes, write_files
from plankg.cli.table import draw_table
from plankg.codebook import codebook_json
from plankg.table_columns import TableRows
from plankg.table_formats import cell_text, write_rows


def write_table(rows: TableRows, form: str, output: Path | None = None) -> None:
    """Write the rows in ``table`` or a format of `plankg.table_formats`."""
    write_bytes(_written(rows, form), output)


def write_with_codebook(rows: TableRows, form: str, output: Path | None) -> None:
    """Write the rows, and beside a file its codebook, where CSVW has it: both or neither."""
    if output is None or not is_lasting(output):
        write_table(rows, form, output)
        return
    beside = output.with_name(f"{output.name}-metadata.json")
    book = codebook_json(rows.table, output.name, form)
    write_files({output: _written(rows, form), beside: book})


def _written(rows: TableRows, form: str) -> bytes:
    if form != "table":
        return write_rows(rows, form)
    cells = [[cell_text(value) for value in row] for row in rows.rows]
    return f"{draw_table(rows.columns, cells)}\n".encode()
