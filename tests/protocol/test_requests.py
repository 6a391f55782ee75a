"""The endpoint to the letter where the W3C's tests are silent: requests, limits, errors."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from web_sample import HTML

from plankg.engine import Answer, Dataset, Limits, Term
from plankg.errors import (
    DepthLimitError,
    EngineCrashedError,
    MemoryLimitError,
    OverloadedError,
    PlanKGError,
    QueryError,
    RowLimitError,
    SizeLimitError,
    TimeLimitError,
    TooManyQueriesError,
    UnanswerableQueryError,
)
from plankg.oxigraph import StoreEngine
from plankg.web import Service, create_app

ONE, TWO, THREE = (f"http://example.org/{name}" for name in ("one", "two", "three"))
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Watched:
    """An engine that keeps what it was asked last, and raises what it is told to."""

    release = "a" * 64

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: dict[str, Any] = {}

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002
        limits: Limits,
        *,
        dataset: Dataset | None = None,
        base: str = "",
        gone: object = None,
    ) -> Answer:
        self.asked = {"query": query, "limits": limits, "dataset": dataset, "base": base}
        if self.error is not None:
            raise self.error
        return Answer(200, "application/sparql-results+json", b'{"head":{},"boolean":true}')


def sharing() -> StoreEngine:
    """Return an engine over three graphs with one triple in common and one of their own."""
    store = ox.Store()
    for graph in map(ox.NamedNode, (ONE, TWO, THREE)):
        for subject in (graph, ox.NamedNode("http://example.org/")):
            store.add(ox.Quad(subject, ox.NamedNode(ONE), ox.Literal(1), graph))
    return StoreEngine(store, "a" * 64, {}, "http://example.org/")


def over(service: Service, engine: Watched) -> FlaskClient:
    app = create_app(replace(service, engine=engine))
    app.logger.disabled = True
    return app.test_client()


@pytest.fixture
def engine() -> Watched:
    return Watched()


@pytest.fixture
def watched(service: Service, engine: Watched) -> FlaskClient:
    return over(service, engine)


class TestQuestion:
    def test_graphs_may_stand_in_a_posted_form(self, watched: FlaskClient, engine: Watched) -> None:
        watched.post("/sparql", data={"query": "ASK {}", "default-graph-uri": [ONE, "two"]})
        assert engine.asked["dataset"] == Dataset((ONE, "http://localhost/two"), ())

    def test_an_empty_graph_names_none(self, watched: FlaskClient, engine: Watched) -> None:
        # As the forms of some clients send it.
        watched.get("/sparql?query=ASK{}&default-graph-uri=&named-graph-uri=")
        assert engine.asked["dataset"] is None

    @pytest.mark.parametrize(
        ("graphs", "count"),
        [([ONE], 2), ([ONE, ONE], 2), ([ONE, TWO], 3), ([ONE, TWO, THREE, ONE], 4)],
    )
    def test_a_triple_of_several_graphs_counts_once(
        self, service: Service, graphs: list[str], count: int
    ) -> None:
        client = create_app(replace(service, engine=sharing())).test_client()
        plain = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
        clauses = " ".join(f"FROM <{iri}>" for iri in graphs)
        for arguments in (
            {"query": plain.format(""), "default-graph-uri": graphs},
            {"query": plain.format(clauses)},
        ):
            for answer in (
                client.get("/sparql", query_string=arguments),
                client.post("/sparql", data=arguments),
            ):
                (row,) = answer.get_json()["results"]["bindings"]
                assert row["n"]["value"] == str(count)

    def test_relative_iris_are_resolved_against_the_request(self, client: FlaskClient) -> None:
        arguments = {"query": "SELECT (<data1.rdf> AS ?a) (<?x> AS ?b) (IRI('/c') AS ?c) {}"}
        rows = client.get("/sparql", query_string=arguments, base_url="http://plans.example:81/a")
        (row,) = rows.get_json()["results"]["bindings"]
        assert [row[name]["value"] for name in "abc"] == [
            "http://plans.example:81/a/data1.rdf",
            "http://plans.example:81/a/sparql?x",
            "http://plans.example:81/c",
        ]

    def test_a_query_keeps_its_own_base(self, client: FlaskClient) -> None:
        query = "BASE <http://example.org/> ASK { <one> ?p ?o }"
        assert client.get("/sparql", query_string={"query": query}).get_json()["boolean"] is True

    @pytest.mark.parametrize(("asked", "seconds"), [("0.5", 0.5), ("3", 3.0), ("99999", 10.0)])
    def test_a_client_may_grant_less_time_never_more(
        self, watched: FlaskClient, engine: Watched, asked: str, seconds: float
    ) -> None:
        watched.get("/sparql", query_string={"query": "ASK {}", "timeout": asked})
        assert engine.asked["limits"].seconds == seconds
        watched.post("/sparql", data={"query": "ASK {}", "timeout": asked})
        assert engine.asked["limits"].seconds == seconds

    def test_a_language_or_graph_named_in_chinese_arrives(
        self, watched: FlaskClient, engine: Watched
    ) -> None:
        watched.get(f"/sparql?query=ASK{{}}&default-graph-uri=http://e.org/{quote('规划')}")
        assert engine.asked["dataset"] == Dataset(("http://e.org/规划",), ())


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"query_string": "query=ASK{}&timeout=soon"}, 400, "timeout"),
        ({"query_string": "query=ASK{}&timeout=0"}, 400, "timeout"),
        ({"query_string": "query=ASK{}&timeout=nan"}, 400, "timeout"),
        ({"query_string": "query=ASK{}&timeout=1&timeout=2"}, 400, "timeout"),
        ({"query_string": "query=ASK{}&default-graph-uri=http://a<b"}, 400, "default-graph-uri"),
        ({"query_string": "query=ASK{}&named-graph-uri=x:%22"}, 400, "named-graph-uri"),
        ({"query_string": "named-graph-uri=http://e.org/"}, 400, "exactly one"),
        ({"query_string": "query=ASK{%FF}"}, 400, "UTF-8"),
        ({"query_string": "query=ASK{}&x=%B9%E6"}, 400, "UTF-8"),
        ({"method": "POST", "data": b"query=%FF", "content_type": FORM}, 400, "UTF-8"),
        (
            {"method": "POST", "query_string": "query=ASK{}", "data": {"query": "ASK {}"}},
            400,
            "exactly one",
        ),
        (
            {
                "method": "POST",
                "query_string": "query=ASK{}",
                "data": "ASK{}",
                "content_type": QUERY,
            },
            400,
            "one query is in the body",
        ),
        ({"method": "POST", "data": b"", "content_type": QUERY}, 400, "line 1"),
        ({"method": "POST", "data": b"", "content_type": FORM}, 400, "exactly one"),
        ({"method": "POST", "data": "ASK{}", "content_type": f"{QUERY};charset=gbk"}, 415, "gbk"),
        ({"query_string": "query=" + "%20" * 12_000}, 414, "POST"),
        ({"method": "POST", "data": b"#" * 1_000_001, "content_type": QUERY}, 413, "1000000"),
        (
            {"method": "POST", "data": b"query=" + b"#" * 1_000_001, "content_type": FORM},
            413,
            "1000000",
        ),
        ({"query_string": "query=ASK{}&format=turtle"}, 406, "json, xml, csv, tsv"),
        ({"query_string": "query=ASK{}", "headers": {"Accept": "image/*"}}, 406, "text/csv"),
        ({"query_string": "query=ASK{}", "headers": {"Host": "a b"}}, 400, "Host"),
        ({"query_string": "query=ASK{}", "headers": {"Host": 'x"><script>'}}, 400, "Host"),
    ],
)
def test_a_request_that_breaks_the_protocol_is_told_how(
    client: FlaskClient, request_: dict[str, Any], status: int, words: str
) -> None:
    answer = client.open("/sparql", **request_)
    assert answer.status_code == status
    problem = answer.get_json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank" or "/problem/" in problem["type"]
    assert words in problem["detail"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_packed_body_is_refused_unopened(watched: FlaskClient, engine: Watched) -> None:
    bomb = gzip.compress(b"#" * 10_000_000)
    answer = watched.post(
        "/sparql", data=bomb, content_type=QUERY, headers={"Content-Encoding": "gzip"}
    )
    assert answer.status_code == 415
    assert answer.headers["Accept-Encoding"] == "identity"
    assert engine.asked == {}
    same = watched.post(
        "/sparql", data=b"ASK {}", content_type=QUERY, headers={"Content-Encoding": "identity"}
    )
    assert same.status_code == 200


def test_what_cannot_be_posted_is_told_what_can(client: FlaskClient) -> None:
    answer = client.post("/sparql", data=b"<x/>", content_type="application/xml")
    assert answer.status_code == 415
    assert answer.headers["Accept-Post"] == f"{QUERY}, {FORM}"
    assert answer.get_json()["available"] == [QUERY, FORM]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "PROPFIND"])
def test_other_methods_are_told_the_allowed_ones(client: FlaskClient, method: str) -> None:
    answer = client.open("/sparql", method=method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert "GET, HEAD, OPTIONS, POST" in answer.get_json()["detail"]


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    arguments = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"}
    get = client.get("/sparql", query_string=arguments)
    head = client.head("/sparql", query_string=arguments)
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Vary", "X-PlanKG-Release"):
        assert head.headers[name] == get.headers[name]
    assert client.head("/sparql?query=ASK").status_code == 400


def test_a_preflight_allows_what_the_endpoint_takes(client: FlaskClient) -> None:
    answer = client.options(
        "/sparql",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert answer.status_code == 200
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert {"Content-Type", "If-Modified-Since", "If-None-Match"} <= set(allowed)


def test_scripts_may_read_an_error_and_the_release(client: FlaskClient) -> None:
    answer = client.get("/sparql?query=ASK", headers={"Origin": "https://example.org"})
    assert answer.status_code == 400
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-PlanKG-Release" in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        ("SELECT * {}", "application/*", "application/sparql-results+json"),
        ("SELECT * {}", "text/*;q=0.5, */*;q=0", "text/csv; charset=utf-8"),
        ("SELECT * {}", "text/csv;q=0, text/*", "text/tab-separated-values; charset=utf-8"),
        ("SELECT * {}", "text/turtle, */*;q=0.1", "application/sparql-results+json"),
        ("ASK {}", "application/xml", "application/xml"),
        ("ASK {}", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (GRAPH, "application/n-quads", "application/n-quads"),
        (GRAPH, "application/trig", "application/trig"),
        (GRAPH, "text/turtle;q=0, application/rdf+xml;q=0.2, */*;q=0.1", "application/rdf+xml"),
        (GRAPH, "application/*;q=0.2, application/ld+json", "application/ld+json"),
        ("DESCRIBE <http://example.org/one>", "application/n-triples", "application/n-triples"),
        ("", "application/ld+json", "application/ld+json"),
        ("", "text/html;q=0.2, text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_the_format_is_the_one_liked_best(
    client: FlaskClient, query: str, accept: str, content_type: str
) -> None:
    arguments = {"query": query} if query else {}
    answer = client.get("/sparql", query_string=arguments, headers={"Accept": accept})
    assert (answer.status_code, answer.content_type) == (200, content_type)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("raised", "status", "members"),
    [
        (QueryError("line 2, column 9: expected one of a, b"), 400, {"line": 2, "column": 9}),
        (QueryError("no query"), 400, {"type": "https://w3id.org/plankg/problem/query"}),
        (UnanswerableQueryError("SERVICE is switched off"), 422, {}),
        (DepthLimitError("nested too deeply"), 400, {"limit": "depth"}),
        (RowLimitError("too many"), 413, {"type": "https://w3id.org/plankg/problem/row-limit"}),
        (RowLimitError("too many rows"), 413, {"limit": "rows", "maximum": 200_000}),
        (SizeLimitError("too large"), 413, {"limit": "bytes", "maximum": 64 * 1024 * 1024}),
        (TimeLimitError("too slow"), 504, {"limit": "time", "maximum": 2.5}),
        (MemoryLimitError("too much"), 503, {"limit": "memory", "maximum": 512 * 1024 * 1024}),
        (OverloadedError("queue full", 7), 503, {"limit": "queue"}),
        (TooManyQueriesError("your share", 3), 429, {"limit": "client"}),
        (EngineCrashedError("it broke"), 500, {}),
    ],
)
def test_what_the_engine_refuses_has_a_status_and_members(
    service: Service, raised: PlanKGError, status: int, members: dict[str, object]
) -> None:
    answer = over(service, Watched(raised)).get("/sparql?query=ASK{}&timeout=2.5")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["detail"] == str(raised)
    assert {name: problem.get(name) for name in members} == members
    wait = getattr(raised, "retry_after", None)
    assert answer.headers.get("Retry-After") == (str(wait) if wait else None)


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (
            QueryError("line 2, column 9: expected one of a, b"),
            "第 2 行第 9 列：此处应为下列之一：a, b",
        ),
        (QueryError("line 2, column 9: expected a"), "此处应为 a"),
        (
            QueryError("line 5, column 3: 'FLTER' is no keyword; did you mean FILTER?"),
            "第 5 行第 3 列：“FLTER”不是关键字，是不是 FILTER？",
        ),
        (
            QueryError("line 1, column 8: 'x' cannot stand here; a variable is written ?x"),
            "第 1 行第 8 列：“x”不能出现在此处，变量应写作 ?x",
        ),
        (UnanswerableQueryError("SERVICE is off"), "这里不能执行：SERVICE is off"),
        (RowLimitError("too many rows"), "超过 200000 行"),
        (SizeLimitError("too large"), "超过 67108864 字节"),
        (TimeLimitError("too slow"), "超过 2.5 秒"),
        (MemoryLimitError("too much"), "超过 536870912 字节"),
        (OverloadedError("queue full", 7), "7 秒后再试"),
        (TooManyQueriesError("your share", 3), "3 秒后再试"),
    ],
)
def test_a_chinese_page_says_in_chinese_what_is_wrong(
    service: Service, raised: PlanKGError, words: str
) -> None:
    client = over(service, Watched(raised))
    page = client.get("/sparql?lang=zh&query=ASK{}&timeout=2.5", headers=HTML)
    assert page.status_code == raised.status
    assert words in page.text
    problem = client.get("/sparql?query=ASK{}&timeout=2.5", headers={"Accept-Language": "zh-CN"})
    assert words in problem.get_json()["detail"]
    assert problem.headers["Content-Language"] == "zh-CN"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "这个地址没有内容"),
        ("/id/nobody", 404, "没有关于"),
        ("/sparql?query=ASK{}&query=ASK{}", 400, "请只发送一个查询，现在有 2 个"),
        ("/sparql?update=CLEAR+ALL", 400, "只读"),
        ("/?release=000000000000", 410, "当前版本是"),
        ("/graph/none", 404, "没有图"),
    ],
)
def test_what_the_web_refuses_is_said_in_chinese_too(
    client: FlaskClient, address: str, status: int, words: str
) -> None:
    page = client.get(address, headers={**HTML, "Accept-Language": "zh"})
    assert page.status_code == status
    assert words in page.text
    assert '<html lang="zh-CN">' in page.text
