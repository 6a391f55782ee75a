"""Marks the words in which two quotes differ, for people who hold them against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A number is one word, or 30 and 300 would share a part; of Chinese each character is.
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
# Of quotes with less in common everything would be marked, which shows nothing.
_LEAST_IN_COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quote; `differs` says that the other quote has other words here."""

    text: str
    differs: bool = False


def marked(quotes: Sequence[str]) -> list[tuple[Piece, ...]]:
    """Return each quote in pieces: the first beside the second, every other beside the first."""
    if len(quotes) < 2:
        return [(Piece(quote),) for quote in quotes]
    first, second = _pair(quotes[0], quotes[1])
    return [first, second, *(_pair(quotes[0], quote)[1] for quote in quotes[2:])]


def _pair(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    words = _WORD.findall(left), _WORD.findall(right)
    matcher = SequenceMatcher(None, *words, autojunk=False)
    if matcher.ratio() < _LEAST_IN_COMMON:
        return (Piece(left),), (Piece(right),)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, *bounds in matcher.get_opcodes():
        for side, (start, end) in enumerate((bounds[:2], bounds[2:])):
            if text := "".join(words[side][start:end]):
                pieces[side].append(Piece(text, tag != "equal"))
    return tuple(pieces[0]), tuple(pieces[1])
