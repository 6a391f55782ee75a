"""Things: 303 to page or data, formats, Chinese addresses, what pages show."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from web_sample import HTML, TASK, published, service_over

from plankg.iris import Iris
from plankg.web import Service, create_app
from sample import SLUG, TEXT

IRIS = Iris()
BODY = "body/320281/" + quote("市科技局")


@pytest.mark.parametrize(
    ("path", "accept", "location"),
    [
        (TASK, HTML["Accept"], f"/page/{TASK}"),
        (TASK, "*/*", f"/data/{TASK}.ttl"),
        (TASK, "", f"/data/{TASK}.ttl"),
        (TASK, "text/turtle", f"/data/{TASK}.ttl"),
        (TASK, "application/n-triples", f"/data/{TASK}.nt"),
        (TASK, "application/ld+json", f"/data/{TASK}.jsonld"),
        (TASK, "application/rdf+xml", f"/data/{TASK}.rdf"),
        (TASK, "text/html;q=0.5, text/turtle;q=0.4", f"/page/{TASK}"),
        (f"{TASK}.ttl", HTML["Accept"], f"/data/{TASK}.ttl"),
        (f"{TASK}.nt", "*/*", f"/data/{TASK}.nt"),
        (f"{TASK}.html", "*/*", f"/page/{TASK}"),
        (f"{SLUG}/text", HTML["Accept"], f"/page/{SLUG}/text"),
        (f"{SLUG}/text", "text/turtle", f"/data/{SLUG}/text.ttl"),
        (f"area/320281/{quote('高新区')}", "*/*", f"/data/area/320281/{quote('高新区')}.ttl"),
        ("area/320281/高新区", "*/*", f"/data/area/320281/{quote('高新区')}.ttl"),
    ],
)
def test_a_thing_redirects_to_what_describes_it(
    client: FlaskClient, path: str, accept: str, location: str
) -> None:
    answer = client.get(f"/id/{path}", headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["Location"] == location
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_redirect_keeps_language_and_release(
    client: FlaskClient, service: Service, method: str
) -> None:
    query = f"lang=en&release={service.release}"
    answer = client.open(f"/id/{TASK}?{query}&view=x", method=method, headers=HTML)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/page/{TASK}?{query}")
    page = client.get(answer.headers["Location"], headers=HTML)
    assert '<html lang="en">' in page.text
    data = client.open(f"/id/{TASK}?lang=en", method=method)
    assert data.headers["Location"] == f"/data/{TASK}.ttl?lang=en"


def test_a_concept_redirects_too(client: FlaskClient) -> None:
    answer = client.get("/vocab/role/lead", headers=HTML)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/page/vocab/role/lead")
    assert "牵头" in client.get("/page/vocab/role/lead").text


@pytest.mark.parametrize(
    ("suffix", "media_type", "rdf_format"),
    [
        ("ttl", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("nq", "application/n-quads", ox.RdfFormat.N_QUADS),
        ("trig", "application/trig", ox.RdfFormat.TRIG),
        ("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_a_things_data_holds_its_evidence(
    client: FlaskClient, suffix: str, media_type: str, rdf_format: ox.RdfFormat
) -> None:
    answer = client.get(f"/data/{TASK}.{suffix}")
    assert answer.content_type == media_type
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    store = ox.Store()
    store.load(answer.data, rdf_format)
    thing = ox.NamedNode(IRIS.things + TASK)
    exact = ox.NamedNode("http://www.w3.org/ns/oa#exact")
    assert any(store.quads_for_pattern(thing, None, None))
    words = {quad.object.value for quad in store.quads_for_pattern(None, exact, None)}
    assert "培育创新企业" in words


def test_data_without_a_suffix_goes_by_accept(client: FlaskClient) -> None:
    answer = client.get(f"/data/{TASK}", headers={"Accept": "application/n-triples"})
    assert answer.content_type == "application/n-triples"
    assert client.get(f"/data/{TASK}", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["/id/nobody", "/page/nobody", "/data/nobody.ttl"])
def test_a_thing_that_nobody_speaks_of_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert client.get(path, headers=HTML).status_code == 404


@pytest.mark.parametrize(
    "address", ["/id/%FF", "/queries/targets-led-by?body=%BF%C6", "/page/x?%FF", "/nowhere/%BF"]
)
def test_an_address_that_is_not_utf8_is_a_bad_request(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "UTF-8" in answer.get_json()["detail"]


def test_a_thing_has_no_text_form_unless_it_is_a_text(client: FlaskClient) -> None:
    assert client.get(f"/id/{TASK}.txt").status_code == 404


def test_every_thing_of_the_plan_has_a_page(client: FlaskClient, service: Service) -> None:
    rows = client.get(
        "/sparql?format=json&query=SELECT DISTINCT ?s { GRAPH ?g { ?s a ?c } "
        "FILTER(CONTAINS(STR(?s), '/plankg/id/') %26%26 !CONTAINS(STR(?s), '/ledger/'))}"
    ).get_json()["results"]["bindings"]
    iris = {row["s"]["value"].partition("#")[0] for row in rows}
    assert len(iris) > 50
    for iri in sorted(iris):
        path = iri.removeprefix(service.base)
        first = client.get(f"/{quote(path, safe='/%')}", headers=HTML)
        assert first.status_code == 303, iri
        page = client.get(first.headers["Location"], headers=HTML)
        assert page.status_code == 200, iri


class TestPageOfATask:
    @pytest.fixture
    def page(self, client: FlaskClient) -> str:
        return client.get(f"/page/{TASK}?lang=zh", headers=HTML).text

    def test_says_what_it_is_and_where_it_lies(self, page: str) -> None:
        assert '<h1 lang="zh-CN">培育创新企业</h1>' in page
        trail = page.partition('class="trail"')[2].partition("</p>")[0]
        parts = ["水韵澄江", "二 重点任务", "（一） 实施源头活水行动"]
        assert sorted(trail.index(part) for part in parts) == [trail.index(p) for p in parts]

    def test_marks_its_words_and_leads_to_them_in_the_text(self, page: str) -> None:
        start = TEXT.index("1．培育")
        end = TEXT.index("\n", start)
        assert f"/page/{SLUG}/text?start={start}&amp;end={end}#passage" in page
        assert f"<mark>{TEXT[start:end]}</mark>" in page

    def test_lists_targets_and_bodies(self, page: str) -> None:
        assert "&gt; 300 家" in page
        assert page.index("市科技局") < page.index("市财政局") < page.index("各镇街园区")

    def test_lists_what_refers_to_it(self, page: str) -> None:
        links = page.partition('id="links"')[2]
        assert "净增高新技术企业12家" in links


def test_the_page_of_a_body_lists_what_it_is_charged_with(client: FlaskClient) -> None:
    page = client.get(f"/page/{BODY}?lang=zh", headers=HTML).text
    roles = page.partition('id="roles"')[2].partition("</section>")[0]
    lead, rest = roles.split("参与", 1)
    participant, responsible = rest.split("责任", 1)
    assert "净增高新技术企业12家" in lead
    assert "新建各类创新载体0.5万平方米" in participant
    assert "培育创新企业" in responsible


def test_a_restored_word_is_said_to_be_restored(client: FlaskClient, service: Service) -> None:
    found = client.get(
        "/sparql?format=csv&query=SELECT ?t { ?t a plan:Target ; plan:hasEvidence ?e . "
        "?e plan:restored true } ORDER BY ?t LIMIT 1"
    ).text.split()[1]
    page = client.get(f"/page/{found.removeprefix(f'{service.base}id/')}?lang=en", headers=HTML)
    assert "restored" in page.text


def test_links_of_a_common_thing_are_counted_and_never_cut_silently(tmp_path: Path) -> None:
    many = "".join(
        f"<{IRIS.things}many/{n}> <{IRIS.ontology}hasUnit> <{IRIS.concept('unit', '家')}> .\n"
        for n in range(600)
    )
    app = create_app(service_over(published(tmp_path, many.encode())))
    page = app.test_client().get(f"/page/vocab/unit/{quote('家')}?lang=en", headers=HTML).text
    notice = page.partition("are listed here")[0].rpartition("<p")[2]
    shown, _, count = notice.partition(">")[2].split()[:3]
    assert int(shown) <= 500 < 600 <= int(count)
    assert "SPARQL query</a>" in page


HOSTILE = f"""
<{IRIS.things}hostile> a <{IRIS.ontology}Indicator> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "<script>alert(1)</script>"@zh ;
    <{IRIS.ontology}inPlan> <{IRIS.plan(SLUG)}> ;
    <{IRIS.ontology}related> <javascript:alert(2)> , "\\"><img src=x onerror=alert(3)>" .
