"""Finds the area or group whose value is committed to.

The nearest of clause, sentence and heading that names one; else the plan's own area. A heading
names a scope only where the zone in it is also a body of that part's list (强化高新区创新发展引领
地位 …责任单位：高新区): a zone that is merely mentioned sets none, and neither does a lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plankg.extract.place_lists import Place, PlaceList, place_list_at
from plankg.extract.plan_area import PlanArea
from plankg.lookups import Lookups, any_of
from plankg.model import Span
from plankg.register import Register

# A county, district or town by name; only where 各 or 分别 makes it the holder of a share.
_PLACE = re.compile(r"(?!各|全)[一-鿿]{1,4}?[县区市镇乡](?=[、和及]|各(?![类种级项])|分别|均)")
# 县（市、区）, 市（州）.
_BRACKETED = "(?:设区市|[市县区])[（(](?:[县市区旗州盟]|自治县|县级市|、){1,6}[)）]"
# 每个县（市、区）: every place of a sort, or of several (各县（市、区）、园区), as the holder of a
# number of its own.
_SORT = (
    rf"(?:县（市）城关镇|{_BRACKETED}|区市县|市区县|县市区|市县区|区县市|设区市|市（区）|州（市、区）|州（市）|市（州）|州市|市州|盟市|县（市、区）|县（区、市）|市、县"
    r"|旗县市区|旗县区|市旗县区|旗县|县（区）|区（县级市）|区（县）|县区|市县|区县"
    r"|县城所在镇|县|市辖区街道|区|市|乡（镇、街道）|镇（乡、街道）|乡（镇）|镇（乡）|乡镇（街道）"
    r"|镇街|乡镇|街道（乡镇）|街道办事处|街道|中心镇（街道）|(?:中心|重点)镇|镇（街道）|街（镇）|城关镇|镇|县级市|乡(?![村镇])|居委会（行政村）|行政村|村（社区）|社区（村）"
    r"|(?:城镇|城市|农村)?社区|村|园区|开发区)"
)
_WHICH = "(?:涉[农渔林海水]|有条件的|具备条件的)"
_EVERY = (
    r"(?:(?:每一?个?|各|所有|全部)"
    rf"{_WHICH}?"
    rf"{_SORT}(?:[、和及与]各?{_SORT}){{0,4}}"
    # 市、县|至少建立1家: each of them has one.
    r"|(?:市、县|市县|县区|区县|乡镇|镇街)(?=[均都各]?至少))"
    r"(?![一-鿿]{0,3}(?:级|内|域|的))(?!之间)"
    # 每个社区卫生服务中心: the place begins another's name.
    r"(?!区[一-鿿]|公共|卫生|服务|医|干部|工作|居民|企业|养老|矫正|教育|学校|党|文化|政府|委)"
)
# 有条件的区县|至少建设…, 涉农区县|每年安排…: those of a sort that are to do something.
_SOME_PLACES = (
    rf"(?<![一-鿿]){_WHICH}"
    r"(?:县（市、区）|市、县|区（县）|区县|县区|市县|乡镇（街道）|乡（镇）|乡镇|镇街|街道|社区|县|村)"
)
_SOME = rf"{_SOME_PLACES}(?=[（(]|至少|每年|建|配|安排|设|新)"
# 苏州市|产值: an area by its full name; 海口市民, 杭州市场 and 江苏省级 are other words.
_AREA = re.compile(
    r"[一-鿿]{1,7}?(?:自治[区州县]|[省市县区旗])(?![级场民政长区县州容属直委域内外际])"
)
# 每所学校|开设…, 每条产业链|培育…, 每名学生|至少掌握…: each of a sort that is no place.
_EACH_THING = (
    r"(?:每[所名位家条支座](?!次|年|天|月|周)(?:(?!每)[一-鿿]){2,7}?"
    r"|每个[一-鿿]{1,8}?(?:卫生[院室]|医院|学校|中心|服务站|企业|班级|专业|产业|行业|项目|网格|支部|团队|[站厂馆])"
    r"|每个[一-鿿]{2,6}?[县镇村区](?=至少|均|都))"
    r"(?=至少|均|都|要|应|培育|开设|打造|配备|建立|建设|建成|掌握|设置|设立|引进|拥有|联系|服务|开展)"
)
_EACH_OF_ALL = (
    r"每[所名位家条支座][一-鿿]{2,7}"
    r"|每个[一-鿿]{1,8}?(?:卫生[院室]|医院|学校|中心|服务站|企业|班级|专业|产业|行业|项目|网格|支部|团队|[站厂馆])"
    r"|每个[一-鿿]{2,6}[县镇村区]"
)
# 各地|查询办理率, 各地各部门|挂载率, 市、县两级|网上可办率: whose values they are, each its own.
_BODIES = (
    r"(?:各级(?:党政|行政)?机关|各地(?:区)?(?:、?各部门)?|各部门|各中小学校?|各学校|各校|各医院|各高校)(?=[一-鿿]{2,}|“)(?!要|应|按|结合|根据|的|在|将|把)"
    r"|各(?:有关|相关|责任)?(?:单位|部门)(?:(?:领导)?班子成员|负责人|干部)?(?:每人)?(?=至少|每年|每季度|每月)"
    r"|园区(?=至少|各建|每年|向社会|要|应|再|推介|新建|引进|培育)"
    r"|(?:省、市、县三级|市、县两级|省市县三级|市县两级|县、乡两级|市、县、乡三级)(?=[一-鿿“]{2,})"
)
_NEXT_AREA = re.compile("[、和及与](?=[一-鿿]{2,7}?[省市县区旗])")
_ALL_AREAS = re.compile(r"(?:[两二三四五六七八九十]|\d{1,2})个?[省市县区旗]")
# 其他县（市、区）|分别: those of a sort that are not named.
_OTHERS = re.compile(rf"(?:其他|其它|其余)(?:各)?{_SORT}(?=分别|各|均)")
# 重点镇|各建1个, 除重点镇外其他乡镇|各建1个: each of a sort that is not named.
_OF_A_KIND = re.compile(
    rf"(?:除[^，,。；;\d]{{1,8}}外的?(?:其他|其它|其余)(?:各)?{_SORT}"
    r"|(?:[省市县]级)?(?:重点|中心|建制|城关|试点|示范)[县市区镇乡村])(?=分别|各(?![类种级项])|均)"
)
_DISTRIBUTED = re.compile(r"(?:至少|最少|原则上)?(?:各自|分别|各|均|每个)(?=[一-鿿\d])")
# 青阳区、华士县|至少|开办1所: each of them.
_AT_LEAST = re.compile("(?:至少|最少)(?:各自|各)?(?=[一-鿿\\d])")
# 5个镇|各建成1个: places that are only counted; 3个方面各有2项 counts none.
COUNTED_PLACES = re.compile(
    rf"(?:\d+|[两三四五六七八九十]{{1,3}})[ 　]?个?(?:{_BRACKETED}|设区市|县区|市县|区县"
    r"|[市县区镇乡村]|乡镇（街道）|镇（街道）|镇街|乡镇|街道|行政村|社区|片区|园区|开发区|组团)"
    r"(?=(?:至少|最少|原则上)?(?:各自|各(?![类种级项个自有关])|分别|均))"
)
"""How many places of a sort are to have something each."""
_SORTS_OF_PLACES = (COUNTED_PLACES, _OTHERS, _OF_A_KIND)


# 市本级|举办1所学校: what the area itself is to have.
_OWN_LEVEL = (
    r"(?<![一-鿿])[省市县区]本级"
    r"(?=(?:至少|原则上|应)?(?:建设|建成|建有|建立|举办|新建|设立|设置|组建))"
)
# 青阳镇, 澄江街道; 特色小镇 and 建制镇 are kinds of places.
_TOWN = re.compile(
    r"(?![全各每])[一-鿿]{1,4}?(?<![级小色型强美])(?:镇|乡|街道)(?<![乡村城]镇)(?<!建制镇)"
)
# 市直, 市本级: what is the area's own.
_LEVEL_ITSELF = re.compile("[省市县区州][直属]|[省市县区州]本级|[省市县区州]直属(?:单位)?")


class ScopeGrammar:
    """The words for the plan's area and its zones; made for one plan."""

    def __init__(
        self, lookups: Lookups, register: Register, plan_area: PlanArea, slug: str
    ) -> None:
        self.area = area = plan_area.scope
        # 全市 of two plans are two cities.
        own_key = f"{plan_area.own_word}（{slug}）" if plan_area.own_word else ""
        self._register, self._area_key = register, plan_area.key or own_key
        self._scope_key = plan_area.key or own_key
        entry = register.areas.get(plan_area.key)
        self._whole = [
            word
            for word in lookups.words("scope_words")
            if area and (word[-1] == area[-1] or (area == "全国" and word[-1] == "国"))
        ] + ([area] if area else [])
        self._zones = {
            name: zone.name
            for zone in (entry.zones if entry else ())
            for name in (zone.name, *zone.aliases)
        }
        self._single = re.compile(rf"{any_of(lookups.words('zone_endings', 'ending'))}\Z")
        self.zone_names = tuple(self._zones)
        endings = any_of(lookups.words("zone_endings", "ending"))
        # 落实|滨湖新区、…: what is done with a zone is no part of its name.
        no_name = any_of([*lookups.words("verbs"), *lookups.words("sentence_words", sort="turn")])
        doing_words = [word for word in lookups.words("verbs") if len(word) > 1]
        self._doing = re.compile(any_of(doing_words))
        generic = (
            rf"(?!全国|全省|国家|省级|市级|各级|{no_name})[一-鿿]{{2,5}}?{endings}"
            r"(?=[、，：]|各|分别|每年|全社会)"
        )
        known = any_of(self._zones) if self._zones else r"(?!)"
        whole = any_of(self._whole) if self._whole else r"(?!)"
        self.zone = re.compile(rf"(?:{known}|{generic})")
        parts = "|".join(lookups.words("region_groups", "pattern", of="any"))
        doing = any_of(lookups.words("target_verbs", sort="new"))
        placed = any_of(lookups.words("target_verbs", sort="placed"))
        self._every = re.compile(f"{_EVERY}|{_EACH_OF_ALL}")
        self._every_place = re.compile(_EVERY)
        self._some = re.compile(_SOME_PLACES)
        regions = "|".join(lookups.words("region_titles", "pattern"))
        self._region = re.compile(rf"(?!{no_name})(?P<region>{regions})(?:[（(][^（()）]*[)）])?")
        # 主城区|新增…: a part of the area, before what is done there.
        verbs = any_of(lookups.words("verbs"))
        within = rf"(?:{parts})(?=(?:再|将|计划)?(?:{doing}|{placed})|每?年(?:度)?{verbs})"
        whats = "|".join(
            (whole, known, generic, _EVERY, _SOME, within, _OWN_LEVEL, _EACH_THING, _BODIES)
        )
        self.pattern = re.compile(rf"(?:{whats})")

    def name(self, printed: str) -> str:
        """Return the scope that a printed word means."""
        if printed in self._whole:
            return self.area
        return self._zones.get(printed) or printed.replace("(", "（").replace(")", "）")

    def every_in(self, text: str, start: int, end: int) -> Span | None:
        """Return the first words of a stretch that mean each place of a sort: 各街道."""
        found = self._every_place.search(text, start, end)
        return Span(*found.span()) if found else None

    def is_every(self, scope: str) -> bool:
        """Say whether a scope is each place of a sort (每个乡镇)."""
        return self._every.fullmatch(scope) is not None

    def is_some(self, scope: str) -> bool:
        """Say whether a scope is some places of a sort (有条件的区县), of whom one thing holds."""
        return self._some.match(scope) is not None

    def is_place(self, words: str) -> bool:
        """Say whether words name a place within the plan's area, and nothing else.

        Counties and districts by their registered names, towns by their signs; 自然保护区 is none.
        """
        if words in self._zones or _LEVEL_ITSELF.fullmatch(words) or _TOWN.fullmatch(words):
            return True
        entry = self._register.area(words, self._area_key)
        return entry is not None and entry.name == words

    def key(self, scope: str) -> str:
        """Return the key of the area that a scope means."""
        if scope == self.area:
            return self._scope_key
        return self._register.place_key(self._area_key, scope)

    def place_list(self, text: str, start: int, end: int) -> PlaceList | None:
        """Return the places that a stretch names one by one at its head, else None.

        青阳、华士两镇, 三个街道（青阳、华士、石桥）, 青阳区、华士县.
        """
        return place_list_at(text, start, end, self._doing)

    def distributed(self, text: str, start: int, end: int) -> tuple[list[Place], int] | None:
        """Return the zones of ``A、B各…`` and where the rest begins; None where it is no such."""
        listed = self.place_list(text, start, end)
        if listed:
            behind = listed.span.end
            each = _AT_LEAST.match(text, behind, end) or _DISTRIBUTED.match(text, behind, end)
            if each:
                named = [(self.name(name), span) for name, span in listed.places]
                return named, each.end()
        zones = self._zones_each(text, start, end)
        return ([(self.name(one.of(text)), one) for one in zones[0]], zones[1]) if zones else None

    def _zones_each(self, text: str, start: int, end: int) -> tuple[list[Span], int] | None:
        """Return the zones and sorts of places of ``A、B各…``, and where the rest begins."""
        position = start
        zones: list[Span] = []
        while True:
            match = self.zone.match(text, position, end)
            if not match and not zones:
                match = next(
                    filter(None, (one.match(text, position, end) for one in _SORTS_OF_PLACES)), None
                )
            if not match:
                match = _PLACE.match(text, position, end)
                listed = bool(zones) or (match and text[match.end()] in "、和及")
                if not match or not listed:
                    return None
            zones.append(Span(match.start(), match.end()))
            position = match.end()
            if text[position : position + 1] in ("、", "和", "及"):
                position += 1
                continue
            break
        each = _DISTRIBUTED.match(text, position, end)
        return (zones, each.end()) if each else None

    def areas_at(self, text: str, start: int, end: int) -> tuple[list[Span], int] | None:
        """Return the registered areas that a name begins with, and where the rest of it begins.

        苏州市、无锡市|净水产值: whose values are meant. None where it begins with no such area.
        """
        areas: list[Span] = []
        position = start
        while (match := _AREA.match(text, position, end)) and self._is_area(match.group()):
            areas.append(Span(match.start(), match.end()))
            position = match.end()
            following = _NEXT_AREA.match(text, position, end)
            if following is None:
                break
            position = following.end()
        if not areas or position != areas[-1].end:
            return None
        if len(areas) > 1 and (summed := _ALL_AREAS.match(text, position, end)):
            position = summed.end()
        return areas, position + text.startswith("的", position, end)

    def _is_area(self, name: str) -> bool:
        entry = self._register.area(name, self._area_key)
        return entry is not None and name in (entry.name, *entry.former)

    def in_heading(self, title: str, bodies: Iterable[str]) -> str:
        """Return the region that a heading is, or the zone that it names and its bodies hold.

        青云江流域（12个）is a region; ``""`` where the heading names neither.
        Only a single zone (…高新区, …园区) counts: a population of places in a heading is whom the
        part is about, not the holder of its numbers.
        """
        region = self._region.fullmatch(title)
        if region:
            return region["region"]
        listed = {self.name(body) for body in bodies}
        for match in self._zones_in(title):
            zone = self.name(match)
            if zone in listed and self._single.search(zone):
                return zone
        return ""

    def _zones_in(self, title: str) -> Iterator[str]:
        for match in re.finditer(any_of(self._zones) if self._zones else r"(?!)", title):
            yield match.group()
