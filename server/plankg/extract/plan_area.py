"""Finds the area in which a plan applies: by its issuer, its title, or the bodies that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plankg.body_names import normalised
from plankg.extract.area_in_words import (
    area_of_bodies,
    area_of_opening,
    foremost,
    named_at_end,
    own_area,
    own_word,
    without_cited,
)
from plankg.lookups import Lookups, any_of
from plankg.register import Register

# How an area is named that no register knows: 青禾市.
_AREA = re.compile(
    r"(?:中共)?(?P<area>[一-鿿]{2,8}?(?:特别行政区|自治区|自治州|自治县|省|市|县|区|州|盟|旗))"
    r"(?![场容域级]|民(?![营用宿族政生办间兵企]))"
)
# 青禾高新技术产业开发区: a zone that no register knows, named by a title or an issuer.
_LONG_ZONE = re.compile(
    r"(?P<area>(?!支持|推进|推动|加快|促进|深化|加强|进一步|建设|创建|打造|各|国家)"
    r"[一-鿿]{2,14}?(?:开发区|高新区|试验区|综合保税区|旅游度假区|产业园区|合作区|功能区))"
    r"(?![内外级域])"
)
# 青溪流域及周边|治水规划: an area by its river, where no division is named.
_BASIN = re.compile(
    r"(?P<area>[一-鿿]{1,8}?(?:流域|[江河湖]两岸|都市圈|城市群|经济带|库区|灌区|湖区)"
    r"(?:及(?:其)?周边(?:地区)?)?)"
)
# 结合|青禾区|实际，制定本方案: what a plan says of whom it is made for.
_FOR_ITS_OWN = re.compile(
    r"结合(?P<area>[一-鿿]{2,7}?(?:自治[区州县]|[省市县区州旗盟镇乡]))(?:的)?(?:发展|工作)?实际"
)
_OF_NO_BASIN = ("加快", "推进", "推动", "加强", "支持", "全面", "关于", "促进", "深化")
_NATIONAL = re.compile(
    "(?:中共中央|国务院|全国人大|国家[一-鿿]{2,12}?(?:总局|总署|委员会|[部局署](?![门长级分])))"
)
# （2023年6月12日 水利部）: a signature in brackets.
_DAY_FIRST = re.compile(
    r"[（(][ 　]*20\d\d[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日[ 　]*"
)
# 国家中长期教育规划 is the nation's; 国家级新区建设方案 is somebody's.
_TITLE_OF_THE_NATION = re.compile("(?:国家(?!级|高新|森林|湿地|地质)|全国|中国)")
# 在全市教育工作会议上, 这次大会是我省, 按照国家和省部署: words that end like an area's name.
_NO_NAME = re.compile(
    "[我全本各该这此在是的和及照]|^已经|直辖市|国家|贯彻|落实|根据|执行|^[省市县区]|^自治[区州县]"
)
# 2023年青禾县…: the year may stand before the area.
_OPENING = re.compile(r"[《“ ]*(?:关于)?(?:20\d\d年度?)?(?:中共)?")
# Whom a ministry writes to.
_TO_ALL_PROVINCES = re.compile("[ 　\t]*各省、自治区")
_OF_THE_NATION = re.compile(
    "我国|全国(?!平均)|国民经济|中华人民共和国|中国(?!特色|共产党|式|梦|银行|移动|联通|电信)"
)
# 资本市场 is no city, 健全县域经济 no county.
_OF_AN_AREA = re.compile("(?:我|(?<!健)全|(?<!资)本)[省市州县区镇](?![场域])")

# As much as stands between a city's name and the ending of its zone's: 郑州航空港经济综合实验区.
_ZONE_NAME = 14
_SHORT_NAME = (3, 2)
_UNSTATED = "未标明"
# 县市区 are sorts of areas, and none.
_SORTS = re.compile("[省市县区州旗、]+")
_GREAT = ("province", "prefecture")
# What its own government calls 广西 and four more, without their name.
_REGION = "自治区"
# Below these stand addressees and the plan's first sentences.
_FIRST_LINES = 6


@dataclass(frozen=True)
class PlanArea:
    """An area as the plan names it, without what it lies in, and its key in the register.

    `own_word` is what the plan calls it where it has no name: 全市; 未标明 where it calls it
    nothing.
    """

    name: str = ""
    key: str = ""
    own_word: str = ""

    @property
    def scope(self) -> str:
        """Whose the plan's values are where nothing else is said."""
        return self.name or self.own_word


