"""Reads several doings with one thing, each with its number: 新建、改建水站3座和5座."""

from __future__ import annotations

import itertools
import re

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.phrase import Phrase, Verb
from plankg.extract.target_rules.items import COUNTS, ONLY_LIST_SIGNS, Clause, name_after
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.memory import remember
from plankg.extract.target_rules.statements import stated
from plankg.extract.wording import alike, kept_verbs, kind_of_verbs, quote_start
from plankg.model import Span

_SIGNS = re.compile("[、和及与]")
_SUMMED = (*COUNTS, "measure")
_FEWEST = 2


def verbs_in_turn(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 新建、改建水站3座和5座: as many targets as there are verbs, of one thing.

    Returns nothing where the clause has not as many values as verbs, all in one unit.
    """
    text, values, state = clause.text, clause.values, clause.state
    alone = len(values) >= _FEWEST and name_after(text, values[-1], clause.span.end) is None
    listed = all(
        ONLY_LIST_SIGNS.fullmatch(text[one.span.end : two.span.start])
        for one, two in itertools.pairwise(values)
    )
    one_unit = len({value.unit for value in values}) == 1
    if not (alone and listed and one_unit) or values[0].word_class not in _SUMMED:
        return []
    phrase = language.phrase(text, clause.span.start, values[0].span.start)
    thing = phrase.head.of(text).strip(" 　")
    if phrase.predicate or not phrase.verbs or not thing or _SIGNS.search(thing):
        return []
    verbs = _parted(text, phrase, language)
    if len(verbs) != len(values):
        return []
    quote = Span(quote_start(text, clause.span.start), values[-1].span.end)
    found: list[Commitment | Unread] = []
    for verb, value in zip(verbs, alike(values), strict=True):
        kind = kind_of_verbs((verb,), language.doing.added, annual=bool(phrase.annual))
        name = kept_verbs((verb,)) + thing
        remember(state, (verb,), kind, name, phrase.head)
        found.append(
            stated(
                state,
                value,
                phrase,
                name,
                kind or "increase",
                quote,
                rule="targets.verbs-in-turn@1",
            )
        )
    return found


def _parted(text: str, phrase: Phrase, language: Language) -> list[Verb]:
    """Return the verbs that signs part; nothing where one of the parts is more than a verb."""
    position, end = phrase.verbs[0].span.start, phrase.verbs[-1].span.end
    verbs: list[Verb] = []
    for part in _SIGNS.split(text[position:end]):
        span = Span(position, position + len(part))
        verb = language.phrases.last_verb(text, span)
        if verb is None or verb.span.start != span.start:
            return []
        verbs.append(verb)
        position = span.end + 1
    return verbs
