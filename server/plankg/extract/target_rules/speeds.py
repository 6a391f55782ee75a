"""Reads how fast something is to change: 签约率以每年2个百分点的速度提升."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.phrase import Predicate, direction_named
from plankg.extract.target_rules.items import Clause
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import stated
from plankg.extract.wording import quote_start
from plankg.model import Span

_BEFORE = re.compile(
    r"(?:保持)?以(?P<often>每年|年均|平均每年)?(?:不低于|不少于|至少|约|超过)?[ 　]*\Z"
)
_AFTER = re.compile(
    r"[ 　]*的?(?:年均)?(?:速度|幅度|速率|增幅|降幅)"
    r"(?P<way>递?增长?|增加|提升|提高|上升|扩大|递?减|下降|降低|减少)"
)
_RATES = ("points", "share")
_FALLS = re.compile("减|降")
_SHORTEST_NAME = 2


def at_speed(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 签约率以每年2个百分点的速度提升: a change, each year where that is said.

    Returns nothing where the clause says no such thing.
    """
    text, value = clause.text, clause.values[0]
    if len(clause.values) != 1 or value.word_class not in _RATES:
        return []
    before = _BEFORE.search(text, clause.span.start, value.span.start)
    after = _AFTER.match(text, value.span.end, clause.span.end)
    if before is None or after is None:
        return []
    phrase = language.phrase(text, clause.span.start, before.start())
    name = phrase.head.of(text).strip(" 　")
    if phrase.verbs or phrase.predicate or len(name) < _SHORTEST_NAME:
        return []
    said = language.phrase(text, before.start(), value.span.start)
    often = Span(*before.span("often")) if before["often"] else phrase.annual
    way = direction_named("fall" if _FALLS.search(after["way"]) else "rise")
    change = Predicate(
        Span(before.start(), value.span.start),
        "change",
        said.comparator,
        after["way"],
        direction=way,
    )
    if said.predicate:
        change = replace(change, comparator=said.predicate.comparator)
    return [
        stated(
            clause.state,
            value,
            replace(phrase, predicate=change, annual=often),
            name,
            "change",
            Span(quote_start(text, clause.span.start), after.end()),
            rule="targets.speed@1",
        )
    ]
