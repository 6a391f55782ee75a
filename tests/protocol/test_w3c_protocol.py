"""The W3C's tests of the SPARQL 1.1 Protocol and Service Description, as one table of our own.

Each row bears the name of the W3C's test that it reproduces, over three small graphs. The tests
of updates do not apply as they are: nothing can be updated here, so that both the good and the bad
ones must be refused and leave the data as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

ONE, TWO, THREE = (f"http://example.org/{name}" for name in ("one", "two", "three"))
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")
TABLES = (*RESULTS, "text/csv", "text/tab-separated-values")
GRAPHS = ("text/turtle", "application/rdf+xml", "application/n-triples")


@dataclass(frozen=True)
class Asked:
    """One request, and what must come back: `says` is an ASK's answer, `types` those allowed."""

    name: str
    method: str = "POST"
    arguments: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    sent_as: str = ""
    status: int = 200
    types: tuple[str, ...] = RESULTS
    says: bool | None = True
    accept: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def asks(name: str, query: str, *graphs: tuple[str, str], **further: object) -> Asked:
    """Return a query that is the body itself, with graphs in the address."""
    return Asked(name, arguments=graphs, body=query.encode(), sent_as=QUERY, **further)  # type: ignore[arg-type]


def default(*iris: str) -> tuple[tuple[str, str], ...]:
    return tuple(("default-graph-uri", iri) for iri in iris)


def named(*iris: str) -> tuple[tuple[str, str], ...]:
    return tuple(("named-graph-uri", iri) for iri in iris)


BOTH = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r }}"
ANY_GRAPH = "ASK { GRAPH ?g { ?s ?p ?o } }"
EACH_GRAPH = f"ASK {{ GRAPH ?g {{ <{ONE}> a ?c }} GRAPH ?h {{ <{TWO}> a ?c }} }}"

QUERIES = [
    Asked("query_get", "GET", (("query", "ASK {}"),)),
    Asked("query_post_form", body=b"query=ASK%20%7B%7D", sent_as=FORM),
    asks("query_post_direct", "ASK {}"),
    asks("query_dataset_default_graph", f"ASK {{ <{ONE}> ?p ?o }}", *default(ONE)),
    Asked("query_dataset_default_graphs_get", "GET", (("query", BOTH), *default(ONE, TWO))),
    asks("query_dataset_default_graphs_post", BOTH, *default(ONE, TWO)),
    Asked("query_dataset_named_graphs_get", "GET", (("query", EACH_GRAPH), *named(ONE, TWO))),
    asks("query_dataset_named_graphs_post", ANY_GRAPH, *named(ONE, TWO)),
    asks(
        "query_dataset_full",
        "SELECT ?g ?x ?s { ?x ?y ?o GRAPH ?g { ?s ?p ?o } }",
        *default(THREE),
        *named(ONE, TWO),
        says=None,
    ),
    # The request's dataset wins over the query's own.
    asks("query_multiple_dataset", f"ASK FROM <{ONE}> {{ <{TWO}> ?p ?o }}", *default(TWO)),
    asks(
        "query_multiple_dataset, the other way",
        f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o }}",
        *default(TWO),
        says=False,
    ),
    asks("query_content_type_select", "SELECT (1 AS ?v) {}", types=TABLES, says=None),
    asks("query_content_type_ask", "ASK {}"),
    asks("query_content_type_describe", "DESCRIBE <http://e.org/>", types=GRAPHS, says=None),
    asks(
        "query_content_type_construct",
        "CONSTRUCT { <s> <p> 1 } WHERE {}",
        types=GRAPHS,
        says=None,
    ),
]

BAD_QUERIES = [
    Asked("bad_query_method", "PUT", (("query", "ASK {}"),), status=405),
    Asked(
        "bad_multiple_queries", "GET", (("query", "ASK {}"), ("query", "SELECT * {}")), status=400
    ),
    Asked("bad_query_wrong_media_type", body=b"ASK {}", sent_as="text/plain", status=415),
    Asked("bad_query_missing_form_type", body=b"query=ASK%20%7B%7D", status=415),
    Asked("bad_query_missing_direct_type", body=b"ASK {}", status=415),
    Asked(
        "bad_query_non_utf8",
        body="ASK {}".encode("utf-16"),
        sent_as=f"{QUERY}; charset=UTF-16",
        status=415,
    ),
    Asked("bad_query_non_utf8, unsaid", body=b"ASK {\xff}", sent_as=QUERY, status=400),
    Asked("bad_query_syntax", "GET", (("query", "ASK {"),), status=400),
]

