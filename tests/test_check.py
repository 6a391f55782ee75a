"""What a check reports: severities, the node at fault, messages in two languages, in order."""

from __future__ import annotations

import pytest
from rdflib import Graph

from plankg.check import CheckReport, CheckResult, check_graph
from plankg.errors import WorkspaceError

PREFIXES = """
@prefix e: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

SHAPES = """
e:Thing a sh:NodeShape ; sh:targetClass e:Thing ; sh:property e:Thing-value , e:Thing-unit .
e:Thing-value sh:path e:value ; sh:maxInclusive 10 ;
    sh:message "数值太大。"@zh , "The value is too big."@en .
e:Thing-unit sh:path e:unit ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "没有单位。"@zh , "It has no unit."@en .
<https://example.org/prefixes>
    sh:declare [ sh:prefix "e" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
e:Whole a sh:NodeShape ; sh:targetClass e:Whole ; sh:sparql e:Whole-odd .
e:Whole-odd sh:message "数值{?value}不对。"@zh , "It is odd."@en ;
    sh:prefixes <https://example.org/prefixes> ;
    sh:select "SELECT $this ?value WHERE { ?value e:in $this ; e:value 7 }" .
"""


def graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def checked(data: str, shapes: str = SHAPES, ontology: str = "") -> CheckReport:
    return check_graph(graph(data), graph(shapes), graph(ontology))


def test_a_graph_without_faults_conforms_and_reports_nothing():
    report = checked("e:a a e:Thing ; e:value 1 ; e:unit e:piece .")
    assert report == CheckReport(())
    assert report.conforms


def test_a_warning_does_not_stop_publication():
    report = checked("e:a a e:Thing ; e:value 1 .")
    assert report.conforms
    assert [result.severity for result in report.results] == ["warning"]


def test_a_violation_names_node_path_value_shape_and_the_fault_in_two_languages():
    report = checked('e:a a e:Thing ; e:value 11 ; e:unit e:piece ; rdfs:label "甲"@zh .')
    assert not report.conforms
    assert report.results == (
        CheckResult(
            severity="violation",
            focus="https://example.org/a",
            label="甲",
            path="https://example.org/value",
            value="11",
            message_zh="甲：数值太大。",
            message_en="甲: The value is too big.",
            shape="https://example.org/Thing-value",
            component="http://www.w3.org/ns/shacl#MaxInclusiveConstraintComponent",
        ),
    )


def test_a_node_without_label_is_told_by_its_iri_alone():
    (result,) = checked("e:a a e:Thing ; e:value 11 ; e:unit e:piece .").results
    assert (result.label, result.message_en) == ("", "The value is too big.")


def test_a_query_over_a_whole_plan_reports_the_node_at_fault():
    (result,) = checked("e:all a e:Whole . e:a e:in e:all ; e:value 7 .").results
    assert (result.focus, result.value) == ("https://example.org/a", "")
    assert result.shape == "https://example.org/Whole-odd"


def test_classes_and_labels_may_stand_in_the_ontology():
    (result,) = checked(
        "e:a a e:Special ; e:value 11 ; e:unit e:piece .",
        ontology='e:Special rdfs:subClassOf e:Thing . e:a rdfs:label "乙"@zh .',
    ).results
    assert result.label == "乙"


def test_results_come_in_one_order_with_violations_first():
    data = "e:b a e:Thing ; e:value 12 . e:a a e:Thing ; e:value 11 , 12 ."
    results = checked(data).results
    assert [(r.severity, r.focus[-1], r.value) for r in results] == [
        ("violation", "a", "11"),
        ("violation", "a", "12"),
        ("violation", "b", "12"),
        ("warning", "a", ""),
        ("warning", "b", ""),
    ]
    assert checked(data).results == results


def test_the_checked_graph_is_left_as_it_was():
    data = graph("e:a a e:Thing ; e:value 11 .")
    before = set(data)
    check_graph(data, graph(SHAPES), graph("e:Special rdfs:subClassOf e:Thing ."))
    assert set(data) == before


@pytest.mark.parametrize(
    "shape",
    [
        "e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:property [ sh:minCount 1 ] .",
        "e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:sparql [ sh:select 'SELEKT' ] .",
        "e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:pattern 5 .",
    ],
)
def test_a_broken_shape_is_the_workspaces_fault(shape: str):
    with pytest.raises(WorkspaceError, match="shapes/"):
        checked("e:a a e:Thing .", shapes=shape)
