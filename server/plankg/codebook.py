"""The codebook of each table as CSVW metadata: what every column means, in Chinese and English.

The texts are data: ``data/codebook.tsv``.
"""

from __future__ import annotations

import functools
import json
from typing import Any

from plankg.assets import assets_root
from plankg.errors import WorkspaceError
from plankg.register_files import Row, rows_of
from plankg.table_columns import columns_of

_COLUMNS = (
    "table",
    "column",
    "datatype",
    "required",
    "pattern",
    "title_zh",
    "title_en",
    "description_zh",
    "description_en",
)


def codebook(table: str) -> dict[str, Any]:
    """Return the CSVW metadata of ``<table>.csv``.

    Raises:
        ParameterError: there is no such table.
        WorkspaceError: the codebook does not describe exactly the table's columns.
    """
    columns = columns_of(table)
    rows = {row["column"]: row for row in _rows() if row["table"] in (table, "*")}
    # A row of the table itself wins over one that serves all tables.
    rows |= {row["column"]: row for row in _rows() if row["table"] == table}
    missing = [column for column in columns if column not in rows]
    if missing:
        raise WorkspaceError(f"data/codebook.tsv has no row for {table}: {', '.join(missing)}")
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "url": f"{table}.csv",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tableSchema": {"columns": [_column(rows[column]) for column in columns]},
    }


def codebook_json(table: str) -> bytes:
    """Return the codebook as the file ``<table>.csv-metadata.json``."""
    return (json.dumps(codebook(table), ensure_ascii=False, indent=2) + "\n").encode()


def _column(row: Row) -> dict[str, Any]:
    return {
        "name": row["column"],
        # The header itself is a title of no language; CSVW compares the file's header with it.
        "titles": {"und": row["column"], "zh": row["title_zh"], "en": row["title_en"]},
        "dcterms:description": [
            {"@value": row["description_zh"], "@language": "zh"},
            {"@value": row["description_en"], "@language": "en"},
        ],
        "datatype": _datatype(row),
        "required": row["required"] == "yes",
        "null": "",
    }


def _datatype(row: Row) -> str | dict[str, str]:
    if row["pattern"]:
        return {"base": row["datatype"], "format": row["pattern"]}
    return row["datatype"]


@functools.cache
def _rows() -> tuple[Row, ...]:
    file = assets_root() / "data" / "codebook.tsv"
    return tuple(rows_of(file, _COLUMNS, key=("table", "column"), optional={"pattern"}))
