"""Reads how a number is parted among places: 新建水站54座，其中青阳镇28座、华士镇22座."""

from __future__ import annotations

import re

from plankg.extract.commitments import Commitment, Whole
from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.model import Span

# 镇区12座、村庄8座: places by their sort.
_SORT_OF_PLACE = re.compile(
    "(?:中心|主)?城区|新城区|老城区|城市|城镇|县城|镇区|集镇|乡镇|村镇|农村|乡村|村庄|郊区|市区|建成区"
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
