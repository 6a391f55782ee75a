"""Which task of the one plan is which of the other: carried over, merged, split, dropped, new.

What cannot be told safely is not told: then the one is dropped and the other new, and each names
what comes nearest to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plankg.comparison.likeness import Likeness, Measured, candidates, likeness, measured
from plankg.comparison.sides import ComparedPart, ComparedPlan
from plankg.comparison.wording import contained, pairs_of_letters

# Two tasks that share half their words under different titles are not yet one.
_SAFE = 0.6
# Below this an almost equal rival makes a pair a guess.
_BEYOND_DOUBT, _MARGIN = 0.85, 0.03
# So much of a task's words must be in the one that it was merged into, and so much of it must be
# there because of it: not in what that one was made of besides.
_WITHIN, _BROUGHT = 0.65, 0.4
# Less is enough where a target of the task is there with its words, and was not there before.
_WITHIN_WITH_TARGET, _BROUGHT_WITH_TARGET = 0.4, 0.2
WORTH_NAMING = 0.2
"""Below this nothing comes near: any two texts of the genre have so much in common."""

# Fewer pairs of letters occur anywhere by chance.
_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class PartChange:
    """What became of a part: `change` is same, carried-over, merged, split, dropped or new.

    A merger is a change for each part that went into `after`; a split one for each that came out
    of `before`. Of what is dropped or new `nearest` is what comes nearest in the other plan.
    """

    change: str
    before: ComparedPart | None
    after: ComparedPart | None
    score: float | None = None
    likeness: Likeness | None = None
    nearest: ComparedPart | None = None


def part_changes(before: ComparedPlan, after: ComparedPlan) -> tuple[PartChange, ...]:
    """Return what became of every part, in the order of the later plan, what is gone last."""
    ones, others = measured(before), measured(after)
    found = {
        (one.place, other.place): likeness(one, other) for one, other in candidates(ones, others)
    }
    matched = _matched(found)
    merged = _merged(ones, others, matched)
    swapped = {after: before for before, after in matched.items()}
    split = {(i, j): share for (j, i), share in _merged(others, ones, swapped).items()}
    changes = [
        *_carried(ones, others, matched, found, merged, split),
        *_joined("merged", ones, others, merged),
        *_joined("split", ones, others, split),
        *_unmatched(ones, others, matched, found, {**merged, **split}),
    ]
    return tuple(sorted(changes, key=_place_in_text))


def _matched(found: Mapping[tuple[int, int], Likeness]) -> dict[int, int]:
    """Return for each part of the one plan its like in the other, the likest pairs first."""
    order = sorted(
        found.items(),
        key=lambda item: (-item[1].score, abs(item[0][0] - item[0][1]), sum(item[0]), item[0]),
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for (i, j), like in order:
        if like.score < _SAFE:
            break
        if i in matched or j in taken or _has_rival((i, j), like, found, matched, taken):
            continue
        matched[i] = j
        taken.add(j)
    return matched


def _has_rival(
    pair: tuple[int, int],
    like: Likeness,
    found: Mapping[tuple[int, int], Likeness],
    matched: Mapping[int, int],
    taken: set[int],
) -> bool:
    if like.score >= _BEYOND_DOUBT:
        return False
    return any(
        (i == pair[0]) != (j == pair[1])
        and i not in matched
        and j not in taken
        and other.score > like.score - _MARGIN
        for (i, j), other in found.items()
    )


def _merged(
    ones: Sequence[Measured], others: Sequence[Measured], matched: Mapping[int, int]
) -> dict[tuple[int, int], float]:
    """Return the pairs of an unmatched part and what it went into, with its share in there."""
    owner = {j: ones[i] for i, j in matched.items()}
    whole = [pairs_of_letters(one.part.title) | one.letters for one in ones]
    into = [pairs_of_letters(other.part.title) | other.letters for other in others]
    found: dict[tuple[int, int], float] = {}
    for one in ones:
        letters = whole[one.place]
        if one.place in matched or len(letters) < _ENOUGH:
            continue
        shares = [
            (share, -other.place)
            for other in others
            if other.part.type == one.part.type
            and (share := _share_in(one, other, whole, into, owner.get(other.place)))
        ]
        share, place = max(shares, default=(0.0, 0))
        if share:
            found[one.place, -place] = round(share, 4)
    # What went alone into something of which nothing else is known was no merger.
    counts: dict[int, int] = {}
    for _, j in found:
        counts[j] = counts.get(j, 0) + 1
    return {pair: share for pair, share in found.items() if pair[1] in owner or counts[pair[1]] > 1}


def _share_in(
    one: Measured,
    other: Measured,
    whole: Sequence[frozenset[str]],
    into: Sequence[frozenset[str]],
    owner: Measured | None,
) -> float:
    """Return the share of a part's words in what it may have gone into, 0 if it did not.

    `owner` is the part that this was made of besides, `whole` the words of all such parts.
    """
    letters, there = whole[one.place], into[other.place]
    known = whole[owner.place] if owner else frozenset[str]()
    keys = owner.keys if owner else frozenset[str]()
    share, brought = contained(letters, there), contained(letters, there - known)
    if share >= _WITHIN and brought >= _BROUGHT:
        return share
    came_with_it = (one.keys & other.keys) - keys
    if came_with_it and share >= _WITHIN_WITH_TARGET and brought >= _BROUGHT_WITH_TARGET:
        return share
    return 0.0


def _carried(
    ones: Sequence[Measured],
    others: Sequence[Measured],
    matched: Mapping[int, int],
    found: Mapping[tuple[int, int], Likeness],
    merged: Mapping[tuple[int, int], float],
    split: Mapping[tuple[int, int], float],
) -> Iterable[PartChange]:
    into, out_of = {j for _, j in merged}, {i for i, _ in split}
    for i, j in matched.items():
        one, other, like = ones[i].part, others[j].part, found[i, j]
        same = (one.title, one.content, one.where) == (other.title, other.content, other.where)
        change = "merged" if j in into else "split" if i in out_of else "carried-over"
        if same and change == "carried-over":
            change = "same"
        yield PartChange(change, one, other, like.score, like)


def _joined(
    change: str,
    ones: Sequence[Measured],
    others: Sequence[Measured],
    pairs: Mapping[tuple[int, int], float],
) -> Iterable[PartChange]:
    for (i, j), share in pairs.items():
        yield PartChange(change, ones[i].part, others[j].part, share)


def _unmatched(
    ones: Sequence[Measured],
    others: Sequence[Measured],
    matched: Mapping[int, int],
    found: Mapping[tuple[int, int], Likeness],
    joined: Mapping[tuple[int, int], float],
) -> Iterable[PartChange]:
    used = {*matched, *(i for i, _ in joined)}
    taken = {*matched.values(), *(j for _, j in joined)}
    near = _nearest((i, j, like.score) for (i, j), like in found.items())
    near_back = _nearest((j, i, like.score) for (i, j), like in found.items())
    for one in ones:
        if one.place not in used:
            score, j = near.get(one.place, (None, None))
            nearest = others[j].part if j is not None else None
            yield PartChange("dropped", one.part, None, score, None, nearest)
    for other in others:
        if other.place not in taken:
            score, i = near_back.get(other.place, (None, None))
            nearest = ones[i].part if i is not None else None
            yield PartChange("new", None, other.part, score, None, nearest)


def _nearest(scores: Iterable[tuple[int, int, float]]) -> dict[int, tuple[float, int]]:
    """Return for each of the one plan what comes nearest in the other, if anything comes near."""
    best: dict[int, tuple[float, int]] = {}
    for one, other, score in scores:
        known = best.get(one, (WORTH_NAMING, other + 1))
        if (score, -other) > (known[0], -known[1]):
            best[one] = (score, other)
    return best


def _place_in_text(change: PartChange) -> tuple[bool, int, int]:
    part = change.after or change.before
    start = part.start if part else 0
    return change.after is None, start, change.before.start if change.before else -1
