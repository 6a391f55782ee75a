"""Finds the lines that a page printed as one and that came out of it in pieces.

Where a page spread its signs, what was taken out of it may end a line behind every comma and
bracket, in the midst of the printed line. Such pieces fill a line's width together, and lines
that end in a comma and are far from full show that the text is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.extract.line_joins import SLACK, begins_nothing, columns_of, is_bare_number

# So many lines, and such a share of all, end in a comma before they are full.
_FEWEST_PIECES = 10
_OFTEN = 0.04
# Signs that stand apart in a printed line: the line may end behind or before them.
_ENDS_A_PIECE = re.compile(r"[，、；。：！？”’）》」』】〕]\Z")
_BEGINS_A_PIECE = re.compile(r"[（“‘《「『【〔，、；。：！？”’）》」』】〕]")
# No paragraph ends so.
_GOES_ON = re.compile(r"[，、]\Z")
# A full line is hardly wider than the others.
_WIDER = 2


def pieces_in(lines: Sequence[str], width: int) -> frozenset[int]:
    """Return the indexes of the lines that are the rest of a printed line begun above them."""
    words = [line.strip() for line in lines]
    columns = [columns_of(one) for one in words]
    short = sum(
        _GOES_ON.search(one) is not None and held < width - SLACK
        for one, held in zip(words, columns, strict=True)
    )
    if short < max(_FEWEST_PIECES, _OFTEN * len(words)):
        return frozenset()
    return frozenset(_pieces(words, columns, width))


def _pieces(words: list[str], columns: list[int], width: int) -> Iterator[int]:
    first = 0
    while first < len(words):
        last, held = first, columns[first]
        while last + 1 < len(words) and _may_follow(words[last], words[last + 1]):
            if held + columns[last + 1] > width + _WIDER:
                break
            last += 1
            held += columns[last]
        full = held >= width - SLACK
        for index in range(first + 1, last + 1):
            # The last line of a paragraph fills no width; a sentence that ends there may end it.
            above = words[index - 1]
            if full or _GOES_ON.search(above) or is_bare_number(above):
                yield index
        first = last + 1


def _may_follow(above: str, words: str) -> bool:
    if not above or not words or not begins_nothing(words):
        return False
    return _ENDS_A_PIECE.search(above) is not None or _BEGINS_A_PIECE.match(words) is not None


__all__ = ["pieces_in"]
