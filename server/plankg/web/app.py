"""Builds the Flask application from its arguments; nothing is read from globals."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, request

from plankg.web.language import COOKIE, LANGUAGES, TAGS, Translator, language_of
from plankg.web.negotiation import HTML
from plankg.web.problems import register_problems
from plankg.web.request import service
from plankg.web.routes import BLUEPRINTS
from plankg.web.service import Service

# One year: the choice of a language is no secret and no session.
_COOKIE_AGE = 365 * 24 * 3600

# A named query or a SPARQL query in a request body; longer ones are refused with 413.
_MAX_BODY = 1_000_000

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(service: Service) -> Flask:
    """Return the web application that shows what `service` holds.

    The application keeps no state of its own: two applications on one service answer alike.
    """
    app = Flask("plankg.web")
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    app.extensions["plankg"] = service
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_problems(app)
    app.before_request(_choose_language)
    app.context_processor(_page_values)
    app.after_request(_finish)
    return app


def _choose_language() -> None:
    g.t = Translator(language_of(request))


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
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-PlanKG-Release"] = service().release
    if response.mimetype == HTML:
        response.vary.update(("Accept", "Accept-Language", "Cookie"))
        response.headers["Content-Language"] = TAGS[g.t.language]
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        response.set_cookie(COOKIE, wanted, max_age=_COOKIE_AGE, samesite="Lax", httponly=True)
    return response
