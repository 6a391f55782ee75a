"""Reports: what is said for people and for programs, and what changed since an earlier audit."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from rdflib import RDF, SH, Graph, URIRef
from small_plan import IRIS, PLAN, SLUG, checks, files, found

from plankg.audit.report_formats import written
from plankg.differing_words import marked
from plankg.errors import InputError
from plankg.findings.baseline import compared
from plankg.findings.finding_json import findings_of, findings_text
from plankg.findings.html_report import html_report
from plankg.findings.report import AuditReport, CheckText, audit_report
from plankg.findings.report_json import report_json
from plankg.findings.text_report import text_report
from plankg.findings.values import Thing
from plankg.findings.waivers import waiver_of
from plankg.iris import DEFAULT_BASE

BOTH = ("zh", "en")
TEXTS = {"gates": CheckText("gates", "text", {"zh": "水闸", "en": "gates"}, {}, {})}


@pytest.fixture
def findings(tmp_path):
    return found(checks(tmp_path))


@pytest.fixture
def report(findings) -> AuditReport:
    return audit_report({SLUG: findings}, {}, TEXTS)


@pytest.fixture
def waived(findings) -> AuditReport:
    waiver = waiver_of(findings[0], findings, reason="续建<>", who="王五", when=date(2026, 3, 1))
    return audit_report({SLUG: findings}, {SLUG: [waiver]}, TEXTS)


def test_text_says_it_in_one_language_or_in_both(report):
    zh, both = text_report(report, ("zh",)), text_report(report, BOTH)
    assert "共100，每年30" in zh
    assert "100 in all" not in zh
    assert "100 in all, 30 a year" in both
    assert "[1 11–19] 总量: 三年内，【新建水闸100座】，修堤5公里。" in zh
    assert zh.endswith("错误 1")


def test_text_says_so_where_nothing_is_found():
    assert text_report(audit_report({SLUG: ()}, {}, TEXTS), ("en",)) == "nothing found"


def test_html_stands_alone_and_marks_the_words_that_differ(report):
    page = html_report(report)
    assert not re.findall(r"""(?:src|href)=["'](?!#)|<script|@import|url\(""", page)
    assert "<span>三年内，</span>" in page
    assert "<mark>100</mark>" in page
    assert "<mark>30</mark>" in page
    assert "<b>新建水闸</b>" in page


def test_html_escapes_what_people_wrote(waived):
    assert "续建&lt;&gt;" in html_report(waived)


def test_html_in_one_language_has_none_of_the_other(report):
    assert "Audit of plans" not in html_report(report, ("zh",))
    assert "规划审查报告" not in html_report(report, ("en",))


def test_a_table_has_both_sides_in_columns(report):
    (row,) = csv.DictReader(io.StringIO(written(report, "csv", BOTH, DEFAULT_BASE).decode()))
    assert (row["where"], row["quote"], row["start"]) == ("1", "新建水闸100座", "11")
    assert (row["against_where"], row["against_quote"]) == ("2", "每年新建水闸30座")
    assert (row["severity"], row["state"], row["bodies"]) == ("error", "open", "水务局")
    book = load_workbook(io.BytesIO(written(report, "xlsx", BOTH, DEFAULT_BASE)))
    assert [cell.value for cell in book.active[1]] == list(row)


