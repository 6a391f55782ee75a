"""Reads lists of places by name: 青阳、华士两镇, 三个街道（甲、乙、丙）, 甲区、乙县和丙县."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.numerals import number_of
from plankg.model import Span

Place = tuple[str, Span]
"""A place's whole name, 青阳镇 for 青阳、华士两镇 too, and its own words as printed."""

_SIGNS = "、和及与"
_ENDING = (
    r"(?:苏木|街道|片区|新区|园区|管理区|管委会|开发区|经开区|高新区|试验区|示范区|综保区|保税区|自贸区"
    r"|风景名胜区|景区|港区|新城|社区|林场|农场|[县市区旗镇乡村州盟])"
)
_PART = rf"(?:(?![{_SIGNS}])[一-鿿]){{2,8}}?"
_NAMES = rf"(?P<names>{_PART}(?:[{_SIGNS}]{_PART}){{1,11}})"
_COUNT = r"(?P<count>[两二三四五六七八九十]|\d{1,2})[ 　]?个?"
# 青阳、华士|两|镇, 鹭洲、临崖|两个|综保区
_COUNTED_BEHIND = re.compile(rf"{_NAMES}等?{_COUNT}(?P<sort>{_ENDING})(?![级域内外间长民])")
# 三个|街道|（青阳、华士、石桥）
_COUNTED_BEFORE = re.compile(rf"{_COUNT}(?P<sort>{_ENDING})[（(]{_NAMES}[）)]")
# 青阳区、|华士县, 市本级、|区市县
_WHOLE_NAME = re.compile(
    rf"[省市县区州]本级|(?![所各每全其])[一-鿿]{{2,12}}?{_ENDING}(?=[{_SIGNS}]|至少|最少|各(?![类种级项])|分别|均"
    r"|试点|率先|先行|共同|联合|新建|建设|建成|打造|培育|创建)"
)
_OWN_LEVEL = re.compile("[省市县区州]本级")
_SORTS = re.compile("[省市县区旗州盟乡镇街道村]{2,4}")
# 示范县、重点镇: kinds of places; 县直, 省级 … are none.
_KIND = re.compile(
    "[一-鿿]{1,8}(?:示范|试点|特色|先进|先行|达标|[强小])[县市区镇乡村]|"
    "(?:[省市县]级)?(?:示范|试点|重点|中心|建制|城关|先行|贫困|脱贫|强|特色|其他|其它|其余|行政|自然|美丽|和美"
    "|农村|城市|城镇|居民|老旧|国家级|省级|市级|县级|经济|产业|工业|科技|农业|旅游|物流)"
    "(?:县|市|区|镇|乡|村|社区|园区|开发区|示范区|片区|新城|景区|街道)"
)
_HAS_ENDING = re.compile(rf"[一-鿿]+{_ENDING}\Z")
_FEWEST = 2
# 其中|青阳、华士两镇, 支持|青阳镇、华士镇
_OPENING = re.compile(
    r"[ 　]*(?:其中[，,:：]?|支持|推动|引导|鼓励|指导|力争|确保|在"
    r"|[到至]?20\d\d年(?:[年底末]{1,2}|底前|前)?)?"
)


@dataclass(frozen=True, slots=True)
class PlaceList:
    """Two or more places named one by one, and the stretch of the whole list."""

    places: tuple[Place, ...]
    span: Span


def place_list_at(text: str, start: int, end: int, doing: re.Pattern[str]) -> PlaceList | None:
    """Return the list of places that a stretch begins with; None where it begins with no such.

    As many names must stand there as the list says (三个街道), if it says so; `doing` matches what
    is no part of one (甲区、乙县新建|2个社区).
    """
    opening = _OPENING.match(text, start, end)
    begin = opening.end() if opening else start
    counted = _counted(text, begin, end)
    if counted and not any(doing.search(span.of(text)) for _, span in counted.places):
        return counted
    listed = _each_whole(text, begin, end)
    return None if listed and any(doing.match(name) for name, _ in listed.places) else listed


def _counted(text: str, begin: int, end: int) -> PlaceList | None:
    """Return the places of 青阳、华士两镇 and of 两个镇（青阳、华士）."""
    found = _COUNTED_BEHIND.match(text, begin, end) or _COUNTED_BEFORE.match(text, begin, end)
    if found is None:
        return None
    at, places = found.start("names"), []
    for printed in re.split(f"[{_SIGNS}]", found["names"]):
        whole = printed if _is_whole(printed, found["sort"]) else printed + found["sort"]
        places.append((whole, Span(at, at + len(printed))))
        at += len(printed) + 1
    if len(places) != number_of(found["count"]):
        return None
    return PlaceList(tuple(places), Span(*found.span()))


def _is_whole(printed: str, sort: str) -> bool:
    """Say whether a name says itself what place it is: 青阳县、石桥区|两县区."""
    return printed.endswith(sort) or (len(sort) == 1 and bool(_HAS_ENDING.fullmatch(printed)))


def _each_whole(text: str, begin: int, end: int) -> PlaceList | None:
    """Return the places of 青阳区、华士县和石桥县, each of which says what place it is."""
    places: list[Place] = []
    position = begin
    while name := _WHOLE_NAME.match(text, position, end) or (
        _SORTS.match(text, position, end) if _led_by_level(places) else None
    ):
        if _KIND.fullmatch(name.group()):
            return None
        places.append((name.group(), Span(*name.span())))
        position = name.end() + 1
        if text[name.end() : position] not in tuple(_SIGNS):
            break
    if len(places) < _FEWEST:
        return None
    return PlaceList(tuple(places), Span(begin, places[-1][1].end))


def _led_by_level(places: list[Place]) -> bool:
    """Say whether a list begins with the area's own level: 市本级、|区市县."""
    return bool(places) and _OWN_LEVEL.fullmatch(places[0][0]) is not None
