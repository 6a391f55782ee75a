"""Finds the things that plans share in their published graphs, one plan at a time.

A thousand plans don't fit into memory at once: of each, only names and one quote a thing are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import pyoxigraph as ox

from plankg.errors import WorkspaceError
from plankg.iris import Iris
from plankg.linking.model import Kind, Sighting, Thing

_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
_TITLE = "http://purl.org/dc/terms/title"
_NUMBER = "http://data.europa.eu/eli/ontology#id_local"
_EXACT = "http://www.w3.org/ns/oa#exact"
_QUOTE = "#evidence-1-quote"
# As many plans as a link shows evidence from on each side; more would only repeat them.
SHOWN = 3

_FOLDERS: Mapping[str, Kind] = {
    "indicator": "indicators",
    "body": "bodies",
    "document": "documents",
    "programme": "programmes",
    "carrier": "carriers",
    "industry": "industries",
}
_IN_AN_AREA = frozenset({"bodies", "programmes", "carriers"})


@dataclass
class _Found:
    """What the graphs read so far say of one thing."""

    kind: Kind
    label: str = ""
    names: set[str] = field(default_factory=set)
    number: str = ""
    issuers: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    area: str = ""
    sightings: dict[str, Sighting] = field(default_factory=dict)


@dataclass
class _Plan:
    """What one plan's graph says, before it is known which things its facts are about."""

    slug: str
    names: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    issuers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    quotes: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    changes: set[str] = field(default_factory=set)
    functions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    area: str = ""
    title_evidence: str = ""


