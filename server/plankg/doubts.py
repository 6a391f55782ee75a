"""What a person should look at in a reading: what was not understood, restored or inferred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from plankg.decisions import Decision, ReviewTable, squeezed
from plankg.model import LedgerEntry, Reading, Responsibility, Span, Target
from plankg.reviews import with_occurrences

Doubt = Literal["not-understood", "inferred", "restored", "printed"]
DOUBTS: tuple[Doubt, ...] = ("not-understood", "inferred", "restored")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A fact or an entry of the ledger to decide about, with the key of a decision about it."""

    doubt: Doubt
    table: ReviewTable
    occurrence: int
    subject: Target | Responsibility | LedgerEntry

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The key of a decision about it."""
        return (self.table, self.subject.where, squeezed(self.subject.quote), self.occurrence)

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return Span(self.subject.start, self.subject.end)


def doubts_in(
    reading: Reading, decisions: Sequence[Decision], kinds: Iterable[str] = DOUBTS
) -> tuple[Doubtful, ...]:
    """Return what is doubtful in a reading as extracted, in text order, without what was decided.

    A sentence that was not understood counts as decided where facts were added to it. Kind
    ``printed`` is no doubt: it lets a person go through all facts.
    """
    decided = {decision.key for decision in decisions}
    added = [squeezed(one.quote) for one in decisions if one.verdict == "add"]
    wanted = set(kinds)
    found: list[Doubtful] = []
    for target, count in with_occurrences(reading.targets):
        found.append(Doubtful(target.confidence, "targets", count, target))
    for held, count in with_occurrences(reading.responsibilities):
        found.append(Doubtful(held.confidence, "responsibilities", count, held))
    for entry, count in with_occurrences(reading.ledger):
        words = squeezed(entry.quote)
        if entry.state == "not-understood" and not any(quote in words for quote in added):
            found.append(Doubtful("not-understood", "ledger", count, entry))
    left = [one for one in found if one.doubt in wanted and one.key not in decided]
    return tuple(sorted(left, key=lambda one: (one.span, one.table)))


def sentence_at(reading: Reading, span: Span) -> Span:
    """Return the sentence or row in which a span stands, as the ledger divides the text."""
    entries = [e for e in reading.ledger if e.start < span.end and span.start < e.end]
    if not entries:
        return span
    return Span(min(entries[0].start, span.start), max(entries[-1].end, span.end))
