"""Reads a list of places that each do so much: 青阳镇建成1座、华士镇建成2座泵房."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.phrase import Verb
from plankg.extract.quantity import Quantity
from plankg.extract.target_rules.items import COUNTS, Clause, Item, name_after
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.memory import remember
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.wording import kept_verbs, kind_of_verbs
from plankg.model import Span

# 石桥|乡, 临水|县: a place by its sign; 示范区, 节水村 and 特色小镇 are kinds of places.
_PLACE = re.compile(
    r"[一-鿿]{2,6}?(?:街道|[县区市镇乡])(?<![园社新城片山库辖本各全级]区)(?<!示范.)(?<!试点.)(?<!小镇)"
)
_SIGN = re.compile(r"[ 　]*(?:[、和及]|以及)[ 　]*")
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Turn:
    """One place's part of the list: `name` is the counted thing behind its value, if printed."""

    place: Span
    verb: Verb
    quantity: Quantity
    name: Span | None


def places_in_turn(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 青阳镇建成1座、华士镇建成2座泵房: a target of each place.

    The thing that is named once, by the first or the last, is what all of them count. Returns
    nothing where a part of the list has no place, no verb, or another unit.
    """
    turns = _turns(clause, language)
    named = [turn.name for turn in turns if turn.name]
    if len(turns) < _TWO or not named or len({turn.quantity.unit for turn in turns}) > 1:
        return []
    if len(named) < len(turns) and (len(named) > 1 or not (turns[0].name or turns[-1].name)):
        return []
    return [_of_place(turn, turn.name or named[0], clause, language) for turn in turns]


def _turns(clause: Clause, language: Language) -> list[_Turn]:
    """Return the parts of the list, nothing where one of them is no place's."""
    text, values = clause.text, clause.values
    turns: list[_Turn] = []
    begin = clause.span.start
    for index, quantity in enumerate(values):
        place = _PLACE.match(text, begin, quantity.span.start)
        verb = language.phrases.last_verb(text, Span(begin, quantity.span.start))
        alone = place and verb and place.end() == verb.span.start
        if place is None or verb is None or not alone or quantity.word_class not in COUNTS:
            return []
        last = index + 1 == len(values)
        following = clause.span.end if last else values[index + 1].span.start
        sign = None if last else _last_sign(text, quantity.span.end, following)
        if not last and sign is None:
            return []
        name = name_after(text, quantity, sign[0] if sign else following)
        turns.append(_Turn(Span(*place.span()), verb, quantity, name))
        begin = sign[1] if sign else following
    return turns


def _last_sign(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the last sign of a list between two values begins and ends."""
    found = list(_SIGN.finditer(text, start, end))
    return found[-1].span() if found else None


def _of_place(turn: _Turn, name: Span, clause: Clause, language: Language) -> Commitment:
    """Return the target of one place, whose thing another part of the list may name."""
    text, state, verbs = clause.text, clause.state, (turn.verb,)
    phrase = language.phrase(text, turn.place.end, turn.quantity.span.start)
    item = Item(clause, turn.place.start, turn.quantity, phrase, name)
    indicator = kept_verbs(verbs) + language.doing.after_name.sub("", name.of(text))
    kind = kind_of_verbs(verbs, language.doing.added, annual=bool(phrase.annual or state.annual))
    remember(state, verbs, kind, indicator, name)
    scope = language.scopes.name(turn.place.of(text))
    return stated(
        state,
        turn.quantity,
        phrase,
        indicator,
        kind or "increase",
        Span(item.opening, turn.name.end if turn.name else turn.quantity.span.end),
        rule="targets.places-in-turn@1",
        restored=() if turn.name else (restored_from(name),),
        place=(scope, turn.place),
    )
