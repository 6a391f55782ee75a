"""The graphs of a release that are made of the others: findings, links, what the datasets are.

Making them takes seconds, most of them for the audit. For the plan that PlanKG ships with they lie
ready in ``data/derived/``, so that an installed package answers at once: a build of the checkout
writes them as it does the plans, and ``plankg build --compare`` compares them. Elsewhere they are
always made.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from plankg.atomic_files import replace_files
from plankg.iris import Iris
from plankg.ontology_files import ontology_files
from plankg.package_files import is_as_installed
from plankg.snapshot_sources import SnapshotSources
from plankg.sparql_prefixes import prefixes
from plankg.workspace import Workspace

# Names of graphs, or of folders of them, below …/graph/, which no plan can have.
_NAMED = ("datasets", "links", "proposals")


def underived_sources(workspace: Workspace) -> SnapshotSources:
    """Return what a snapshot of `workspace` is made of, without the graphs made of the others.

    Raises:
        WorkspaceError: a plan without its ledger, or a file of the ontology that is no Turtle.
    """
    iris, plans = Iris(workspace.base), workspace.published()
    return SnapshotSources(
        plans={iris.graph(plan.slug): plan.read_graph() for plan in plans},
        ledgers={iris.ledger_graph(plan.slug): plan.read_ledger() for plan in plans},
        ontology=ontology_files(workspace),
        ontology_graph=iris.ontology.removesuffix("#"),
        prefixes=prefixes(iris.base),
        base=iris.base,
    )


def packaged_sources(workspace: Workspace) -> SnapshotSources | None:
    """Return what a snapshot of the packaged plan is made of, if nothing of it must be made.

    Whoever changed a file of the installed package, or works with a checkout, gets None: what lies
    ready might not be what is made now.
    """
    if workspace.writable or not is_as_installed():
        return None
    ready = _ready(workspace)
    if not ready:
        return None
    return replace(
        underived_sources(workspace),
        findings=ready.get("findings", {}),
        datasets=ready.get("datasets", {}),
        links=ready.get("links", {}),
        proposals=ready.get("proposals", {}),
    )


def keep_ready(workspace: Workspace, sources: SnapshotSources) -> tuple[Path, ...]:
    """Keep the derived graphs of `sources`, if this is a checkout; return the files written."""
    differing = unlike_ready(workspace, sources)
    files = {path: content for path, content in differing.items() if content is not None}
    replace_files(files)
    for path in differing.keys() - files.keys():
        path.unlink(missing_ok=True)
    return tuple(files)


def unlike_ready(workspace: Workspace, sources: SnapshotSources) -> dict[Path, bytes | None]:
    """Return the files of derived graphs that should hold something else, and what.

    None stands for a graph that is not made any more. Only a checkout has such files.
    """
    if not workspace.is_checkout:
        return {}
    folder, start = workspace.derived, _graphs(workspace)
    graphs = {**sources.findings, **sources.datasets, **sources.links, **sources.proposals}
    made = {folder / f"{iri.removeprefix(start)}.ttl": graphs[iri] for iri in sorted(graphs)}
    unlike: dict[Path, bytes | None] = {
        path: content
        for path, content in made.items()
        if not path.is_file() or path.read_bytes() != content
    }
    return unlike | dict.fromkeys(set(folder.rglob("*.ttl")) - made.keys())


def _ready(workspace: Workspace) -> dict[str, dict[str, bytes]]:
    """Return the graphs that lie ready, by kind and IRI."""
    found: dict[str, dict[str, bytes]] = {}
    for file in sorted(workspace.derived.rglob("*.ttl")):
        name = file.relative_to(workspace.derived).as_posix().removesuffix(".ttl")
        first = name.partition("/")[0]
        kind = first if first in _NAMED else "findings"
        found.setdefault(kind, {})[_graphs(workspace) + name] = file.read_bytes()
    return found


def _graphs(workspace: Workspace) -> str:
    return f"{workspace.base}graph/"
