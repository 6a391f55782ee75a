"""The default graph of several graphs is their merge: each triple of theirs once."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from plankg.engine import Dataset, Limits
from plankg.errors import QueryError
from plankg.oxigraph import StoreEngine

EX = "http://example.org/"
# Two graphs that share a triple and a third that both lack; all of them are apart from the default
# graph. By hand: 2 + 2 triples, of which 1 is shared.
SHARED = {
    "one": "ex:s ex:size 1 . ex:s ex:next ex:t .",
    "two": "ex:s ex:size 1 . ex:t ex:size 2 .",
    "three": "ex:u ex:size 3 .",
}
ONE, TWO, THREE, NONE = (f"{EX}{name}" for name in (*SHARED, "none"))
COUNT = "SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def sharing() -> StoreEngine:
    store = ox.Store()
    for name, triples in SHARED.items():
        text = f"@prefix ex: <{EX}> . {triples}"
        store.load(text.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"{EX}{name}"))
    return StoreEngine(store, "0" * 64, {"ex": EX}, EX, default_graph=ox.Store())


def counted(engine: StoreEngine, query: str, dataset: Dataset | None = None) -> int:
    return int(engine.answer(query, {}, "csv", Limits(), dataset=dataset).body.split()[1])


@pytest.mark.parametrize(
    ("graphs", "count"),
    [
        ((ONE,), 2),
        ((ONE, ONE), 2),
        ((ONE, TWO), 3),
        ((TWO, ONE, TWO, THREE), 4),
        ((ONE, NONE), 2),
        ((NONE, NONE), 0),
        ((NONE, f"{NONE}2"), 0),
    ],
)
def test_graphs_are_merged_so_that_each_triple_counts_once(
    sharing: StoreEngine, graphs: tuple[str, ...], count: int
) -> None:
    clauses = " ".join(f"FROM <{iri}>" for iri in graphs)
    for _ in range(2):  # also when the merge is kept
        assert counted(sharing, COUNT.format(clauses=""), Dataset(graphs)) == count
        assert counted(sharing, COUNT.format(clauses=clauses)) == count


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SELECT (COUNT(*) AS ?n) FROM ex:one#\nFROM<two>{?s ?p ?o}", 3),
        (
            "PREFIX x: <http://example.org/>"
            " SELECT (SUM(?o) AS ?n) FROM x:one FROM ex:two {?s ex:size ?o}",
            3,
        ),
        ("BASE <http://x/> SELECT (COUNT(*) AS ?n) FROM <one> FROM <two> {?s ?p ?o}", 0),
        ("SELECT(COUNT(*) AS ?n)from<one>From<\\u0074wo>where{?s ?p ?o}", 3),
        ("SELECT (COUNT(EXISTS {?s ex:size 2}) AS ?n) FROM ex:one FROM ex:two {?s ?p ?o}", 3),
        ("SELECT (COUNT(*) AS ?n) FROM ex:one FROM ex:two {{SELECT ?s {?s ?p ?from}}}", 3),
        ("SELECT (COUNT(*) AS ?n) FROM ex:one {VALUES ?from {' FROM ex:two '}?s ?p ?o}", 2),
        ("SELECT (COUNT(*) AS ?n) FROM ex:one FROM ex:two {?s ex:next/ex:size ?o}", 1),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED ex:one FROM NAMED ex:one {GRAPH ?g {?s ?p ?o}}", 2),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED ex:one FROM NAMED ex:two {GRAPH ?g {?s ?p ?o}}", 4),
        (
            "SELECT (COUNT(*) AS ?n) FROM ex:one FROM NAMED ex:three FROM ex:two"
            " {?s ?p ?o GRAPH ?g {?t ?q ?r}}",
            3,
        ),
        ("SELECT (COUNT(*) AS ?n) FROM ex:one FROM ex:two {GRAPH ex:one {?s ?p ?o}}", 0),
    ],
)
def test_a_query_merges_the_graphs_that_it_names(
    sharing: StoreEngine, query: str, count: int
) -> None:
    assert counted(sharing, query) == count


def test_the_graphs_of_a_request_are_merged_and_not_those_of_the_query(
    sharing: StoreEngine,
) -> None:
    query = COUNT.format(clauses="FROM ex:three FROM ex:none")
    assert counted(sharing, query, Dataset((ONE, TWO))) == 3
    in_graphs = "SELECT (COUNT(*) AS ?n) { ?s ex:size 2 GRAPH ?g { ?t ?p ?o } }"
    assert counted(sharing, in_graphs, Dataset((ONE, TWO), (THREE, ONE, THREE))) == 3


def test_a_graph_is_built_and_a_question_answered_from_the_merge(sharing: StoreEngine) -> None:
    graphs = "FROM ex:one FROM ex:two"
    built = sharing.answer(
        f"CONSTRUCT {{ ?s ex:of ?o }} {graphs} WHERE {{ ?s ex:size ?o }}", {}, "ntriples", Limits()
    )
    assert built.body.decode().count("\n") == 2
    short = sharing.answer(f"CONSTRUCT {graphs} WHERE {{ ?s ?p ?o }}", {}, "ntriples", Limits())
    assert short.body.decode().count("\n") == 3
    asked = sharing.answer(f"ASK {graphs} {{ ?s ex:next/ex:size 2 }}", {}, "csv", Limits())
    assert asked.body == b"true"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s ex:size ?o } ORDER BY ?s ?o",
        "SELECT ?s (SUM(?o) AS ?n) { ?s ex:size ?o } GROUP BY ?s ORDER BY ?s",
        "SELECT ?s ?t { ?s ex:size ?o OPTIONAL { ?s ex:next+ ?t } } ORDER BY ?s ?t",
        "SELECT ?s ?t { ?s ?p ?o . ?t ?p ?o FILTER NOT EXISTS { ?o ex:size 2 } } ORDER BY ?s ?t",
    ],
)
def test_rows_over_several_graphs_are_those_over_their_union(
    sharing: StoreEngine, query: str
) -> None:
    union = rdflib.Graph()
    for triples in SHARED.values():
        union.parse(data=f"@prefix ex: <{EX}> . {triples}", format="turtle")
    expected = union.query(f"PREFIX ex: <{EX}> {query}").serialize(format="csv")
    dataset = Dataset((ONE, TWO, THREE))
    assert sharing.answer(query, {}, "csv", Limits(), dataset=dataset).body == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROMex:one FROM ex:two {?s ?p ?o}",
        "ASKFROM<one>FROM<two>{?s ?p ?o}",
        "SELECT (?a<ex:b#>\n AS ?x) FROM <one> FROM <two> {?s ?p ?a}",
    ],
)
def test_graphs_that_are_not_named_plainly_are_refused(sharing: StoreEngine, query: str) -> None:
    with pytest.raises(QueryError, match=r"plainly|a comparison"):
        counted(sharing, query)


def test_a_bad_query_that_names_several_graphs_is_told_its_place(sharing: StoreEngine) -> None:
    with pytest.raises(QueryError, match=r"^line 2, column "):
        counted(sharing, "SELECT * FROM ex:one FROM ex:two\n{ ?s nope:p ?o }")
