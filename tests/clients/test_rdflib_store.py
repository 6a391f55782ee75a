"""rdflib's SPARQLStore: a remote endpoint that looks like a graph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from sample import SLUG

PLAN = Namespace("https://w3id.org/plankg/ontology#")
ID = Namespace("https://w3id.org/plankg/id/")


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def graph(endpoint: str, request: pytest.FixtureRequest) -> Iterator[Graph]:
    store = SPARQLStore(endpoint, method=request.param, returnFormat="json")
    opened = Graph(store=store)
    yield opened
    opened.close()


def test_triples_are_matched_by_pattern(graph: Graph) -> None:
    assert (ID[SLUG], RDF.type, PLAN.Plan) in graph
    assert graph.value(ID[SLUG], DCTERMS.identifier) == Literal(SLUG)
    tasks = set(graph.subjects(RDF.type, PLAN.Task))
    assert tasks
    assert all(isinstance(task, URIRef) for task in tasks)


def test_queries_have_typed_values(graph: Graph) -> None:
    rows = graph.query(
        "SELECT ?n ?no { { SELECT (COUNT(*) AS ?n) { ?t a plan:Target } } BIND(false AS ?no) }"
    )
    [(count, no)] = rows
    assert count.toPython() > 0
    assert no.toPython() is False


def test_a_graph_is_constructed(endpoint: str, graph: Graph) -> None:
    # The store asks for RDF only where it asks for XML.
    store = SPARQLStore(endpoint, returnFormat="xml")
    made = store.query("CONSTRUCT { ?s a plan:Task } WHERE { ?s a plan:Task }").graph
    assert set(made.subjects()) == set(graph.subjects(RDF.type, PLAN.Task))


def test_initial_bindings_reach_the_endpoint(graph: Graph) -> None:
    rows = graph.query("SELECT ?p ?o { ?s ?p ?o }", initBindings={"s": ID[SLUG]})
    assert (RDF.type, PLAN.Plan) in {tuple(row) for row in rows}


def test_named_graphs_are_asked_apart(endpoint: str) -> None:
    ledger = f"https://w3id.org/plankg/graph/{SLUG}/ledger"
    store = SPARQLStore(endpoint, returnFormat="json")
    rows = list(store.query(f"SELECT ?s {{ GRAPH <{ledger}> {{ ?s plan:hasState ?state }} }}"))
    assert rows
    assert not list(store.query("SELECT ?s { ?s plan:hasState ?state }"))
