"""Named queries for programs: RDF, pages, POST, and which arguments are wrong."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from web_sample import HTML

from plankg.catalogue import NamedQuery, Window, cells, run
from plankg.web import Service
from sample import SLUG

LED = "/queries/targets-led-by"
BODY = {"body": "科技局"}
COUNTS = "/queries/workload-of-bodies"
PLAN = "https://w3id.org/plankg/ontology#"
OA = "http://www.w3.org/ns/oa#"


def arguments_of(query: NamedQuery, service: Service) -> dict[str, str]:
    ours = {"task": "1", "iri": f"{service.base}id/{SLUG}", "words": "创新", "plan": SLUG}
    return {name: ours.get(name, value) for name, value in query.example.items()}


def graph_of(body: bytes, media_type: str) -> set[ox.Triple]:
    rdf_format = ox.RdfFormat.from_media_type(media_type)
    assert rdf_format is not None
    return {quad.triple for quad in ox.parse(body, rdf_format)}


def names() -> list[str]:
    from plankg.assets import assets_root

    return sorted(file.stem for file in (assets_root() / "queries" / "catalogue").glob("*.rq"))


@pytest.mark.parametrize("name", names())
def test_every_query_answers_in_rdf_with_what_is_published_about_its_rows(
    client: FlaskClient, service: Service, name: str
) -> None:
    query = service.catalogue[name]
    arguments = arguments_of(query, service)
    answer = client.get(f"/queries/{name}.nt", query_string=arguments)
    assert (answer.status_code, answer.mimetype) == (200, "application/n-triples")
    triples = graph_of(answer.data, "application/n-triples")
    subjects = {
        triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)
    }
    rows = run(service.engine, query, arguments).rows
    if query.states_facts:
        # Every row's fact and its evidence are described, and where in the text that stands.
        for row in rows:
            assert {row.get("iri", row["evidence"]), row["evidence"]} <= subjects
        starts = {
            t.object.value for t in triples if t.predicate.value in (f"{OA}start", f"{PLAN}start")
        }
        assert {str(row["start"]) for row in rows} <= starts
        assert triples <= {quad.triple for quad in published_triples(service)}
    else:
        assert len(subjects) == len(rows)
        columns = len(query.columns) if rows else 0
        assert len({triple.predicate for triple in triples}) == columns


def published_triples(service: Service) -> list[ox.Quad]:
    dump = service.engine.answer(
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", {}, "ntriples", service.limits
    )
    return list(ox.parse(dump.body, ox.RdfFormat.N_TRIPLES))


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        (LED, "text/turtle", "text/turtle"),
        (LED, "application/ld+json", "application/ld+json"),
        (LED, "application/rdf+xml", "application/rdf+xml"),
        (f"{LED}.ttl", HTML["Accept"], "text/turtle"),
        (f"{LED}.jsonld", "", "application/ld+json"),
        (f"{LED}.rdf", "", "application/rdf+xml"),
    ],
)
def test_rdf_is_the_same_graph_in_every_format(
    client: FlaskClient, path: str, accept: str, media_type: str
) -> None:
    answer = client.get(path, query_string=BODY, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    plain = client.get(f"{LED}.nt", query_string=BODY)
    assert graph_of(answer.data, media_type) == graph_of(plain.data, "application/n-triples")


def test_counts_are_named_below_the_query_and_the_same_in_each_answer(client: FlaskClient) -> None:
    first, second = (client.get(f"{COUNTS}.nt").text for _ in range(2))
    assert first == second
    assert "<http://localhost/queries/workload-of-bodies#led>" in first


class TestPages:
    def pages(self, client: FlaskClient, path: str, limit: int, **arguments: str) -> list[object]:
        found, page = [], ""
        while True:
            asked = {**arguments, "limit": str(limit), **({"page": page} if page else {})}
            answer = client.get(path, query_string=asked)
            assert answer.status_code == 200
            document = answer.get_json()
            assert document["rows"] == len(document["results"]) <= limit
            found.append(document)
            page = document.get("next", "")
            assert ('rel="next"' in answer.headers.get("Link", "")) == bool(page)
            if not page:
                return found

    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("workload-of-bodies", {}),
            ("tasks-of-body", BODY),
            ("goals-of-task", {"task": "1"}),
            ("targets-by-year", {}),
        ],
    )
    def test_together_are_the_whole_answer(
        self, client: FlaskClient, name: str, arguments: dict[str, str]
    ) -> None:
        whole = client.get(f"/queries/{name}", query_string=arguments).get_json()
        assert whole["complete"] is True
        for limit in (1, 2, 3):
            pages = self.pages(client, f"/queries/{name}", limit, **arguments)
            assert [row for page in pages for row in page["results"]] == whole["results"]  # type: ignore[index]
            assert [page["complete"] for page in pages] == [len(pages) == 1] * len(pages)  # type: ignore[index]

    def test_the_link_leads_to_the_next_page(self, client: FlaskClient) -> None:
        answer = client.get(f"{COUNTS}.json?limit=2&lang=en")
        link = answer.headers["Link"].partition(">")[0].lstrip("<")
        assert link.startswith("/queries/workload-of-bodies.json?")
        following = client.get(link).get_json()
        everything = client.get(COUNTS).get_json()["results"]
        assert answer.get_json()["results"] + following["results"] == everything[:4]

    def test_rdf_comes_in_pages_too(self, client: FlaskClient, service: Service) -> None:
        answer = client.get(f"{COUNTS}.nt?limit=2")
        assert 'rel="next"' in answer.headers["Link"]
        subjects = {triple.subject for triple in graph_of(answer.data, "application/n-triples")}
        assert len(subjects) == 2

    def test_csv_of_a_page_has_its_header_and_rows(
        self, client: FlaskClient, service: Service
    ) -> None:
        answer = client.get(f"{COUNTS}.csv?limit=2")
        result = run(service.engine, service.catalogue["workload-of-bodies"], {}, None, Window(2))
        assert len(answer.text.splitlines()) == 3
        assert [line.split(",") for line in answer.text.splitlines()[1:]] == [
            cells(result, row) for row in result.rows
        ]

    def test_a_page_of_another_release_is_gone(self, client: FlaskClient) -> None:
        answer = client.get(COUNTS, query_string={"page": f"{'0' * 16}-2"})
        assert answer.status_code == 410
        assert "begin with the first page again" in answer.get_json()["detail"]

    @pytest.mark.parametrize(
        "asked", [{"limit": "0"}, {"limit": "x"}, {"limit": "100001"}, {"page": "2"}]
    )
    def test_what_is_no_page_is_a_400(self, client: FlaskClient, asked: dict[str, str]) -> None:
        assert client.get(COUNTS, query_string=asked).status_code == 400

    def test_a_browser_gets_pages_by_itself(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("plankg.web.routes.queries._ROWS_ON_PAGE", 2)
        text = client.get(f"{COUNTS}?lang=en", headers=HTML).text
        assert "This page has 2 rows of more." in text
        link = text.partition('" rel="next"')[0].rpartition('href="')[2].replace("&amp;", "&")
        assert 'rel="first"' in client.get(link, headers=HTML).text


class TestPost:
    def test_a_form_and_json_ask_the_same_as_an_address(self, client: FlaskClient) -> None:
        by_get = client.get(LED, query_string=BODY).get_json()
        assert client.post(LED, data=BODY).get_json() == by_get
        assert client.post(LED, json=BODY).get_json() == by_get
        assert client.post(f"{LED}?body=科技局", json={"plan": SLUG}).get_json()["rows"] == 1

    def test_numbers_in_json_are_taken(self, client: FlaskClient) -> None:
        answer = client.post("/queries/targets-by-year.json", json={"year": 2021, "limit": 1})
        assert answer.get_json()["parameters"] == {"year": "2021"}
        assert answer.get_json()["rows"] == 1

    def test_a_long_argument_comes_by_post(self, client: FlaskClient) -> None:
        answer = client.post(LED, data={"body": "局" * 20_000})
        assert answer.status_code == 400
        assert "no body is called" in answer.get_json()["detail"]

    @pytest.mark.parametrize(
        "body",
        [
            "",
            "[]x",
            '["body"]',
            '{"body": null}',
            '{"body": ["科技局"]}',
            '{"body": {}}',
            "[" * 9000,
            '{"body": "\\ud800"}',
            '{"\\udfff": "科技局"}',
        ],
    )
    def test_json_that_is_no_object_of_texts_is_a_400(self, client: FlaskClient, body: str) -> None:
        answer = client.post(LED, data=body, content_type="application/json")
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")

    def test_a_name_that_stands_twice_is_a_400(self, client: FlaskClient) -> None:
        twice = '{"body": "科技局", "body": "财政局"}'
        answer = client.post(LED, data=twice, content_type="application/json")
        assert "more than once" in answer.get_json()["detail"]
        assert client.post(f"{LED}?body=科技局", json=BODY).status_code == 400

    def test_another_type_of_body_is_a_415_that_names_those_that_are_read(
        self, client: FlaskClient
    ) -> None:
        answer = client.post(LED, data="body=x", content_type="text/plain")
        assert answer.status_code == 415
        assert "application/json" in answer.headers["Accept-Post"]

    def test_a_release_in_the_body_pins_it(self, client: FlaskClient, service: Service) -> None:
        assert client.post(LED, data=BODY | {"release": "0" * 12}).status_code == 410
        assert client.post(LED, data=BODY | {"release": service.release}).status_code == 200

    def test_other_origins_may_post(self, client: FlaskClient) -> None:
        answer = client.options(LED)
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    head, get = (client.open(f"{LED}.csv", method=m, query_string=BODY) for m in ("HEAD", "GET"))
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]


def test_an_answer_that_passes_a_limit_says_how_to_get_it_in_pages(service: Service) -> None:
    from dataclasses import replace

    from plankg.engine import Limits
    from plankg.web import create_app

    client = create_app(replace(service, limits=Limits(rows=3))).test_client()
    answer = client.get(COUNTS)
    assert answer.status_code == 413
    assert answer.get_json()["limit"] == "rows"
    assert "in pages with limit=" in answer.get_json()["detail"]
    assert client.get(f"{COUNTS}?limit=2").get_json()["rows"] == 2


@pytest.mark.parametrize("suffix", ["", ".csv", ".nt"])
def test_a_query_that_takes_too_long_says_what_narrows_it(service: Service, suffix: str) -> None:
    from dataclasses import replace
    from unittest.mock import Mock

    from plankg.engine import Engine
    from plankg.errors import TimeLimitError
    from plankg.web import create_app

    engine = Mock(Engine, release=service.release)
    engine.answer.side_effect = TimeLimitError("the query was stopped after 10 s: narrow it")
    client = create_app(replace(service, engine=engine)).test_client()
    answer = client.get(f"/queries/work-across-plans{suffix}?office=科技&year=2020")
    assert answer.status_code == 504
    problem = answer.get_json()
    assert "narrow it with area= or role= or plan=, or ask for it in pages" in problem["detail"]
    assert problem["parameters"] == ["area", "role", "plan"]
    page = client.get("/queries/work-across-plans?office=科技&year=2020&lang=zh", headers=HTML)
    assert page.status_code == 504
    # The form is there to narrow it at once, without the names that would take too long as well.
    assert "用 area= 或 role= 或 plan= 缩小范围，或用更小的 limit=" in page.text
    assert 'name="area"' in page.text


def test_a_year_that_is_none_says_what_a_year_looks_like(client: FlaskClient) -> None:
    answer = client.get("/queries/targets-by-year?year=二〇二〇")
    assert answer.status_code == 400
    assert "as in 2020" in json.loads(answer.data)["detail"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (LED, "缺少参数body，请填写，例如：body=科技局"),
        (f"{LED}?body=科技居", "没有叫“科技居”的单位，您要找的是不是：科技局？"),
        (f"{LED}?colour=red", "没有参数“colour”，可用的有：body, plan"),
        ("/queries/evidence?iri=red", "iri“red”不是绝对IRI，请照此填写：https://"),
        ("/queries/evidence?iri=x:red", "没有关于“x:red”的内容，请给出已发布规划中事物的IRI"),
        (f"{COUNTS}?limit=0", "limit“0”不是1到100000之间的行数"),
        (f"{COUNTS}?page=2", "page“2”不是页码"),
    ],
)
def test_a_wrong_argument_is_told_in_the_readers_language(
    client: FlaskClient, address: str, told: str
) -> None:
    answer = client.get(address, headers={"Accept": "application/json", "Accept-Language": "zh"})
    assert answer.status_code == 400
    assert answer.get_json()["detail"].startswith(told)


def test_of_a_long_argument_an_error_says_the_beginning(client: FlaskClient) -> None:
    answer = client.get(f"{LED}?body={'科' * 5000}", headers={"Accept": "application/json"})
    detail = answer.get_json()["detail"]
    assert "科" * 200 + "…" in detail
    assert len(detail) < 600
