"""Reads how a number is parted among places: 新建水站54座，其中青阳镇28座、华士镇22座.

So is a rate that is another one in some of them: 供水普及率达到95%（镇区达到98%）.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, Whole
from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.model import Span

# 镇区12座、村庄8座: places by their sort.
_SORT_OF_PLACE = re.compile(
    "(?:中心|主)?城区|新城区|老城区|城市|城镇|县城|镇区|集镇|乡镇|村镇|农村|乡村|村庄|郊区|市区|建成区"
)
# 其中|青阳区31个、华士片区24个: a place by its sign, where a whole is parted; 上游|青阳县.
_UP_OR_DOWN = re.compile("[上中下]游(?=[一-鿿]{3})")
_BY_SIGN = re.compile(
    "(?!示范|试点|重点|国家|省级|市级|县级|特色|[新改扩]建)[一-鿿]{2,5}(?:街道|苏木|[片园新港景]区|[区县市旗镇乡村])"
    "(?<![小社示本各全级厂校牧林矿]区)(?<!(?:保护|示范|试验|功能|集聚|产业|灌溉|养殖)区)(?<!小镇)(?<!试点.)"
)
_SIGNS_OF_PLACES = re.compile("(?:(?<![小社])区|[县市旗镇乡村])\\Z")
# 治理河道112公里，其中|清水河|48公里
_WATER = re.compile("[一-鿿]{1,5}[河溪江渠湖港涌]")
_OF_WATERS = re.compile("[河江湖渠堤岸]|流域|水系|水体")
_VILLAGES = "村"
OTHERS = ("其余", "其他", "其它")
"""What stands before how many are left: 其余|4条|28公里."""
_REST = re.compile(rf"(?:{'|'.join(OTHERS)})\d+[ 　]?[条座个家处所口片]")
_UP = len("上游")
# 镇区, 先行示范区, 山区, 中心村: a sort of places of which a rate may be told by itself.
_PLACES = re.compile(
    r"(?:其中[，,:：]?)?(?P<place>[一-鿿]{0,6}(?:[镇城市郊新园库灌林牧山矿]区|示范区|先行区|开发区|功能区"
    r"|地区|区域|平原|县城|城市|城镇|农村|乡村|乡镇|街道|社区|村庄|中心村|行政村))"
)
_ANY_PLACE = re.compile(r"(?:县城|城市|城镇|农村|乡村|乡镇)(?=[一-鿿]{3})")
_PART = re.compile(r"[（(]?其中|[（(]")
_BEFORE_PART, _SAYS = 1, len("其中：")


def rate_of_place(item: Item, language: Language) -> Commitment | None:
    """Return a rate of some places, told behind that of all; None for any other value.

    屋顶利用率超过50%（|示范区超过60%|）, 供水普及率达到95%，|其中镇区达到98%.
    """
    state, phrase, span = item.state, item.phrase, item.clause.span
    whole = state.wholes.get(item.quantity.unit)
    if state.named and (whole is None or whole.span != state.named[-1][1]):
        # 城镇供水普及率达到98%（其中镇区达到99%）: the whole is one of places, too.
        named, where = state.named[-1]
        whole = Whole(named, "level", "", where, named)
    if whole is None or item.name is not None or phrase.verbs or phrase.predicate is None:
        return None
    begins = _PART.match(item.text, span.start) or _PART.match(
        item.text, max(0, span.start - _BEFORE_PART)
    )
    rate = item.quantity.word_class == "share" and language.names.rate.search(whole.indicator)
    place = _PLACES.fullmatch(item.head)
    if not (begins and rate and place) or item.begin != span.start or whole.kind != "level":
        return None
    start = item.text.index(place["place"], max(span.start, phrase.head.start - _SAYS))
    at = Span(start, start + len(place["place"]))
    return stated(
        state,
        item.quantity,
        replace(phrase, hedge=phrase.hedge or whole.hedge),
        _ANY_PLACE.sub("", whole.indicator),
        whole.kind,
        Span(at.start, item.quantity.span.end),
        rule="targets.rate-of-place@1",
        restored=(restored_from(whole.span),),
        place=(language.scopes.name(at.of(item.text)), at),
    )


def part_of_place(item: Item, language: Language) -> Commitment | None:
    """Return what a place has of the whole that was named before, None for any other value.

    The whole is the last thing that was counted in the same unit.
    """
    state, phrase = item.state, item.phrase
    whole = state.wholes.get(item.quantity.unit)
    if whole is None or item.name is not None or phrase.verbs:
        return None
    if phrase.predicate is not None and phrase.predicate.kind is not None:
        return None
    place = _place(item, whole, language)
    if place is None:
        return None
    state.scope, state.scope_span = "", None
    phrase_hedge = phrase.hedge or whole.hedge
    state.hedge = state.hedge or phrase_hedge
    return stated(
        state,
        item.quantity,
        phrase,
        whole.indicator,
        whole.kind,
        Span(_opening(item.text, place), item.quantity.span.end),
        rule="targets.part-of-place@1",
        restored=(restored_from(whole.span),),
        place=(language.scopes.name(place.of(item.text)), place),
    )


def _place(item: Item, whole: Whole, language: Language) -> Span | None:
    """Return the place that a part's words are and nothing else."""
    head, scope = item.phrase.head, item.phrase.scope
    words = item.head
    if not words and scope is not None and item.state.parts:
        return scope
    # 其中自然保护区 of 保护区 is a kind of them, no place.
    named = language.scopes.is_place(words) or _SORT_OF_PLACE.fullmatch(words) is not None
    if not named and item.state.parts:
        words = _UP_OR_DOWN.sub("", words)
        named = _is_named_part(words, whole)
    if not named or words[-2:] == whole.indicator[-2:]:
        return None
    start = item.text.index(words, head.start)
    return Span(start, start + len(words))


def _opening(text: str, place: Span) -> int:
    """Return where a place's own words begin: |上游|青阳县."""
    before = _UP_OR_DOWN.match(text, max(0, place.start - _UP), place.end)
    return before.start() if before and before.end() == place.start else place.start


def _is_named_part(words: str, whole: Whole) -> bool:
    """Say whether words name a place or a water by its sign, of a whole that counts no such.

    其中|山区县2个 of 节水县 is a kind of them.
    """
    if _OF_WATERS.search(whole.indicator) and _WATER.fullmatch(words):
        return True
    if _SIGNS_OF_PLACES.search(whole.indicator):
        return False
    if _REST.fullmatch(words):
        return True
    return words == _VILLAGES or _BY_SIGN.fullmatch(words) is not None