class Things:
    """The things of a workspace by IRI; plans are added one by one, in any order."""

    def __init__(self, iris: Iris, dimensions: Mapping[str, str]) -> None:
        self._iris = iris
        self._dimensions = dimensions
        self._found: dict[str, _Found] = {}
        plan = iris.ontology
        self._about = {f"{plan}{name}" for name in ("heldBy", "concerns", "mentionOf")}
        self._about.add(f"{plan}hasIndicator")
        self._issuer = f"{plan}issuerName"
        self._unit = f"{plan}hasUnit"
        self._kind = f"{plan}hasKind"
        self._change = iris.concept("kind", "change")
        self._supports = f"{plan}supports"
        self._function = f"{plan}hasFunction"
        self._area = f"{plan}hasArea"

    @classmethod
    def of(
        cls, graphs: Iterable[tuple[str, bytes]], iris: Iris, dimensions: Mapping[str, str]
    ) -> Things:
        """Read the graphs of plans, given with their slugs.

        Raises:
            WorkspaceError: a graph is no Turtle.
        """
        things = cls(iris, dimensions)
        for slug, content in graphs:
            things.add(slug, content)
        return things

    def __iter__(self) -> Iterator[Thing]:
        """Yield the things by IRI."""
        for iri in sorted(self._found):
            yield self._thing(iri, self._found[iri])

    def of_kind(self, kind: Kind) -> tuple[Thing, ...]:
        """Return the things of one kind, by IRI."""
        found = sorted(iri for iri, one in self._found.items() if one.kind == kind)
        return tuple(self._thing(iri, self._found[iri]) for iri in found)

    def get(self, iri: str) -> Thing | None:
        """Return the thing with this IRI, None if no plan speaks of it."""
        found = self._found.get(iri)
        return self._thing(iri, found) if found else None

    def add(self, slug: str, content: bytes) -> None:
        """Add what one plan's graph says.

        Raises:
            WorkspaceError: it is no Turtle.
        """
        plan = _Plan(slug)
        try:
            for quad in ox.parse(content, ox.RdfFormat.TURTLE):
                self._read(plan, quad)
        except SyntaxError as error:
            raise WorkspaceError(
                f"the published graph of {slug!r} is not Turtle: {error}; build it again"
            ) from error
        self._keep(plan)

    def _read(self, plan: _Plan, quad: ox.Quad) -> None:
        predicate = quad.predicate.value
        subject, value = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode):
            return
        if not isinstance(value, ox.NamedNode | ox.Literal):
            return
        if predicate in (_RDFS_LABEL, _ALT_LABEL, _TITLE, _NUMBER):
            if self._kind_of(subject.value, plan.slug):
                plan.names[subject.value].append((predicate, value.value))
        elif predicate == self._issuer:
            plan.issuers[subject.value].append(value.value)
        elif predicate == _EXACT:
            plan.quotes[subject.value] = value.value
        elif predicate in self._about:
            plan.facts[subject.value].append(value.value)
        elif predicate == self._unit:
            plan.units[subject.value] = value.value
        elif predicate == self._kind and value.value == self._change:
            plan.changes.add(subject.value)
        elif predicate == self._function:
            plan.functions[subject.value].append(value.value)
        elif predicate == self._area and subject.value == self._iris.plan(plan.slug):
            plan.area = self._iris.area_key(value.value)
        elif predicate == self._supports and value.value == _TITLE and not plan.title_evidence:
            plan.title_evidence = subject.value

    def _kind_of(self, iri: str, slug: str) -> Kind | None:
        name = iri.removeprefix(self._iris.things)
        if name == iri:
            return None
        folder, slash, _ = name.partition("/")
        if slash:
            return _FOLDERS.get(folder)
        return "documents" if unquote(name) == slug else None

    def _keep(self, plan: _Plan) -> None:
        for iri, names in plan.names.items():
            kind = self._kind_of(iri, plan.slug)
            if kind is not None:
                _name(self._found.setdefault(iri, _Found(kind)), names)
        for iri, issuers in plan.issuers.items():
            if iri in self._found:
                self._found[iri].issuers.update(issuers)
        for iri, functions in plan.functions.items():
            if iri in self._found:
                self._found[iri].functions.update(functions)
        own = self._iris.plan(plan.slug)
        if own in self._found:
            self._found[own].area = plan.area
            quote = plan.quotes.get(f"{plan.title_evidence}-quote", self._found[own].label)
            seen = Sighting(plan.slug, plan.title_evidence, quote)
            self._found[own].sightings[plan.slug] = seen
        for fact, iris in sorted(plan.facts.items()):
            for iri in iris:
                found = self._found.get(iri)
                if found is None:
                    continue
                if found.kind == "documents":
                    _place(found, plan.area)
                # The growth of anything is told in per cent: it says nothing of its dimension.
                if (unit := plan.units.get(fact)) and fact not in plan.changes:
                    found.units.add(unit)
                if plan.slug not in found.sightings:
                    quote = plan.quotes.get(f"{fact}{_QUOTE}", "")
                    found.sightings[plan.slug] = Sighting(plan.slug, f"{fact}#evidence-1", quote)

    def _thing(self, iri: str, found: _Found) -> Thing:
        path = iri.removeprefix(self._iris.things).split("/")
        area = [unquote(part) for part in path[1:-1]]
        dimensions = {self._dimensions[unit] for unit in found.units if unit in self._dimensions}
        return Thing(
            kind=found.kind,
            iri=iri,
            label=found.label,
            names=tuple(sorted({found.label, *found.names})),
            area="/".join(area) if found.kind in _IN_AN_AREA else found.area,
            number=found.number,
            issuers=tuple(sorted(found.issuers)),
            dimensions=frozenset(dimensions),
            functions=frozenset(found.functions),
            sightings=tuple(found.sightings[slug] for slug in sorted(found.sightings)),
        )


def _place(document: _Found, area: str) -> None:
    """Give a cited document the area of the plans that cite it, none if there are several."""
    if not document.sightings:
        document.area = area
    elif document.area != area:
        document.area = ""


def dimensions_of(ontology: Iterable[bytes]) -> dict[str, str]:
    """Return the quantity kind of each unit, by IRI, from the Turtle of the vocabularies."""
    kind = ox.NamedNode("http://qudt.org/schema/qudt/hasQuantityKind")
    return {
        quad.subject.value: quad.object.value
        for content in ontology
        for quad in ox.parse(content, ox.RdfFormat.TURTLE)
        if quad.predicate == kind
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    }


def _name(found: _Found, names: Iterable[tuple[str, str]]) -> None:
    for predicate, name in names:
        if predicate == _NUMBER:
            found.number = min(filter(None, (found.number, name)))
        elif predicate == _RDFS_LABEL:
            # Where plans name one thing differently, the first by code points is its label.
            found.label = min(filter(None, (found.label, name)))
            found.names.add(name)
        else:
            found.names.add(name)
