"""Finds where a plan prints one of its own names with a character missing or wrong, once.

What a plan names several times it means to name; where it is printed once with one character less,
or another, that is a slip, if the letters that so come together stand together nowhere else. No
dictionary is asked, so that a name that is misprinted wherever it stands is not found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from plankg.audit.matches import Match
from plankg.model import Span

# Letters only: what stands between brackets and marks are names of their own.
_NAME = re.compile(r"[\u4e00-\u9fff]{4,}")
_LETTER = re.compile(r"[\u4e00-\u9fff]")
# What is printed so often is how the plan says it.
_OFTEN = 3


def slips(text: str, names: Iterable[str]) -> list[Match]:
    """Return where `text` has one of the names misprinted: ``found``, ``right``, ``times``."""
    words = {word for name in names for word in _NAME.findall(name)}
    letters = _Letters(text)
    usual = {word: times for word in words if (times := letters.count(word)) >= _OFTEN}
    found = _misprinted(letters, usual) | _shortened(letters, usual)
    # Another name of the plan is no misprint.
    found = {
        span: right
        for span, right in found.items()
        if not any(text[span.start : span.end] in word for word in words)
    }
    return [
        Match(span, {"found": text[span.start : span.end], "right": right, "times": usual[right]})
        for span, right in sorted(found.items(), key=lambda item: item[0].start)
    ]


class _Letters:
    """A text with how often each two letters stand together in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        two = [one + other for one, other in pairwise(text)]
        self.pairs = Counter(two)
        self._alone = [self.pairs[pair] == 1 for pair in two]

    def count(self, word: str) -> int:
        """Return how often the text has a word, 0 for one that it has less than three times."""
        pairs = (word[i : i + 2] for i in range(len(word) - 1))
        return self.text.count(word) if all(self.pairs[pair] >= _OFTEN for pair in pairs) else 0

    def strangers(self) -> Iterator[int]:
        """Yield where a letter stands beside two that it meets nowhere else."""
        alone = self._alone
        return (at for at in range(2, len(self.text) - 2) if alone[at - 1] and alone[at])


def _shortened(letters: _Letters, usual: Iterable[str]) -> dict[Span, str]:
    """Return where one character within a name is missing."""
    text, found = letters.text, dict[Span, str]()
    for word in usual:
        for i in range(1, len(word) - 1):
            short = word[:i] + word[i + 1 :]
            # The letters beside the gap meet nowhere else, and one of them is no word's end.
            meet = letters.pairs[word[i - 1] + word[i + 1]] == 1
            if meet and short in text and _is_torn(text, word, i):
                start = text.index(short)
                found[Span(start, start + len(short))] = word
    return found


def _is_torn(text: str, word: str, i: int) -> bool:
    """Say whether what stands before or behind the gap is elsewhere always part of the name.

    高新技 is followed by 术 wherever it stands; 创新 is not always followed by 型, so that 创新企业
    may be meant.
    """
    before, after = word[max(0, i - 2) : i], word[i + 1 : i + 3]
    return any(
        len(rest) == 2 and text.count(rest) - text.count(whole) == 1
        for rest, whole in ((before, before + word[i]), (after, word[i] + after))
    )


def _misprinted(letters: _Letters, usual: Iterable[str]) -> dict[Span, str]:
    """Return where one character within a name is another, which meets its neighbours only here."""
    around: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for word in usual:
        for i in range(2, len(word) - 2):
            around.setdefault((word[i - 2 : i], word[i + 1 : i + 3]), []).append((word, i))
    text, found = letters.text, dict[Span, str]()
    for at in letters.strangers() if around else ():
        for word, i in around.get((text[at - 2 : at], text[at + 1 : at + 3]), ()):
            start = at - i
            printed = text[max(start, 0) : start + len(word)]
            same = printed[:i] == word[:i] and printed[i + 1 :] == word[i + 1 :]
            if same and _LETTER.match(text[at]):
                found[Span(start, start + len(word))] = word
    return found
