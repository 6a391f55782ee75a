"""Finds how wide a page's lines were, where its text came cut into them."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator

from plankg.extract.line_joins import (
    SLACK,
    begins_nothing,
    columns_of,
    ends_a_sentence,
    is_piece,
)
from plankg.extract.line_pieces import pieces_in
from plankg.model import Paragraph

# A page's line has so many columns, a Chinese character counting two.
_NARROWEST, _WIDEST = 28, 100
# So few lines show no width; so many of them, as a share, end within a sentence.
_FEWEST_LINES = 30
_MOSTLY = 0.55
# That lines end in commas before they are full shows as well that a page cut them.
_MANY = 0.35
_MOST_WIDTHS, _OFTEN = 6, 3
# So many lines end within a sentence at least, and such a share of them where the line is full.
_FEWEST_CUTS, _MANY_CUTS = 4, 6
_NEARLY_ALL = 0.8
# A sentence, no cell and no heading: it has a sign within.
_SPEAKS = re.compile(r"[，。；][^，。；]|[一-鿿”]{2}、[^，。；、]")
# A title or a table's row may be wider than the page's text.
_RARELY = 0.04


def width_of_page(lines: list[Paragraph]) -> int | None:
    """Return the columns of a full line, None where the lines show no common width."""
    widths = [columns_of(line.text.rstrip()) for line in lines]
    if len(widths) < _FEWEST_LINES:
        return _width_of_cuts(lines, widths)
    width = round(statistics.quantiles(widths, n=10)[-1])
    if _share(width, widths, _printed_lines(lines, width, frozenset())) >= _MOSTLY:
        return width
    # Where most lines came out in pieces, few are as wide as the page was: the width is the one
    # that most of the lines which the pieces make up fill.
    wide = Counter(columns for columns in widths if columns >= width)
    found = [
        (share, columns)
        for columns, times in wide.most_common(_MOST_WIDTHS)
        if times >= _OFTEN and (share := _share_of_full(lines, columns, widths)) >= _MANY
    ]
    return max(found)[1] if found else _width_of_cuts(lines, widths)


def _width_of_cuts(lines: list[Paragraph], widths: list[int]) -> int | None:
    """Return the width at which nearly all lines that end within a sentence were cut.

    So a short text shows it, or one of many short paragraphs; headings end so too, and are left
    out, as is all above the first of them.
    """
    words = [line.text.strip() for line in lines]
    first = next((at for at, one in enumerate(words) if not begins_nothing(one)), len(words))
    cut = [
        widths[at]
        for at in range(first, len(words) - 1)
        if _SPEAKS.search(words[at]) and not ends_a_sentence(words[at])
    ]
    if len(cut) < _FEWEST_CUTS:
        return None
    width = max(cut)
    near = sum(columns >= width - SLACK for columns in cut)
    nearly = _NEARLY_ALL if len(cut) >= _MANY_CUTS else 1
    wider = sum(columns > width + SLACK for columns in widths)
    good = _NARROWEST <= width <= _WIDEST and near >= nearly * len(cut)
    return width if good and wider <= _RARELY * len(widths) else None


def _share_of_full(lines: list[Paragraph], width: int, widths: list[int]) -> float:
    """Return how many of the lines that pieces make up fill a width, 0 where there are none."""
    pieces = pieces_in([line.text for line in lines], width)
    return _share(width, widths, _printed_lines(lines, width, pieces)) if pieces else 0


def _share(width: int, widths: list[int], printed: Iterator[tuple[int, str]]) -> float:
    """Return which share of the printed lines are cut where a width is full, 0 for none such."""
    wider = sum(columns > width * 1.25 for columns in widths)
    if not _NARROWEST <= width <= _WIDEST or wider > _RARELY * len(widths):
        return 0
    full = [columns >= width - SLACK and not ends_a_sentence(end) for columns, end in printed]
    return sum(full) / len(full)


def _printed_lines(
    lines: list[Paragraph], width: int, pieces: frozenset[int]
) -> Iterator[tuple[int, str]]:
    """Yield the columns of each line that the page printed, and the words that it ends with."""
    columns, end = 0, ""
    for index, line in enumerate(lines):
        words = line.text.strip()
        if end and (index in pieces or is_piece(end, columns, words, width)):
            columns += columns_of(words)
        else:
            if end:
                yield columns, end
            columns = columns_of(words)
        end = words
    if end:
        yield columns, end


__all__ = ["width_of_page"]
