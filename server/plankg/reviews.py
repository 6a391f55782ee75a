"""Applies human decisions to a reading: facts accepted, rejected, changed, added.

Pure: the same reading and decisions give the same result. A decision that matches nothing is
returned, never dropped. The ids of facts that nobody changed stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from plankg.decisions import Decision, ReviewTable, squeezed
from plankg.iris import Iris
from plankg.model import Element, LedgerEntry, Reading, Responsibility, Span, Target
from plankg.register import Register
from plankg.reviewed_facts import FactMaker
from plankg.reviewed_ledger import reviewed_ledger
from plankg.reviewed_names import with_bodies_of
from plankg.words_in_plan import PlanWords

Reviewable = TypeVar("Reviewable", Target, Responsibility, LedgerEntry)
Fact = TypeVar("Fact", Target, Responsibility)


def apply(
    reading: Reading, decisions: Sequence[Decision], register: Register, iris: Iris
) -> tuple[Reading, tuple[Decision, ...]]:
    """Return the reading as the decisions make it, and the decisions that match nothing in it.

    Further plans of the file are not touched: each plan has decisions of its own.

    Raises:
        ReviewError: a decision contradicts its fact (a range without an upper bound).
    """
    if not decisions:
        return reading, ()
    maker = FactMaker(PlanWords(reading), register, iris)
    targets = _Review(maker, "targets", reading.targets, decisions)
    targets.decide(maker.changed_target)
    targets.extend(maker.added_target)
    held = _Review(maker, "responsibilities", reading.responsibilities, decisions)
    held.decide(maker.changed_responsibility)
    held.extend(maker.added_responsibility)
    reviewed = replace(
        reading,
        targets=tuple(sorted(targets.facts, key=lambda target: (target.start, target.end))),
        responsibilities=tuple(held.facts),
    )
    reviewed = with_bodies_of(reviewed, reading, held.changed)
    reviewed = replace(reviewed, elements=tuple(_elements(reading, reviewed)))
    gone = [*targets.gone, *held.gone]
    ledger, stale = reviewed_ledger(reading, reviewed, _of_ledger(reading, decisions), gone)
    unmatched = [*targets.unmatched, *held.unmatched, *_unknown_to_ledger(reading, decisions)]
    numbers = {id(decision) for decision in (*unmatched, *stale)}
    return (
        replace(reviewed, ledger=ledger),
        tuple(decision for decision in decisions if id(decision) in numbers),
    )


def with_occurrences(facts: Iterable[Reviewable]) -> Iterator[tuple[Reviewable, int]]:
    """Yield each fact with its occurrence: its place among those with its quote at its path."""
    counts: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        key = (fact.where, squeezed(fact.quote))
        counts[key] += 1
        yield fact, counts[key]


@dataclass
class _Review(Generic[Fact]):
    """The facts of one table while decisions are applied to them, in the table's order."""

    maker: FactMaker
    table: ReviewTable
    before: Sequence[Fact]
    decisions: Sequence[Decision]
    facts: list[Fact] = field(default_factory=list)
    gone: list[tuple[Span, Decision]] = field(default_factory=list)
    changed: list[tuple[Fact, Fact]] = field(default_factory=list)
    unmatched: list[Decision] = field(default_factory=list)

    def decide(self, change: Callable[[Fact, Decision], Fact]) -> None:
        """Take over what stays as it is, and apply what was decided about the rest."""
        waiting = {one.key: one for one in self._own() if one.verdict != "add"}
        later: list[tuple[int, Fact, Decision]] = []
        for fact, occurrence in with_occurrences(self.before):
            key = (self.table, fact.where, squeezed(fact.quote), occurrence)
            decision = waiting.pop(key, None)
            if decision is None:
                self.facts.append(fact)
            elif decision.verdict == "reject":
                self.gone.append((Span(fact.start, fact.end), decision))
            elif decision.verdict == "accept":
                self.facts.append(_signed(fact, decision))
            else:
                later.append((len(self.facts), fact, decision))
                self.facts.append(fact)
        for index, fact, decision in later:
            # After all that keeps its id, so that no changed fact takes one from another.
            others = {one.iri for place, one in enumerate(self.facts) if place != index}
            changed = _free(_signed(change(fact, decision), decision), others)
            self.facts[index] = changed
            self.changed.append((fact, changed))
        self.unmatched += waiting.values()

    def extend(self, add: Callable[[Decision, Span], Fact]) -> None:
        """Add the facts that a person read; one that says what is there already signs that."""
        for decision in self._own():
            if decision.verdict != "add":
                continue
            places = self.maker.words.places(decision.where, decision.quote)
            if len(places) < decision.occurrence:
                self.unmatched.append(decision)
                continue
            new = _signed(add(decision, places[decision.occurrence - 1]), decision)
            same = [i for i, one in enumerate(self.facts) if self._says_the_same(one, new)]
            if same:
                self.facts[same[0]] = _signed(self.facts[same[0]], decision)
            else:
                self.facts.append(_free(new, {one.iri for one in self.facts}))

    def _own(self) -> Iterator[Decision]:
        return (decision for decision in self.decisions if decision.table == self.table)

    def _says_the_same(self, one: Fact, other: Fact) -> bool:
        overlap = one.start < other.end and other.start < one.end
        return overlap and self.maker.says(one) == self.maker.says(other)


def _signed(fact: Fact, decision: Decision) -> Fact:
    return replace(
        fact,
        reviewed_by=decision.who,
        reviewed_on=decision.when,
        review_reason=decision.why,
    )


def _free(fact: Fact, taken: set[str]) -> Fact:
    """Return the fact under its IRI, or with the next free number if another has that."""
    iri, number = fact.iri, 1
    while iri in taken:
        number += 1
        iri = f"{fact.iri}-{number}"
    return replace(fact, iri=iri)


def _elements(before: Reading, after: Reading) -> Iterator[Element]:
    """Yield the elements; one that gained its first or lost its last number is marked so."""
    had = {target.element_iri for target in before.targets}
    has = {target.element_iri for target in after.targets}
    for element in before.elements:
        if (element.iri in had) == (element.iri in has):
            yield element
        else:
            commits = element.type not in ("Section", "Action")
            yield replace(element, qualitative=commits and element.iri not in has)


def _of_ledger(reading: Reading, decisions: Iterable[Decision]) -> dict[int, Decision]:
    """Return the decisions about entries of the ledger by the entries' indexes."""
    waiting = {one.key: one for one in decisions if one.table == "ledger"}
    found: dict[int, Decision] = {}
    for index, (entry, occurrence) in enumerate(with_occurrences(reading.ledger)):
        key = ("ledger", entry.where, squeezed(entry.quote), occurrence)
        if key in waiting:
            found[index] = waiting[key]
    return found


def _unknown_to_ledger(reading: Reading, decisions: Iterable[Decision]) -> list[Decision]:
    decisions = tuple(decisions)
    known = {id(decision) for decision in _of_ledger(reading, decisions).values()}
    return [one for one in decisions if one.table == "ledger" and id(one) not in known]


__all__ = ["apply", "with_occurrences"]
