"""What people decided about findings: waived, by whom, why, and until when.

A waiver is keyed by the check and by the printed path and the words of each side, never by an id
or an offset, so that it outlives better rules and mended typos elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from plankg.findings.finding import Finding
from plankg.iris import fingerprint
from plankg.squeezed import squeezed

Key = tuple[str, frozenset[tuple[str, str]], int]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's decision about one finding of a plan.

    `sides` are the printed path and the words of each side, in any order; white space in words
    does not count. `occurrence` counts from 1 the findings of the check with these sides. `until`
    is the last day on which it holds, None for ever. `line` is where it stands in its file.
    """

    plan: str
    check: str
    sides: tuple[tuple[str, str], ...]
    reason: str
    who: str
    when: date
    until: date | None = None
    occurrence: int = 1
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> Key:
        """What the waiver is about."""
        sides = frozenset((where, squeezed(words)) for where, words in self.sides)
        return (self.check, sides, self.occurrence)

    @property
    def id(self) -> str:
        """The last part of its address: a fingerprint of what it is about."""
        sides = sorted(f"{where}\x1f{squeezed(words)}" for where, words in self.sides)
        return f"{self.check}/{fingerprint((*sides, str(self.occurrence)))}"

    def holds(self, day: date | None) -> bool:
        """Say whether the waiver is in force on a day; without one, as if it had just begun."""
        return day is None or self.until is None or day <= self.until

    def renewed_by(self, other: Waiver) -> bool:
        """Say whether the other, of the same finding, is a later decision on one that ends."""
        return self.until is not None and self.when < other.when

    def told(self) -> str:
        """Return what the waiver is about in words, for messages."""
        sides = "; ".join(f"{where or '–'}: {words!r}" for where, words in self.sides)
        count = f", occurrence {self.occurrence}" if self.occurrence > 1 else ""
        line = f"line {self.line}: " if self.line else ""
        return f"{line}{self.check} ({sides}{count})"

    def idle(self) -> str:
        """Return what to tell where it waives nothing."""
        return f"a waiver of {self.plan!r} waives nothing: {self.told()}"


@dataclass(frozen=True)
class Waived:
    """A plan's waivers laid over its findings: those that match, and those that don't."""

    by_finding: Mapping[str, Waiver]
    unmatched: tuple[Waiver, ...]


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> Waived:
    """Return which waiver each finding has, by the finding's id; of one renewed, the last."""
    known = {waiver.key: waiver for waiver in waivers}
    matched = {finding.id: known[key] for key, finding in _keyed(findings).items() if key in known}
    used = {waiver.key for waiver in matched.values()}
    return Waived(matched, tuple(waiver for waiver in waivers if waiver.key not in used))


def waiver_of(
    finding: Finding,
    findings: Iterable[Finding],
    *,
    reason: str,
    who: str,
    when: date,
    until: date | None = None,
) -> Waiver:
    """Return a waiver of `finding`, one of the plan's `findings`."""
    keys = {one.id: key for key, one in _keyed(findings).items()}
    sides = tuple((side.where, side.words or side.quote) for side in finding.sides)
    occurrence = keys[finding.id][2]
    return Waiver(finding.plan, finding.check, sides, reason, who, when, until, occurrence)


def _keyed(findings: Iterable[Finding]) -> dict[Key, Finding]:
    """Number the findings of a check that a person would name alike, in their order."""
    counts: dict[tuple[str, frozenset[tuple[str, str]]], int] = defaultdict(int)
    keyed: dict[Key, Finding] = {}
    for finding in sorted(findings, key=lambda one: one.order):
        sides = frozenset(side.key for side in finding.sides)
        counts[finding.check, sides] += 1
        keyed[finding.check, sides, counts[finding.check, sides]] = finding
    return keyed
