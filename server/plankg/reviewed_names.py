"""Keeps the bodies in the columns of targets true to the responsibilities that a person changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plankg.model import Reading, Responsibility, Target

_COLUMNS = {"lead": "lead", "participant": "participants", "responsible": "responsible"}

_Names = dict[str, list[str]]
Renamed = Iterable[tuple[Responsibility, Responsibility]]


def with_bodies_of(reviewed: Reading, before: Reading, renamed: Renamed) -> Reading:
    """Return `reviewed` with the bodies of its targets as its responsibilities are now.

    A target of an element with several lists has the bodies of the one it stands in: there names
    are taken away and replaced, but none is added by guess.
    """
    known = {target.iri for target in before.targets}
    was, now = _Holders(before), _Holders(reviewed)
    new_names: dict[tuple[str, str], Responsibility] = {
        (old.role, old.body): new for old, new in renamed
    }

    def mended(target: Target) -> Target:
        then, after = was.names(target.element_iri), now.names(target.element_iri)
        if target.iri not in known and not _has_any(target):
            return _with(target, after)
        if then == after:
            return target
        own = _of(target)
        return _with(target, after if own == then else _narrowed(own, then, after, new_names))

    return replace(reviewed, targets=tuple(mended(target) for target in reviewed.targets))


class _Holders:
    """Who answers for the elements of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._elements = {element.iri: element for element in reading.elements}
        self._held: dict[str, list[Responsibility]] = {}
        for held in sorted(reading.responsibilities, key=lambda one: (one.start, one.iri)):
            self._held.setdefault(held.element_iri, []).append(held)

    def names(self, element_iri: str) -> _Names:
        """Return who answers for an element: what is said of it, or above it.

        A row of an annex has columns of its own and inherits nothing from its task.
        """
        names: _Names = {role: [] for role in _COLUMNS}
        while element_iri:
            element, held = self._elements.get(element_iri), self._held.get(element_iri, [])
            for one in held:
                names[one.role].append(one.body)
            if held or element is None or element.type == "WorkGoal":
                break
            element_iri = element.parent_iri
        return names


def _narrowed(
    own: _Names,
    then: _Names,
    after: _Names,
    new_names: dict[tuple[str, str], Responsibility],
) -> _Names:
    result: _Names = {role: [] for role in _COLUMNS}
    for role, names in own.items():
        for name in names:
            changed = new_names.get((role, name))
            if changed is not None:
                result[changed.role].append(changed.body)
            elif name in after[role] or name not in then[role]:
                result[role].append(name)
    return result


def _of(target: Target) -> _Names:
    return {
        role: [name for name in getattr(target, column).split("；") if name]
        for role, column in _COLUMNS.items()
    }


def _has_any(target: Target) -> bool:
    return bool(target.lead or target.participants or target.responsible)


def _with(target: Target, names: _Names) -> Target:
    return replace(
        target,
        lead="；".join(names["lead"]),
        participants="；".join(names["participant"]),
        responsible="；".join(names["responsible"]),
    )
