"""Finds the numbers with units in a sentence, and tells values from names that hold numbers.

A quantity is a value (committed to, perhaps), or part of a name: 30亿元以上项目 (a threshold),
3000吨级 (a grade). Dates, ordinals and legal citations are no quantities at all: their signs
(年, 月, 第, 号) are no units. Nor is a number in the title of a document: 《支持电网十五条措施》.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.quantities_in_digits import DigitGrammar
from plankg.extract.quantities_in_words import TENTHS, NumeralGrammar
from plankg.extract.quantity import Quantity
from plankg.extract.ratios import ratios_in
from plankg.extract.thresholds import ThresholdGrammar
from plankg.lookups import Lookups
from plankg.model import Span

# Every quantity has a digit, a Chinese numeral, or one of 翻番 and 半数: most clauses have none.
_ANY_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万亿半翻]")
_TITLE_MARK = re.compile("[《》]")
# 个工作日, 个百分点, 个月: what 个 alone leaves out.
_LONGER_UNIT = re.compile("个.")
_MULTIPLIERS = ("万", "亿")


class QuantityGrammar:
    """The patterns of quantities, compiled once from the lookup tables."""

    def __init__(self, lookups: Lookups) -> None:
        self._digits = lookups.made(DigitGrammar)
        self._words = lookups.made(NumeralGrammar)
        self._thresholds = lookups.made(ThresholdGrammar)

    def quantities_in(self, text: str, span: Span) -> tuple[Quantity, ...]:
        """Return the quantities of a sentence in text order, none overlapping another."""
        if not _ANY_NUMBER.search(text, span.start, span.end):
            return ()
        found = [
            *self._digits.with_unit_in(text, span),
            *self._digits.without_unit_in(text, span),
            *self._digits.ranks_in(text, span),
            *self._words.rounds_in(text, span),
            *self._words.counted_in(text, span),
            *self._words.multiples_in(text, span),
            *self._digits.days_in(text, span),
            *ratios_in(text, span),
        ]
        if not found:
            return ()
        found = self._thresholds.marked(text, span, found)
        found = [_in_percent(one) if one.unit == TENTHS else one for one in found]
        found.sort(key=lambda quantity: (quantity.span.start, -quantity.span.end))
        for n in reversed(range(len(found) - 1)):
            found[n] = _in_unit_of_next(text, found[n], found[n + 1 : n + 2])
        result: list[Quantity] = []
        titles = _titles_in(text, span)
        for quantity in found:
            apart = not result or quantity.span.start >= result[-1].span.end
            if apart and not any(title.covers(quantity.span) for title in titles):
                result.append(quantity)
        return tuple(result)


def _titles_in(text: str, span: Span) -> list[Span]:
    """Return what stands between title marks; one of a pair may be outside the span."""
    titles: list[Span] = []
    begin, opened = span.start, False
    for mark in _TITLE_MARK.finditer(text, span.start, span.end):
        if mark.group() == "《":
            begin, opened = mark.start(), True
        elif opened or not titles:
            titles.append(Span(begin, mark.end()))
            opened = False
    return [*titles, Span(begin, span.end)] if opened else titles


def _in_percent(tenths: Quantity) -> Quantity:
    """Return tenths as a percentage, as 一半 is one: 八成以上 is 80 %."""
    last = None if tenths.value_max is None else tenths.value_max * 10
    return replace(tenths, value=tenths.value * 10, value_max=last, unit="%")


def _in_unit_of_next(text: str, quantity: Quantity, following: list[Quantity]) -> Quantity:
    """Return a quantity in the unit that the next one says for both: 2个和1.5个百分点.

    So it is with every longer unit of 个 (15个、7个工作日), and of 万 and 亿: 180万、260万千瓦.
    """
    longer = following and len(following[0].unit) > 1 and following[0].unit[0] == quantity.unit
    if longer and quantity.unit in _MULTIPLIERS:
        between = text[quantity.span.end : following[0].span.start]
        if between not in ("、", "和", "与", "及"):
            return quantity
        return replace(quantity, unit=following[0].unit, word_class=following[0].word_class)
    if quantity.unit != "个" or not following or not _LONGER_UNIT.match(following[0].unit):
        return quantity
    if text[quantity.span.end : following[0].span.start] not in ("、", "和", "与", "及"):
        return quantity
    return replace(quantity, unit=following[0].unit, word_class=following[0].word_class)
