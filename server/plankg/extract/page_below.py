"""Cuts off what a page prints below a plan: links, an explanation, the site's signature.

The lines with which it begins are ``data/lookups/page_words.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plankg.extract.heading_lines import heading_of, top_order
from plankg.extract.structure import Headings, Part
from plankg.lookups import Lookups
from plankg.model import Document, Paragraph

# So many of its headings stand above the words of the page below a plan.
_FEWEST_HEADINGS = 2


class PageBelow:
    """The lines with which a page goes on below a plan, and where they may stand.

    A site's signature (主办：…人民政府) may also be the label of a body in a plan: it is the page's
    only below the plan's last heading. What leads to the page's neighbours (上一篇：…) needs one
    heading above it, and none where nothing but such words follows. A numbered heading
    (（一）加强政策解读) is the plan's.
    """

    def __init__(self, lookups: Lookups) -> None:
        self._anywhere, self._last, self._turns = (
            re.compile("|".join(lookups.words("page_words", "pattern", stands=stands)))
            for stands in ("anywhere", "last", "turns")
        )

    def cut_from(
        self, document: Document, paragraphs: Sequence[Paragraph], headings: Headings
    ) -> list[Paragraph]:
        """Return a plan's paragraphs without those of its page.

        A page's menu stands above the plan's first headings, and hides nothing. Where the next
        heading goes on counting (三、 after 二、), the plan has not ended.
        """
        heads = [heading_of(document, one, headings) for one in paragraphs]
        follows = _next_of(heads)
        orders: dict[str, int] = {}
        tail = self._tail_of(paragraphs)
        seen = 0
        for index, paragraph in enumerate(paragraphs):
            seen += top_order(document, paragraph, headings) is not None
            head, below = heads[index], follows[index]
            if head is not None:
                orders[head.style] = head.order
            elif below is not None and below.order == orders.get(below.style, 0) + 1 > 1:
                continue
            elif index >= tail or self._begins(paragraph, seen, last=below is None):
                return list(paragraphs[:index])
        return list(paragraphs)

    def _tail_of(self, paragraphs: Sequence[Paragraph]) -> int:
        """Return from which paragraph on there is nothing but ways to other pages."""
        at = len(paragraphs)
        while at > 1 and self._leads_on(paragraphs[at - 1]):
            at -= 1
        return at

    def _leads_on(self, paragraph: Paragraph) -> bool:
        return self._turns.fullmatch(_bare(paragraph)) is not None

    def _begins(self, paragraph: Paragraph, headings: int, *, last: bool) -> bool:
        """Say whether the page goes on with a paragraph below so many headings."""
        if headings and last and self._leads_on(paragraph):
            return True
        words = _bare(paragraph)
        return headings >= _FEWEST_HEADINGS and bool(
            self._anywhere.fullmatch(words)
            or self._turns.fullmatch(words)
            or (last and self._last.fullmatch(words))
        )


def _bare(paragraph: Paragraph) -> str:
    return paragraph.text.strip(" 　\r\t《》")


def _next_of(heads: Sequence[Part | None]) -> list[Part | None]:
    """Return for each paragraph the next heading below it."""
    found: list[Part | None] = []
    below: Part | None = None
    for head in reversed(heads):
        found.append(below)
        below = head or below
    return found[::-1]


__all__ = ["PageBelow"]
