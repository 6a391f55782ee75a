"""Keeps the ledger true to what persons decided.

What they rejected is background, what they added is understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from plankg.decisions import Decision
from plankg.model import LedgerEntry, Reading, Span


def reviewed_ledger(
    before: Reading,
    after: Reading,
    decided: Mapping[int, Decision],
    gone: Sequence[tuple[Span, Decision]],
) -> tuple[tuple[LedgerEntry, ...], list[Decision]]:
    """Return the ledger of `after`, and the decisions about entries that hold no more.

    `decided` are the decisions about entries by their index, `gone` the spans of rejected facts.
    A decision that nothing is committed to in an entry holds no more where facts point at it.
    """
    added = sorted(set(_facts(after)) - set(_facts(before)))
    facts = sorted(_facts(after)) if gone else []
    entries: list[LedgerEntry] = []
    stale: list[Decision] = []
    # Entries are those of `before` with what `after` says of where they stand.
    for index, entry in enumerate(after.ledger):
        entry = _with_gone(entry, gone, facts)
        entry = _with_added(entry, added)
        decision = decided.get(index)
        if decision is not None and entry.state == "understood":
            stale.append(decision)
        elif decision is not None:
            entry = replace(entry, state="background", reason=_rejected(decision))
        entries.append(entry)
    return tuple(entries), stale


def _with_gone(
    entry: LedgerEntry, gone: Sequence[tuple[Span, Decision]], facts: Sequence[Span]
) -> LedgerEntry:
    rejected = [decision for span, decision in gone if _touch(entry, span)]
    if not rejected or entry.state != "understood" or any(_touch(entry, one) for one in facts):
        return entry
    return replace(entry, state="background", reason=_rejected(rejected[0]))


def _with_added(entry: LedgerEntry, added: Sequence[Span]) -> LedgerEntry:
    spans = [span for span in added if _touch(entry, span)]
    if not spans or entry.state == "understood":
        return entry
    if entry.state == "not-understood":
        # The reason begins with the words that nobody understood; others may be left.
        words = entry.reason.partition(": ")[0]
        at = entry.quote.find(words)
        doubt = Span(entry.start + max(at, 0), entry.start + max(at, 0) + len(words))
        if at >= 0 and not any(span.covers(doubt) for span in spans):
            return entry
    return replace(entry, state="understood", reason="facts point at it")


def _rejected(decision: Decision) -> str:
    return f"rejected by {decision.who}, {decision.when.isoformat()}: {decision.why}"


def _touch(entry: LedgerEntry, span: Span) -> bool:
    return span.start < entry.end and entry.start < span.end


def _facts(reading: Reading) -> Iterator[Span]:
    """Yield the spans that make an entry understood."""
    for target in reading.targets:
        yield Span(target.start, target.end)
    for held in reading.responsibilities:
        yield Span(held.start, held.end)
    for measure in reading.carrier_measures:
        yield Span(measure.start, measure.end)
    for mention in reading.mentions:
        yield Span(mention.start, mention.end)
    for element in reading.elements:
        if element.title_span is not None:
            yield element.title_span
        elif element.reviewed_by and not element.rule:  # a person read it in these very words
            yield Span(element.start, element.end)
        for place in element.places:
            yield place.span
    for shown in reading.meta.evidence:
        yield shown.span
