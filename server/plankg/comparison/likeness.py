"""How alike two parts of two plans are, and which of all pairs are worth looking at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from plankg.comparison.sides import ComparedPart, ComparedPlan
from plankg.comparison.wording import overlap, pairs_of_letters, plain, ratio

# Each part is compared with so many that are nearest to it by title, and by its words.
_NEAREST = 8
# Under one title two plans may say quite different things of one task; it is still that task.
_SAME_TITLE = 0.8
# What speaks for a pair besides its words: it counts, but cannot carry a pair by itself.
_SHARED_INDICATORS, _SAME_PLACE = 0.1, 0.05


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two parts are, 0 to 1, and what it comes from."""

    score: float
    title: float
    text: float
    indicators: int
    same_place: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A part with what is compared of it; `place` is its number in the order of its plan."""

    part: ComparedPart
    place: int
    letters: frozenset[str]
    keys: frozenset[str]


def measured(plan: ComparedPlan) -> tuple[Measured, ...]:
    """Return the parts of a plan, ready to be compared."""
    return tuple(
        Measured(
            part,
            place,
            pairs_of_letters(part.content),
            frozenset(target.key for target in plan.targets_of.get(part.iri, ())),
        )
        for place, part in enumerate(plan.parts)
    )


def likeness(one: Measured, other: Measured) -> Likeness:
    """Return how alike two parts are; it is the same the other way round."""
    title = ratio(one.part.title, other.part.title)
    text = overlap(one.letters, other.letters)
    shared = len(one.keys & other.keys)
    same_place = one.part.where == other.part.where
    titled = bool(one.part.title and other.part.title)
    score = (title + text) / 2 if titled else text
    if title == 1.0:
        score = max(score, _SAME_TITLE)
    score += (_SHARED_INDICATORS if shared else 0) + (_SAME_PLACE if same_place else 0)
    return Likeness(min(1.0, round(score, 4)), title, text, shared, same_place)


def candidates(
    before: Sequence[Measured], after: Sequence[Measured]
) -> Iterator[tuple[Measured, Measured]]:
    """Yield the pairs worth comparing, each once, without comparing all with all."""
    numbers = _near(before, after) | {(i, j) for j, i in _near(after, before)}
    for i, j in sorted(numbers):
        if before[i].part.type == after[j].part.type:
            yield before[i], after[j]


def _near(ones: Sequence[Measured], others: Sequence[Measured]) -> set[tuple[int, int]]:
    titles = {other.place: plain(other.part.title) for other in others if other.part.title}
    by_letters = _index((other.place, other.letters) for other in others)
    by_key = _index((other.place, other.keys) for other in others)
    by_place = _index((other.place, (other.part.where,)) for other in others)
    found: set[tuple[int, int]] = set()
    for one in ones:
        near = Counter(place for pair in one.letters for place in by_letters.get(pair, ()))
        places = [place for place, _ in near.most_common(_NEAREST)]
        title = plain(one.part.title)
        if title:
            close = process.extract(title, titles, scorer=fuzz.ratio, limit=_NEAREST)
            places += [place for _, _, place in close]
        places += [place for key in one.keys for place in by_key.get(key, ())]
        places += by_place.get(one.part.where, ())
        found |= {(one.place, place) for place in places}
    return found


def _index(items: Iterable[tuple[int, Iterable[str]]]) -> Mapping[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, words in items:
        for word in words:
            index.setdefault(word, []).append(place)
    return index
