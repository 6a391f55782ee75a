"""A report as one HTML file that needs nothing else, and prints well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plankg.differing_words import marked
from plankg.findings.finding import SEVERITIES, Finding, Severity, Side
from plankg.findings.report import AuditReport, CheckText
from plankg.findings.report_words import said, word
from plankg.findings.values import LANGUAGES, Thing

_FOLDER = Path(__file__).with_name("report_page")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a side's sentence: its own words, those that differ, or what is around them."""

    text: str
    kind: Literal["around", "own", "differs"]


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


def marked_sides(finding: Finding) -> Iterator[tuple[Side, tuple[Piece, ...]]]:
    """Yield each side with its sentence in pieces."""
    for side, pieces in zip(
        finding.sides, marked([side.quote for side in finding.sides]), strict=True
    ):
        before, after = around(side)
        own = tuple(Piece(one.text, "differs" if one.differs else "own") for one in pieces)
        yield (
            side,
            tuple(
                piece
                for piece in (Piece(before, "around"), *own, Piece(after, "around"))
                if piece.text
            ),
        )


def around(side: Side) -> tuple[str, str]:
    """Return what stands before and after a side's words in their sentence."""
    if side.start is None or side.end is None or not side.sentence:
        return "", ""
    start, end = side.start - side.sentence_start, side.end - side.sentence_start
    return side.sentence[:start], side.sentence[end:]


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
