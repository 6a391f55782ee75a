"""A number with its unit as printed: the value that rules for targets read the words around."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plankg.model import Comparator, Span

_COMPARATORS: tuple[Comparator, ...] = ("=", ">=", ">", "<=", "<", "~", "range")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit as printed. `span` runs from the number to 以上 and the like.

    `word_class` is the unit's class in ``measure_words.tsv``. `part_of_name` marks thresholds
    and grades. `noun` is what a counted list (六大百亿级产业群) counts, else ``""``.
    """

    span: Span
    value: Decimal
    value_max: Decimal | None
    unit: str
    word_class: str
    comparator: Comparator
    part_of_name: bool = False
    noun: str = ""


def comparator_named(sign: str) -> Comparator:
    """Return the comparator that a lookup table writes as `sign`.

    Raises:
        ValueError: there is no such comparator.
    """
    for comparator in _COMPARATORS:
        if sign == comparator:
            return comparator
    raise ValueError(f"no such comparator in the lookup tables: {sign!r}")
