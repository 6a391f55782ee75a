"""Applies decisions to the facts of one table: accepts, rejects, changes and adds them.

Facts are numbered as they were extracted, before any decision is applied. What nobody decided
about keeps its id; a changed or added fact takes none from another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from plankg.decision_fields import ReviewTable
from plankg.decisions import Decision
from plankg.model import (
    CarrierMeasure,
    Element,
    LedgerEntry,
    Mention,
    Responsibility,
    Span,
    Target,
)
from plankg.squeezed import squeezed
from plankg.words_in_plan import PlanWords

Fact = TypeVar("Fact", Target, Responsibility, Element, CarrierMeasure, Mention)
Reviewable = TypeVar(
    "Reviewable", Target, Responsibility, Element, CarrierMeasure, Mention, LedgerEntry
)


def quote_of(
    fact: Target | Responsibility | Element | CarrierMeasure | Mention | LedgerEntry,
) -> str:
    """Return the words by which a decision names a fact: an element's are its title or text."""
    if isinstance(fact, Element):
        return fact.title or fact.text
    return fact.quote


def with_occurrences(facts: Iterable[Reviewable]) -> Iterator[tuple[Reviewable, int]]:
    """Yield each fact with its occurrence: its place among those with its quote at its path."""
    counts: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        key = (fact.where, squeezed(quote_of(fact)))
        counts[key] += 1
        yield fact, counts[key]


def signed(fact: Fact, decision: Decision) -> Fact:
    """Return the fact with who decided about it, when and why."""
    return replace(
        fact,
        reviewed_by=decision.who,
        reviewed_on=decision.when,
        review_reason=decision.why,
    )


@dataclass
class TableReview(Generic[Fact]):
    """The facts of one table while decisions are applied to them, in the table's order.

    `says` gives the IRI that follows from what a fact says. Facts of the elements in `dropped` are
    gone with these; decisions about them match nothing.
    """

    table: ReviewTable
    words: PlanWords
    says: Callable[[Fact], str]
    before: Sequence[Fact]
    decisions: Sequence[Decision]
    dropped: Set[str] = frozenset()
    facts: list[Fact] = field(default_factory=list)
    gone: list[tuple[Span, Decision]] = field(default_factory=list)
    changed: list[tuple[Fact, Fact]] = field(default_factory=list)
    unmatched: list[Decision] = field(default_factory=list)

    def decide(self, change: Callable[[Fact, Decision], Fact]) -> None:
        """Take over what stays as it is, and apply what was decided about the rest."""
        waiting = {one.key: one for one in self._own() if one.verdict != "add"}
        later: list[tuple[int, Fact, Decision]] = []
        for fact, occurrence in with_occurrences(self.before):
            if not isinstance(fact, Element) and fact.element_iri in self.dropped:
                continue
            key = (self.table, fact.where, squeezed(quote_of(fact)), occurrence)
            decision = waiting.pop(key, None)
            if decision is None:
                self.facts.append(fact)
            elif decision.verdict == "reject":
                self.gone.append((Span(fact.start, fact.end), decision))
            elif decision.verdict == "accept":
                self.facts.append(signed(fact, decision))
            else:
                later.append((len(self.facts), fact, decision))
                self.facts.append(fact)
        for index, fact, decision in later:
            # After all that keeps its id, so that no changed fact takes one from another.
            others = {one.iri for place, one in enumerate(self.facts) if place != index}
            changed = _free(signed(change(fact, decision), decision), others)
            self.facts[index] = changed
            self.changed.append((fact, changed))
        self.unmatched += waiting.values()

    def extend(self, add: Callable[[Decision, Span], Fact]) -> None:
        """Add the facts that a person read; one that says what is there already signs that."""
        for decision in self._own():
            if decision.verdict != "add":
                continue
            places = self.words.places(decision.where, decision.quote)
            if len(places) < decision.occurrence:
                self.unmatched.append(decision)
                continue
            new = signed(add(decision, places[decision.occurrence - 1]), decision)
            same = [i for i, one in enumerate(self.facts) if self._says_the_same(one, new)]
            if same:
                self.facts[same[0]] = signed(self.facts[same[0]], decision)
            else:
                self.facts.append(_free(new, {one.iri for one in self.facts}))

    def _own(self) -> Iterator[Decision]:
        return (decision for decision in self.decisions if decision.table == self.table)

    def _says_the_same(self, one: Fact, other: Fact) -> bool:
        overlap = one.start < other.end and other.start < one.end
        return overlap and self.says(one) == self.says(other)


def _free(fact: Fact, taken: set[str]) -> Fact:
    """Return the fact under its IRI, or with the next free number if another has that."""
    iri, number = fact.iri, 1
    while iri in taken:
        number += 1
        iri = f"{fact.iri}-{number}"
    return replace(fact, iri=iri)
