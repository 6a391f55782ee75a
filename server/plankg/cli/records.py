"""Writes rows for people, as an aligned table, or for programs, in one of the table formats."""

from __future__ import annotations

from pathlib import Path

from plankg.cli.output import write_bytes, write_text
from plankg.cli.table import draw_table
from plankg.table_columns import TableRows
from plankg.table_formats import cell_text, write_rows


def write_table(rows: TableRows, form: str, output: Path | None = None) -> None:
    """Write the rows in ``table`` or a format of `plankg.table_formats`."""
    if form == "table":
        cells = [[cell_text(value) for value in row] for row in rows.rows]
        write_text(draw_table(rows.columns, cells), output)
    else:
        write_bytes(write_rows(rows, form), output)
