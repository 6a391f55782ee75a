"""Cuts off what a page prints below a plan: links, an explanation, the site's signature.

The lines with which it begins are ``data/lookups/page_words.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plankg.extract.heading_lines import heading_of, top_order
from plankg.extract.structure import Headings
from plankg.lookups import Lookups
from plankg.model import Document, Paragraph

# So many of its headings stand above the words of the page below a plan.
_FEWEST_HEADINGS = 2


class PageBelow:
    """The lines with which a page goes on below a plan, and where they may stand.

    A site's signature (主办：…人民政府) may also be the label of a body in a plan: it is the page's
    only below the plan's last heading. A numbered heading (（一）加强政策解读) is the plan's.
    """

    def __init__(self, lookups: Lookups) -> None:
        self._anywhere, self._last = (
            re.compile("|".join(lookups.words("page_words", "pattern", stands=stands)))
            for stands in ("anywhere", "last")
        )

    def cut_from(
        self, document: Document, paragraphs: Sequence[Paragraph], headings: Headings
    ) -> list[Paragraph]:
        """Return a plan's paragraphs without those of its page.

        A page's menu stands above the plan's first headings, and hides nothing.
        """
        heads = [heading_of(document, one, headings) is not None for one in paragraphs]
        last = max((index for index, is_head in enumerate(heads) if is_head), default=0)
        seen = 0
        for index, paragraph in enumerate(paragraphs):
            seen += top_order(document, paragraph, headings) is not None
            if seen < _FEWEST_HEADINGS or heads[index]:
                continue
            if self._begins(paragraph, last=index > last):
                return list(paragraphs[:index])
        return list(paragraphs)

    def _begins(self, paragraph: Paragraph, *, last: bool) -> bool:
        words = paragraph.text.strip(" 　\r\t《》")
        return bool(self._anywhere.fullmatch(words) or (last and self._last.fullmatch(words)))


__all__ = ["PageBelow"]
