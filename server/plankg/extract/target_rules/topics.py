"""Completes a measure that says nothing alone by what its sentence is about.

特殊困难老年人探访服务全面开展，|月探访率|达100%: 特殊困难老年人月探访率. What a clause without
values is about holds for the measures that follow, until something else is measured.
"""

from __future__ import annotations

import re

from plankg.extract.commitments import SentenceState
from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.named import Named
from plankg.extract.times import Time
from plankg.extract.topic import Topic
from plankg.model import Span

_EDGES = " 　"
_PARTED = re.compile("[；;]")


def note_told(text: str, clause: Span, time: Time | None, state: SentenceState) -> None:
    """Remember a clause without values, which may say what the next ones measure.

    A clause that says a time only (到2025年底) leaves the one before it.
    """
    if time and clause.covers(time.span):
        around = text[clause.start : time.span.start] + text[time.span.end : clause.end]
        if not around.strip(_EDGES + "底末前"):
            return
    state.told, state.told_at, state.about = clause, len(state.named), None


def with_topic(name: Named, item: Item, language: Language) -> Named | None:
    """Return a measure's name with what it is of; None where it needs none or none is said."""
    found = named_by_topic(item, name.words, language)
    return name.with_words(*found) if found else None


def _topic_for(item: Item, measure: str, language: Language) -> tuple[Topic, Span] | None:
    """Return what the sentence says a measure is of, and where; None where it says nothing."""
    return (
        _topic_told(item, language)
        or _topic_measured(item, measure, language)
        or _of_row(item, language)
    )


def named_by_topic(item: Item, measure: str, language: Language) -> tuple[str, Span] | None:
    """Return a measure's whole name and where what it takes over stands; None for other names."""
    verbs = item.phrase.verbs
    if verbs and verbs[-1].name in ("keep", "restore"):
        # 办结|时限: of something else than what was measured before.
        return None
    if not language.topics.measure.fullmatch(measure) or item.phrase.share_of_previous:
        return None
    return named_as_told(item, measure, language)


def named_as_told(item: Item, measure: str, language: Language) -> tuple[str, Span] | None:
    """Return a name with what the sentence says it is of, be the name no usual measure's.

    What is said of one holds for the next, too. None where nothing is said.
    """
    found = _topic_for(item, measure, language)
    whole = language.topics.joined(found[0], measure) if found else ""
    if not found or whole in ("", measure):
        return None
    item.state.about, item.state.told_at = found, len(item.state.named) + 1
    return whole, found[1]


def _topic_told(item: Item, language: Language) -> tuple[Topic, Span] | None:
    state, text = item.state, item.text
    if state.told_at != len(state.named):
        return None
    if state.about:
        return state.about
    if state.told is None:
        return None
    clause = state.told.of(text)
    start = state.told.start + len(clause) - len(clause.lstrip(_EDGES))
    topic = language.topics.topic_in(clause.strip(_EDGES))
    return (topic, Span(start + topic.start, start + topic.end)) if topic else None


def _topic_measured(item: Item, measure: str, language: Language) -> tuple[Topic, Span] | None:
    """Return what the value right before is of: 用水报装 of 用水报装环节, for 材料."""
    if not item.state.named or not language.topics.step.fullmatch(measure):
        return None
    last, quote = item.state.named[-1]
    if _PARTED.search(item.text, quote.end, item.clause.span.start):
        return None
    topic = language.topics.topic_of(last)
    return (topic, quote) if topic else None


def _of_row(item: Item, language: Language) -> tuple[Topic, Span] | None:
    """Return what an annex row's task is about: 水质提升."""
    span = item.state.setting.task_span
    if span is None or item.state.named:
        return None
    topic = language.topics.topic_in(span.of(item.text).strip(_EDGES))
    return (topic, span) if topic else None
