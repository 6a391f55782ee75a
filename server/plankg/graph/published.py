"""Published triples, indexed for reading: who says what of whom, as plain strings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import RDF, RDFS

from plankg.errors import WorkspaceError
from plankg.graph.namespaces import OA
from plankg.iris import Iris

_TYPE = str(RDF.type)


@dataclass(frozen=True)
class Published:
    """Objects by subject and predicate, and subjects by predicate and object."""

    iris: Iris
    _objects: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _subjects: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def from_graphs(cls, graphs: Iterable[Graph], iris: Iris) -> Published:
        """Index rdflib graphs."""
        published = cls(iris)
        for graph in graphs:
            for subject, predicate, value in graph:
                published._add(str(subject), str(predicate), str(value))
        return published

    @classmethod
    def from_turtle(cls, files: Iterable[bytes], iris: Iris) -> Published:
        """Index Turtle files.

        Raises:
            WorkspaceError: a file is not Turtle.
        """
        published = cls(iris)
        for content in files:
            try:
                for quad in ox.parse(content, ox.RdfFormat.TURTLE):
                    subject, value = quad.subject, quad.object
                    if isinstance(subject, ox.NamedNode) and not isinstance(value, ox.Triple):
                        published._add(subject.value, quad.predicate.value, value.value)
            except SyntaxError as error:
                raise WorkspaceError(
                    f"a published graph is not Turtle: {error}; build it again"
                ) from error
        return published

    def _add(self, subject: str, predicate: str, value: str) -> None:
        self._objects[subject, predicate].add(value)
        self._subjects[predicate, value].add(subject)

    def one(self, subject: str, predicate: str) -> str:
        """Return the value of a property, ``""`` if there is none, the first of several.

        `predicate` is an IRI, or a local name of our ontology.
        """
        return min(self._objects.get((subject, self._term(predicate)), ()), default="")

    def many(self, subject: str, predicate: str) -> Sequence[str]:
        """Return the values of a property, in code point order."""
        return sorted(self._objects.get((subject, self._term(predicate)), ()))

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """Return the subjects of which `predicate` has this value, in code point order."""
        return sorted(self._subjects.get((self._term(predicate), value), ()))

    def instances(self, class_name: str) -> Sequence[str]:
        """Return the instances of one of our classes, in code point order."""
        return self.subjects(_TYPE, self._term(class_name))

    def is_a(self, subject: str, class_name: str) -> bool:
        """Say whether `subject` is stated to be of one of our classes."""
        return self._term(class_name) in self._objects.get((subject, _TYPE), ())

    def label(self, subject: str) -> str:
        """Return how a thing is shown."""
        return self.one(subject, str(RDFS.label))

    def span(self, fact: str) -> tuple[int, int]:
        """Return the offsets of a fact's own words."""
        position = f"{fact}#evidence-1-position"
        return int(self.one(position, str(OA.start))), int(self.one(position, str(OA.end)))

    def quote(self, fact: str) -> str:
        """Return a fact's own words."""
        return self.one(f"{fact}#evidence-1-quote", str(OA.exact))

    def slug(self, plan: str) -> str:
        """Return a plan's slug by its IRI, for a ledger without its plan's graph."""
        return unquote(plan.removeprefix(self.iris.things))

    def _term(self, name: str) -> str:
        # str: the terms of rdflib are strings that differ from equal ones when looked up.
        return str(name) if ":" in name else f"{self.iris.ontology}{name}"
