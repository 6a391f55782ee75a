"""Finds the area that a plan's own words name, where neither its title nor its issuer does.

我省 and 全市 say of what level it is; its governments, the words above its body, and the names that
it repeats say which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from plankg.areas import AreaEntry
from plankg.register import Register

_GOVERNMENT = re.compile(
    r"(?:(?P<region>(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区)人民政府"
    r"|中共(?P<a>[一-鿿]{2,4}?(?:省|市|州|县|区))委"
    r"|(?P<b>(?![各全本我该])[一-鿿]{2,4}?(?<![级报经由向按请受])(?:省|市|州|县|区))人民政府"
    # 在|青禾市|第十五届人民代表大会第四次会议上
    r"|(?P<c>(?<=[在向由])[一-鿿]{2,4}?(?<!级)(?:省|市|州|县|区))(?:第[^届\s]{1,4}届)?人民代表大会)"
)
# 已经|自治区人民政府同意: its own name is not printed.
_ANY_LEVEL = re.compile(
    "^(?:代表|根据|关于|按照|受|已经)|直辖市|^[省市县区州旗]+$|^自治|自治区|级|各|有关|相关|所在|当地|部分|若干|其他|选择|本市|全市|及[市县区]|[省市县]、"
)
# 我省, 全市: of what level the plan's own area is. 全县域, 资本市场, 健全市场 are none.
_OWN = re.compile(
    "(?:我|(?<![健安完])全|(?<![资基根日])本)(?P<level>自治区|[省市县区州旗镇乡])(?![场域级间村])"
)
# Titles of documents, most of them of those above, name whose they are.
_CITED = re.compile("[《<〈][^《》<>〈〉]{1,80}[》>〉]")
# 建设|绍兴: a city's short name begins where another word has ended; 创新乡村 holds none.
_SHORT = {
    "省": re.compile("(?=[一-鿿])"),
    "市": re.compile(
        r"(?<![一-鿿])(?=[一-鿿])"
        r"|(?<=[的在把是年将为和与及、动让使对由从到向设进造升超过比]) *(?=[一-鿿])"
    ),
}
# 各区市县人民政府，…: whom a city writes to, not its province.
_TO_COUNTIES = re.compile(
    r"\s*各(?:区市县|县市区|市县区|县区|区县|县[（(]市、区[)）]|区[（(]市、县[)）]|县[（(]区[)）]|区、县)人民政府"
)
# 省政府, 市委: whose plan it is. 各省政府 and 青禾市政府 are others'.
_GOVERNED = re.compile(r"(?<![一-鿿])([省市县区])(?:人民)?(?:政府|委)(?![员托派培])")
_LEVEL_OF_SIGN = {"省": "province", "市": "prefecture"}
# Characters before 省, 市, 县 or 区 in an area's name: 浙江, 呼和浩特.
_AREA_NAME = (2, 3, 4)
_SHORT_NAME = (2, 3)
_OFTEN = 2
# A city's name without its sign is named so often at least, and so many times more than another.
_SHORT_OFTEN = (5, 3)


def area_of_bodies(text: str, level: str, register: Register) -> str:
    """Return the area whose party committee or government the text names most, ``""`` where none.

    A plan that names its area neither in the title nor by its issuer still speaks of its own
    government more than of others. `level` is the sign (市) of the plan's own level where that is
    known: 根据省政府…意见 in a plan of 我市 names another's.
    """
    matches = list(_GOVERNMENT.finditer(text))
    found = (match["a"] or match["b"] or match["c"] or "" for match in matches)
    named = Counter(area for area in found if area and not _ANY_LEVEL.search(area))
    named.update(match["region"] for match in matches if match["region"])
    own = [area for area in named if not level or area.endswith(level)]
    most = max(own, key=lambda area: (named[area], -text.index(area)), default="")
    # 执行标准|广安市人民政府: the name is what is registered of it.
    return next((entry.name for entry in _named_in_full(most, most[-1:], register)), most)


def own_word(text: str) -> str:
    """Return how a text calls its own area, whatever that is: 全市, 我省; ``""`` where it doesn't.

    It is of the level that the text speaks of most, since a city's plan speaks of 全省 too: 全市
    where it is printed, else the word used most.
    """
    words = [match for match in _OWN.finditer(text) if not match["level"].startswith("国")]
    levels = Counter(match["level"] for match in words)
    if not levels:
        governed = Counter(_GOVERNED.findall(text)).most_common(1)
        return f"全{governed[0][0]}" if governed else ""
    level = max(levels, key=lambda sign: levels[sign])
    if level == "省" and _TO_COUNTIES.match(text):
        # 全省 is what a city's plan says of those above it.
        return "全市"
    said = Counter(match.group() for match in words if match["level"] == level)
    return max(said, key=lambda word: (word.startswith("全"), said[word]))


def area_of_opening(opening: str, level: str, register: Register) -> str:
    """Return the one registered area that the words above a plan's body name in full.

    `level` is the sign (市) of the plan's own level where that is known; a cited document's title
    is that of another plan.
    """
    words = without_cited(opening)
    named = {
        entry.name
        for sign in (level or "省市县区")
        for entry in _named_in_full(words, sign, register)
    }
    return named.pop() if len(named) == 1 else ""


def own_area(text: str, level: str, register: Register) -> str:
    """Return the registered province, city, county or district that the text calls its own.

    Which area of the `level` it is, the text says at least twice, and twice as often as any other,
    for a city's plan names the cities within it, too. No province lies within another, so that the
    only one need be named only once. Short names (湖北) count where no full name is printed.
    """
    if not level:
        return ""
    least, least_short, times = (1, 1, _OFTEN) if level == "省" else (_OFTEN, *_SHORT_OFTEN)
    full = Counter(entry.name for entry in _named_in_full(text, level, register))
    if most := foremost(full, least, _OFTEN):
        return most
    if full and max(full.values()) >= least:
        return ""
    return foremost(
        Counter(_named_in_short(without_cited(text), level, register)), least_short, times
    )


def foremost(named: Counter[str], least: int, times: int) -> str:
    """Return the name that is printed most: `least` at least, and `times` as often as any other."""
    (most, count), (_, next_count) = (*named.most_common(2), ("", 0), ("", 0))[:2]
    return most if count >= max(least, times * next_count) else ""


def without_cited(text: str) -> str:
    """Return a text without the titles of documents, which name whose those are."""
    return _CITED.sub("", text)


def named_at_end(words: str, register: Register) -> bool:
    """Say whether words end in a registered area's name, with others before it: 根据|浙江省."""
    return any(_named_in_full(words, words[-1:], register))


def _named_in_full(text: str, sign: str, register: Register) -> Iterator[AreaEntry]:
    """Yield the areas that a text names with their sign: 浙江省, 呼和浩特市."""
    for match in re.finditer(sign, text):
        for length in _AREA_NAME:
            name = text[max(0, match.start() - length) : match.end()]
            entry = register.area(name)
            if entry and entry.name == name:
                yield entry
                break


def _named_in_short(text: str, sign: str, register: Register) -> Iterator[str]:
    """Yield the provinces or cities that a text names without their sign: 湖北, 绍兴."""
    level = _LEVEL_OF_SIGN.get(sign)
    if level is None:
        return
    for match in _SHORT[sign].finditer(text):
        for length in _SHORT_NAME:
            name = text[match.end() : match.end() + length]
            entry = register.area(name)
            if entry and entry.level == level and entry.name == name + sign:
                yield entry.name
                break
