"""Terms in the place of variables: what an engine would bind, and nothing that a value says."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from plankg.engine import Limits, Term
from plankg.errors import QueryError
from plankg.oxigraph import StoreEngine
from plankg.remote.query_text import remote_query

EX = "http://example.org/"
DATA = """
@prefix ex: <http://example.org/> .
ex:a ex:name "科技局" ; ex:value 3 . ex:b ex:name "发改委", "科技局" ; ex:value 12 .
"""
PREFIXES = {"ex": EX, "xsd": "http://www.w3.org/2001/XMLSchema#"}


@pytest.fixture(scope="module")
def store() -> StoreEngine:
    store = ox.Store()
    store.load(DATA.encode(), ox.RdfFormat.TURTLE)
    return StoreEngine(store, "", PREFIXES, EX)


def rows(engine: StoreEngine, query: str, bindings: Mapping[str, Term]) -> list[dict[str, str]]:
    found = json.loads(engine.answer(query, bindings, "json", Limits()).body)
    return found["results"]["bindings"]


def sent(query: str, bindings: Mapping[str, Term]) -> str:
    return remote_query(query, bindings, PREFIXES, EX).text


NAMED = 'SELECT ?s ?_n WHERE { ?s ex:name ?n FILTER(?_n = "" || STR(?n) = ?_n) } ORDER BY ?s'
FORMS = {
    "a filter": NAMED,
    "a pattern": "SELECT ?s ?_n WHERE { ?s ex:name ?_n } ORDER BY ?s",
    "a group": "SELECT ?_n (COUNT(*) AS ?k) { ?s ex:name ?n FILTER(?n = ?_n) } GROUP BY ?_n",
    "an order": "SELECT ?s ?_n { ?s ex:name ?n FILTER(?n = ?_n) } ORDER BY ?_n DESC(?_n) ?s",
    "a sub-SELECT": "SELECT ?s ?_n { { SELECT DISTINCT ?s ?_n { ?s ex:name ?n FILTER(?n = ?_n)"
    " } } } ORDER BY ?s",
    "a sub-SELECT of its own": "SELECT ?s ?_n { ?s ex:value ?v { SELECT (MAX(?_n) AS ?v)"
    " { ?x ex:value ?_n } } }",
    "a sub-SELECT of nothing else": "SELECT ?s ?_n { { SELECT ?_n {} } ?s ex:name ?_n }"
    " ORDER BY ?s",
    "an optional": "SELECT ?s ?n ?_n { ?s ex:value ?v OPTIONAL { ?s ex:name ?n FILTER(?n = ?_n) } }"
    " ORDER BY ?s",
    "a comment": "SELECT ?s ?_n { # ?_n\n ?s ex:name ?_n ; ex:value 3 }",
    "a string": 'SELECT ?s ?_n { ?s ex:name ?_n FILTER("?_n" != ?_n) } ORDER BY ?s',
    "less than": "SELECT ?s ?_n { ?s ex:name ?n FILTER(?n<?_n) } ORDER BY ?s",
}


@pytest.mark.parametrize("query", FORMS.values(), ids=list(FORMS))
def test_a_bound_variable_means_what_the_engine_means_by_it(store: StoreEngine, query: str) -> None:
    bindings = {"_n": Term("科技局")}
    expected = rows(store, query, bindings)
    assert expected
    assert rows(store, sent(query, bindings), {}) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s ?_n { ?s ex:value ?v FILTER(BOUND( ?_n ) && ?v > 3) }", 1),
        ("SELECT ?s ?_n { ?s ex:value ?v FILTER(!BOUND(?_n)) }", 0),
    ],
)
def test_a_bound_variable_is_bound(store: StoreEngine, query: str, expected: int) -> None:
    assert len(rows(store, sent(query, {"_n": Term("")}), {})) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ex:name ?_n }",
        "SELECT * { ?s ex:name ?_n }",
        "SELECT (COUNT(?_n) AS ?k) { ?s ex:name ?_n }",
        "SELECT ?s ?_n { BIND(1 AS ?_n) }",
        "SELECT ?s ?_n { VALUES (?s ?_n) { (1 2) } }",
        "SELECT ?s (1 AS ?_n) { }",
        "ASK { ?s ex:name ?n }",
        "ASK { # ?_n\n }",
    ],
)
def test_a_variable_that_cannot_be_bound_is_an_error(query: str) -> None:
    with pytest.raises(QueryError, match=r"_n cannot be bound|name the columns"):
        sent(query, {"_n": Term("x")})


def test_graphs_and_questions_take_bindings_too(store: StoreEngine) -> None:
    bindings = {"s": Term.iri(f"{EX}a")}
    for query, form in (
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "ntriples"),
        ("DESCRIBE ?s", "ntriples"),
        ("ASK { ?s ex:value 12 }", "csv"),
    ):
        answer = store.answer(sent(query, bindings), {}, form, Limits()).body
        assert (f"{EX}a".encode() in answer) == (form == "ntriples")
        assert b"false" in answer or form == "ntriples"


HOSTILE = [
    '" || true || "',
    '") } UNION { ?s ?p ?o } #',
    "' UNION '",
    '"""',
    "x\\",
    '\\"',
    "\\u0022 || true || \\u0022",
    "\\\\u0022 || true || \\\\U00000022",
    "line\nbreak\r\n}",
    "?_n ?s $s",
    "\x00\x07\x7f\u2028\ufeff😀",
    "<http://x/> SERVICE <http://x/> {}",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_is_more_than_a_value(store: StoreEngine, value: str) -> None:
    bindings = {"_n": Term(value)}
    assert rows(store, sent(NAMED, bindings), {}) == []
    [row] = rows(store, sent("SELECT ?_n {}", bindings), {})
    assert row["_n"] == {"type": "literal", "value": value}


@pytest.mark.parametrize("value", HOSTILE)
def test_engines_that_expand_escapes_first_read_the_same_value(value: str) -> None:
    """As rdflib does, and the letter of the standard wants."""
    [row] = Graph().query(sent("SELECT ?_n {}", {"_n": Term(value)}))
    assert str(row[0]) == value


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8")), st.sampled_from(["", "zh", "en-GB"]))
def test_any_text_comes_back_as_it_went(value: str, language: str) -> None:
    query = sent("SELECT ?_n {}", {"_n": Term(value, language=language)})
    [solution] = ox.Store().query(query)
    assert solution["_n"] == ox.Literal(value, language=language or None)


@pytest.mark.parametrize(
    "term",
    [
        Term.iri("http://x/> } #"),
        Term.iri("http://x/a b"),
        Term.iri("relative"),
        Term.iri('http://x/"'),
        Term("x", datatype="http://x/> "),
        Term("x", language='zh" '),
        Term("\ud800"),
    ],
)
def test_what_is_no_term_is_refused(term: Term) -> None:
    with pytest.raises(QueryError, match="cannot be asked for"):
        sent("SELECT ?_n {}", {"_n": term})
