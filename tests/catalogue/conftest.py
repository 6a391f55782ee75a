"""Engines over the sample and over the shipped plan, and the shipped catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from rdflib import Graph

from plankg.assets import assets_root
from plankg.catalogue import Catalogue
from plankg.engine import Engine
from plankg.extract import read_plan
from plankg.graph import build_graph, build_ledger, prefixes, write_turtle
from plankg.graph.indicator_names import Spellings, state_comparison_names
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.readers import read_document
from plankg.register import Register
from plankg.store import SnapshotSources, build_snapshot, open_current
from plankg.units import Units
from sample import sample_reading

ROOT = assets_root()
IRIS = Iris()
SHIPPED = "jiangyin-innovation-2020-2022"


def engine_over(folder: Path, plans: dict[str, bytes], ledgers: dict[str, bytes]) -> Engine:
    """Return an engine over published Turtle, by slug, and the shipped ontology."""
    ontology = {
        str(file.relative_to(ROOT)): file.read_bytes()
        for file in sorted((ROOT / "ontology").rglob("*.ttl"))
    }
    build_snapshot(
        folder,
        SnapshotSources(
            plans={IRIS.graph(slug): turtle for slug, turtle in plans.items()},
            ledgers={IRIS.ledger_graph(slug): turtle for slug, turtle in ledgers.items()},
            ontology=ontology,
            ontology_graph=f"{IRIS.base}graph/ontology",
            prefixes=prefixes(),
        ),
    )
    return open_current(folder)


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


def engine_over_texts(folder: Path, files: Sequence[Path]) -> Engine:
    """Return an engine over the plans that are read from these files, by their stems."""
    register = Register.load(ROOT / "data" / "registers")
    spellings = Spellings.of(Lookups.load(ROOT / "data" / "lookups"))
    units = Units.from_graph(load_ontology(ROOT))
    plans, ledgers = {}, {}
    for file in files:
        reading = read_plan(read_document(file), file.stem, register=register, iris=IRIS)
        graph = build_graph(reading, register, IRIS, units)
        state_comparison_names(graph, spellings, IRIS)
        plans[file.stem] = write_turtle(graph)
        ledgers[file.stem] = write_turtle(build_ledger(reading, IRIS))
    return engine_over(folder, plans, ledgers)
