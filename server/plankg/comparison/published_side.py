"""A published plan as a side of a comparison, asked through the engine's one interface."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from plankg.comparison.sides import ComparedPart, ComparedPlan, ComparedTarget, Holder, content_of
from plankg.engine import Engine, Limits, Term
from plankg.errors import NotFoundError, shown

_QUERIES = Path(__file__).with_name("queries")
Row = Mapping[str, str]


def published_side(engine: Engine, slug: str, limits: Limits | None = None) -> ComparedPlan:
    """Return the published plan of that slug.

    Raises:
        NotFoundError: no plan of that slug is published.
        LimitError: the plan has more facts than the limits allow.
    """
    asked = _Asked(engine, limits or Limits())
    plans = asked.rows("plan", given=Term(slug))
    if not plans:
        raise NotFoundError(f"no published plan is called {shown(slug)!r}")
    plan = plans[0]
    iri = Term.iri(plan["plan"])
    base = plan["plan"].partition("/id/")[0]
    ledger = Term.iri(f"{base}/graph/{plan['plan'].rpartition('/')[2]}/ledger")
    text = "".join(row["exact"] for row in asked.rows("text", plan=iri, ledger=ledger))
    holders = tuple(_holder(row) for row in asked.rows("holders", plan=iri))
    parts = [_part(row) for row in asked.rows("parts", plan=iri)]
    targets = [_target(row, plan.get("area", "")) for row in asked.rows("targets", plan=iri)]
    return ComparedPlan(
        slug=slug,
        title=plan.get("title", slug),
        text=text,
        period_start=_day(plan.get("start", "")),
        period_end=_day(plan.get("end", "")),
        parts=tuple(replace(part, content=content_of(text, part, holders)) for part in parts),
        targets=tuple(targets),
        holders=holders,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    engine: Engine
    limits: Limits

    def rows(self, name: str, **bound: Term) -> list[Row]:
        answer = self.engine.answer(_query(name), bound, "json", self.limits)
        return [
            {key: term["value"] for key, term in row.items()}
            for row in json.loads(answer.body)["results"]["bindings"]
        ]


@cache
def _query(name: str) -> str:
    return (_QUERIES / f"{name}.rq").read_text(encoding="utf-8")


def _part(row: Row) -> ComparedPart:
    return ComparedPart(
        iri=row["iri"],
        type=row["type"].rpartition("#")[2],
        where=row.get("where", ""),
        title=row.get("title", ""),
        start=int(row["start"]),
        end=int(row["end"]),
    )


def _target(row: Row, area: str) -> ComparedTarget:
    low = row.get("normal", row["value"])
    high = row.get("normal_max", row.get("value_max", low))
    indicator = row.get("indicator", "")
    return ComparedTarget(
        iri=row["iri"],
        part_iri=row.get("part", ""),
        where=row.get("where", ""),
        indicator=indicator,
        key=row.get("key", indicator),
        likely_key=row.get("likely", indicator),
        scope="" if row.get("scope", area) == area else row.get("scope_name", ""),
        label=row.get("label", indicator),
        comparator=row.get("comparator", ""),
        printed=Decimal(row["value"]),
        unit=row.get("unit", ""),
        low=Decimal(low),
        high=Decimal(high),
        dimension=row.get("dimension", row.get("unit", "")).rpartition("/")[2],
        kind=_name(row.get("kind", "")),
        frequency=_name(row.get("frequency", "")),
        hedge=row.get("hedge", ""),
        period_start=_day(row.get("first", "")),
        period_end=_day(row.get("last", "")),
        start=int(row["start"]),
        end=int(row["end"]),
        compared_as=row.get("compared", ""),
    )


def _holder(row: Row) -> Holder:
    return Holder(
        part_iri=row["part"],
        key=body_key(row["body"]),
        name=row.get("name", ""),
        role=_name(row["role"]),
        start=int(row["start"]),
        end=int(row["end"]),
    )


def body_key(iri: str) -> str:
    """Return by which name bodies compare: the registered one, without the area."""
    return unquote(_name(iri))


def _name(iri: str) -> str:
    return iri.rpartition("/")[2]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
