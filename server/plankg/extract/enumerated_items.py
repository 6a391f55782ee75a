"""Parts what a heading holds where a running list titles its items: 一是稳面积。…二是建良田。….

Each is a part of its own with the path of the heading and its number (一·二). Items that are
sentences (一是新建渠道3条。) are no such; nor is a list that ends in bodies, which are responsible
for all of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from plankg.extract.numerals import han_number
from plankg.extract.parts import BOX, ENUMERATED, FRAME, Part
from plankg.model import Span

_RANK = 99
# 一是|稳面积|。全年…: a title ends, and words follow.
_ITEM = re.compile(
    r"(?:(?<=[。；;：:\n])|\A)[ 　]*(?P<n>[一二三四五六七八九十]{1,2})是"
    r"(?:(?P<title>[一-鿿“”、]{2,12})[。：:](?=[ 　]*[^\s　（(]))?"
)
_BODIES = re.compile(r"[（(][^（()）\n]{0,12}(?:单位|部门|牵头|负责|配合)")
_FEWEST = 2


def part_enumerated(text: str, top: list[Part]) -> None:
    """Hang a part for each item of a running list on the part that holds it, if all have titles."""
    for root in top:
        for part in list(root.walk()):
            if part.children or part.tables or part.style == BOX or not part.lines:
                continue
            if part.role not in ("", FRAME):
                continue
            items = list(_items(text, part))
            numbers = [han_number(one["n"]) for one in items]
            titled = all(one["title"] for one in items)
            counted = numbers == list(range(1, len(items) + 1))
            if len(items) >= _FEWEST and titled and counted and not _names_bodies(text, items[-1]):
                _hang(part, items)


def _items(text: str, part: Part) -> Iterator[re.Match[str]]:
    """Yield where the items of a part's running lists begin."""
    title = part.title_span
    for line in part.lines:
        start = max(line.start, title.end if title else line.start)
        yield from _ITEM.finditer(text, start, line.end)


def _names_bodies(text: str, last: re.Match[str]) -> bool:
    end = text.find("\n", last.end())
    return _BODIES.search(text, last.end(), end if end >= 0 else len(text)) is not None


def _hang(part: Part, items: list[re.Match[str]]) -> None:
    """Hang the items on the part, whose own words end before the first of them."""
    starts = [one.start("n") for one in items]
    lines = part.lines
    part.lines = list(_within(lines, Span(lines[0].start, starts[0])))
    pairs = zip(items, itertools.pairwise([*starts, lines[-1].end]), strict=True)
    for item, (start, end) in pairs:
        title = Span(*item.span("title"))
        child = Part(ENUMERATED, _RANK, item["n"], han_number(item["n"]), item["title"], title, [])
        child.lines = list(_within(lines, Span(start, end)))
        child.parent = part
        part.children.append(child)


def _within(lines: list[Span], stretch: Span) -> Iterator[Span]:
    """Yield what lies of the lines within a stretch."""
    for line in lines:
        start, end = max(line.start, stretch.start), min(line.end, stretch.end)
        if start < end:
            yield Span(start, end)
