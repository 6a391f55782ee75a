"""Checks a plan's graph against the shapes (SHACL).

Violations stop publication, warnings don't: real plans have tasks without a body and units that no
vocabulary knows (docs/decisions/0004-shacl-severity.md). Shapes are run by fast engines where these
say what pySHACL says, and by pySHACL where not (docs/decisions/0023-shacl-engine.md).
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import pyoxigraph as ox
from rdflib import RDFS, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from plankg.validation import (
    CheckReport,
    CheckResult,
    Division,
    FastShapes,
    ReportReader,
    Severity,
    divided,
    in_order,
    run_oracle,
)

__all__ = ["CheckReport", "CheckResult", "Checker", "Engine", "Severity", "check_graph"]

Engine = Literal["fast", "pyshacl"]
_LABEL = ox.NamedNode(str(RDFS.label))


class Checker:
    """Checks many graphs with the same `shapes`, whose classes and concepts `ontology` declares.

    With the engine ``pyshacl`` everything is run by pySHACL, the reference; both report the same.
    """

    def __init__(self, shapes: Graph, ontology: Graph, engine: Engine = "fast") -> None:
        self.shapes, self.ontology, self.engine = shapes, ontology, engine

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why some shapes are left to pySHACL, one line a shape; it takes seconds for a plan."""
        return () if self.engine == "pyshacl" else self._division.reasons

    def check(self, turtle: str | bytes, store: ox.Store | None = None) -> CheckReport:
        """Return what the shapes say of a graph, given as Turtle.

        `store`, an empty one, is given the graph and the ontology by the fast engines, so that who
        asks more of them need not parse them again; pySHACL leaves it empty.

        Raises:
            SyntaxError: the graph is no Turtle.
            WorkspaceError: the shapes themselves are wrong; the text says how.
        """
        text = turtle.decode() if isinstance(turtle, bytes) else turtle
        if self.engine == "pyshacl":
            return self._by_oracle(text, self.shapes)
        loaded = ox.Store() if store is None else store
        report = self._fast.run(text, loaded)
        if report is None:
            return self._by_oracle(text, self.shapes)
        labels = _Labels(text, self.ontology, loaded)
        reader = ReportReader(report, self._division.fast, labels)
        # Engines have words of their own for what a shape leaves unsaid.
        if not reader.is_worded():
            return self._by_oracle(text, self.shapes)
        found = in_order(reader.results())
        if not self._division.reasons:
            return found
        return found.including(self._by_oracle(text, self._division.slow).results)

    @cached_property
    def _division(self) -> Division:
        return divided(self.shapes)

    @cached_property
    def _fast(self) -> FastShapes:
        return FastShapes(self._division.fast, self.ontology.serialize(format="nt"))

    def _by_oracle(self, text: str, shapes: Graph) -> CheckReport:
        data = Graph().parse(data=text, format="turtle")
        report = run_oracle(shapes, data, self.ontology)
        return in_order(ReportReader(report, shapes, _Labels(text, self.ontology)).results())


def check_graph(
    data: Graph, shapes: Graph, ontology: Graph, engine: Engine = "fast"
) -> CheckReport:
    """Return what `shapes` say of `data`, whose classes and concepts `ontology` declares.

    Raises:
        WorkspaceError: the shapes themselves are wrong; the text says how.
    """
    return Checker(shapes, ontology, engine).check(data.serialize(format="nt"))


class _Labels:
    """The labels of nodes: those of the graph, else those of the ontology.

    `store` has both, if there is one.
    """

    def __init__(self, text: str, ontology: Graph, store: ox.Store | None = None) -> None:
        self._text, self._ontology, self._store = text, ontology, store

    def __call__(self, node: Node) -> list[Node]:
        known = list(self._ontology.objects(node, RDFS.label))
        # What the ontology has no label for, the store has only the graph's for.
        if self._store is not None and not known and isinstance(node, URIRef):
            subject = ox.NamedNode(str(node))
            quads = self._store.quads_for_pattern(subject, _LABEL, None, ox.DefaultGraph())
            return [_words(quad.object) for quad in quads if isinstance(quad.object, ox.Literal)]
        return self._own.get(node) or known

    @cached_property
    def _own(self) -> dict[Node, list[Node]]:
        """Read only where it is asked for, which is seldom."""
        found: dict[Node, list[Node]] = {}
        for quad in ox.parse(self._text, ox.RdfFormat.TURTLE):
            label = quad.object
            if quad.predicate == _LABEL and isinstance(label, ox.Literal):
                found.setdefault(URIRef(quad.subject.value), []).append(_words(label))
        return found


def _words(label: ox.Literal) -> Node:
    return RdfLiteral(label.value, lang=label.language)
