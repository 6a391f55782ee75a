"""A finding between two plans, on its page and for programs: each side in its own plan's text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from web_sample import HTML, service_over

from plankg.audit import Auditor, PlanFiles, load_checks
from plankg.audit.finding_graph import check_graph_of, finding_graph
from plankg.audit.related_plans import RelatedPlans
from plankg.findings.finding import Finding
from plankg.findings.finding_json import finding_record
from plankg.findings.finding_table import finding_rows
from plankg.findings.html_report import html_report
from plankg.findings.report import AuditReport, CheckText, audit_report
from plankg.findings.text_report import text_report
from plankg.graph import write_turtle
from plankg.ontology_files import ontology_files
from plankg.table_formats import write_rows
from plankg.web import Service, create_app
from plankg.workspace import packaged_workspace
from several_plans import IRIS, engine_over, published_texts

ACROSS = sorted((Path(__file__).parent.parent / "catalogue" / "across").glob("*.txt"))
CHILD, PARENT = "changzhou-2021-2025", "jiangsu-2021-2025"
# Between plans, of one plan, and of the words of one.
CHECKS = ("target-below-parent", "task-without-number", "doubled-characters")
ADDED = ("达到2800家。", "达到2800家。企业得到的的支持更多。")
TERMS = IRIS.ontology


@pytest.fixture(scope="module")
def plans(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("texts")
    for file in ACROSS:
        text = file.read_text(encoding="utf-8").replace(*ADDED)
        (folder / file.name).write_text(text, encoding="utf-8")
    return published_texts(sorted(folder.iterdir()))


@pytest.fixture(scope="module")
def findings(plans: tuple[dict[str, bytes], dict[str, bytes]]) -> dict[str, tuple[Finding, ...]]:
    workspace = packaged_workspace()
    auditor = Auditor(load_checks(workspace), ontology_files(workspace).values(), IRIS)
    files = {slug: PlanFiles(slug, plans[0][slug], plans[1][slug]) for slug in plans[0]}
    related = RelatedPlans(list(files), files.__getitem__, IRIS)
    return {
        slug: auditor.findings(file, CHECKS, related=related.of(slug))
        for slug, file in files.items()
    }


@pytest.fixture(scope="module")
def graphs(findings: dict[str, tuple[Finding, ...]]) -> dict[str, bytes]:
    texts = {name: CheckText(name, "other", {"zh": name, "en": name}, {}, {}) for name in CHECKS}
    report = audit_report(findings, {}, texts)
    return {
        IRIS.findings_graph(slug): write_turtle(finding_graph(slug, report.entries, IRIS))
        for slug in findings
    } | {IRIS.graph("checks"): write_turtle(check_graph_of(texts.values(), IRIS))}


@pytest.fixture(scope="module")
def service(
    tmp_path_factory: pytest.TempPathFactory,
    plans: tuple[dict[str, bytes], dict[str, bytes]],
    graphs: dict[str, bytes],
) -> Service:
    return service_over(engine_over(tmp_path_factory.mktemp("audit"), *plans, findings=graphs))


@pytest.fixture
def client(service: Service) -> FlaskClient:
    return create_app(service).test_client()


def test_the_words_of_the_plan_above_are_said_to_stand_in_that_plan(
    graphs: dict[str, bytes],
) -> None:
    store = ox.Store()
    store.load(graphs[IRIS.findings_graph(CHILD)], ox.RdfFormat.TURTLE)
    rows = store.query(
        f"""PREFIX plan: <{TERMS}> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?source {{ ?finding plan:foundBy <{IRIS.check("target-below-parent")}> ;
            plan:hasSide ?side . ?side plan:order ?order ; oa:hasSource ?source }}
        ORDER BY ?order"""
    )
    assert [row["source"].value for row in rows] == [IRIS.text(CHILD), IRIS.text(PARENT)]


def test_the_page_leads_from_each_side_into_its_own_plan(client: FlaskClient) -> None:
    page = client.get(f"/audit?check=target-below-parent&plan={CHILD}", headers=HTML).text
    for slug, quote in (
        (CHILD, "全社会研发投入占GDP的比重达到3.0%以上"),
        (PARENT, "全社会研发投入占GDP的比重达到3.2%以上"),
    ):
        (href,) = {
            part.partition('"')[0].replace("&amp;", "&")
            for part in page.split('href="')[1:]
            if part.startswith(f"/page/{slug}/text?start=")
        }
        text = client.get(href, headers=HTML).text
        marked = text.partition('id="passage"')[2].partition(">")[2].partition("</mark>")[0]
        assert marked == quote
    assert f"· {PARENT} · 一</figcaption>" in page
    assert f"{CHILD} · 一</figcaption>" not in page


@pytest.mark.parametrize("form", [text_report, html_report])
def test_a_report_names_the_plan_of_a_side_that_is_another_ones(
    findings: dict[str, tuple[Finding, ...]], form: Callable[[AuditReport], str]
) -> None:
    checks = {name: CheckText(name, "other", {"zh": name, "en": name}) for name in CHECKS}
    told = form(audit_report({CHILD: findings[CHILD]}, {}, checks))
    named = f"{PARENT} · 一" if form is html_report else f"[{PARENT} 一 98–120]"
    assert named in told
    assert f"{CHILD} · 一" not in told
    assert f"[{CHILD} 一" not in told


def test_a_table_names_the_plan_of_each_side(
    client: FlaskClient, findings: dict[str, tuple[Finding, ...]]
) -> None:
    (between,) = (one for one in findings[CHILD] if one.check == "target-below-parent")
    (row,) = _rows(client.get(f"/audit.csv?check={between.check}&plan={CHILD}").text)
    assert (row["plan"], row["in_plan"], row["against_plan"]) == (CHILD, CHILD, PARENT)
    checks = {name: CheckText(name, "other", {"zh": name, "en": name}) for name in CHECKS}
    rows = _rows(write_rows(finding_rows(audit_report(findings, {}, checks)), "csv").decode())
    assert row in rows
    within = [row for row in rows if row["check"] != between.check]
    assert within
    assert all((row["in_plan"], row["against_plan"]) == (row["plan"], "") for row in within)


def test_a_table_names_the_plan_of_further_sides_that_is_another_ones(
    findings: dict[str, tuple[Finding, ...]],
) -> None:
    (between,) = (one for one in findings[CHILD] if one.check == "target-below-parent")
    own, above = between.sides
    more = replace(between, sides=(own, above, own, above))
    checks = {between.check: CheckText(between.check, "other", {"zh": "上级", "en": "above"})}
    told = write_rows(finding_rows(audit_report({CHILD: [more]}, {}, checks)), "csv").decode()
    (row,) = _rows(told)
    assert row["further"] == f"一 {own.quote}；{PARENT} 一 {above.quote}"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_json_tells_what_the_audit_found(
    client: FlaskClient, findings: dict[str, tuple[Finding, ...]]
) -> None:
    told = {one["id"]: one for one in client.get("/audit.json").get_json()["findings"]}
    found = [finding_record(one) for some in findings.values() for one in some]
    assert {one["check"] for one in found} == set(CHECKS)
    assert {one["method"] for one in found} == {"query", "text"}
    assert told.keys() == {one["id"] for one in found}
    for one in found:
        same = told[one["id"]]
        for name in ("plan", "severity", "message", "confidence", "method", "component"):
            assert same[name] == one[name]
        for side, other in zip(one["sides"], same["sides"], strict=True):
            for name in ("fact", "element", "where", "quote", "start", "end", "confidence"):
                assert other[name] == side[name]
            assert other["source"] == (side["source"] or IRIS.text(one["plan"]))
