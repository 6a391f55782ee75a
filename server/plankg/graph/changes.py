"""Tells what changed between two published graphs of one plan: facts new, gone, moved, said anew.

A number put in before 3. makes 4. of it, and so other IRIs of it and of all that stands below. What
says the same as before in another place is told as moved, not as gone and new.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib.namespace import PROV, RDF, RDFS

from plankg.errors import WorkspaceError
from plankg.iris import Iris

# A fact's kind, label, and its properties with their values.
_Said = tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]]
How = Literal["new", "gone", "moved", "changed"]

# The classes whose instances are counted, each with what people call it.
_KINDS = {
    "Section": "element",
    "PlanElement": "element",
    "Target": "target",
    "Responsibility": "responsibility",
    "CarrierMeasure": "carrier measure",
    "Mention": "mention",
}
# Where the words stand, and which rule read them, is not what a fact says.
_NOT_SAID = {"hasEvidence", "order", str(PROV.wasAttributedTo), str(RDFS.label)}
# Where it stands: what moves with the number above it. So do IRIs within the plan.
_PATH, _TEXT = "printedPath", "text"
_PLACE = frozenset({_PATH, "number"})
_SHOWN = 40
# So much of what stands before the first difference is shown.
_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is new, gone, the same in another place, or other words under the same IRI.

    `details` are the properties that differ, old and new; of what moved, its printed path, and
    `iri` is the new one.
    """

    how: How
    kind: str
    where: str
    label: str
    iri: str
    details: tuple[str, ...] = ()

    def told(self) -> str:
        """Return the change as one line."""
        sign = {"new": "+", "gone": "-", "moved": ">", "changed": "~"}[self.how]
        details = f" ({'; '.join(self.details)})" if self.details else ""
        where = f"{self.where} " if self.where else ""
        return f"{sign} {self.kind} {where}{self.label}{details}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes of one plan, and how many facts of each kind stayed what they were."""

    changes: tuple[Change, ...]
    same: Mapping[str, int]

    def counts(self) -> list[tuple[str, int, int, int, int, int]]:
        """Return for each kind: how many are new, gone, moved, changed, and the same."""
        return [
            (
                kind,
                self._count(kind, "new"),
                self._count(kind, "gone"),
                self._count(kind, "moved"),
                self._count(kind, "changed"),
                self.same[kind],
            )
            for kind in dict.fromkeys(_KINDS.values())
        ]

    def _count(self, kind: str, how: How) -> int:
        return sum(1 for change in self.changes if (change.kind, change.how) == (kind, how))


def changes_between(old: bytes, new: bytes, iris: Iris) -> Comparison:
    """Compare two graphs of one plan as published; either may be empty.

    Raises:
        WorkspaceError: one of them is not Turtle.
    """
    before, after = _facts(old, iris), _facts(new, iris)
    same: dict[str, int] = dict.fromkeys(_KINDS.values(), 0)
    for iri in before.keys() & after.keys():
        if before[iri].says == after[iri].says:
            same[after[iri].kind] += 1
            del before[iri], after[iri]
    changes = list(_moved(before, after))
    for iri in before.keys() | after.keys():
        if iri not in after:
            changes.append(before[iri].change("gone"))
        elif iri not in before:
            changes.append(after[iri].change("new"))
        else:
            details = tuple(_details(before[iri].says, after[iri].says))
            changes.append(after[iri].change("changed", details))
    changes.sort(key=lambda change: (list(_KINDS.values()).index(change.kind), change.iri))
    return Comparison(tuple(changes), same)


def _moved(before: dict[str, _Fact], after: dict[str, _Fact]) -> Iterator[Change]:
    """Take out of both what says the same in another place, and yield it.

    Of several that say the same, those that keep their printed path go together, then in order.
    """
    places: dict[_Said, list[_Fact]] = defaultdict(list)
    for _, fact in sorted(before.items(), reverse=True):
        places[fact.wherever()].append(fact)
    for iri, fact in sorted(after.items()):
        alike = places.get(fact.wherever())
        if alike:
            stayed = (one for one in alike if one.where == fact.where)
            old = next(stayed, alike[-1])
            alike.remove(old)
            del before[old.iri], after[iri]
            yield fact.change("moved", _details({_PATH: (old.where,)}, {_PATH: (fact.where,)}))


@dataclass(frozen=True, slots=True)
class _Fact:
    iri: str
    kind: str
    where: str
    label: str
    says: Mapping[str, tuple[str, ...]]

    def change(self, how: How, details: Iterable[str] = ()) -> Change:
        return Change(how, self.kind, self.where, self.label, self.iri, tuple(details))

    def wherever(self) -> _Said:
        """Return what the fact says without what says where it stands."""
        inside = f"{next(iter(self.says['inPlan']))}/"
        said = []
        for name, values in sorted(self.says.items()):
            if name == _TEXT:
                # 3．还水于民。…: an element's text begins with its number.
                values = tuple(value[max(0, value.find(self.label)) :] for value in values)
            elif name in _PLACE or any(value.startswith(inside) for value in values):
                continue
            said.append((name, values))
        return self.kind, self.label, tuple(said)


def _facts(turtle: bytes, iris: Iris) -> dict[str, _Fact]:
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(turtle, ox.RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and not isinstance(value, ox.Triple):
                name = quad.predicate.value.removeprefix(iris.ontology)
                said[subject.value][name].append(value.value)
    except SyntaxError as error:
        raise WorkspaceError(f"a published graph is not Turtle: {error}; build it again") from error
    return {
        iri: _fact(iri, kind, properties)
        for iri, properties in said.items()
        if (kind := _kind(properties.get(str(RDF.type), []), iris)) and "inPlan" in properties
    }


def _kind(types: list[str], iris: Iris) -> str:
    names = (type_.removeprefix(iris.ontology) for type_ in types)
    return next((_KINDS[name] for name in names if name in _KINDS), "")


def _fact(iri: str, kind: str, properties: Mapping[str, list[str]]) -> _Fact:
    return _Fact(
        iri,
        kind,
        "".join(properties.get("printedPath", [])),
        "".join(properties.get(str(RDFS.label), [])),
        {
            name: tuple(sorted(values))
            for name, values in properties.items()
            if name not in _NOT_SAID
        },
    )


def _details(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> list[str]:
    names = sorted(before.keys() | after.keys())
    return [
        f"{_last(name)}: {' → '.join(_shown(_words(before, name), _words(after, name)))}"
        for name in names
        if before.get(name) != after.get(name)
    ]


def _words(says: Mapping[str, tuple[str, ...]], name: str) -> str:
    values = says.get(name, ())
    return "、".join(" ".join(_last(value).split()) for value in values) or "(nothing)"


def _shown(old: str, new: str) -> tuple[str, str]:
    """Return both, each cut to a length that can be read, so that where they differ is seen."""
    pairs = enumerate(itertools.zip_longest(old, new))
    alike = next((index for index, (one, other) in pairs if one != other), 0)
    first = alike - _BEFORE if max(len(old), len(new)) > _SHOWN else 0
    return _cut(old, first), _cut(new, first)


def _cut(words: str, first: int) -> str:
    """Return the words from the one at `first` on."""
    rest = f"…{words[first + 1 :]}" if first > 0 else words
    return rest if len(rest) <= _SHOWN else f"{rest[: _SHOWN - 1]}…"


def _last(value: str) -> str:
    """Return an IRI's last name; other words as they are."""
    if not value.startswith(("http://", "https://")):
        return value
    return unquote(value.rstrip("/").replace("#", "/").rpartition("/")[2])
