"""A plan's graph says what its reading says, each fact with its words, under stable names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, XSD, Namespace

from plankg.assets import assets_root
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.graph.namespaces import ELI, OA, QUDT
from plankg.iris import Iris
from plankg.model import Reading
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.units import Units
from sample import NOT_UNDERSTOOD, SLUG, TASK_1, TEXT, sample_reading

IRIS = Iris()
PLAN = Namespace(IRIS.ontology)
SAMPLE = IRIS.plan(SLUG)
Build = Callable[[Reading], Graph]
TASK = URIRef(f"{SAMPLE}/section/2/action/1/task/2")


def target_of(graph: Graph, element: str, number: str) -> URIRef:
    """Find the target of an element by its value as printed."""
    value = Literal(Decimal(number), datatype=XSD.decimal)
    found = [
        subject
        for predicate in (PLAN.value, PLAN.minValue)
        for subject in graph.subjects(predicate, value)
        if (subject, PLAN.statedIn, URIRef(f"{SAMPLE}/{element}")) in graph
    ]
    assert len(found) == 1
    return URIRef(found[0])


def says(graph: Graph, subject: str, predicate: URIRef) -> set[str]:
    return {str(value) for value in graph.objects(URIRef(subject), predicate)}


def test_a_graph_has_no_blank_nodes(sample_graph: Graph) -> None:
    assert not [node for triple in sample_graph for node in triple if isinstance(node, BNode)]


def test_everything_that_the_plan_says_names_its_plan_and_is_labelled(sample_graph: Graph) -> None:
    for name in ("Section", "PlanElement", "Target", "Responsibility", "Mention", "Text"):
        instances = set(sample_graph.subjects(RDF.type, PLAN[name]))
        assert instances, name
        for instance in instances:
            assert says(sample_graph, str(instance), PLAN.inPlan) == {SAMPLE}
            labels = list(sample_graph.objects(instance, RDFS.label))
            assert [label.language for label in labels] == ["zh"]  # type: ignore[attr-defined]


def test_the_plan_says_who_issued_it_when_and_for_what(sample_graph: Graph) -> None:
    expected = {
        DCTERMS.identifier: SLUG,
        DCTERMS.title: "“水韵澄江”两年行动计划（2021－2022年）",
        ELI.id_local: "样政发〔2021〕1号",
        DCTERMS.issued: "2021-02-08",
        PLAN.issuedBy: IRIS.body("320281", "江阴市人民政府"),
        PLAN.periodStart: "2021-01-01",
        PLAN.periodEnd: "2022-12-31",
        PLAN.hasArea: IRIS.area("320281"),
        PLAN.hasText: f"{SAMPLE}/text",
        ELI.cites: IRIS.document("样发〔2020〕9号"),
    }
    assert {key: says(sample_graph, SAMPLE, key) for key in expected} == {
        key: {value} for key, value in expected.items()
    }
    assert says(sample_graph, f"{SAMPLE}/text", PLAN.length) == {str(len(TEXT))}


def test_a_task_stands_in_body_and_annex_with_the_title_printed_there(sample_graph: Graph) -> None:
    assert says(sample_graph, str(TASK), PLAN.statedIn) == {
        f"{SAMPLE}/section/2",
        f"{SAMPLE}/annex/1",
    }
    shown = {
        quote
        for node in says(sample_graph, str(TASK), PLAN.hasEvidence)
        if str(PLAN.statedIn) in says(sample_graph, node, PLAN.supports)
        for quote in says(sample_graph, f"{node}-quote", OA.exact)
    }
    assert shown == {"建好高新区创新载体，服务初创团队"}
    assert says(sample_graph, str(TASK), RDF.type) == {str(PLAN.Task), str(PLAN.PlanElement)}


def test_a_section_is_no_element_and_commits_to_nothing(sample_graph: Graph) -> None:
    section = f"{SAMPLE}/section/2"
    assert says(sample_graph, section, RDF.type) == {str(PLAN.Section)}
    assert not says(sample_graph, section, PLAN.qualitative)


def test_a_target_has_its_value_as_printed_and_in_the_base_unit(sample_graph: Graph) -> None:
    target = target_of(sample_graph, "section/2/action/1/task/2", "1.5")
    assert says(sample_graph, target, PLAN.value) == {"1.5"}
    assert says(sample_graph, target, PLAN.normalisedValue) == {"15000"}
    assert says(sample_graph, target, PLAN.hasUnit) == {IRIS.concept("unit", "万平方米")}
    assert says(sample_graph, target, PLAN.hasScope) == {IRIS.area("320281", "高新区")}
    assert says(sample_graph, target, PLAN.hasConfidence) == {
        IRIS.concept("confidence", "restored")
    }
    assert says(sample_graph, target, PROV.wasAttributedTo) == {IRIS.rule("target-in-prose@1")}


def test_a_range_has_bounds_and_no_value(sample_graph: Graph) -> None:
    target = target_of(sample_graph, "section/1/objective/1", "2")
    assert not says(sample_graph, target, PLAN.value)
    assert says(sample_graph, target, PLAN.maxValue) == {"3"}
    assert says(sample_graph, target, PLAN.normalisedMaxValue) == {"3"}
    assert says(sample_graph, target, PLAN.hasComparator) == {IRIS.concept("comparator", "range")}


def test_evidence_for_the_value_of_a_range_is_evidence_for_its_bounds(
    sample_graph: Graph,
) -> None:
    target = target_of(sample_graph, "section/1/objective/1", "2")
    supported = says(sample_graph, f"{target}#evidence-1", PLAN.supports)
    assert {str(PLAN.minValue), str(PLAN.maxValue)} <= supported
    assert str(PLAN.value) not in supported


def test_words_restored_from_a_heading_are_evidence_of_their_own(sample_graph: Graph) -> None:
    target = target_of(sample_graph, "annex/1/task/2/goal/1", "0.5")
    restored = f"{target}#evidence-2"
    assert says(sample_graph, restored, PLAN.restored) == {"true"}
    assert says(sample_graph, restored, PLAN.supports) == {str(PLAN.hasScope)}
    assert says(sample_graph, f"{restored}-quote", OA.exact) == {"高新区"}
    assert says(sample_graph, f"{restored}-quote", OA.suffix) == {"创新载体，服务初创团队\n\t1\n\t"}


def test_every_quote_stands_at_its_offsets_with_its_surroundings(sample_graph: Graph) -> None:
    nodes = list(sample_graph.subjects(RDF.type, OA.SpecificResource))
    assert len(nodes) > 40
    for node in nodes:
        (start,) = map(int, says(sample_graph, f"{node}-position", OA.start))
        (end,) = map(int, says(sample_graph, f"{node}-position", OA.end))
        assert says(sample_graph, f"{node}-quote", OA.exact) == {TEXT[start:end]}
        assert says(sample_graph, f"{node}-quote", OA.prefix) == {TEXT[max(0, start - 16) : start]}
        assert says(sample_graph, f"{node}-quote", OA.suffix) == {TEXT[end : end + 16]}


def test_every_fact_has_evidence_for_properties_that_it_has(sample_graph: Graph) -> None:
    for subject, node in sample_graph.subject_objects(PLAN.hasEvidence):
        supported = set(sample_graph.objects(node, PLAN.supports))
        carried = set(sample_graph.predicates(subject))
        # A carrier's place is shown where the measure stands, and said of the carrier.
        assert supported - carried <= {PLAN.locatedIn}, subject


def test_a_body_has_its_usual_names_and_a_group_is_no_organization(sample_graph: Graph) -> None:
    body = IRIS.body("320281", "市科技局")
    assert says(sample_graph, body, RDF.type) == {str(ORG.Organization)}
    assert {"科技局", "江阴市科学技术局"} <= says(sample_graph, body, SKOS.altLabel)
    group = IRIS.body("320281", "各镇街园区")
    assert says(sample_graph, group, RDF.type) == {str(PLAN.BodyGroup)}


def test_a_unit_that_the_vocabulary_lacks_is_stated_without_a_factor(
    build: Build,
) -> None:
    reading = sample_reading()
    odd = replace(reading.targets[0], unit="担")
    graph = build(replace(reading, targets=(odd,)))
    assert says(graph, odd.iri, PLAN.hasUnit) == {IRIS.unit("担")}
    assert says(graph, IRIS.unit("担"), RDF.type) == {str(QUDT.Unit)}
    assert not says(graph, odd.iri, PLAN.normalisedValue)


def test_a_place_outside_the_register_is_an_area_within_its_own(
    build: Build,
) -> None:
    reading = sample_reading()
    zone = IRIS.area("南通市", "东区")
    target = replace(reading.targets[0], scope="东区", scope_iri=zone)
    graph = build(replace(reading, targets=(target,)))
    assert says(graph, zone, RDFS.label) == {"东区"}
    assert says(graph, zone, PLAN.within) == {IRIS.area("南通市")}
    assert says(graph, IRIS.area("南通市"), RDFS.label) == {"南通市"}


def test_two_facts_under_one_iri_are_refused(build: Build) -> None:
    reading = sample_reading()
    twice = replace(reading, targets=(*reading.targets, reading.targets[0]))
    with pytest.raises(ValueError, match="1 IRIs name more than one fact"):
        build(twice)


def test_an_edit_elsewhere_changes_offsets_but_no_name(build: Build) -> None:
    mended = TEXT.replace("请认真贯彻执行", "请各地各部门认真贯彻执行")
    before, after = (build(sample_reading(text)) for text in (TEXT, mended))
    assert set(before.subjects()) == set(after.subjects())
    assert write_turtle(before) != write_turtle(after)
    moved = {"start", "end", "prefix", "suffix", "sha256", "length"}
    changed = {str(predicate).rpartition("#")[2] for _, predicate, _ in before - after}
    assert changed <= moved


def test_another_base_moves_every_name(build: Build) -> None:
    base = "https://example.org/plans/"
    units = Units.from_graph(load_ontology(assets_root(), base=base))
    register = Register.load(assets_root() / "data" / "registers")
    graph = build_graph(sample_reading(base=base), register, Iris(base), units)
    assert b"w3id.org/plankg" not in write_turtle(graph)
    assert len(graph) == len(build(sample_reading()))


def test_the_ledger_gives_the_text_back() -> None:
    graph = build_ledger(sample_reading(), IRIS)
    pieces = sorted(
        (int(str(start)), str(graph.value(entry, PLAN.exact)))
        for entry, start in graph.subject_objects(PLAN.start)
    )
    assert "".join(words for _, words in pieces) == TEXT
    odd = graph.value(None, PLAN.exact, Literal(NOT_UNDERSTOOD))
    assert says(graph, str(odd), PLAN.hasState) == {IRIS.concept("ledgerstate", "not-understood")}


def test_ledger_entries_of_equal_words_are_numbered_and_others_keep_their_names() -> None:
    def names(reading: Reading) -> set[str]:
        return {str(subject) for subject in build_ledger(reading, IRIS).subjects()}

    before = names(sample_reading())
    after = names(sample_reading(TEXT.replace("请认真贯彻执行", "请认真执行")))
    assert any(name.endswith("-2") for name in before)
    assert len(before - after) == len(after - before) == 1


PROGRAM = """
import sys
from rdflib import Graph
from sample import sample_reading
from plankg.assets import assets_root
from plankg.graph import PlanDataset, build_graph, build_ledger, describe_datasets, write_turtle
from plankg.iris import Iris
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.units import Units
reading, register = sample_reading(), Register.load(assets_root() / "data" / "registers")
units = Units.from_graph(load_ontology(assets_root()))
turtle = write_turtle(build_graph(reading, register, Iris(), units))
sys.stdout.buffer.write(turtle)
sys.stdout.buffer.write(write_turtle(build_ledger(reading, Iris())))
plan = PlanDataset("sample", turtle)
sys.stdout.buffer.write(write_turtle(describe_datasets([plan], Iris())))
"""


def test_the_same_reading_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    tests = Path(__file__).parent.parent

    def published(seed: str) -> bytes:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(tests)}
        program = [sys.executable, "-c", PROGRAM]
        return subprocess.run(program, env=environment, check=True, capture_output=True).stdout

    first = published("1")
    assert TASK_1.encode() in first
    assert published("2") == first
