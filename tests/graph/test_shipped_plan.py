"""The shipped plan's graph: equal rows, quotes at their offsets, names that survive an edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from plankg.assets import assets_root
from plankg.extract import read_plan
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.graph.namespaces import OA
from plankg.iris import Iris
from plankg.model import Reading
from plankg.ontology import load_ontology
from plankg.readers import read_document
from plankg.register import Register
from plankg.tables import COLUMNS, rows_from_turtle, rows_of
from plankg.units import Units

SLUG = "jiangyin-innovation-2020-2022"
SOURCE = assets_root() / "data" / "sources" / SLUG / "text.txt"
Read = Callable[[Path], Reading]
Build = Callable[[Reading], Graph]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load(assets_root() / "data" / "registers")


@pytest.fixture(scope="module")
def read(register: Register) -> Read:
    return lambda path: read_plan(read_document(path), SLUG, register=register, iris=Iris())


@pytest.fixture(scope="module")
def reading(read: Read) -> Reading:
    return read(SOURCE)


@pytest.fixture(scope="module")
def graph(reading: Reading, register: Register) -> Graph:
    return build_graph(reading, register, Iris(), Units.from_graph(load_ontology(assets_root())))


@pytest.fixture(scope="module")
def published(reading: Reading, graph: Graph) -> list[bytes]:
    return [write_turtle(graph), write_turtle(build_ledger(reading, Iris()))]


@pytest.mark.parametrize("table", COLUMNS)
def test_the_published_graph_gives_the_rows_of_the_reading(
    reading: Reading, published: list[bytes], table: str
) -> None:
    assert rows_from_turtle(published, table) == rows_of(reading, table)


def test_every_evidence_quotes_what_stands_at_its_offsets(reading: Reading, graph: Graph) -> None:
    nodes = list(graph.subjects(RDF.type, OA.SpecificResource))
    assert nodes
    for node in nodes:
        selectors = list(graph.objects(node, OA.hasSelector))
        values = {
            predicate: graph.value(selector, predicate)
            for selector in selectors
            for predicate in (OA.start, OA.end, OA.exact)
            if graph.value(selector, predicate) is not None
        }
        start, end = int(str(values[OA.start])), int(str(values[OA.end]))
        assert reading.text[start:end] == str(values[OA.exact]), node


def test_a_typo_mended_before_the_facts_changes_none_of_their_names(
    read: Read, reading: Reading, tmp_path: Path
) -> None:
    mended = tmp_path / "text.txt"
    text = SOURCE.read_text(encoding="utf-8")
    assert text.count("制订本行动计划") == 1
    mended.write_text(text.replace("制订本行动计划", "特制定本行动计划"), encoding="utf-8")
    after = read(mended)
    assert after.text != reading.text
    assert after.targets[0].start == reading.targets[0].start + 1
    for facts in ("elements", "targets", "responsibilities", "carrier_measures", "mentions"):
        names = [[fact.iri for fact in getattr(plan, facts)] for plan in (reading, after)]
        assert names[0] == names[1], facts


@pytest.mark.parametrize(
    ("where", "path"),
    [
        ("三", "section/3"),
        ("三（二）5", "section/3/action/2/task/5"),
        ("附件", "annex/1"),
        ("附件 5.1", "annex/1/task/5/goal/1"),
        ("附件 24.3", "annex/1/task/24/goal/3"),
    ],
)
def test_the_published_names_of_elements_stay(reading: Reading, where: str, path: str) -> None:
    named = [element.iri for element in reading.elements if element.where == where]
    assert f"{Iris().plan(SLUG)}/{path}" in named
