"""The catalogue as JSON: what can be asked, with which parameters."""

from __future__ import annotations

import json
from typing import Any

from plankg.catalogue import Catalogue, NamedQuery


def catalogue_json(catalogue: Catalogue) -> bytes:
    """Return every query with its titles, descriptions, parameters and columns."""
    queries = [_query(query) for query in catalogue]
    return (json.dumps({"queries": queries}, ensure_ascii=False, indent=1) + "\n").encode()


def _query(query: NamedQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": dict(query.title),
        "description": dict(query.description),
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "required": parameter.required,
                "default": parameter.default or None,
                "allowed": list(parameter.allowed) or None,
                "example": parameter.example,
                "description": dict(parameter.description),
            }
            for parameter in query.parameters.values()
        ],
        "columns": list(query.columns),
    }
