"""Errors as answers: problem details (RFC 9457) for programs, a page for browsers.

The one place where the error tree of `plankg.errors` meets HTTP. Nothing of the program shows:
no stack, no path; an unforeseen error is logged and answered with 500 and no detail. Pages say
what is wrong in their language, programs are told in English unless they ask for Chinese.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, Response, current_app, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from plankg.errors import PlanKGError
from plankg.web.explanations import explain, members_of
from plankg.web.language import TAGS, Translator, language_of
from plankg.web.negotiation import HTML, choose
from plankg.web.refusals import RefusedError
from plankg.web.request import service

PROBLEM = "application/problem+json"

_WORD = re.compile(r"[A-Z][a-z]*")
_ENGLISH_FIRST = ("en", "zh")


def problem(
    status: int, title: str, detail: str = "", kind: str = "about:blank", **further: object
) -> Response:
    """Return problem details as JSON; `kind` is the IRI of their type, `further` are its own."""
    members = {"type": kind, "title": title, "status": status, "detail": detail, **further}
    body = json.dumps(
        {name: value for name, value in members.items() if value != ""}, ensure_ascii=False
    )
    return Response(body, status=status, content_type=PROBLEM)


def answer_error(
    status: int,
    error: PlanKGError | HTTPException | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return an error as the client reads best; JSON also for who accepts neither.

    Without `error` only what its status means is told.
    """
    if choose((PROBLEM, HTML), request.headers.get("Accept", "")) != HTML:
        response = _as_json(status, error, Translator(language_of(request, _ENGLISH_FIRST)))
    else:
        words = _told(status, error, g.t)
        page = render_template("error.html", heading=heading(status, g.t), detail=words)
        response = make_response(page, status)
    response.vary.update(("Accept", "Accept-Language"))
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers or {})
    return response


def _told(status: int, error: PlanKGError | HTTPException | None, t: Translator) -> str:
    if error is not None:
        return explain(error, t)
    key = f"problem.http_{status}"
    return t(key) if t.has(key) else ""


def _as_json(status: int, error: PlanKGError | HTTPException | None, t: Translator) -> Response:
    told = _told(status, error, t)
    title = HTTPStatus(status).phrase if t.language == "en" else heading(status, t)
    if isinstance(error, PlanKGError):
        title = error.title if t.language == "en" else title
        response = problem(status, title, told, _kind_of(error), **members_of(error))
    else:
        response = problem(status, title, told)
    response.headers["Content-Language"] = TAGS[t.language]
    return response


def _kind_of(error: PlanKGError) -> str:
    """Return the IRI of an error's type: ``…/problem/row-limit`` for a `RowLimitError`."""
    words = _WORD.findall(type(error).__name__.removesuffix("Error"))
    return f"{service().base}problem/{'-'.join(words).lower()}"


def heading(status: int, t: Translator) -> str:
    """Return what an HTTP status is called in the language of `t`."""
    key = f"error.{status}"
    return t(key) if t.has(key) else t("error.other")


def register_problems(app: Flask) -> None:
    """Make every error of `app` answer through `answer_error`."""

    @app.errorhandler(PlanKGError)
    def of_ours(error: PlanKGError) -> Response:
        if not error.public:
            # A broken workspace names files of this machine: that is for the log only.
            current_app.logger.error("answering %s", request.path, exc_info=error)
            return answer_error(error.status)
        return answer_error(error.status, error, _headers_of(error))

    @app.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        sent = {name: value for name, value in error.get_headers() if name in _PASSED_ON}
        return answer_error(error.code or 500, error, sent)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        current_app.logger.error("answering %s", request.path, exc_info=error)
        return answer_error(500)


# Headers of the framework's own errors that tell the client what to do next.
_PASSED_ON = ("Allow", "Retry-After")


def _headers_of(error: PlanKGError) -> dict[str, str]:
    headers = dict(error.further_headers()) if isinstance(error, RefusedError) else {}
    wait = getattr(error, "retry_after", None)
    return headers | ({"Retry-After": str(wait)} if wait is not None else {})
