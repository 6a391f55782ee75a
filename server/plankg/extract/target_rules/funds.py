"""Reads the size of what is set up: 设立总规模100亿元的产业引导基金."""

from __future__ import annotations

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.target_rules.items import Clause
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import stated
from plankg.extract.wording import quote_start
from plankg.model import Span


def fund(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 设立总规模100亿元的产业引导基金: how large what is set up is to be.

    Returns one target (产业引导基金总规模), or nothing where the clause says no such thing.
    """
    if len(clause.values) != 1 or clause.values[0].word_class != "measure":
        return []
    text, quantity = clause.text, clause.values[0]
    name = language.doing.sized.match(text, quantity.span.end, clause.span.end)
    phrase = language.phrase(text, clause.span.start, quantity.span.start)
    size = language.doing.size.search(phrase.head.of(text))
    if name is None or size is None or not phrase.verbs:
        return []
    lead = phrase.head.of(text)[: size.start()]
    return [
        stated(
            clause.state,
            quantity,
            phrase,
            f"{lead}{name['name']}{size.group()}",
            "level",
            Span(quote_start(text, clause.span.start), name.end()),
            rule="targets.size@1",
        )
    ]
