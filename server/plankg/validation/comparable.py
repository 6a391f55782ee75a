"""Says whether a graph's literals are such that all engines compare them alike.

pySHACL compares as Python does: a truth value with a number, a day with a text. Others, and the
standard, hold those for incomparable. Where each property has values of one kind, and well-formed
ones, they agree; where not, pySHACL is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

_FAMILIES = {
    XSD.integer: "number",
    XSD.nonNegativeInteger: "number",
    XSD.decimal: "number",
    XSD.date: "day",
    XSD.boolean: "truth",
    XSD.string: "text",
    XSD.anyURI: "text",
    RDF.langString: "text",
}
SAME_DATATYPES = frozenset(_FAMILIES)
"""The datatypes that the engines compare alike; on ``xsd:gYear`` pySHACL is at odds with all."""

# A day with a time zone is before or after another only perhaps.
_KINDS = """
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    SELECT DISTINCT ?property ?datatype ?sound
    WHERE {
      ?subject ?property ?value .
      FILTER (ISLITERAL(?value))
      BIND (DATATYPE(?value) AS ?datatype)
      BIND (
        COALESCE(
          IF(?datatype IN (xsd:string, rdf:langString), true,
          IF(?datatype IN (xsd:integer, xsd:decimal), ABS(?value) >= 0,
          IF(?datatype = xsd:nonNegativeInteger, ?value >= 0,
          IF(?datatype = xsd:date, YEAR(?value) > 0 && STRLEN(STR(?value)) = 10,
          IF(?datatype = xsd:boolean, STR(?value) IN ("true", "false"), true))))),
          false
        ) AS ?sound
      )
    }
"""
_ORDERS = (SH.lessThan, SH.lessThanOrEquals, SH.minInclusive, SH.maxInclusive, SH.minExclusive)

Comparison = frozenset[Node]


def comparisons_of(shapes: Graph) -> tuple[Comparison, ...]:
    """Return what each shape compares: the properties of its path, others, and constants."""
    return tuple(
        frozenset({value, *_within(shapes, shapes.value(shape, SH.path))})
        for order in _ORDERS
        for shape, value in shapes.subject_objects(order)
    )


def is_comparable(store: ox.Store, comparisons: Iterable[Comparison]) -> bool:
    """Say whether all engines compare the literals of `store` alike."""
    kinds: dict[Node, set[str]] = defaultdict(set)
    found = store.query(_KINDS)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - it is a SELECT
    for row in found:
        datatype = URIRef(row["datatype"].value)
        if row["sound"].value != "true" or datatype not in _FAMILIES:
            return False
        kinds[URIRef(row["property"].value)].add(_FAMILIES[datatype])
    groups = (_families(comparison, kinds) for comparison in comparisons)
    return all(len(families) <= 1 for families in (*kinds.values(), *groups))


def _families(comparison: Comparison, kinds: Mapping[Node, set[str]]) -> set[str]:
    constants = (node for node in comparison if isinstance(node, Literal))
    found = {_FAMILIES.get(one.datatype or XSD.string, "other") for one in constants}
    return found.union(*(kinds.get(node, set()) for node in comparison))


def _within(shapes: Graph, path: Node | None) -> set[Node]:
    """Return the properties that a path is made of."""
    if path is None or isinstance(path, URIRef):
        return {path} if path is not None else set()
    return {name for value in shapes.objects(path) for name in _within(shapes, value)}
