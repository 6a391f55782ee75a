"""Makes the snapshot that is served from what a workspace has published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from plankg.audit.published_findings import PublishedFindings, published_findings
from plankg.build_record import BuildRecord, record_file, record_text
from plankg.check import CheckReport
from plankg.errors import WorkspaceError
from plankg.graph import PlanDataset, describe_datasets, prefixes, write_turtle
from plankg.iris import Iris
from plankg.linking.workspace_links import WorkspaceLinks, warnings_about
from plankg.ontology_files import ontology_files
from plankg.snapshot_sources import SnapshotSources
from plankg.store import pointer_file, pointer_text, remove_old_snapshots, write_snapshot
from plankg.workspace import PublishedPlan, Workspace
from plankg.writing.change import Change, changed

# These stay once they are made; only the folder of a source comes and goes as one.
_FOLDERS = ("sources", "plans", "ledgers", "reviews")


@contextmanager
def published_change(
    workspace: Workspace, files: Mapping[Path, bytes], gone: Iterable[Path] = ()
) -> Iterator[Change]:
    """Change files of `workspace` and what is published of it, both or none.

    For the process whose turn it is (`plankg.sole_writer`); the block publishes.

    Raises:
        WorkspaceError: something cannot be written; all is as it was.
    """
    for folder in _FOLDERS if files else ():
        (workspace.root / "data" / folder).mkdir(parents=True, exist_ok=True)
    later = (pointer_file(workspace.state), record_file(workspace))
    with changed(workspace.state, files, gone, later) as change:
        yield change
    remove_old_snapshots(workspace.state)


def publish(
    workspace: Workspace,
    change: Change,
    reports: Mapping[str, CheckReport] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> str:
    """Make the published graphs of `workspace` its current snapshot; return the release.

    What an audit finds in them is published with them, and kept as that of the release. `reports`
    are the checks by shapes that were done already, by slug. Waivers, and decisions about links,
    that match nothing any more are told.

    Raises:
        WorkspaceError: nothing is published, or a file is no Turtle.
        CatalogueError: a check of the audit is wrong.
        ReviewError: a file of waivers is wrong.
        LinkError: a file of links is wrong.
            In each case the old snapshot stays.
    """
    _refuse_nothing(workspace)
    findings = published_findings(workspace, reports)
    for waiver in findings.idle:
        tell(f"warning: {waiver.idle()}")
    snapshot = write_snapshot(workspace.state, _sources(workspace, findings, tell))
    change.write(pointer_file(workspace.state), pointer_text(snapshot))
    findings.keep_for(snapshot.release)
    return snapshot.release


def keep_record(workspace: Workspace, change: Change, record: BuildRecord) -> None:
    """Remember for the next build what this one was made of."""
    change.write(record_file(workspace), record_text(record))


def snapshot_sources(workspace: Workspace) -> SnapshotSources:
    """Return what a snapshot of `workspace` is made of.

    Raises:
        LinkError: a file of links is wrong.
        WorkspaceError: nothing is published, or a file cannot be read.
        CatalogueError: a check of the audit is wrong.
        ReviewError: a file of waivers is wrong.
    """
    _refuse_nothing(workspace)
    return _sources(workspace, published_findings(workspace))


def _refuse_nothing(workspace: Workspace) -> None:
    if not workspace.published():
        raise WorkspaceError(
            f"nothing is published in {str(workspace.root)!r}: add a plan with 'plankg add FILE'"
        )


def _sources(
    workspace: Workspace,
    findings: PublishedFindings,
    tell: Callable[[str], None] = lambda _: None,
) -> SnapshotSources:
    iris = Iris(workspace.base)
    plans = workspace.published()
    datasets = describe_datasets(_datasets(workspace, plans), iris)
    ontology = ontology_files(workspace)
    links = WorkspaceLinks.of(workspace, ontology)
    warnings_about(links.unmatched, tell)
    return SnapshotSources(
        plans={iris.graph(plan.slug): plan.read_graph() for plan in plans},
        ledgers={iris.ledger_graph(plan.slug): plan.read_ledger() for plan in plans},
        datasets={iris.graph("datasets"): write_turtle(datasets)},
        findings=findings.graphs,
        links=links.holding,
        proposals=links.apart,
        ontology=ontology,
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
            plan.read_graph(),
            licence=sources[plan.slug].licence,
            source=sources[plan.slug].url,
            note=sources[plan.slug].note,
        )
        if plan.slug in sources
        # A graph received from elsewhere has no source here.
        else PlanDataset(plan.slug, plan.read_graph())
        for plan in plans
    ]
