"""Makes the snapshot that is served from what a workspace has published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plankg.audit.published_findings import PublishedFindings, published_findings
from plankg.check import CheckReport
from plankg.derived_graphs import keep_ready, packaged_sources, underived_sources
from plankg.errors import WorkspaceError
from plankg.graph import PlanDataset, describe_datasets, write_turtle
from plankg.iris import Iris
from plankg.linking.workspace_links import WorkspaceLinks, warnings_about
from plankg.published_change import make_current
from plankg.snapshot_sources import SnapshotSources
from plankg.workspace import Workspace
from plankg.writing.change import Change


@dataclass(frozen=True, slots=True)
class Publication:
    """What is served now: the release, and the published files that were written for it."""

    release: str
    written: tuple[Path, ...] = ()


def publish(
    workspace: Workspace,
    change: Change,
    reports: Mapping[str, CheckReport] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Publication:
    """Make the published graphs of `workspace` its current snapshot.

    What an audit finds in them is published with them, and kept as that of the release. `reports`
    are the checks by shapes that were done already, by slug. Waivers, and decisions about links,
    that match nothing any more are told. A checkout keeps the graphs made here, for the package.

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
    sources = _sources(workspace, findings, tell)
    release = make_current(workspace, change, sources)
    findings.keep_for(release)
    return Publication(release, keep_ready(workspace, sources))


def snapshot_sources(workspace: Workspace) -> SnapshotSources:
    """Return what a snapshot of `workspace` is made of.

    Raises:
        LinkError: a file of links is wrong.
        WorkspaceError: nothing is published, or a file cannot be read.
        CatalogueError: a check of the audit is wrong.
        ReviewError: a file of waivers is wrong.
    """
    _refuse_nothing(workspace)
    ready = packaged_sources(workspace)
    return ready or _sources(workspace, published_findings(workspace))


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
    sources = underived_sources(workspace)
    datasets = describe_datasets(_datasets(workspace), Iris(workspace.base))
    links = WorkspaceLinks.of(workspace, sources.ontology)
    warnings_about(links.unmatched, tell)
    return replace(
        sources,
        datasets={Iris(workspace.base).graph("datasets"): write_turtle(datasets)},
        findings=findings.graphs,
        links=links.holding,
        proposals=links.apart,
    )


def _datasets(workspace: Workspace) -> list[PlanDataset]:
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
        for plan in workspace.published()
    ]
