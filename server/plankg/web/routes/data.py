"""What is published, as files: the list of them, its description as RDF, and the files themselves.

They stand at addresses that stay; ``?release=`` makes them those of one release.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request

from plankg.codebook import codebook_json
from plankg.table_columns import COLUMNS
from plankg.version import package_version
from plankg.web import dumps, formats
from plankg.web.file_turns import FileTurns
from plankg.web.formats import GRAPHS
from plankg.web.freshness import etag_of
from plankg.web.negotiation import HTML
from plankg.web.parts import in_part
from plankg.web.refusals import UnknownError
from plankg.web.request import (
    accepted,
    addresses,
    linker,
    negotiated,
    own_address,
    page,
    see_other,
    service,
    whole_graphs,
)

blueprint = Blueprint("data", __name__)

_BY_SUFFIX = {"html": HTML} | {f.suffix: f.media_type for f in GRAPHS}
_CSV = "text/csv; charset=utf-8"
_JSON = "application/csvm+json"


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """A plan in the list of files."""

    title: str
    href: str
    files: tuple[tuple[str, str], ...]


@blueprint.get("/data")
def index() -> Response:
    """List the files, or describe them as RDF (VoID, DCAT)."""
    media_type = accepted([*formats.offers(GRAPHS), HTML])
    if media_type != HTML:
        return _description(media_type)
    whole = [("dump.trig", _here("data/dump.trig")), ("dump.nq.gz", _here("data/dump.nq.gz"))]
    tables = [(f"{table}.csv", _here(f"data/tables/{table}.csv")) for table in COLUMNS]
    return page(
        "data.html",
        whole=whole,
        tables=tables,
        plans=_plans(),
        descriptions=[(f.label, _here(f".well-known/void.{f.suffix}")) for f in GRAPHS],
    )


@blueprint.get("/.well-known/void")
@blueprint.get("/.well-known/void.<suffix>")
def void(suffix: str = "") -> Response:
    """Describe what is published as RDF; a browser is led to the list of files."""
    if suffix and suffix not in _BY_SUFFIX:
        raise UnknownError("suffix", found=suffix, available=list(_BY_SUFFIX))
    media_type = _BY_SUFFIX[suffix] if suffix else accepted([*formats.offers(GRAPHS), HTML])
    return see_other("/data") if media_type == HTML else _description(media_type)


@blueprint.get("/data/dump.trig")
def dump_trig() -> Response:
    """Return everything that the endpoint serves, as TriG."""
    return _file(dumps.trig(whole_graphs()), "application/trig", "plankg.trig", _graphs())


@blueprint.get("/data/dump.nq.gz")
def dump_nquads() -> Response:
    """Return everything that the endpoint serves, as N-Quads packed by gzip."""
    chunks = dumps.gzipped(dumps.nquads(whole_graphs()))
    return _file(chunks, "application/gzip", "plankg.nq.gz", _graphs())


@blueprint.get("/data/plans/<slug>.ttl")
def plan(slug: str) -> Response:
    """Return a plan's graph as Turtle."""
    graph = dumps.graph_of(service(), _plan(slug))
    return in_part(
        negotiated(whole_graphs().data("graph_data", "turtle", graph=graph), GRAPHS[0].content_type)
    )


@blueprint.get("/data/tables/<table>.csv")
def table(table: str) -> Response:
    """Return a table of all plans as CSV, as ``plankg export`` writes it."""
    plans = dict.fromkeys(row["plan"] for row in service().ask("plans").rows)
    return _table(table, list(plans), table, f"/data/tables/{table}.csv")


@blueprint.get("/data/tables/<slug>/<table>.csv")
def table_of_plan(slug: str, table: str) -> Response:
    """Return a table of one plan as CSV."""
    address = f"/data/tables/{quote(slug, safe='')}/{table}.csv"
    return _table(table, [_plan(slug)], f"{slug}-{table}", address)


@blueprint.get("/data/tables/<table>.csv-metadata.json")
def codebook(table: str) -> Response:
    """Return what the columns of a table mean, as CSVW has it."""
    _require_table(table)
    return Response(codebook_json(table), content_type=_JSON)


@blueprint.get("/data/tables/<slug>/<table>.csv-metadata.json")
def codebook_of_plan(slug: str, table: str) -> Response:
    """Return what the columns of one plan's table mean; the file that it names is beside it."""
    _plan(slug)
    return codebook(table)


def _table(table: str, plans: list[str], name: str, address: str) -> Response:
    _require_table(table)
    response = _file(dumps.table_rows(whole_graphs(), table, plans), _CSV, f"{name}.csv")
    metadata = own_address(f"{address}-metadata.json")
    response.headers["Link"] = f'<{metadata}>; rel="describedby"; type="{_JSON}"'
    return response


def _graphs() -> tuple[str, ...]:
    """Return the named graphs that there are: an endpoint may be without some of a release's."""
    return tuple(row["graph"] for row in service().ask("graphs").rows)


def _file(
    chunks: Iterator[bytes], content_type: str, name: str, graphs: tuple[str, ...] = ()
) -> Response:
    """Return a file that is made while it is sent; its beginning is made now.

    What goes wrong at once is answered as an error; later, only the connection can tell. The
    content hangs on release, address and program alone, and that of all `graphs` on which there
    are, so that these make the entity tag.
    """
    etag = etag_of(service().release, request.path, package_version(), *graphs)
    if request.if_none_match.contains(etag):
        response = Response(content_type=content_type)
    else:
        turns: FileTurns = current_app.extensions["plankg-files"]
        made = turns.within(chunks)
        response = Response(chain([next(made)], made), content_type=content_type)
        response.call_on_close(made.close)
    # Otherwise the framework collects the whole file to count its bytes.
    response.implicit_sequence_conversion = False
    response.set_etag(etag)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _description(media_type: str) -> Response:
    chosen = formats.graph_format(media_type)
    graph = f"{service().base}graph/datasets"
    body = whole_graphs().data("void", chosen.name, base=own_address("/"), graph=graph)
    return negotiated(body, chosen.content_type)


def _plans() -> list[PlanFiles]:
    links, rows = linker(), service().ask("plans").rows
    return [
        PlanFiles(row["title"], links.href(row["plan"]), tuple(_plan_files(row["slug"])))
        for row in {row["plan"]: row for row in rows}.values()
    ]


def _plan_files(slug: str) -> Iterator[tuple[str, str]]:
    name = quote(slug, safe="")
    yield f"{slug}.ttl", _here(f"data/plans/{name}.ttl")
    for table in COLUMNS:
        yield f"{table}.csv", _here(f"data/tables/{name}/{table}.csv")


def _plan(slug: str) -> str:
    """Return the plan of a slug.

    Raises:
        UnknownError: there is none.
    """
    iri = addresses().thing(quote(slug, safe=""))
    if not service().ask("plans", plan=iri).rows:
        raise UnknownError("plan", plan=slug)
    return iri


def _require_table(table: str) -> None:
    if table not in COLUMNS:
        raise UnknownError("table", table=table, available=list(COLUMNS))


def _here(path: str) -> str:
    return linker().page(path)
