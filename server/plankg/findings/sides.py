"""The sides of a finding as people read them: sentences with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plankg.differing_words import marked
from plankg.findings.finding import Finding, Side


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a side's sentence: its own words, those that differ, or what is around them."""

    text: str
    kind: Literal["around", "own", "differs"]


def marked_sides(finding: Finding) -> Iterator[tuple[Side, tuple[Piece, ...]]]:
    """Yield each side with its sentence in pieces."""
    for side, pieces in zip(
        finding.sides, marked([side.quote for side in finding.sides]), strict=True
    ):
        before, after = around(side)
        own = tuple(Piece(one.text, "differs" if one.differs else "own") for one in pieces)
        yield (
            side,
            tuple(
                piece
                for piece in (Piece(before, "around"), *own, Piece(after, "around"))
                if piece.text
            ),
        )


def around(side: Side) -> tuple[str, str]:
    """Return what stands before and after a side's words in their sentence."""
    if side.start is None or side.end is None or not side.sentence:
        return "", ""
    start, end = side.start - side.sentence_start, side.end - side.sentence_start
    return side.sentence[:start], side.sentence[end:]