class AreaGrammar:
    """Finds areas with one workspace's words and register."""

    def __init__(self, lookups: Lookups, register: Register) -> None:
        self._provinces = lookups.mapping("provinces", "short", "name")
        self._zone = re.compile(
            rf"[一-鿿]{{0,{_ZONE_NAME}}}?{any_of(lookups.words('zone_endings', 'ending'))}"
        )
        self._register = register

    def named(self, words: str) -> PlanArea:
        """Return the area that a person names, in full (南京市鼓楼区) or by a usual name."""
        words = normalised(words)
        entry = self._register.area(words)
        if entry:
            return PlanArea(entry.name if words.endswith(entry.name) else words, entry.code)
        found = self._at_start(words)
        return found[0] if found and found[1] == len(words) else PlanArea(words, words)

    def of_plan(
        self, title: str, issuers: Iterable[str], front: Sequence[str], text: str
    ) -> PlanArea:
        """Return the area of the issuer, or that the title begins with; 全国 for national bodies.

        Who writes to all provinces plans for 全国, too. Where nobody is named, it is the area whose
        committee or government the plan names most, or that the title names in its midst, in full
        or in short (数字广东建设…), or that the words above its body name alone, or the area of its
        own level (我省, 全市) that it names far more often than others; else the nation, where the
        text speaks of it and of no area of its own.
        """
        lines = [_DAY_FIRST.sub("", line) for line in (*issuers, title, *front[:_FIRST_LINES])]
        for line in lines:
            start = _OPENING.match(line)
            words = line[start.end() :] if start else line
            if _NATIONAL.match(line.lstrip("《“ ")):
                return self.named("全国")
            found = self._at_start(words)
            if found:
                return found[0]
            printed = _AREA.match(words) or _LONG_ZONE.match(words)
            if printed and not self._is_no_name(printed["area"]):
                # 新疆自治区: by its short name.
                area = self._provinces.get(printed["area"].removesuffix(_REGION), printed["area"])
                return PlanArea(area, self._register.area_key(area))
        if any(_NATIONAL.match(line) for line in lines) or _TITLE_OF_THE_NATION.match(title):
            return self.named("全国")
        if any(_TO_ALL_PROVINCES.match(line) for line in front):
            return self.named("全国")
        own = own_word(text)
        level = own[1:]
        regional = any(line.lstrip("《“ ").startswith(_REGION) for line in lines)
        name = (
            (self._region_in(text) if regional else "")
            or area_of_bodies(text, level, self._register)
            or self._city_at_start(title)
            or area_of_opening(title, "", self._register)
            or self._province_in(title)
            or area_of_opening("\n".join(front), level, self._register)
            or own_area(text, level, self._register)
            or ("" if level == "市" else area_of_bodies(text, "", self._register))
            or _area_of_its_own("\n".join(front), level)
            or ("" if own else _basin_in(title))
        )
        if not name and _OF_THE_NATION.search(text) and not _OF_AN_AREA.search(text):
            name = "全国"
        if _SORTS.fullmatch(name):
            name = ""
        return self.named(name) if name else PlanArea(own_word=own or _UNSTATED)

    def _is_no_name(self, printed: str) -> bool:
        """Say whether words only end like an unregistered area's name: 在全市, 根据浙江省."""
        return bool(_NO_NAME.search(printed)) or named_at_end(printed, self._register)

    def _city_at_start(self, title: str) -> str:
        """Return the province or city whose short name a title begins with: 绍兴治水行动方案."""
        words = title.lstrip("《“ ")
        found = (self._register.area(words[:end]) for end in _SHORT_NAME if len(words) > end)
        return next((entry.name for entry in found if entry and entry.level in _GREAT), "")

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

    def _region_in(self, text: str) -> str:
        """Return the autonomous region that a text names most, and twice as often as any other."""
        words = without_cited(text)
        return foremost(
            Counter(
                {
                    name: words.count(short)
                    for short, name in self._provinces.items()
                    if name.endswith(_REGION) and short in words
                }
            ),
            least=1,
            times=2,
        )

    def _province_in(self, title: str) -> str:
        named = [name for short, name in self._provinces.items() if short in title]
        return named[0] if len(named) == 1 else ""


def _area_of_its_own(front: str, level: str) -> str:
    """Return the area that the words above a plan's body are made for: 结合|青禾区|实际."""
    said = _FOR_ITS_OWN.search(front)
    if said is None or _NO_NAME.search(said["area"]) or not said["area"].endswith(level):
        return ""
    return said["area"]


def _basin_in(title: str) -> str:
    """Return the basin or the like that a title begins with, for a plan of no division."""
    start = _OPENING.match(title)
    basin = _BASIN.match(title, start.end() if start else 0)
    return basin["area"] if basin and not basin["area"].startswith(_OF_NO_BASIN) else ""
