"""Which plans a plan must agree with: those that it cites, and those of the areas above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from plankg.audit.plan_store import PlanFiles, no_turtle
from plankg.graph.namespaces import ELI
from plankg.iris import Iris

_TITLE = "http://purl.org/dc/terms/title"
_NUMBER, _CITES = str(ELI.id_local), str(ELI.cites)


@dataclass
class _Known:
    """What a plan's graph says of itself and of what it shares with others."""

    title: str = ""
    number: str = ""
    first: str = ""
    last: str = ""
    above: frozenset[str] = frozenset()
    area: str = ""
    cited: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)

    def must_agree_with(self, other: _Known) -> bool:
        """Say whether the other is cited, or is of an area above, of one time and one indicator."""
        if {other.title, other.number} & self.cited - {""}:
            return True
        same_time = self.first <= other.last and other.first <= self.last
        is_above = bool(other.area) and other.area in self.above
        return is_above and same_time and not self.indicators.isdisjoint(other.indicators)


class RelatedPlans:
    """The plans of a workspace, by what they have to do with each other."""

    def __init__(self, slugs: Sequence[str], load: Callable[[str], PlanFiles], iris: Iris) -> None:
        """Read of each plan what it says of itself; one alone has none to agree with.

        `load` gives a plan's files, which are not kept: a thousand would fill the memory.

        Raises:
            WorkspaceError: a published graph is no Turtle.
        """
        self._load = load
        several = slugs if len(slugs) > 1 else ()
        self._known = {slug: _known(load(slug), iris) for slug in several}

    def of(self, slug: str) -> tuple[PlanFiles, ...]:
        """Return the plans that this one must agree with, by slug."""
        own = self._known.get(slug)
        if own is None:
            return ()
        return tuple(
            self._load(other)
            for other, known in sorted(self._known.items())
            if other != slug and own.must_agree_with(known)
        )


def _known(plan: PlanFiles, iris: Iris) -> _Known:
    own, within = iris.plan(plan.slug), f"{iris.ontology}within"
    compared = f"{iris.ontology}comparisonName"
    known, above, cites = _Known(), dict[str, str](), set[str]()
    named: dict[str, set[str]] = {}
    simple: Mapping[str, str] = {
        _TITLE: "title",
        _NUMBER: "number",
        f"{iris.ontology}periodStart": "first",
        f"{iris.ontology}periodEnd": "last",
        f"{iris.ontology}hasArea": "area",
    }
    for subject, predicate, value in _triples(plan):
        if predicate == within:
            above[subject] = value
        elif predicate == compared:
            known.indicators.add(value)
        elif predicate in (_TITLE, _NUMBER):
            named.setdefault(subject, set()).add(value)
        elif subject == own and predicate == _CITES:
            cites.add(value)
        if subject == own and predicate in simple:
            setattr(known, simple[predicate], value)
    known.cited = {name for document in cites for name in named.get(document, ())}
    known.above = frozenset(_chain(known.area, above))
    return known


def _chain(area: str, above: Mapping[str, str]) -> Iterable[str]:
    seen = {area}
    while (area := above.get(area, "")) and area not in seen:
        seen.add(area)
        yield area


def _triples(plan: PlanFiles) -> Iterable[tuple[str, str, str]]:
    try:
        for quad in ox.parse(plan.graph, ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                yield quad.subject.value, quad.predicate.value, quad.object.value
    except SyntaxError as error:
        raise no_turtle(plan.slug, error) from error
