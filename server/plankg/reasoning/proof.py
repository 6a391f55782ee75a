"""Proves that the ontology, and the published graphs with it, contain no contradiction.

Consistent means that a world is possible in which all of it is true; satisfiable, that a class
may have members. Beside what the files say one thing is assumed: that two addresses are two
things, unless ``owl:sameAs`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib import RDF, Graph, URIRef

from plankg.reasoning.conflicts import narrowed, smallest_conflict
from plankg.reasoning.hermit import HermiT
from plankg.reasoning.statements import (
    Axioms,
    Statement,
    axioms_near,
    axioms_of,
    facts_of,
    unique_names,
)

Progress = Callable[[str], None]

# A class that nothing can be of is found out by supposing that there is something.
_SUPPOSED = URIRef("urn:plankg:supposed")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that can't all be true, none of which could be spared.

    `unsatisfiable` is the class that can have no member because of them; empty where they
    contradict each other outright. `names` are the terms and individuals that they speak of.
    """

    statements: Graph
    names: tuple[str, ...]
    unsatisfiable: str = ""


def prove(
    hermit: HermiT, ontology: Graph, graphs: Mapping[str, Graph], progress: Progress
) -> tuple[Contradiction, ...]:
    """Return the contradictions of `ontology`, else one of it together with all `graphs`.

    Nothing is returned where both are consistent and every class can have members: that is the
    proof. Of the graphs one contradiction is named at a time, as HermiT stops at the first.

    Raises:
        WorkspaceError: HermiT cannot read what the files say.
    """
    search = _Search(hermit, ontology, progress)
    progress(f"reasoning about the ontology: {len(search.axioms.statements)} statements")
    found = search.of_ontology()
    if found or not graphs:
        return found
    facts = tuple(fact for graph in graphs.values() for fact in facts_of(graph, ontology))
    progress(f"reasoning about it with {', '.join(graphs)}: {len(facts)} statements more")
    return search.of_facts(facts, unique_names(ontology, graphs.values()))


@dataclass(frozen=True)
class _Search:
    hermit: HermiT
    ontology: Graph
    progress: Progress

    @cached_property
    def axioms(self) -> Axioms:
        return axioms_of(self.ontology)

    def of_ontology(self) -> tuple[Contradiction, ...]:
        """Return why the ontology is inconsistent, or why classes of it can have no member."""
        given, every = self.axioms.declarations, self.axioms.statements
        verdict = self.hermit.judge(one.lines() for one in (*given, *every))
        if not verdict.consistent:
            self.progress("a contradiction: looking for the statements that it rests on")
            return (_contradiction(self._smallest(given, every)),)
        return tuple(map(self._why_empty, verdict.unsatisfiable))

    def of_facts(
        self, facts: tuple[Statement, ...], names: tuple[Statement, ...]
    ) -> tuple[Contradiction, ...]:
        """Return a contradiction of the facts with the ontology, which is consistent itself."""
        given = (*self.axioms.declarations, *names)
        if not self._contradict((*given, *self.axioms.statements, *facts)):
            return ()
        self.progress("a contradiction: looking for the statements that it rests on")
        # First the facts, then the axioms that forbid them: each time among fewer.
        given_all = (*given, *self.axioms.statements)
        close = narrowed(facts, lambda some: self._contradict((*given_all, *some)))
        guilty = self._smallest(given_all, close)
        forbidding = self._forbidding((*given, *guilty), guilty)
        return (_contradiction((*guilty, *forbidding)),)

    def _why_empty(self, iri: str) -> Contradiction:
        self.progress(f"{iri} can have no member: looking for the statements that forbid it")
        supposed = Statement(((_SUPPOSED, RDF.type, URIRef(iri)),))
        given = (*self.axioms.declarations, supposed)
        return _contradiction(self._forbidding(given, (supposed,)), iri)

    def _forbidding(
        self, given: Sequence[Statement], about: Iterable[Statement]
    ) -> tuple[Statement, ...]:
        """Return the fewest axioms that contradict `given`, looking first near its names."""
        near = axioms_near(self.axioms, about)
        close = near if self._contradict((*given, *near)) else self.axioms.statements
        return self._smallest(given, close)

    def _smallest(
        self, given: Sequence[Statement], suspected: Sequence[Statement]
    ) -> tuple[Statement, ...]:
        return smallest_conflict(given, suspected, self._contradict)

    def _contradict(self, statements: Sequence[Statement]) -> bool:
        return not self.hermit.judge(one.lines() for one in statements).consistent


def _contradiction(statements: Iterable[Statement], unsatisfiable: str = "") -> Contradiction:
    graph, names = Graph(), set[str]()
    for statement in statements:
        names |= set(map(str, statement.names))
        for triple in statement.triples:
            graph.add(triple)
    return Contradiction(graph, tuple(sorted(names)), unsatisfiable)
