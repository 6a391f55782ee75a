"""Finds a smallest set of statements that contradict each other.

HermiT says only that there is a contradiction. QuickXplain (Junker 2004) finds what it rests on by
asking about halves: for a conflict of k among n statements about k·log(n/k) questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from plankg.reasoning.statements import Statement

Item = TypeVar("Item")

# Fewer statements than these are halved faster than looked for by their individuals.
_FEW = 50


def smallest_conflict(
    given: Sequence[Item],
    suspected: Sequence[Item],
    contradicts: Callable[[Sequence[Item]], bool],
) -> tuple[Item, ...]:
    """Return those of `suspected` that contradict each other and `given`: none can be spared.

    `contradicts` says whether items do; adding an item never mends a contradiction. It must be
    known already that all together contradict each other, and that `given` alone doesn't: asking
    is dear.
    """
    return _within(tuple(given), False, tuple(suspected), contradicts)


def _within(
    given: tuple[Item, ...],
    grown: bool,
    suspected: tuple[Item, ...],
    contradicts: Callable[[Sequence[Item]], bool],
) -> tuple[Item, ...]:
    """Return what of `suspected` is needed beside `given`; `grown` if that has just got more."""
    if grown and contradicts(given):
        return ()
    if len(suspected) == 1:
        return suspected
    half = len(suspected) // 2
    first, second = suspected[:half], suspected[half:]
    of_second = _within((*given, *first), True, second, contradicts)
    of_first = _within((*given, *of_second), bool(of_second), first, contradicts)
    return (*of_first, *of_second)


def narrowed(
    facts: tuple[Statement, ...], contradicts: Callable[[Sequence[Statement]], bool]
) -> tuple[Statement, ...]:
    """Return fewer of the contradictory `facts` that contradict each other, too.

    A contradiction mostly stands around one individual: what is said of it, and what its
    neighbours are. Halving the individuals finds such a place with few facts to look at; where
    there is none, the facts are halved no further.
    """
    about: dict[object, list[int]] = defaultdict(list)
    for number, fact in enumerate(facts):
        for name in fact.names:
            about[name].append(number)
    subjects = {fact.triples[0][0] for fact in facts}
    individuals = sorted((name for name in about if name in subjects), key=str)

    def around(some: Sequence[object]) -> tuple[Statement, ...]:
        numbers = sorted({number for one in some for number in about[one]})
        return tuple(facts[number] for number in numbers)

    found = facts
    while len(individuals) > 1 and len(found) > _FEW:
        half = len(individuals) // 2
        parts = (individuals[:half], individuals[half:])
        part = next((some for some in parts if contradicts(around(some))), None)
        if part is None:
            break
        individuals, found = part, around(part)
    return found
