"""Tells how long a line is that is built from which things are meant: 建设|30公里以上|环湖绿道."""

from __future__ import annotations

import re

from plankg.lookups import Lookups, any_of

# 每年推动|20万平方米以上|的水厂节能改造
_YEARLY = re.compile("每年[一-鿿]{0,8}\\Z")
_YEARLY_WITHIN, _VERB_WITHIN = 20, 6
_LENGTHS = ("公里", "千米", "万米", "米")
_BRACKETS = ("（）", "()")
# 新建公园2个。|每个公园面积|2000平方米以上: how large each of those is to be that were counted.
_OF_ONE = re.compile(r"每(?P<word>[个条座处家所片栋])(?P<thing>[一-鿿]{2,8})")
_ONE_WITHIN, _COUNTED_WITHIN = 80, 200
_SHORTEST_THING = 2


class SizeGrammar:
    """The words around a size, compiled once; `number` matches a number with its unit."""

    def __init__(self, lookups: Lookups, number: str) -> None:
        works = any_of(lookups.words("target_verbs", sort="work"))
        self._work = re.compile(rf"的?[^，,；;。、：:\d]{{2,24}}{works}(?=[，,；;。]|\Z)")
        line = any_of(lookups.words("name_words", sort="line"))
        self._line = re.compile(rf"[^，,；;。、：:\d的]{{0,12}}{line}(?=[，,；;。]|建设|\Z)")
        self._built = re.compile(rf"{any_of(lookups.words('verbs'))}\Z")
        # 桶（50升）|至少6组
        self._counted = re.compile(rf"[^，,；;。\d]{{0,3}}{number}")

    def is_done(self, text: str, start: int, unit: str, rest: str) -> bool:
        """Say whether so much is done, though 以上 stands behind it and a name follows.

        每年推动|20万平方米以上|的水厂节能改造, 建设|30公里以上|环湖绿道. `rest` is what follows.
        """
        if _YEARLY.search(text, max(0, start - _YEARLY_WITHIN), start) and self._work.match(rest):
            return True
        built = self._built.search(text, max(0, start - _VERB_WITHIN), start)
        return unit in _LENGTHS and bool(built) and bool(self._line.match(rest))

    def is_of_each(self, text: str, start: int, end: int) -> bool:
        """Say whether a bracket says how large each of those counted is: 分类桶（50升）6组."""
        around = text[start - 1 : start] + text[end : end + 1]
        return around in _BRACKETS and bool(self._counted.match(text, end + 1))

    def is_of_one(self, text: str, start: int) -> bool:
        """Say whether a sentence says how large one of those is that were counted before.

        新建公园2个。每个公园面积|2000平方米以上，其中绿地|500平方米以上
        """
        sentence = max(text.rfind("。", 0, start) + 1, start - _ONE_WITHIN)
        for one in _OF_ONE.finditer(text, sentence, start):
            before = text[max(0, one.start() - _COUNTED_WITHIN) : one.start()]
            thing = one["thing"]
            names = (thing[:size] for size in range(_SHORTEST_THING, len(thing) + 1))
            if any(re.search(rf"{name}[”」]?\d{{1,4}}{one['word']}", before) for name in names):
                return True
        return False
