"""The audit's page and its downloads: findings of the sample, filtered."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, SH, Graph, URIRef
from web_sample import HTML, published, service_over

from plankg.assets import assets_root
from plankg.audit import Auditor, Checks, PlanFiles
from plankg.audit.finding_graph import check_graph_of, finding_graph, idle_waiver_graph
from plankg.findings.finding import Finding
from plankg.findings.report import AuditReport, CheckText, audit_report
from plankg.findings.report_json import report_json
from plankg.findings.waivers import Waiver, waiver_of
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.iris import Iris
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.sparql_prefixes import SPARQL_PREFIXES
from plankg.units import Units
from plankg.web import create_app
from plankg.web.audit import FILTERS
from sample import SLUG, sample_reading

ENGLISH = {**HTML, "Accept-Language": "en"}
HEADER = """\
#+ severity: warning
#+ group: other
#+ title: {zh: 题, en: Title}
#+ explanation: {zh: 为何, en: Why}
#+ limits: {zh: 看不到, en: Cannot see}
#+ sides: {a: {zh: 甲方, en: Side A}}
#+ message: {zh: "“{a}”有问题 <b>", en: "{a} is wrong <b>"}
#+ arithmetic: {zh: "{number} × 1", en: "{number} × 1"}
#+ settle: {zh: 改掉, en: Mend it}
"""
CHECKS = {
    "goal-value": HEADER
    + "SELECT ?a ?number { ?a a plan:Target ; plan:statedIn/a plan:WorkGoal ; plan:value ?number }",
    "safeguard": HEADER.replace("severity: warning", "severity: info")
    + "SELECT ?a ?number { ?a a plan:Safeguard BIND(1 AS ?number) }",
}

DAY = date(2026, 5, 1)
IDLE = Waiver(
    SLUG, "safeguard", (("三", "旧文<b>"), ("", "")), "已撤", "赵六", DAY, date(2026, 6, 30), 2
)
ORPHAN = Waiver("no-such-plan", "goal-value", (("1", "水闸"),), "另议", "孙七", DAY)


@pytest.fixture(scope="module")
def findings(tmp_path_factory) -> tuple[Finding, ...]:
    folder, iris, reading = tmp_path_factory.mktemp("checks"), Iris(), sample_reading()
    for name, text in CHECKS.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    root = assets_root()
    units = Units.from_graph(load_ontology(root))
    graph = build_graph(reading, Register.load(root / "data" / "registers"), iris, units)
    plan = PlanFiles(SLUG, write_turtle(graph), write_turtle(build_ledger(reading, iris)))
    return Auditor(Checks.load([folder], SPARQL_PREFIXES, ("other",)), [], iris).findings(plan)


@pytest.fixture(scope="module")
def waived(findings) -> Finding:
    return next(one for one in findings if one.check == "safeguard")


@pytest.fixture(scope="module")
def service(tmp_path_factory, findings, waived):
    iris = Iris()
    days = {"when": date(2026, 3, 1), "until": date(2026, 12, 31)}
    waiver = waiver_of(waived, findings, reason="另行下达", who="王五", **days)
    texts = {
        name: CheckText(name, "other", {"zh": f"{name}题", "en": name}, {}, {}) for name in CHECKS
    }
    waivers = {SLUG: [waiver, IDLE], ORPHAN.plan: [ORPHAN]}
    report = audit_report({SLUG: findings}, waivers, texts, whole=True)
    assert set(report.unmatched) == {IDLE, ORPHAN}
    graphs = {
        iris.findings_graph(SLUG): write_turtle(
            finding_graph(SLUG, report.entries, iris, report.unmatched)
        ),
        iris.findings_graph(ORPHAN.plan): write_turtle(idle_waiver_graph([ORPHAN], iris)),
        iris.graph("checks"): write_turtle(check_graph_of(texts.values(), iris)),
    }
    return service_over(published(tmp_path_factory.mktemp("snapshot"), findings=graphs))


@pytest.fixture
def client(service) -> FlaskClient:
    return create_app(service).test_client()


def ids(client: FlaskClient, query: str = "") -> list[str]:
    answer = client.get(f"/audit.json{query}")
    assert answer.status_code == 200, answer.text
    return [finding["id"] for finding in answer.get_json()["findings"]]


def test_open_findings_are_listed_the_gravest_first(client, findings, waived):
    assert ids(client) == [one.id for one in findings if one is not waived]
    assert ids(client, "?state=all") == [one.id for one in findings]
    assert ids(client, "?state=waived") == [waived.id]


def test_json_holds_what_the_audit_found(client, findings):
    (first, *_) = client.get("/audit.json").get_json()["findings"]
    finding = findings[0]
    assert first["message"] == finding.message
    assert first["arithmetic"] == finding.arithmetic
    assert first["confidence"] == finding.confidence
    assert [body["iri"] for body in first["bodies"]] == [body.iri for body in finding.bodies]
    (side,), (expected,) = first["sides"], finding.sides
    for name in ("fact", "where", "quote", "start", "end", "sentence", "sentence_start", "caption"):
        assert side[name] == getattr(expected, name)
    assert first["values"] == {"number": {"decimal": f"{finding.values['number']:f}"}}


@pytest.mark.parametrize(("day", "expired"), [("2026-12-31", []), ("2027-01-01", ["王五"])])
def test_json_tells_which_waivers_are_over(client, day, expired):
    said = client.get(f"/audit.json?state=all&on={day}").get_json()
    assert [waiver["who"] for waiver in said["expired_waivers"]] == expired


def test_json_says_no_empty_text_of_a_check_that_explains_nothing(client):
    for check in client.get("/audit.json").get_json()["checks"]:
        assert (check["title"]["en"], check["explanation"], check["limits"]) == (
            check["name"],
            {},
            {},
        )


def test_json_tells_waivers_that_waive_nothing_as_the_command_does(client):
    report = AuditReport((), (), {}, unmatched=(IDLE, ORPHAN))
    told = client.get("/audit.json").get_json()["unmatched_waivers"]
    expected = json.loads(report_json(report))["unmatched_waivers"]
    assert sorted(told, key=str) == sorted(expected, key=str)
    assert {one["who"] for one in told} == {"赵六", "孙七"}


@pytest.mark.parametrize(
    ("query", "who"),
    [
        (f"plan={SLUG}", ["赵六"]),
        ("check=goal-value", ["孙七"]),
        ("severity=error", ["孙七", "赵六"]),
        (f"plan={SLUG}&check=goal-value", []),
    ],
)
def test_idle_waivers_are_those_of_the_plan_and_check_that_are_asked_for(client, query, who):
    told = client.get(f"/audit.json?{query}").get_json()["unmatched_waivers"]
    assert sorted(one["who"] for one in told) == sorted(who)
    graph = Graph().parse(data=client.get(f"/audit.ttl?{query}").data, format="turtle")
    idle = set(graph.subjects(RDF.type, URIRef(f"{Iris().ontology}IdleWaiver")))
    assert len(idle) == len(who)
    sides = set(graph.subjects(URIRef(f"{Iris().ontology}soughtWords")))
    assert len(sides) == sum(len(one["sides"]) for one in told)


def test_the_page_tells_waivers_that_waive_nothing(client):
    page = client.get("/audit", headers=HTML).text
    assert "2 项豁免没有对应的发现" in page
    assert '<code>safeguard</code> 第 2 项：三 <q lang="zh-CN">旧文&lt;b&gt;</q>、– ' in page
    assert "已撤 (赵六, 2026-05-01, 至 2026-06-30)" in page
    assert f"{ORPHAN.plan} · <code>goal-value</code>" in page
    english = client.get("/audit", headers=ENGLISH).text
    assert "Waivers that waive nothing: 2" in english
    assert (
        "Waivers that waive nothing"
        not in client.get(f"/audit?plan={SLUG}&check=goal-value", headers=ENGLISH).text
    )


def test_a_plan_in_which_nothing_is_found_can_be_asked_for(tmp_path):
    graphs = {Iris().findings_graph(SLUG): write_turtle(finding_graph(SLUG, (), Iris()))}
    client = create_app(service_over(published(tmp_path, findings=graphs))).test_client()
    assert client.get(f"/audit?plan={SLUG}", headers=HTML).status_code == 200
    assert client.get(f"/audit.json?plan={SLUG}").get_json()["plans"] == [SLUG]


@pytest.mark.parametrize(
    ("query", "checks"),
    [
        ("?check=safeguard&state=all", {"safeguard"}),
        ("?severity=warning", {"goal-value"}),
        ("?severity=error", set()),
        (f"?plan={SLUG}", {"goal-value"}),
        ("?state=all&on=2026-12-31", {"goal-value", "safeguard"}),
        ("?state=waived&on=2027-01-01", set()),
        ("?state=open&on=2027-01-01", {"goal-value", "safeguard"}),
    ],
)
def test_filters_choose(client, query, checks):
    assert {name.partition("/")[0] for name in ids(client, query)} == checks


def test_a_body_and_a_task_choose_by_name_or_address(client, findings):
    led = [one for one in findings if any(b.labels["zh"] == "市税务局" for b in one.bodies)]
    assert led
    assert ids(client, "?body=市税务局") == [one.id for one in led]
    assert ids(client, f"?body={led[0].bodies[0].iri}")
    task = findings[0].tasks[0]
    expected = [one.id for one in findings if task in one.tasks]
    assert ids(client, f"?task={task.iri}") == ids(client, f"?task={task.labels['zh']}") == expected


@pytest.mark.parametrize(
    "query",
    [
        "?colour=red",
        "?severity=grave",
        "?check=none",
        "?body=无此局",
        "?on=soon",
        "?page=0",
        "?limit=5",
    ],
)
def test_what_cannot_be_chosen_is_told(client, query):
    answer = client.get(f"/audit{query}", headers=HTML)
    assert answer.status_code == 400
    assert re.search(r"[一-龥]", answer.text)


def test_downloads_are_whole_and_take_no_pages(client):
    assert client.get("/audit.json?page=2").status_code == 400


def test_csv_has_the_columns_of_the_command(client, findings, waived):
    answer = client.get("/audit", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows] == [one.id for one in findings if one is not waived]
    assert rows[0]["quote"] == findings[0].sides[0].quote


def test_turtle_has_findings_sides_and_waivers(client, waived):
    answer = client.get("/audit.ttl?state=all")
    graph = Graph().parse(data=answer.data, format="turtle")
    found = set(graph.subjects(RDF.type, SH.ValidationResult))
    assert {str(one) for one in found} == {
        finding["iri"] for finding in client.get("/audit.json?state=all").get_json()["findings"]
    }
    terms = Iris().ontology
    assert list(graph.objects(None, URIRef(f"{terms}waives"))) == [URIRef(waived.iri)]
    assert len(set(graph.subjects(RDF.type, URIRef(f"{terms}FindingSide")))) == len(found)


@pytest.mark.parametrize(("headers", "words"), [(HTML, "甲方"), (ENGLISH, "Side A")])
def test_the_page_shows_the_sentence_with_a_link_into_the_text(client, findings, headers, words):
    page = client.get("/audit", headers=headers).text
    side = findings[0].sides[0]
    assert words in page
    assert f"start={side.start}&amp;end={side.end}#passage" in page
    assert side.quote in page
    assert "有问题 &lt;b&gt;" in page or "is wrong &lt;b&gt;" in page


def test_the_page_needs_no_script_and_no_other_host(client):
    page = client.get("/audit", headers=HTML).text
    assert "<script" not in page
    assert not re.findall(r"\son\w+=|style=", page)
    assert not re.findall(r'(?:src|href)="https?://(?!w3id)', page)


def test_the_page_keeps_what_was_chosen_and_hands_it_on(client):
    page = client.get("/audit?check=goal-value", headers=HTML).text
    assert '<option value="goal-value" selected>' in page
    assert 'href="/audit.csv?check=goal-value"' in page
    assert 'href="/audit?check=goal-value&amp;severity=error"' in page


def test_a_waived_finding_shows_by_whom_why_and_until_when(client):
    page = client.get("/audit?state=waived", headers=HTML).text
    assert "另行下达 (王五, 2026-03-01, 至 2026-12-31)" in page


def test_the_openapi_document_has_every_filter(client):
    described = client.get("/openapi.json").get_json()["paths"]["/audit"]["get"]
    names = [parameter["name"] for parameter in described["parameters"] if "name" in parameter]
    assert names == list(FILTERS)
    for media_type in described["responses"]["200"]["content"]:
        assert client.get("/audit", headers={"Accept": media_type}).mimetype == media_type


def test_it_is_in_the_navigation(client):
    assert '<a href="/audit">审查</a>' in client.get("/", headers=HTML).text


def test_a_server_without_findings_says_so(tmp_path):
    client = create_app(service_over(published(tmp_path))).test_client()
    assert "没有符合条件的发现。" in client.get("/audit", headers=HTML).text
    assert json.loads(client.get("/audit.json").text)["findings"] == []


def test_a_findings_address_leads_to_where_it_is_told(client, waived):
    address = f"/id/{SLUG}/finding/{waived.id}"
    assert waived.iri.endswith(address)
    told = client.get(f"{address}?lang=en", headers=HTML)
    assert told.status_code == 303
    assert "&lang=en#" in told.headers["Location"]
    path, _, anchor = told.headers["Location"].partition("#")
    assert anchor == waived.id
    assert f'id="{anchor}"' in client.get(path, headers=HTML).text
    data = client.get(address, headers={"Accept": "text/turtle"})
    assert data.status_code == 303
    graph = Graph().parse(data=client.get(data.headers["Location"]).text, format="turtle")
    assert (URIRef(waived.iri), SH.resultSeverity, None) in graph
    assert (
        client.get(f"/id/{SLUG}/finding/{waived.check}/00000000", headers=HTML).status_code == 404
    )
