"""Knows lines of a table of contents, in which dots lead from a heading to its page.

It stands apart because both readers of pages and readers of plans ask.
"""

from __future__ import annotations

import re

# 一、总体要求........12
_LEADERS = re.compile(r"(?:[.．·…][ 　]?){4,}[ 　]*[-－—]?\d{1,3}[-－—]?[\s　]*\Z")
# Of the dots so many are looked at, since a line may be nothing but dots.
_REACH = 20
_DOTS = ".．·… 　"


def leads_to_page(words: str) -> bool:
    """Say whether dots lead from a line's words to a page's number, as in a table of contents."""
    return _LEADERS.search(words, max(0, len(words.rstrip()) - _REACH)) is not None


def led_heading(words: str) -> str:
    """Return the heading that a line of a table of contents names, without blanks in it.

    ``""`` for other lines.
    """
    found = _LEADERS.search(words, max(0, len(words.rstrip()) - _REACH))
    return "".join(words[: found.start()].rstrip(_DOTS).split()) if found else ""


__all__ = ["leads_to_page", "led_heading"]
