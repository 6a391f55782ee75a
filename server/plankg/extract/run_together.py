"""Finds the numbers of an annex's rows that ran together, for the ledger: 青阳镇|18001080720.

Nothing says where one value ends, so none of them is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.extract.commitments import Unread
from plankg.model import Span

# No value of a plan has so many digits.
_RUN = re.compile(r"(?<=[一-鿿）)])\d{7,}(?=[一-鿿]|\s|\Z)")
_FEWEST = 3


def run_together(text: str, lines: Sequence[Span]) -> Iterator[Unread]:
    """Yield such numbers of an annex's lines, where it has several."""
    found = [
        Span(*one.span()) for line in lines for one in _RUN.finditer(text, line.start, line.end)
    ]
    if len(found) >= _FEWEST:
        yield from (Unread(one, "values of a table that ran together") for one in found)
