"""Parts the words before a flattened row's values: categories, number, name, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.flat_headers import FlatHeader
from plankg.lookups import Lookups
from plankg.model import Span

BLANKS = " \t\r\n　\xa0"
# A name may begin with digits: 1.5G基站数, 4.30亿元以上项目.
MARK = re.compile(
    r"(?<![\dA-Za-z.．])(?P<n>\d{1,2})[．.、](?!\d(?!\d*(?:[A-Za-z]|[亿万千百]|公里|[家个]))|\d+[.．])"
)
_BARE_MARK = re.compile(r"(?<!\d)(?P<n>\d{1,2})(?=[\s　一-鿿])")
_HAN = re.compile(r"[一-鿿]")
_OPEN_END = re.compile(r"(?:[的占及和与、或（(]|等)\Z")


@dataclass(frozen=True)
class FlatName:
    """What is printed before a row's values; `heads` are rows of categories above it."""

    heads: tuple[Span, ...]
    number: Span | None
    name: Span
    unit: Span | None
    attribute: Span | None = None


class FlatNames:
    """The words of names, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        categories = "|".join(lookups.words("indicator_words", "pattern", sort="category"))
        attributes = "|".join(lookups.words("indicator_words", "pattern", sort="attribute"))
        self._attribute = re.compile(rf"(?:{attributes})(?:指标)?\Z")
        self._unit = re.compile(
            rf"(?:[%％‰]|{lookups.unit_pattern}(?:/(?:[万千百])?{lookups.unit_pattern})?|[万亿])\Z"
        )
        self._category = re.compile(
            rf"(?:{categories})(?!的|水平|能力|指数|率|度|满意|总量)(?=.{{4,}})"
        )

    def parts(self, text: str, words: Span, header: FlatHeader, last: int) -> FlatName | None:
        """Return the parts of the words before a row's values, None where no name is left."""
        words = trimmed(text, words)
        number: Span | None = None
        heads: tuple[Span, ...] = ()
        mark = MARK.search(text, words.start, words.end)
        if mark is None and header.has("number"):
            mark = next(
                (
                    one
                    for one in _BARE_MARK.finditer(text, words.start, words.end)
                    if int(one["n"]) == last + 1
                ),
                None,
            )
        if mark is not None:
            number = Span(mark.start(), mark.end())
            if mark.start() > words.start:
                heads = (trimmed(text, Span(words.start, mark.start())),)
            words = trimmed(text, Span(mark.end(), words.end))
            if header.sorts[-1] == "other":
                # What stands before a number is the last cell of the row above it.
                heads = ()
        attribute: Span | None = None
        if header.property_first:
            attribute, words = self._cut_attribute(text, words)
        unit = self._unit_at_end(text, words) if header.has("unit") else None
        if unit is not None:
            words = trimmed(text, Span(words.start, unit.start))
        if header.property_first and attribute is None:
            attribute, words = self._cut_attribute(text, words)
        if number is None:
            above, words = self._last_token(text, words)
            heads = (*heads, *above)
        if not _HAN.search(text, words.start, words.end):
            return None
        return FlatName(heads, number, words, unit, attribute)

    def _cut_attribute(self, text: str, words: Span) -> tuple[Span | None, Span]:
        """Return the attribute (约束性) with which words end, and the words before it."""
        match = self._attribute.search(text, words.start, words.end)
        if match is None:
            return None, words
        return Span(*match.span()), trimmed(text, Span(words.start, match.start()))

    def _unit_at_end(self, text: str, words: Span) -> Span | None:
        """Return the unit with which the words end, the longest; None where they end with none."""
        for start in range(max(words.start + 2, words.end - 8), words.end):
            if self._unit.match(text, start, words.end):
                return Span(start, words.end)
        return None

    def _last_token(self, text: str, words: Span) -> tuple[tuple[Span, ...], Span]:
        """Part rows of categories from a name without a number, where blanks part them."""
        tokens = [
            Span(words.start + found.start(), words.start + found.end())
            for found in re.finditer(rf"[^{BLANKS}]+", words.of(text))
        ]
        while len(tokens) > 1:
            above, name = tokens[-2].of(text), tokens[-1].of(text)
            broken = above.count("（") + above.count("(") > above.count("）") + above.count(")")
            if not (broken or _OPEN_END.search(above) or name[0] in "（(%％"):
                break
            tokens[-2:] = [Span(tokens[-2].start, tokens[-1].end)]
        if len(tokens) < 2:
            heads: tuple[Span, ...] = ()
        else:
            heads = tuple(tokens[:-1])
        name_span = tokens[-1] if tokens else words
        if not heads:
            match = self._category.match(text, name_span.start, name_span.end)
            if match:
                heads = (Span(*match.span()),)
                name_span = Span(match.end(), name_span.end)
        return heads, name_span


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the blanks around its words."""
    start, end = span.start, span.end
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return Span(start, end)
