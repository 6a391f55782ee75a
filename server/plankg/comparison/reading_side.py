"""A file that is in no workspace as a side of a comparison."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from plankg.comparison.published_side import body_key
from plankg.comparison.sides import (
    COMPARED_TYPES,
    ComparedPart,
    ComparedPlan,
    ComparedTarget,
    Holder,
    content_of,
)
from plankg.graph.facts import target_label
from plankg.graph.indicator_names import Spellings
from plankg.model import Reading, Target
from plankg.units import Units


def reading_side(reading: Reading, spellings: Spellings, units: Units) -> ComparedPlan:
    """Return what was read from a file, with its indicators' names as they are published."""
    meta, text = reading.meta, reading.document.text
    holders = tuple(
        Holder(
            held.element_iri, body_key(held.body_iri), held.body, held.role, held.start, held.end
        )
        for held in sorted(reading.responsibilities, key=lambda held: (held.start, held.iri))
    )
    parts = [
        ComparedPart(part.iri, part.type, part.where, part.title, part.start, part.end)
        for part in sorted(reading.elements, key=lambda part: (part.start, part.iri))
        if part.type in COMPARED_TYPES
    ]
    targets = sorted(reading.targets, key=lambda target: (target.start, target.iri))
    return ComparedPlan(
        slug=meta.slug,
        title=meta.title,
        text=text,
        period_start=meta.period_start,
        period_end=meta.period_end,
        parts=tuple(replace(part, content=content_of(text, part, holders)) for part in parts),
        targets=tuple(_target(target, meta.area_iri, spellings, units) for target in targets),
        holders=holders,
        source=reading.document.name,
    )


def _target(target: Target, area: str, spellings: Spellings, units: Units) -> ComparedTarget:
    unit = units.get(target.unit)
    low, high = target.value, target.value if target.value_max is None else target.value_max
    if unit is not None:
        low, high = unit.normalise(low), unit.normalise(high)
    return ComparedTarget(
        iri=target.iri,
        part_iri=target.element_iri,
        where=target.where,
        indicator=target.indicator,
        key=spellings.sure_name(target.indicator),
        likely_key=spellings.likely_name(target.indicator),
        scope="" if target.scope_iri in ("", area) else target.scope,
        label=target_label(target),
        comparator=target.comparator,
        printed=target.value,
        unit=target.unit,
        low=Decimal(low),
        high=Decimal(high),
        dimension=(unit.dimension if unit else target.unit).rpartition("/")[2],
        kind=target.kind,
        frequency=target.frequency,
        hedge=target.hedge,
        period_start=target.period_start,
        period_end=target.period_end,
        start=target.start,
        end=target.end,
    )
