"""Parts the paragraphs of a line whose line breaks were lost, by the blanks that they begin with.

A page that was saved without its line breaks still has each paragraph's indent:
``…现印发给你们。　　一、修渠　　（一）引水。…　　（二）清淤。…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.model import Span

_INDENT = re.compile(r"\u3000{2}(?!\s)")
_ENDS = "。；！？"
# Fewer sentences with blanks behind them may be a form (甲方：　　乙方：　　) or a table's row.
_FEWEST = 3
# What is shorter is a word spread out (总　　则) or a number (第一章　　修渠).
_SHORTEST = 5


def paragraphs_in(text: str, line: Span) -> Iterator[Span]:
    """Yield the paragraphs that a line holds, itself where its line breaks are not lost."""
    indents = [match.start() for match in _INDENT.finditer(text, line.start, line.end)]
    if sum(text[at - 1] in _ENDS for at in indents if at > line.start) < _FEWEST:
        yield line
        return
    begin = line.start
    for at in indents:
        if len(text[begin:at].strip()) >= _SHORTEST:
            yield Span(begin, at)
            begin = at
    yield Span(begin, line.end)
