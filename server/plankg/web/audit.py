"""What of the published findings is asked for, and the checks that found them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from plankg.findings.finding import SEVERITIES as ORDER
from plankg.findings.finding import Severity
from plankg.findings.report import STATES, CheckText
from plankg.web.found import SEVERITIES, Listed
from plankg.web.refusals import BadRequestError
from plankg.web.results import Row
from plankg.web.service import Service

FILTERS = ("plan", "check", "severity", "body", "task", "state", "on")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter can have, and how a page calls it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The findings asked for, and what can be chosen among.

    `counts` are of the findings that pass all filters but that of severity; `plans` are those that
    were audited, or the one that is asked for.
    """

    listed: tuple[Listed, ...]
    checks: Mapping[str, CheckText]
    counts: Counter[Severity]
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    plans: tuple[str, ...] = ()


def selection_of(service: Service, asked: Mapping[str, str]) -> Selection:
    """Return the findings that pass the filters, the gravest first.

    `state` is ``open`` unless asked, or ``waived`` or ``all``; on the day `on` a waiver must still
    hold, without it whatever its end.

    Raises:
        BadRequestError: an unknown filter, or a value of one that there is not.
    """
    for name in asked:
        if name not in FILTERS:
            raise BadRequestError("filter_unknown", name=name, available=list(FILTERS))
    rows = service.ask("findings").rows
    checks = _checks(service.ask("finding_checks").rows)
    choices = _choices(service, rows, checks)
    for name, known in choices.items():
        _refuse_unknown(name, asked.get(name, ""), known)
    day = _day(asked.get("on", ""))
    found = [_listed(row, checks, day) for row in rows]
    concerned = _concerned(service, asked, choices)
    state = asked.get("state") or "open"
    passing = [
        one
        for one in found
        if _fits(asked.get("plan"), one.plan)
        and _fits(asked.get("check"), one.check)
        and (state in (ALL, one.state))
        and (concerned is None or one.iri in concerned)
    ]
    chosen = [one for one in passing if _fits(asked.get("severity"), one.severity)]
    chosen.sort(key=lambda one: (ORDER.index(one.severity), one.check, one.plan, one.start, one.id))
    counts = Counter(one.severity for one in passing)
    plans = tuple(one.value for one in choices["plan"] if _fits(asked.get("plan"), one.value))
    return Selection(tuple(chosen), checks, counts, choices, plans)


def _fits(wanted: str | None, value: str) -> bool:
    return not wanted or wanted == value


def _listed(row: Row, checks: Mapping[str, CheckText], day: date | None) -> Listed:
    ends = date.fromisoformat(row["until"]) if row["until"] else None
    holds = bool(row["waiver"]) and (day is None or ends is None or day <= ends)
    return Listed(
        iri=row["finding"],
        id=row["id"],
        plan=row["slug"],
        check=row["id"].partition("/")[0],
        severity=SEVERITIES[row["severity"]],
        start=row.number("start"),
        state="waived" if holds else "open",
    )


def _checks(rows: Sequence[Row]) -> dict[str, CheckText]:
    texts: dict[str, dict[str, dict[str, str]]] = {}
    groups = {row["name"]: row["group"].rpartition("/")[2] for row in rows}
    for row in rows:
        label = row.value("label")
        language = label.language if label else ""
        for name in ("label", "explanation", "limits"):
            said = texts.setdefault(row["name"], {}).setdefault(name, {})
            # A shape explains nothing: no text, as the command has it, not an empty one.
            if row[name]:
                said[language] = row[name]
    return {
        name: CheckText(name, groups[name], told["label"], told["explanation"], told["limits"])
        for name, told in texts.items()
    }


def _choices(
    service: Service, rows: Sequence[Row], checks: Mapping[str, CheckText]
) -> dict[str, tuple[Choice, ...]]:
    """Return what each filter can be; things by their address, which a label stands for too."""
    used = {row["id"].partition("/")[0] for row in rows}
    plans = [row["slug"] for row in service.ask("audited_plans").rows]
    return {
        "plan": tuple(Choice(slug, slug) for slug in plans),
        "check": tuple(Choice(name, name) for name in sorted({*checks, *used})),
        "severity": tuple(Choice(name, name) for name in ORDER),
        "state": tuple(Choice(name, name) for name in (*STATES, ALL)),
        "body": tuple(
            Choice(row["thing"], row["label"]) for row in service.ask("finding_bodies").rows
        ),
        "task": tuple(
            Choice(row["thing"], " ".join(filter(None, (row["where"], row["label"]))))
            for row in service.ask("finding_tasks").rows
        ),
    }


def _refuse_unknown(name: str, value: str, known: Sequence[Choice]) -> None:
    if value and not _meant(value, known):
        available = [choice.label for choice in known]
        raise BadRequestError("filter_value", name=name, found=value, available=available)


def _meant(value: str, known: Sequence[Choice]) -> list[str]:
    """Return the things that a filter's value means, by their address or by their label."""
    # A task's label begins with its printed path.
    return [
        one.value
        for one in known
        if value in (one.value, one.label, one.label.partition(" ")[2] or one.label)
    ]


def _concerned(
    service: Service, asked: Mapping[str, str], choices: Mapping[str, Sequence[Choice]]
) -> set[str] | None:
    """Return the findings about the body and the task that are asked for; None for all."""
    concerned: set[str] | None = None
    for name in ("body", "task"):
        if not asked.get(name):
            continue
        found = {
            row["finding"]
            for iri in _meant(asked[name], choices[name])
            for row in service.ask(f"findings_of_{name}", **{name: iri}).rows
        }
        concerned = found if concerned is None else concerned & found
    return concerned


def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadRequestError("filter_day", found=value) from error