DELETE = b"update=DELETE%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D"
UPDATES = [
    Asked("update_post_form", body=b"update=CLEAR%20ALL", sent_as=FORM, status=400),
    Asked("update_post_form, deleting", body=DELETE, sent_as=FORM, status=400),
    Asked("update_post_direct", body=b"CLEAR ALL", sent_as=UPDATE, status=415),
    Asked("update as a query", body=b"CLEAR ALL", sent_as=QUERY, status=400),
    Asked("update as a query by GET", "GET", (("query", "CLEAR ALL"),), status=400),
    Asked("update_base_uri", body=b"INSERT DATA { <a> <b> <c> }", sent_as=UPDATE, status=415),
    Asked(
        "update_dataset_default_graphs",
        arguments=(("using-graph-uri", ONE), ("using-graph-uri", TWO)),
        body=DELETE,
        sent_as=FORM,
        status=400,
    ),
    Asked(
        "update_dataset_named_graphs",
        arguments=(("using-named-graph-uri", ONE),),
        body=b"CLEAR ALL",
        sent_as=UPDATE,
        status=415,
    ),
    Asked("bad_update_get", "GET", (("update", "CLEAR ALL"),), status=400),
    Asked(
        "bad_update_get, beside a query", "GET", (("query", "ASK {}"), ("update", "x")), status=400
    ),
    Asked(
        "bad_multiple_updates",
        body=b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT",
        sent_as=FORM,
        status=400,
    ),
    Asked("bad_update_wrong_media_type", body=b"CLEAR NAMED", sent_as="text/plain", status=415),
    Asked("bad_update_missing_form_type", body=b"update=CLEAR%20NAMED", status=415),
    Asked("bad_update_missing_direct_type", body=b"CLEAR NAMED", status=415),
    Asked(
        "bad_update_non_utf8",
        body="CLEAR NAMED".encode("utf-16"),
        sent_as=f"{UPDATE}; charset=UTF-16",
        status=415,
    ),
    Asked("bad_update_syntax", body=b"update=CLEAR%20XYZ", sent_as=FORM, status=400),
    Asked(
        "bad_update_dataset_conflict",
        arguments=(("using-named-graph-uri", ONE),),
        body=b"update=WITH%20%3Chttp%3A%2F%2Fe.org%2F%3E%20DELETE%20WHERE%20%7B%7D",
        sent_as=FORM,
        status=400,
    ),
]


def send(client: FlaskClient, asked: Asked, address: str):  # type: ignore[no-untyped-def]
    headers = {"Accept": asked.accept} if asked.accept else {}
    return client.open(
        address,
        method=asked.method,
        query_string=list(asked.arguments),
        data=asked.body,
        content_type=asked.sent_as or None,
        headers=headers | asked.headers,
    )


# The W3C's tests ask at an address with a slash, most clients at one without.
@pytest.mark.parametrize("address", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("asked", QUERIES, ids=lambda asked: asked.name)
def test_a_good_query_is_answered(client: FlaskClient, asked: Asked, address: str) -> None:
    answer = send(client, asked, address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype in asked.types
    if asked.says is not None:
        assert answer.get_json()["boolean"] is asked.says


@pytest.mark.parametrize("asked", BAD_QUERIES + UPDATES, ids=lambda asked: asked.name)
def test_what_is_no_good_query_is_refused_without_effect(client: FlaskClient, asked: Asked) -> None:
    answer = send(client, asked, "/sparql")
    assert answer.status_code == asked.status
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == asked.status
    count = client.get("/sparql", query_string={"query": "SELECT * { ?s ?p ?o }"}).get_json()
    assert len(count["results"]["bindings"]) == 4


def test_a_dataset_in_full_is_just_what_was_named(client: FlaskClient) -> None:
    query = "SELECT DISTINCT ?g ?x { ?x ?y ?o GRAPH ?g { ?s ?p ?q } } ORDER BY ?g"
    arguments = [("query", query), *default(THREE), *named(ONE, TWO)]
    rows = client.get("/sparql", query_string=arguments).get_json()["results"]["bindings"]
    assert [(row["g"]["value"], row["x"]["value"]) for row in rows] == [(ONE, THREE), (TWO, THREE)]


def test_named_graphs_alone_leave_the_default_graph_empty(client: FlaskClient) -> None:
    arguments = [("query", "ASK { ?s ?p ?o }"), *named(ONE)]
    assert client.get("/sparql", query_string=arguments).get_json()["boolean"] is False


SD = "http://www.w3.org/ns/sparql-service-description#"


class TestServiceDescription:
    @pytest.fixture
    def description(self, client: FlaskClient) -> ox.Store:
        store = ox.Store()
        store.load(client.get("/sparql").data, ox.RdfFormat.TURTLE)
        return store

    def test_returns_rdf(self, client: FlaskClient) -> None:
        for accept in GRAPHS:
            answer = client.get("/sparql", headers={"Accept": accept})
            assert (answer.status_code, answer.mimetype) == (200, accept)

    def test_has_endpoint_triple(self, description: ox.Store) -> None:
        endpoint = ox.NamedNode("http://localhost/sparql")
        found = description.quads_for_pattern(None, ox.NamedNode(f"{SD}endpoint"), endpoint)
        assert [quad.subject for quad in found] == [endpoint]

    def test_conforms_to_schema(self, description: ox.Store) -> None:
        for query in (
            "ASK { ?s a sd:Service ; sd:supportedLanguage sd:SPARQL11Query }",
            "ASK { ?s sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> }",
            "ASK { ?s sd:defaultDataset ?d . ?d a sd:Dataset ; sd:defaultGraph/a sd:Graph }",
            f"ASK {{ ?d a sd:Dataset ; sd:namedGraph ?n . ?n sd:name <{THREE}> }}",
            "ASK { ?d a sd:Dataset ; sd:namedGraph/a sd:NamedGraph }",
            "ASK { ?s sd:availableGraphs ?c . ?c a sd:GraphCollection ; sd:namedGraph ?n }",
        ):
            assert description.query(f"PREFIX sd: <{SD}> {query}"), query
        assert not description.query(f"PREFIX sd: <{SD}> ASK {{ ?s sd:feature ?f }}")
