"""``plankg audit``: finds where plans contradict themselves, and tells it with both sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from plankg.audit.report_formats import FORMATS, written
from plankg.audit.workspace_audit import WorkspaceAudit
from plankg.build_state import BuildState
from plankg.cli.options import DAY, SETTINGS, WORDS, format_option, output_option, workspace_option
from plankg.cli.output import refuse_binary_on_terminal, say, write_bytes
from plankg.errors import CheckFailed, InputError, NotFoundError, ParameterError, WorkspaceError
from plankg.findings.baseline import compared
from plankg.findings.finding import SEVERITIES, Finding, Severity
from plankg.findings.finding_json import findings_of
from plankg.findings.report import AuditReport
from plankg.findings.waiver_files import append_waiver
from plankg.findings.waivers import waiver_of
from plankg.sole_writer import sole_writer
from plankg.workspace import Workspace


@click.command(
    "audit",
    context_settings=SETTINGS,
    epilog="Exit code: 0 done, 1 findings as grave as --fail-on are open (with --since: new), "
    "2 wrong use or bad input.",
)
@click.argument("plans", metavar="[PLAN]...", nargs=-1)
@click.option(
    "--check", "names", multiple=True, metavar="NAME", help="Only this check; repeatable."
)
@click.option(
    "--severity",
    "severities",
    multiple=True,
    type=click.Choice(SEVERITIES),
    help="Only findings of this severity; repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning")),
    help="Exit with 1 if a finding as grave as this, or graver, is open.",
)
@click.option(
    "--since",
    metavar="RELEASE|FILE",
    help="Tell what is new, still there and gone since a release, or since a report in JSON.",
)
@click.option("--all", "with_waived", is_flag=True, help="List what is waived, too.")
@click.option(
    "--on", "day", type=DAY, help="The day on which waivers must still hold [default: today]."
)
@click.option(
    "--language", type=click.Choice(("zh", "en", "both")), default="both", show_default=True
)
@click.option("--waive", metavar="FINDING", help="Waive this finding, with --reason and --who.")
@click.option("--reason", type=WORDS, default="", help="Why it is waived.")
@click.option("--who", type=WORDS, default="", help="Your name, as it is to stand in the graph.")
@click.option("--when", type=DAY, help="The day of your decision [default: today].")
@click.option("--until", type=DAY, help="The last day on which the waiver holds [default: ever].")
@format_option(*FORMATS, default="text")
@output_option
@workspace_option
def command(
    plans: tuple[str, ...],
    *,
    names: tuple[str, ...],
    severities: tuple[Severity, ...],
    fail_on: Severity | None,
    since: str | None,
    with_waived: bool,
    day: datetime | None,
    language: str,
    waive: str | None,
    reason: str,
    who: str,
    when: datetime | None,
    until: datetime | None,
    form: str,
    output: Path | None,
    workspace: Workspace,
) -> None:
    """Find where plans contradict themselves, leave someone out, or cannot be monitored.

    Each finding comes with the sentences on all sides, the arithmetic and what would settle it.
    A check is a file of queries/audit/ or a shape of shapes/; the workspace's own are added to the
    packaged ones. What is waived stands in data/waivers/PLAN.yml.
    """
    if waive is None:
        _refuse_idle(reason=reason, who=who, when=when, until=until)
    audit = WorkspaceAudit(workspace)
    if waive is not None:
        decided = when.date() if when else date.today()
        ends = until.date() if until else None
        _waive(audit, workspace, plans, waive, reason, who, decided, ends)
        return
    refuse_binary_on_terminal(form, output)
    report = audit.report(plans, names, day.date() if day else date.today())
    _keep_packaged(audit, workspace)
    if since is not None:
        report = compared(report, _earlier(audit, since), since)
    report = _chosen(report, severities)
    languages = ("zh", "en") if language == "both" else (language,)
    shown = report if with_waived else _without_waived(report)
    write_bytes(written(shown, form, languages, workspace.base), output)
    _tell_idle_waivers(report)
    if fail_on is not None and report.fails(fail_on):
        new = "new " if since is not None else ""
        raise CheckFailed(f"{new}findings as grave as {fail_on!r} are open")


def _keep_packaged(audit: WorkspaceAudit, workspace: Workspace) -> None:
    """Keep what is found in the packaged plan, which is published without an audit.

    Elsewhere findings are kept when they are published.
    """
    state = BuildState.of(workspace)
    if not workspace.writable and state.snapshot_is_current():
        audit.keep_release(state.last.release)


def _refuse_idle(**options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--{name} goes with --waive")


def _earlier(audit: WorkspaceAudit, since: str) -> tuple[Finding, ...]:
    file = Path(since)
    if not file.is_file():
        if file.suffix or len(file.parts) > 1 or file.is_dir():
            raise InputError(f"there is no file {since!r}; 'plankg audit --format json' writes one")
        return audit.kept.of_release(since)
    try:
        content = json.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"cannot read {since!r}: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{since!r} is no JSON: {error}") from error
    records = content.get("findings") if isinstance(content, dict) else content
    return findings_of(records, repr(since))


def _chosen(report: AuditReport, severities: Sequence[Severity]) -> AuditReport:
    if not severities:
        return report
    entries = (one for one in report.entries if one.finding.severity in severities)
    return replace(report, entries=tuple(entries))


def _without_waived(report: AuditReport) -> AuditReport:
    return replace(
        report, entries=tuple(entry for entry in report.entries if entry.state != "waived")
    )


def _tell_idle_waivers(report: AuditReport) -> None:
    for waiver in report.unmatched:
        say(f"warning: {waiver.idle()}")
    for waiver in report.expired:
        say(f"warning: a waiver of {waiver.plan!r} ended on {waiver.until}: {waiver.told()}")


def _waive(
    audit: WorkspaceAudit,
    workspace: Workspace,
    plans: Sequence[str],
    name: str,
    reason: str,
    who: str,
    when: date,
    until: date | None,
) -> None:
    """Keep a waiver of one finding."""
    if not reason.strip() or not who.strip():
        raise ParameterError("a waiver needs a reason and a name: --reason WHY --who NAME")
    if not workspace.writable:
        raise WorkspaceError("the packaged plan is read-only: make a workspace with 'plankg init'")
    for plan in audit.plans(plans):
        found = audit.findings(plan)
        for finding in found:
            if finding.id == name:
                waiver = waiver_of(
                    finding, found, reason=reason.strip(), who=who.strip(), when=when, until=until
                )
                file = workspace.waivers_file(plan.slug)
                with sole_writer(workspace, say):
                    append_waiver(file, waiver)
                say(f"waived in {file}; to take it back, delete it there")
                return
    raise NotFoundError(f"no finding {name!r}; 'plankg audit' lists them")
