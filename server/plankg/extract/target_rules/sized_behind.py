"""Reads the whole length or area of what is named behind it: 建设里程合计70公里的滨水绿道."""

from __future__ import annotations

import re

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.target_rules.items import Clause
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.memory import remember
from plankg.extract.target_rules.statements import stated
from plankg.extract.wording import kept_verbs, quote_start, verb_kind
from plankg.model import Span

# A sum of several, and not the size of one thing: 建设面积2000平方米的水厂.
_SIZE = "里程|长度|面积|规模|容量"
_SUM = re.compile(
    f"(?P<size>{_SIZE})(?:合计|共计|总计|累计)(?:达到?|约|为)?|总(?:{_SIZE}|长)(?:达到?|约|为)?"
)
_NAME = re.compile("的(?P<name>[一-鿿“”A-Za-z（）]{2,24})")


def sized_behind(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read ``verb size value 的 name``; returns nothing where the clause says no such thing."""
    text, values = clause.text, clause.values
    if len(values) != 1 or values[0].word_class != "measure":
        return []
    value = values[0]
    phrase = language.phrase(text, clause.span.start, value.span.start)
    said = text[phrase.verbs[-1].span.end : value.span.start] if phrase.verbs else ""
    size = _SUM.fullmatch(said)
    name = _NAME.fullmatch(text, value.span.end, clause.span.end)
    kind = verb_kind(phrase.verbs)
    if size is None or name is None or kind is None:
        return []
    noun = size["size"] or re.sub("达到?|约|为", "", size.group())
    indicator = kept_verbs(phrase.verbs) + name["name"] + noun
    named = Span(*name.span("name"))
    remember(clause.state, phrase.verbs, kind, indicator, named)
    quote = Span(quote_start(text, clause.span.start), named.end)
    return [
        stated(clause.state, value, phrase, indicator, kind, quote, rule="targets.sized-behind@1")
    ]
