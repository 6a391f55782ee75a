"""Areas by code and name: which division a name means, and which it doesn't say surely.

A key is the code of GB/T 2260 (``320281``), for an area without one its name (``中国``), and for a
zone its area's key, a slash and its name (``320281/高新区``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from plankg.body_names import normalised
from plankg.errors import RegisterError

Level = Literal["country", "province", "prefecture", "county", "zone", ""]

# A division at the start of a text that is none: 示范区域, 新丰县城, 江阴市级.
_GOES_ON = re.compile("[域级]|(?<=县)城")

# The endings of data/lookups/zone_endings.tsv; a test compares the two.
_ZONE = re.compile(
    "(?!每|各|全|有关|相关).*"
    "(?:高新区|开发区|经开区|园区|新区|示范区|保税区|综保区|新片区|自贸区|新城)"
)

_KIND_OF_AREA = re.compile(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|[省市盟]|地区)\Z")

# 郊区 and 矿区 name a division in their own city only.
_SHORTEST = 3
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class ZoneEntry:
    """A zone, or a population of places, within an area: 高新区, 镇街."""

    area: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area: `code` is its key.

    `since` and `until` are the years in which a division came into being and ended, 0 where it is
    older than the register's first year, or still there; `successors` are the codes of what it
    became part of, `former` its earlier names. `listed` is one that only the list of divisions has.
    """

    code: str
    name: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    zones: tuple[ZoneEntry, ...] = ()
    since: int = 0
    until: int = 0
    successors: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    listed: bool = False

    @property
    def level(self) -> Level:
        """Its level by its code, ``""`` for an area without one."""
        return level_of(self.code)


def level_of(key: str) -> Level:
    """Return the level that an area's key shows, ``""`` where it shows none."""
    if "/" in key:
        return "zone" if _ZONE.fullmatch(key.rpartition("/")[2]) else ""
    if re.fullmatch(r"\d{6}", key):
        return "province" if key[2:] == "0000" else "prefecture" if key[4:] == "00" else "county"
    return "country" if key == "中国" else ""


class AreaNames:
    """The areas by their names; ambiguous ones are told apart by what they lie within.

    Raises:
        RegisterError: two areas that were registered by hand go by one name.
    """

    def __init__(self, areas: Mapping[str, AreaEntry]) -> None:
        self._areas = areas
        self._registered = _registered_names(areas.values())
        self._listed = _listed_names(areas.values())

    def find(self, name: str, within: str = "") -> AreaEntry | None:
        """Return the area of that key, name or usual name; None where it is unknown or unsure.

        A name that several divisions share means the one that lies in the area `within`, or that
        it lies in; 南京市鼓楼区 says so itself.
        """
        name = normalised(name)
        entry = self._named(name, within)
        if entry is None and (found := self.first_in(name)) and found[1] == len(name):
            return found[0]
        return entry

    def _named(self, name: str, within: str) -> AreaEntry | None:
        known = self._areas.get(name) or self._registered.get(name)
        if known:
            return known
        found = [self._areas[code] for code in self._listed.get(name, ())]
        if within and len(found) > 1:
            around = {within, *self.above(within)}
            found = [one for one in found if one.code in around or within in self.above(one.code)]
        return found[0] if len(found) == 1 else None

    def above(self, key: str) -> tuple[str, ...]:
        """Return the keys of the areas that an area lies in, the nearest first."""
        area, slash, _ = key.rpartition("/")
        above = [area] if slash else []
        entry = self._areas.get(area if slash else key)
        while entry is not None and entry.parent:
            above.append(entry.parent)
            entry = self._areas.get(entry.parent)
        return tuple(above)

    def first_in(self, words: str) -> tuple[AreaEntry, int] | None:
        """Return the area whose full name `words` begin with, and where it ends.

        Names in a row lead downwards: 江苏省江阴市 is 江阴市, 南京市鼓楼区 the one of 南京. None
        where the first is unknown, or several areas share it.
        """
        found: tuple[AreaEntry, int] | None = None
        while (following := self._next(words, found)) is not None:
            found = following
        return found

    def _next(
        self, words: str, found: tuple[AreaEntry, int] | None
    ) -> tuple[AreaEntry, int] | None:
        above, start = found or (None, 0)
        shortest = 2 if above else _SHORTEST
        for end in range(min(len(words), start + _LONGEST), start + shortest - 1, -1):
            entry = self._named(words[start:end], above.code if above else "")
            if entry is None or words[start:end] not in (entry.name, *entry.former):
                continue
            if above and above.code not in self.above(entry.code):
                continue
            if not _GOES_ON.match(words, end):
                return entry, end
        return None


def _registered_names(areas: Iterable[AreaEntry]) -> dict[str, AreaEntry]:
    index: dict[str, AreaEntry] = {}
    for area in areas:
        for name in () if area.listed else dict.fromkeys((area.name, *area.aliases)):
            other = index.setdefault(name, area)
            if other is not area:
                raise RegisterError(
                    f"{name!r} names two areas, {other.name!r} ({other.code}) and {area.name!r}"
                    f" ({area.code}); take it from the aliases of one in areas.tsv"
                )
    return index


def _listed_names(areas: Iterable[AreaEntry]) -> dict[str, tuple[str, ...]]:
    """Return names → codes: those of today; where there are none, those that ended."""
    today: dict[str, list[str]] = defaultdict(list)
    ended: dict[str, list[str]] = defaultdict(list)
    for area in areas:
        (ended if area.until else today)[area.name].append(area.code)
        for name in area.former:
            ended[name].append(area.code)
        short = _short(area)
        # 吉林 is the province before the city in it.
        if short and area.code[:2] + "0000" not in today.get(short, ()):
            today[short].append(area.code)
    names = ended.keys() | today.keys()
    return {name: tuple(today.get(name) or ended[name]) for name in names}


def _short(area: AreaEntry) -> str:
    """Return 无锡 for 无锡市, 江苏 for 江苏省; ``""`` for counties, whose short names are words."""
    if area.until or area.code[4:] != "00":
        return ""
    short = _KIND_OF_AREA.sub("", area.name)
    return short if len(short) > 1 and short != area.name else ""
