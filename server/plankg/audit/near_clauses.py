"""Pairs clauses of two elements that are nearly the same, and says in which words they differ.

A yearly goal often repeats a clause of its task; where it says 体制 and the task 力量, one of the
two is a slip. No such thing are words that a check lets differ, those at the beginning of both
clauses, where time and verb stand, and what one of the two only leaves out: 经开区 for
经济技术开发区.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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


def differing_clauses(
    text: Text, one: str, other: str, may_differ: Sequence[re.Pattern[str]]
) -> Iterator[ClausePair]:
    """Yield the clauses of element `one` that stand nearly the same in element `other`.

    What matches one of `may_differ` may differ.
    """
    candidates = list(_clauses(text, other))
    known = {words for _, words in candidates}
    if not candidates:
        return
    for span, words in _clauses(text, one):
        if words in known:
            continue
        found = process.extractOne(
            words, [words for _, words in candidates], scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE
        )
        if found is None:
            continue
        other_span, other_words = candidates[found[2]]
        differing = [
            pair for pair in _differing(words, other_words) if not _may_differ(pair, may_differ)
        ]
        if differing:
            left, right = zip(*differing, strict=True)
            yield ClausePair(span, other_span, left, right)


def _clauses(text: Text, element: str) -> Iterator[tuple[Span, str]]:
    for sentence in text.sentences:
        if sentence.element == element:
            for match in _CLAUSE.finditer(sentence.words):
                if len(_LETTERS.findall(match[0])) >= _SHORTEST:
                    start = sentence.start + match.start()
                    yield Span(start, start + len(match[0])), match[0]


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
