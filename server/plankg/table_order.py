"""The order of rows, in one place so that readings and graphs give the same."""

from __future__ import annotations

Key = tuple[int | str, ...]

_ROLES = ("lead", "participant", "responsible")


def target_key(start: int, end: int, element_start: int, order: int) -> Key:
    """Return the place of a target; `order` tells those of one quote in one element apart."""
    return (start, end, element_start, order)


def responsibility_key(start: int, end: int, element_start: int, role: str, iri: str) -> Key:
    """Return the place of a responsibility; a merged cell's one name serves several elements."""
    return (start, end, element_start, _ROLES.index(role), iri)


def element_key(start: int, end: int, iri: str) -> Key:
    """Return the place of an element."""
    return (start, end, iri)
