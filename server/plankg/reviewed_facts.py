"""Makes the facts that a person changed or added, with the ids that follow from what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from plankg.decisions import Decision, contradiction
from plankg.field_kinds import FieldValue
from plankg.iris import Iris
from plankg.model import (
    Basis,
    Comparator,
    Element,
    Evidence,
    Frequency,
    Kind,
    Responsibility,
    Role,
    Span,
    Target,
)
from plankg.register import Register
from plankg.words_in_plan import PlanWords

# What shows a field; words that were restored for it show nothing once a person has set it.
_SHOWN_BY = {
    "scope": ("hasScope",),
    "indicator": ("hasIndicator", "indicatorLabel"),
    "comparator": ("hasComparator",),
    "value": ("value", "minValue"),
    "value_max": ("maxValue",),
    "unit": ("hasUnit",),
    "kind": ("hasKind",),
    "frequency": ("hasFrequency",),
    "period_start": ("periodStart",),
    "period_end": ("periodEnd",),
    "hedge": ("hedge",),
}
_OWN_WORDS = ("hasIndicator", "hasComparator", "value", "hasUnit", "hasKind", "hedge")


@dataclass(frozen=True)
class FactMaker:
    """Makes facts of one plan from what a person says of them."""

    words: PlanWords
    register: Register
    iris: Iris

    def changed_target(self, target: Target, decision: Decision) -> Target:
        """Return the target with the decision's fields, and all that follows from them.

        Raises:
            ReviewError: the fields contradict those that stay.
        """
        fields = decision.fields
        new = replace(target, **_typed(fields))
        if "scope" in fields:
            new = replace(new, scope_iri=self._scope_iri(new.scope))
        if "indicator" in fields:
            new = replace(new, indicator_iri=self.iris.indicator(new.indicator))
        _refuse_contradiction(new, decision)
        new = replace(new, evidence=_evidence(target, new, fields))
        return new if self.says(new) == self.says(target) else replace(new, iri=self.says(new))

    def changed_responsibility(self, held: Responsibility, decision: Decision) -> Responsibility:
        """Return the responsibility with the decision's body, role or basis.

        Where the changed name is printed around the old one, it is the quote.
        """
        new = replace(held, **_typed(decision.fields))
        if "body" in decision.fields:
            new = self._with_body(new, new.body)
            text, reach = self.words.reading.text, len(new.body)
            at = text.find(new.body, max(0, held.start - reach), held.end + reach)
            if at >= 0 and at < held.end and at + reach > held.start:
                new = replace(new, quote=new.body, start=at, end=at + reach)
        return new if self.says(new) == self.says(held) else replace(new, iri=self.says(new))

    def added_target(self, decision: Decision, span: Span) -> Target:
        """Return the target that a person read in the words at `span`.

        What is not said is as for the plan: its area, its period (for a row of an annex that of
        the annex's other rows), once.

        Raises:
            ReviewError: its fields contradict each other.
        """
        meta, fields = self.words.reading.meta, decision.fields
        element = self.words.element_at(decision.where, span)
        iri = element.iri if element else ""
        scope, indicator = str(fields.get("scope", meta.area)), str(fields["indicator"])
        start, end = self._period(element)
        target = Target(
            plan=meta.slug,
            where=decision.where,
            action=self.words.title_above(iri, "action"),
            task=self.words.title_above(iri, "task"),
            goal=element.text if element and element.type == "WorkGoal" else "",
            scope=scope,
            indicator=indicator,
            indicator_iri=self.iris.indicator(indicator),
            comparator=cast(Comparator, fields.get("comparator", "=")),
            value=cast(Decimal, fields["value"]),
            value_max=cast("Decimal | None", fields.get("value_max")),
            unit=str(fields.get("unit", "")),
            kind=cast(Kind, fields["kind"]),
            frequency=cast(Frequency, fields.get("frequency", "once")),
            period_start=cast("date | None", fields.get("period_start", start)),
            period_end=cast("date | None", fields.get("period_end", end)),
            hedge=str(fields.get("hedge", "")),
            lead="",
            participants="",
            responsible="",
            quote=span.of(self.words.reading.text),
            start=span.start,
            end=span.end,
            iri="",
            element_iri=iri,
            scope_iri=self._scope_iri(scope),
            evidence=(Evidence(span, _OWN_WORDS),),
        )
        _refuse_contradiction(target, decision)
        target = replace(target, evidence=_evidence(target, target, {}))
        return replace(target, iri=self.says(target))

    def added_responsibility(self, decision: Decision, span: Span) -> Responsibility:
        """Return the responsibility that a person read in the name at `span`.

        Raises:
            ReviewError: the name stands in no element of the plan.
        """
        reading, fields = self.words.reading, decision.fields
        element = self.words.element_at(decision.where, span)
        if element is None:
            raise contradiction(decision, "no element holds these words; name its printed path")
        quote = span.of(reading.text)
        others = [one for one in reading.responsibilities if one.element_iri == element.iri]
        held = Responsibility(
            plan=reading.meta.slug,
            where=decision.where,
            element=element.title or element.text,
            element_iri=element.iri,
            body="",
            body_iri="",
            role=cast(Role, fields["role"]),
            basis=cast(Basis, fields.get("basis", "stated")),
            quote=quote,
            start=span.start,
            end=span.end,
            position=len(others) + 1,
        )
        held = self._with_body(held, str(fields.get("body", "".join(quote.split()))))
        return replace(held, iri=self.says(held))

    def says(self, fact: Target | Responsibility) -> str:
        """Return the IRI that follows from what a fact says, as the extractor mints it."""
        element = fact.element_iri or self.words.reading.meta.iri
        if isinstance(fact, Responsibility):
            return self.iris.fact(element, "responsibility", (fact.body, fact.role))
        amount = (f"{fact.value}", f"{fact.value_max or ''}")
        values = (fact.quote, fact.scope, fact.indicator, *amount)
        return self.iris.fact(element, "target", values)

    def _with_body(self, held: Responsibility, name: str) -> Responsibility:
        area = self.iris.area_key(self.words.reading.meta.area_iri)
        entry = self.register.body(area, name)
        return replace(
            held,
            body=name,
            body_iri=self.iris.body(entry.area, entry.name),
            collective=entry.collective,
        )

    def _scope_iri(self, scope: str) -> str:
        meta = self.words.reading.meta
        if scope == meta.area:
            return meta.area_iri
        return self.iris.area(self.register.place_key(self.iris.area_key(meta.area_iri), scope))

    def _period(self, element: Element | None) -> tuple[date | None, date | None]:
        meta = self.words.reading.meta
        if element is not None and element.type == "WorkGoal":
            rows = {
                one.iri
                for one in self.words.elements.values()
                if one.type == "WorkGoal" and one.printed_in == element.printed_in
            }
            periods = Counter(
                (target.period_start, target.period_end)
                for target in self.words.reading.targets
                if target.element_iri in rows
            )
            if periods:
                return periods.most_common(1)[0][0]
        return meta.period_start, meta.period_end


def _typed(fields: Mapping[str, FieldValue]) -> dict[str, Any]:
    return dict(fields)


def _refuse_contradiction(target: Target, decision: Decision) -> None:
    is_range, bounded = target.comparator == "range", target.value_max is not None
    if is_range and not bounded:
        raise contradiction(decision, "a range needs value_max, its upper bound")
    if bounded and not is_range:
        raise contradiction(
            decision, "value_max goes with the comparator range; empty it or write 'range'"
        )
    if target.value_max is not None and target.value_max < target.value:
        raise contradiction(decision, "value_max is below value")
    start, end = target.period_start, target.period_end
    if start is not None and end is not None and start > end:
        raise contradiction(decision, "the period starts after it ends")


def _evidence(old: Target, new: Target, fields: Mapping[str, FieldValue]) -> tuple[Evidence, ...]:
    """Return the evidence without words restored for what a person has set."""
    own = Span(old.start, old.end)
    set_by_person = {name for key in fields for name in _SHOWN_BY[key]}
    kept: list[Evidence] = []
    for item in old.evidence:
        names = [
            name
            for name in item.supports
            if (item.span == own or name not in set_by_person) and (name != "hedge" or new.hedge)
        ]
        if names:
            kept.append(replace(item, supports=_amounts(names, new.value_max is not None)))
    return tuple(kept)


def _amounts(names: list[str], bounded: bool) -> tuple[str, ...]:
    """Return the names with those of the amount as a range, or a single value, has them."""
    result: list[str] = []
    for name in names:
        if name not in ("value", "minValue", "maxValue"):
            result.append(name)
        elif bounded:
            result += ["minValue", "maxValue"]
        else:
            result.append("value")
    return tuple(dict.fromkeys(result))
