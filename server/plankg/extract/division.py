"""Divides a file that holds several plans: a notice that carries more than one.

A further plan begins where a title line is followed, within a few lines, by the first heading of
a numbering that had already begun: 一、 after 八、. The table of contents of a plan (目录) is left
out of its paragraphs, since it prints every heading a first time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plankg.extract.flat_tables import FlatTables
from plankg.extract.structure import Headings
from plankg.lookups import Lookups, any_of
from plankg.model import Document, Paragraph, Span

_CONTENTS = re.compile(r"[\s　]*目[\s　]*[录次][\s　]*\Z")
# So many lines at most stand between a plan's title and its first heading: date, preamble.
_PREAMBLE_LINES = 8
_LONGEST_TITLE = 60
# So many lines at most does the notice in front of a plan have.
_NOTICE_LINES = 14
_ISSUER = re.compile(r"[一-鿿 　]{2,30}(?:政府|办公室|办公厅|委员会|市委|县委|区委|省委)")


def plans_in(document: Document, lookups: Lookups) -> Iterator[tuple[Document, Span]]:
    """Yield each plan of a file as a document of its own over the same text, with its stretch.

    The stretches cover the text; the first one begins with whatever stands above.
    """
    headings = Headings(lookups)
    document = FlatTables(lookups).restored(document)
    paragraphs = _without_contents(document, headings)
    starts = [0, *_starts(document, paragraphs, headings, lookups)]
    for index, first in enumerate(starts):
        last = starts[index + 1] if index + 1 < len(starts) else len(paragraphs)
        begin = paragraphs[first].span.start if index else 0
        end = paragraphs[last].span.start if last < len(paragraphs) else len(document.text)
        stretch = Span(begin, end)
        yield (
            replace(
                document,
                paragraphs=tuple(paragraphs[first:last]),
                tables=tuple(table for table in document.tables if stretch.covers(table.span)),
            ),
            stretch,
        )


def _starts(
    document: Document, paragraphs: list[Paragraph], headings: Headings, lookups: Lookups
) -> Iterator[int]:
    """Yield the indexes of the paragraphs that are the titles of the second and later plans."""
    kinds = any_of(lookups.words("plan_types"))
    title = re.compile(rf"[^，。；：《》]{{4,{_LONGEST_TITLE}}}{kinds}(?:[（(][^（()）]*[)）])?\Z")
    begun = 0
    for index, paragraph in enumerate(paragraphs):
        order = _top_order(document, paragraph, headings)
        if order is not None:
            begun = max(begun, order)
        if begun < 2 or order is not None or not title.match(paragraph.text.strip(" 　\r\t")):
            continue
        after = paragraphs[index + 1 : index + 1 + _PREAMBLE_LINES]
        orders = [_top_order(document, line, headings) for line in after]
        if next((order for order in orders if order is not None), None) == 1:
            yield _notice_before(document, paragraphs, index, headings)
            begun = 0


def _notice_before(
    document: Document, paragraphs: list[Paragraph], title: int, headings: Headings
) -> int:
    """Return where the plan's own notice (…关于印发…的通知) begins, else its title."""
    for index in range(title - 1, max(-1, title - _NOTICE_LINES), -1):
        if _top_order(document, paragraphs[index], headings) is not None:
            break
        words = paragraphs[index].text.strip(" 　\r\t")
        if len(words) <= _LONGEST_TITLE and words.endswith("的通知"):
            above = paragraphs[index - 1].text.strip(" 　\r\t") if index else ""
            return index - 1 if _ISSUER.fullmatch(above) else index
    return title


def _top_order(document: Document, paragraph: Paragraph, headings: Headings) -> int | None:
    """Return the order of a heading of the outermost styles (一、, 第一章), else None."""
    start, end = paragraph.span.start, paragraph.span.end
    while start < end and document.text[start] in " 　\t":
        start += 1
    part = headings.at(document.text, start, end)
    return part.order if part is not None and part.style in ("chapter", "han") else None


def _without_contents(document: Document, headings: Headings) -> list[Paragraph]:
    """Return the paragraphs without a table of contents: headings up to the first one's return."""
    kept: list[Paragraph] = []
    dropped: list[str] = []
    inside = False
    for paragraph in document.paragraphs:
        if _CONTENTS.match(paragraph.text):
            inside = True
            continue
        words = re.sub(r"[\s　.．…·\d]+", "", paragraph.text)
        if inside:
            first = dropped[0] if dropped else ""
            if "。" in paragraph.text or (first and first.startswith(words) and words):
                inside = False
            else:
                dropped.append(words)
                continue
        kept.append(paragraph)
    return kept
