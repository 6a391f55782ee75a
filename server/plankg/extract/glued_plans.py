"""Parts plans that stand in one paragraph, as a page without line breaks prints them.

A further plan begins where a sentence has ended, a plan's title follows, and then the first heading
of a numbering that had already come to its second one (二、). Where any of these is missing, the
paragraph is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.lookups import Lookups, any_of
from plankg.model import Document, Paragraph, Span

# A shorter paragraph holds no two plans.
_SHORTEST = 60
# So far behind its title does a plan's first heading begin at most: a preamble is between.
_PREAMBLE = 600
_HEADING = re.compile(
    r"(?<![一二三四五六七八九十（(第])(?P<n>[一二三四五六七八九十]{1,3})、(?=[一-鿿])"
)
_SECOND = re.compile(r"(?<=[。；）)\s])(?:二、|第二章)")


class GluedPlans:
    """The titles of plans within running text, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        kinds = any_of(lookups.words("plan_types"))
        years = r"(?:[（(][^（()）]{0,6}20\d\d[^（()）]{0,14}[)）]|[（(]试行[)）])?"
        self._title = re.compile(
            rf"(?<=[。！）)])[ 　]*(?P<mark>附件[ 　]*\d{{0,2}}[:：]?[ 　]*)?"
            rf"(?P<title>[^，。；：、《》（）()\s]{{4,50}}{kinds}{years})"
            rf"(?=[ 　]*(?:一、|第一章|为|根据|按照))"
        )

    def parted(self, document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """Yield the paragraphs, those that hold further plans cut at the titles of these."""
        for paragraph in paragraphs:
            position = paragraph.span.start
            if paragraph.span.end - position >= _SHORTEST:
                for match in self._title.finditer(document.text, position, paragraph.span.end):
                    if not self._begins(document.text, match, position, paragraph.span.end):
                        continue
                    for start, end in (
                        (position, match.start()),
                        match.span("mark"),
                        match.span("title"),
                    ):
                        if 0 <= start < end:
                            yield Paragraph(Span(start, end), document.text[start:end])
                    position = match.end()
            yield (
                paragraph
                if position == paragraph.span.start
                else Paragraph(
                    Span(position, paragraph.span.end),
                    document.text[position : paragraph.span.end],
                )
            )

    def _begins(self, text: str, title: re.Match[str], start: int, end: int) -> bool:
        """Say whether a plan begins with a title: 二、 is before it, 一、 first behind it."""
        if not _SECOND.search(text, start, title.start()):
            return False
        first = _HEADING.search(text, title.end(), min(end, title.end() + _PREAMBLE))
        return first is not None and first["n"] == "一"


def comes_to_second(words: str) -> bool:
    """Say whether a paragraph holds the second heading of a numbering."""
    return len(words) >= _SHORTEST and bool(_SECOND.search(words))
