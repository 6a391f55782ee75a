"""Finds line breaks that a page left behind the first line of a part, in a text joined otherwise.

``（一）改造管网。全面排查老旧管⏎网，新建泵站30座。``: who puts cut lines together by their signs
takes the first line of a numbered part for a heading of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plankg.extract.line_joins import begins_nothing, columns_of, ends_a_sentence

# （一）改造管网。全面排查…: a number and a title, behind which the words of the part begin.
_PART = re.compile(
    r"[\s　]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?[、．.]?|[（(]?\d{1,2}(?:[）)]|[.．、﹒]))"
    r"[^。\n]{2,40}。[^。\n][^\n]*(?<=[一-鿿A-Za-z\d，、,])\Z"
)
# A row's next cell (市水利局、市财政局) has no clauses, a heading or a signature no end.
_CLAUSES = re.compile("[，。；,;]")
_LONG = 60
_APART = re.compile(
    r"[\s　]*(?:[（(〔【\[]|20\d\d[ 　]*年[^，。]{0,8}日[\s　]*\Z|[^，。；：:]{2,8}[:：])"
)


def stray_rests(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the lines that go on with a part's first line, cut in a sentence."""
    return {
        index
        for index, line in enumerate(lines)
        if index and _PART.match(lines[index - 1].rstrip()) and _goes_on(line)
    }


def _goes_on(line: str) -> bool:
    if not begins_nothing(line) or _APART.match(line) or not _CLAUSES.search(line):
        return False
    return ends_a_sentence(line) or line.rstrip().endswith(("）", ")")) or columns_of(line) >= _LONG
