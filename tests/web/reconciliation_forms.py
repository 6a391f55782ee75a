"""What the Reconciliation Service API 0.2 says of its documents, as JSON schemas of our own.

They are written from the words of the specification; its own schemas carry no licence that would
let them be copied.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https?://"}
WITH_ID = {"type": "string", "pattern": "^https?://.*[{][{]id[}][}]"}


def record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the form of an object with these members and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": required | (optional or {}),
        "additionalProperties": False,
    }


def many(item: dict[str, Any], least: int = 0) -> dict[str, Any]:
    """Return the form of a list."""
    return {"type": "array", "items": item, "minItems": least}


def by_key(value: dict[str, Any]) -> dict[str, Any]:
    """Return the form of an object with any keys."""
    return {"type": "object", "additionalProperties": value}


TYPE = record({"id": TEXT, "name": TEXT})
PROPERTY = record({"id": TEXT, "name": TEXT}, {"type": TYPE})
SUGGEST = record({"service_url": URL, "service_path": {"type": "string", "pattern": "^/"}})
MANIFEST = record(
    {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": URL,
        "schemaSpace": URL,
    },
    {
        "defaultTypes": many(TYPE, 1),
        "documentation": URL,
        "serviceVersion": TEXT,
        "batchSize": {"type": "integer", "minimum": 1},
        "view": record({"url": WITH_ID}),
        "preview": record(
            {"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}}
        ),
        "suggest": record({"entity": SUGGEST, "type": SUGGEST, "property": SUGGEST}),
        "extend": record({"propose_properties": SUGGEST, "property_settings": many({})}),
    },
)
FEATURE = record({"id": TEXT, "value": {"type": ["number", "boolean"]}})
CANDIDATE = record(
    {"id": TEXT, "name": TEXT, "score": {"type": "number", "minimum": 0, "maximum": 100}},
    {
        "description": {"type": "string"},
        "type": many(TYPE),
        "features": many(FEATURE),
        "match": {"type": "boolean"},
    },
)
RESULTS = by_key(record({"result": many(CANDIDATE)}))
SUGGESTED_ENTITIES = record(
    {
        "result": many(
            record(
                {"id": TEXT, "name": TEXT},
                {"description": {"type": "string"}, "notable": many(TYPE)},
            )
        )
    }
)
SUGGESTED = record({"result": many(PROPERTY)})
PROPOSED = record(
    {"type": {"type": "string"}, "properties": many(PROPERTY)}, {"limit": {"type": "integer"}}
)
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
CELL = {
    "oneOf": [
        record({"id": TEXT, "name": TEXT}),
        record({"str": {"type": "string"}}),
        record({"float": {"type": "number"}}),
        record({"int": {"type": "integer"}}),
        record({"date": {"type": "string", "pattern": MOMENT}}),
    ]
}
EXTENDED = record({"meta": many(PROPERTY), "rows": by_key(by_key(many(CELL)))})
