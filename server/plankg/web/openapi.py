"""The service as an OpenAPI 3.1 document: the named queries by their headers, the rest by hand."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from plankg.catalogue import Catalogue, NamedQuery, Parameter
from plankg.fast_yaml import loaded
from plankg.version import package_version

_FILE = Path(__file__).with_name("openapi.yaml")
_FORMATS = ("csv", "tab-separated-values", "turtle", "html")
_TYPES: dict[str, dict[str, str]] = {
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "iri": {"type": "string", "format": "iri"},
}
_SHARED = ("limit", "page", "release")


def openapi_json(catalogue: Catalogue, address: str) -> bytes:
    """Return the document; `address` is the service's own, without a slash at its end."""
    document = copy.deepcopy(_by_hand())
    document["info"]["version"] = package_version()
    document["servers"] = [{"url": address}]
    for query in catalogue:
        document["paths"][f"/queries/{query.name}"] = _path(query)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def _by_hand() -> dict[str, Any]:
    document: dict[str, Any] = loaded(_FILE.read_text(encoding="utf-8"))
    return document


def _path(query: NamedQuery) -> dict[str, Any]:
    parameters = [_in_address(parameter) for parameter in query.parameters.values()]
    shared = [{"$ref": f"#/components/parameters/{name}"} for name in _SHARED]
    return {
        "get": _operation(query, query.name) | {"parameters": [*parameters, *shared]},
        "post": _operation(query, f"{query.name}-by-post") | {"requestBody": _body(query)},
    }


def _operation(query: NamedQuery, name: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": f"{query.title['en']} · {query.title['zh']}",
        "description": f"{query.description['en']}\n\n{query.description['zh']}",
        "tags": ["queries"],
        "responses": {
            "200": _answer(query),
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }


def _in_address(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": _description(parameter),
        "schema": _schema(parameter),
        "example": _example(parameter),
    }


def _body(query: NamedQuery) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            parameter.name: _schema(parameter) | {"description": _description(parameter)}
            for parameter in query.parameters.values()
        }
        | {
            "limit": {"type": "integer", "minimum": 1},
            "page": {"type": "string"},
            "release": {"type": "string"},
        },
        "additionalProperties": False,
    }
    if query.example:
        schema["required"] = list(query.example)
    example = {name: _example(query.parameters[name]) for name in query.example}
    return {
        "required": bool(query.example),
        "content": {
            media_type: {"schema": schema, "example": example}
            for media_type in ("application/x-www-form-urlencoded", "application/json")
        },
    }


def _description(parameter: Parameter) -> str:
    words = f"{parameter.description['en']} · {parameter.description['zh']}"
    if parameter.names:
        part = " or a part of one" if parameter.names.match == "part" else ""
        words += f" ({parameter.names.title['en']}: a name{part}, or the IRI)"
    return words


def _schema(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_TYPES.get(parameter.type, {"type": "string"}))
    if parameter.allowed:
        schema["enum"] = list(parameter.allowed)
    if parameter.default:
        schema["default"] = parameter.default
    return schema


def _example(parameter: Parameter) -> str | int:
    return int(parameter.example) if parameter.type == "integer" else parameter.example


def _answer(query: NamedQuery) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    return {
        "description": "The whole answer, or with limit a page of it.",
        "headers": {
            "X-PlanKG-Release": {"$ref": "#/components/headers/Release"},
            "Link": {"$ref": "#/components/headers/Link"},
        },
        "content": {
            "application/json": {"schema": _document(query)},
            **{f"text/{name}": text for name in _FORMATS},
            "application/n-triples": text,
            "application/ld+json": {"schema": {}},
            "application/rdf+xml": text,
        },
    }


def _document(query: NamedQuery) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["complete", "rows", "query", "parameters", "release", "columns", "results"],
        "properties": {
            "complete": {"type": "boolean", "description": "Whether these are all rows."},
            "rows": {"type": "integer", "description": "How many rows are in results."},
            "query": {"const": query.name},
            "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
            "release": {"type": "string"},
            "next": {"type": "string", "description": "The page that follows, for page=."},
            "columns": {"type": "array", "items": {"type": "string"}},
            "results": {"type": "array", "items": _row(query)},
        },
    }


def _row(query: NamedQuery) -> dict[str, Any]:
    value = {"$ref": "#/components/schemas/Value"}
    nested = {
        name: {"type": "array", "items": _object(dict.fromkeys(columns, value))}
        for name, columns in query.nested_columns.items()
    }
    return _object({name: nested.get(name, value) for name in query.columns})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}
