"""Holds an audit against an earlier one: which findings are new, still there, gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plankg.findings.finding import Finding
from plankg.findings.report import AuditReport, Entry, sorted_entries


def compared(report: AuditReport, earlier: Iterable[Finding], since: str) -> AuditReport:
    """Return the report with what changed since an earlier audit, named `since`.

    Earlier findings count if they are of the report's plans and checks; those that were not found
    again are entries too.
    """
    known = {
        finding.id: finding
        for finding in earlier
        if finding.plan in report.plans and finding.check in report.checks
    }
    now = {entry.finding.id for entry in report.entries}
    entries = [
        replace(entry, change="still there" if entry.finding.id in known else "new")
        for entry in report.entries
    ]
    entries += [Entry(finding, change="gone") for name, finding in known.items() if name not in now]
    return replace(report, entries=sorted_entries(entries), since=since)