<{IRIS.things}hostile> <{IRIS.ontology}hasEvidence> <{IRIS.things}hostile#evidence-1> .
<{IRIS.things}hostile#evidence-1> <http://www.w3.org/ns/oa#hasSource> <{IRIS.text(SLUG)}> ;
    <http://www.w3.org/ns/oa#hasSelector> <{IRIS.things}p> , <{IRIS.things}q> .
<{IRIS.things}p> <http://www.w3.org/ns/oa#start> 0 ; <http://www.w3.org/ns/oa#end> 5 .
<{IRIS.things}q> <http://www.w3.org/ns/oa#exact> "<script>alert(4)</script>" .
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    engine = published(tmp_path_factory.mktemp("hostile"), HOSTILE.encode())
    return create_app(service_over(engine)).test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/page/hostile",
        "/sparql?query=SELECT * {?s rdfs:label|oa:exact|plan:related ?o}",
        "/sparql?query=<script>alert(5)</script>",
        "/sparql?query=CONSTRUCT WHERE {?s oa:exact ?o}",
        "/queries/targets-led-by?body=<script>alert(6)</script>",
        "/queries/targets-led-by?<script>=1",
        "/id/<script>alert(7)</script>",
        f"/page/{SLUG}/text?start=<script>&end=1",
    ],
)
def test_nothing_that_a_text_or_a_visitor_says_becomes_markup(
    hostile: FlaskClient, path: str
) -> None:
    answer = hostile.get(path, headers=HTML)
    assert answer.mimetype == "text/html"
    assert "<script>" not in answer.text
    assert "<img" not in answer.text
    assert 'href="javascript:' not in answer.text
    assert "script-src" not in answer.headers["Content-Security-Policy"]


