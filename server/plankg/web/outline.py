"""A plan's outline: its parts as a tree in printed order, with bodies and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plankg.web.links import Link, Linker
from plankg.web.results import Row, Table

# What a part without a title is called by: its own words, up to this many characters.
_NAME_LENGTH = 60

# Roles in the order in which a page names them; others follow.
_ROLES = ("lead", "participant", "responsible")


@dataclass(slots=True)
class Part:
    """One part of a plan with the parts below it; yearly goals apart from the others."""

    kind: str
    number: str
    name: str
    href: str
    targets: int = 0
    bodies: list[tuple[str, list[Link]]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    goals: list[Part] = field(default_factory=list)


def local_name(iri: str) -> str:
    """Return the last part of a term's IRI, by which pages know classes and roles."""
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]


def roles_by_element(
    rows: Iterable[Row], linker: Linker
) -> Mapping[str, list[tuple[str, list[Link]]]]:
    """Return for each element its bodies by role: lead, participant, responsible."""
    found: dict[str, dict[str, list[Link]]] = {}
    for row in rows:
        roles = found.setdefault(row["element"], {})
        roles.setdefault(local_name(row["role"]), []).append(
            linker.iri(row["body"], label=row["name"])
        )
    return {element: sorted(roles.items(), key=_role_order) for element, roles in found.items()}


def _role_order(item: tuple[str, list[Link]]) -> tuple[int, str]:
    role = item[0]
    return (_ROLES.index(role) if role in _ROLES else len(_ROLES), role)


def outline_of(elements: Table, bodies: Table, targets: Table, linker: Linker) -> list[Part]:
    """Return the top parts of a plan; a part whose parent is no part of it is at the top."""
    roles = roles_by_element(bodies.rows, linker)
    counts = {row["element"]: row.number("count") for row in targets.rows}
    parts: dict[str, Part] = {}
    parents = {row["element"]: row["parent"] for row in elements.rows}
    paths = {row["element"]: row["path"] for row in elements.rows}
    for row in elements.rows:
        iri = row["element"]
        parts[iri] = Part(
            kind=local_name(row["class"]),
            number=own_number(row, paths.get(row["parent"], "")),
            name=part_name(row),
            href=linker.href(iri),
            targets=counts.get(iri, 0),
            bodies=roles.get(iri, []),
        )
    top: list[Part] = []
    for iri, part in parts.items():
        parent = parts.get(parents[iri])
        siblings = parent.goals if parent and part.kind == "WorkGoal" else None
        (top if parent is None else parent.parts if siblings is None else siblings).append(part)
    return top


def part_name(row: Row) -> str:
    """Return what to call a part: its title, else its own words, else its label."""
    if row["title"]:
        return row["title"]
    words = " ".join((row["words"] or row["label"]).split())
    return words if len(words) <= _NAME_LENGTH else f"{words[:_NAME_LENGTH]}…"


def own_number(row: Row, above: str) -> str:
    """Return a part's number as printed, brackets included: its path without the part above's."""
    path = row["path"]
    if not row["number"]:
        return ""
    return path.removeprefix(above) if above and path.startswith(above) else row["number"]
