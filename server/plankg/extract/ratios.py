"""Finds how much comes for one that is spent: 撬动社会资本比例达到1:4 is four times as much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.numerals import number_of
from plankg.extract.quantity import Quantity
from plankg.model import Span

# 按6:4分担 and 师生比1:15 are of another kind.
_LEVERAGE = re.compile(
    r"(?:撬动|带动|放大)[^，,。；;\d]{0,16}?(?:比例?|倍数)[^，,。；;\d]{0,6}?"
    r"(?P<ratio>1[ 　]?[:：∶][ 　]?(?P<times>\d+(?:\.\d+)?)(?P<least>及?以上)?)(?![\d:：∶])"
)


def ratios_in(text: str, span: Span) -> Iterator[Quantity]:
    """Yield the ratios of what is moved to what moves it."""
    for match in _LEVERAGE.finditer(text, span.start, span.end):
        yield Quantity(
            Span(*match.span("ratio")),
            number_of(match["times"]),
            None,
            "倍",
            "share",
            ">=" if match["least"] else "=",
        )
