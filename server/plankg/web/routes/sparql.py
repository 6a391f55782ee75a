"""The SPARQL 1.1 endpoint; for browsers the same address is a plain query editor."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from plankg.engine import Answer
from plankg.errors import NotAcceptableError, PlanKGError, QueryError
from plankg.sparql_text import form_of
from plankg.web import formats
from plankg.web.editor import EXAMPLES, editor_page
from plankg.web.formats import GRAPHS, RESULTS, Format
from plankg.web.negotiation import HTML, choose
from plankg.web.request import accepted, negotiated, service

blueprint = Blueprint("sparql", __name__)

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"


class UnsupportedMediaTypeError(PlanKGError):
    """A request body of a type that the protocol does not know."""

    status = 415
    title = "Unsupported content type"


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query by the SPARQL 1.1 Protocol, or without one say what is here."""
    if request.method == "GET" and not _protocol_arguments():
        return _introduction()
    query = _query_text()
    if _wants_page():
        return _page(query)
    offered = _offered(query)
    chosen = _by_argument(offered) or _by_accept(offered)
    answer = _answer(query, chosen.name)
    return negotiated(answer.body, chosen.content_type)


@blueprint.after_request
def allow_other_origins(response: Response) -> Response:
    """Let scripts of other origins ask: what is served is public and read-only (CORS)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _protocol_arguments() -> bool:
    names = ("query", "update", "default-graph-uri", "named-graph-uri")
    return any(name in request.args for name in names)


def _query_text() -> str:
    """Return the one query of the request, in any of the protocol's three ways.

    Raises:
        QueryError: none, several, an update, or a dataset that is not the service's own.
        UnsupportedMediaTypeError: a POST with a body of another type.
    """
    if request.method == "POST" and request.mimetype == _QUERY:
        return _direct_query()
    arguments = request.args
    if request.method == "POST":
        if request.mimetype != _FORM:
            raise UnsupportedMediaTypeError(
                f"{request.mimetype!r} is no query: POST {_QUERY}, or {_FORM} with query=…"
            )
        arguments = request.form
    if "update" in arguments:
        raise QueryError("an update is refused: what is served is read-only")
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in arguments or name in request.args:
            raise QueryError(f"{name} is not supported here: write FROM or GRAPH in the query")
    queries = arguments.getlist("query")
    if len(queries) != 1:
        raise QueryError(f"send exactly one query, not {len(queries)}")
    return queries[0]


def _direct_query() -> str:
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8: {error.reason} at byte {error.start}") from error


def _answer(query: str, name: str) -> Answer:
    return service().engine.answer(query, {}, name, service().limits)


def _offered(query: str) -> tuple[Format, ...]:
    return GRAPHS if form_of(query) in ("CONSTRUCT", "DESCRIBE") else RESULTS


def _by_argument(offered: tuple[Format, ...]) -> Format | None:
    """Return the format that ``format=`` names: for links, which carry no Accept header."""
    name = request.values.get("format")
    if not name:
        return None
    found = formats.by_name(offered, name) or formats.by_media_type(offered, name)
    if found is None:
        names = ", ".join(f.suffix for f in offered)
        raise NotAcceptableError(f"format {name!r} does not fit this query; there are {names}")
    return found


def _by_accept(offered: tuple[Format, ...]) -> Format:
    media_type = accepted(formats.offers(offered))
    return formats.answering(offered, media_type)


def _wants_page() -> bool:
    if "format" in request.values:
        return False
    offers = [*formats.offers(RESULTS), *formats.offers(GRAPHS), HTML]
    return choose(offers, request.headers.get("Accept", "")) == HTML


def _page(query: str) -> Response:
    offered = _offered(query)
    try:
        answer = _answer(query, offered[0].name)
    except PlanKGError as error:
        return editor_page(query, error=error)
    return editor_page(query, answer=answer, offered=offered)


def _introduction() -> Response:
    """Return the editor to a browser, the service description to a program."""
    media_type = accepted([*formats.offers(GRAPHS), HTML])
    if media_type == HTML:
        return editor_page(EXAMPLES["targets"])
    chosen = formats.graph_format(media_type)
    own = url_for("sparql.endpoint", _external=True)
    body = service().data("service", chosen.name, endpoint=own, graphs=f"{own}#graphs")
    return negotiated(body, chosen.content_type)
