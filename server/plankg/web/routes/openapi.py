"""The OpenAPI document, and the link that leads programs to it from where they arrive."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from plankg.web.asked import JSON
from plankg.web.openapi import openapi_json
from plankg.web.request import own_address, service

blueprint = Blueprint("openapi", __name__)

_ARRIVALS = ("home.index", "queries.index", "queries.named", "sparql.endpoint")


@blueprint.get("/openapi.json")
def document() -> Response:
    """Describe the service for programs."""
    return Response(openapi_json(service().catalogue, own_address("")), content_type=JSON)


@blueprint.after_app_request
def link_description(response: Response) -> Response:
    """Name the description in a Link header (RFC 8631)."""
    if request.endpoint in _ARRIVALS and response.status_code == 200:
        address = url_for("openapi.document")
        response.headers.add("Link", f'<{address}>; rel="service-desc"; type="{JSON}"')
    return response
