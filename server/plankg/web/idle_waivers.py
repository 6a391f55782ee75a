"""The waivers that waive nothing, as they are published with the findings."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from urllib.parse import unquote

from plankg.findings.waivers import Waiver
from plankg.web.results import Row
from plankg.web.service import Service


def idle_waivers(service: Service, plan: str = "", check: str = "") -> dict[str, Waiver]:
    """Return the waivers that waive nothing, of one plan and one check where named, by address.

    A plan of which nothing else is published may be among theirs.
    """
    rows = service.ask("idle_waivers").rows
    some = {iri: _waiver(list(sides)) for iri, sides in groupby(rows, lambda row: row["waiver"])}
    return {
        iri: one for iri, one in some.items() if plan in ("", one.plan) and check in ("", one.check)
    }


def _waiver(sides: list[Row]) -> Waiver:
    first = sides[0]
    return Waiver(
        plan=unquote(first["plan"].rpartition("/")[2]),
        check=first["id"].partition("/")[0],
        sides=tuple((side["where"], side["words"]) for side in sides),
        reason=first["reason"],
        who=first["who"],
        when=date.fromisoformat(first["when"]),
        until=date.fromisoformat(first["until"]) if first["until"] else None,
        occurrence=first.number("occurrence"),
    )