def test_turtle_is_a_validation_report_with_findings(waived):
    graph = Graph().parse(data=written(waived, "ttl", BOTH, DEFAULT_BASE), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    (finding,) = graph.objects(report, SH.result)
    assert (finding, RDF.type, URIRef(f"{IRIS.ontology}Finding")) in graph
    assert graph.value(finding, SH.focusNode) == URIRef(f"{PLAN}/task/1/target/total")
    assert list(graph.objects(None, URIRef(f"{IRIS.ontology}waives"))) == [finding]


def test_the_same_findings_give_the_same_bytes(report):
    for form in ("json", "ttl", "csv", "xlsx", "html"):
        assert written(report, form, BOTH, DEFAULT_BASE) == written(
            report, form, BOTH, DEFAULT_BASE
        )


def test_findings_come_back_from_json_as_they_were(findings, waived):
    assert findings_of(json.loads(findings_text(findings)), "file") == findings
    assert findings_of(json.loads(report_json(waived))["findings"], "file") == findings


SCALARS = st.one_of(
    st.text(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(Thing, st.text(min_size=1), st.just({"zh": "水"})),
)


@given(st.dictionaries(st.text(min_size=1), SCALARS | st.lists(SCALARS, min_size=1).map(tuple)))
def test_every_kind_of_value_comes_back_from_json(values):
    finding = replace(EXAMPLE, values=values)
    (back,) = findings_of(json.loads(findings_text([finding])), "file")
    assert back.values == values
    assert [type(value) for value in back.values.values()] == [type(v) for v in values.values()]


@pytest.mark.parametrize("content", [{}, [1], [{"id": "a"}], "text"])
def test_what_holds_no_findings_is_told(content):
    with pytest.raises(InputError, match=r"old\.json: no findings"):
        findings_of(content, "old.json")


def test_what_was_found_before_is_still_there_and_what_was_not_is_new(report, findings):
    assert [e.change for e in compared(report, findings, "r").entries] == ["still there"]
    assert [e.change for e in compared(report, (), "r").entries] == ["new"]


def test_what_is_not_found_any_more_is_gone(tmp_path, findings):
    now = audit_report({SLUG: ()}, {}, TEXTS)
    later = compared(now, findings, "r")
    assert [entry.change for entry in later.entries] == ["gone"]
    assert later.count("error") == 0
    assert not later.fails("error")
    assert "已消失" in text_report(later, ("zh",))


def test_a_report_ends_with_how_many_are_new_still_there_and_gone(findings):
    (one,) = findings
    more = [one, replace(one, id="gates/2"), replace(one, id="gates/3")]
    before = [more[0], *(replace(one, id=f"gates/{n}") for n in (7, 8, 9))]
    later = compared(audit_report({SLUG: more}, {}, TEXTS), before, "old.json")
    assert text_report(later, ("zh",)).endswith("对比 old.json: 新增 2 · 仍在 1 · 已消失 3")
    assert "compared with old.json: new 2 · still there 1 · gone 3</p>" in html_report(
        later, ("en",)
    )
    assert "对比" not in text_report(audit_report({SLUG: more}, {}, TEXTS), ("zh",))


def test_earlier_findings_of_other_plans_and_checks_are_not_called_gone(findings):
    others = (replace(findings[0], plan="other"), replace(findings[0], check="other"))
    assert compared(audit_report({SLUG: ()}, {}, TEXTS), others, "r").entries == ()


def test_only_what_is_new_fails_against_an_earlier_audit(report, findings):
    assert report.fails("error")
    assert not compared(report, findings, "r").fails("error")
    assert compared(report, (), "r").fails("warning")


def test_an_info_fails_nothing(report):
    (entry,) = report.entries
    mild = replace(entry, finding=replace(entry.finding, severity="info"))
    assert not replace(report, entries=(mild,)).fails("warning")


def test_counts_per_body_and_task_are_of_what_is_open(report, waived):
    assert [(body.labels["zh"], n.total()) for body, n in report.per_body()] == [("水务局", 1)]
    assert [task.labels["zh"] for task, _ in report.per_task()] == ["修建水闸", "维护水闸"]
    assert waived.per_body() == []


def test_commitments_that_cannot_be_verified_are_counted_per_body_and_task(findings):
    (finding,) = findings
    first, second = finding.sides
    vague = replace(finding, id="no-unit/1", group="monitoring", sides=(first,))
    again = replace(vague, id="no-base/1")
    other = replace(vague, id="no-unit/2", sides=(second,), tasks=finding.tasks[1:], bodies=())
    total = replace(finding, id="totals/1", group="monitoring")
    report = audit_report({SLUG: [vague, again, other, total, finding]}, {}, TEXTS)
    bodies, tasks = report.unverifiable_per_body(), report.unverifiable_per_task()
    # Two findings of one commitment count once; what totals them up and what contradicts, never.
    assert [(body.labels["zh"], count) for body, count in bodies] == [("水务局", 1)]
    assert [(task.labels["zh"], n) for task, n in tasks] == [("维护水闸", 2), ("修建水闸", 1)]
    words = "照原文无法核实的承诺"
    text = text_report(report, ("zh",))
    assert f"{words} (责任单位): 水务局 1\n{words} (重点任务): 维护水闸 2、修建水闸 1" in text
    page = html_report(report, ("zh",))
    assert page.count(f"<caption>{words}</caption>") == 2
    assert '<tr><td>维护水闸</td><td class="number">2</td></tr>' in page
    said = json.loads(report_json(report))
    assert [one["commitments"] for one in said["unverifiable_per_task"]] == [2, 1]
    assert said["unverifiable_per_body"][0]["iri"] == bodies[0][0].iri
    gone = replace(report, entries=tuple(replace(one, state="waived") for one in report.entries))
    assert gone.unverifiable_per_task() == []


def told(quotes: list[str]) -> list[str]:
    return [
        "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)
        for pieces in marked(quotes)
    ]


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (["新建水闸100座", "每年新建水闸30座"], ["新建水闸[100]座", "[每年]新建水闸[30]座"]),
        (["水闸300座", "水闸30座"], ["水闸[300]座", "水闸[30]座"]),
        (["占比3.3%", "占比3%"], ["占比[3.3%]", "占比[3%]"]),
        (["甲乙丙丁", "戊己庚辛"], ["甲乙丙丁", "戊己庚辛"]),
        (["水闸", "水闸", "水坝"], ["水闸", "水闸", "水[坝]"]),
        (["水闸"], ["水闸"]),
        ([], []),
    ],
)
def test_words_that_differ_are_marked(quotes, expected):
    assert told(quotes) == expected


@given(st.lists(st.text(), max_size=4))
def test_pieces_are_the_quotes(quotes):
    assert ["".join(piece.text for piece in pieces) for pieces in marked(quotes)] == quotes


def _example(folder):
    return found(checks(folder), files())[0]


@pytest.fixture(scope="module", autouse=True)
def _one_finding(tmp_path_factory):
    global EXAMPLE
    EXAMPLE = _example(tmp_path_factory.mktemp("checks"))
    assert EXAMPLE.values["total"] == Decimal("100.0")
