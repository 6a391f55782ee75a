"""What is compared of a plan: its tasks, goals and safeguards, their targets and their bodies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

COMPARED_TYPES = ("Task", "WorkGoal", "Safeguard")
"""The kinds of element that are compared; what is above them only groups them."""

_SENTENCE_END = re.compile(r"[。！？!?；;\n\t]")
# A list of bodies in brackets goes when its names do; 责任单位 and the like are left behind.
_LEFT_OF_A_LIST = re.compile(r"[（(][^（）()]{0,12}[）)]")


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A task, goal or safeguard: ``plan.text[start:end]`` are its words.

    `content` is what it says: its words without title and number and without its list of bodies,
    which are compared for themselves.
    """

    iri: str
    type: str
    where: str
    title: str
    start: int
    end: int
    content: str = ""


@dataclass(frozen=True, slots=True)
class ComparedTarget:
    """A number committed to. `key` and `likely_key` are the names by which wordings compare.

    `compared_as` is what links make of the indicator, ``""`` where none are known, as of a file.
    `printed` is the value, or the lower bound, in the printed `unit`; `low` and `high` are in the
    base unit of `dimension`, or as printed where the unit is unknown; `scope` is the name of the
    area, ``""`` where it is that of the whole plan.
    """

    iri: str
    part_iri: str
    where: str
    indicator: str
    key: str
    likely_key: str
    scope: str
    label: str
    comparator: str
    printed: Decimal
    unit: str
    low: Decimal
    high: Decimal
    dimension: str
    kind: str
    frequency: str
    hedge: str
    period_start: date | None
    period_end: date | None
    start: int
    end: int
    compared_as: str = ""

    def is_of_one_indicator_with(self, other: ComparedTarget) -> bool:
        """Say whether links, or where a side knows of none, names make one of the indicators."""
        if self.compared_as and other.compared_as:
            return self.compared_as == other.compared_as
        return self.key == other.key


@dataclass(frozen=True, slots=True)
class Holder:
    """A body with its role for a part. `key` is what names it in plans of one area."""

    part_iri: str
    key: str
    name: str
    role: str
    start: int
    end: int


@dataclass(frozen=True)
class ComparedPlan:
    """One of the two plans. Parts, targets and holders are in the order of the text."""

    slug: str
    title: str
    text: str
    period_start: date | None
    period_end: date | None
    parts: tuple[ComparedPart, ...]
    targets: tuple[ComparedTarget, ...]
    holders: tuple[Holder, ...]
    source: str = field(default="", compare=False)

    def part(self, iri: str) -> ComparedPart | None:
        """Return a part by its IRI."""
        return self._parts.get(iri)

    def sentences(self, start: int, end: int) -> str:
        """Return the sentence, or the several, that the words ``[start, end)`` stand in."""
        breaks = self._breaks
        first = breaks[bisect_right(breaks, start) - 1]
        last = breaks[bisect_left(breaks, end)]
        return self.text[first:last].strip()

    @cached_property
    def _parts(self) -> Mapping[str, ComparedPart]:
        return {part.iri: part for part in self.parts}

    @cached_property
    def _breaks(self) -> list[int]:
        ends = (match.end() for match in _SENTENCE_END.finditer(self.text))
        return [0, *ends, len(self.text)]

    @cached_property
    def targets_of(self) -> Mapping[str, tuple[ComparedTarget, ...]]:
        """The targets by the part that states them."""
        return _by_part(self.targets)

    @cached_property
    def holders_of(self) -> Mapping[str, tuple[Holder, ...]]:
        """The bodies by the part that they answer for."""
        return _by_part(self.holders)


def content_of(text: str, part: ComparedPart, holders: Iterable[Holder]) -> str:
    """Return what a part says besides its title and its bodies."""
    words = list(text[part.start : part.end])
    for held in holders:
        if held.part_iri == part.iri and part.start <= held.start and held.end <= part.end:
            gone = slice(held.start - part.start, held.end - part.start)
            words[gone] = [""] * (held.end - held.start)
    rest = _LEFT_OF_A_LIST.sub("", "".join(words))
    _, found, behind = rest.partition(part.title) if part.title else ("", "", "")
    return behind if found else rest


def _by_part(facts: Iterable[ComparedTarget | Holder]) -> Mapping[str, tuple]:  # type: ignore[type-arg]
    found: dict[str, list[ComparedTarget | Holder]] = {}
    for fact in facts:
        found.setdefault(fact.part_iri, []).append(fact)
    return {iri: tuple(many) for iri, many in found.items()}
