"""Cuts sentences into runs of clauses under one date: what is to be done by it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.extract.deadlines import Due, dues_in
from plankg.extract.sentences import clauses_in, sentences_in
from plankg.model import PlanMeta, Span

_PARTS = re.compile(r"[；;]")
EDGES = " 　\t\r\n，,；;。：:"
"""The signs around a clause that are no part of what it says."""

# 应于2018年底前编制方案 has its subject in the clause before, 于2017年底前完成 its object.
_NEEDS_SUBJECT = re.compile(r"[ 　]*(?:均|也|都)?(?:应|须|需|要|必须|务必|原则上)?当?(?:于|在)\Z")
# 完成, 到位, 全部完成: what stands after a date whose object stands before it.
_BARE_VERB = 4


@dataclass(frozen=True)
class Run:
    """Clauses under one date: from the clause in which it stands to the next date or sentence."""

    span: Span
    due: Due


def runs_in(text: str, span: Span, meta: PlanMeta) -> Iterator[Run]:
    """Yield the dated runs of clauses in a stretch, in text order."""
    for sentence in sentences_in(text, span):
        for part in _parts_of(text, sentence):
            dues = list(dues_in(text, part, meta))
            clauses = list(clauses_in(text, part))
            starts = [_start_of(text, clauses, due, part) for due in dues]
            for index, due in enumerate(dues):
                end = starts[index + 1] if index + 1 < len(dues) else part.end
                if end > due.span.end:
                    yield Run(trimmed(text, Span(starts[index], end)), due)


def _parts_of(text: str, sentence: Span) -> Iterator[Span]:
    """Yield what semicolons part: a date before one does not hold after it."""
    start = sentence.start
    for sign in _PARTS.finditer(text, sentence.start, sentence.end):
        yield Span(start, sign.start())
        start = sign.end()
    yield Span(start, sentence.end)


def _start_of(text: str, clauses: list[Span], due: Due, part: Span) -> int:
    """Return where the clause with a date begins, with those before it that it goes on from."""
    index = bisect.bisect_right(clauses, due.span.start, key=lambda clause: clause.start) - 1
    if index < 0:
        return part.start
    before = Span(clauses[index].start, due.span.start).of(text)
    if _NEEDS_SUBJECT.match(before) and index:
        index -= 1
    after = text[due.span.end : min(part.end, due.span.end + 2 * _BARE_VERB)]
    return part.start if len(after.strip(EDGES)) <= _BARE_VERB else clauses[index].start


def trimmed(text: str, span: Span) -> Span:
    """Return a stretch without the blanks and signs around it."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end)
