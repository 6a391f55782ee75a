"""The ontology keeps its own style (shapes/ontology-style.ttl) and a few rules no shape can say."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection

from plankg.assets import assets_root
from plankg.check import check_graph
from plankg.iris import Iris
from plankg.ontology import load_ontology, load_style_shapes

ROOT = assets_root()
ONTOLOGY = load_ontology(ROOT)
PLAN_TTL = (ROOT / "ontology" / "plan.ttl").read_text(encoding="utf-8")
VOCABULARIES = sorted((ROOT / "ontology" / "vocab").glob("*.ttl"))


def test_the_ontology_keeps_its_style():
    report = check_graph(ONTOLOGY, load_style_shapes(ROOT), Graph())
    assert [(result.focus, result.message_en) for result in report.results] == []


@pytest.mark.parametrize(
    "heading", ["Classes", "Object properties", "Datatype properties", "Annotation properties"]
)
def test_the_terms_of_a_section_stand_from_a_to_z(heading: str):
    section = PLAN_TTL.split(f"\n# {heading}\n")[1].split("\n\n\n# ")[0]
    names = re.findall(r"^plan:(\w+) a ", section, flags=re.MULTILINE)
    assert names
    assert names == sorted(names)


def test_nothing_is_imported_so_that_loading_needs_no_network():
    assert list(ONTOLOGY.objects(None, OWL.imports)) == []


def test_only_unions_and_disjointness_are_nameless():
    for file in (*VOCABULARIES, ROOT / "ontology" / "plan.ttl"):
        graph = Graph().parse(file)
        nameless = {node for node in graph.subjects() if not isinstance(node, URIRef)}
        allowed = {OWL.AllDisjointClasses, OWL.Class, None}
        assert {graph.value(node, RDF.type) for node in nameless} <= allowed, file.name


def disjoint_pairs() -> set[frozenset[URIRef]]:
    """Return what the ontology calls disjoint: stated pairs, and pairs of AllDisjointClasses."""
    pairs = {frozenset(pair) for pair in ONTOLOGY.subject_objects(OWL.disjointWith)}
    for axiom in ONTOLOGY.subjects(RDF.type, OWL.AllDisjointClasses):
        members = list(Collection(ONTOLOGY, ONTOLOGY.value(axiom, OWL.members)))
        pairs |= {frozenset((one, other)) for one in members for other in members if one != other}
    return pairs


def test_no_class_falls_under_two_that_exclude_each_other():
    for name in ONTOLOGY.subjects(RDF.type, OWL.Class):
        above = set(ONTOLOGY.transitive_objects(name, RDFS.subClassOf))
        for pair in disjoint_pairs():
            assert not pair <= above, f"{name} is both of {sorted(pair)}"


OWN = URIRef(Iris().ontology)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Plan", "Section"),
        ("Section", "PlanElement"),
        ("Task", "Action"),
        ("WorkGoal", "Objective"),
        ("Target", "PlanElement"),
        ("Carrier", "Area"),
        ("Programme", "Mention"),
    ],
)
def test_classes_that_exclude_each_other_are_declared_so(one: str, other: str):
    assert frozenset((OWN + one, OWN + other)) in disjoint_pairs()


def test_a_carrier_may_be_a_body_since_an_institute_is_both():
    organization = URIRef("http://www.w3.org/ns/org#Organization")
    assert frozenset((OWN + "Carrier", organization)) not in disjoint_pairs()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.w3.org/ns/org#Organization", "http://www.w3.org/ns/org#Site"),
        ("http://www.w3.org/ns/org#Organization", "http://www.w3.org/ns/org#Role"),
        ("http://www.w3.org/ns/prov#Activity", "http://www.w3.org/ns/prov#Entity"),
    ],
)
def test_axioms_of_reused_terms_that_matter_are_restated(one: str, other: str):
    assert frozenset((URIRef(one), URIRef(other))) in disjoint_pairs()
