"""Writes a report in one of its formats: for people, for spreadsheets, for programs."""

from __future__ import annotations

from collections.abc import Sequence

from plankg.audit.finding_graph import report_graph
from plankg.findings.finding_table import finding_rows
from plankg.findings.report import AuditReport
from plankg.findings.report_json import report_json
from plankg.findings.text_report import text_report
from plankg.graph.turtle import write_turtle
from plankg.iris import Iris
from plankg.table_formats import write_rows

FORMATS = ("text", "html", "csv", "xlsx", "json", "ttl")


def written(report: AuditReport, form: str, languages: Sequence[str], base: str) -> bytes:
    """Return the report in one of `FORMATS`; the languages are those of text and HTML."""
    if form == "text":
        return (text_report(report, languages) + "\n").encode()
    if form == "html":
        # Its template engine is needed by nothing else here.
        from plankg.findings.html_report import html_report

        return (html_report(report, languages) + "\n").encode()
    if form == "json":
        return report_json(report)
    if form == "ttl":
        return write_turtle(report_graph(report, Iris(base)))
    return write_rows(finding_rows(report), form)
