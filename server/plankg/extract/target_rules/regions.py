"""Reads places and levels at the head of a name: 县城|污水处理率, 市县级 after 省级湿地."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.commitments import SentenceState
from plankg.extract.target_rules.name_words import NameWords
from plankg.extract.target_rules.statements import restored_from
from plankg.model import Evidence, Span

# 省级|以上企业技术中心: a level may stand for those above it too.
_AND_ABOVE = re.compile(r"\A(?:[甲乙丙]等)?(?:及|（含）)?以上")
_ONLY_ABOVE = re.compile("(?:[甲乙丙]等)?(?:(?:及|（含）)?以上)?")
_SHORTEST_NAME = 3
# 签约服务覆盖率达到45%，|重点人群|85%
_GROUP = re.compile("[一-鿿]{2,6}人群")
# 全国|节水型村2个、省级20个: a national title is a level, too.
_NATIONAL = re.compile("(?:全国|国家)(?!级)")


@dataclass(frozen=True, slots=True)
class Regional:
    """A name without its places: `place` is the scope that they are, with its words."""

    name: str
    place: tuple[str, Span] | None = None
    restored: tuple[Evidence, ...] = ()


def _is_level(head: str, names: NameWords) -> bool:
    """Say whether a name is a level alone, or one with those above it: 其中|4A级以上|12家."""
    level = names.level.match(head)
    return level is not None and _ONLY_ABOVE.fullmatch(head, level.end()) is not None


def _bare_level(head: str, state: SentenceState, names: NameWords) -> bool:
    """Say whether a level stands alone before a name that has none: 水站12座，其中|省级|3座."""
    leads = names.level.match(state.head) or _NATIONAL.match(state.head)
    return _is_level(head, names) and not leads


def regional(
    head: str, printed: Span, state: SentenceState, names: NameWords, unit: str = ""
) -> Regional:
    """Read a group of places at the head of a name as the scope (县城|污水处理率).

    Where the name is nothing but places (珠三角达到95%) or a level (市县级不低于70%), the measured
    thing is that of the value before, or of the whole that was counted in this `unit`. `printed` is
    where the name stands.
    """
    span = state.head_span
    alone = names.region_alone.fullmatch(head) or (_GROUP.fullmatch(head) and not state.parts)
    if alone and span and names.stock.search(state.head):
        return Regional(state.head, (head, printed), (restored_from(span),))
    if state.parts and span and (names.sort_of.fullmatch(head) or _bare_level(head, state, names)):
        whole = state.wholes.get(unit)
        if whole is not None:
            return Regional(head + whole.thing, None, (restored_from(whole.span),))
        return Regional(head + state.head, None, (restored_from(span),))
    level = names.level.match(state.head) or _NATIONAL.match(state.head)
    if _is_level(head, names) and level and span:
        rest = _AND_ABOVE.sub("", state.head[level.end() :])
        if second := names.level.match(rest):
            # 国家4A级景区2家、|3A级|8家
            head, rest = level.group() + head, rest[second.end() :]
        return Regional(head + rest, None, (restored_from(span),))
    group = names.regions.match(head)
    measured = (
        names.stock.search(head) or names.anything_in.match(head) or names.part_in.fullmatch(head)
    )
    if group and measured and len(head) - group.end() >= _SHORTEST_NAME:
        return Regional(head[group.end() :], (group.group(), printed))
    return Regional(head)
