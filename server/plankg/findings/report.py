"""What became of the findings of an audit: open or waived, new or known before, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from plankg.findings.finding import SEVERITIES, Finding, Severity
from plankg.findings.values import Bilingual, Thing
from plankg.findings.waivers import Waiver, waive

State = Literal["open", "waived"]
Change = Literal["new", "still there", "gone", ""]
CHANGES: tuple[Change, ...] = ("new", "still there", "gone")
STATES: tuple[State, ...] = ("open", "waived")
# The checks that tell commitments which cannot be verified as they are written.
_MONITORING = "monitoring"


@dataclass(frozen=True, slots=True)
class CheckText:
    """What a report says of a check."""

    name: str
    group: str
    title: Bilingual
    explanation: Bilingual = field(default_factory=dict)
    limits: Bilingual = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its state; `waiver` may be one that no longer holds.

    `change` is what an earlier audit knew of it, ``""`` where none was asked for.
    """

    finding: Finding
    state: State = "open"
    waiver: Waiver | None = None
    change: Change = ""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The entries of an audit, by plan, the gravest first.

    `checks` says what the checks are, by name. `unmatched` are waivers that waive nothing,
    `expired` those whose time is over, and whose findings are open.
    """

    plans: tuple[str, ...]
    entries: tuple[Entry, ...]
    checks: Mapping[str, CheckText]
    unmatched: tuple[Waiver, ...] = ()
    expired: tuple[Waiver, ...] = ()
    since: str = ""

    def by_check(self) -> dict[str, list[Entry]]:
        """Return the entries of each check that has some, the gravest check first."""
        found: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries, key=_by_severity_and_check):
            found.setdefault(entry.finding.check, []).append(entry)
        return found

    def count(self, severity: Severity, state: State = "open") -> int:
        """Return how many findings are so grave and in that state; gone ones do not count."""
        return sum(
            entry.finding.severity == severity and entry.state == state
            for entry in self.entries
            if entry.change != "gone"
        )

    def changes(self) -> dict[Change, int]:
        """Return how many findings are new, still there and gone; ``{}`` if compared with none."""
        if not self.since:
            return {}
        counts = Counter(entry.change for entry in self.entries)
        return {change: counts[change] for change in CHANGES}

    def fails(self, severity: Severity) -> bool:
        """Say whether something so grave or graver is open, and new if compared with before."""
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(
            entry.state == "open"
            and entry.finding.severity in grave
            and entry.change in ("", "new")
            for entry in self.entries
        )

    def per_body(self) -> list[tuple[Thing, Counter[Severity]]]:
        """Return how many open findings each body answers for, the most burdened first."""
        return self._per(lambda finding: finding.bodies)

    def per_task(self) -> list[tuple[Thing, Counter[Severity]]]:
        """Return how many open findings each task has, the most burdened first."""
        return self._per(lambda finding: finding.tasks)

    def unverifiable_per_body(self) -> list[tuple[Thing, int]]:
        """Return how many commitments that cannot be verified each body answers for."""
        return self._unverifiable(lambda finding: finding.bodies)

    def unverifiable_per_task(self) -> list[tuple[Thing, int]]:
        """Return how many commitments that cannot be verified each task has."""
        return self._unverifiable(lambda finding: finding.tasks)

    def _unverifiable(
        self, things_of: Callable[[Finding], Sequence[Thing]]
    ) -> list[tuple[Thing, int]]:
        """Count commitments, not findings: one may lack its base and its unit, and is one still."""
        counted: dict[Thing, set[str]] = {}
        for entry in self.entries:
            finding = entry.finding
            # Findings of several sides total up what others tell one by one.
            tells = finding.group == _MONITORING and len(finding.sides) == 1
            if tells and entry.state == "open" and entry.change != "gone":
                for thing in things_of(finding):
                    counted.setdefault(thing, set()).add(finding.sides[0].fact)
        counts = [(thing, len(facts)) for thing, facts in counted.items()]
        return sorted(counts, key=lambda item: (-item[1], item[0].iri))

    def _per(
        self, things_of: Callable[[Finding], Sequence[Thing]]
    ) -> list[tuple[Thing, Counter[Severity]]]:
        counts: dict[Thing, Counter[Severity]] = {}
        for entry in self.entries:
            if entry.state == "open" and entry.change != "gone":
                for thing in things_of(entry.finding):
                    counts.setdefault(thing, Counter())[entry.finding.severity] += 1
        return sorted(counts.items(), key=lambda item: (-item[1].total(), item[0].iri))


def audit_report(
    findings: Mapping[str, Sequence[Finding]],
    waivers: Mapping[str, Sequence[Waiver]],
    checks: Mapping[str, CheckText],
    day: date | None = None,
    *,
    whole: bool = False,
) -> AuditReport:
    """Return the report of some plans.

    Args:
        findings: what was found, by plan.
        waivers: what people decided, by plan.
        checks: the checks that were run, and those whose results are among the findings.
        day: the day on which waivers must still hold; None takes them all.
        whole: that all checks were run, so that a waiver of another waives nothing.

    A waiver of a plan of which nothing is known waives nothing either.
    """
    entries: list[Entry] = []
    unmatched: list[Waiver] = []
    expired: list[Waiver] = []
    for plan, found in findings.items():
        chosen = [one for one in waivers.get(plan, ()) if whole or one.check in checks]
        waived = waive(found, chosen)
        unmatched += waived.unmatched
        for finding in found:
            waiver = waived.by_finding.get(finding.id)
            holds = waiver is not None and waiver.holds(day)
            if waiver is not None and not holds:
                expired.append(waiver)
            entries.append(Entry(finding, "waived" if holds else "open", waiver))
    for plan in waivers.keys() - findings.keys():
        unmatched += (one for one in waivers[plan] if whole or one.check in checks)
    unmatched.sort(key=lambda one: (one.plan, one.line))
    return AuditReport(tuple(findings), tuple(entries), checks, tuple(unmatched), tuple(expired))


def _by_severity_and_check(entry: Entry) -> tuple[int, str, str, int, str]:
    finding = entry.finding
    severity = SEVERITIES.index(finding.severity)
    return (severity, finding.check, finding.plan, finding.start, finding.id)


def sorted_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries by plan, the gravest first."""
    return tuple(sorted(entries, key=lambda entry: (entry.finding.plan, entry.finding.order)))
