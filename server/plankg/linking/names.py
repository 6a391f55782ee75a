"""Proposes which named things are one: programmes and carriers of one area, and industries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import fuzz

from plankg.linking.candidates import candidate_pairs
from plankg.linking.model import (
    BROAD,
    CLOSE,
    EXACT,
    KNOWN,
    LEXICAL,
    SAME,
    SIMILAR,
    STRUCTURAL,
    Kind,
    Proposal,
    Reason,
    Thing,
)
from plankg.linking.opposites import Opposites
from plankg.linking.spellings import LinkSpellings, plain_name
from plankg.lookups import Lookups

_SAME_NAME, _SAME_SPELLING, _LIKELY, _WITHIN = 0.99, 0.96, 0.80, 0.70
_LEAST_SIMILAR = 0.85
_SHORTEST_HEAD = 3


class NameRules:
    """Compares the names of one kind of things with the words of the tables."""

    def __init__(self, lookups: Lookups, kind: Kind) -> None:
        self._spellings = LinkSpellings.of(lookups, kind)
        self._opposites = Opposites.of(lookups)
        self._concepts = kind == "industries"

    def propose(self, things: Iterable[Thing]) -> Iterator[Proposal]:
        """Yield the proposals for these things, each area by itself."""
        by_area: dict[str, list[Thing]] = defaultdict(list)
        for thing in things:
            by_area[thing.area].append(thing)
        for _, group in sorted(by_area.items()):
            plainest = []
            for first, others in _stars(group, self._same_name):
                plainest.append(first)
                yield from (self._one(other, first) for other in others)
            heads = []
            for first, others in _stars(plainest, self._likely_name):
                heads.append(first)
                near = (self._near(other, first) for other in others)
                yield from (proposal for proposal in near if proposal)
            yield from self._between(heads)

    def compare(self, one: Thing, other: Thing) -> Proposal | None:
        """Return what is proposed about two things, None if nothing is."""
        if one.area != other.area:
            return None
        first, second = sorted((one, other), key=_plainness)
        if self._same_name(first) == self._same_name(second):
            return self._one(second, first)
        return self._near(second, first)

    def _same_name(self, thing: Thing) -> str:
        return self._spellings.same_name(thing.label)

    def _likely_name(self, thing: Thing) -> str:
        return self._spellings.likely_name(thing.label)

    def _between(self, things: list[Thing]) -> Iterator[Proposal]:
        for one, other in candidate_pairs([self._likely_name(thing) for thing in things]):
            first, second = sorted((things[one], things[other]), key=_plainness)
            proposal = self._near(second, first)
            if proposal is not None:
                yield proposal

    def _one(self, thing: Thing, other: Thing) -> Proposal:
        predicate = EXACT if self._concepts else SAME
        if plain_name(thing.label) == plain_name(other.label):
            reason = Reason(
                "名称只在标点、空格上不同", "their names differ in marks and blanks only"
            )
            return Proposal(thing, predicate, other, _SAME_NAME, LEXICAL, (reason,))
        name = self._same_name(thing)
        reason = Reason(f"写法不同，同为“{name}”", f"two spellings of {name!r}")
        return Proposal(thing, predicate, other, _SAME_SPELLING, KNOWN, (reason,))

    def _near(self, thing: Thing, other: Thing) -> Proposal | None:
        if self._opposites.between(self._same_name(thing), self._same_name(other)):
            return None
        one, two = self._likely_name(thing), self._likely_name(other)
        predicate = CLOSE if self._concepts else SAME
        if one == two:
            reason = Reason(
                f"略去不影响所指的字词后同为“{one}”", f"both are {one!r} without what may differ"
            )
            return Proposal(thing, predicate, other, _LIKELY, KNOWN, (reason,))
        if self._concepts:
            return _within(thing, other, one, two)
        return self._alike(thing, other, one, two)

    def _alike(self, thing: Thing, other: Thing, one: str, two: str) -> Proposal | None:
        similarity = fuzz.ratio(one, two) / 100
        short, long = sorted((one, two), key=len)
        is_part = len(short) > _SHORTEST_HEAD and long.endswith(short)
        if not is_part and similarity < _LEAST_SIMILAR:
            return None
        reason = Reason(
            f"同一区域内名称相近，相似度{similarity:.2f}",
            f"their names within one area are alike, {similarity:.2f}",
        )
        score = 0.55 + max(similarity - _LEAST_SIMILAR, 0)
        return Proposal(thing, SAME, other, score, SIMILAR, (reason,), similarity)


def _within(thing: Thing, other: Thing, one: str, two: str) -> Proposal | None:
    longer, shorter = (thing, other) if len(one) > len(two) else (other, thing)
    long, short = sorted((one, two), key=len, reverse=True)
    if len(short) < _SHORTEST_HEAD or not long.endswith(short):
        return None
    more = long.removesuffix(short)
    reason = Reason(
        f"前者多一层限定“{more}”，范围较窄", f"the first is narrower by the words {more!r}"
    )
    return Proposal(longer, BROAD, shorter, _WITHIN, STRUCTURAL, (reason,))


def _stars(
    things: Iterable[Thing], name: Callable[[Thing], str]
) -> Iterator[tuple[Thing, list[Thing]]]:
    groups: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        groups[name(thing)].append(thing)
    for _, group in sorted(groups.items()):
        first, *others = sorted(group, key=_plainness)
        yield first, others


def _plainness(thing: Thing) -> tuple[int, str]:
    return len(thing.label), thing.iri
