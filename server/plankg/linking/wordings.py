"""Takes an indicator's wording apart: what is counted, of what, for how many people, or its growth.

研发投入占GDP的比重 is a share: 研发投入 of GDP. Two wordings with the same parts are one indicator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plankg.linking.spellings import LinkSpellings
from plankg.lookups import Lookups

Form = Literal["share", "per", "growth", "fall", "plain"]

_SHARE_WORDS = "(?:比重|占比|比例|比率|份额|百分比|百分率)"
_SHARE = re.compile(rf"(?P<part>.+?)占(?P<whole>.+?)的?{_SHARE_WORDS}")
_SHARE_OF_PARTS = re.compile(rf"(?P<whole>.+)中(?P<part>.+?)的?{_SHARE_WORDS}")
_SHARE_OF_SOMETHING = re.compile(rf"(?P<part>.+?)的?{_SHARE_WORDS}")
_PER = re.compile(
    r"(?P<whole>每[百千万](?:名|个)?(?:[^拥有]{0,6}?(?:人口|人|户))|人均)(?:拥有)?(?P<part>.+)"
)
_GROWTH = re.compile(r"(?P<part>.+?)(?:同比)?增速")
_FALL = re.compile(r"(?P<part>.+?)(?:同比)?下降")
_COUNTED = re.compile(r"(?<=[^指人户次天分倍系基函参])(?:数量|总数|总量|个数|家数|数)$")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a wording: `part` is measured, as a share of `whole` or for each of it."""

    form: Form
    part: str
    whole: str = ""

    @property
    def name(self) -> str:
        """The parts as one name again, by which wordings are compared."""
        joined = {"share": f"{self.part}占{self.whole}比重", "per": f"{self.whole}{self.part}"}
        ended = {"growth": f"{self.part}增速", "fall": f"{self.part}下降"}
        return joined.get(self.form) or ended.get(self.form) or self.part


class Wordings:
    """Reads wordings of indicators with the words of the tables."""

    def __init__(self, lookups: Lookups) -> None:
        self._spellings = LinkSpellings.of(lookups, "indicators")
        self._measures = lookups.mapping("link_measures", "denominator", "measure")

    def surely(self, label: str) -> Parts:
        """Return the parts by which wordings are surely one."""
        return _parts(self._spellings.same_name(label), self._measures)

    def likely(self, label: str) -> Parts:
        """Return the parts by which wordings are likely one."""
        return _parts(self._spellings.likely_name(label), self._measures)


def _parts(name: str, measures: Mapping[str, str]) -> Parts:
    if found := _SHARE.fullmatch(name) or _SHARE_OF_PARTS.fullmatch(name):
        whole = _counted(found["whole"])
        return Parts("share", _measured(_counted(found["part"]), whole, measures), whole)
    if found := _SHARE_OF_SOMETHING.fullmatch(name):
        return Parts("share", _counted(found["part"]))
    if found := _GROWTH.fullmatch(name):
        return Parts("growth", _counted(found["part"]))
    if found := _FALL.fullmatch(name):
        return Parts("fall", _counted(found["part"]))
    if found := _PER.fullmatch(name):
        return Parts("per", _counted(found["part"]), found["whole"])
    return Parts("plain", _counted(name))


def _measured(part: str, whole: str, measures: Mapping[str, str]) -> str:
    """Return the numerator with the measure that its denominator implies: 产值 of 产业占…产值."""
    for ending, measure in measures.items():
        if whole.endswith(ending) and part.endswith(("产业", "业", "经济")):
            return f"{part}{measure}"
    return part


def _counted(name: str) -> str:
    """Return what is counted, without the words that say that it is a count."""
    return _COUNTED.sub("", name) or name
