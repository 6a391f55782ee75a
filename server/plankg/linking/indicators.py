"""Proposes which wordings of indicators are one: by their parts first, then by their names.

Wordings with the same parts form a group; each is linked to the group's plainest one, so that
links grow with the wordings and not with their pairs. Groups are compared by that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from plankg.linking.candidates import candidate_pairs
from plankg.linking.concepts import ConceptRules
from plankg.linking.model import (
    BROAD,
    CLOSE,
    EXACT,
    KNOWN,
    LEXICAL,
    SIMILAR,
    STRUCTURAL,
    Proposal,
    Reason,
    Thing,
)
from plankg.linking.opposites import Opposites
from plankg.linking.spellings import plain_name
from plankg.linking.wordings import Parts, Wordings
from plankg.lookups import Lookups

# Calibrated on tests/linking/pairs: what is surely one is right in at least 97 of 100 cases.
_SAME_NAME, _SAME_PARTS, _DOUBTFUL = 0.99, 0.97, 0.85
_LIKELY, _UNSAID, _REORDERED, _WITHIN = 0.80, 0.78, 0.75, 0.70
_LEAST_SIMILAR = 0.80
# The head of a name, such as 瞪羚企业, below which two names are about different things.
_SHORTEST_HEAD = 4


_UNLIKE = Reason("计量单位量纲不同", "their units are of different dimensions")
_OTHER_SUM = Reason("列举相同，总称不同", "they list the same, but sum it up differently")


@dataclass(frozen=True, slots=True)
class _Read:
    """A wording with its parts, as they surely and as they likely are, and what it surely means."""

    thing: Thing
    sure: Parts
    likely: Parts
    concept: str = ""


class IndicatorRules:
    """Compares wordings of indicators with the words of the tables."""

    def __init__(self, lookups: Lookups, concepts: ConceptRules) -> None:
        self._wordings = Wordings(lookups)
        self._opposites = Opposites.of(lookups)
        self._concepts = concepts

    def propose(self, things: Iterable[Thing]) -> Iterator[Proposal]:
        """Yield the proposals for these indicators: to the vocabulary, then to each other.

        Wordings that mean one indicator of the vocabulary are linked by it, and no further.
        """
        read = [self.read(thing) for thing in things]
        to_concepts = (self._concepts.propose(one.thing) for one in read)
        yield from (proposal for proposal in to_concepts if proposal)
        plainest = []
        for first, others in _stars(read, lambda one: one.sure.name):
            plainest.append(first)
            yield from (self._one(other, first) for other in others if not other.concept)
        heads = []
        for first, others in _stars(plainest, lambda one: one.likely.name):
            heads.append(first)
            near = (self._near(other, first) for other in others)
            yield from (proposal for proposal in near if proposal)
        yield from self._between(heads)

    def read(self, thing: Thing) -> _Read:
        """Return a thing with the parts of its wording."""
        label = thing.label
        concept = self._concepts.meant_by(thing)
        return _Read(thing, self._wordings.surely(label), self._wordings.likely(label), concept)

    def compare(self, one: Thing, other: Thing) -> Proposal | None:
        """Return what is proposed about two wordings, None if nothing is."""
        first, second = sorted((self.read(one), self.read(other)), key=_plainness)
        if first.concept and first.concept == second.concept:
            reason = Reason("同指词表中的一个指标", "they mean one indicator of the vocabulary")
            return Proposal(second.thing, EXACT, first.thing, _SAME_PARTS, KNOWN, (reason,))
        if first.sure.name == second.sure.name:
            return self._one(second, first)
        return self._near(second, first)

    def _one(self, read: _Read, plainest: _Read) -> Proposal:
        thing, other = read.thing, plainest.thing
        if plain_name(thing.label) == plain_name(other.label):
            reason = Reason(
                "名称只在标点、空格上不同", "their names differ in marks and blanks only"
            )
            score, why = _SAME_NAME, LEXICAL
        else:
            reason, score = _same_parts(read.sure), _SAME_PARTS
            why = STRUCTURAL if read.sure.whole else KNOWN
        reasons: tuple[Reason, ...] = (reason,)
        if _is_unlike(thing, other):
            reasons, score = (reason, _UNLIKE), _DOUBTFUL
        elif _after_list(thing.label) != _after_list(other.label):
            reasons, score = (reason, _OTHER_SUM), _DOUBTFUL
        return Proposal(thing, EXACT, other, score, why, reasons)

    def _between(self, reads: Sequence[_Read]) -> Iterator[Proposal]:
        for one, other in candidate_pairs([read.likely.name for read in reads]):
            first, second = sorted((reads[one], reads[other]), key=_plainness)
            proposal = self._near(second, first)
            if proposal is not None:
                yield proposal

    def _near(self, read: _Read, plainest: _Read) -> Proposal | None:
        one, other = read.likely, plainest.likely
        if read.concept and plainest.concept:
            # The vocabulary knows both, and how they differ.
            return None
        if _is_unlike(read.thing, plainest.thing) or one.form != other.form:
            return None
        if self._opposites.between(read.sure.name, plainest.sure.name):
            return None
        if one.name == other.name:
            return _likely(read, plainest)
        if one.whole != other.whole:
            return _with_unsaid_whole(read, plainest)
        longer, shorter = sorted((read, plainest), key=lambda one: -len(one.likely.part))
        if _holds_head(longer.likely.part, shorter.likely.part):
            return _within(longer, shorter)
        return self._alike(read, plainest)

    def _alike(self, read: _Read, plainest: _Read) -> Proposal | None:
        if _signs(read.likely.name) == _signs(plainest.likely.name):
            reason = Reason("字词相同，次序不同", "the same words in another order")
            return Proposal(read.thing, CLOSE, plainest.thing, _REORDERED, STRUCTURAL, (reason,))
        similarity = fuzz.ratio(read.likely.name, plainest.likely.name) / 100
        telling = self._opposites.only_in_one(read.sure.name, plainest.sure.name)
        if similarity < _LEAST_SIMILAR or telling:
            return None
        reason = Reason(
            f"名称相近，相似度{similarity:.2f}", f"their names are alike, {similarity:.2f}"
        )
        score = 0.55 + (similarity - _LEAST_SIMILAR)
        ends = read.thing, CLOSE, plainest.thing
        return Proposal(*ends, score, SIMILAR, (reason,), similarity)


def _stars(
    reads: Iterable[_Read], name: Callable[[_Read], str]
) -> Iterator[tuple[_Read, list[_Read]]]:
    """Yield the plainest of the wordings that share a name, with the others."""
    groups: dict[str, list[_Read]] = defaultdict(list)
    for read in reads:
        groups[name(read)].append(read)
    for _, group in sorted(groups.items()):
        first, *others = sorted(group, key=_plainness)
        yield first, others


def _plainness(read: _Read) -> tuple[bool, int, str]:
    return not read.concept, len(read.thing.label), read.thing.iri


def _signs(name: str) -> list[str]:
    """Return the signs of a name in one order: 质量极差的地下水 has those of 地下水质量极差."""
    return sorted(name.replace("的", ""))


def _is_unlike(one: Thing, other: Thing) -> bool:
    return bool(one.dimensions and other.dimensions) and not one.dimensions & other.dimensions


def _holds_head(longer: str, shorter: str) -> bool:
    return len(shorter) >= _SHORTEST_HEAD and longer != shorter and longer.endswith(shorter)


def _after_list(label: str) -> str:
    """Return the words that sum a list up: 创新载体 of 孵化器、加速器等创新载体."""
    return label.rpartition("等")[2] if "、" in label and "等" in label else ""


def _same_parts(parts: Parts) -> Reason:
    if parts.form == "share" and parts.whole:
        return Reason(
            f"分子、分母相同：{parts.part}／{parts.whole}",
            f"same numerator and denominator: {parts.part} / {parts.whole}",
        )
    if parts.form == "per":
        return Reason(
            f"同为{parts.whole}的{parts.part}", f"both are {parts.part} per {parts.whole}"
        )
    return Reason(f"写法不同，同为“{parts.name}”", f"two spellings of {parts.name!r}")


def _likely(read: _Read, plainest: _Read) -> Proposal:
    reason = Reason(
        f"略去不影响指标的字词后同为“{read.likely.name}”",
        f"both are {read.likely.name!r} without words that seldom make another indicator",
    )
    return Proposal(read.thing, CLOSE, plainest.thing, _LIKELY, KNOWN, (reason,))


def _with_unsaid_whole(read: _Read, plainest: _Read) -> Proposal | None:
    one, other = read.likely, plainest.likely
    if one.part != other.part or bool(one.whole) == bool(other.whole):
        return None
    reason = Reason(
        f"分子相同：{one.part}；一侧未写分母（{one.whole or other.whole}）",
        f"same numerator: {one.part}; one side leaves the denominator out",
    )
    return Proposal(read.thing, CLOSE, plainest.thing, _UNSAID, STRUCTURAL, (reason,))


def _within(longer: _Read, shorter: _Read) -> Proposal:
    more = longer.likely.part.removesuffix(shorter.likely.part)
    reason = Reason(
        f"前者多一层限定“{more}”，范围较窄", f"the first is narrower by the words {more!r}"
    )
    return Proposal(longer.thing, BROAD, shorter.thing, _WITHIN, STRUCTURAL, (reason,))
