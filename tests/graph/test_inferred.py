"""What is stated, but not printed, is what follows from what it is marked as inferred from."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, URIRef

from plankg.assets import assets_root
from plankg.ontology import load_ontology, parse_turtle

PLAN = "https://w3id.org/plankg/ontology#"


def term(name: str) -> URIRef:
    return URIRef(PLAN + name)


@pytest.fixture(scope="module")
def graph() -> Graph:
    (file,) = (assets_root() / "data" / "plans").glob("*.ttl")
    return parse_turtle(file)


def test_the_plan_of_a_thing_is_that_of_what_it_is_part_of_or_stated_in(graph: Graph) -> None:
    plans = set(graph.subjects(RDF.type, term("Plan")))
    followed = 0
    for above in ("partOf", "statedIn"):
        for thing, place in graph.subject_objects(term(above)):
            plan = place if place in plans else graph.value(place, term("inPlan"))
            assert graph.value(thing, term("inPlan")) == plan, thing
            followed += 1
    assert followed > 400


def test_every_property_that_others_follow_from_is_one_of_the_ontology() -> None:
    ontology = load_ontology(assets_root())
    marked = set(ontology.subjects(term("inferredFrom")))
    sources = set(ontology.objects(None, term("inferredFrom")))
    declared = set(ontology.subjects(RDF.type))
    assert term("inPlan") in marked
    assert marked | sources <= declared
