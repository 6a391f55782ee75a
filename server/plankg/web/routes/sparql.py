"""The SPARQL 1.1 endpoint; for browsers the same address is a plain query editor."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, g, request

from plankg.engine import Answer
from plankg.errors import PlanKGError
from plankg.sparql_text import form_of
from plankg.web import formats
from plankg.web.editor import EXAMPLES, editor_page
from plankg.web.formats import GRAPHS, RESULTS, Format
from plankg.web.freshness import require_release
from plankg.web.negotiation import HTML, choose
from plankg.web.protocol import METHODS, Question, question_in
from plankg.web.refusals import NoFormatError
from plankg.web.request import accepted, negotiated, own_address, service

blueprint = Blueprint("sparql", __name__)


# With a slash too: some clients add one, and a redirect would lose the body of a POST. The last
# line is registered first, which makes it the address that pages name.
@blueprint.route("/sparql/", methods=["GET", "POST"])
@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query by the SPARQL 1.1 Protocol, or without one say what is here."""
    question = question_in(request)
    require_release(request.form.getlist("release"))
    if question is None:
        return _introduction()
    if _wants_page(question):
        return _page(question)
    offered = _offered(question.query)
    chosen = _by_argument(question.format, offered) or _by_accept(offered)
    answer = _answer(question, chosen.name)
    return negotiated(answer.body, chosen.content_type)


@blueprint.after_request
def allow_methods(response: Response) -> Response:
    """Let scripts of other origins POST: what is served is public and read-only (CORS)."""
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    return response


def _answer(question: Question, name: str) -> Answer:
    limits = service().limits
    if question.seconds is not None:
        limits = replace(limits, seconds=min(question.seconds, limits.seconds))
    g.limits = limits
    return service().engine.answer(
        question.query,
        {},
        name,
        limits,
        dataset=question.dataset,
        base=own_address(request.path),
    )


def _offered(query: str) -> tuple[Format, ...]:
    return GRAPHS if form_of(query) in ("CONSTRUCT", "DESCRIBE") else RESULTS


def _by_argument(name: str, offered: tuple[Format, ...]) -> Format | None:
    """Return the format that ``format=`` names: for links, which carry no Accept header."""
    if not name:
        return None
    # A plus sign that nobody escaped has become a space.
    media_type = name.replace(" ", "+")
    found = formats.by_name(offered, name) or formats.by_media_type(offered, media_type)
    if found is None:
        raise NoFormatError("format", found=name, available=[f.suffix for f in offered])
    return found


def _by_accept(offered: tuple[Format, ...]) -> Format:
    media_type = accepted(formats.offers(offered))
    return formats.answering(offered, media_type)


def _wants_page(question: Question) -> bool:
    if question.format:
        return False
    offers = [*formats.offers(RESULTS), *formats.offers(GRAPHS), HTML]
    return choose(offers, request.headers.get("Accept", "")) == HTML


def _page(question: Question) -> Response:
    offered = _offered(question.query)
    try:
        answer = _answer(question, offered[0].name)
    except PlanKGError as error:
        if not error.public:
            raise
        return editor_page(question.query, further=question.further, error=error)
    return editor_page(question.query, further=question.further, answer=answer, offered=offered)


def _introduction() -> Response:
    """Return the editor to a browser, the service description to a program."""
    media_type = accepted([*formats.offers(GRAPHS), HTML])
    if media_type == HTML:
        return editor_page(EXAMPLES["targets"])
    chosen = formats.graph_format(media_type)
    body = service().data("service", chosen.name, base=own_address("/"))
    return negotiated(body, chosen.content_type)
