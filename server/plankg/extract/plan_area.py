"""Finds the area in which a plan applies: by its issuer, its title, or the bodies that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plankg.body_names import normalised
from plankg.lookups import Lookups, any_of
from plankg.register import Register

# How an area is named that no register knows: 青禾市.
_AREA = re.compile(
    r"(?:中共)?(?P<area>[一-鿿]{2,8}?(?:特别行政区|自治区|自治州|自治县|省|市|县|区|州|盟|旗))"
)
_GOVERNMENT = re.compile(
    r"(?:中共(?P<a>[一-鿿]{2,4}?(?:省|市|州|县|区))委"
    r"|(?P<b>(?![各全本我该])[一-鿿]{2,4}?(?<!级)(?:省|市|州|县|区))人民政府)"
)
_ANY_LEVEL = re.compile("级|各|有关|相关|所在|当地|本市|全市|及[市县区]|[省市县]、")
_NATIONAL = re.compile("(?:中共中央|国务院|全国人大)")
# 国家中长期教育规划 is the nation's; 国家级新区建设方案 is somebody's.
_TITLE_OF_THE_NATION = re.compile("(?:国家(?!级|高新|森林|湿地|地质)|全国|中国)")
# 在全市教育工作会议上, 这次大会是我省, 按照国家和省部署: words that end like an area's name.
_NO_NAME = re.compile("[我全本各该这此在是的和及照]|国家|^[省市县区]")
# 2023年青禾县…: the year may stand before the area.
_OPENING = re.compile(r"[《“ ]*(?:20\d\d年度?)?(?:中共)?")
_OF_THE_NATION = re.compile("我国|全国|国民经济|中华人民共和国")
# 资本市场 is no city, 健全县域经济 no county.
_OF_AN_AREA = re.compile("(?:我|(?<!健)全|(?<!资)本)[省市州县区镇](?![场域])")

# As much as stands between a city's name and the ending of its zone's: 郑州航空港经济综合实验区.
_ZONE_NAME = 14
# 我省, 全市: of what level the plan's own area is. 全县域, 资本市场 are none.
_OWN_LEVEL = re.compile("(?:我|(?<!健)全)(?P<level>[省市县区])(?![场域])")
# Characters before 省, 市, 县 or 区 in an area's name: 浙江, 呼和浩特.
_AREA_NAME = (2, 3, 4)
_OFTEN = 2
# Of names without their sign (绍兴教育) more are asked for.
_NAMED_IN_SHORT = ("省", "市")
_OFTEN_IN_SHORT = 5
_MUCH_OFTENER = 3


@dataclass(frozen=True)
class PlanArea:
    """An area as the plan names it, without what it lies in, and its key in the register."""

    name: str = ""
    key: str = ""


class AreaGrammar:
    """Finds areas with one workspace's words and register."""

    def __init__(self, lookups: Lookups, register: Register) -> None:
        self._provinces = lookups.mapping("provinces", "short", "name")
        self._zone = re.compile(
            rf"[一-鿿]{{0,{_ZONE_NAME}}}?{any_of(lookups.words('zone_endings', 'ending'))}"
        )
        self._register = register
        self._short: dict[str, dict[str, str]] = {}

    def named(self, words: str) -> PlanArea:
        """Return the area that a person names, in full (南京市鼓楼区) or by a usual name."""
        words = normalised(words)
        entry = self._register.area(words)
        if entry:
            return PlanArea(entry.name if words.endswith(entry.name) else words, entry.code)
        found = self._at_start(words)
        return found[0] if found and found[1] == len(words) else PlanArea(words, words)

    def of_plan(
        self, title: str, issuers: Iterable[str], front: Iterable[str], text: str
    ) -> PlanArea:
        """Return the area of the issuer, or that the title begins with; 全国 for national bodies.

        Where neither names one, it is the area whose committee or government the plan names most,
        or the province that the title names in short (数字广东建设…), or the area of its own level
        (我省, 全市) that it names far more often than others; else the nation, where the text
        speaks of it and of no area of its own.
        """
        lines = [*issuers, title, *front]
        for line in lines:
            start = _OPENING.match(line)
            words = line[start.end() :] if start else line
            if _NATIONAL.match(line.lstrip("《“ ")):
                return self.named("全国")
            found = self._at_start(words)
            if found:
                return found[0]
            printed = _AREA.match(words)
            if printed and not _NO_NAME.search(printed["area"]):
                return PlanArea(printed["area"], self._register.area_key(printed["area"]))
        if any(_NATIONAL.match(line) for line in lines) or _TITLE_OF_THE_NATION.match(title):
            return self.named("全国")
        name = _area_of_bodies(text) or self._province_in(title) or self._own_area(text)
        if not name and _OF_THE_NATION.search(text) and not _OF_AN_AREA.search(text):
            name = "全国"
        return self.named(name) if name else PlanArea()

    def _at_start(self, words: str) -> tuple[PlanArea, int] | None:
        """Return the registered area, or the zone in one, that `words` begin with, and its end."""
        found = self._register.names.first_in(words)
        if found:
            entry, end = found
            return self._zone_at(words, entry.code, end) or (PlanArea(entry.name, entry.code), end)
        county = self._register.area(words[:2]) if words[1:2] == "县" else None
        if county and county.name == words[:2]:
            # 沁县: names of one character are too short to be looked for within words.
            return PlanArea(county.name, county.code), 2
        for end in range(min(len(words), 4), 1, -1):
            city = self._register.area(words[:end])
            zone = self._zone_at(words, city.code, end, start=0) if city else None
            if zone:
                return zone
        return None

    def _zone_at(
        self, words: str, area: str, end: int, start: int | None = None
    ) -> tuple[PlanArea, int] | None:
        """Return the zone whose name goes on at `end`; it is named from `start` on."""
        match = self._zone.match(words, end)
        if not match:
            return None
        printed = words[end if start is None else start : match.end()]
        name = self._register.zone(area, printed) or self._register.zone(area, words[: match.end()])
        return PlanArea(name or printed, f"{area}/{name or printed}"), match.end()

    def _own_area(self, text: str) -> str:
        """Return the registered province, city, county or district that the text calls its own.

        Which level that is, 我省 and 全市 say; which area of it, the text says at least twice, and
        twice as often as any other, for a city's plan names the cities within it, too. No province
        lies within another, so that the only one need be named only once.
        """
        levels = Counter(match["level"] for match in _OWN_LEVEL.finditer(text))
        if not levels:
            return ""
        level = max(sorted(levels), key=lambda sign: levels[sign])
        named: Counter[str] = Counter()
        for match in re.finditer(level, text):
            for length in _AREA_NAME:
                name = text[max(0, match.start() - length) : match.end()]
                entry = self._register.area(name)
                if entry and entry.name == name:
                    named[name] += 1
                    break
        (most, count), (_, next_count) = (*named.most_common(2), ("", 0), ("", 0))[:2]
        least = 1 if level == "省" else _OFTEN
        if count >= max(least, _OFTEN * next_count):
            return most
        return self._in_short(text, level)

    def _in_short(self, text: str, level: str) -> str:
        """Return the province or city that the text names again and again without its sign.

        绍兴教育, 建设清廉浙江 of 全市, 我省: the names of counties have other meanings, too.
        """
        if level not in _NAMED_IN_SHORT:
            return ""
        named: Counter[str] = Counter()
        for start in range(len(text)):
            for length in (2, 3):
                short = text[start : start + length]
                if short in self._short_names(level):
                    named[self._short_names(level)[short]] += 1
        (most, count), (_, next_count) = (*named.most_common(2), ("", 0), ("", 0))[:2]
        return most if count >= max(_OFTEN_IN_SHORT, _MUCH_OFTENER * next_count) else ""

    def _short_names(self, level: str) -> dict[str, str]:
        """Return the names of the areas of a level without its sign: 绍兴 → 绍兴市."""
        if level not in self._short:
            self._short[level] = {
                entry.name[:-1]: entry.name
                for entry in self._register.areas.values()
                if entry.name.endswith(level) and 2 <= len(entry.name[:-1]) <= 3
            }
        return self._short[level]

    def _province_in(self, title: str) -> str:
        named = [name for short, name in self._provinces.items() if short in title]
        return named[0] if len(named) == 1 else ""


def _area_of_bodies(text: str) -> str:
    """Return the area whose party committee or government the text names most, ``""`` where none.

    A plan that names its area neither in the title nor by its issuer still speaks of its own
    government more than of others.
    """
    found = (match["a"] or match["b"] for match in _GOVERNMENT.finditer(text))
    named = Counter(area for area in found if not _ANY_LEVEL.search(area))
    return max(named, key=lambda area: (named[area], -text.index(area)), default="")
