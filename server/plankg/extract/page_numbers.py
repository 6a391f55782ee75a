"""Finds the pages' numbers that a page's text has between its lines, or glued to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from plankg.extract.line_joins import SLACK, columns_of, ends_a_sentence
from plankg.model import Paragraph

_PAGE = re.compile(r"[\s　—–-]*(?P<n>\d{1,3})[\s　—–-]*\Z")
_GLUED_PAGE = re.compile(r"(?P<n>\d{1,3})(?=[^\d\s.．、,，年月日%％])")
# 412.3 引水: the number of page 4 (or 41) before the heading 12.3 (or 2.3); the count tells which.
_PAGE_AND_HEADING = re.compile(r"(?=(?P<n>\d{1,3})\d{1,2}(?:\.\d{1,2}){1,2}[ 　]*[“‘《「]?[一-鿿])")
# A page that is nothing but a figure: its number is glued to the caption.
_CAPTION = re.compile(r"[\s　]*\d{0,3}[图表][ 　]*\d")
# # Page 12:, 第 12 页 共 30 页: what names the page besides its number is one wherever it stands.
_MARKER = re.compile(
    r"[\s　—–#＃-]{0,8}(?:[Pp]age[ 　]{0,3}\d{1,4}(?:[ 　]{0,3}(?:of|/)[ 　]{0,3}\d{1,4})?"
    r"|第[ 　]{0,3}\d{1,4}[ 　]{0,3}页"
    r"(?:[ 　，,/／]{0,3}[（(]?共[ 　]{0,3}\d{1,4}[ 　]{0,3}页[）)]?)?)"
    r"[\s　:：—–-]{0,8}"
)
# Between two pages' numbers stand so many lines at least; items of a list are closer.
_LINES_OF_A_PAGE = 5
# What two pages begin with is no chance, as their lines are long or short.
_OFTEN = 2


def page_markers(lines: Iterable[Paragraph]) -> dict[int, int]:
    """Return how many characters have the lines that name a page (# Page 12:), by their index."""
    return {
        index: len(line.text) for index, line in enumerate(lines) if _MARKER.fullmatch(line.text)
    }


def page_numbers(lines: list[Paragraph], width: int) -> dict[int, int]:
    """Return how many characters of which lines are a page's number.

    A number of its own on a line, or glued to the words of the line after a page's last one, where
    at least three such numbers count up one by one.
    """
    found = [
        (index, number, length)
        for index, line in enumerate(lines)
        for number, length in _may_be_pages(
            line.text, lines[index - 1].text if index else "", width
        )
    ]
    return {index: length for index, _, length in _counting(found)}


def running_heads(lines: list[Paragraph], pages: dict[int, int]) -> dict[int, int]:
    """Return how many characters have the lines that each page repeats below the last one's number.

    `pages` are the pages' numbers, as `page_numbers` finds them.
    """
    below = [
        index + 1
        for index, length in pages.items()
        if length == len(lines[index].text) and index + 1 < len(lines)
    ]
    heads = Counter(lines[index].text.strip() for index in below)
    return {
        index: len(lines[index].text)
        for index in below
        if heads[lines[index].text.strip()] >= _OFTEN and index not in pages
    }


def _may_be_pages(words: str, above: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers, with their lengths, that may be a page's at the start of a line."""
    alone = _PAGE.match(words)
    if alone:
        yield int(alone["n"]), len(words)
        return
    above = above.rstrip()
    ended = ends_a_sentence(above) or _CAPTION.match(above)
    if not above or (columns_of(above) < width - SLACK and not ended):
        return
    glued = _GLUED_PAGE.match(words)
    if glued:
        yield int(glued["n"]), glued.end()
    heading = _PAGE_AND_HEADING.match(words)
    for length in range(1, len(heading["n"]) + 1) if heading else ():
        if re.match(r"[1-9]\d{0,1}\.", words[length:]):
            yield int(words[:length]), length


def _counting(found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the longest run of numbers that count up, one left out at most, if it has three."""
    best: dict[int, list[tuple[int, int, int]]] = {}
    for item in found:
        runs = [best.get(item[1] - step, []) for step in (1, 2)]
        far = [run for run in runs if run and item[0] - run[-1][0] >= _LINES_OF_A_PAGE]
        run = [*max(far, key=len, default=[]), item]
        if len(run) > len(best.get(item[1], [])):
            best[item[1]] = run
    longest = max(best.values(), key=len, default=[])
    return longest if len(longest) >= 3 else []  # three in a row are no chance


__all__ = ["page_markers", "page_numbers", "running_heads"]
