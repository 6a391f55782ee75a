"""A real separate server on the loopback interface, and the sample to load into it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from remote_server import Server, oxigraph

from plankg.assets import assets_root
from plankg.catalogue import Catalogue
from plankg.graph import (
    PlanDataset,
    build_graph,
    build_ledger,
    describe_datasets,
    write_turtle,
)
from plankg.iris import Iris
from plankg.ontology import load_ontology
from plankg.oxigraph import StoreEngine
from plankg.register import Register
from plankg.remote import RemoteEngine
from plankg.snapshot_sources import SnapshotSources
from plankg.sparql_prefixes import prefixes
from plankg.store import build_snapshot, open_snapshot
from plankg.units import Units
from sample import SLUG, sample_reading

IRIS = Iris()


@pytest.fixture
def server() -> Iterator[Server]:
    with oxigraph() as running:
        yield running


@pytest.fixture(scope="session")
def sources() -> SnapshotSources:
    """The sample plan, with a second one of two triples, one of which the sample has, too."""
    root, reading = assets_root(), sample_reading()
    ontology = load_ontology(root)
    register = Register.load(root / "data" / "registers")
    plan = write_turtle(build_graph(reading, register, IRIS, Units.from_graph(ontology)))
    shared = f"<{IRIS.plan(SLUG)}> a <{IRIS.ontology}Plan> .\n<urn:x:a> <urn:x:b> 'second' .\n"
    described = describe_datasets([PlanDataset(SLUG, plan)], IRIS)
    return SnapshotSources(
        plans={IRIS.graph(SLUG): plan, IRIS.graph("second"): shared.encode()},
        ledgers={IRIS.ledger_graph(SLUG): write_turtle(build_ledger(reading, IRIS))},
        datasets={IRIS.graph("datasets"): write_turtle(described)},
        links={IRIS.graph_below("links", "bodies"): b"<urn:x:a> <urn:x:same> <urn:x:b> ."},
        proposals={IRIS.graph_below("proposals", "bodies"): b"<urn:x:l> <urn:x:of> [] , 1 ."},
        ontology={"ontology": ontology.serialize(format="turtle").encode()},
        ontology_graph=f"{IRIS.base}ontology",
        prefixes=prefixes(),
        base=IRIS.base,
    )


@pytest.fixture(scope="session")
def small() -> SnapshotSources:
    """Three graphs of a triple or two."""
    return SnapshotSources(
        plans={IRIS.graph(name): f"<urn:x:{name}> <urn:x:is> '{name}' .".encode() for name in "ab"},
        ontology={"ontology": b"<urn:x:o> <urn:x:is> [ <urn:x:is> 'o' ] ."},
        ontology_graph=f"{IRIS.base}ontology",
        prefixes=prefixes(),
        base=IRIS.base,
    )


@pytest.fixture(scope="session")
def of_every_kind() -> SnapshotSources:
    """A graph of each kind that a release has, whatever kinds there are."""
    kinds = [one.name for one in dataclasses.fields(SnapshotSources) if "bytes" in str(one.type)]
    assert "proposals" in kinds
    graphs = {kind: {IRIS.graph(kind): f"<urn:x:{kind}> <urn:x:is> 1 .".encode()} for kind in kinds}
    return SnapshotSources(
        **graphs,  # type: ignore[arg-type]
        ontology_graph=f"{IRIS.base}ontology",
        prefixes=prefixes(),
        base=IRIS.base,
    )


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory, sources: SnapshotSources) -> StoreEngine:
    return open_snapshot(build_snapshot(tmp_path_factory.mktemp("local"), sources).path)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(assets_root() / "queries" / "catalogue")


@pytest.fixture(scope="session")
def loaded(sources: SnapshotSources) -> Iterator[Server]:
    """A server that holds the sample; leave it as it is."""
    with oxigraph() as running:
        running.load(sources)
        yield running


@pytest.fixture(scope="session")
def engine(loaded: Server) -> Iterator[RemoteEngine]:
    with RemoteEngine.open(loaded.query, prefixes()) as opened:
        yield opened


@pytest.fixture
def changed() -> Callable[..., SnapshotSources]:
    """Return sources with other plans."""

    def with_plans(sources: SnapshotSources, **plans: str) -> SnapshotSources:
        graphs = {IRIS.graph(name): text.encode() for name, text in plans.items()}
        return dataclasses.replace(sources, plans=graphs)

    return with_plans
