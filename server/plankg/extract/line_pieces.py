"""Finds the lines that a page printed as one and that came out of it in pieces.

Where a page spread its signs, what was taken out of it may end a line behind every comma and
bracket, in the midst of the printed line. Such pieces fill a line's width together, and lines
that end in a comma and are far from full show that the text is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.extract.line_joins import (
    INDENT,
    SLACK,
    begins_nothing,
    columns_of,
    is_bare_number,
)

# So many lines, and such a share of all, end in a comma before they are full.
_FEWEST_PIECES = 10
_OFTEN = 0.04
# Signs that stand apart in a printed line: the line may end behind or before them.
_ENDS_A_PIECE = re.compile(r"[，、；。：！？”’）》」』】〕]\Z")
_BEGINS_A_PIECE = re.compile(r"[（“‘《「『【〔，、；。：！？”’）》」』】〕]")
# No paragraph ends so.
_GOES_ON = re.compile(r"[，、]\Z")
_ENDS = re.compile(r"[。；！？]\Z")
_HAN_END = re.compile(r"[一-鿿]\Z")
# （此件公开发布） and （试行） stand between a plan's lines.
_EXPLAINS = re.compile(
    r"(?![（(][^）)]*(?:此件|公开|发布|年|稿|试行|盖章|附件|见表))[（(][^（()），、：；。]{1,10}(?<![责头合位局委办厅部会府日号])[）)]"
)
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
        last, full = _printed_line(words, columns, first, width)
        if full and first < last < len(words) - 1:
            # A comma at the line's end may hang over, or begin the next line.
            early = _held(words, columns, first, last) >= width - SLACK
            anew = _printed_line(words, columns, last, width)[1]
            if early and anew and not _printed_line(words, columns, last + 1, width)[1]:
                last -= 1
        following = last + 1
        if not full:
            # A sentence may end a paragraph: the printed line may begin behind it.
            ends = (at for at in range(first + 1, last + 1) if _ENDS.search(words[at - 1]))
            following = next(ends, following)
        for index in range(first + 1, following):
            if full or _goes_on(words[index - 1], words[index]):
                yield index
        first = following


def _printed_line(words: list[str], columns: list[int], first: int, width: int) -> tuple[int, bool]:
    """Return the last of the pieces that a printed line may have, and whether they fill it."""
    last, held = first, columns[first]
    while last + 1 < len(words) and _may_follow(words[last], words[last + 1]):
        if held + columns[last + 1] > width + _WIDER:
            break
        last += 1
        held += columns[last]
    return last, _held(words, columns, first, last + 1) >= width - SLACK


def _held(words: list[str], columns: list[int], first: int, end: int) -> int:
    """Return the columns that pieces take, with the indent of a line that begins a part."""
    indent = 0 if begins_nothing(words[first]) else INDENT
    return indent + sum(columns[first:end])


def _goes_on(above: str, words: str) -> bool:
    """Say whether a line goes on with the one above, be the printed line full or not.

    The last line of a paragraph fills no width, and a sentence that ends in it may end it.
    """
    if _GOES_ON.search(above) or is_bare_number(above):
        return True
    # 水网互联|（二期）|工程
    return _EXPLAINS.fullmatch(words if _HAN_END.search(above) else above) is not None


def _may_follow(above: str, words: str) -> bool:
    if not above or not words or not begins_nothing(words):
        return False
    return _ENDS_A_PIECE.search(above) is not None or _BEGINS_A_PIECE.match(words) is not None


__all__ = ["pieces_in"]
