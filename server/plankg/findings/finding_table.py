"""The findings of a report as a table: one row each, the sides in columns."""

from __future__ import annotations

from plankg.findings.finding import Finding, Side
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
    "in_plan",
    "where",
    "quote",
    "start",
    "end",
    "against_plan",
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
"""The first side stands in ``in_plan … end``, the second in ``against_…``, all others in
``further``; lists are joined by ``；``. ``plan`` is that of the finding, ``in_plan`` and
``against_plan`` that in whose text a side stands; ``further`` names it where it is another."""

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
        *_side(first, finding),
        *_side(second, finding),
        "；".join(_in_words(side, finding) for side in others if side.quote),
        _names(finding.tasks),
        _names(finding.bodies),
        finding.settle["zh"],
        finding.settle["en"],
        _waiver(entry),
        finding.id,
        finding.iri,
    )


def _side(side: Side, finding: Finding) -> tuple[Value, ...]:
    plan = "" if side is _NONE else finding.other_plan(side) or finding.plan
    return (plan, side.where, side.quote, side.start, side.end)


def _in_words(side: Side, finding: Finding) -> str:
    return " ".join(filter(None, (finding.other_plan(side), side.where, side.quote)))


def _names(things: tuple[Thing, ...]) -> str:
    return "；".join(thing.labels.get("zh", thing.iri) for thing in things)


def _waiver(entry: Entry) -> str:
    if entry.waiver is None:
        return ""
    until = f"，{entry.waiver.until} 止" if entry.waiver.until else ""
    return f"{entry.waiver.reason}（{entry.waiver.who}，{entry.waiver.when}{until}）"
