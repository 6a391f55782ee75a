"""Reads what places are to have where its name is not beside the value.

It stands before the places (护水站各街道至少设立1个), or in the clause that says how many others
are to have: 各县至少打造3项，两个园区至少打造2项节水项目.
"""

from __future__ import annotations

import re

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.target_rules.items import COUNTS, Clause, Item, name_after
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.named import Named
from plankg.extract.target_rules.statements import stated
from plankg.extract.wording import kept_verbs, kind_of_verbs, quote_start
from plankg.model import Evidence, Span

# 护水|站, 节水|队: what a place may have one of; 要求, 由 and 组织 lead to who does it.
_THING = re.compile("[一-鿿“”]{2,14}(?:[站点所厂馆场室院校库队堂店台园]|中心|平台|机构|基地)")
_CLAUSE = re.compile(r"[，,；;](?P<next>[^，,；;。\n]{4,120})")


def named_before_places(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 护水站各街道至少设立1个: the thing, each of whom, and how many.

    Returns nothing where the words before the places are no plain thing, or a name stands behind.
    """
    text, state, value = clause.text, clause.state, clause.values[0]
    begin = quote_start(text, clause.span.start)
    whose = language.scopes.every_in(text, begin, value.span.start)
    if whose is None or len(clause.values) > 1 or value.word_class not in COUNTS:
        return []
    thing = Span(begin, whose.start)
    if not _THING.fullmatch(thing.of(text)) or language.phrases.doing_in(thing.of(text)):
        return []
    phrase = language.phrase(text, whose.end, value.span.start)
    phrase = language.phrases.with_last_verb(text, phrase)
    lead = language.phrase(text, begin, whose.start)
    if lead.verbs or not phrase.verbs or phrase.head.of(text).strip():
        return []
    if name_after(text, value, clause.span.end) is not None:
        return []
    kind = kind_of_verbs(phrase.verbs, language.doing.added, annual=bool(phrase.annual))
    return [
        stated(
            state,
            value,
            phrase,
            kept_verbs(phrase.verbs) + thing.of(text),
            kind or "increase",
            Span(begin, value.span.end),
            rule="targets.named-before-places@1",
            restored=(Evidence(thing, ("hasIndicator",)),),
            place=(language.scopes.name(whose.of(text)), whose),
        )
    ]


def named_in_next(item: Item, language: Language) -> Named | None:
    """Return what the next clause names, where it says with the same verb how many others have.

    各县至少打造3项以上，|两个园区至少打造2项以上|节水项目. None where it says no such thing.
    """
    text, verbs = item.text, item.phrase.verbs
    following = _CLAUSE.match(text, item.clause.span.end, item.state.span.end)
    if following is None or not verbs or item.head or item.quantity.word_class not in COUNTS:
        return None
    span = Span(*following.span("next"))
    values = [
        one
        for one in language.quantities.quantities_in(text, span)
        if one.unit == item.quantity.unit and not one.part_of_name
    ]
    name = name_after(text, values[0], span.end) if len(values) == 1 else None
    if name is None:
        return None
    said = language.phrases.with_last_verb(
        text, language.phrase(text, span.start, values[0].span.start)
    )
    if not said.verbs or said.verbs[-1].word != verbs[-1].word:
        return None
    words = language.doing.after_name.sub("", name.of(text).removeprefix("的"))
    return Named("", verbs, item.opening).with_words(words, name) if words else None
