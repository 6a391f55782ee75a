"""Says which shapes the fast engines run as pySHACL does; the others are left to pySHACL.

The list is one of what was compared, not of what the engines claim: a shape that uses anything
else of SHACL, in itself or in what it refers to, is not run by them. Nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, XSD, BNode, Graph, Literal
from rdflib.term import Node

from plankg.validation.comparable import SAME_DATATYPES

_TARGETS = {SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf}
_SAID = {SH.message, SH.severity, SH.path}
_CORE = {
    SH["class"], SH.datatype, SH.hasValue, SH["in"], SH.languageIn, SH.lessThan,
    SH.lessThanOrEquals, SH.maxCount, SH.maxInclusive, SH.minCount, SH.minExclusive,
    SH.minInclusive, SH.minLength, SH.node, SH.nodeKind, SH["not"], SH["or"], SH.pattern,
    SH.property, SH.qualifiedMaxCount, SH.qualifiedMinCount, SH.qualifiedValueShape, SH.sparql,
    SH.uniqueLang, SH.xone,
}  # fmt: skip
_PATHS = {SH.alternativePath, SH.inversePath, SH.oneOrMorePath}
_QUERIES = {SH.prefixes, SH.select}
_DECLARATIONS = {SH.declare, SH.namespace, SH.prefix}
_KNOWN = _TARGETS | _SAID | _CORE | _PATHS | _QUERIES | _DECLARATIONS

# Python and Rust read these differently, or only one of them does: groups with a question mark,
# and classes and references with a backslash.
_DIALECT = re.compile(r"\(\?|\\[A-Za-z0-9]")
# What SHACL forbids in a query, or binds before it runs; pySHACL says which.
_UNUSUAL = re.compile(r"\b(MINUS|VALUES|SERVICE)\b|[$?](PATH|shapesGraph|currentShape)\b", re.I)


@dataclass(frozen=True, slots=True)
class Division:
    """The shapes that are run fast and those that pySHACL runs; each graph is whole by itself.

    `reasons` says for each of the latter why, one line a shape.
    """

    fast: Graph
    slow: Graph
    reasons: tuple[str, ...]


def divided(shapes: Graph) -> Division:
    """Return the shapes, divided by who runs them."""
    roots = sorted(_roots(shapes), key=str)
    why = {root: reason for root in roots if (reason := _reason(shapes, root))}
    # What only a shape of pySHACL's refers to would be a stumbling block to the others.
    quick = set[Node]().union(*(_parts(shapes, root) for root in roots if root not in why))
    fast, slow = Graph(), Graph()
    for triple in shapes:
        subject, predicate, _ = triple
        if subject in quick:
            fast.add(triple)
        if subject in why or predicate not in _TARGETS:
            slow.add(triple)
    reasons = tuple(f"{root}: {reason}" for root, reason in why.items())
    return Division(fast, slow, reasons)


def prefixes_of(shapes: Graph, constraint: Node) -> str:
    """Return the prefixes that a SPARQL constraint declares, as SPARQL."""
    declared = {
        (str(shapes.value(one, SH.prefix)), str(shapes.value(one, SH.namespace)))
        for holder in shapes.objects(constraint, SH.prefixes)
        for one in shapes.objects(holder, SH.declare)
    }
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(declared))


def _roots(shapes: Graph) -> set[Node]:
    """Return the shapes that look for nodes by themselves: all that have some kind of target."""
    targeted = {s for s, p, _ in shapes if str(p).startswith(str(SH.target))}
    # A class that is a shape has its members as targets.
    classes = {s for kind in (OWL.Class, RDFS.Class) for s in shapes.subjects(RDF.type, kind)}
    return targeted | (classes & set(shapes.subjects(RDF.type, SH.NodeShape)))


def _reason(shapes: Graph, root: Node) -> str:
    """Say why a shape is not run fast; empty if it is."""
    if (root, RDF.type, SH.NodeShape) not in shapes:
        return "it has targets, but is no sh:NodeShape"
    if any((root, RDF.type, kind) in shapes for kind in (OWL.Class, RDFS.Class)):
        return "it is a class, too"
    return next(_strange(shapes, root), "")


def _parts(shapes: Graph, root: Node) -> set[Node]:
    """Return a shape with all that it refers to."""
    parts, todo = {root}, [root]
    while todo:
        for value in shapes.objects(todo.pop()):
            if value not in parts and (value, None, None) in shapes:
                parts.add(value)
                todo.append(value)
    return parts


def _strange(shapes: Graph, root: Node) -> Iterator[str]:
    """Yield what pySHACL alone must judge, in the shape and all that it refers to."""
    for node in sorted(_parts(shapes, root), key=str):
        for predicate, value in sorted(shapes.predicate_objects(node), key=str):
            yield from _strange_statement(shapes, node, predicate, value)


def _strange_statement(shapes: Graph, node: Node, predicate: Node, value: Node) -> Iterator[str]:
    if str(predicate).startswith(str(SH)) and predicate not in _KNOWN:
        yield f"it uses sh:{str(predicate).removeprefix(str(SH))}"
    if isinstance(value, Literal) and (value.datatype or XSD.string) not in SAME_DATATYPES:
        yield f"it compares with {value.n3()}"
    if predicate == SH.pattern and _DIALECT.search(str(value)):
        yield f"regular expressions differ on {str(value)!r}"
    if predicate == SH.property and (value, SH.path, None) not in shapes:
        yield "a property shape has no sh:path"
    if predicate == SH.sparql and (node, SH.path, None) in shapes:
        yield "it has a query about a property's values"
    if predicate == SH.select:
        yield from _strange_query(shapes, node, str(value))
    if predicate == SH.path and isinstance(value, BNode) and (node, SH.uniqueLang, None) in shapes:
        yield "it wants single languages along a path"


def _strange_query(shapes: Graph, constraint: Node, query: str) -> Iterator[str]:
    if found := _UNUSUAL.search(query):
        yield f"its query uses {found[0]}"
        return
    try:
        ox.Store().query(prefixes_of(shapes, constraint) + query)
    except SyntaxError as error:
        yield f"its query needs pySHACL's leniency: {' '.join(str(error).split())}"
