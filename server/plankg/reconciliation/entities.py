"""The things that names are matched with, by all their names, as one release has them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from threading import Lock

from plankg.engine import Engine, Limits
from plankg.reconciliation.properties import PROPERTIES, Value, value_query, values_in

TYPES = ("body", "indicator", "area", "document")
"""The types of entity: each is a file of ``queries/``."""

# A plan is often called by its title without the years.
_YEARS = re.compile(r"[（(][^（）()]*[）)]$")
_QUERIES = Path(__file__).with_name("queries")


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing: `id` is its IRI below the base, `names` are all its names, `name` the usual one.

    `likely` are names that it may go by, though nobody has said so.
    """

    id: str
    iri: str
    type: str
    name: str
    names: tuple[str, ...]
    likely: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Entities:
    """All entities of a release, and what is known of them, asked when first wanted."""

    release: str
    by_id: Mapping[str, Entity]
    limits: Limits
    base: str
    _values: dict[str, Mapping[str, tuple[Value, ...]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, given: str) -> Entity | None:
        """Return the entity of an id or IRI."""
        return self.by_id.get(given) or self.by_id.get(given.removeprefix(self.base))

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Entity, ...]]:
        """The entities by each of their names, as names are compared."""
        return self._by("names")

    @cached_property
    def by_likely_name(self) -> Mapping[str, tuple[Entity, ...]]:
        """The entities by the names that they may go by."""
        return self._by("likely")

    def _by(self, field_: str) -> Mapping[str, tuple[Entity, ...]]:
        found: dict[str, list[Entity]] = {}
        for entity in self.by_id.values():
            for name in dict.fromkeys(map(comparable, getattr(entity, field_))):
                found.setdefault(name, []).append(entity)
        return {name: tuple(entities) for name, entities in found.items()}

    @cached_property
    def by_letters(self) -> Mapping[str, tuple[str, ...]]:
        """The names (as compared) by each two letters that stand together in them."""
        found: dict[str, list[str]] = {}
        for name in self.by_name:
            for pair in letters_of(name):
                found.setdefault(pair, []).append(name)
        return {pair: tuple(names) for pair, names in found.items()}

    def values(self, name: str, engine: Engine) -> Mapping[str, tuple[Value, ...]]:
        """Return the values of a property by the entity's IRI; `engine` is asked only once."""
        with self._lock:
            if name not in self._values:
                text = value_query(PROPERTIES[name])
                answer = engine.answer(text, {}, "json", self.limits)
                self._values[name] = values_in(json.loads(answer.body), PROPERTIES[name])
            return self._values[name]


def load_entities(engine: Engine, limits: Limits, base: str) -> Entities:
    """Ask `engine` for all entities.

    Raises:
        LimitError: there are more names than the limits allow.
    """
    found: dict[str, Entity] = {}
    for type_ in TYPES:
        answer = engine.answer(_query(type_), {}, "json", limits)
        rows = json.loads(answer.body)["results"]["bindings"]
        for entity in _entities(rows, type_, base):
            found.setdefault(entity.id, entity)
    return Entities(engine.release, _without_cited_plans(found, base), limits, base)


def _without_cited_plans(found: Mapping[str, Entity], base: str) -> Mapping[str, Entity]:
    """Leave out the documents that are plans here: their 文号 says so."""
    cited = f"{base}id/document/"
    numbers = {
        entity.about
        for entity in found.values()
        if entity.type == "document" and not entity.iri.startswith(cited)
    }
    return {
        key: entity
        for key, entity in found.items()
        if not (entity.iri.startswith(cited) and entity.about and entity.about in numbers)
    }


def comparable(name: str) -> str:
    """Return a name as it is compared: one form of each sign, without blanks, in small letters."""
    return "".join(unicodedata.normalize("NFKC", name).split()).lower()


def letters_of(name: str) -> frozenset[str]:
    """Return each two letters that stand together in a name; of one letter, that letter."""
    return frozenset(name[i : i + 2] for i in range(max(1, len(name) - 1)))


def _entities(
    rows: Iterable[Mapping[str, Mapping[str, str]]], type_: str, base: str
) -> Iterable[Entity]:
    grouped: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        plain = {name: term["value"] for name, term in row.items()}
        grouped.setdefault(plain["iri"], []).append(plain)
    for iri, group in grouped.items():
        sure = [row["name"] for row in group if row.get("likely") != "true"]
        names = tuple(dict.fromkeys(sure))
        likely = {row["name"] for row in group} - set(names)
        if type_ == "document":
            likely |= {_YEARS.sub("", name) for name in names} - set(names)
        preferred = next((row["preferred"] for row in group if row.get("preferred")), names[0])
        about = next((row["about"] for row in group if row.get("about")), "")
        yield Entity(
            iri.removeprefix(base), iri, type_, preferred, names, tuple(sorted(likely)), about
        )


@cache
def _query(type_: str) -> str:
    return (_QUERIES / f"{type_}.rq").read_text(encoding="utf-8")
