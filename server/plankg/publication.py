"""Makes the snapshot that is served from what a workspace has published."""

from __future__ import annotations

import pyoxigraph as ox

from plankg.errors import WorkspaceError
from plankg.graph import PlanDataset, describe_datasets, prefixes, write_turtle
from plankg.iris import DEFAULT_BASE, Iris
from plankg.snapshot_sources import SnapshotSources
from plankg.store import build_snapshot
from plankg.workspace import PublishedPlan, Workspace

_RDFS_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_PREF_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


def publish(workspace: Workspace) -> str:
    """Make the published graphs of `workspace` its current snapshot; return the release.

    Raises:
        WorkspaceError: nothing is published, or a file is no Turtle; the old snapshot stays.
    """
    return build_snapshot(workspace.state, snapshot_sources(workspace)).release


def snapshot_sources(workspace: Workspace) -> SnapshotSources:
    """Return what a snapshot of `workspace` is made of.

    Raises:
        WorkspaceError: nothing is published, or a file cannot be read.
    """
    iris = Iris(workspace.base)
    plans = workspace.published()
    if not plans:
        raise WorkspaceError(
            f"nothing is published in {str(workspace.root)!r}: add a plan with 'plankg add FILE'"
        )
    datasets = describe_datasets(_datasets(workspace, plans), iris)
    return SnapshotSources(
        plans={iris.graph(plan.slug): plan.graph.read_bytes() for plan in plans},
        ledgers={iris.ledger_graph(plan.slug): plan.ledger.read_bytes() for plan in plans},
        datasets={iris.graph("datasets"): write_turtle(datasets)},
        ontology=ontology_files(workspace),
        ontology_graph=iris.ontology.removesuffix("#"),
        prefixes=prefixes(iris.base),
        base=iris.base,
    )


def _datasets(workspace: Workspace, plans: tuple[PublishedPlan, ...]) -> list[PlanDataset]:
    # Of several plans in one file all have its source.
    sources = {slug: one for one in workspace.sources() for slug in workspace.plans_of(one)}
    return [
        PlanDataset(
            plan.slug,
            plan.graph.read_bytes(),
            licence=sources[plan.slug].licence,
            source=sources[plan.slug].url,
            note=sources[plan.slug].note,
        )
        if plan.slug in sources
        # A graph received from elsewhere has no source here.
        else PlanDataset(plan.slug, plan.graph.read_bytes())
        for plan in plans
    ]


def ontology_files(workspace: Workspace) -> dict[str, bytes]:
    """Return the ontology's files below the workspace's base, and the labels that follow.

    The endpoint does no inference, and skos:prefLabel is a subproperty of rdfs:label.
    """
    folder, base = workspace.ontology, workspace.base
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        .replace(DEFAULT_BASE, base)
        .encode()
        for path in sorted(folder.rglob("*.ttl"))
    }
    labels = sorted({line for name, content in files.items() for line in _labels(name, content)})
    return files | {"(labels)": "".join(labels).encode()}


def _labels(name: str, content: bytes) -> list[str]:
    try:
        return [
            f"{quad.subject} {_RDFS_LABEL} {quad.object} .\n"
            for quad in ox.parse(content, ox.RdfFormat.TURTLE)
            if quad.predicate == _PREF_LABEL and isinstance(quad.subject, ox.NamedNode)
        ]
    except SyntaxError as error:
        raise WorkspaceError(f"ontology/{name} is no Turtle: {error}; mend it there") from error
