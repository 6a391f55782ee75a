"""What a route knows of the request that it answers: service, language, links, answers.

Routes use these functions instead of Flask's globals, so that each stays a few lines long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace
from urllib.parse import urlencode, urlsplit

from flask import Response, current_app, g, make_response, redirect, render_template, request

from plankg.engine import Limits
from plankg.web.addresses import Addresses, raw_path
from plankg.web.language import Translator
from plankg.web.links import Labels, Linker, Vocabulary
from plankg.web.negotiation import require
from plankg.web.refusals import BadRequestError, UnknownError
from plankg.web.service import Service

# Arguments of any address, which a redirect passes on.
_KEPT = ("lang", "release")

# The limits of an answer are meant for questions. A plan of 200 pages has some 200,000 triples, so
# has the description of a thousand plans, and without this they could not be had at all.
_GRAPH = Limits(rows=2_000_000, size=512 * 1024 * 1024, seconds=60.0)


def service() -> Service:
    """Return the service that this request is answered from, from its first line to its last."""
    found: Service = g.get("service") or current_app.extensions["plankg"]
    return found


def whole_graphs() -> Service:
    """Return the service under limits that let a whole graph through, and let errors name those."""
    ours = service().limits
    limits = Limits(*(max(pair) for pair in zip(astuple(ours), astuple(_GRAPH), strict=True)))
    g.limits = limits
    return replace(service(), limits=limits)


def translator() -> Translator:
    """Return the messages in the request's language."""
    found: Translator = g.t
    return found


def addresses() -> Addresses:
    """Return the map between IRIs and paths."""
    return Addresses(service().base, service().prefixes)


def linker() -> Linker:
    """Return what makes links in the request's language, below the application's root."""
    return Linker(addresses(), translator(), request.script_root)


def path_below(prefix: str) -> str:
    """Return the raw path, still percent-encoded, below ``/<prefix>/``."""
    return raw_path(request.environ).removeprefix(f"/{prefix}/")


def accepted(offers: Sequence[str]) -> str:
    """Return the media type of `offers` that the client likes best, else raise 406."""
    return require(offers, request.headers.get("Accept", ""))


def own_address(path: str) -> str:
    """Return the address of a path of ours as the client sees it, below the application's root.

    Raises:
        BadRequestError: the request's Host is missing or no host.
    """
    # Empty where the header is no host at all (werkzeug checks its signs).
    if not request.host:
        raise BadRequestError("host")
    return f"{request.scheme}://{request.host}{request.script_root}{path}"


def page(template: str, **values: object) -> Response:
    """Return a rendered page."""
    return make_response(render_template(template, **values))


def see_other(location: str) -> Response:
    """Return a 303 to what describes the thing asked for; which one depends on Accept.

    `location` is a path of ours, maybe with a query and a fragment; the language and release that
    the request names go with it.
    """
    kept = [(name, request.args[name]) for name in _KEPT if name in request.args]
    parts = urlsplit(location)
    query = "&".join(filter(None, (parts.query, urlencode(kept))))
    address = parts._replace(query=query).geturl()
    response = make_response(redirect(f"{request.script_root}{address}", 303))
    response.vary.add("Accept")
    return response


def negotiated(body: bytes, content_type: str) -> Response:
    """Return `body`, chosen among formats by Accept."""
    response = Response(body, content_type=content_type)
    response.vary.add("Accept")
    return response


def vocabulary() -> Vocabulary:
    """Return the words for roles, kinds and the like in the request's language."""
    return Vocabulary(Labels(service().ask("words").rows), service().base, translator())


def classes_of(iri: str) -> frozenset[str]:
    """Return the local names of a thing's own classes, such as ``Plan`` or ``Text``.

    Raises:
        UnknownError: nothing is said of it.
    """
    rows = service().ask("exists", thing=iri).rows
    if not rows:
        raise UnknownError("unknown", iri=iri)
    ontology = f"{service().base}ontology#"
    classes = (row["class"] for row in rows)
    return frozenset(name.removeprefix(ontology) for name in classes if name.startswith(ontology))
