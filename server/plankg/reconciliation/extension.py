"""Fetches values of properties for entities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plankg.engine import Engine
from plankg.reconciliation.entities import Entities
from plankg.reconciliation.properties import PROPERTIES, Value


def extended(
    entities: Entities, ids: Iterable[str], names: Sequence[str], engine: Engine
) -> Mapping[str, Mapping[str, list[dict[str, Any]]]]:
    """Return the values of each property of each id; what is not known has none."""
    return {
        given: {name: _values(entities, given, name, engine) for name in names} for given in ids
    }


def _values(entities: Entities, given: str, name: str, engine: Engine) -> list[dict[str, Any]]:
    entity = entities.get(given)
    if entity is None or name not in PROPERTIES or entity.type not in PROPERTIES[name].types:
        return []
    kind = PROPERTIES[name].value
    values = entities.values(name, engine).get(entity.iri, ())
    return [_cell(entities, value, kind) for value in values]


def _cell(entities: Entities, value: Value, kind: str) -> dict[str, Any]:
    entity = entities.get(value.iri) if value.iri else None
    if entity is not None:
        return {"id": entity.id, "name": entity.name}
    if kind == "date" and value.text:
        # The specification has moments, the graph days.
        return {"date": f"{value.text}T00:00:00Z"}
    return {"str": value.text}
