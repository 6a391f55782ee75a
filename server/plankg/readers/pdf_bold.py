"""Leaves out characters that a PDF draws twice in nearly one place, to look bold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from pdfplumber.utils.clustering import cluster_objects

from plankg.readers.pdf_lines import Char

_NEAR = 1
_SORT = itemgetter("upright", "text", "fontname", "size")
_PLACE = itemgetter("doctop", "x0")


def drawn_once(chars: Sequence[Char]) -> list[Char]:
    """Return the characters in their order, of each two that are drawn in one place the first.

    As pdfplumber's `dedupe_chars`, which looks through all characters for each of them.
    """
    order = {id(char): number for number, char in enumerate(chars)}
    return sorted(_kept(chars), key=lambda char: order[id(char)])


def _kept(chars: Sequence[Char]) -> Iterator[Char]:
    for _, alike in groupby(sorted(chars, key=_SORT), key=_SORT):
        for level in cluster_objects(list(alike), itemgetter("doctop"), _NEAR):
            for near in cluster_objects(level, itemgetter("x0"), _NEAR):
                yield min(near, key=_PLACE)


__all__ = ["drawn_once"]
