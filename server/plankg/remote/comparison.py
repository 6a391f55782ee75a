"""Asks an endpoint what a store of our own is asked, and tells where they disagree.

Servers differ in how well they follow the standard, and a wrong row looks like a right one. A graph
that is missing shows in few named queries or in none, so that graphs are compared by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from plankg.catalogue import Catalogue, NamedQuery, run
from plankg.engine import Dataset, Engine, Limits
from plankg.errors import ParameterError, PlanKGError

_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"
_WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_SIZE = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
# Blank nodes say nothing: a server may name them anew in each graph.
_LEFT_OUT = """SELECT (COUNT(*) AS ?triples) WHERE {
  GRAPH %s { ?s ?p ?o }
  FILTER(!ISBLANK(?s) && !ISBLANK(?o))
  FILTER NOT EXISTS { ?s ?p ?o }
}"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of asking a named query's example at both; `difference` is empty for the same."""

    query: str
    rows: int
    difference: str


@dataclass(frozen=True, slots=True)
class GraphComparison:
    """What came of comparing a graph, the empty name for the default graph.

    `difference` is empty for the same.
    """

    graph: str
    difference: str


def compared_graphs(ours: Engine, theirs: Engine, limits: Limits) -> Iterator[GraphComparison]:
    """Yield the comparison for the default graph, and for each named graph here or there.

    Named graphs are compared triple by triple. The default graph, which may be too large for that,
    is by its size, and by how much of each named graph it leaves out.

    Raises:
        PlanKGError: our own store fails.
    """
    yield GraphComparison("", _difference_of_default(ours, theirs, limits))
    here, there = _graphs(ours, limits), _graphs(theirs, limits)
    for graph in sorted({*here, *there}):
        yield GraphComparison(graph, _difference_of(graph, ours, theirs, limits))


def _difference_of(graph: str, ours: Engine, theirs: Engine, limits: Limits) -> str:
    expected, apart = _content(ours, graph, limits), _left_out(ours, graph, limits)
    try:
        found, left_out = _content(theirs, graph, limits), _left_out(theirs, graph, limits)
    except PlanKGError as error:
        return str(error)
    if len(found) != len(expected):
        return f"{len(found)} triples there, {len(expected)} here"
    if found != expected:
        return f"{len(found)} triples, of which some are others"
    if left_out != apart:
        return f"the default graph leaves {left_out} of its triples out there, {apart} here"
    return ""


def _difference_of_default(ours: Engine, theirs: Engine, limits: Limits) -> str:
    expected = _count(ours, _SIZE, limits)
    try:
        found = _count(theirs, _SIZE, limits)
    except PlanKGError as error:
        return str(error)
    return "" if found == expected else f"{found} triples there, {expected} here"


def _graphs(engine: Engine, limits: Limits) -> list[str]:
    answer = engine.answer(_GRAPHS, {}, "json", limits)
    return [row["graph"]["value"] for row in json.loads(answer.body)["results"]["bindings"]]


def _content(engine: Engine, graph: str, limits: Limits) -> ox.Dataset:
    """Return a graph with blank nodes by names that depend on what is said of them alone."""
    only = Dataset(default_graphs=(graph,))
    body = engine.answer(_WHOLE, {}, "ntriples", limits, dataset=only).body
    content = ox.Dataset(ox.parse(body, ox.RdfFormat.N_TRIPLES))
    content.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return content


def _left_out(engine: Engine, graph: str, limits: Limits) -> int:
    return _count(engine, _LEFT_OUT % ox.NamedNode(graph), limits)


def _count(engine: Engine, query: str, limits: Limits) -> int:
    answer = engine.answer(query, {}, "json", limits)
    (row,) = json.loads(answer.body)["results"]["bindings"]
    return int(row["triples"]["value"])


def compared(
    ours: Engine, theirs: Engine, catalogue: Catalogue, limits: Limits
) -> Iterator[Comparison]:
    """Yield the comparison for each named query, asked with the arguments of its example.

    Raises:
        PlanKGError: our own store fails.
    """
    for query in catalogue:
        expected = _rows(ours, query, limits)
        try:
            found = _rows(theirs, query, limits)
        except PlanKGError as error:
            yield Comparison(query.name, len(expected), str(error))
            continue
        same = found == expected
        difference = "" if same else f"{len(found)} rows, of which some are others"
        yield Comparison(query.name, len(expected), difference)


def _rows(engine: Engine, query: NamedQuery, limits: Limits) -> tuple[object, ...]:
    try:
        return run(engine, query, query.example, limits).rows
    except ParameterError:
        # The example is of the packaged plan, which a workspace may be without.
        return ()
