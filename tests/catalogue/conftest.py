"""Engines over the sample and over the shipped plan, and the shipped catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from plankg.assets import assets_root
from plankg.catalogue import Catalogue
from plankg.engine import Engine
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.graph.indicator_names import Spellings, state_comparison_names
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.units import Units
from sample import sample_reading
from several_plans import engine_over, engine_over_texts

ROOT = assets_root()
IRIS = Iris()
SHIPPED = "jiangyin-innovation-2020-2022"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "queries" / "catalogue")


@pytest.fixture(scope="session")
def sample_graph() -> Graph:
    units = Units.from_graph(load_ontology(ROOT))
    register = Register.load(ROOT / "data" / "registers")
    graph = build_graph(sample_reading(), register, IRIS, units)
    state_comparison_names(graph, Spellings.of(Lookups.load(ROOT / "data" / "lookups")), IRIS)
    return graph


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, sample_graph: Graph) -> Engine:
    reading = sample_reading()
    slug = reading.meta.slug
    return engine_over(
        tmp_path_factory.mktemp("sample"),
        {slug: write_turtle(sample_graph)},
        {slug: write_turtle(build_ledger(reading, IRIS))},
    )


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    data = ROOT / "data"
    return engine_over(
        tmp_path_factory.mktemp("shipped"),
        {SHIPPED: (data / "plans" / f"{SHIPPED}.ttl").read_bytes()},
        {SHIPPED: (data / "ledgers" / f"{SHIPPED}.ttl").read_bytes()},
    )


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A plan of one paragraph with several lists of bodies."""
    return engine_over_texts(
        tmp_path_factory.mktemp("lists"), [Path(__file__).with_name("lists.txt")]
    )


@pytest.fixture(scope="session")
def across(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A province's plan, those of two of its cities, an earlier one, and one that is cited."""
    folder = Path(__file__).with_name("across")
    return engine_over_texts(tmp_path_factory.mktemp("across"), sorted(folder.glob("*.txt")))
