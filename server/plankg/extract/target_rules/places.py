"""Reads counts of places in which something is to be done: 在10个园区推广应用无人车."""

from __future__ import annotations

import re

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.phrase import Verb
from plankg.extract.target_rules.items import COUNTS, Clause
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import stated
from plankg.extract.wording import kept_verbs, quote_start
from plankg.model import Span

# 6个县、|清河区…: after the counted places others are named one by one.
_NEXT_PLACE = re.compile("[、和及与](?=[一-鿿]{2,}(?:县|市|区))")

# 启动|综合治理先行区: what a place is made.
_SET_UP = re.compile("(?:区|试点|示范)\\Z")
# 湖库|范围内, 学校|内
_WITHIN = re.compile("(?:(?:汇水|周边)?范围)?内\\Z")

# 29个行业|大力|推行…
_HOW = re.compile("(?<=[一-鿿]{2})(?:大力|全面|率先|积极|重点|分批|同步|先行|逐步)+\\Z")
# 5个新城|建设|中加大…: while they are built, they are not the ones that it is done to.
_AMID = re.compile("中(?![水心小西东学职医药等国外华央高型级低])")
# 10个|县|推广中水回用: a place of one character.
_PLACE = re.compile("[省市县区镇乡村州盟](?![一-鿿]?[内域级])")


def in_places(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 在10个场景和8个园区推广应用无人车: in how many places something is to be done.

    Returns a target for each count, or nothing where the clause says no such thing.
    """
    text, span, values = clause.text, clause.span, clause.values
    opening = language.doing.in_places.match(text, span.start, values[0].span.start)
    placed = values[-1].span.end
    short = _PLACE.match(text, placed)
    doing = language.phrases.doing_after(text, Span(placed - 1 if short else placed, span.end))
    lead = language.phrase(text, span.start, values[0].span.start)
    if language.phrases.with_last_verb(text, lead).verbs:
        # 在园区|建设|2个净水基地: something is built there, and that is counted.
        return []
    if opening is None or doing is None or values[-1].word_class not in COUNTS:
        return []
    verb, words = doing
    if _AMID.match(words):
        return []
    found: list[Commitment | Unread] = []
    for index, value in enumerate(values):
        last = index + 1 == len(values)
        until = verb.span.start if last else values[index + 1].span.start
        place = _HOW.sub("", text[value.span.end : until].strip("、和及与 　的"))
        if not last:
            place = _NEXT_PLACE.split(place)[0]
        named = len(place) > 1 or _PLACE.fullmatch(place)
        if not named or not language.doing.after_name.sub("", words):
            return []
        found.append(
            stated(
                clause.state,
                value,
                lead,
                _counted(verb, words, place, language),
                "increase",
                Span(quote_start(text, span.start), span.end),
                rule="targets.in-places@1",
            )
        )
    return found


def _counted(verb: Verb, words: str, place: str, language: Language) -> str:
    """Return what is counted: 推广应用无人车的园区, or 中水回用试点 where places are made such.

    Places of no sort of their own (地区) and what is set up in them are told by the thing.
    """
    thing = language.doing.after_name.sub("", words)
    if language.doing.any_place.fullmatch(place):
        return kept_verbs((verb,)) + thing
    if _SET_UP.search(thing):
        return kept_verbs((verb,)) + thing + place
    return f"{verb.word}{words}的{_WITHIN.sub('', place)}"
