"""Findings as JSON and back, so that they can be kept and compared with those of a later audit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from plankg.errors import InputError
from plankg.findings.finding import Finding, Side
from plankg.findings.values import Scalar, Thing, Value


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON has it; decimals, days and things say what they are."""
    record = asdict(finding)
    record["tasks"] = [_written(one) for one in finding.tasks]
    record["bodies"] = [_written(one) for one in finding.bodies]
    record["values"] = {name: _written(value) for name, value in finding.values.items()}
    return record


def findings_text(findings: Iterable[Finding]) -> bytes:
    """Return findings as a JSON list."""
    records = [finding_record(finding) for finding in findings]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def findings_of(records: object, source: str) -> tuple[Finding, ...]:
    """Return the findings of a JSON list; `source` is where it comes from, for messages.

    Keys that a finding does not have are passed over: a report says more of it.

    Raises:
        InputError: it is no such list.
    """
    try:
        if not isinstance(records, list):
            raise TypeError("no list of findings")
        return tuple(map(_finding, records))
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InputError(f"{source}: no findings as 'plankg audit' writes them: {error}") from error


def _finding(record: Mapping[str, Any]) -> Finding:
    # Earlier versions knew less of a finding; what it cannot be without is missed below.
    known = {name: record[name] for name in Finding.__slots__ if name in record}
    known["sides"] = tuple(
        Side(**{name: side[name] for name in Side.__slots__ if name in side})
        for side in record["sides"]
    )
    known["elements"] = tuple(record["elements"])
    for name in ("tasks", "bodies"):
        known[name] = tuple(_thing(one) for one in record[name])
    known["values"] = {name: _read(value) for name, value in record["values"].items()}
    return Finding(**known)


def _written(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Thing):
        return {"iri": value.iri, "labels": dict(value.labels)}
    if isinstance(value, Decimal):
        return {"decimal": f"{value:f}"}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _read(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(_scalar(item) for item in value)
    return _scalar(value)


def _scalar(value: Any) -> Scalar:
    if not isinstance(value, dict):
        plain: Scalar = value
        return plain
    kind = next(kind for kind in _READERS if kind in value)
    return _READERS[kind](value)


def _thing(value: Mapping[str, Any]) -> Thing:
    return Thing(value["iri"], dict(value["labels"]))


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Scalar]] = {
    "iri": _thing,
    "decimal": lambda value: Decimal(value["decimal"]),
    "date": lambda value: date.fromisoformat(value["date"]),
}
