"""The home page: what is loaded, and a first question. And a sign of life for monitors."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from plankg.web.plans import plan_cards
from plankg.web.request import linker, page, service

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> Response:
    """Show the plans with their counts, and ask the first question."""
    ask = service().ask
    return page("home.html", plans=plan_cards(ask("plans"), ask("plan_counts"), linker()))


@blueprint.get("/healthz")
def health() -> Response:
    """Say that the service is up and which release it serves."""
    response = jsonify(status="ok", release=service().release)
    response.headers["Cache-Control"] = "no-store"
    return response
