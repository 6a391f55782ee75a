"""Reads an annex of standards whose cells a crawler ran together, each row with its points.

``考核内容考核标准考核分值引水每个镇新建渠道2条。30绿化每个镇新建苗圃1个。70``: rows have no number
printed, and end in a full stop and so many points. Only points that make a hundred together, or
tens of it, are told from numbers of what follows; where they do not, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.model import Span

_HEAD = re.compile(
    r"(?:考核|评价|评分|工作|项目)[一-鿿]{2,12}(?:标准|要求)(?:考核|评价|评分)?(?:分值|分数|权重)(?:[（(]分[)）])?"
)
_END = re.compile(r"。(?P<points>\d{1,2})(?![\d.．、年月日%])")
# 花街|各镇每年新建…: the row's name before whom its text speaks of, or when.
_NAME = re.compile(r"[一-鿿]{2,12}?(?=各[省市县区镇乡园街]|每[个年]|(?:到|至)?20\d\d年)")
_WHOLE = 100
_FEWEST_ROWS = 3


def scored_rows(text: str, span: Span) -> Iterator[Span]:
    """Yield the words of each row of a stretch, without its name where that is told."""
    head = _HEAD.search(text, span.start, span.end)
    ends = list(_END.finditer(text, head.end(), span.end)) if head else []
    points = sum(int(end["points"]) for end in ends)
    if head is None or len(ends) < _FEWEST_ROWS or points == 0 or points % _WHOLE:
        return
    begin = head.end()
    for end in ends:
        name = _NAME.match(text, begin, end.start())
        yield Span(name.end() if name else begin, end.start() + 1)
        begin = end.end()
