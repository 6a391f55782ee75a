"""A query as it is sent: complete in itself, its graphs told beside it."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest

from plankg.engine import Dataset
from plankg.errors import QueryError
from plankg.remote.query_text import remote_query
from plankg.sparql_tokens import tokens_of

PREFIXES = {"ex": "http://example.org/", "id": "http://example.org/id/"}
BASE = "http://base.example/x"


@pytest.mark.parametrize(
    ("query", "tokens"),
    [
        ("?a<?b", "variable sign variable"),
        ("<a> <b c> $x", "iri sign word word sign variable"),
        ("ex:a#b", "name blank"),
        ("FILTER(?a = <x#b>)", "word sign variable sign iri sign"),
        ("(?a<http://x#b>)", "sign variable iri sign"),
        ("{?a <it's> 'b'^^<x#b>}", "sign variable iri string sign sign iri sign"),
        ("ex:a.b:c.", "name sign"),
        ("true.FILTER", "word sign word"),
        ("?名、x", "variable"),
        ("_:a.b.", "node sign"),
        ("'a\\'b'@zh-CN", "string language"),
        ('"""a"b""c\\""""', "string"),
        ("'''a\nb'''", "string"),
        (":a-b\\/c%41", "name"),
        ("3.5e1", "sign sign sign word"),
    ],
)
def test_the_text_is_taken_apart_as_the_grammar_has_it(query: str, tokens: str) -> None:
    found = tokens_of(query)
    assert "".join(token.text for token in found) == query
    told = [token.kind for token in found if token.kind != "blank" or token.text[0] == "#"]
    assert told == tokens.split()


@pytest.mark.parametrize(
    "text", ["(?n<3&&?l='a>b #1')", "(1e1<?x#>\n)", "(<a> <b#c>)", "(f(?x) <?y&&?z>?w)"]
)
def test_what_may_be_an_iri_or_a_comparison_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="write a space"):
        tokens_of(text)
    assert tokens_of(text.replace("<", "< "))


@pytest.mark.parametrize("text", ['"""' + '""a' * 9000, "'" * 9000, "a." * 9000, "<" * 9000])
def test_no_text_takes_long(text: str) -> None:
    began = time.monotonic()
    tokens_of(text)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("escape", [r"\u0022", r"\U00000027", r"\u007D", r"\u0053ELECT"])
def test_an_escape_that_could_end_a_string_is_refused(escape: str) -> None:
    with pytest.raises(QueryError, match="read differently"):
        remote_query(f'SELECT ("{escape}" AS ?x) {{}}', {}, {}, BASE)


def test_other_escapes_are_left_to_the_endpoint() -> None:
    query = r'SELECT ("\u4E00" AS ?x) {}'
    assert remote_query(query, {}, {}, BASE).text.endswith(query)


def test_prefixes_are_declared_that_are_used_and_are_not() -> None:
    query = "PREFIX id: <http://other.example/>\nSELECT (ex:a AS ?a) (id:b AS ?b) {}"
    text = remote_query(query, {}, PREFIXES, BASE).text
    assert text.count("PREFIX") == 2
    [row] = ox.Store().query(text)
    assert [row["a"].value, row["b"].value] == ["http://example.org/a", "http://other.example/b"]


def test_relative_iris_are_resolved_against_the_base() -> None:
    [row] = ox.Store().query(remote_query("SELECT (<y> AS ?a) {}", {}, {}, BASE).text)
    assert row["a"].value == "http://base.example/y"


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("SELECT * FROM <g> { }", ["http://base.example/g"], []),
        (
            "SELECT * FROM NAMED ex:g FROM id:h {}",
            ["http://example.org/id/h"],
            ["http://example.org/g"],
        ),
        ("BASE <http://b/> PREFIX p: <c/> ASK FROM p:d {}", ["http://b/c/d"], []),
        ("SELECT (EXISTS {?s ?p 'FROM'} AS ?x) FROM <g> {}", ["http://base.example/g"], []),
        ("CONSTRUCT {?s ?p ?o} FROM ex:g WHERE {?s ?p ?o}", ["http://example.org/g"], []),
        ("SELECT * FROM#c\n<http://g/> WHERE {}", ["http://g/"], []),
    ],
)
def test_graphs_of_from_are_told_and_not_asked_for(
    query: str, default: list[str], named: list[str]
) -> None:
    made = remote_query(query, {}, PREFIXES, BASE)
    assert made.dataset == Dataset(tuple(default), tuple(named))
    assert "FROM" not in made.text.replace("'FROM'", "")
    ox.Store().query(made.text)


@pytest.mark.parametrize(
    "query", ["ASKFROM<g>{}", "SELECT*FROM:g{}", "SELECT * FROMex:g {}", "CONSTRUCTFROM<g>WHERE{}"]
)
def test_graphs_that_an_endpoint_would_not_see_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match="plainly"):
        remote_query(query, {}, PREFIXES, BASE)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * { GRAPH ?g {} }", True),
        ("SELECT * { graph ?g {} }", True),
        ("SELECT * { ?graph ?p 'GRAPH' } # GRAPH", False),
        ("PREFIX graph: <http://x/> SELECT * { graph:a ?p ?o }", False),
    ],
)
def test_it_is_known_whether_a_query_names_graphs(query: str, names: bool) -> None:
    made = remote_query(query, {}, {}, BASE)
    assert made.names_graphs is names
    assert made.dataset is None
