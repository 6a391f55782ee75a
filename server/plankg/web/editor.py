"""The query editor's page: a form that works without scripts, and a readable result."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Response, url_for

from plankg.engine import Answer
from plankg.errors import PlanKGError
from plankg.web.explanations import explain
from plankg.web.formats import RESULTS, Format
from plankg.web.links import Link
from plankg.web.request import linker, page, service
from plankg.web.results import parse_results
from plankg.web.service import page_query

# More rows than people read on a page; a download has them all.
_SHOWN = 1_000

# Chips of the editor: message key → file in queries/.
_EXAMPLE_NAMES = ("plans", "targets", "bodies", "units")
EXAMPLES = {name: page_query(f"example_{name}") for name in _EXAMPLE_NAMES}


def editor_page(
    query: str,
    *,
    further: Sequence[tuple[str, str]] = (),
    answer: Answer | None = None,
    offered: tuple[Format, ...] = RESULTS,
    error: PlanKGError | None = None,
) -> Response:
    """Return the editor with `query` in it, and with its answer or error below.

    `further` arguments of the request, its dataset and its time, hold for the next query too, and
    for the downloads of this one.
    """
    links = linker()
    table = parse_results(answer.body) if answer and offered == RESULTS else None
    graph = answer.body.decode() if answer and offered != RESULTS else None
    rows = table.rows[:_SHOWN] if table else ()
    shown = [
        [links.value(value) if (value := row.value(name)) else Link("") for name in table.columns]
        for row in rows
        if table
    ]
    response = page(
        "sparql.html",
        query=query,
        table=table,
        shown=shown,
        graph=graph,
        error=explain(error, links.translate) if error else "",
        further=further,
        formats=[(f.label, _address(query, ("format", f.suffix), *further)) for f in offered],
        examples=[(name, _address(text)) for name, text in EXAMPLES.items()],
        prefixes=sorted(service().prefixes.items()),
    )
    response.status_code = error.status if error else 200
    return response


def _address(query: str, *further: tuple[str, str]) -> str:
    return f"{url_for('sparql.endpoint')}?{urlencode([('query', query), *further])}"
