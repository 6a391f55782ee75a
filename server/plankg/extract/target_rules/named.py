"""The name of a value's measured thing while it is read, as printed before the value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plankg.extract.phrases import Verb
from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.statements import restored_from
from plankg.model import Evidence, Span

_BASE_BEFORE = re.compile(r"(?<=[一-鿿]{2})[由从][^，、由从\d]{0,8}\d[^，、]{0,12}\Z")
# A bracket that explains at length is no part of a name: 教师（同时具备理论和实践教学能力的教师）.
_EXPLAINED = re.compile(r"(?<=[一-鿿”])[（(][^（()）]{8,}[)）](?=[一-鿿])")
_HEDGE_WITHIN = "原则上"
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A measured thing: its words, the verbs before it, where its target's own words begin.

    `restored` is the evidence for words from elsewhere, `place` a scope that the name says.
    """

    words: str
    verbs: tuple[Verb, ...]
    opening: int
    restored: tuple[Evidence, ...] = ()
    place: tuple[str, Span] | None = None

    def with_words(self, words: str, *shown_at: Span) -> Named:
        """Return the name with other words; those restored are printed at `shown_at`."""
        restored = (*self.restored, *(restored_from(span) for span in shown_at))
        return replace(self, words=words, restored=restored)


def printed_name(item: Item) -> tuple[Named, Item]:
    """Return the name that is printed before a value, ``""`` where there is none, and the item.

    课时|原则上|占总课时一半: a hedge in the midst of the name becomes the item's hedge.
    """
    phrase = item.phrase
    words = _after_opening(_BASE_BEFORE.sub("", item.head))
    if phrase.predicate and len(words) > _SHORTEST_NAME:
        words = words.removeprefix("将")
    if _HEDGE_WITHIN in words:
        words = words.replace(_HEDGE_WITHIN, "")
        item = replace(item, phrase=replace(phrase, hedge=_HEDGE_WITHIN))
    words = _EXPLAINED.sub("", words)
    verbs = phrase.verbs
    if not words and verbs and phrase.predicate and phrase.predicate.words == "累计":
        # 培训|累计|300人: what is done is what is added up.
        words, verbs = verbs[-1].word, ()
    return Named(words, verbs, item.opening), item


def _after_opening(head: str) -> str:
    """Return the words after a bracket that is opened and not closed: “1+5”（|试验区1个、…）."""
    at = max(head.rfind("（"), head.rfind("("))
    return head[at + 1 :] if at > max(head.rfind("）"), head.rfind(")")) else head
