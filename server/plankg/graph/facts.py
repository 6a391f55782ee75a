"""States what the elements say: targets, responsibilities, carrier measures, mentions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from rdflib import URIRef

from plankg.graph import literals
from plankg.graph.namespaces import ELI
from plankg.graph.statements import Statements
from plankg.graph.things import (
    state_area,
    state_body,
    state_carrier,
    state_mentioned,
    state_relation,
    state_unit,
)
from plankg.model import CarrierMeasure, Evidence, Mention, Responsibility, Span, Target
from plankg.target_bodies import NAME_SIGN

COMPARATORS = {
    "=": "equal",
    ">=": "at-least",
    ">": "more-than",
    "<=": "at-most",
    "<": "less-than",
    "~": "about",
    "range": "range",
}
"""The comparators' concepts by the sign that tables show."""

_SIGNS = {"=": "", ">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "~": "约", "range": ""}
_DIRECTIONS = {"rise": "上升", "fall": "下降"}
_ROLES = {"lead": "牵头", "participant": "参与", "responsible": "责任"}


def state_target(
    statements: Statements, target: Target, order: int, answering: Sequence[Responsibility]
) -> None:
    """State a target; `order` counts from 1 among the targets of its element.

    `answering` is what the bodies that it names hold, in the order of its columns.
    """
    terms, iri, say = statements.plan_terms, target.iri, statements.say
    statements.introduce_fact(iri, (terms.Target,), target_label(target), target.where)
    say(iri, terms.statedIn, URIRef(target.element_iri or statements.plan))
    say(iri, terms.order, literals.integer(order))
    say(iri, terms.hasIndicator, URIRef(target.indicator_iri))
    statements.introduce(target.indicator_iri, (terms.Indicator,), target.indicator)
    say(iri, terms.indicatorLabel, literals.zh(target.indicator))
    comparator = COMPARATORS[target.comparator]
    say(iri, terms.hasComparator, statements.concept("comparator", comparator))
    _state_amount(statements, target)
    say(iri, terms.hasKind, statements.concept("kind", target.kind))
    if target.direction:
        say(iri, terms.hasDirection, statements.concept("direction", target.direction))
    say(iri, terms.hasFrequency, statements.concept("frequency", target.frequency))
    if target.period_start is not None:
        say(iri, terms.periodStart, literals.day(target.period_start))
    if target.period_end is not None:
        say(iri, terms.periodEnd, literals.day(target.period_end))
    if target.scope_iri:
        say(iri, terms.hasScope, URIRef(target.scope_iri))
        state_area(statements, target.scope_iri)
    statements.say_words(iri, terms.hedge, target.hedge)
    say(iri, terms.hasResponsibility, *(URIRef(held.iri) for held in answering))
    names = NAME_SIGN.join(held.body for held in answering)
    statements.say_words(iri, terms.printedBodies, names)
    own = Evidence(Span(target.start, target.end), ("indicatorLabel", "value"))
    evidence = target.evidence or (own,)
    if target.value_max is not None:
        evidence = tuple(_with_bounds(item) for item in evidence)
    statements.show(iri, own.span, own.supports, evidence)
    statements.attribute(iri, target.confidence, target.rule)
    statements.attribute_review(iri, target)


def _with_bounds(evidence: Evidence) -> Evidence:
    """Return what shows a range's value as showing both its bounds: a range has no value."""
    names = [("minValue", "maxValue") if n == "value" else (n,) for n in evidence.supports]
    return replace(evidence, supports=tuple(itertools.chain.from_iterable(names)))


def _state_amount(statements: Statements, target: Target) -> None:
    """State value or bounds, as printed and in the base unit, and the unit."""
    terms = statements.plan_terms
    unit, entry = state_unit(statements, target.unit)
    if unit is not None:
        statements.say(target.iri, terms.hasUnit, unit)
    statements.say_words(target.iri, terms.printedUnit, target.unit)
    amounts = [("value", "normalisedValue", target.value)]
    if target.value_max is not None:
        amounts = [
            ("minValue", "normalisedMinValue", target.value),
            ("maxValue", "normalisedMaxValue", target.value_max),
        ]
    for name, normalised, amount in amounts:
        statements.say(target.iri, terms[name], literals.decimal(amount))
        # A unit that nobody has entered has no known factor; a bare number is its own base.
        if entry is not None or not target.unit:
            in_base = entry.normalise(amount) if entry else amount
            statements.say(target.iri, terms[normalised], literals.decimal(in_base))


def target_label(target: Target) -> str:
    """Return how a target is called: its indicator and what is promised of it."""
    amount = literals.plain(target.value)
    if target.value_max is not None:
        amount += f"－{literals.plain(target.value_max)}"
    goes = _DIRECTIONS[target.direction] if target.direction else ""
    return f"{target.indicator}{goes}：{_SIGNS[target.comparator]}{amount}{target.unit}"


def state_responsibility(statements: Statements, held: Responsibility) -> None:
    """State that a body holds a role for an element."""
    terms, iri, say = statements.plan_terms, held.iri, statements.say
    label = f"{held.body}（{_ROLES[held.role]}）：{' '.join(held.element.split())}"
    statements.introduce_fact(iri, (terms.Responsibility,), label, held.where)
    say(iri, terms.responsibleFor, URIRef(held.element_iri))
    say(iri, terms.heldBy, URIRef(held.body_iri))
    state_body(statements, held.body_iri, held.body, held.collective)
    say(iri, terms.hasRole, statements.concept("role", held.role))
    say(iri, terms.hasBasis, statements.concept("basis", held.basis))
    say(iri, terms.printedName, literals.string(held.body))
    say(iri, terms.position, literals.integer(held.position))
    say(iri, terms.group, literals.integer(held.group))
    statements.show(iri, Span(held.start, held.end), ("heldBy", "printedName"), ())
    statements.attribute(iri, held.confidence, held.rule)
    statements.attribute_review(iri, held)


def state_carrier_measure(statements: Statements, measure: CarrierMeasure) -> None:
    """State what an element does to a named carrier."""
    terms, iri, say = statements.plan_terms, measure.iri, statements.say
    label = f"{measure.verb}{measure.carrier}"
    statements.introduce_fact(iri, (terms.CarrierMeasure,), label, measure.where)
    say(iri, terms.statedIn, URIRef(measure.element_iri))
    say(iri, terms.concerns, URIRef(measure.carrier_iri))
    state_carrier(statements, measure)
    say(iri, terms.hasMeasure, statements.concept("measure", measure.measure))
    statements.say_words(iri, terms.verb, measure.verb)
    own = Span(measure.start, measure.end)
    statements.show(iri, own, ("concerns", "hasMeasure"), measure.evidence)
    statements.attribute(iri, measure.confidence, measure.rule)
    statements.attribute_review(iri, measure)


def state_mention(statements: Statements, mention: Mention) -> None:
    """State that the plan names a programme or an industry, or cites a document."""
    terms, iri, say = statements.plan_terms, mention.iri, statements.say
    label = mention.name or mention.number
    statements.introduce_fact(iri, (terms.Mention,), label, mention.where)
    say(iri, terms.statedIn, URIRef(mention.element_iri or statements.plan))
    say(iri, terms.mentionOf, URIRef(mention.thing_iri))
    state_mentioned(statements, mention)
    if mention.kind == "document":
        say(str(statements.plan), ELI.cites, URIRef(mention.thing_iri))
        state_relation(statements, mention)
    statements.show(iri, Span(mention.start, mention.end), ("mentionOf",), mention.evidence)
    statements.attribute(iri, mention.confidence, mention.rule)
    statements.attribute_review(iri, mention)
