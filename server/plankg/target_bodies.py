"""Tells who answers for a target: the responsibilities behind the names in its columns.

A target has the bodies of its own bracketed list; where nothing is listed for its element, those
of the part above. A row of an annex has columns of its own and inherits nothing from its task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from plankg.model import Element, Responsibility, Role, Target

COLUMN_OF_ROLE: Mapping[Role, str] = MappingProxyType(
    {"lead": "lead", "participant": "participants", "responsible": "responsible"}
)
"""The column of a target in which the bodies of a role are named, in the order of the columns."""

NAME_SIGN = "；"
"""Stands between the names in a column."""


class Holders:
    """Who is responsible for the elements of a plan."""

    def __init__(
        self, elements: Iterable[Element], responsibilities: Iterable[Responsibility]
    ) -> None:
        self._elements = {element.iri: element for element in elements}
        self._held: dict[str, list[Responsibility]] = {}
        for held in sorted(responsibilities, key=lambda one: (one.start, one.iri)):
            self._held.setdefault(held.element_iri, []).append(held)

    def of_element(self, element_iri: str) -> tuple[Responsibility, ...]:
        """Return what is held for an element, or for the nearest part above; in text order."""
        while element_iri:
            element, held = self._elements.get(element_iri), self._held.get(element_iri, [])
            if held or element is None or element.type == "WorkGoal":
                return tuple(held)
            element_iri = element.parent_iri
        return ()

    def of_target(self, target: Target) -> tuple[Responsibility, ...]:
        """Return what is held by the bodies that a target names, in the order of its columns."""
        named: dict[str, list[Responsibility]] = {}
        for held in self.of_element(target.element_iri):
            named.setdefault(held.body, []).append(held)
        found: list[Responsibility] = []
        for role, name in names_of(target):
            # A plan's convention may make a body lead whom its own list only names.
            left = sorted(named.get(name, ()), key=lambda one: one.role != role)
            if left:
                found.append(left[0])
                named[name].remove(left[0])
        return tuple(found)


def names_of(target: Target) -> Iterator[tuple[Role, str]]:
    """Yield the bodies that a target names with their roles, in the order of its columns."""
    for role, column in COLUMN_OF_ROLE.items():
        for name in getattr(target, column).split(NAME_SIGN):
            if name:
                yield role, name
