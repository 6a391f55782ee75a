"""What pages show of plans: what a plan says of itself, and how much it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from plankg.web.links import Link, Linker
from plankg.web.outline import local_name
from plankg.web.results import Row, Table
from plankg.web.targets import period

# The counts of a plan in the order in which a page shows them: structure, numbers, bodies.
_COUNTED = ("Action", "Task", "WorkGoal", "Safeguard", "Target", "Organization")


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan on a page. `facts` pairs message keys with what to show for them."""

    iri: str
    slug: str
    title: str
    href: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    counts: tuple[tuple[str, int], ...]


def plan_cards(plans: Table, counts: Table, linker: Linker) -> tuple[PlanCard, ...]:
    """Return the plans in the order of `plans`, with their counts."""
    found = {(row["plan"], local_name(row["class"])): row.number("count") for row in counts.rows}
    return tuple(
        _card(iri, list(rows), found, linker)
        for iri, rows in groupby(plans.rows, key=lambda row: row["plan"])
    )


def _card(
    iri: str, rows: list[Row], counts: dict[tuple[str, str], int], linker: Linker
) -> PlanCard:
    first = rows[0]
    return PlanCard(
        iri=iri,
        slug=first["slug"],
        title=first["title"],
        href=linker.href(iri),
        facts=tuple(_facts(rows, linker)),
        counts=tuple((key, counts[iri, key]) for key in _COUNTED if counts.get((iri, key))),
    )


def _facts(rows: list[Row], linker: Linker) -> Iterable[tuple[str, tuple[Link, ...]]]:
    first = rows[0]
    issuers = {row["issuer"]: row["issuerName"] for row in rows if row["issuer"]}
    if issuers:
        yield "plan.issuer", tuple(linker.iri(iri, label=name) for iri, name in issuers.items())
    for key, name in (("plan.number", "number"), ("plan.issued", "issued")):
        if first[name]:
            yield key, (Link(first[name]),)
    if first["start"] or first["end"]:
        yield "plan.period", (Link(period(first["start"], first["end"])),)
    if first["area"]:
        yield "plan.area", (linker.iri(first["area"], label=first["areaName"]),)
