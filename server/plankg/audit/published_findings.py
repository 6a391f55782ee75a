"""The findings that are published with a release: a graph for each plan, and one of the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plankg.audit.finding_graph import check_graph_of, finding_graph, idle_waiver_graph
from plankg.audit.kept_findings import KeptFindings
from plankg.audit.workspace_audit import WorkspaceAudit
from plankg.check import CheckReport
from plankg.findings.finding import Finding
from plankg.findings.report import audit_report
from plankg.findings.waivers import Waiver
from plankg.graph.turtle import write_turtle
from plankg.iris import Iris
from plankg.workspace import Workspace


@dataclass(frozen=True)
class PublishedFindings:
    """Turtle by named graph, and by plan the digest under which its findings are kept.

    `idle` are the waivers that waive nothing.

    No day is in them: whether a waiver still holds is for who reads it to say.
    """

    graphs: Mapping[str, bytes]
    kept: KeptFindings
    digests: Mapping[str, str] = field(default_factory=dict)
    idle: tuple[Waiver, ...] = ()

    def keep_for(self, release: str) -> None:
        """Keep the findings as those of a release."""
        self.kept.keep_release(release, self.digests)


def published_findings(
    workspace: Workspace, reports: Mapping[str, CheckReport] | None = None
) -> PublishedFindings:
    """Return what an audit of all published plans finds; unchanged plans are not audited again.

    `reports` are the checks by shapes that were done already, by slug.

    Raises:
        CatalogueError: a check is wrong.
        ReviewError: a file of waivers is wrong.
    """
    audit, iris = WorkspaceAudit(workspace, reports), Iris(workspace.base)
    digests: dict[str, str] = {}
    found: dict[str, tuple[Finding, ...]] = {}
    for plan in audit.plans():
        digests[plan.slug], found[plan.slug] = audit.keep(plan)
    texts = audit.texts()
    waivers = {slug: audit.waivers(slug) for slug in audit.waived_plans()}
    report = audit_report(found, waivers, texts, whole=True)
    idle = report.unmatched
    graphs = {
        iris.findings_graph(slug): write_turtle(finding_graph(slug, report.entries, iris, idle))
        for slug in found
    }
    for slug in sorted({waiver.plan for waiver in idle} - found.keys()):
        unknown = idle_waiver_graph((one for one in idle if one.plan == slug), iris)
        graphs[iris.findings_graph(slug)] = write_turtle(unknown)
    used = {finding.check for findings in found.values() for finding in findings}
    known = {check.name for check in audit.checks}
    described = (text for name, text in texts.items() if name in used | known)
    graphs[iris.graph("checks")] = write_turtle(check_graph_of(described, iris))
    return PublishedFindings(graphs, audit.kept, digests, idle)
