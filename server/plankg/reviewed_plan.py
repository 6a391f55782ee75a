"""Applies what a person decided about a plan's own data: title, 文号, issuers, date, period, area.

What follows from them (the scope of 全市, the period of targets, whose 科技局 it is) is read anew
with these data, as `overrides` for the extractor; here they are set, shown and signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from plankg.decisions import Decision, contradiction
from plankg.field_kinds import FieldValue
from plankg.iris import Iris
from plankg.model import Evidence, PlanMeta, Reading, Span
from plankg.register import Register
from plankg.target_bodies import NAME_SIGN
from plankg.words_in_plan import PlanWords

# What the evidence of each field supports.
_SHOWN_BY: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "number": "number",
        "issuers": "issuedBy",
        "issued": "issued",
        "period_start": "periodStart",
        "period_end": "periodEnd",
        "area": "hasArea",
    }
)
# What the extractor calls them. It takes no empty ones of these.
_OVERRIDES: Mapping[str, str] = MappingProxyType({"issuers": "issuer"})
_MAY_BE_EMPTY = frozenset({"number"})


def overrides_for(reading: Reading, decisions: Sequence[Decision]) -> dict[str, str]:
    """Return the data that a plan is to be read anew with, by the names the extractor has."""
    fields: dict[str, FieldValue] = {}
    for decision in decisions:
        if decision.table == "plan" and _place(reading, decision) is not None:
            fields |= decision.fields
    if "period_start" in fields or "period_end" in fields:
        # The extractor takes both days or none.
        start, end = reading.meta.period_start, reading.meta.period_end
        fields = {"period_start": start, "period_end": end, **fields}
        if None in (fields["period_start"], fields["period_end"]):
            del fields["period_start"], fields["period_end"]
    return {
        _OVERRIDES.get(name, name): _written(value)
        for name, value in fields.items()
        if value or name in _MAY_BE_EMPTY
    }


def reviewed_plan(
    reading: Reading, decisions: Sequence[Decision], register: Register, iris: Iris
) -> tuple[Reading, list[Decision]]:
    """Return the reading with its plan's data as decided, and the decisions that match nothing.

    An accepted quote signs the data that it overlaps the evidence of.

    Raises:
        ReviewError: the period would end before it starts.
    """
    meta, unmatched = reading.meta, []
    for decision in decisions:
        if decision.table != "plan":
            continue
        span = _place(reading, decision)
        new = _decided(meta, decision, span, register, iris) if span is not None else meta
        if new is meta:
            unmatched.append(decision)
        meta = new
    return replace(reading, meta=meta), unmatched


def _decided(
    meta: PlanMeta, decision: Decision, span: Span, register: Register, iris: Iris
) -> PlanMeta:
    if decision.verdict == "accept":
        touched = [one for one in meta.evidence if _touch(one.span, span)]
        if not touched:
            return meta
        evidence = tuple(_signed(one, decision) if one in touched else one for one in meta.evidence)
        return replace(meta, evidence=evidence)
    new = _with_fields(meta, decision.fields, register, iris)
    start, end = new.period_start, new.period_end
    if start is not None and end is not None and start > end:
        raise contradiction(decision, "the period starts after it ends")
    return replace(new, evidence=_evidence(meta, decision, span))


def _with_fields(
    meta: PlanMeta, fields: Mapping[str, FieldValue], register: Register, iris: Iris
) -> PlanMeta:
    typed: dict[str, Any] = dict(fields)
    if "issuers" in typed:
        typed["issuers"] = tuple(one for one in str(fields["issuers"]).split(NAME_SIGN) if one)
    if "area" in typed:
        entry = register.area(str(fields["area"]))
        if entry and typed["area"].endswith(entry.name):
            typed["area"] = entry.name  # of 南京市鼓楼区 the plan's own area is the last
        typed["area_iri"] = iris.area(register.area_key(str(fields["area"])))
    return replace(meta, **typed)


def _evidence(meta: PlanMeta, decision: Decision, span: Span) -> tuple[Evidence, ...]:
    """Return the evidence with the decision's words for what it sets, and no other words."""
    fields = decision.fields
    set_by_person = {_SHOWN_BY[name] for name in fields}
    kept = [
        replace(one, supports=left)
        for one in meta.evidence
        if (left := tuple(name for name in one.supports if name not in set_by_person))
    ]
    shown = tuple(_SHOWN_BY[name] for name, value in fields.items() if value)
    own = (_signed(Evidence(span, shown), decision),) if shown else ()
    return (*kept, *own)


def _signed(evidence: Evidence, decision: Decision) -> Evidence:
    return replace(
        evidence,
        reviewed_by=decision.who,
        reviewed_on=decision.when,
        review_reason=decision.why,
    )


def _place(reading: Reading, decision: Decision) -> Span | None:
    places = PlanWords(reading).places(decision.where, decision.quote)
    return places[decision.occurrence - 1] if len(places) >= decision.occurrence else None


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _written(value: FieldValue) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
