"""Finds the entities that a name, and what else is known, may mean, and scores them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from plankg.engine import Engine
from plankg.reconciliation.entities import Entities, Entity, comparable, letters_of
from plankg.reconciliation.properties import PROPERTIES
from plankg.reconciliation.queries_asked import Constraint, Query

# So many of the names with most letters in common are compared letter by letter.
_COMPARED = 200
# Two names of the genre that share less are alike by chance: 市科技局 and 市财政局 have 50.
_WORTH_A_CANDIDATE = 55.0
# What a candidate keeps whose further properties don't fit.
_WITHOUT_FIT = 0.6
_WHOLE = 100.0
# A name that an entity may go by: near to the very name, but nothing is sure.
_LIKELY = 95.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant. `score` is 0 to 100; `match` says that it is surely meant."""

    entity: Entity
    score: float
    match: bool
    name_score: float
    fits: float | None


def candidates(entities: Entities, query: Query, engine: Engine) -> tuple[Candidate, ...]:
    """Return the candidates for a query, the best first.

    It is surely meant whose name is the very one, whose properties all fit, and which is the only
    such one: 市科技局 without an area is nobody's while there are two.
    """
    named = _named(entities, query) if query.name else _by_properties(entities, query, engine)
    found: list[Candidate] = []
    for entity, name_score in named.items():
        if query.types and entity.type not in _known_types(query.types):
            continue
        fits = _fits(entities, entity, query.constraints, engine)
        score = name_score * (1 if fits is None else _WITHOUT_FIT + (1 - _WITHOUT_FIT) * fits)
        found.append(Candidate(entity, round(score, 2), False, round(name_score, 2), fits))
    found.sort(key=lambda item: (-item.score, item.entity.type, item.entity.id))
    sure = [item for item in found if item.score == _WHOLE]
    if len(sure) == 1:
        only = sure[0]
        found[0] = Candidate(only.entity, only.score, True, only.name_score, only.fits)
    return tuple(found[: query.limit])


def _known_types(types: Iterable[str]) -> set[str]:
    # Types may come as the IRIs that the manifest's schema space makes of them.
    return {name.rpartition("/")[2].rpartition("#")[2] for name in types}


def _named(entities: Entities, query: Query) -> dict[Entity, float]:
    """Return the entities that are called so, or nearly so, with how alike the names are."""
    by_id = entities.get(query.name)
    if by_id is not None:
        return {by_id: _WHOLE}
    name = comparable(query.name)
    found = dict.fromkeys(entities.by_likely_name.get(name, ()), _LIKELY)
    for known, score in _near(entities, name):
        for entity in entities.by_name[known]:
            found[entity] = max(score, found.get(entity, 0.0))
    return found


def _near(entities: Entities, name: str) -> Iterable[tuple[str, float]]:
    if name in entities.by_name:
        yield name, _WHOLE
    shared = Counter(
        known for pair in letters_of(name) for known in entities.by_letters.get(pair, ())
    )
    for known, _ in shared.most_common(_COMPARED):
        score = fuzz.ratio(name, known)
        if known != name and score >= _WORTH_A_CANDIDATE:
            # Only the very name is worth 100.
            yield known, min(score, _WHOLE - 1)


def _by_properties(entities: Entities, query: Query, engine: Engine) -> dict[Entity, float]:
    """Return the entities of which at least one property fits; there is no name to compare."""
    types = _known_types(query.types)
    return {
        entity: _WHOLE
        for entity in entities.by_id.values()
        if (not types or entity.type in types)
        and (_fits(entities, entity, query.constraints, engine) or 0) > 0
    }


def _fits(
    entities: Entities, entity: Entity, constraints: Iterable[Constraint], engine: Engine
) -> float | None:
    """Return the share of the properties that fit; None where none is given that is known."""
    known = [
        constraint
        for constraint in constraints
        if constraint.property in PROPERTIES
        and entity.type in PROPERTIES[constraint.property].types
    ]
    if not known:
        return None
    fitting = sum(_has(entities, entity, constraint, engine) for constraint in known)
    return fitting / len(known)


def _has(entities: Entities, entity: Entity, constraint: Constraint, engine: Engine) -> bool:
    wanted = {comparable(value) for value in constraint.values}
    wanted |= {comparable(value.removeprefix(entities.base)) for value in constraint.values}
    words = _words(entities, entity.iri, constraint.property, engine)
    return bool(wanted & words)


def _words(entities: Entities, iri: str, name: str, engine: Engine) -> set[str]:
    """Return by what the values of a property, and what they lie in, can be named."""
    words: set[str] = set()
    known = PROPERTIES[name]
    above: Mapping[str, tuple[str, ...]] = {}
    if known.transitive:
        above = {
            lower: tuple(value.iri for value in values if value.iri)
            for lower, values in entities.values("within", engine).items()
        }
    todo = entities.values(name, engine).get(iri, ())
    words |= {comparable(value.text) for value in todo}
    irises = [value.iri for value in todo if value.iri]
    seen: set[str] = set()
    while irises:
        one = irises.pop()
        if one in seen:
            continue
        seen.add(one)
        irises += above.get(one, ())
        entity = entities.get(one)
        words |= {comparable(one), comparable(one.removeprefix(entities.base))}
        words |= set(map(comparable, entity.names)) if entity else set()
    return words
