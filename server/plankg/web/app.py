"""Builds the Flask application from its arguments; nothing is read from globals."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue

from plankg.errors import OverloadedError
from plankg.reconciliation import KeptEntities
from plankg.web.addresses import raw_path
from plankg.web.file_turns import FileTurns
from plankg.web.freshness import require_release, set_validators
from plankg.web.language import COOKIE, LANGUAGES, TAGS, Translator, language_of
from plankg.web.negotiation import HTML
from plankg.web.one_release import ReleaseChangedError, of_one_release
from plankg.web.problems import register_problems
from plankg.web.protocol import require_utf8
from plankg.web.refusals import AddressTooLongError
from plankg.web.request import service
from plankg.web.routes import BLUEPRINTS
from plankg.web.service import Service

# One year: the choice of a language is no secret and no session.
_COOKIE_AGE = 365 * 24 * 3600

# A named query or a SPARQL query in a request body; longer ones are refused with 413.
_MAX_BODY = 1_000_000
# What a proxy before us can be counted on to pass is 8 kB; four times that is still no attack.
_MAX_ADDRESS = 32_768

# Each further one means that a release came within the time of one answer.
_ATTEMPTS = 3

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # Everything is public and the same for everybody, so that scripts of any origin may read it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Allow, Content-Range, ETag, Link, Retry-After, X-PlanKG-Release"
    ),
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match, If-Range, Range"
    ),
    "Access-Control-Max-Age": "86400",
}


def create_app(
    service: Service, *, max_body: int = _MAX_BODY, max_address: int = _MAX_ADDRESS
) -> Flask:
    """Return the web application that shows what `service` holds.

    The application keeps no state of its own but the turns of downloads and the names of a
    release: two applications on one service answer alike. Bodies above `max_body` bytes are
    refused with 413, addresses above `max_address` with 414.
    """
    app = _Application("plankg.web")
    app.config["MAX_CONTENT_LENGTH"] = max_body
    app.config["MAX_FORM_MEMORY_SIZE"] = max_body
    app.config["MAX_ADDRESS"] = max_address
    app.extensions["plankg"] = service
    app.extensions["plankg-files"] = FileTurns()
    app.extensions["plankg-entities"] = KeptEntities()
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # A double slash is part of an IRI, and a redirect to another spelling would name the Host.
    app.url_map.merge_slashes = False
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_problems(app)
    app.before_request(_begin)
    app.context_processor(_page_values)
    app.after_request(_finish)
    return app


class _Application(Flask):
    def dispatch_request(self) -> ResponseReturnValue:
        """Answer from one release; begin again where another takes its place meanwhile."""
        for _ in range(_ATTEMPTS):
            g.service = of_one_release(current_app.extensions["plankg"])
            require_release(request.args.getlist("release"))
            try:
                return super().dispatch_request()
            except ReleaseChangedError:
                continue
        raise OverloadedError("releases follow each other too fast: come again")


def _begin() -> None:
    """Settle what holds for the whole request."""
    g.t = Translator(language_of(request))
    path = raw_path(request.environ).encode()
    length = len(path) + len(request.query_string)
    most = current_app.config["MAX_ADDRESS"]
    if length > most:
        raise AddressTooLongError("address", length=length, maximum=most)
    for escaped in (path, request.query_string):
        require_utf8(escaped, "address")


def _page_values() -> dict[str, Any]:
    language = g.t.language
    other = next(known for known in LANGUAGES if known != language)
    arguments = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return {
        "t": g.t,
        "lang_tag": TAGS[language],
        "other_language_tag": TAGS[other],
        "other_language_url": f"?{urlencode([*arguments, ('lang', other)])}",
        "release": service().release,
        "section": request.blueprint,
    }


def _finish(response: Response) -> Response:
    """Set the headers that every answer carries, and keep an explicit choice of language."""
    headers = _HEADERS | (_PREFLIGHT if request.method == "OPTIONS" else {})
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    response.headers["X-PlanKG-Release"] = service().release
    if response.mimetype == HTML:
        response.vary.update(("Accept", "Accept-Language", "Cookie"))
        response.headers["Content-Language"] = TAGS[g.t.language]
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        response.set_cookie(COOKIE, wanted, max_age=_COOKIE_AGE, samesite="Lax", httponly=True)
    set_validators(response)
    return response
