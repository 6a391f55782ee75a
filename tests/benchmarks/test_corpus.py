"""The corpus for measuring: deterministic, every plan whole, places with their own names."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from plankg.workspace import packaged_workspace

FILE = Path(__file__).resolve().parents[2] / "benchmarks" / "corpus.py"
PLAN = "https://w3id.org/plankg/ontology#"


@pytest.fixture(scope="module")
def corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_corpus", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_thousand_plans_have_different_slugs_and_places_of_two_signs(corpus: ModuleType) -> None:
    assert len({corpus.slug_of(number) for number in range(1000)}) == 1000
    places = {corpus.place_of(number) for number in range(1000)}
    assert len(places) == len({name for name, _ in places}) == 200
    assert {len(name) for name, _ in places} == {2}


def test_plan_0_is_written_as_the_build_writes_it(corpus: ModuleType) -> None:
    (shipped,) = packaged_workspace().published()
    assert corpus.published(0) == (shipped.graph.read_bytes(), shipped.ledger.read_bytes())


@pytest.fixture(scope="module")
def store(corpus: ModuleType) -> ox.Store:
    text = "".join(corpus.corpus(6))
    assert text == "".join(corpus.corpus(6))
    store = ox.Store()
    store.bulk_load(text.encode(), ox.RdfFormat.N_QUADS)
    return store


def count(store: ox.Store, pattern: str) -> int:
    (row,) = store.query(f"PREFIX plan: <{PLAN}> SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(row["n"].value)


def test_every_plan_has_the_targets_of_the_shipped_one(store: ox.Store) -> None:
    assert count(store, "?s a plan:Target") == 6 * 151
    assert count(store, "?s a plan:Plan") == 6
    assert count(store, "GRAPH ?g { ?s a plan:Plan }") == 6


def test_plans_of_a_place_share_its_bodies(store: ox.Store) -> None:
    assert count(store, "?s a plan:Area . FILTER(CONTAINS(STR(?s), '990001'))") == 4
    named = '?s <http://www.w3.org/2000/01/rdf-schema#label> "市科技局"@zh'
    assert count(store, named) == 2


def test_only_plans_of_the_shipped_place_name_it(store: ox.Store) -> None:
    graph = "https://w3id.org/plankg/graph/place001-innovation-2020-2022"
    assert count(store, f"GRAPH <{graph}> {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), '江阴')) }}") == 0
    assert count(store, f"GRAPH <{graph}> {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), '丹浦')) }}") > 100
