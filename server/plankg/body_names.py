"""The regular names of a body: printed with its level, with its area, or with neither.

市科技局, 科技局 and 江阴市科技局 are one body of 江阴市; so are the same three made from its
official name. Irregular names (人行江阴市支行) are rows of the register.
"""

from __future__ import annotations

import re
import unicodedata

_LEVELS = "省市县区州盟旗"

# Words that begin with a level's sign without naming one: 市场监管局 is not 市 + 场监管局.
_NOT_A_LEVEL = re.compile("市场|市容|市民中心|市政(?:公用|园林|管理|设施|工程)|区域|县域|州际|省际")

# What a plan may print without its level (科技局), as against zones, banks and schools.
_OFFICE = re.compile(r"(?!国|中|各|有关|相关).+(?:局|委|厅|办)")


def normalised(name: str) -> str:
    """Return `name` as it is compared: NFC, without any blanks or line breaks."""
    return "".join(unicodedata.normalize("NFC", name).split())


def regular_names(name: str, area: str) -> tuple[str, ...]:
    """Return the names that a body of `area` regularly goes by, `name` first.

    Only a name that begins with the area or its level has any others. A party body keeps its
    level (市委组织部 is never 委组织部) and is also named with 中共.
    """
    level = area[-1:]
    bare = _without_area(name, area, level) if level and level in _LEVELS else name
    if bare == name:
        return (name,)
    if bare.startswith("委") and not bare.startswith("委员"):
        variants = (f"{level}{bare}", f"{area}{bare}", f"中共{area}{bare}")
    else:
        variants = (bare, f"{level}{bare}", f"{area}{bare}")
    return tuple(dict.fromkeys((name, *variants)))


def names_of_unregistered(name: str, area: str) -> tuple[str, ...]:
    """Return the regular names of a body that no register knows; it may be printed bare."""
    names = regular_names(name, area)
    foreign = name[:1] in _LEVELS and not _NOT_A_LEVEL.match(name)
    if len(names) > 1 or foreign or name.startswith(area[:-1]) or not _OFFICE.fullmatch(name):
        return names
    return tuple(dict.fromkeys((name, *regular_names(f"{area[-1]}{name}", area))))


def _without_area(name: str, area: str, level: str) -> str:
    for prefix in (f"中共{area}", area):
        if name.startswith(prefix) and name != prefix:
            return name.removeprefix(prefix)
    if name.startswith(level) and not _NOT_A_LEVEL.match(name):
        return name.removeprefix(level) or name
    return name
