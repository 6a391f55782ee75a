"""Tells a contradiction: its statements as Turtle, and what its names are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import RDFS, Graph, URIRef
from rdflib import Literal as RdfLiteral

from plankg.graph.namespaces import new_graph
from plankg.reasoning.proof import Contradiction


def contradiction_text(found: Contradiction, known: Iterable[Graph], base: str) -> str:
    """Return the statements that contradict each other, in Turtle, with labels of their names.

    Prefixes are those that queries know; `known` are the graphs that the labels come from.
    """
    graph = _with_prefixes(found.statements, base)
    turtle = graph.serialize(format="turtle")
    body = "\n".join(line for line in turtle.splitlines() if not line.startswith("@prefix"))
    heading = (
        f"# {_short(graph, found.unsatisfiable)} can have no member"
        if found.unsatisfiable
        else "# these statements cannot all be true"
    )
    names = [f"#   {_short(graph, name)}{_labels(known, name)}" for name in found.names]
    return "\n".join([heading, *names, "", body.strip(), ""])


def short_names(found: Sequence[Contradiction], base: str) -> tuple[str, ...]:
    """Return the names of all contradictions, prefixed where there is a prefix, from A to Z."""
    names = {
        _short(_with_prefixes(one.statements, base), name) for one in found for name in one.names
    }
    return tuple(sorted(names))


def _with_prefixes(statements: Graph, base: str) -> Graph:
    graph = new_graph(base)
    for triple in statements:
        graph.add(triple)
    return graph


def _short(graph: Graph, name: str) -> str:
    return URIRef(name).n3(graph.namespace_manager)


def _labels(known: Iterable[Graph], name: str) -> str:
    labels = {
        f"{label} ({label.language})"
        for graph in known
        for label in graph.objects(URIRef(name), RDFS.label)
        if isinstance(label, RdfLiteral) and label.language
    }
    return f": {', '.join(sorted(labels, reverse=True))}" if labels else ""
