"""Keeps the bodies in the columns of targets true to the responsibilities that a person changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plankg.model import Reading, Responsibility, Role, Target
from plankg.target_bodies import COLUMN_OF_ROLE, NAME_SIGN, Holders, names_of

_Names = dict[Role, list[str]]
Renamed = Iterable[tuple[Responsibility, Responsibility]]


def with_bodies_of(reviewed: Reading, before: Reading, renamed: Renamed) -> Reading:
    """Return `reviewed` with the bodies of its targets as its responsibilities are now.

    A target of an element with several lists has the bodies of the one it stands in: there names
    are taken away and replaced, but none is added by guess.
    """
    known = {target.iri for target in before.targets}
    was = Holders(before.elements, before.responsibilities)
    now = Holders(reviewed.elements, reviewed.responsibilities)
    new_names: dict[tuple[Role, str], Responsibility] = {
        (old.role, old.body): new for old, new in renamed
    }

    def mended(target: Target) -> Target:
        then, after = _names(was, target.element_iri), _names(now, target.element_iri)
        if target.iri not in known and not _has_any(target):
            return _with(target, after)
        if then == after:
            return target
        own = _of(target)
        return _with(target, after if own == then else _narrowed(own, then, after, new_names))

    return replace(reviewed, targets=tuple(mended(target) for target in reviewed.targets))


def _names(holders: Holders, element_iri: str) -> _Names:
    """Return who answers for an element: what is said of it, or above it."""
    names: _Names = {role: [] for role in COLUMN_OF_ROLE}
    for held in holders.of_element(element_iri):
        names[held.role].append(held.body)
    return names


def _narrowed(
    own: _Names,
    then: _Names,
    after: _Names,
    new_names: dict[tuple[Role, str], Responsibility],
) -> _Names:
    result: _Names = {role: [] for role in COLUMN_OF_ROLE}
    for role, names in own.items():
        for name in names:
            changed = new_names.get((role, name))
            if changed is not None:
                result[changed.role].append(changed.body)
            elif name in after[role] or name not in then[role]:
                result[role].append(name)
    return result


def _of(target: Target) -> _Names:
    names: _Names = {role: [] for role in COLUMN_OF_ROLE}
    for role, name in names_of(target):
        names[role].append(name)
    return names


def _has_any(target: Target) -> bool:
    return any(True for _ in names_of(target))


def _with(target: Target, names: _Names) -> Target:
    return replace(
        target,
        lead=NAME_SIGN.join(names["lead"]),
        participants=NAME_SIGN.join(names["participant"]),
        responsible=NAME_SIGN.join(names["responsible"]),
    )
