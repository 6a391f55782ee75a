"""Pairs clauses of two elements that are nearly the same, and says in which words they differ.

A yearly goal often repeats a clause of its task; where it says 体制 and the task 力量, one of the
two is a slip. No such thing are words that a check lets differ, those at the beginning of both
clauses, where time and verb stand, and what one of the two only leaves out: 经开区 for
经济技术开发区.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from plankg.audit.text import Text
from plankg.model import Span

_CLAUSE = re.compile(r"[^，。；：！？\s]+")
_LETTERS = re.compile(r"[\u4e00-\u9fff]")
# Shorter ones are alike by chance, as 建设产业园区 and 建设创新园区.
_SHORTEST = 8
# Of two clauses with less in common each says something of its own.
_LEAST_ALIKE = 75
# So few characters between two differences are part of one: 机械装备 and 装备制造.
_BETWEEN = 2
_LONGEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class ClausePair:
    """Two clauses with their places in the text, and the words of each that the other has not."""

    one: Span
    other: Span
    words: tuple[str, ...]
    other_words: tuple[str, ...]


class Clauses:
    """The clauses of a text by element."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._known: dict[str, dict[str, Span]] = {}

    def differing(
        self, one: str, other: str, may_differ: Sequence[re.Pattern[str]]
    ) -> Iterator[ClausePair]:
        """Yield the clauses of element `one` that stand nearly the same in element `other`.

        What matches one of `may_differ` may differ.
        """
        candidates = self._of(other)
        for words, span in self._of(one).items():
            near = _nearest(words, candidates)
            if not near:
                continue
            pairs = [pair for pair in _differing(words, near) if not _may_differ(pair, may_differ)]
            if pairs:
                left, right = zip(*pairs, strict=True)
                yield ClausePair(span, candidates[near], left, right)

    def _of(self, element: str) -> Mapping[str, Span]:
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = {}
            for sentence in self._text.of_element(element):
                for match in _CLAUSE.finditer(sentence.words):
                    start = sentence.start + match.start()
                    if len(_letters_of(match[0])) >= _SHORTEST:
                        known.setdefault(match[0], Span(start, start + len(match[0])))
        return known


def _nearest(words: str, candidates: Mapping[str, Span]) -> str:
    """Return the clause that is most alike, empty if none is nearly the same or one is the same."""
    if words in candidates:
        return ""
    found = process.extractOne(
        words, candidates.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE
    )
    return found[0] if found else ""


def _differing(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield the words that stand in each other's place."""
    for start, end, other_start, other_end in _merged(SequenceMatcher(None, one, other, False)):
        words, other_words = one[start:end], other[other_start:other_end]
        if (
            (start or other_start)
            and max(len(words), len(other_words)) <= _LONGEST_WORDS
            and _letters_of(words)
            and _letters_of(other_words)
            and not _is_shorter(words, other_words)
            and not _is_shorter(other_words, words)
        ):
            yield words, other_words


def _letters_of(words: str) -> str:
    return "".join(_LETTERS.findall(words))


def _is_shorter(one: str, other: str) -> bool:
    """Say whether the one is the other with letters left out."""
    rest = iter(_letters_of(other))
    return all(letter in rest for letter in _letters_of(one))


def _merged(matcher: SequenceMatcher[str]) -> Iterable[tuple[int, int, int, int]]:
    """Return where two texts differ; what only few characters part is one difference."""
    merged: list[tuple[int, int, int, int]] = []
    for tag, *bounds in matcher.get_opcodes():
        start, end, other_start, other_end = bounds
        if tag == "equal":
            continue
        if merged and start - merged[-1][1] <= _BETWEEN and other_start - merged[-1][3] <= _BETWEEN:
            start, _, other_start, _ = merged.pop()
        merged.append((start, end, other_start, other_end))
    return merged


def _may_differ(pair: tuple[str, str], patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.search(words) for pattern in patterns for words in pair)
