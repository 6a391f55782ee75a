"""Engines over several plans: published ones, or those that are read from texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from plankg.assets import assets_root
from plankg.engine import Engine
from plankg.extract import read_plan
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.graph.indicator_names import Spellings, state_comparison_names
from plankg.iris import Iris
from plankg.linking.graphs import links_turtle
from plankg.linking.links import Link
from plankg.linking.sameness import Sameness
from plankg.linking.things import Things
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.readers import read_document
from plankg.register import Register
from plankg.sparql_prefixes import prefixes
from plankg.store import SnapshotSources, build_snapshot, open_current
from plankg.units import Units

ROOT = assets_root()
IRIS = Iris()


def engine_over(
    folder: Path,
    plans: dict[str, bytes],
    ledgers: dict[str, bytes],
    links: Sequence[Link] = (),
    findings: Mapping[str, bytes] | None = None,
) -> Engine:
    """Return an engine over published Turtle, by slug, the shipped ontology, links and findings."""
    things = Things.of(plans.items(), IRIS, {})
    compared = Sameness.of(things, links, IRIS).turtle(IRIS)
    stated = links_turtle((one for one in links if one.state != "rejected"), IRIS, things.get)
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
            links={
                IRIS.graph_below("links", "compared"): compared,
                IRIS.graph_below("links", "stated"): stated,
            },
            findings=dict(findings or {}),
            ontology_graph=f"{IRIS.base}graph/ontology",
            prefixes=prefixes(),
        ),
    )
    return open_current(folder)


def engine_over_texts(folder: Path, files: Sequence[Path], links: Sequence[Link] = ()) -> Engine:
    """Return an engine over the plans that are read from these files, by their stems."""
    plans, ledgers = published_texts(files)
    return engine_over(folder, plans, ledgers, links)


def published_texts(files: Sequence[Path]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the graphs and the ledgers of the plans in these files, by their stems."""
    register = Register.load(ROOT / "data" / "registers")
    spellings = Spellings.of(Lookups.load(ROOT / "data" / "lookups"))
    units = Units.from_graph(load_ontology(ROOT))
    plans: dict[str, bytes] = {}
    ledgers: dict[str, bytes] = {}
    for file in files:
        reading = read_plan(read_document(file), file.stem, register=register, iris=IRIS)
        graph = build_graph(reading, register, IRIS, units)
        state_comparison_names(graph, spellings, IRIS)
        plans[file.stem] = write_turtle(graph)
        ledgers[file.stem] = write_turtle(build_ledger(reading, IRIS))
    return plans, ledgers


def decided(one: str, predicate: str, other: str, *, denied: bool = False) -> Link:
    """Return a link as a person has stated or denied it, of things by their paths below id/."""
    ends = (one if ":" in one else f"{IRIS.things}{one}" for one in (one, other))
    return Link(
        subject=next(ends),
        predicate=predicate,
        object=next(ends),
        negated=denied,
        justification="https://w3id.org/semapv/vocab/ManualMappingCuration",
        further={"author_label": "王五"},
        tool=False,
    )
