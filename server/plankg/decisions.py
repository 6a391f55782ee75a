"""What a person decided about a plan's facts.

A decision is keyed by (table, where, quote, occurrence): words that are printed, never an id or an
offset, so that it outlives better rules and mended typos elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from plankg.decision_fields import ReviewTable, Verdict
from plankg.errors import ReviewError
from plankg.field_kinds import FieldValue
from plankg.squeezed import squeezed


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided about one fact, the plan's own data, or one entry of the ledger.

    `quote` is the fact's; an element's is its title, or its text if it has none. `occurrence`
    counts from 1 the facts of the table with this quote at this `where`, as they were extracted;
    of an added fact and of the plan's data, the places where the quote is printed.
    `line` is where the decision stands in its file, 0 if it stands in none.
    """

    verdict: Verdict
    where: str
    quote: str
    who: str
    when: date
    why: str
    table: ReviewTable = "targets"
    occurrence: int = 1
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What the decision is about. White space in the quote does not count."""
        return (self.table, self.where, squeezed(self.quote), self.occurrence)

    def told(self) -> str:
        """Return the decision's key in words, for messages."""
        count = f", occurrence {self.occurrence}" if self.occurrence > 1 else ""
        return f"{self.verdict} in {self.table} at {self.where!r}: {self.quote!r}{count}"


def contradiction(decision: Decision, what: str) -> ReviewError:
    """Return the error of a decision that makes no sense, with its line and its fact."""
    line = f"line {decision.line}: " if decision.line else ""
    return ReviewError(f"{line}{what} ({decision.told()})")
