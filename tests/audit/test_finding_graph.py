"""The graph of findings is what its shapes and the ontology say it is."""

from __future__ import annotations

from datetime import date

from audited import AUDITOR, ROOT
from rdflib import RDF, SH, Graph, Literal, URIRef
from small_plan import IRIS, PLAN, SLUG, checks, found

from plankg.audit.finding_graph import check_graph_of, finding_graph
from plankg.check import check_graph
from plankg.findings.report import CheckText, Entry, audit_report
from plankg.findings.waivers import waiver_of
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
    report = audit_report({SLUG: findings}, {SLUG: [waiver]}, {"gates": TEXT})
    return finding_graph(SLUG, report.entries, IRIS)


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


def test_findings_of_other_plans_are_left_to_their_graphs(tmp_path):
    entries = [Entry(finding) for finding in found(checks(tmp_path))]
    assert len(finding_graph("other", entries, IRIS)) == len(finding_graph("other", [], IRIS))


def test_no_check_names_a_group_that_has_no_label():
    labelled = {str(subject) for subject in ONTOLOGY.subjects()}
    assert {Iris().concept("checkgroup", check.group) for check in AUDITOR.checks} <= labelled
