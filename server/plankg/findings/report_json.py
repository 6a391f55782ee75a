"""A report as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from plankg.findings.finding_json import finding_record
from plankg.findings.report import AuditReport, Entry
from plankg.findings.values import Thing
from plankg.findings.waivers import Waiver


def report_json(report: AuditReport) -> bytes:
    """Return the whole report as one JSON object, which a later audit can be held against."""
    said: dict[str, Any] = {
        "plans": list(report.plans),
        "since": report.since or None,
        "checks": [
            asdict(check)
            for name, check in sorted(report.checks.items())
            if any(entry.finding.check == name for entry in report.entries)
        ],
        "unverifiable_per_body": _counts(report.unverifiable_per_body()),
        "unverifiable_per_task": _counts(report.unverifiable_per_task()),
        "findings": [_record(entry) for entry in report.entries],
        "unmatched_waivers": [_waiver(waiver) for waiver in report.unmatched],
        "expired_waivers": [_waiver(waiver) for waiver in report.expired],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _record(entry: Entry) -> dict[str, Any]:
    waiver = _waiver(entry.waiver) if entry.waiver else None
    return {
        **finding_record(entry.finding),
        "state": entry.state,
        "change": entry.change or None,
        "waiver": waiver,
    }


def _counts(counts: Iterable[tuple[Thing, int]]) -> list[dict[str, Any]]:
    return [
        {"iri": thing.iri, "labels": dict(thing.labels), "commitments": count}
        for thing, count in counts
    ]


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "plan": waiver.plan,
        "check": waiver.check,
        "sides": [{"where": where, "quote": words} for where, words in waiver.sides],
        "occurrence": waiver.occurrence,
        "reason": waiver.reason,
        "who": waiver.who,
        "when": waiver.when.isoformat(),
        "until": waiver.until.isoformat() if waiver.until else None,
    }
