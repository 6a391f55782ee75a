"""One plan as an audit sees it: its graph with the ontology, and its ledger beside them.

Each plan has a store of its own, so that no check can mix two plans by mistake, and a plan's
findings depend on nothing but the plan. Only checks that ask for it see a store that has the plans
which this one must agree with, too; there ``GRAPH graph:audited`` says which is audited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from plankg.errors import WorkspaceError
from plankg.findings.values import Scalar, Thing, scalar_of
from plankg.iris import Iris

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_DEFAULT = ox.DefaultGraph()
Row = dict[str, Scalar]


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """A plan's published files."""

    slug: str
    graph: bytes
    ledger: bytes


def no_turtle(slug: str, error: SyntaxError) -> WorkspaceError:
    """Return what to say of a plan's published file that somebody edited into something else."""
    return WorkspaceError(
        f"a published graph of {slug!r} is no Turtle: {error.msg}; 'plankg build' publishes it anew"
    )


class PlanStore:
    """Answers what checks ask about one plan, and looks single things up."""

    def __init__(
        self,
        plan: PlanFiles,
        ontology: bytes,
        prefixes: Mapping[str, str],
        iris: Iris,
        related: Sequence[PlanFiles] = (),
        loaded: ox.Store | None = None,
        compared: bytes = b"",
    ) -> None:
        """Load a plan.

        Args:
            plan: the plan's files.
            ontology: ontology and vocabularies as N-Triples.
            prefixes: what queries need not declare.
            iris: mints the IRIs of the workspace.
            related: further plans to load beside it.
            loaded: a store that has the plan's graph and the ontology already; it is added to.
            compared: what of these plans is compared as one, as N-Triples.

        Raises:
            WorkspaceError: a published file is no Turtle.
        """
        self.slug = plan.slug
        self.iris = iris
        self._prefixes = prefixes
        # What many findings share is looked up once; nothing is written any more by then.
        self._known: dict[str, dict[str, list[str]]] = {}
        self._things: dict[str, Thing] = {}
        self._store = ox.Store() if loaded is None else loaded
        if loaded is None:
            self._store.bulk_load(ontology, ox.RdfFormat.N_TRIPLES, lenient=True)
            self._load(plan.slug, plan.graph, ox.DefaultGraph())
        self._load(plan.slug, plan.ledger, ox.NamedNode(iris.ledger_graph(plan.slug)))
        for one in related:
            self._load(one.slug, one.graph, ox.DefaultGraph())
            self._load(one.slug, one.ledger, ox.NamedNode(iris.ledger_graph(one.slug)))
        self._store.bulk_load(compared, ox.RdfFormat.N_TRIPLES, lenient=True)
        audited = ox.NamedNode(iris.graph("audited"))
        plan_class = ox.NamedNode(f"{iris.ontology}Plan")
        self._store.add(ox.Quad(ox.NamedNode(iris.plan(plan.slug)), _TYPE, plan_class, audited))

    def _load(self, slug: str, turtle: bytes, graph: ox.NamedNode | ox.DefaultGraph) -> None:
        try:
            self._store.load(turtle, ox.RdfFormat.TURTLE, to_graph=graph)
        except SyntaxError as error:
            raise no_turtle(slug, error) from error

    def select(self, query: str) -> list[Row]:
        """Return the rows of a SELECT; what is not bound is missing in its row."""
        used = {name: iri for name, iri in self._prefixes.items() if f"{name}:" in query}
        results = self._store.query(query, base_iri=self.iris.base, prefixes=used)
        assert isinstance(results, ox.QuerySolutions)  # noqa: S101 - the loader has proved it
        names = [variable.value for variable in results.variables]
        return [
            {
                name: scalar_of(term)
                for name, term in zip(names, row, strict=True)
                if term is not None
            }
            for row in results
        ]

    def many(self, subject: str, predicate: str) -> Sequence[str]:
        """Return the values of a property in code point order; `predicate` as by `one`."""
        known = self._known.get(predicate)
        if known is None:
            known = self._known[predicate] = self._values_by_subject(predicate)
        return known.get(subject, ())

    def _values_by_subject(self, predicate: str) -> dict[str, list[str]]:
        """Read a property of all things, which takes as long as asking for an eighth of them."""
        found: dict[str, list[str]] = {}
        for quad in self._store.quads_for_pattern(None, self._property(predicate), None, _DEFAULT):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.Triple) and not isinstance(value, ox.Triple):
                found.setdefault(subject.value, []).append(value.value)
        for values in found.values():
            values.sort()
        return found

    def one(self, subject: str, predicate: str) -> str:
        """Return the value of a property, ``""`` if there is none, the first of several.

        `predicate` is an IRI, or a local name of our ontology.
        """
        return next(iter(self.many(subject, predicate)), "")

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """Return the things of which a property has this thing as its value."""
        quads = self._store.quads_for_pattern(
            None, self._property(predicate), ox.NamedNode(value), _DEFAULT
        )
        return sorted(
            quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)
        )

    def thing(self, iri: str) -> Thing:
        """Return a thing with its labels."""
        thing = self._things.get(iri)
        if thing is None:
            quads = self._store.quads_for_pattern(ox.NamedNode(iri), _LABEL, None, _DEFAULT)
            labels = (quad.object for quad in quads if isinstance(quad.object, ox.Literal))
            found = sorted(labels, key=str, reverse=True)
            texts = {label.language or "zh": label.value for label in found}
            thing = self._things[iri] = Thing(iri, texts)
        return thing

    def _property(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(name if ":" in name else f"{self.iris.ontology}{name}")
