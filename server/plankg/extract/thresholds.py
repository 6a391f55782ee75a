"""Tells numbers that are part of a name from values: 营收超100亿元的企业|达到5家."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.quantity import Quantity
from plankg.extract.sentences import REST_OF_NAME
from plankg.lookups import Lookups, any_of
from plankg.model import Span

# 1所|80个托位以上、以照护为主的|示范机构
_JOINED = re.compile(r"[一-鿿]{0,4}(?:、[^，,。；;、\d]{2,24}?)?的")
_JOINED_WITHIN = 32
_NAMED_BY = re.compile(r"的[一-鿿“]{2}")
_NAMED_AT_ONCE = re.compile(r"的?(?:[一-鿿“A-Z]{2})")
_NAMING = re.compile(r"的[^，,；;。]{2,20}的[^，,；;。\d]{2,12}(?:达到?|占|不低于|不少于|超过)")
_EITHER = re.compile("[一-鿿“”]{2,16}或者?")
_TAKING = ("将", "把")
_CLOSED = re.compile("[^“”]*”")
# So many characters before and after a number are searched for quotation marks.
_QUOTED_WITHIN = 30


class ThresholdGrammar:
    """The words before a number that make it say which things are counted."""

    def __init__(self, lookups: Lookups) -> None:
        self._comparing = re.compile(
            rf"{any_of(lookups.words('target_verbs', sort='comparing'))}\Z"
        )
        self._beyond = re.compile(rf"{any_of(lookups.words('target_verbs', sort='beyond'))}\Z")

    def marked(self, text: str, span: Span, found: list[Quantity]) -> list[Quantity]:
        """Return the quantities of a clause, those that are part of a name marked as such."""
        ends = {quantity.span.end for quantity in found}
        found = [_in_name(text, quantity, ends) for quantity in found]
        found = [self._threshold(text, quantity, found) for quantity in found]
        found = [_chosen(text, *pair) for pair in zip([None, *found], found, strict=False)]
        return [_quoted(text, span, quantity) for quantity in found]

    def _threshold(self, text: str, quantity: Quantity, others: list[Quantity]) -> Quantity:
        """Mark a quantity that says which things are counted: 营收超100亿元的企业|达到5家.

        A comparator stands before it, 的 and a name after it, and something else has the value.
        """
        end = quantity.span.end
        before = text[max(0, quantity.span.start - 4) : quantity.span.start]
        follows = _NAMED_AT_ONCE if self._beyond.search(before) else _NAMED_BY
        if others[-1] is not quantity and _NAMING.match(text, end) and before.endswith(_TAKING):
            # 能将|60%|的雨水就地利用的土地面积达到…: which land is meant.
            return replace(quantity, part_of_name=True)
        described = REST_OF_NAME.match(text, end)
        if quantity.part_of_name or not (described or follows.match(text[end : end + 3])):
            return quantity
        compared = self._comparing.search(before)
        alone = all(other.part_of_name or other.span == quantity.span for other in others)
        return replace(quantity, part_of_name=True) if compared and not alone else quantity


def _chosen(text: str, before: Quantity | None, quantity: Quantity) -> Quantity:
    """Mark a quantity that is as good as the one before it: 建有1个净水站或|1个泵站."""
    if before is None or (before.value, before.unit) != (quantity.value, quantity.unit):
        return quantity
    either = _EITHER.fullmatch(text, before.span.end, quantity.span.start)
    return replace(quantity, part_of_name=True) if either else quantity


def _in_name(text: str, quantity: Quantity, ends: set[int]) -> Quantity:
    """Mark a quantity that says how large the thing counted just before it is.

    1所|80个托位的|示范机构: it follows a quantity at once, and 的 joins it to the name.
    """
    if quantity.span.start not in ends:
        return quantity
    joins = _JOINED.match(text[quantity.span.end : quantity.span.end + _JOINED_WITHIN])
    return replace(quantity, part_of_name=True) if joins else quantity


def _quoted(text: str, span: Span, quantity: Quantity) -> Quantity:
    """Mark a quantity within quotation marks, which is part of a name: “2小时同城”圈."""
    start, end = quantity.span.start, quantity.span.end
    before = text[max(span.start, start - _QUOTED_WITHIN) : start]
    if before.count('"') % 2 and '"' in text[end : min(span.end, end + _QUOTED_WITHIN)]:
        return replace(quantity, part_of_name=True)
    if before.rfind("“") <= before.rfind("”"):
        return quantity
    closed = _CLOSED.match(text[end : min(span.end, end + _QUOTED_WITHIN)])
    return replace(quantity, part_of_name=True) if closed else quantity
