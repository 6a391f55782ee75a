"""The findings of a report as a table: one row each, the sides in columns."""

from __future__ import annotations

from plankg.findings.finding import Side
from plankg.findings.report import AuditReport, Entry
from plankg.findings.values import Thing
from plankg.table_columns import TableRows, Value

COLUMNS = (
    "plan",
    "check",
    "severity",
    "state",
    "change",
    "confidence",
    "message_zh",
    "message_en",
    "arithmetic_zh",
    "arithmetic_en",
    "where",
    "quote",
    "start",
    "end",
    "against_where",
    "against_quote",
    "against_start",
    "against_end",
    "further",
    "tasks",
    "bodies",
    "settle_zh",
    "settle_en",
    "waiver",
    "id",
    "iri",
)
"""The first side stands in ``where … end``, the second in ``against_…``, all others in
``further``; lists are joined by ``；``."""

_NONE = Side("", "", "", "", "", "", None, None)


def finding_rows(report: AuditReport) -> TableRows:
    """Return the entries of a report as rows."""
    return TableRows("findings", COLUMNS, tuple(_row(entry) for entry in report.entries))


def _row(entry: Entry) -> tuple[Value, ...]:
    finding = entry.finding
    first, second, *others = (*finding.sides, _NONE, _NONE)
    return (
        finding.plan,
        finding.check,
        finding.severity,
        entry.state,
        entry.change,
        finding.confidence,
        finding.message["zh"],
        finding.message["en"],
        finding.arithmetic.get("zh", ""),
        finding.arithmetic.get("en", ""),
        *_side(first),
        *_side(second),
        "；".join(f"{side.where} {side.quote}" for side in others if side.quote),
        _names(finding.tasks),
        _names(finding.bodies),
        finding.settle["zh"],
        finding.settle["en"],
        _waiver(entry),
        finding.id,
        finding.iri,
    )


def _side(side: Side) -> tuple[Value, ...]:
    return (side.where, side.quote, side.start, side.end)


def _names(things: tuple[Thing, ...]) -> str:
    return "；".join(thing.labels.get("zh", thing.iri) for thing in things)


def _waiver(entry: Entry) -> str:
    if entry.waiver is None:
        return ""
    until = f"，{entry.waiver.until} 止" if entry.waiver.until else ""
    return f"{entry.waiver.reason}（{entry.waiver.who}，{entry.waiver.when}{until}）"
