"""Results as JSON, CSV and TSV. What is absent is null or empty; numbers are plain."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from plankg.catalogue.results import Result, Row
from plankg.engine import Answer
from plankg.errors import NotAcceptableError

_JOINED_BY = "；"


def as_json(result: Result) -> bytes:
    """Return the rows with what they answer: query, parameters, release, completeness.

    A page before the last one has ``next``, the token of the page that follows.
    """
    document = {
        "complete": result.complete,
        "rows": len(result.rows),
        "query": result.query.name,
        "parameters": dict(result.parameters),
        "release": result.release,
        **({"next": result.next_page} if result.next_page else {}),
        "columns": list(result.columns),
        "results": [_plain(row) for row in result.rows],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(result: Result) -> bytes:
    """Return RFC 4180 with line feeds, UTF-8 without a byte order mark."""
    return _delimited(result, ",")


def as_tsv(result: Result) -> bytes:
    """Return tab-separated values; cells with tabs or line breaks are quoted as in CSV."""
    return _delimited(result, "\t")


_RENDERERS: dict[str, tuple[str, Callable[[Result], bytes]]] = {
    "json": ("application/json", as_json),
    "csv": ("text/csv; charset=utf-8", as_csv),
    "tsv": ("text/tab-separated-values; charset=utf-8", as_tsv),
}


def render(result: Result, name: str) -> Answer:
    """Return the result as ``json``, ``csv`` or ``tsv``.

    Raises:
        NotAcceptableError: another format was asked for.
    """
    if name not in _RENDERERS:
        raise NotAcceptableError(f"no rows as {name!r}; ask for one of {', '.join(_RENDERERS)}")
    media_type, renderer = _RENDERERS[name]
    return Answer(200, media_type, renderer(result))


def cells(result: Result, row: Row) -> list[str]:
    """Return a row as text, one cell for each column, nested lists joined by ``；``."""
    joined = {nest.name: nest.joined for nest in result.query.nests}
    return [
        _JOINED_BY.join(_cell(item[joined[name]]) for item in row[name])
        if name in joined
        else _cell(row[name])
        for name in result.columns
    ]


def _delimited(result: Result, delimiter: str) -> bytes:
    output = io.StringIO()
    writer = csv.writer(output, delimiter=delimiter, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows(cells(result, row) for row in result.rows)
    return output.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
