"""Knows which lines of a text go on with the words of the line before them."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from plankg.leaders import leads_to_page
from plankg.model import Paragraph, Span

# A page's line has so many columns, a Chinese character counting two.
_NARROWEST, _WIDEST = 28, 100
# So few lines show no width; so many of them, as a share, end within a sentence.
_FEWEST_LINES = 30
_MOSTLY = 0.55
# Where blank lines part the paragraphs, so many other line ends cut sentences of such a width.
_FEWEST_CUTS = 10
_LONG_LINE = 60
NO_LINE_IS_SO_WIDE = 1 << 30
# Where blanks end paragraphs, so many short lines have one, and so many full ones have none.
_FEWEST_SHORT = 12
_NEARLY = 0.85
# A title or a table's row may be wider than the page's text.
_RARELY = 0.04
# A full line may end so many columns short of the width: a sign that may not begin a line.
SLACK = 5
_SENTENCE_END = re.compile(r"[。；：！？…”）】:;!?][\s　]*\Z")
_BEGINS_A_PART = re.compile(
    r"[\s　]*(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十百]+[章节]|专栏|附件|附表|——|--|[图表]\s*\d)"
)
# 公平统⏎一、可持续的: the numeral is the second sign of a word.
_BEFORE_ONE = re.compile(r"[统同单专唯第]\Z")
_BEGINS_NO_LINE = "，。；：、！？”’》）〉」』】〕％%"
_OPENS, _CLOSES = "（(〔【", "）)〕】"
# What stands in brackets is no longer than so many lines; else one of them was left open.
_LONGEST_BRACKET = 8
# （一） alone on its line, above the words that it numbers.
_BARE_NUMBER = re.compile(r"[\s　]*[（(][一二三四五六七八九十]{1,3}[）)][\s　]*\Z")
_SENTENCE = re.compile(r"[^。]{2,}。")
_BEGINS_AN_ITEM = re.compile(r"[\s　]*(?:\d{1,2}(?:\.\d{1,2})*[.．、 　]|[（(]\d{1,2}[）)]|[①-⑳])")


class Joins:
    """Follows a text line by line, and says of each whether it goes on with the one before it.

    `width` is how many columns a full line has. `on_pages` says that a page cut the lines: then
    what it printed on one line may come as two where signs were set closer (a comma or a bracket
    at the head of the second), and what stands in brackets goes on until they close.
    """

    def __init__(self, width: int, *, on_pages: bool) -> None:
        self._width = width
        self._on_pages = on_pages
        self._above = ""
        self._held = 0
        self._open = 0
        self._lines_open = 0

    def follow(self, words: str, *, apart: bool, named: bool = False) -> bool:
        """Take the next line, and say whether it goes on.

        It does not where it is told to be `apart`, and does where both lines are `named` as one.
        """
        piece = not apart and self._is_piece(words)
        goes_on = named or piece
        goes_on = goes_on or (not apart and (self._goes_on(words) or self._is_bracketed(words)))
        self._held = columns_of(words.strip()) + (self._held if piece else 0)
        self._above = words.rstrip()
        self._count_brackets(words, goes_on=goes_on)
        return goes_on

    def _is_piece(self, words: str) -> bool:
        """Say whether a line is the rest of a printed line, which the line before it begins."""
        bare = words.strip()
        if not (self._on_pages and self._above and bare):
            return False
        return _is_piece(self._above, self._held, bare, self._width)

    def _goes_on(self, words: str) -> bool:
        above = self._above
        full = self._held >= self._width - SLACK
        if words.startswith("一、") and _BEFORE_ONE.search(above):
            # The two signs begin the line together, so that the one above is shorter by a sign.
            return self._held >= self._width - SLACK - 2
        if _BARE_NUMBER.match(above) and _SENTENCE.match(words) and not _BEGINS_A_PART.match(words):
            return True
        if leads_to_page(above) or leads_to_page(words):
            return False
        if not full or _BEGINS_A_PART.match(words):
            return False
        if _SENTENCE_END.search(above):
            return False
        return not (_BEGINS_AN_ITEM.match(words) and above.endswith(("。", "；")))

    def _is_bracketed(self, words: str) -> bool:
        near = 0 < self._lines_open <= _LONGEST_BRACKET
        return self._on_pages and self._open > 0 and near and _begins_nothing(words)

    def _count_brackets(self, words: str, *, goes_on: bool) -> None:
        before = self._open if goes_on else 0
        self._open = before
        for sign in words:
            self._open = max(0, self._open + (sign in _OPENS) - (sign in _CLOSES))
        self._lines_open = self._lines_open + 1 if before and self._open else bool(self._open)


def _begins_nothing(words: str) -> bool:
    return not (_BEGINS_A_PART.match(words) or _BEGINS_AN_ITEM.match(words))


def ends_by_blanks(lines: list[Paragraph], width: int) -> set[int]:
    """Return the indexes of the lines that end a paragraph, where a blank behind a line says so.

    Some ways of taking text out of a page leave the mark of a paragraph as a blank.
    """
    blank = {index for index, line in enumerate(lines) if line.text.rstrip("\r").endswith(" ")}
    words = [line.text.rstrip() for line in lines]
    inner = {index for index, one in enumerate(words) if not leads_to_page(one)}
    full = {index for index in inner if columns_of(words[index]) >= width - SLACK}
    cut = {index for index in full if not _SENTENCE_END.search(words[index])}
    short = inner - full
    told = len(short) >= _FEWEST_SHORT and len(short & blank) >= _NEARLY * len(short)
    return blank if told and len(cut & blank) <= (1 - _NEARLY) * len(cut) else set()


def ends_a_sentence(words: str) -> bool:
    """Say whether a line ends where a sentence or a clause ends."""
    return _SENTENCE_END.search(words) is not None


def begins_below_its_number(above: str, words: str) -> bool:
    """Say whether a line is the sentence whose number stands alone above it."""
    return _BARE_NUMBER.match(above) is not None and _SENTENCE.match(words) is not None


def width_of_page(lines: list[Paragraph]) -> int | None:
    """Return the columns of a full line, None where the lines show no common width."""
    widths = [columns_of(line.text.rstrip()) for line in lines]
    if len(widths) < _FEWEST_LINES:
        return None
    width = round(statistics.quantiles(widths, n=10)[-1])
    wider = sum(columns > width * 1.25 for columns in widths)
    if not _NARROWEST <= width <= _WIDEST or wider > _RARELY * len(lines):
        return None
    printed = list(_printed_lines(lines, width))
    cut = sum(columns >= width - SLACK and not ends_a_sentence(end) for columns, end in printed)
    return width if cut >= _MOSTLY * len(printed) else None


def _printed_lines(lines: list[Paragraph], width: int) -> Iterator[tuple[int, str]]:
    """Yield the columns of each line that the page printed, and the words that it ends with."""
    columns, end = 0, ""
    for line in lines:
        words = line.text.strip()
        if end and _is_piece(end, columns, words, width):
            columns += columns_of(words)
        else:
            if end:
                yield columns, end
            columns = columns_of(words)
        end = words
    if end:
        yield columns, end


def _is_piece(above: str, held: int, words: str, width: int) -> bool:
    """Say whether a line is the rest of a printed line, of which `held` columns stand above it."""
    if words[0] in _BEGINS_NO_LINE:
        return True
    whole = held + columns_of(words)
    return (
        words[0] in _OPENS
        and ends_a_sentence(above)
        and _begins_nothing(words)
        and width - SLACK <= whole <= width + SLACK
    )


def is_parted_by_blanks(text: str, lines: list[Paragraph]) -> bool:
    """Say whether blank lines part the paragraphs, and most other line ends cut long sentences.

    So do the sources of pages that an editor broke at some width. Cells of a table that stand on
    lines of their own are shorter.
    """
    within = [
        (above.text.rstrip(), line.text)
        for above, line in pairwise(lines)
        if not has_blank(text, above.span, line.span)
    ]
    cut = sum(
        columns_of(above) >= _LONG_LINE
        and not _SENTENCE_END.search(above)
        and not _BEGINS_A_PART.match(line)
        for above, line in within
    )
    parted = len(lines) - 1 - len(within)
    return parted >= _FEWEST_CUTS <= cut and cut >= _MOSTLY * len(within)


def has_blank(text: str, above: Span, line: Span) -> bool:
    """Say whether a blank line stands between two lines."""
    return text.count("\n", above.end, line.start) > 1


def columns_of(words: str) -> int:
    """Return how wide words are printed: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in words)


__all__ = [
    "NO_LINE_IS_SO_WIDE",
    "SLACK",
    "Joins",
    "begins_below_its_number",
    "columns_of",
    "ends_a_sentence",
    "ends_by_blanks",
    "has_blank",
    "is_parted_by_blanks",
    "width_of_page",
]
