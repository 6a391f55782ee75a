"""Shapes that the fast engines don't run as pySHACL does are noticed, and run by pySHACL."""

from __future__ import annotations

import pytest
from rdflib import Graph

from plankg.check import Checker, CheckReport

PREFIXES = """
@prefix e: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MESSAGE = 'sh:message "不对。"@zh , "Wrong."@en'
PLAIN = f"""e:Plain a sh:NodeShape ; sh:targetClass e:Thing ; sh:property e:Plain-value .
e:Plain-value sh:path e:value ; sh:maxCount 0 ; {MESSAGE} ."""


def checkers(shapes: str) -> tuple[Checker, Checker]:
    graph = Graph().parse(data=PREFIXES + shapes, format="turtle")
    return Checker(graph, Graph()), Checker(graph, Graph(), "pyshacl")


def reports(shapes: str, data: str) -> tuple[CheckReport, CheckReport]:
    fast, oracle = checkers(shapes)
    return fast.check(PREFIXES + data), oracle.check(PREFIXES + data)


def shape(says: str, target: str = "sh:targetClass e:Thing") -> str:
    return f"e:S a sh:NodeShape ; {target} ; {MESSAGE} ; {says} ."


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        pytest.param(shape("sh:closed true"), "it uses sh:closed", id="closed"),
        pytest.param(
            shape("sh:property [ sh:path e:value ; sh:disjoint e:other ]"),
            "it uses sh:disjoint",
            id="disjoint, in a part",
        ),
        pytest.param(
            shape("sh:deactivated true ; sh:property [ sh:path e:value ; sh:maxCount 0 ]"),
            "it uses sh:deactivated",
            id="deactivated",
        ),
        pytest.param(
            shape("sh:property [ sh:path e:other ; sh:minCount 9 ]", "sh:targetNode e:a"),
            "it uses sh:targetNode",
            id="target that is a node",
        ),
        pytest.param(
            shape('sh:property [ sh:path e:value ; sh:minInclusive "2020"^^xsd:gYear ]'),
            "it compares with",
            id="year as a constant",
        ),
        pytest.param(
            shape('sh:property [ sh:path e:value ; sh:pattern "^(?!x)" ]'),
            "regular expressions differ",
            id="look ahead",
        ),
        pytest.param(
            f"e:Thing a sh:NodeShape , owl:Class ; {MESSAGE} ;"
            " sh:property [ sh:path e:other ; sh:minCount 1 ] .",
            "it is a class, too",
            id="shape that is a class",
        ),
        pytest.param(
            shape("sh:sparql e:Q") + f"e:Q {MESSAGE} ; sh:select"
            ' "SELECT $this WHERE { $this <https://example.org/value> ?v'
            ' FILTER (DATATYPE(?v) = xsd:integer) }" .',
            "its query needs pySHACL's leniency",
            id="undeclared prefix",
        ),
        pytest.param(
            f"e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:property e:P . e:P sh:path e:value ;"
            f" sh:sparql e:Q . e:Q {MESSAGE} ; sh:select"
            ' "SELECT $this ?value WHERE { $this $PATH ?value }" .',
            "it has a query about a property's values",
            id="query about a property",
        ),
    ],
)
def test_shape_that_differs_is_named_and_run_by_pyshacl(odd: str, reason: str) -> None:
    fast, oracle = checkers(odd + PLAIN)
    (told,) = fast.reasons
    assert reason in told
    assert oracle.reasons == ()
    data = PREFIXES + "e:a a e:Thing ; e:value 7 , e:b ."
    assert fast.check(data) == oracle.check(data)
    # The plain shape beside it is run all the same.
    assert "https://example.org/Plain-value" in {one.shape for one in fast.check(data).results}


@pytest.mark.parametrize(
    "data",
    [
        'e:a a e:Thing ; e:start "2020"^^xsd:gYear ; e:end "2019"^^xsd:gYear .',
        "e:a a e:Thing ; e:start true ; e:end 5 .",
        'e:a a e:Thing ; e:start "x"^^xsd:integer ; e:end 5 .',
        'e:a a e:Thing ; e:start "2020-01-01Z"^^xsd:date ; e:end "2020-01-01"^^xsd:date .',
        'e:a a e:Thing ; e:start "2020-01-01"^^xsd:date ; e:end 5 .',
        'e:a a e:Thing ; e:start "9" ; e:end 10 .',
        "e:a a e:Thing ; e:start 1.0e1 ; e:end 5 .",
    ],
    ids=["years", "truth", "no number", "time zone", "day and number", "text", "double"],
)
def test_values_that_engines_compare_differently_are_pyshacls(data: str) -> None:
    ordered = shape("sh:property [ sh:path e:start ; sh:lessThan e:end ]")
    fast, oracle = reports(ordered, data)
    assert fast == oracle


def test_a_shape_without_words_of_its_own_gets_those_of_pyshacl() -> None:
    fast, oracle = reports(
        "e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:property"
        " [ sh:path e:value ; sh:maxCount 0 ] .",
        "e:a a e:Thing ; e:value 7 .",
    )
    assert fast == oracle
    assert fast.results


def test_a_shape_that_refers_to_one_that_differs_is_run_by_pyshacl_with_it() -> None:
    shapes = shape("sh:node e:Closed") + f"e:Closed a sh:NodeShape ; sh:closed true ; {MESSAGE} ."
    fast, _ = checkers(shapes)
    assert len(fast.reasons) == 1
    one, other = reports(shapes, "e:a a e:Thing ; e:value 7 .")
    assert one == other
    assert one.results
