"""Shapes, ontology, code and data agree on names."""

from __future__ import annotations

import re
from itertools import chain
from typing import get_args

import pytest
from rdflib import OWL, RDF, SH, SKOS, Graph, Literal, URIRef

from plankg import model
from plankg.assets import assets_root
from plankg.check import check_graph
from plankg.graph import build_graph, build_ledger
from plankg.graph.facts import COMPARATORS
from plankg.iris import DEFAULT_BASE, Iris
from plankg.ontology import Units, load_ontology, load_shapes, load_style_shapes, parse_turtle
from plankg.register import Register
from sample import sample_reading

ROOT = assets_root()
ONTOLOGY = load_ontology(ROOT)
SHAPES = load_shapes(ROOT)
FILES = sorted((ROOT / "shapes").glob("*.ttl"))
PREFIXED = re.compile(r"(?<![\w:<])([a-z]+):([A-Za-z][\w-]*)")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_name_of_ours_in_a_shape_is_declared(file):
    declared = {str(subject) for subject in ONTOLOGY.subjects()}
    own = (f"{DEFAULT_BASE}ontology#", f"{DEFAULT_BASE}vocab/")
    named = {
        str(term)
        for triple in parse_turtle(file)
        for term in triple
        if isinstance(term, URIRef) and term.startswith(own)
    }
    assert named - declared == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_prefix_and_name_in_a_query_is_declared(file):
    graph = parse_turtle(file)
    declared = {str(subject) for subject in ONTOLOGY.subjects()}
    for constraint, query in graph.subject_objects(SH.select):
        prefixes = {
            str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
            for node in graph.objects(graph.value(constraint, SH.prefixes), SH.declare)
        }
        used = set(PREFIXED.findall(str(query)))
        assert {prefix for prefix, _ in used} <= set(prefixes)
        assert {prefixes[prefix] + name for prefix, name in used} <= declared


def test_every_message_is_given_once_in_chinese_and_once_in_english():
    for graph in (SHAPES, load_style_shapes(ROOT)):
        for shape in set(graph.subjects(SH.message)):
            messages = list(graph.objects(shape, SH.message))
            assert sorted(message.language for message in messages) == ["en", "zh"], shape


def test_every_constraint_that_can_fail_says_so_in_its_own_words():
    stated = set(SHAPES.objects(None, SH.property)) | set(SHAPES.objects(None, SH.sparql))
    for shape in stated:
        if isinstance(shape, URIRef):
            assert (shape, SH.message, None) in SHAPES, shape


# The model's literals are the local names of the vocabularies, comparators their notations.
CLOSED = {
    "role": model.Role,
    "basis": model.Basis,
    "kind": model.Kind,
    "frequency": model.Frequency,
    "confidence": model.Confidence,
    "ledgerstate": model.LedgerState,
    "relation": model.Relation,
}


@pytest.mark.parametrize("scheme", CLOSED)
def test_the_vocabulary_has_exactly_what_a_reading_can_say(scheme):
    assert concepts_of(scheme) == set(get_args(CLOSED[scheme]))


def test_comparators_are_noted_by_the_signs_that_tables_show():
    root = Iris().concept("comparator", "")
    noted = {
        str(ONTOLOGY.value(URIRef(root + name), SKOS.notation)): name
        for name in concepts_of("comparator")
    }
    assert noted == COMPARATORS
    assert set(noted) == set(get_args(model.Comparator))


@pytest.mark.parametrize("scheme", [*CLOSED, "comparator"])
def test_the_shapes_allow_exactly_the_vocabulary(scheme):
    root = Iris().concept(scheme, "")
    lists = [
        {str(item).removeprefix(root) for item in SHAPES.items(head)}
        for head in SHAPES.objects(None, SH["in"])
        if any(str(item).startswith(root) for item in SHAPES.items(head))
    ]
    assert lists == [concepts_of(scheme)]


def test_every_element_type_of_the_model_is_a_class():
    classes = set(ONTOLOGY.subjects(RDF.type, OWL.Class))
    names = set(get_args(model.ElementType)) - {"Element"}
    assert {URIRef(Iris().ontology + name) for name in names} <= classes


def test_the_sample_plan_conforms_and_so_does_its_ledger():
    reading, iris = sample_reading(), Iris()
    register = Register.load(ROOT / "data" / "registers")
    plan = build_graph(reading, register, iris, Units.from_graph(ONTOLOGY))
    for graph in (plan, build_ledger(reading, iris)):
        assert check_graph(graph, SHAPES, ONTOLOGY).results == ()
    assert undeclared_in(plan) == set()


def undeclared_in(graph: Graph) -> set[str]:
    """Return the classes and properties of ours that a graph uses and the ontology lacks."""
    used = set(chain(graph.predicates(), graph.objects(None, RDF.type)))
    known = set(ONTOLOGY.subjects())
    return {str(term) for term in used if term not in known and Iris().ontology in term}


def concepts_of(scheme: str) -> set[str]:
    iri = URIRef(f"{DEFAULT_BASE}vocab/{scheme}")
    assert (iri, RDF.type, SKOS.ConceptScheme) in ONTOLOGY
    assert isinstance(ONTOLOGY.value(iri, SKOS.prefLabel), Literal)
    return {
        str(concept).removeprefix(f"{iri}/") for concept in ONTOLOGY.subjects(SKOS.inScheme, iri)
    }
