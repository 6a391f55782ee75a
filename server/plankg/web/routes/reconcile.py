"""The Reconciliation Service API 0.2: names of others are matched with what is published.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, current_app, request

from plankg.errors import ParameterError, shown
from plankg.reconciliation import (
    PROPERTIES,
    TYPES,
    Candidate,
    Entities,
    Entity,
    KeptEntities,
    candidates,
    extended,
    load_entities,
    suggested,
)
from plankg.reconciliation.queries_asked import BATCH_SIZE, extension_in, queries_in
from plankg.version import package_version
from plankg.web.protocol import FORM, METHODS, require_utf8
from plankg.web.refusals import ContentTypeError, UnknownError
from plankg.web.request import addresses, linker, own_address, page, see_other, service, translator

blueprint = Blueprint("reconcile", __name__)

_VERSIONS = ("0.2",)
_PREVIEW = (430, 260)
_SHOWN_IN_PREVIEW = 8
# Clients show a preview within a page of theirs, which nothing else of ours may be.
_FRAMED = "default-src 'none'; style-src 'self'; frame-ancestors *; base-uri 'none'"


@blueprint.route("/reconcile", methods=["GET", "POST"])
@blueprint.route("/reconcile/", methods=["GET", "POST"])
def endpoint() -> Response:
    """Say what is here; or match the queries, or fetch the values, that are asked for."""
    asked = {name: _argument(name) for name in ("queries", "extend")}
    if asked["queries"] and asked["extend"]:
        raise ParameterError(
            "ask for queries or for extend, not for both at once", "reconcile_both"
        )
    if asked["queries"]:
        return _as_json(_matched(asked["queries"]))
    if asked["extend"]:
        return _as_json(_extended(asked["extend"]))
    if request.method == "POST":
        raise ParameterError("POST queries= or extend=, a JSON text, in a form", "reconcile_form")
    return _as_json(_manifest())


@blueprint.get("/reconcile/suggest/<kind>")
def suggest(kind: str) -> Response:
    """Complete the name of an entity, a type or a property."""
    prefix, skipped = request.args.get("prefix", ""), _number("cursor", 0)
    if kind == "entity":
        engine, types = service().engine, request.args.getlist("type")
        found = suggested(_entities(), prefix, skipped, engine, types)
        return _as_json({"result": [_suggestion(entity) for entity in found]})
    if kind not in ("type", "property"):
        raise UnknownError("suggest", found=kind, available=["entity", "type", "property"])
    known = [_type(name) for name in TYPES]
    if kind == "property":
        known = [_property(name) for name in PROPERTIES]
    typed = prefix.strip().lower()
    fitting = [item for item in known if typed in item["id"] or typed in item["name"].lower()]
    return _as_json({"result": fitting[skipped:]})


@blueprint.get("/reconcile/properties")
def properties() -> Response:
    """List the properties of a type that can be fetched."""
    type_ = request.args.get("type", "")
    limit = _number("limit", len(PROPERTIES))
    known = [_property(name) for name, row in PROPERTIES.items() if not type_ or type_ in row.types]
    return _as_json({"type": type_, "limit": limit, "properties": known[:limit]})


@blueprint.get("/reconcile/view")
def view() -> Response:
    """Lead to the page of an entity; identifiers have slashes, which clients escape."""
    iri = f"{service().base}{_entity().id}"
    return see_other(addresses().link(iri))


@blueprint.get("/reconcile/preview")
def preview() -> Response:
    """Show an entity in a small frame within the client's page."""
    entity, entities = _entity(), _entities()
    names = [name for name, row in PROPERTIES.items() if entity.type in row.types]
    cells = extended(entities, [entity.id], names, service().engine)[entity.id]
    facts = [
        (_property(name)["name"], [_words(cell) for cell in cells[name][:_SHOWN_IN_PREVIEW]])
        for name in names
        if cells[name]
    ]
    response = page(
        "reconcile_preview.html",
        entity=entity,
        type=_type(entity.type)["name"],
        facts=facts,
        href=linker().href(entity.iri),
    )
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


