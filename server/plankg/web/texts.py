"""A plan's text as a page shows it: line by line, with one passage marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plankg.web.refusals import BadRequestError


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `first` is where the marked passage begins."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line from the code point `start`; `cell` says that a tab led it."""

    start: int
    pieces: tuple[Piece, ...]
    cell: bool = False


def passage_in(length: int, start: str | None, end: str | None) -> tuple[int, int] | None:
    """Return the asked passage, or ``None`` if none is asked for.

    Raises:
        BadRequestError: only one bound, no whole numbers, or not within the text.
    """
    if start is None and end is None:
        return None
    try:
        passage = (int(start or ""), int(end or ""))
    except ValueError as error:
        raise BadRequestError("passage_form", start=start, end=end) from error
    if not 0 <= passage[0] <= passage[1] <= length:
        raise BadRequestError("passage", start=passage[0], end=passage[1], length=length)
    return passage


def lines_of(text: str, passage: tuple[int, int] | None = None) -> Iterator[Line]:
    """Yield the lines of a text with `passage` marked; joined, they are the text without breaks."""
    start, first = 0, True
    for printed in text.split("\n"):
        words = printed.rstrip("\r")
        pieces = tuple(_pieces(words, start, passage, first))
        first = first and not any(piece.marked for piece in pieces)
        yield Line(start, pieces, printed.startswith("\t"))
        start += len(printed) + 1


def _pieces(
    words: str, start: int, passage: tuple[int, int] | None, first: bool
) -> Iterator[Piece]:
    end = start + len(words)
    low, high = passage or (0, 0)
    low, high = max(low, start), min(high, end)
    if low >= high:
        yield Piece(words)
        return
    for text, marked in (
        (words[: low - start], False),
        (words[low - start : high - start], True),
        (words[high - start :], False),
    ):
        if text:
            yield Piece(text, marked, marked and first)
