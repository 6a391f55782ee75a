"""Errors as answers: problem details (RFC 9457) for programs, a page for browsers.

The one place where the error tree of `plankg.errors` meets HTTP. Nothing of the program shows:
no stack, no path; an unforeseen error is logged and answered with 500 and no detail.
"""

from __future__ import annotations

import json
import re

from flask import Flask, Response, current_app, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from plankg.errors import PlanKGError
from plankg.web.negotiation import HTML, choose

PROBLEM = "application/problem+json"

# What the engine says of a place in a query.
_PLACE = re.compile(r"\bline (?P<line>\d+), column (?P<column>\d+)\b")


def problem(status: int, title: str, detail: str = "", **further: object) -> Response:
    """Return problem details as JSON; `further` are members of its own."""
    members = {"type": "about:blank", "title": title, "status": status, "detail": detail, **further}
    body = json.dumps({name: value for name, value in members.items() if value != ""})
    return Response(body, status=status, content_type=PROBLEM)


def place_in(message: str) -> dict[str, int]:
    """Return the line and column that a parser's message names, empty if it names none."""
    found = _PLACE.search(message)
    return {name: int(value) for name, value in found.groupdict().items()} if found else {}


def answer_error(status: int, title: str, detail: str) -> Response:
    """Return an error as the client reads best; JSON also for who accepts neither."""
    if choose((PROBLEM, HTML), request.headers.get("Accept", "")) != HTML:
        return problem(status, title, detail, **place_in(detail))
    key = f"error.{status}"
    heading = g.t(key) if g.t.has(key) else g.t("error.other")
    page = render_template("error.html", heading=heading, detail=detail or title)
    return make_response(page, status)


def register_problems(app: Flask) -> None:
    """Make every error of `app` answer through `answer_error`."""

    @app.errorhandler(PlanKGError)
    def of_ours(error: PlanKGError) -> Response:
        if error.status < 500:
            return answer_error(error.status, error.title, str(error))
        # A broken workspace names files of this machine: that is for the log only.
        current_app.logger.exception("answering %s", request.path)
        return answer_error(error.status, error.title, "")

    @app.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        response = answer_error(error.code or 500, error.name, error.description or "")
        for name, value in error.get_headers():
            if name.lower() in ("allow", "retry-after"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        current_app.logger.exception("answering %s", request.path, exc_info=error)
        return answer_error(500, "Internal error", "")
