"""Restores the tail that the last name of a list carries for all: 1个万亿级、3个千亿级产业集群."""

from __future__ import annotations

import re

from plankg.extract.target_rules.items import ONLY_LIST_SIGNS, Item
from plankg.extract.target_rules.language import Language
from plankg.model import Span

# 、3个千亿级|产业集群 after 1个万亿级.
_NEXT_GRADE = re.compile(
    r"(?:[、和及与]\d+[^，,。；;、和及与\d]{1,8}级)*[、和及与]\d+(?:[—－–-]\d+)?[个家条座名人]"
    r"[^，,。；;、和及与]{1,8}级(?P<tail>[一-鿿]{2,12})"
)
# 、20个 before 十万亩: the next item of a list of sizes.
_NEXT_SIZE = re.compile(r"[、和及与][ 　]?\d+(?:[—－–-]\d+)?[ 　]?[个家条座处片][ 　]?")
_TAIL = re.compile("[一-鿿]{2,12}")
# 贫困村|的网络覆盖: what of the places is counted.
_PLACE_OF = re.compile("[一-鿿]{1,5}?[县村镇市区乡户](?=的)")
_QUOTED = re.compile("“[^“”]{1,12}”(?=[一-鿿]{2,6}\\Z)")
_PLACE_SIGNS = "县村镇市区乡户"
_SHORTEST_NAME = 3


def tail_of_grades(text: str, name: Span, indicator: str, language: Language) -> Span | None:
    """Return the name that the last grade carries: 产业集群 for 1个万亿级、3个千亿级产业集群.

    Of sizes (3个百万亩、10个万亩|灌区), too.
    """
    grade = _NEXT_GRADE.match(text, name.end) if indicator.endswith("级") else None
    if grade:
        return Span(grade.start("tail"), grade.end("tail"))
    if not language.names.size_only.fullmatch(indicator):
        return None
    position = name.end
    while following := _NEXT_SIZE.match(text, position):
        size = language.names.size_only.match(text, following.end())
        if size is None:
            return None
        position = size.end()
    tail = _TAIL.match(text, position) if position > name.end else None
    return Span(*tail.span()) if tail else None


def tail_of_list(item: Item, name: Span, indicator: str, language: Language) -> Span | None:
    """Return the tail that the last name of a list carries for all of them.

    100个农用地和50个建设用地|污染治理试点: both names end alike, and only the last goes on.
    """
    text, end = item.text, item.clause.span.end
    later = [
        quantity
        for quantity in language.quantities.quantities_in(text, Span(name.end, end))
        if not quantity.part_of_name
    ]
    if not later or len(indicator) < _SHORTEST_NAME or not indicator.endswith(name.of(text)):
        return None
    gap = text[name.end : later[0].span.start]
    last = text[later[-1].span.end : end]
    if not ONLY_LIST_SIGNS.fullmatch(gap) or not re.match('[一-鿿“"]', last):
        return None
    if indicator.endswith("”") and (quoted := _QUOTED.match(last)):
        # 100个|“一证办”|、50个“零材料办”|事项
        return Span(later[-1].span.end + quoted.end(), end) if quoted.end() < len(last) else None
    ending = indicator[-2:]
    at = last.find(ending)
    if at < 0 and (place := _PLACE_OF.match(last)) and indicator[-1] in _PLACE_SIGNS:
        at, ending = place.end() - 1, last[place.end() - 1]
    if at <= 0 or at + len(ending) >= len(last) - 1:
        return None
    return Span(later[-1].span.end + at + len(ending), end)
