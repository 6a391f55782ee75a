"""Parts what a heading holds where its items have titles and no numbers: 修建渠道。…（市水利局）.

Their path is that of the part around them. They are known by their titles: short sentences at the
head of paragraphs, or behind the list of bodies that ends the item before where a text has lost its
lines; in a box the labels of its lines (智慧水站：…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.parts import BOX, Part
from plankg.model import Span

_STYLE, _RANK = "paragraph", 99
_TITLE = re.compile(r"[\s　]*(?P<title>[一-鿿“”、（）()]{4,24})。(?=[^\n]{12,})")
# 全市水利系统要…, 要…, 我市…: sentences, and no titles.
_NO_TITLE = re.compile(
    "[要应将已是在为对把以]|全[省市县区]|我[省市县]|各|依法|其中|同时|此外|有条件"
)
_LABEL = re.compile(r"[\s　]*[◆◇■●•▪★]?[ 　]*(?P<title>[一-鿿“”（）]{2,20})[：:](?=[^\n]{4,})")
_NO_LABEL = re.compile("(?:单位|部门|时限|期限|目标|主体|注|来源)\\Z")
# 。（责任单位：市水利局）|加固渠道。…
_ENDS_ITEM = re.compile(
    r"(?<=[。；])[（(][^（()）\n]{0,12}(?:单位|部门|牵头|负责)[^（()）\n]{0,240}"
    r"(?:[（(][^（()）\n]{0,20}[)）][^（()）\n]{0,200}){0,6}[)）](?=[ 　]*[一-鿿“])"
)
_BODIES = re.compile(
    r"[（(][^（()）]{0,12}(?:单位|部门|牵头|负责|配合)[^（）()]*.{0,200}[)）][ 　。\r]*\Z"
)
_FEWEST, _FEWEST_ALONE = 2, 3


def part_unnumbered(text: str, top: list[Part]) -> None:
    """Hang a part for each titled item without a number on the part that holds it.

    What stands between such items without a title is a part without one.
    """
    for root in top:
        for part in list(root.walk()):
            if part.children or part.role or part.tables or not part.lines:
                continue
            found = _labelled(text, part) if part.style == BOX else _titled(text, part)
            if found:
                _hang(text, part, found)


def _labelled(text: str, box: Part) -> list[tuple[Span, Span | None]]:
    """Return the lines of a box with their labels, nothing where some have none."""
    lines = [line for line in box.lines[1:] if line.of(text).strip()]
    labels = [_LABEL.match(text, line.start, line.end) for line in lines]
    known = [one for one in labels if one and not _NO_LABEL.search(one["title"])]
    if len(lines) < _FEWEST or len(known) < len(lines):
        return []
    return [(line, Span(*one.span("title"))) for line, one in zip(lines, known, strict=True)]


def _titled(text: str, part: Part) -> list[tuple[Span, Span | None]]:
    """Return a part's items with their titles, nothing where it has no such items."""
    items = [(item, _title_of(text, item)) for item in _items(text, part)]
    titled = [item for item, title in items if title]
    owned = sum(_BODIES.search(item.of(text)) is not None for item, title in items if title)
    enough = len(titled) >= _FEWEST and owned == len(titled) and len(titled) * 2 > len(items)
    alone = len(titled) >= _FEWEST_ALONE and len(titled) == len(items)
    return items if (enough or alone) and items[0][1] else []


def _title_of(text: str, item: Span) -> Span | None:
    match = _TITLE.match(text, item.start, item.end)
    if match is None or _NO_TITLE.match(match["title"]):
        return None
    return Span(*match.span("title"))


def _items(text: str, part: Part) -> Iterator[Span]:
    """Yield the paragraphs of a part, each cut behind the lists of bodies within it."""
    title = part.title_span
    for index, line in enumerate(part.lines):
        start = line.start
        if index == 0:
            start = title.end if title else line.end
            start += text.startswith(("。", "："), start, line.end)
        for cut in _ENDS_ITEM.finditer(text, start, line.end):
            if cut.end() > start and text[start : cut.end()].strip():
                yield Span(start, cut.end())
            start = cut.end()
        if text[start : line.end].strip():
            yield Span(start, line.end)


def _hang(text: str, part: Part, items: list[tuple[Span, Span | None]]) -> None:
    """Hang the items on the part, whose own words end before the first of them."""
    first = items[0][0].start
    part.lines = [
        Span(line.start, min(line.end, first)) for line in part.lines if line.start < first
    ]
    for order, (item, title) in enumerate(items, start=1):
        child = Part(_STYLE, _RANK, "", order, title.of(text) if title else "", title, [item])
        child.parent, child.role = part, part.role
        part.children.append(child)
