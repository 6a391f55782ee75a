"""How alike two texts are, and how much of the one is in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

# Signs and figures: a target that was raised makes no other task.
_LEFT_OUT = re.compile(r"[\W\d_]+")


def plain(text: str) -> str:
    """Return the letters of a text alone."""
    return _LEFT_OUT.sub("", text)


def ratio(one: str, other: str) -> float:
    """Return how alike two texts are by their letters, 0 to 1; two empty ones are not alike."""
    one, other = plain(one), plain(other)
    return fuzz.ratio(one, other) / 100 if one and other else 0.0


def pairs_of_letters(text: str) -> frozenset[str]:
    """Return each two neighbouring letters of a text."""
    letters = plain(text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two texts are by their pairs of letters, 0 to 1 (Dice)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def contained(one: frozenset[str], other: Iterable[str]) -> float:
    """Return which share of the one's pairs of letters the other has."""
    return len(one.intersection(other)) / len(one) if one else 0.0
