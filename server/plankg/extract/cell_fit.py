"""Says how well words fit into a column of a table, by what the column's header promises.

A score above zero is a sign that the words belong there, one below a doubt; `NEVER` that they
cannot. Numbers, units, values, attributes, times and bodies have forms of their own; goals and
names are the words that have none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from plankg.extract.indicator_names import MeasureWords
from plankg.extract.indicator_values import NOTHING, ValueGrammar
from plankg.extract.name_pieces import is_broken
from plankg.extract.responsibilities import RoleGrammar
from plankg.lookups import Lookups
from plankg.model import Span

NEVER = -1000.0
VALUES = ("year", "goal-value", "base", "growth", "total")
ROLES = ("lead", "participant", "responsible")
# What a row says first of all: without it there is none.
MAIN = ("goal", "indicator")
_TEXTS = (*MAIN, "task", "action", "category")
_NUMBER = re.compile(
    r"[（(]?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[一二三四五六七八九十]{1,3})[）)]?[．.、]?\Z"
)
_TIME = re.compile(
    r"20\d\d|\d{1,2}月|季度|年底|长期|持续|全年|每年|常态|适时|立即|近期|中期|按(?:时|进度|要求)|[一二三]年"
)
_DOING = re.compile(r"[。；，]|完成[^时率]|建成|推进[^会]|开展|实施")
_HAN = re.compile(r"[一-鿿]")
_SEPARATOR = re.compile(r"[、，,；;\s　]+")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_PERSON = re.compile(r"[一-鿿]{2,4}(?:副?(?:书记|市长|县长|区长|省长|局长|主任))?\Z")
_OFFICE = re.compile(r"[一-鿿]{1,8}(?:处|科|股)室?\Z")
# 青禾镇, 东湖街道: who stands beside bodies in a column of theirs.
_TOWN = re.compile(r"(?!特色)[一-鿿]{1,4}(?<![小城乡村])(?:镇|乡|街道)\Z")
_ITEM = re.compile(r"\d{1,2}[．.、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[—－-]{2}")
_OF_AREA = re.compile(r"[省市县区州盟旗各]")
_DIGIT = re.compile(r"\d")
_STOPPED = ("。", "；", "！", ";")
_LONGEST = 600
_LONGEST_VALUE = 24
# What it costs to leave a cell blank: most where a row would say nothing without it.
_BLANK: Mapping[str, float] = {
    "goal": 3.0, "indicator": 4.0, "lead": 2.0, "responsible": 1.5, "number": 1.5, "task": 0.7,
    "participant": 0.8, "person": 0.8, "category": 0.3, "action": 0.3, "other": 0.2,
}  # fmt: skip


class CellFit:
    """The forms of cells, compiled once.

    `offices` says that bodies may be parts of one (人事科), as in a column 责任科室.
    """

    def __init__(self, lookups: Lookups, *, offices: bool = False) -> None:
        self._roles = lookups.made(RoleGrammar)
        self._offices = offices
        self._values = lookups.made(ValueGrammar)
        self._measures = lookups.made(MeasureWords)
        unit = lookups.unit_pattern
        self._unit = re.compile(
            rf"[（(]?(?:[%％‰]|[万亿百千]?(?:{unit})(?:/[万千百]?(?:{unit}))*|[万亿]|分)[）)]?\Z"
        )
        attribute = "|".join(lookups.words("indicator_words", "pattern", sort="attribute"))
        self._attribute = re.compile(rf"(?:{attribute})(?:指标)?\Z")
        in_words = "|".join(lookups.words("indicator_words", "pattern", sort="in-words"))
        self._in_words = re.compile(rf"(?:{in_words})\Z")

    def score(self, words: str, sort: str) -> float:
        """Return how well words fit into a column of a sort."""
        if len(words) > _LONGEST:
            return NEVER
        if sort == "number":
            return 0.0 if _NUMBER.match(words) else NEVER
        if sort in _TEXTS or sort == "other":
            return self._text(words, sort)
        if NOTHING.fullmatch(words):
            return 0.3
        if sort == "unit":
            return 1.5 if self._unit.match(words) else (-1.0 if _is_short(words, 6) else NEVER)
        if sort == "property":
            return 2.0 if self._attribute.match(words) else NEVER
        if sort in VALUES:
            return self._value(words)
        if sort in ROLES:
            return self._bodies(words)
        if sort == "person":
            return self._person(words)
        return self._time(words)

    def blank(self, sort: str) -> float:
        """Return what it costs to leave a cell blank."""
        return _BLANK.get(sort, 1.0)

    def goes_on(self, above: str, words: str, sort: str) -> float:
        """Return how well a line goes on with the cell of the line above it."""
        if sort in VALUES and self.is_placed(above) and self.is_placed(words):
            return -0.2
        if sort in ROLES:
            return (-0.3 if above.endswith("、") else -0.9) if self.is_bodies(words) else NEVER
        if sort not in _TEXTS and sort not in ("other", "person"):
            return NEVER
        if not _HAN.search(words) or self._attribute.match(words):
            return NEVER
        if self._is_time(words):
            return NEVER
        begun = bool(_ITEM.match(words)) or (len(above) > 8 and not above.endswith(_STOPPED))
        # 新建水站3座；⏎改造泵房5座。: a list of measures goes on; a title has no such signs.
        begun = begun or (sort in MAIN and above.endswith(("；", ";")))
        wrong = 2.0 if self.is_bodies(words) else 0.0
        wrong += 1.0 if sort in ("task", "action", "category") and words.endswith(_STOPPED) else 0.0
        return (-0.4 if begun else -1.4) - wrong

    def is_placed(self, words: str) -> bool:
        """Say whether words are values of one sort of place each: 山区县≥30."""
        return bool(self.places(words))

    def places(self, words: str) -> tuple[str, ...]:
        """Return the sorts of places that words give a value each, none for other words."""
        found = self._values.placed_in(words, Span(0, len(words)))
        return tuple(place.of(words) for place, _ in found)

    def is_bodies(self, words: str) -> bool:
        """Say whether words are a list of bodies and nothing else."""
        names = self._names(words)
        return bool(names) and len(words) <= 200 and all(map(self._is_body, names))

    def _is_body(self, name: str) -> bool:
        office = self._offices and _OFFICE.match(name) is not None
        names = self._roles.names
        body = names.is_body(name) and not names.is_sort_alone(name)
        return office or body or _TOWN.match(name) is not None

    def _is_time(self, words: str) -> bool:
        if not _TIME.search(words) or len(words) > 12 or _DOING.search(words):
            return False
        # 学前三年入园率 is a rate.
        return not self._measures.ends(words)

    def _names(self, words: str) -> list[str]:
        bare = re.sub(r"等\Z", "", _BRACKETS.sub("", words))
        names: list[str] = []
        for name in filter(None, _SEPARATOR.split(bare)):
            whole = names and is_broken(names[-1], name, self._roles.names.is_body, signs=False)
            names[-1:] = [names[-1] + name] if whole else [*names[-1:], name]
        return names

    def _text(self, words: str, sort: str) -> float:
        if sort == "other":
            return 0.0
        if not _HAN.search(words) or self._attribute.match(words) or self._unit.match(words):
            return -4.0 if len(words) > 1 and not _NUMBER.match(words) else NEVER
        if sort != "goal" and self.is_placed(words):
            return -4.0
        if sort != "goal" and self._in_words.match(words):
            return -2.0
        score = 0.5 if sort in MAIN else 0.0
        if self.is_bodies(words):
            score -= 2.0
        elif self._is_time(words):
            return NEVER
        if sort not in MAIN and (len(words) > 40 or words.endswith(_STOPPED)):
            score -= 1.0
        if sort == "indicator" and ("。" in words or len(words) > 60):
            score -= 3.0
        return score

    def _value(self, words: str) -> float:
        whole = Span(0, len(words))
        if self._values.values_in(words, whole) or self._values.two_in(words, whole):
            return 1.5
        if self._in_words.match(words) or self.is_placed(words):
            return 1.0
        if self._attribute.match(words) or self.is_bodies(words):
            return -3.0
        return -0.7 if _is_short(words, _LONGEST_VALUE) else NEVER

    def _bodies(self, words: str) -> float:
        names = self._names(words)
        if words.endswith("。") and _OF_AREA.match(words) and not _DIGIT.search(words):
            # A cell of bodies may end in a full stop: 区财政局、各乡镇。
            words = words[:-1]
            names = self._names(words)
        known = sum(map(self._is_body, names))
        if names and known == len(names):
            return 2.0
        if "。" in words or not _HAN.search(words):
            return NEVER
        if known * 2 >= len(names) > 0:
            return 0.7
        return -1.5 if len(words) <= 16 and not re.search(r"\d", words) else NEVER

    def _person(self, words: str) -> float:
        names = self._names(words)
        if self.is_bodies(words):
            return -2.0
        if names and all(_PERSON.match(name) for name in names):
            return 0.8
        return -0.5 if _is_short(words, 30) else NEVER

    def _time(self, words: str) -> float:
        if _TIME.search(words) and len(words) <= 40 and "。" not in words:
            return 1.5
        return -1.0 if _is_short(words, 12) and not self.is_bodies(words) else NEVER


def _is_short(words: str, most: int) -> bool:
    return len(words) <= most and "。" not in words
