"""The codebook of each table as CSVW metadata: what every column means, in Chinese and English.

The texts are data: ``data/codebook.tsv``.
"""

from __future__ import annotations

import functools
import json
import os
import re
from typing import Any
from urllib.parse import quote

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
# What an address would take for its own signs, and bytes of a file's name that are no UTF-8.
_URL_SIGNS = re.compile(r"[\x00-\x7f\udc80-\udcff]")
# How the formats that are text with a row a line differ from CSV.
_DELIMITERS = {"csv": {}, "tsv": {"delimiter": "\t"}}


def codebook(table: str, file: str = "", form: str = "csv") -> dict[str, Any]:
    """Return the CSVW metadata of a table that was written to `file` (``<table>.csv``).

    `form` is what it was written as. CSVW tells how a text is parted into cells; of a format that
    is no such text (a spreadsheet, JSON) nothing is said but the columns.

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
        "url": _URL_SIGNS.sub(_escaped, file or f"{table}.csv"),
        **_dialect(form),
        "tableSchema": {"columns": [_column(rows[column]) for column in columns]},
    }


def codebook_json(table: str, file: str = "", form: str = "csv") -> bytes:
    """Return the codebook as the file ``<file>-metadata.json``; see `codebook`."""
    book = codebook(table, file, form)
    return (json.dumps(book, ensure_ascii=False, indent=2) + "\n").encode()


def _escaped(sign: re.Match[str]) -> str:
    return quote(os.fsencode(sign[0]), safe="")


def _dialect(form: str) -> dict[str, Any]:
    if form not in _DELIMITERS:
        return {}
    common = {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True}
    return {"dialect": common | _DELIMITERS[form]}


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
