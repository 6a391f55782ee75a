"""Cuts a paragraph before the headings within it, which crawled text prints without line breaks.

A heading in a line goes on with the numbering around it and stands where a sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.headings import BOX_LABEL, BOX_TITLE_ENDS, Headings
from plankg.extract.numerals import han_number
from plankg.extract.parts import BOX, OUTERMOST, Part
from plankg.model import Span

_CLOSING = "。；：）)〕】”"
# 第二十三章, （二十三）: no printed number is longer.
_LONGEST_NUMBER = 12
# 二、主要任务（一）…: without line breaks a heading may follow a heading, if that is short.
_LONGEST_TITLE = 40
# 一、修建水网1、修渠。: an item's number right behind the title above it.
_GLUED_ITEM = re.compile(r"(?<=[一-鿿 　\xa0])\d{1,2}[ 　]?[、．.﹒](?=[ 　]?[一-鿿])")
# 责任单位：县水利局2.建站。: the next number right behind a list that nothing closes.
_BEHIND_LIST = re.compile(
    r"(?<=[一-鿿）)])(?:\d{1,2}[、．.﹒]|[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,3}[）)])"
    r"(?=[一-鿿])"
)
_HAN = "一二三四五六七八九十"
# …目标表二、农业节水（三）建渠。: a title with its first item right behind it is a heading, though
# nothing closes what stands before it.
_GLUED_PAIR = re.compile(
    r"(?<=[一-鿿])[一二三四五六七八九十]{1,3}、[一-鿿“”]{4,24}?[（(](?P<n>[一二三四五六七八九十]{1,3})[）)]"
)
# …奖励办法第一章　总则第一条　为…: the first chapter with its first section or article.
_GLUED_CHAPTER = re.compile(r"第一章[ 　]{0,3}[一-鿿]{2,12}[ 　]{0,3}第一[条节]")
# Items that may be numbered through, from one section into the next.
_RUNNING = ("article", "han-bracket", "arabic")
# 第一章　总则第一条…: these may stand right behind a title.
_UNCLOSED = ("article", "han-bracket")
_LABEL_END = re.compile(r"(?:单位|部门|主体|领导)[ 　]*[:：]\Z")
# 。专栏9　护水工程（一）修渠。: a caption in a line, its first item right behind it. What only
# mentions a box (专栏9所列工程) has no such title.
_GLUED_BOX = re.compile(
    r"[【\[]?专[ 　]{0,2}栏[ 　]*[\d一二三四五六七八九十]{1,3}[ 　]*[】\]]?[ 　]*[:：]?[ 　]*"
    r"(?!所|中|里|内|的|列|为|是|明确|提出|规定|以及?|及|和|与|至|或)[一-鿿“”·]{2,30}?"
    r"[ 　]*[:：]?[ 　]*"
    r"(?:[（(][ 　]?[一1][ 　]?[）)]|一、|1[ 　]?(?:[、．]|\.(?!\d))|①|[●•■◆]"
    rf"|(?<={BOX_TITLE_ENDS}){BOX_LABEL})"
)
_Open = tuple[int, str, int]


def pieces_of(text: str, span: Span, headings: Headings, stack: list[Part]) -> Iterator[Span]:
    """Yield a paragraph, cut before each inline heading that continues the numbering."""
    around, open_parts = _open(stack)
    begin = span.start
    counted = {part.style: part.order for part in stack if part.style in _RUNNING}
    heads: set[int] = set()
    closed = listed = False
    for position in range(span.start, span.end):
        fresh = position > span.start and position - begin < _LONGEST_TITLE and begin in heads
        # A blank may follow the sign that closes what stands before a heading.
        closed = position > span.start and (
            text[position - 1] in _CLOSING or (closed and text[position - 1] in " 　\xa0")
        )
        listed = _in_list(text, position, span.start, listed)
        ends_list = listed and _BEHIND_LIST.match(text, position, span.end) is not None
        parted = closed or fresh or ends_list or _is_pair(text, position, span.end, counted)
        titled = not (parted or stack) and begin == span.start
        titled = titled and headings.follow_title(text, begin, position)
        if position > span.start and not (parted or titled):
            continue
        part = headings.at(text, position, min(span.end, position + _LONGEST_NUMBER))
        glued = part is not None and part.style == BOX and position > span.start
        if part is None or (glued and not _GLUED_BOX.match(text, position, span.end)):
            continue
        if titled and part.style not in OUTERMOST:
            continue
        last = _last(open_parts, part.style)
        if glued and not last:
            last = part.order - 1
        if part.order != last + 1 and _last(around, part.style) == part.order - 1 > 0:
            # 专栏2　护水（一）…。（三）修渠: the numbering around the box goes on.
            around, open_parts, last = [], around, part.order - 1
        unclosed = fresh and not (closed or ends_list) and part.style not in _UNCLOSED
        if unclosed and not _GLUED_ITEM.match(text, position, span.end):
            continue
        if last == 0 and part.order == counted.get(part.style, 0) + 1:
            last = part.order - 1
        if position > span.start and part.order != last + 1:
            continue
        if part.style in _RUNNING:
            counted[part.style] = part.order
        listed = False
        if position > begin:
            yield Span(begin, position)
            begin = position
        heads.add(position)
        if part.style == BOX:
            # What is in a box counts anew.
            around, open_parts = around or open_parts, []
        open_parts = [one for one in open_parts if one[0] < part.rank or one[1] == BOX]
        open_parts.append((part.rank, part.style, part.order))
    yield Span(begin, span.end)


def _is_pair(text: str, position: int, end: int, counted: dict[str, int]) -> bool:
    """Say whether a title begins here whose first item comes right behind it, and counts on."""
    sign = text[position]
    if sign == "第":  # asked at each place of a text
        return _GLUED_CHAPTER.match(text, position, end) is not None
    if sign not in _HAN:
        return False
    pair = _GLUED_PAIR.match(text, position, end)
    return pair is not None and han_number(pair["n"]) in (1, counted.get("han-bracket", 0) + 1)


def _open(stack: list[Part]) -> tuple[list[_Open], list[_Open]]:
    """Return the open parts around the box that is open, and those from it on; else all as those.

    Each with its rank, style and order.
    """
    parts = [(part.rank, part.style, part.order) for part in stack]
    at = next((index for index, one in enumerate(parts) if one[1] == BOX), 0)
    return parts[:at], parts[at:]


def _last(parts: list[_Open], style: str) -> int:
    """Return the last number of a style among open parts, 0 where there is none."""
    return next((order for _, known, order in parts if known == style), 0)


def _in_list(text: str, position: int, start: int, before: bool) -> bool:
    """Say whether a list behind a label (责任单位：A、B) is open at a place; `before` it was."""
    sign = text[position - 1 : position] if position > start else ""
    if sign in ("。", "；", ";", "\n"):
        return False
    return before or (
        sign in (":", "：") and bool(_LABEL_END.search(text, max(start, position - 8), position))
    )