@blueprint.after_request
def allow_methods(response: Response) -> Response:
    """Let scripts of other origins POST: what is served is public and read-only (CORS)."""
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    return response


def _manifest() -> dict[str, Any]:
    t, here = translator(), own_address("/reconcile")
    width, height = _PREVIEW
    return {
        "versions": list(_VERSIONS),
        "name": t("reconcile.name"),
        "identifierSpace": service().base,
        "schemaSpace": f"{service().base}ontology#",
        "defaultTypes": [_type(name) for name in TYPES],
        "documentation": own_address("/queries"),
        "serviceVersion": package_version(),
        "batchSize": BATCH_SIZE,
        "view": {"url": f"{here}/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": width, "height": height},
        "suggest": {
            kind: {"service_url": here, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def _matched(text: str) -> dict[str, Any]:
    entities, engine = _entities(), service().engine
    return {
        key: {"result": [_candidate(found) for found in candidates(entities, query, engine)]}
        for key, query in queries_in(text).items()
    }


def _extended(text: str) -> dict[str, Any]:
    ids, names = extension_in(text)
    unknown = [name for name in names if name not in PROPERTIES]
    if unknown:
        found, available = shown(unknown[0]), ", ".join(PROPERTIES)
        raise ParameterError(
            f"there is no property {found!r}; there are {available}",
            "reconcile_property",
            found=found,
            available=available,
        )
    rows = extended(_entities(), ids, names, service().engine)
    return {"meta": [_property(name, with_type=True) for name in names], "rows": rows}


def _candidate(found: Candidate) -> dict[str, Any]:
    entity = found.entity
    features: list[dict[str, Any]] = [{"id": "name_similarity", "value": found.name_score}]
    if found.fits is not None:
        features.append({"id": "properties_fit", "value": round(found.fits, 4)})
    return {
        "id": entity.id,
        "name": entity.name,
        **({"description": entity.about} if entity.about else {}),
        "type": [_type(entity.type)],
        "score": found.score,
        "features": features,
        "match": found.match,
    }


def _suggestion(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        **({"description": entity.about} if entity.about else {}),
        "notable": [_type(entity.type)],
    }


def _type(name: str) -> dict[str, Any]:
    t = translator()
    return {"id": name, "name": t(f"reconcile.type.{name}")}


def _property(name: str, *, with_type: bool = False) -> dict[str, Any]:
    known = PROPERTIES[name]
    found: dict[str, Any] = {"id": name, "name": translator().pick(known.label)}
    if with_type and known.value in TYPES:
        found["type"] = _type(known.value)
    return found


def _entities() -> Entities:
    kept: KeptEntities = current_app.extensions["plankg-entities"]
    ours = service()
    return kept.of(ours.engine.release, lambda: load_entities(ours.engine, ours.limits, ours.base))


def _entity() -> Entity:
    given = request.args.get("id", "")
    entity = _entities().get(given)
    if entity is None:
        raise UnknownError("unknown", iri=given)
    return entity


def _argument(name: str) -> str:
    given = request.args.getlist(name)
    if request.method == "POST":
        if request.mimetype != FORM:
            raise ContentTypeError("content_type", found=request.mimetype, available=[FORM])
        require_utf8(request.get_data(cache=True), "body")
        given += request.form.getlist(name)
    if len(given) > 1:
        raise ParameterError(
            f"the parameter {name!r} is given more than once; give it once", "twice", name=name
        )
    return given[0] if given else ""


def _number(name: str, default: int) -> int:
    text = request.args.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ParameterError(
            f"{name}={shown(text)!r} is no whole number",
            "reconcile_number",
            name=name,
            value=shown(text),
        )
    return int(text)


def _words(cell: dict[str, Any]) -> str:
    return str(cell.get("name") or cell.get("str") or str(cell.get("date", ""))[:10])


def _as_json(document: dict[str, Any]) -> Response:
    body = json.dumps(document, ensure_ascii=False) + "\n"
    response = Response(body, content_type="application/json")
    response.vary.add("Accept-Language")
    return response
