"""Named queries: the catalogue's list, and each query with a form, its rows, its downloads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from plankg.catalogue import NamedQuery, Parameter, Result, names_in, render, run
from plankg.errors import NotFoundError, ParameterError, PlanKGError
from plankg.web import formats
from plankg.web.answers import answers_of, command_of
from plankg.web.catalogue_list import catalogue_json
from plankg.web.formats import TABLES
from plankg.web.negotiation import HTML
from plankg.web.request import accepted, linker, negotiated, page, service, translator, vocabulary

blueprint = Blueprint("queries", __name__)

_BY_SUFFIX = {"html": HTML} | {f.suffix: f.media_type for f in TABLES}
# Arguments of every page, no parameters of a query.
_OURS = ("lang", "release")
# How a browser asks for a value of a type; text for the others.
_INPUTS = {"integer": "number", "date": "date"}


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
    """List the catalogue, each query with an example that can be asked at once."""
    if accepted([formats.JSON, HTML]) == formats.JSON:
        return negotiated(catalogue_json(service().catalogue), formats.JSON)
    return page("queries.html", queries=[_entry(query) for query in service().catalogue])


@blueprint.get("/queries/<name>")
def named(name: str) -> Response:
    """Ask a named query; parameters are arguments, the format goes by suffix or Accept."""
    name, suffix = formats.split_suffix(name, _BY_SUFFIX)
    query = service().catalogue[name]
    media_type = _BY_SUFFIX[suffix] if suffix else accepted([*formats.offers(TABLES), HTML])
    if media_type == HTML:
        return _page(query)
    chosen = formats.by_media_type(TABLES, media_type)
    if chosen is None:
        raise NotFoundError(f"no form {suffix!r} here; there are {', '.join(_BY_SUFFIX)}")
    answer = render(_run(query), chosen.name)
    return negotiated(answer.body, answer.media_type)


def _arguments() -> dict[str, str]:
    """Return the request's arguments without the pages' own, each given once.

    Raises:
        ParameterError: one is given several times.
    """
    given: dict[str, str] = {}
    for name, values in request.args.lists():
        if len(values) > 1:
            raise ParameterError(f"the parameter {name!r} is given {len(values)} times; give one")
        if name not in _OURS:
            given[name] = values[0]
    return given


def _run(query: NamedQuery) -> Result:
    return run(service().engine, query, _arguments(), service().limits)


def _page(query: NamedQuery) -> Response:
    """Show the form; with arguments, or where none is required, the rows or the error too."""
    result, error = None, None
    if any(request.args.get(name) for name in request.args if name not in _OURS) or (
        not query.example
    ):
        try:
            result = _run(query)
        except PlanKGError as raised:
            if not raised.public:
                raise
            error = raised
    answers = answers_of(result, linker(), vocabulary()) if result else None
    given = [(name, value) for name, value in request.args.items() if name not in _OURS and value]
    entry = _entry(query)
    response = page(
        "query.html",
        query=entry,
        source=query.text,
        fields=[_field(parameter) for parameter in query.parameters.values()],
        answers=answers,
        error=str(error) if error else "",
        formats=[(f.label, _address(f"{query.name}.{f.suffix}", given)) for f in TABLES],
        command=command_of(query, given or list(query.example.items())),
    )
    response.status_code = error.status if error else 200
    return response


def _field(parameter: Parameter) -> Field:
    t, names = translator(), parameter.names
    return Field(
        name=parameter.name,
        label=t.pick(parameter.description),
        value=request.args.get(parameter.name, parameter.default),
        example=parameter.example,
        required=parameter.required,
        input=_INPUTS.get(parameter.type, "text"),
        choices=parameter.allowed,
        names=names_in(service().engine, names, service().limits) if names else (),
    )


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
