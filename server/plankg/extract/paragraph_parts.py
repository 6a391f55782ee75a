"""Takes the paragraphs below a plan's title for its measures, where it numbers nothing.

Short lines of their own head the paragraphs below them (稳住就业基本盘, 【行动目标】, ●修渠); else
each paragraph is a measure, named by its first sentence. Where most begin with a short title, what
stands above them without one belongs to no measure, and what stands below them has no title.
"""

from __future__ import annotations

import itertools
import re

from plankg.extract.headings import paragraph_title
from plankg.extract.parts import Part
from plankg.extract.plan_titles import title_in
from plankg.lookups import Lookups
from plankg.model import Paragraph, Span

_STYLE, _RANK = "paragraph", 99
_SENTENCE = re.compile(r"(?s:.{12,})[。；;）)][\s　]*\Z")
# 责任单位：…, below the measure that it is for.
_LABELLED = re.compile(r"[\s　]*[一-鿿（）()]{2,9}[:：]")
# What a notice says of itself, and what a page prints, commits to nothing.
_OF_THE_NOTICE = re.compile(r"现将|印发给?你们|予以印发|请(?:认真|各|结合|遵照)|版权所有|来源[:：]")

# A notice that says so many numbers says what is to be done, too.
_NUMBERS = re.compile(r"\d+")
_MANY = 8
_IN_A_LIST = re.compile(r"[\s　]*\d{1,2}[.．、]")
# 稳住就业基本盘, 【行动目标】, ● 修渠: a line of its own above a paragraph.
_HEADING = re.compile(
    r"[ 　\t]*(?:(?P<open>[【〖])|(?P<mark>[●■◆◇▲★▪○])[ 　]*)?(?P<title>[一-鿿“”、]{2,20})"
    r"(?(open)[】〗])[:：]?[ 　\t\r]*\Z"
)
_FEWEST_HEADINGS = 2
# 修渠: so short a line without a mark heads a paragraph only as one of several headings.
_SHORT = 4
_FEWEST_SHORT = 3
# 修渠。|新建渠道3条。: the title that a paragraph begins with.
_SHORT_TITLE = re.compile("[一-鿿“”、]{2,12}")
_FEWEST_TITLED = 3
# 夯实基层基础，|一是建成…: what an item of a headed part begins with.
_ITEM_TITLE = re.compile(r"[ 　\t]*(?P<title>[一-鿿“”、]{4,16})[，：:。](?=一是|1[.．])")


def measures_below_title(
    text: str, front: list[Paragraph], lookups: Lookups, *, alone: bool
) -> tuple[list[Paragraph], list[Part]]:
    """Return the lines up to a plan's title, and a part for each sentence-like paragraph below it.

    No parts where no line is a plan's title, nor where no heading is above them and the plan has
    tables or annexes, too (it is not `alone`): those may be all that it sets out.
    """
    # 2.改造渠道实施方案 in a list of annexes is another plan's title.
    own = tuple(line for line in front if not _IN_A_LIST.match(line.text))
    title = title_in(text, own, lookups)
    if title is None:
        return front, []
    above = [line for line in front if line.span.start < title.end]
    below = front[len(above) :]
    headings = _headings_in(below)
    if len(headings) >= _FEWEST_HEADINGS:
        first = min(headings)
        return [*above, *below[:first]], _headed(text, below, headings)
    if not alone:
        return front, []
    titled = sum(_is_titled(text, line) for line in below)
    mostly = titled >= _FEWEST_TITLED and titled * 2 > len(below)
    parts: list[Part] = []
    for line in below:
        if parts and _LABELLED.match(line.text):
            parts[-1].lines.append(line.span)
            continue
        of_notice = _OF_THE_NOTICE.search(line.text) and len(_NUMBERS.findall(line.text)) < _MANY
        if not _SENTENCE.search(line.text) or of_notice:
            above.append(line)
            continue
        span: Span | None = paragraph_title(text, line.span)
        order = len(parts) + 1
        if mostly and not _is_titled(text, line):
            if not parts:
                above.append(line)
                continue
            span = None
        parts.append(
            Part(_STYLE, _RANK, "", order, span.of(text) if span else "", span, [line.span])
        )
    return above, parts


def _is_titled(text: str, line: Paragraph) -> bool:
    """Say whether a paragraph begins with a short title, text behind it (修渠。建渠3条。)."""
    title = paragraph_title(text, line.span)
    ends = text.startswith("。", title.end) and title.end + 1 < line.span.end
    return ends and _SHORT_TITLE.fullmatch(title.of(text)) is not None


def _headings_in(lines: list[Paragraph]) -> dict[int, Span]:
    """Return the titles of the lines that head a paragraph, by the index of the line."""
    found: dict[int, Span] = {}
    short: set[int] = set()
    for index, (line, after) in enumerate(itertools.pairwise(lines)):
        heading = _HEADING.match(line.text)
        if heading and _SENTENCE.search(after.text) and not _OF_THE_NOTICE.search(after.text):
            start = line.span.start
            found[index] = Span(start + heading.start("title"), start + heading.end("title"))
            if len(heading["title"]) < _SHORT and not (heading["open"] or heading["mark"]):
                short.add(index)
    if len(found) < _FEWEST_SHORT:
        found = {index: title for index, title in found.items() if index not in short}
    return found


def _headed(text: str, lines: list[Paragraph], headings: dict[int, Span]) -> list[Part]:
    """Return a part for each heading, with what stands below it up to the next one."""
    parts: list[Part] = []
    for index, line in enumerate(lines):
        title = headings.get(index)
        if title is not None:
            number = len(parts) + 1
            parts.append(Part(_STYLE, _RANK, "", number, title.of(text), title, [line.span]))
        elif parts:
            parts[-1].lines.append(line.span)
    for part in parts:
        _part_items(text, part)
    return parts


def _part_items(text: str, part: Part) -> None:
    """Make parts of the paragraphs below a heading where most are titled: 夯实基础，一是…."""
    below = [line for line in part.lines[1:] if line.of(text).strip()]
    titles = [_ITEM_TITLE.match(text, line.start, line.end) for line in below]
    titled = sum(title is not None for title in titles)
    if titled < _FEWEST_HEADINGS or titled * 2 <= len(below):
        return
    part.lines = part.lines[:1]
    for order, (line, title) in enumerate(zip(below, titles, strict=True), start=1):
        span = Span(*title.span("title")) if title else None
        child = Part(_STYLE, _RANK + 1, "", order, span.of(text) if span else "", span, [line])
        child.parent = part
        part.children.append(child)
