"""Finds where a plan prints one of its own names with a character missing or wrong, once.

What a plan names several times it means to name; where it is printed once with one character less,
or another, that is a slip, if the letters that so come together stand together nowhere else. No
dictionary is asked, so that a name that is misprinted wherever it stands is not found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from plankg.audit.matches import Match
from plankg.model import Span

# Letters only: what stands between brackets and marks are names of their own.
_NAME = re.compile(r"[\u4e00-\u9fff]{4,}")
_LETTER = re.compile(r"[\u4e00-\u9fff]")
# What is printed so often is how the plan says it.
_OFTEN = 3


def slips(text: str, names: Iterable[str]) -> list[Match]:
    """Return where `text` has one of the names misprinted: ``found``, ``right``, ``times``."""
    counts = {word: text.count(word) for name in names for word in _NAME.findall(name)}
    usual = {word: times for word, times in counts.items() if times >= _OFTEN}
    pairs = Counter(text[i : i + 2] for i in range(len(text) - 1))
    found = _misprinted(text, usual, pairs) | _shortened(text, usual, pairs)
    # Another name of the plan is no misprint.
    found = {
        span: right
        for span, right in found.items()
        if not any(text[span.start : span.end] in name for name in counts)
    }
    return [
        Match(span, {"found": text[span.start : span.end], "right": right, "times": usual[right]})
        for span, right in sorted(found.items(), key=lambda item: item[0].start)
    ]


def _shortened(text: str, usual: Iterable[str], pairs: Counter[str]) -> dict[Span, str]:
    """Return where one character within a name is missing."""
    found: dict[Span, str] = {}
    for word in usual:
        for i in range(1, len(word) - 1):
            short = word[:i] + word[i + 1 :]
            # The letters beside the gap meet nowhere else, and one of them is no word's end.
            if pairs[word[i - 1] + word[i + 1]] != 1 or short not in text:
                continue
            if _is_torn(text, word, i):
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


def _misprinted(text: str, usual: Iterable[str], pairs: Counter[str]) -> dict[Span, str]:
    """Return where one character within a name is another, which meets its neighbours only here."""
    around: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for word in usual:
        for i in range(2, len(word) - 2):
            around.setdefault((word[i - 2 : i], word[i + 1 : i + 3]), []).append((word, i))
    found: dict[Span, str] = {}
    for at, words in _strangers(text, pairs, around):
        for word, i in words:
            start = at - i
            printed = text[start : start + len(word)]
            if printed[:i] == word[:i] and printed[i + 1 :] == word[i + 1 :] and start >= 0:
                found[Span(start, start + len(word))] = word
    return found


def _strangers(
    text: str,
    pairs: Counter[str],
    around: dict[tuple[str, str], list[tuple[str, int]]],
) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    for at in range(2, len(text) - 2):
        if pairs[text[at - 1 : at + 1]] == 1 and pairs[text[at : at + 2]] == 1:
            words = around.get((text[at - 2 : at], text[at + 1 : at + 3]))
            if words and _LETTER.match(text[at]):
                yield at, words
