"""``plankg audit``: finds where plans contradict themselves, and tells it with both sentences."""

from __future__ import annotations

from pathlib import Path

import click

from plankg.audit import Auditor, Finding, PlanFiles, load_checks
from plankg.audit.text_report import text_report
from plankg.cli.options import SETTINGS, output_option, workspace_option
from plankg.cli.output import write_text
from plankg.errors import NotFoundError, WorkspaceError
from plankg.iris import Iris
from plankg.publication import ontology_files
from plankg.workspace import PublishedPlan, Workspace


@click.command("audit", context_settings=SETTINGS)
@click.argument("plans", metavar="[PLAN]...", nargs=-1)
@click.option(
    "--check", "names", multiple=True, metavar="NAME", help="Only this check; repeatable."
)
@output_option
@workspace_option
def command(
    plans: tuple[str, ...], names: tuple[str, ...], output: Path | None, workspace: Workspace
) -> None:
    """Find where plans contradict themselves, leave someone out, or cannot be monitored."""
    checks = load_checks(workspace)
    for name in names:
        if name not in checks:
            raise NotFoundError(f"no check {name!r}; there are: {', '.join(checks.names())}")
    auditor = Auditor(checks, ontology_files(workspace).values(), Iris(workspace.base))
    found: list[Finding] = []
    for plan in _chosen(workspace, plans):
        files = PlanFiles(plan.slug, plan.graph.read_bytes(), plan.ledger.read_bytes())
        found += auditor.findings(files, names or None)
    write_text(text_report(found, checks), output)


def _chosen(workspace: Workspace, slugs: tuple[str, ...]) -> tuple[PublishedPlan, ...]:
    published = workspace.published()
    if not published:
        raise WorkspaceError(f"nothing is published in {str(workspace.root)!r}: 'plankg build'")
    known = [plan.slug for plan in published]
    for slug in slugs:
        if slug not in known:
            raise NotFoundError(f"no plan {slug!r} is published; there are: {', '.join(known)}")
    return tuple(plan for plan in published if not slugs or plan.slug in slugs)
