"""A report as one HTML file that needs nothing else, and prints well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plankg.findings.finding import SEVERITIES, Severity
from plankg.findings.report import AuditReport, CheckText
from plankg.findings.report_words import said, word
from plankg.findings.sides import marked_sides
from plankg.findings.values import LANGUAGES, Thing

_FOLDER = Path(__file__).with_name("report_page")


def html_report(report: AuditReport, languages: Sequence[str] = LANGUAGES) -> str:
    """Return the report, in one language or in both."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(
        report=report,
        languages=languages,
        severities=SEVERITIES,
        per_check=_per_check(report),
        marked_sides=marked_sides,
        names=_names,
        word=lambda name: word(name, languages),
        said=lambda texts: said(texts, languages),
        # Ours, and no words of a plan are in it.
        style=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),  # noqa: S704
    )


def _per_check(report: AuditReport) -> list[tuple[CheckText, Counter[Severity]]]:
    return [
        (
            report.checks[name],
            Counter(
                entry.finding.severity
                for entry in entries
                if entry.state == "open" and entry.change != "gone"
            ),
        )
        for name, entries in report.by_check().items()
    ]


def _names(things: Iterable[Thing]) -> str:
    return "、".join(thing.labels.get("zh", thing.iri) for thing in things)
