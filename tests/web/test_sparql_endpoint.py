"""The SPARQL 1.1 Protocol: ways to ask, formats, errors, and a real client."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TSV, TURTLE, XML, SPARQLWrapper
from web_sample import HTML

from sample import SLUG

TASKS = "SELECT ?title WHERE { ?t a plan:Task ; dcterms:title ?title } ORDER BY ?title"
TITLES = ["培育创新企业", "建好高新区创新载体"]
GRAPH = "CONSTRUCT { ?t dcterms:title ?title } WHERE { ?t a plan:Task ; dcterms:title ?title }"
FORM = "application/x-www-form-urlencoded"
RESULTS_JSON = "application/sparql-results+json"


def titles_of(answer: object) -> list[str]:
    return [row["title"]["value"] for row in answer.get_json()["results"]["bindings"]]  # type: ignore[attr-defined]


def test_the_three_ways_to_ask_give_one_answer(client: FlaskClient) -> None:
    answers = [
        client.get("/sparql", query_string={"query": TASKS}),
        client.post("/sparql", data={"query": TASKS}),
        client.post("/sparql", data=TASKS.encode(), content_type="application/sparql-query"),
        client.post(
            "/sparql", data=TASKS.encode(), content_type="application/sparql-query; charset=utf-8"
        ),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.content_type == RESULTS_JSON
        assert titles_of(answer) == TITLES


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (TASKS, "", RESULTS_JSON),
        (TASKS, "*/*", RESULTS_JSON),
        (TASKS, "application/json", "application/json"),
        (TASKS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (TASKS, "application/xml", "application/xml"),
        (TASKS, "text/csv", "text/csv; charset=utf-8"),
        (TASKS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (
            TASKS,
            "text/csv;q=0.5, application/sparql-results+xml;q=0.9",
            "application/sparql-results+xml",
        ),
        (TASKS, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (TASKS, HTML["Accept"], "text/html; charset=utf-8"),
        ("ASK {}", "text/csv", "text/csv; charset=utf-8"),
        (GRAPH, "", "text/turtle; charset=utf-8"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        ("DESCRIBE plan:Task", "text/turtle", "text/turtle; charset=utf-8"),
        (GRAPH, HTML["Accept"], "text/html; charset=utf-8"),
    ],
)
def test_the_format_follows_accept(
    client: FlaskClient, query: str, accept: str, content_type: str
) -> None:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.content_type == content_type
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("query", "name", "content_type"),
    [
        (TASKS, "csv", "text/csv; charset=utf-8"),
        (TASKS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (TASKS, "application/sparql-results xml", "application/sparql-results+xml"),
        (GRAPH, "nt", "application/n-triples"),
    ],
)
def test_a_link_may_name_the_format(
    client: FlaskClient, query: str, name: str, content_type: str
) -> None:
    answer = client.get("/sparql", query_string={"query": query, "format": name}, headers=HTML)
    assert answer.content_type == content_type


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ({"query_string": {"query": "SELECT ?x WHERE {\n ?x ?y }"}}, 400, "line 2"),
        ({"query_string": {"query": ""}}, 400, ""),
        ({"query_string": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "exactly one"),
        ({"query_string": {"update": "CLEAR ALL"}}, 400, "read-only"),
        ({"query_string": {"query": "INSERT DATA { <a> <b> <c> }"}}, 400, "read-only"),
        ({"query_string": {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}}, 422, "SERVICE"),
        ({"query_string": {"query": TASKS}, "headers": {"Accept": "image/png"}}, 406, "csv"),
        ({"query_string": {"query": TASKS}, "headers": {"Accept": "text/turtle"}}, 406, "csv"),
        ({"query_string": {"query": GRAPH}, "headers": {"Accept": "text/csv"}}, 406, "turtle"),
        ({"query_string": {"query": GRAPH, "format": "csv"}}, 406, "ttl"),
        ({"headers": {"Accept": "image/png"}}, 406, "turtle"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(
    client: FlaskClient, arguments: dict[str, object], status: int, words: str
) -> None:
    answer = client.get("/sparql", **arguments)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["status"] == status
    assert words in problem["detail"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ({"data": {}}, 415),
        ({"data": b"x=1", "content_type": FORM}, 400),
        ({"data": {"update": "CLEAR ALL"}}, 400),
        ({"data": b"CLEAR ALL", "content_type": "application/sparql-update"}, 415),
        ({"data": b"ASK {}", "content_type": "text/plain"}, 415),
        ({"data": b"ASK {", "content_type": "application/sparql-query"}, 400),
        ({"data": b"\xff\xfe", "content_type": "application/sparql-query"}, 400),
        ({"data": b"#" * 1_100_000, "content_type": "application/sparql-query"}, 413),
    ],
)
def test_a_post_that_is_no_query_is_refused(
    client: FlaskClient, arguments: dict[str, object], status: int
) -> None:
    assert client.post("/sparql", **arguments).status_code == status  # type: ignore[arg-type]
    count = client.get("/sparql?query=SELECT (COUNT(*) AS ?n) {?s a plan:Task}").get_json()
    assert count["results"]["bindings"][0]["n"]["value"] == "2"


def test_a_syntax_error_names_line_and_column(client: FlaskClient) -> None:
    problem = client.get("/sparql", query_string={"query": "SELECT *\nWHERE {\n ?s ?p }"})
    assert problem.get_json()["line"] == 3
    assert problem.get_json()["column"] > 1


def test_scripts_of_other_origins_may_ask(client: FlaskClient) -> None:
    preflight = client.options("/sparql", headers={"Origin": "https://example.org"})
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    refused = client.get("/sparql?query=ASK")
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    answer = client.head("/sparql", query_string={"query": TASKS})
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.content_type == RESULTS_JSON


def test_without_a_query_a_program_gets_the_service_description(client: FlaskClient) -> None:
    answer = client.get("/sparql")
    assert answer.content_type == "text/turtle; charset=utf-8"
    store = ox.Store()
    store.load(answer.data, ox.RdfFormat.TURTLE)
    endpoint = ox.NamedNode("http://localhost/sparql")
    assert len(list(store.quads_for_pattern(endpoint, None, None))) > 8


class TestEditor:
    def test_is_a_form_that_works_without_scripts(self, client: FlaskClient) -> None:
        page = client.get("/sparql?lang=en", headers=HTML).text
        assert '<form id="editor"' in page
        assert 'method="get"' in page
        assert "Busiest bodies" in page

    def test_shows_the_rows_with_links(self, client: FlaskClient) -> None:
        query = "SELECT ?t ?title { ?t a plan:Task ; dcterms:title ?title }"
        page = client.get("/sparql", query_string={"query": query, "lang": "en"}, headers=HTML).text
        assert "2 rows" in page
        assert 'href="/page/sample-2021-2022/section/2/action/1/task/1"' in page
        assert "format=csv" in page

    def test_its_downloads_are_of_the_same_dataset(self, client: FlaskClient) -> None:
        arguments = {
            "query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
            "default-graph-uri": "https://w3id.org/plankg/graph/datasets",
            "timeout": "5",
        }
        page = client.get("/sparql", query_string=arguments, headers=HTML).text
        link = next(
            unescape(piece.partition('"')[0])
            for piece in page.split('href="')
            if "format=json" in piece.partition('"')[0]
        )
        shown = client.get(link).get_json()["results"]["bindings"][0]["n"]["value"]
        asked = client.get("/sparql", query_string=arguments).get_json()
        assert shown == asked["results"]["bindings"][0]["n"]["value"]
        assert '<input type="hidden" name="timeout" value="5">' in page

    def test_says_yes_or_no(self, client: FlaskClient) -> None:
        page = client.get("/sparql?lang=en&query=ASK {}", headers=HTML).text
        assert "Yes (true)" in page

    def test_shows_a_graph(self, client: FlaskClient) -> None:
        page = client.get("/sparql", query_string={"query": GRAPH}, headers=HTML).text
        assert "培育创新企业" in page.partition('class="graph"')[2]

    @pytest.mark.parametrize("address", ["/", "/sparql", "/sparql/", "/queries", f"/page/{SLUG}"])
    def test_is_named_by_its_advertised_address(self, client: FlaskClient, address: str) -> None:
        page = client.get(address, headers=HTML).text
        named = re.findall(r'(?:href|action)="(/sparql[^"?]*)', page)
        assert set(named) == {"/sparql"}

    def test_keeps_a_wrong_query_and_says_what_is_wrong(self, client: FlaskClient) -> None:
        answer = client.get("/sparql?query=SELECT ?my_own {", headers=HTML)
        assert answer.status_code == 400
        assert "SELECT ?my_own {</textarea>" in answer.text
        assert 'role="alert"' in answer.text

    def test_says_how_many_rows_it_leaves_to_the_download(self, client: FlaskClient) -> None:
        query = "SELECT * { ?s ?p ?o } LIMIT 1200"
        page = client.get("/sparql", query_string={"query": query, "lang": "en"}, headers=HTML).text
        assert "first 1000 of 1200 rows" in page

    @pytest.mark.parametrize("name", ["plans", "targets", "bodies", "units"])
    def test_its_examples_find_something(self, client: FlaskClient, name: str) -> None:
        from plankg.web.editor import EXAMPLES

        answer = client.get("/sparql", query_string={"query": EXAMPLES[name]})
        assert answer.get_json()["results"]["bindings"]


class TestSparqlWrapper:
    """The client that people use from Python, over a real connection."""

    @pytest.fixture
    def wrapper(self, live_server: str) -> SPARQLWrapper:
        return SPARQLWrapper(f"{live_server}/sparql")

    @pytest.mark.parametrize("method", ["GET", "POST", POSTDIRECTLY])
    def test_reads_json(self, wrapper: SPARQLWrapper, method: str) -> None:
        wrapper.setQuery(TASKS)
        wrapper.setReturnFormat(JSON)
        if method != "GET":
            wrapper.setMethod(POST)
        if method == POSTDIRECTLY:
            wrapper.setRequestMethod(POSTDIRECTLY)
        rows = wrapper.query().convert()["results"]["bindings"]
        assert [row["title"]["value"] for row in rows] == TITLES

    def test_reads_xml(self, wrapper: SPARQLWrapper) -> None:
        wrapper.setQuery(TASKS)
        wrapper.setReturnFormat(XML)
        document = wrapper.query().convert()
        literals = document.getElementsByTagName("literal")
        assert [literal.firstChild.data for literal in literals] == TITLES

    def test_reads_csv(self, wrapper: SPARQLWrapper) -> None:
        wrapper.setQuery(TASKS)
        wrapper.setReturnFormat(CSV)
        rows = list(csv.reader(io.StringIO(wrapper.query().convert().decode())))
        assert rows == [["title"], *([title] for title in TITLES)]

    def test_reads_tsv(self, wrapper: SPARQLWrapper) -> None:
        wrapper.setQuery(TASKS)
        wrapper.setReturnFormat(TSV)
        lines = wrapper.query().convert().decode().splitlines()
        assert lines == ["?title", *(f'"{title}"@zh' for title in TITLES)]

    def test_reads_turtle(self, wrapper: SPARQLWrapper) -> None:
        wrapper.setQuery(GRAPH)
        wrapper.setReturnFormat(TURTLE)
        store = ox.Store()
        store.load(wrapper.query().convert(), ox.RdfFormat.TURTLE)
        assert sorted(quad.object.value for quad in store) == TITLES

    def test_is_told_of_bad_syntax(self, wrapper: SPARQLWrapper) -> None:
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

        wrapper.setQuery("SELECT ?x WHERE {")
        with pytest.raises(QueryBadFormed, match="line 1"):
            wrapper.query()


def test_chinese_addresses_survive_a_real_connection(live_server: str) -> None:
    import urllib.request
    from urllib.parse import quote

    address = f"{live_server}/id/area/320281/{quote('高新区')}"
    request = urllib.request.Request(address, headers={"Accept": "application/n-triples"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert answer.url.endswith(f"/data/area/320281/{quote('高新区')}.nt")
        assert "高新区" in answer.read().decode()


def test_xml_results_keep_zero_and_false(client: FlaskClient) -> None:
    query = "SELECT (0 AS ?zero) (false AS ?no) {}"
    answer = client.get("/sparql", query_string={"query": query, "format": "xml"})
    literals = ElementTree.fromstring(answer.data).findall(".//{*}literal")  # noqa: S314
    assert [literal.text for literal in literals] == ["0", "false"]
