"""What is known of entities beside their names: the table ``properties.yaml``, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from plankg.fast_yaml import loaded

_QUERY = """\
SELECT DISTINCT ?iri ?value ?name
WHERE {{
  ?iri {path} ?value .
  FILTER(ISIRI(?iri) && (ISIRI(?value) || LANG(?value) IN ("", "zh")))
  OPTIONAL {{ ?value rdfs:label|skos:prefLabel ?name FILTER(LANG(?name) = "zh") }}
}}
ORDER BY ?iri ?value ?name
"""


@dataclass(frozen=True, slots=True)
class Property:
    """A property. `value` is str, int, float or date, or the type of entity that it leads to.

    `transitive` is the path by which a value lies in larger ones, which match too.
    """

    id: str
    label: Mapping[str, str]
    types: tuple[str, ...]
    path: str
    value: str
    transitive: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value: literal text, or the IRI of an entity with its name in `text`."""

    text: str
    iri: str = ""


def value_query(known: Property) -> str:
    """Return the query for all values of a property; its path is the table's, nobody else's."""
    return _QUERY.format(path=known.path)


def values_in(document: Any, known: Property) -> Mapping[str, tuple[Value, ...]]:
    """Return the values by the IRI of the entity, from the engine's JSON."""
    found: dict[str, list[Value]] = {}
    for row in document["results"]["bindings"]:
        value = row["value"]
        is_iri = value["type"] == "uri"
        text = row["name"]["value"] if "name" in row else value["value"]
        values = found.setdefault(row["iri"]["value"], [])
        if Value(text, value["value"] if is_iri else "") not in values:
            values.append(Value(text, value["value"] if is_iri else ""))
    return {iri: tuple(values) for iri, values in found.items()}


def _properties() -> Mapping[str, Property]:
    file = Path(__file__).with_name("properties.yaml")
    table = loaded(file.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: Property(
                id=name,
                label=row["label"],
                types=tuple(row["types"]),
                path=row["path"],
                value=row["value"],
                transitive=row.get("transitive", ""),
            )
            for name, row in table.items()
        }
    )


PROPERTIES = _properties()
"""The properties by their ids."""
