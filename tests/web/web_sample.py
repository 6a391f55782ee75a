"""The sample plan, published and served, for all tests of the web."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plankg.assets import assets_root
from plankg.catalogue import Catalogue
from plankg.engine import Engine
from plankg.graph import (
    PlanDataset,
    build_graph,
    build_ledger,
    describe_datasets,
    write_turtle,
)
from plankg.graph.indicator_names import Spellings, state_comparison_names
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.sparql_prefixes import prefixes
from plankg.store import SnapshotSources, build_snapshot, open_snapshot
from plankg.units import Units
from plankg.web import Service
from sample import SLUG, sample_reading

# What a browser sends.
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TASK = f"{SLUG}/section/2/action/1/task/1"


def published(
    folder: Path, further: bytes = b"", findings: Mapping[str, bytes] | None = None
) -> Engine:
    """Publish the sample plan, with `further` Turtle in its graph, and open the snapshot.

    `findings` are graphs of what an audit found.
    """
    root, iris, reading = assets_root(), Iris(), sample_reading()
    ontology = load_ontology(root)
    register = Register.load(root / "data" / "registers")
    graph = build_graph(reading, register, iris, Units.from_graph(ontology))
    spellings = Spellings.of(Lookups.load(root / "data" / "lookups"))
    state_comparison_names(graph, spellings, iris)
    plan = write_turtle(graph)
    described = describe_datasets([PlanDataset(SLUG, plan + further)], iris)
    sources = SnapshotSources(
        plans={iris.graph(SLUG): plan + further},
        ledgers={iris.ledger_graph(SLUG): write_turtle(build_ledger(reading, iris))},
        findings=findings or {},
        datasets={iris.graph("datasets"): write_turtle(described)},
        ontology={"ontology": ontology.serialize(format="turtle").encode()},
        ontology_graph=f"{iris.base}ontology",
        prefixes=prefixes(iris.base),
        base=iris.base,
    )
    return open_snapshot(build_snapshot(folder, sources).path)


def service_over(engine: Engine) -> Service:
    """Return a service with the catalogue that PlanKG ships with."""
    catalogue = Catalogue.load(assets_root() / "queries" / "catalogue")
    return Service(engine, catalogue, prefixes=prefixes())
