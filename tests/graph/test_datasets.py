"""The description of the datasets: counts, source, licence, checksum, and nothing of the clock."""

from __future__ import annotations

import hashlib

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID, XSD

from plankg.errors import WorkspaceError
from plankg.graph import PlanDataset, describe_datasets, write_turtle
from plankg.graph.datasets import SPDX
from plankg.iris import Iris
from sample import SLUG

IRIS = Iris()
DATASET = URIRef(IRIS.graph(SLUG))


def test_a_plan_is_described_with_counts_source_licence_and_checksum(sample_graph: Graph) -> None:
    turtle = write_turtle(sample_graph)
    plan = PlanDataset(SLUG, turtle, "https://example.org/licence", "来源：样本", "written by us")
    graph = describe_datasets([plan], IRIS)
    assert set(graph.objects(DATASET, RDF.type)) == {VOID.Dataset, DCAT.Dataset}
    assert graph.value(DATASET, VOID.triples) == Literal(len(sample_graph))
    assert graph.value(DATASET, DCTERMS.license) == URIRef("https://example.org/licence")
    assert set(graph.objects(DATASET, DCTERMS.source)) == {
        URIRef(IRIS.text(SLUG)),
        Literal("来源：样本"),
    }
    checksum = URIRef(f"{DATASET}#file-checksum")
    assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(turtle).hexdigest()
    assert graph.value(URIRef(f"{DATASET}#file"), DCAT.byteSize) == Literal(
        str(len(turtle)), datatype=XSD.nonNegativeInteger
    )


@pytest.mark.parametrize(
    ("name", "count"), [("Task", 2), ("WorkGoal", 3), ("Target", 6), ("Responsibility", 11)]
)
def test_a_class_partition_counts_the_things_of_a_class(
    sample_graph: Graph, name: str, count: int
) -> None:
    graph = describe_datasets([PlanDataset(SLUG, write_turtle(sample_graph))], IRIS)
    partition = URIRef(f"{DATASET}#plan-{name}")
    assert (DATASET, VOID.classPartition, partition) in graph
    assert graph.value(partition, VOID["class"]) == URIRef(f"{IRIS.ontology}{name}")
    assert graph.value(partition, VOID.entities) == Literal(count)


def test_the_whole_counts_what_plans_share_once(sample_graph: Graph) -> None:
    turtle = write_turtle(sample_graph)
    graph = describe_datasets([PlanDataset(SLUG, turtle), PlanDataset("again", turtle)], IRIS)
    whole = URIRef(f"{IRIS.graph('datasets')}#all")
    assert graph.value(whole, VOID.triples) == Literal(len(sample_graph))
    assert set(graph.objects(whole, VOID.subset)) == {DATASET, URIRef(IRIS.graph("again"))}


def test_no_plan_at_all_is_described_as_an_empty_whole() -> None:
    graph = describe_datasets([], IRIS)
    assert graph.value(URIRef(f"{IRIS.graph('datasets')}#all"), VOID.triples) == Literal(0)


def test_a_broken_file_is_named() -> None:
    with pytest.raises(WorkspaceError, match="published graph of 'sample' is not Turtle"):
        describe_datasets([PlanDataset("sample", b"not turtle")], IRIS)
