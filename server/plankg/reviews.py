"""Applies human decisions to a reading: facts accepted, rejected, changed, added.

Pure: the same reading and decisions give the same result. A decision that matches nothing is
returned, never dropped. The ids of facts that nobody changed stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plankg.decisions import Decision
from plankg.iris import Iris
from plankg.model import CarrierMeasure, Element, Reading, Span
from plankg.register import Register
from plankg.reviewed_elements import ElementMaker, with_elements
from plankg.reviewed_facts import FactMaker
from plankg.reviewed_ledger import reviewed_ledger
from plankg.reviewed_names import with_bodies_of
from plankg.reviewed_plan import reviewed_plan
from plankg.reviewed_things import ThingMaker
from plankg.squeezed import squeezed
from plankg.table_review import TableReview, with_occurrences
from plankg.words_in_plan import PlanWords


def apply(
    reading: Reading, decisions: Sequence[Decision], register: Register, iris: Iris
) -> tuple[Reading, tuple[Decision, ...]]:
    """Return the reading as the decisions make it, and the decisions that match nothing in it.

    Further plans of the file are not touched: each plan has decisions of its own. First comes what
    the plan says of itself, then its elements, then the facts that are stated in them.

    Raises:
        ReviewError: a decision contradicts its fact (a range without an upper bound).
    """
    if not decisions:
        return reading, ()
    review = _Review(reading, decisions, register, iris)
    reviewed = review.reviewed()
    ledger, stale = reviewed_ledger(reading, reviewed, _of_ledger(reading, decisions), review.gone)
    unmatched = [*review.unmatched, *_unknown_to_ledger(reading, decisions), *stale]
    numbers = {id(decision) for decision in unmatched}
    return (
        replace(reviewed, ledger=ledger),
        tuple(decision for decision in decisions if id(decision) in numbers),
    )


class _Review:
    """All tables of one plan while decisions are applied to them."""

    def __init__(
        self, reading: Reading, decisions: Sequence[Decision], register: Register, iris: Iris
    ) -> None:
        self._before = reading
        self._decisions = decisions
        self._register = register
        self._iris = iris
        self.gone: list[tuple[Span, Decision]] = []
        self.unmatched: list[Decision] = []

    def reviewed(self) -> Reading:
        """Return the reading with all but its ledger as decided."""
        reading, lost = reviewed_plan(self._before, self._decisions, self._register, self._iris)
        self.unmatched += lost
        reading = self._with_elements(reading)
        words = PlanWords(reading)
        reading = self._with_facts(reading, words)
        reading = self._with_things(reading, words)
        return replace(reading, elements=tuple(_elements(self._before, reading)))

    def _with_elements(self, reading: Reading) -> Reading:
        if not any(one.table == "elements" for one in self._decisions):
            return reading
        words = PlanWords(reading)
        maker = ElementMaker(words)
        elements = TableReview[Element](
            "elements", words, _iri_of, reading.elements, self._decisions
        )
        elements.decide(maker.changed)
        elements.extend(maker.added)
        self._settle(elements.gone, elements.unmatched)
        order = {element.iri: at for at, element in enumerate(elements.facts)}
        facts = sorted(elements.facts, key=lambda one: (one.start, -one.end, order[one.iri]))
        return with_elements(reading, tuple(facts))

    def _with_facts(self, reading: Reading, words: PlanWords) -> Reading:
        maker, dropped = FactMaker(words, self._register, self._iris), self._dropped(reading)
        targets = TableReview(
            "targets", words, maker.says, reading.targets, self._decisions, dropped
        )
        targets.decide(maker.changed_target)
        targets.extend(maker.added_target)
        held = TableReview(
            "responsibilities",
            words,
            maker.says,
            reading.responsibilities,
            self._decisions,
            dropped,
        )
        held.decide(maker.changed_responsibility)
        held.extend(maker.added_responsibility)
        self._settle([*targets.gone, *held.gone], [*targets.unmatched, *held.unmatched])
        reviewed = replace(
            reading,
            targets=tuple(sorted(targets.facts, key=lambda target: (target.start, target.end))),
            responsibilities=tuple(held.facts),
        )
        return with_bodies_of(reviewed, self._before, held.changed)

    def _with_things(self, reading: Reading, words: PlanWords) -> Reading:
        maker, dropped = ThingMaker(words, self._register, self._iris), self._dropped(reading)
        carriers = TableReview(
            "carriers",
            words,
            maker.says_of_carrier,
            reading.carrier_measures,
            self._decisions,
            dropped,
        )
        carriers.decide(maker.changed_carrier)
        carriers.extend(maker.added_carrier)
        mentions = TableReview(
            "mentions", words, maker.says_of_mention, reading.mentions, self._decisions, dropped
        )
        mentions.decide(maker.changed_mention)
        mentions.extend(maker.added_mention)
        self._settle([*carriers.gone, *mentions.gone], [*carriers.unmatched, *mentions.unmatched])
        measures = _alike(carriers.facts, [new for _, new in carriers.changed])
        return replace(
            reading,
            carrier_measures=tuple(sorted(measures, key=lambda one: (one.start, one.end))),
            mentions=tuple(sorted(mentions.facts, key=lambda one: (one.start, one.end, one.kind))),
        )

    def _settle(self, gone: list[tuple[Span, Decision]], unmatched: list[Decision]) -> None:
        self.gone += gone
        self.unmatched += unmatched

    def _dropped(self, reading: Reading) -> frozenset[str]:
        """Return the elements that a person rejected, with which their facts go."""
        return frozenset(
            {one.iri for one in self._before.elements} - {one.iri for one in reading.elements}
        )


def _iri_of(element: Element) -> str:
    return element.iri


def _alike(
    measures: Iterable[CarrierMeasure], changed: Sequence[CarrierMeasure]
) -> Iterator[CarrierMeasure]:
    """Yield the measures; a carrier has one type and place, wherever a person set them."""
    by_carrier = {one.carrier_iri: one for one in changed}
    for measure in measures:
        set_to = by_carrier.get(measure.carrier_iri)
        if set_to is None:
            yield measure
        else:
            yield replace(
                measure,
                carrier_type=set_to.carrier_type,
                place=set_to.place,
                place_iri=set_to.place_iri,
            )


def _elements(before: Reading, after: Reading) -> Iterator[Element]:
    """Yield the elements; one that gained its first or lost its last number is marked so."""
    had = {target.element_iri for target in before.targets}
    has = {target.element_iri for target in after.targets}
    for element in after.elements:
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


__all__ = ["apply"]
