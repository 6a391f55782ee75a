"""Named queries: the catalogue's list, and each query with a form, its rows, its downloads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from plankg.catalogue import (
    LIMIT,
    PAGE,
    NamedQuery,
    Names,
    Parameter,
    Window,
    command_of,
    described,
    names_in,
    render,
    run,
)
from plankg.errors import LimitError, NotFoundError, PlanKGError
from plankg.web import formats
from plankg.web.answers import answers_of
from plankg.web.asked import METHODS, Asked, asked_in
from plankg.web.catalogue_list import catalogue_json
from plankg.web.examples import examples_query
from plankg.web.explanations import explain
from plankg.web.formats import GRAPHS, TABLES, Format
from plankg.web.negotiation import HTML
from plankg.web.request import (
    accepted,
    linker,
    negotiated,
    own_address,
    page,
    service,
    translator,
    vocabulary,
)

blueprint = Blueprint("queries", __name__)

# An answer is a set of triples; the formats of named graphs would add nothing.
_FACTS = tuple(f for f in GRAPHS if f.name in ("turtle", "ntriples", "jsonld", "rdfxml"))
_FORMATS = (*TABLES, *_FACTS)
_BY_SUFFIX = {"html": HTML} | {f.suffix: f.media_type for f in _FORMATS}
# How a browser asks for a value of a type; text for the others.
_INPUTS = {"integer": "number", "date": "date"}
# More make a page slow to read and to draw; the downloads are whole.
_ROWS_ON_PAGE = 200
# What a link to another page of the same answer keeps beside the arguments.
_KEPT = ("lang", "release")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in the form, with the names that the graph knows for it."""

    name: str
    label: str
    value: str
    example: str
    required: bool
    input: str
    choices: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A query in the list."""

    name: str
    title: str
    description: str
    example: str
    example_href: str


@blueprint.get("/queries")
def index() -> Response:
    """List the catalogue: a page, JSON, or RDF with each query as an example to run."""
    media_type = accepted([formats.JSON, *formats.offers(_FACTS), HTML])
    if media_type == HTML:
        return page("queries.html", queries=[_entry(query) for query in service().catalogue])
    if media_type == formats.JSON:
        return negotiated(catalogue_json(service().catalogue), formats.JSON)
    return _examples(formats.graph_format(media_type))


@blueprint.get("/queries.<suffix>")
def index_as(suffix: str) -> Response:
    """Return the catalogue in the format of the suffix."""
    if suffix == "json":
        return negotiated(catalogue_json(service().catalogue), formats.JSON)
    chosen = formats.by_name(_FACTS, suffix)
    if chosen is None:
        known = ", ".join(("json", *(f.suffix for f in _FACTS)))
        raise NotFoundError(f"no form {suffix!r} here; there are {known}")
    return _examples(chosen)


@blueprint.route("/queries/<name>", methods=["GET", "POST"])
def named(name: str) -> Response:
    """Ask a named query; the format goes by suffix or Accept."""
    name, suffix = formats.split_suffix(name, _BY_SUFFIX)
    query = service().catalogue[name]
    media_type = _BY_SUFFIX[suffix] if suffix else accepted([*formats.offers(_FORMATS), HTML])
    asked = asked_in(request)
    if media_type == HTML:
        return _page(query, asked)
    if facts := formats.by_media_type(_FACTS, media_type):
        return _graph(query, asked, facts)
    result = run(service().engine, query, asked.arguments, service().limits, _window(asked))
    chosen = formats.by_media_type(TABLES, media_type) or TABLES[0]
    answer = render(result, chosen.name)
    return _leading_on(negotiated(answer.body, answer.media_type), asked, result.next_page)


@blueprint.after_request
def allow_methods(response: Response) -> Response:
    """Let scripts of other origins POST: what is served is public and read-only (CORS)."""
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    return response


def _window(asked: Asked, limit: str = "") -> Window:
    return Window.of(asked.limit or limit, asked.page, service().release)


def _examples(chosen: Format) -> Response:
    text = examples_query(service().catalogue, service().prefixes, own_address("/"))
    answer = service().engine.answer(text, {}, chosen.name, service().limits)
    return negotiated(answer.body, chosen.content_type)


def _graph(query: NamedQuery, asked: Asked, chosen: Format) -> Response:
    answer, next_page = described(
        service().engine,
        query,
        asked.arguments,
        chosen.name,
        service().limits,
        _window(asked),
        own_address(url_for("queries.named", name=query.name).removeprefix(request.script_root)),
    )
    return _leading_on(negotiated(answer.body, chosen.content_type), asked, next_page)


def _leading_on(response: Response, asked: Asked, next_page: str) -> Response:
    """Name the next page in a Link header (RFC 8288)."""
    if next_page:
        response.headers.add("Link", f'<{_further(asked, next_page)}>; rel="next"')
    return response


def _further(asked: Asked, page_: str) -> str:
    """Return this address with another page; a POSTed question becomes one that can be followed."""
    further = [
        *asked.given,
        *((name, request.args[name]) for name in _KEPT if name in request.args),
    ]
    if asked.limit:
        further.append((LIMIT, asked.limit))
    if page_:
        further.append((PAGE, page_))
    return f"{request.script_root}{request.path}?{urlencode(further)}"


def _page(query: NamedQuery, asked: Asked) -> Response:
    """Show the form; with arguments, or where none is required, the rows or the error too."""
    result, error = None, None
    if asked.given or not query.example:
        try:
            window = _window(asked, str(_ROWS_ON_PAGE))
            result = run(service().engine, query, asked.arguments, service().limits, window)
        except PlanKGError as raised:
            if not raised.public:
                raise
            error = raised
    entry, given = _entry(query), asked.given
    response = page(
        "query.html",
        query=entry,
        source=query.text,
        fields=[_field(parameter, asked) for parameter in query.parameters.values()],
        answers=answers_of(result, linker(), vocabulary()) if result else None,
        complete=result is None or result.complete,
        next_page=_further(asked, result.next_page) if result and result.next_page else "",
        first_page=_further(asked, "") if asked.page else "",
        error=explain(error, translator()) if error else "",
        formats=[(f.label, _address(f"{query.name}.{f.suffix}", given)) for f in _FORMATS],
        command=command_of(query, given or list(query.example.items())),
    )
    response.status_code = error.status if error else 200
    return response


def _field(parameter: Parameter, asked: Asked) -> Field:
    t, names = translator(), parameter.names
    return Field(
        name=parameter.name,
        label=t.pick(parameter.description),
        value=asked.arguments.get(parameter.name, parameter.default),
        example=parameter.example,
        required=parameter.required,
        input=_INPUTS.get(parameter.type, "text"),
        choices=parameter.allowed,
        names=_names(names) if names else (),
    )


def _names(names: Names) -> tuple[str, ...]:
    """Return the names to choose from; none where they cannot be had, since one can type them."""
    try:
        return names_in(service().engine, names, service().limits)
    except LimitError:
        return ()


def _entry(query: NamedQuery) -> Entry:
    t, example = translator(), list(query.example.items())
    return Entry(
        name=query.name,
        title=t.pick(query.title),
        description=t.pick(query.description),
        example=t("list.comma").join(value for _, value in example),
        example_href=_address(query.name, example),
    )


def _address(name: str, arguments: list[tuple[str, str]]) -> str:
    tail = f"?{urlencode(arguments)}" if arguments else ""
    return f"{url_for('queries.named', name=name)}{tail}"
