"""Finds the things that plans share in their published graphs, one plan at a time.

A thousand plans don't fit into memory at once: of each, only names and one quote a thing are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import pyoxigraph as ox

from plankg.iris import Iris
from plankg.linking.model import Kind, Sighting, Thing
from plankg.linking.plan_graph import PlanGraph

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
    compared: str = ""
    issuers: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    area: str = ""
    plans: set[str] = field(default_factory=set)
    sightings: dict[str, Sighting] = field(default_factory=dict)


class Things:
    """The things of a workspace by IRI; plans are added one by one, in any order."""

    def __init__(self, iris: Iris, dimensions: Mapping[str, str]) -> None:
        self._iris = iris
        self._dimensions = dimensions
        self._found: dict[str, _Found] = {}
        plan = iris.ontology
        self._about = [
            f"{plan}{name}" for name in ("heldBy", "concerns", "mentionOf", "hasIndicator")
        ]
        self._compared = f"{plan}comparisonName"
        self._issuer = f"{plan}issuerName"
        self._unit = f"{plan}hasUnit"
        self._kind = f"{plan}hasKind"
        self._change = iris.concept("kind", "change")
        self._supports = f"{plan}supports"
        self._function = f"{plan}hasFunction"
        self._area = f"{plan}hasArea"
        self.properties = frozenset(
            (
                *(_RDFS_LABEL, _ALT_LABEL, _TITLE, _NUMBER, _EXACT),
                *(*self._about, self._compared, self._issuer, self._unit, self._kind),
                *(self._supports, self._function, self._area),
            )
        )

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
        self.add_graph(PlanGraph(slug, content, self.properties))

    def add_graph(self, graph: PlanGraph) -> None:
        """Add what one plan's graph says, which was read with these `properties` at least."""
        for predicate in (_RDFS_LABEL, _ALT_LABEL, _TITLE, _NUMBER):
            self._add_names(graph, predicate)
        for iri, name in graph.pairs(self._compared):
            measured = self._found.setdefault(iri, _Found("indicators"))
            measured.compared = min(filter(None, (measured.compared, name)))
        for iri, issuer in graph.pairs(self._issuer):
            if found := self._found.get(iri):
                found.issuers.add(issuer)
        for iri, function in graph.pairs(self._function):
            if found := self._found.get(iri):
                found.functions.add(function)
        area = self._add_plan(graph)
        self._add_facts(graph, area)

    def _add_names(self, graph: PlanGraph, predicate: str) -> None:
        for iri, name in graph.pairs(predicate):
            kind = self._kind_of(iri, graph.slug)
            if kind is not None:
                _name(self._found.setdefault(iri, _Found(kind)), predicate, name)

    def _kind_of(self, iri: str, slug: str) -> Kind | None:
        name = iri.removeprefix(self._iris.things)
        if name == iri:
            return None
        folder, slash, _ = name.partition("/")
        if slash:
            return _FOLDERS.get(folder)
        return "documents" if unquote(name) == slug else None

    def _add_plan(self, graph: PlanGraph) -> str:
        """Add the plan itself as a document; return its area."""
        own = self._iris.plan(graph.slug)
        areas = (value for iri, value in graph.pairs(self._area) if iri == own)
        area = self._iris.area_key(next(areas, ""))
        found = self._found.get(own)
        if found is not None:
            found.area = area
            titled = graph.subjects(self._supports, _TITLE)
            evidence = min(titled, default="")
            quote = graph.one(f"{evidence}-quote", _EXACT) if evidence else ""
            _see(found, Sighting(graph.slug, evidence, quote or found.label))
        return area

    def _add_facts(self, graph: PlanGraph, area: str) -> None:
        units = dict(graph.pairs(self._unit))
        changes = set(graph.subjects(self._kind, self._change))
        facts = (pair for predicate in self._about for pair in graph.pairs(predicate))
        for fact, iri in sorted(facts):
            found = self._found.get(iri)
            if found is None:
                continue
            # The growth of anything is told in per cent: it says nothing of its dimension.
            if (unit := units.get(fact)) and fact not in changes:
                found.units.add(unit)
            if graph.slug not in found.plans:
                if found.kind == "documents":
                    _place(found, area)
                quote = graph.one(f"{fact}{_QUOTE}", _EXACT)
                _see(found, Sighting(graph.slug, f"{fact}#evidence-1", quote))

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
            compared=found.compared,
            plans=frozenset(found.plans),
            sightings=tuple(found.sightings[slug] for slug in sorted(found.sightings)),
        )


def _place(document: _Found, area: str) -> None:
    """Give a cited document the area of the plans that cite it, none if there are several."""
    if not document.plans:
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


def _name(found: _Found, predicate: str, name: str) -> None:
    if predicate == _NUMBER:
        found.number = min(filter(None, (found.number, name)))
    elif predicate == _RDFS_LABEL:
        # Where plans name one thing differently, the first by code points is its label.
        found.label = min(filter(None, (found.label, name)))
        found.names.add(name)
    else:
        found.names.add(name)


def _see(found: _Found, seen: Sighting) -> None:
    """Add a plan that speaks of a thing; of many plans the first few are kept with their words."""
    found.plans.add(seen.plan)
    found.sightings[seen.plan] = seen
    if len(found.sightings) > SHOWN:
        del found.sightings[max(found.sightings)]
