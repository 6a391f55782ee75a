"""What a person should look at in a reading: what was not understood, restored or inferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from plankg.decision_fields import ReviewTable
from plankg.decisions import Decision
from plankg.model import (
    CarrierMeasure,
    Element,
    LedgerEntry,
    Mention,
    PlanMeta,
    Reading,
    Responsibility,
    Span,
    Target,
)
from plankg.squeezed import squeezed
from plankg.table_review import quote_of, with_occurrences

Doubt = Literal["not-understood", "inferred", "restored", "printed"]
DOUBTS: tuple[Doubt, ...] = ("not-understood", "inferred", "restored")

Subject = Target | Responsibility | Element | CarrierMeasure | Mention | PlanMeta | LedgerEntry
# Without these the scope and the time of much else is unknown.
_NEEDED_OF_PLAN = ("title", "area", "period_end")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A fact, the plan's own data, or an entry of the ledger, with the key of a decision about it.

    `span` is where its `quote` stands in the text.
    """

    doubt: Doubt
    table: ReviewTable
    where: str
    quote: str
    occurrence: int
    span: Span
    subject: Subject

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The key of a decision about it."""
        return (self.table, self.where, squeezed(self.quote), self.occurrence)


def doubts_in(
    reading: Reading, decisions: Sequence[Decision], kinds: Iterable[str] = DOUBTS
) -> tuple[Doubtful, ...]:
    """Return what is doubtful in a reading as extracted, in text order, without what was decided.

    A sentence that was not understood counts as decided where facts were added to it, the plan's
    own data where anything was decided about them. Kind ``printed`` is no doubt: it lets a person
    go through all facts.
    """
    decided = {decision.key for decision in decisions}
    added = [squeezed(one.quote) for one in decisions if one.verdict == "add"]
    wanted = set(kinds)
    found = [*_facts(reading), *_sentences(reading, added)]
    if not any(decision.table == "plan" for decision in decisions):
        found.append(_plan(reading))
    left = [one for one in found if one.doubt in wanted and one.key not in decided]
    return tuple(sorted(left, key=lambda one: (one.table != "plan", one.span, one.table)))


def _facts(reading: Reading) -> Iterator[Doubtful]:
    for target, count in with_occurrences(reading.targets):
        yield _fact("targets", target, count)
    for held, count in with_occurrences(reading.responsibilities):
        yield _fact("responsibilities", held, count)
    for element, count in with_occurrences(reading.elements):
        yield _fact("elements", element, count)
    for measure, count in with_occurrences(reading.carrier_measures):
        yield _fact("carriers", measure, count)
    for mention, count in with_occurrences(reading.mentions):
        yield _fact("mentions", mention, count)


def _fact(
    table: ReviewTable,
    fact: Target | Responsibility | Element | CarrierMeasure | Mention,
    occurrence: int,
) -> Doubtful:
    span = Span(fact.start, fact.end)
    if isinstance(fact, Element) and fact.title_span is not None:
        span = fact.title_span
    return Doubtful(fact.confidence, table, fact.where, quote_of(fact), occurrence, span, fact)


def _sentences(reading: Reading, added: Sequence[str]) -> Iterator[Doubtful]:
    for entry, count in with_occurrences(reading.ledger):
        words = squeezed(entry.quote)
        if entry.state == "not-understood" and not any(quote in words for quote in added):
            span = Span(entry.start, entry.end)
            yield Doubtful("not-understood", "ledger", entry.where, entry.quote, count, span, entry)


def _plan(reading: Reading) -> Doubtful:
    meta = reading.meta
    known = all(getattr(meta, name) for name in _NEEDED_OF_PLAN)
    start = reading.ledger[0].start if reading.ledger else 0
    titles = [one.span for one in meta.evidence if "title" in one.supports]
    span = titles[0] if titles else Span(start, start)
    quote = span.of(reading.text)
    return Doubtful("printed" if known else "not-understood", "plan", "", quote, 1, span, meta)


def sentence_at(reading: Reading, span: Span) -> Span:
    """Return the sentence or row in which a span stands, as the ledger divides the text."""
    entries = [e for e in reading.ledger if e.start < span.end and span.start < e.end]
    if not entries:
        return span
    return Span(min(entries[0].start, span.start), max(entries[-1].end, span.end))
