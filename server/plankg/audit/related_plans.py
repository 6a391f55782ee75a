"""Which plans a plan must agree with: those that it cites, and those of the areas above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from plankg.audit.plan_store import PlanFiles
from plankg.graph.namespaces import ELI
from plankg.iris import Iris
from plankg.linking.links import Link
from plankg.linking.plan_graph import PlanGraph
from plankg.linking.sameness import Sameness
from plankg.linking.things import Things

_TITLE = "http://purl.org/dc/terms/title"
_NUMBER, _CITES = str(ELI.id_local), str(ELI.cites)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a plan's graph says of itself and of what it shares with others.

    `things` are the indicators and documents that it speaks of, `cited` their numbers and titles.
    """

    iri: str
    names: frozenset[str]
    first: str
    last: str
    area: str
    above: frozenset[str]
    cites: frozenset[str]
    cited: frozenset[str]
    indicators: frozenset[str]

    @property
    def things(self) -> frozenset[str]:
        return self.indicators | self.cites | {self.iri}


class RelatedPlans:
    """The plans of a workspace, by what they have to do with each other."""

    def __init__(
        self,
        slugs: Sequence[str],
        load: Callable[[str], PlanFiles],
        iris: Iris,
        links: Iterable[Link] = (),
    ) -> None:
        """Read of each plan what it says of itself; one alone has none to agree with.

        `load` gives a plan's files, which are not kept: a thousand would fill the memory. `links`
        are those of the workspace.

        Raises:
            WorkspaceError: a published graph is no Turtle.
        """
        self._load = load
        self._known: dict[str, _Known] = {}
        things, own = Things(iris, {}), _properties(iris)
        for slug in slugs if len(slugs) > 1 else ():
            graph = PlanGraph(slug, load(slug).graph, things.properties | own)
            things.add_graph(graph)
            self._known[slug] = _known(graph, iris)
        self._sameness = Sameness.of(things, links, iris)

    def of(self, slug: str) -> tuple[PlanFiles, ...]:
        """Return the plans that this one must agree with, by slug."""
        return tuple(self._load(other) for other in self._related(slug))

    def sameness(self, slug: str) -> Sameness:
        """Return what is one of what this plan and those speak of that it must agree with."""
        known = [self._known[one] for one in (slug, *self._related(slug)) if one in self._known]
        return self._sameness.among(frozenset().union(*(one.things for one in known)))

    def _related(self, slug: str) -> list[str]:
        own = self._known.get(slug)
        return [
            other
            for other, known in sorted(self._known.items())
            if own is not None and other != slug and self._must_agree(own, known)
        ]

    def _must_agree(self, own: _Known, other: _Known) -> bool:
        """Say whether the other is cited, or is of an area above, of one time and one indicator."""
        if other.names & own.cited or self._one(other) in self._cited[own.iri]:
            return True
        same_time = own.first <= other.last and other.first <= own.last
        is_above = bool(other.area) and other.area in own.above
        return (
            is_above
            and same_time
            and not self._measured[own.iri].isdisjoint(self._measured[other.iri])
        )

    def _one(self, known: _Known) -> str:
        return self._sameness.compared.get(known.iri, known.iri)

    @cached_property
    def _cited(self) -> Mapping[str, frozenset[str]]:
        return {one.iri: self._compared(one.cites) for one in self._known.values()}

    @cached_property
    def _measured(self) -> Mapping[str, frozenset[str]]:
        return {one.iri: self._compared(one.indicators) for one in self._known.values()}

    def _compared(self, things: Iterable[str]) -> frozenset[str]:
        return frozenset(self._sameness.compared.get(iri, iri) for iri in things)


def sameness_of(plans: Iterable[PlanFiles], iris: Iris) -> Sameness:
    """Return what of some plans is one by names alone, without any link.

    Raises:
        WorkspaceError: a published graph is no Turtle.
    """
    graphs = ((plan.slug, plan.graph) for plan in plans)
    return Sameness.of(Things.of(graphs, iris, {}), (), iris)


def _properties(iris: Iris) -> frozenset[str]:
    said = ("hasArea", "hasIndicator", "periodStart", "periodEnd", "within")
    return frozenset((_TITLE, _NUMBER, _CITES, *(f"{iris.ontology}{name}" for name in said)))


def _known(graph: PlanGraph, iris: Iris) -> _Known:
    own, terms = iris.plan(graph.slug), iris.ontology
    named: dict[str, set[str]] = {}
    for predicate in (_TITLE, _NUMBER):
        for iri, name in graph.pairs(predicate):
            named.setdefault(iri, set()).add(name)
    cites = frozenset(document for iri, document in graph.pairs(_CITES) if iri == own)
    area = graph.one(own, f"{terms}hasArea")
    return _Known(
        iri=own,
        names=frozenset(named.get(own, ())),
        first=graph.one(own, f"{terms}periodStart"),
        last=graph.one(own, f"{terms}periodEnd"),
        area=area,
        above=frozenset(_chain(area, dict(graph.pairs(f"{terms}within")))),
        cites=cites,
        cited=frozenset(name for document in cites for name in named.get(document, ())),
        indicators=frozenset(measured for _, measured in graph.pairs(f"{terms}hasIndicator")),
    )


def _chain(area: str, above: Mapping[str, str]) -> Iterable[str]:
    seen = {area}
    while (area := above.get(area, "")) and area not in seen:
        seen.add(area)
        yield area
