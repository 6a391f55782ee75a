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
        Span(place.start, item.quantity.span.end),
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
    named = language.scopes.is_place(words) or _SORT_OF_PLACE.fullmatch(words)
    if not named or words[-2:] == whole.indicator[-2:]:
        return None
    start = item.text.index(words, head.start)
    return Span(start, start + len(words))
