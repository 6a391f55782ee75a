"""The graph of findings is what its shapes and the ontology say it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audited import AUDITOR, ROOT
from rdflib import DCTERMS, RDF, SH, Graph, Literal, Namespace, URIRef
from small_plan import IRIS, PLAN, SLUG, checks, found

from plankg.audit.finding_graph import (
    check_graph_of,
    finding_graph,
    idle_waiver_graph,
    report_graph,
)
from plankg.check import check_graph
from plankg.findings.report import CheckText, Entry, audit_report
from plankg.findings.waivers import Waiver, waiver_of
from plankg.graph.turtle import write_turtle
from plankg.iris import Iris
from plankg.ontology import load_ontology, parse_turtle

ONTOLOGY = load_ontology(ROOT)
SHAPES = parse_turtle(ROOT / "shapes" / "findings.ttl")
TEXT = CheckText("gates", "text", {"zh": "水闸", "en": "gates"}, {"zh": "释", "en": "Why"})


def graph_of(folder) -> Graph:
    findings = found(checks(folder))
    waiver = waiver_of(
        findings[0],
        findings,
        reason="续建",
        who="王五",
        when=date(2026, 3, 1),
        until=date(2027, 1, 1),
    )
    idle = replace(waiver, sides=(("9", "新建水闸 7座"), ("", "")))
    both = [waiver, idle, replace(idle, when=date(2026, 4, 1), until=None)]
    report = audit_report({SLUG: findings}, {SLUG: both}, {"gates": TEXT})
    assert report.unmatched == tuple(both[1:])
    return finding_graph(SLUG, report.entries, IRIS, report.unmatched)


def test_it_conforms_to_the_shapes(tmp_path):
    assert check_graph(graph_of(tmp_path), SHAPES, ONTOLOGY).results == ()


def test_every_term_of_ours_is_declared(tmp_path):
    graph = graph_of(tmp_path) + check_graph_of([TEXT], IRIS)
    used = {str(term) for _, p, o in graph for term in (p, o) if IRIS.ontology in str(term)}
    assert used - {str(subject) for subject in ONTOLOGY.subjects()} == set()
    assert URIRef(IRIS.concept("checkgroup", "text")) in set(ONTOLOGY.subjects())


def test_it_is_written_without_nameless_nodes_and_the_same_each_time(tmp_path):
    assert write_turtle(graph_of(tmp_path)) == write_turtle(graph_of(tmp_path))


def test_a_plan_without_findings_conforms():
    graph = finding_graph(SLUG, [], IRIS)
    report = URIRef(f"{PLAN}/findings")
    assert (report, RDF.type, SH.ValidationReport) in graph
    assert graph.value(report, SH.conforms) == Literal(True)


def test_waivers_that_waive_nothing_are_stated_with_what_they_look_for(tmp_path):
    graph, terms = graph_of(tmp_path), Namespace(IRIS.ontology)
    idle = list(graph.subjects(RDF.type, terms.IdleWaiver))
    # One renews the other, which is of the same finding.
    assert [str(graph.value(one, terms.waiverEnd)) for one in sorted(idle)] == [
        "2027-01-01",
        "None",
    ]
    for one in idle:
        assert list(graph.objects(one, terms.waives)) == []
        assert str(graph.value(one, DCTERMS.identifier)).startswith("gates/")
        sides = sorted(graph.objects(one, terms.looksFor))
        told = [
            (str(graph.value(side, terms.printedPath)), str(graph.value(side, terms.soughtWords)))
            for side in sides
        ]
        assert told == [("9", "新建水闸 7座"), ("", "")]


def test_findings_of_other_plans_are_left_to_their_graphs(tmp_path):
    entries = [Entry(finding) for finding in found(checks(tmp_path))]
    assert len(finding_graph("other", entries, IRIS)) == len(finding_graph("other", [], IRIS))


def test_of_a_plan_that_is_not_known_idle_waivers_are_all_that_is_stated():
    waiver = Waiver("gone", "gates", (("1", "水闸"),), "续建", "王五", date(2026, 3, 1))
    report = audit_report({SLUG: ()}, {"gone": [waiver]}, {}, whole=True)
    graph = idle_waiver_graph(report.unmatched, IRIS)
    assert check_graph(graph, SHAPES, ONTOLOGY).results == ()
    assert set(graph.subjects(RDF.type, SH.ValidationReport)) == set()
    assert set(graph.subjects(URIRef(f"{IRIS.ontology}inPlan"), URIRef(IRIS.plan("gone"))))
    whole = report_graph(report, IRIS)
    assert set(graph) < set(whole)


def test_no_check_names_a_group_that_has_no_label():
    labelled = {str(subject) for subject in ONTOLOGY.subjects()}
    assert {Iris().concept("checkgroup", check.group) for check in AUDITOR.checks} <= labelled
