"""Knows which lines of a text go on with the words of the line before them."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from plankg.leaders import leads_to_page
from plankg.model import Paragraph, Span

# So many lines, as a share, end within a sentence.
_MOSTLY = 0.55
# Where blank lines part the paragraphs, so many other line ends cut sentences of such a width.
_FEWEST_CUTS = 10
_LONG_LINE = 60
NO_LINE_IS_SO_WIDE = 1 << 30
# Where blanks end paragraphs, so many short lines have one, and so many full ones have none.
_FEWEST_SHORT = 12
_NEARLY = 0.85
# A full line may end so many columns short of the width: a sign that may not begin a line.
SLACK = 5
# The first line of a paragraph stands so many columns further in, which its words don't show.
INDENT = 4
_SENTENCE_END = re.compile(r"[。；：！？…”）】:;!?][\s　]*\Z")
# Names in quotes, and what explains a word in brackets, are followed by the rest of the sentence.
_ENDS_A_NAME = re.compile(
    r"(?:[^。！？；…]”|[（(][^（）()，、；：。]{1,12}(?<![责头合位局委办厅部会府])[）)])\Z"
)
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
# So may 1. and （1） be; but a cell may hold such a number, and a list of documents.
_BARE_ITEM = re.compile(r"[\s　]*(?:\d{1,2}[ 　]?[.．、﹒]|[（(]\d{1,2}[）)])[\s　]*\Z")
_SENTENCE = re.compile(r"[^。]{2,}。")
_CLAUSE = re.compile(r"[^。，；]{2,}[。，；]")
_OF_DOCUMENT = re.compile("关于印发|印发[^。，；]{0,60}通知")
# 新建水站100⏎座。, 净水率达到⏎100%。: a number is cut off from its unit, or from its predicate.
_ENDS_IN_NUMBER = re.compile(r"(?<![A-Za-z])\d[ 　]*\Z")
_UNIT = (
    "(?:[%％]|[万亿余]|平方|立方|公[里顷]|分钟|小时|[个家项人座处所次件名亩吨米台套辆条场元天户])"
)
_BEGINS_WITH_UNIT = re.compile(rf"[ 　]*(?:{_UNIT}|年(?!度计划)|月)")
_ENDS_BEFORE_VALUE = re.compile(
    r"(?<=[一-鿿])(?:[至到达超过破于在约]|增[长加]|降低|下降|提[高升]|减少|上升)[ 　]*\Z"
)
_BEGINS_WITH_VALUE = re.compile(rf"[ 　]*\d[\d,.]*[ 　]*{_UNIT}")
# Cells of a table hold less on a line.
_FEWEST_BEFORE_CUT, _FEWEST_BEHIND = 20, 6
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

    def follow(self, words: str, *, apart: bool, named: bool = False, rest: bool = False) -> bool:
        """Take the next line, and say whether it goes on.

        It does not where it is told to be `apart`, and does where both lines are `named` as one,
        or where it is the `rest` of a line that the page printed.
        """
        piece = not apart and (rest or self._is_piece(words))
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
        return is_piece(self._above, self._held, bare, self._width)

    def _goes_on(self, words: str) -> bool:
        above = self._above
        full = self._held >= self._width - SLACK
        if words.startswith("一、") and _BEFORE_ONE.search(above):
            # The two signs begin the line together, so that the one above is shorter by a sign.
            return self._held >= self._width - SLACK - 2
        if begins_below_its_number(above, words) and not _BEGINS_A_PART.match(words):
            return True
        if leads_to_page(above) or leads_to_page(words):
            return False
        if not (full or self._is_full_behind_indent(words)) or _BEGINS_A_PART.match(words):
            return False
        if self._on_pages and _ENDS_A_NAME.search(above):
            return begins_nothing(words)
        if _SENTENCE_END.search(above):
            return False
        return not (_BEGINS_AN_ITEM.match(words) and above.endswith(("。", "；")))

    def _is_full_behind_indent(self, words: str) -> bool:
        """Say whether the first line of a part was full where its words stood further in.

        A heading may end so near to the line's end: its rest is short, or a sentence began in it.
        """
        if not self._on_pages or self._held < self._width - SLACK - INDENT:
            return False
        if begins_nothing(self._above) or self._held > columns_of(self._above.strip()):
            return False
        rest = columns_of(words.strip()) < self._width / 2 and not _SENTENCE_END.search(words)
        return "。" in self._above or (rest and begins_nothing(words))

    def _is_bracketed(self, words: str) -> bool:
        near = 0 < self._lines_open <= _LONGEST_BRACKET
        return self._on_pages and self._open > 0 and near and begins_nothing(words)

    def _count_brackets(self, words: str, *, goes_on: bool) -> None:
        before = self._open if goes_on else 0
        self._open = before
        for sign in words:
            self._open = max(0, self._open + (sign in _OPENS) - (sign in _CLOSES))
        self._lines_open = self._lines_open + 1 if before and self._open else bool(self._open)


def begins_nothing(words: str) -> bool:
    """Say whether a line begins neither a part nor an item of a list."""
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


def is_cut_at_number(above: str, words: str) -> bool:
    """Say whether a line ends in the midst of a value, whose rest begins the next one."""
    above = above.rstrip("\r")
    if len(above.strip()) < _FEWEST_BEFORE_CUT or leads_to_page(above) or leads_to_page(words):
        return False
    behind = words.strip()
    if len(behind) < _FEWEST_BEHIND and not ends_a_sentence(behind):
        return False
    if _ENDS_IN_NUMBER.search(above):
        return _BEGINS_WITH_UNIT.match(words) is not None
    cut = _ENDS_BEFORE_VALUE.search(above) is not None
    return cut and _BEGINS_WITH_VALUE.match(words) is not None


def is_bare_number(words: str) -> bool:
    """Say whether a line is nothing but the number of a part: （二）."""
    return _BARE_NUMBER.match(words) is not None


def is_bare_item(words: str) -> bool:
    """Say whether a line is nothing but the number of an item: 10., （3）."""
    return _BARE_ITEM.match(words) is not None


def begins_below_its_number(above: str, words: str) -> bool:
    """Say whether a line is the sentence whose number stands alone above it."""
    if is_bare_item(above) and begins_nothing(words):
        return _CLAUSE.match(words) is not None and not _OF_DOCUMENT.search(words)
    return is_bare_number(above) and _SENTENCE.match(words) is not None


def is_piece(above: str, held: int, words: str, width: int) -> bool:
    """Say whether a line's first sign shows that it is the rest of a printed line.

    `held` columns of that line stand above it.
    """
    if words[0] in _BEGINS_NO_LINE:
        return True
    whole = held + columns_of(words)
    return (
        words[0] in _OPENS
        and ends_a_sentence(above)
        and begins_nothing(words)
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
    "INDENT",
    "NO_LINE_IS_SO_WIDE",
    "SLACK",
    "Joins",
    "begins_below_its_number",
    "begins_nothing",
    "columns_of",
    "ends_a_sentence",
    "ends_by_blanks",
    "has_blank",
    "is_bare_item",
    "is_bare_number",
    "is_cut_at_number",
    "is_parted_by_blanks",
    "is_piece",
]