class TestText:
    def test_is_served_as_it_is(self, client: FlaskClient) -> None:
        answer = client.get(f"/id/{SLUG}/text")
        assert answer.content_type == "text/plain; charset=utf-8"
        assert answer.data == TEXT.encode()
        assert client.get(f"/data/{SLUG}/text.txt").data == TEXT.encode()

    def test_has_one_marked_passage_that_may_span_lines(self, client: FlaskClient) -> None:
        start = TEXT.index("主要目标")
        end = TEXT.index("全社会")
        page = client.get(f"/page/{SLUG}/text?start={start}&end={end}", headers=HTML).text
        assert '<mark id="passage">主要目标</mark>' in page
        assert "<mark>到2022年，</mark>全社会" in page
        assert page.count("<mark") == 2
        line = TEXT.rindex("\n", 0, start) + 1
        assert f'<p id="char{line}">' in page

    @pytest.mark.parametrize("passage", ["start=5", "end=5", "start=9&end=5", "start=0&end=99999"])
    def test_refuses_a_passage_that_is_none(self, client: FlaskClient, passage: str) -> None:
        assert client.get(f"/page/{SLUG}/text?{passage}").status_code == 400


class TestPlanPage:
    @pytest.fixture
    def page(self, client: FlaskClient) -> str:
        return unquote(client.get(f"/page/{SLUG}?lang=en", headers=HTML).text)

    def test_says_what_the_plan_says_of_itself(self, page: str) -> None:
        about = page.partition('id="about"')[2].partition("</section>")[0]
        for words in (
            "江阴市人民政府",
            "样政发〔2021〕1号",
            "2021-02-08",
            "2021–2022",
        ):
            assert words in about

    def test_outlines_the_parts_in_printed_order_with_numbers(self, page: str) -> None:
        outline = page.partition('id="outline"')[2]
        parts = [
            "主要目标",
            "重点任务",
            "实施源头活水行动",
            "培育创新企业",
            "净增高新技术企业12家",
            "编制创新企业地图",
            "建好高新区创新载体",
            "保障措施",
            "加大创新投入",
        ]
        places = [outline.index(part) for part in parts]
        assert places == sorted(places)
        assert '<span class="no">（一）</span>' in outline
        assert "Yearly goals (2)" in outline

    def test_names_bodies_and_counts_targets(self, page: str) -> None:
        outline = page.partition('id="outline"')[2]
        assert "2 targets" in outline
        assert "市税务局" in outline
