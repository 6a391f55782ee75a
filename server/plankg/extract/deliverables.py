"""Gives elements their deadlines, and makes dated clauses without a number elements of their own.

An element whose words stand under one date keeps it. In one that says several things by several
days each such clause is a deliverable: an element of type ``Element``, part of the one it is
printed in, which names the bodies (docs/decisions/0018-deliverables.md). The verbs of commitments
are ``deliverables.tsv``: `names` may begin a deliverable beside numbers, `says` stand anywhere.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from plankg.extract.dated_clauses import EDGES, Run, runs_in, trimmed
from plankg.extract.deadlines import Due, labelled_deadline, one_year
from plankg.extract.facts import without
from plankg.extract.held import Held
from plankg.extract.sentences import clauses_in
from plankg.iris import Iris, distinct
from plankg.lookups import Lookups, any_of
from plankg.model import Element, PlanMeta, Span

_HEDGES = r"(?:力争|争取|确保|基本|全面|全部|正式|率先|努力|研究|组织|同步|并|积极|加快)*"
# Words of help that lasts until a day, or of what was done before it: no deliverable.
_NOT_OURS = re.compile(
    r"补贴|补助|免征|减免|减征|缓缴|优惠|报废|登记注册|(?:均已|已经|已于)|继续执行|《[^》]*\Z"
)
# A time of its own, which the words before an objective do not replace.
_OWN_TIME = re.compile(r"[年月]内|[每逐]年|年均|期间|[三五两]年|20\d\d[ 　]*年")
# A number that no rule for targets read all the same: 值不高于1.5.
_NUMBER = re.compile(r"(?:不[高低多少大小]于|[超达]过?到?|[降升增]至)[ 　]*\d|\d[ 　]*[%％]")
_SHORTEST = 4


class _Numbers:
    """Where numbers stand: targets' quotes, and what was not understood."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def stand_in(self, text: str, stretch: Span) -> bool:
        """Say whether one of them, or what looks like a number committed to, is in a stretch."""
        at = bisect.bisect_left(self._starts, stretch.start - self._longest)
        while at < len(self._spans) and self._spans[at].start < stretch.end:
            if self._spans[at].end > stretch.start:
                return True
            at += 1
        return _NUMBER.search(text, stretch.start, stretch.end) is not None


class DeliverableGrammar:
    """The verbs of deliverables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._verb = re.compile(any_of(lookups.words("deliverables")))
        names = any_of(lookups.words("deliverables", place="names"))
        self._begins = re.compile(rf"[ 　]*{_HEDGES}{names}(?!率|度|[了的])")

    def commits(self, text: str, run: Run) -> bool:
        """Say whether the words under a date commit to something, and not only qualify it."""
        words = text[run.span.start : run.due.span.start] + text[run.due.span.end : run.span.end]
        return (
            len(words.strip(EDGES)) >= _SHORTEST
            and self._verb.search(words) is not None
            and _NOT_OURS.search(words) is None
        )

    def begins(self, text: str, clause: Span) -> bool:
        """Say whether a clause beside others with numbers begins with a deliverable's verb."""
        return self._begins.match(text, clause.start, clause.end) is not None


def with_deadlines(
    text: str,
    held: Iterable[Held],
    elements: Iterable[Element],
    numbers: Iterable[Span],
    meta: PlanMeta,
    grammar: DeliverableGrammar,
    iris: Iris,
) -> tuple[Element, ...]:
    """Return the elements with the deadlines in their words, deliverables after their element.

    `elements` are those of `held`, in the same order; `numbers` are the targets' quotes and the
    numbers that were not understood: what holds one is no deliverable.
    """
    counted = _Numbers(numbers)
    result: list[Element] = []
    for one, element in zip(held, elements, strict=True):
        result.extend(_dated(text, one, element, counted, meta, grammar, iris))
    minted = distinct(element.iri for element in result)
    return tuple(replace(one, iri=iri) for one, iri in zip(result, minted, strict=True))


def _dated(
    text: str,
    one: Held,
    element: Element,
    counted: _Numbers,
    meta: PlanMeta,
    grammar: DeliverableGrammar,
    iris: Iris,
) -> Iterator[Element]:
    label = labelled_deadline(text, one.own, one_year(meta))
    if label and element.deadline == label.day:
        yield replace(element, deadline_span=label.span)
        return
    if element.deadline is not None or one.repeats or not one.reads_targets:
        yield element
        return
    runs = [run for span in _words_of(one) for run in runs_in(text, span, meta)]
    whole = _titled(text, one, meta, grammar) or _whole(text, one, element, runs, meta, grammar)
    if whole:
        yield replace(element, deadline=whole.day, deadline_span=whole.span)
    else:
        yield element
    if element.type == "WorkGoal":
        return
    for run in runs:
        if not grammar.commits(text, run):
            continue
        if not counted.stand_in(text, run.span):
            if run.due != whole:
                yield _deliverable(text, element, run.span, run.due, iris)
            continue
        for clause in clauses_in(text, run.span):
            if grammar.begins(text, clause) and not counted.stand_in(text, clause):
                yield _deliverable(text, element, clause, run.due, iris)


def _titled(text: str, one: Held, meta: PlanMeta, grammar: DeliverableGrammar) -> Due | None:
    """Return the deadline in an element's title (1．2023年底前出台引水办法), which heads it all."""
    title = one.element.title_span
    if title is None or one.element.type in ("Section", "Action"):
        return None
    runs = [run for run in runs_in(text, title, meta) if grammar.commits(text, run)]
    return runs[0].due if len(runs) == 1 else None


def _whole(
    text: str,
    one: Held,
    element: Element,
    runs: list[Run],
    meta: PlanMeta,
    grammar: DeliverableGrammar,
) -> Due | None:
    """Return the deadline that holds for all of an element's words; None where there is none.

    An objective is one sentence, so that the date at its head holds for all of it; one without a
    date has that of the words before it (到2025年，实现以下目标：).
    """
    if element.type == "Section" or len(runs) > 1:
        return None
    said = [span for span in _words_of(one) if span.of(text).strip(EDGES)]
    if not runs:
        own_time = _OWN_TIME.search(element.text)
        return _introduced(one, meta) if element.type == "Objective" and not own_time else None
    run = runs[0]
    if element.type != "Objective" and not grammar.commits(text, run):
        return None
    before = _between(text, said[0].start, run.span.start)
    after = _between(text, run.span.end, said[-1].end)
    return run.due if not before and (not after or element.type == "Objective") else None


def _introduced(one: Held, meta: PlanMeta) -> Due | None:
    time = one.setting.time
    if time is None or time.year is None or time.reach in ("plan", "from-year"):
        return None
    day = date(time.year, 12, 31)
    return Due(day, time.span) if meta.issued is None or day >= meta.issued else None


def _between(text: str, start: int, end: int) -> str:
    return text[start:end].strip(EDGES) if start < end else ""


def _words_of(one: Held) -> Iterator[Span]:
    """Yield an element's own words without its lists of bodies and its title."""
    title = one.element.title_span
    for line in one.own:
        for span in without(line, one.lists):
            if title is None or title.end <= span.start or span.end <= title.start:
                yield span
            elif title.end < span.end:
                yield Span(title.end, span.end)


def _deliverable(text: str, element: Element, words: Span, due: Due, iris: Iris) -> Element:
    span = trimmed(text, words)
    said = span.of(text)
    return Element(
        plan=element.plan,
        where=element.where,
        type="Element",
        number="",
        title="",
        text=said,
        parent_iri=element.iri,
        qualitative=True,
        deadline=due.day,
        start=span.start,
        end=span.end,
        iri=iris.fact(element.iri, "deliverable", (said, due.day.isoformat())),
        printed_in=element.iri if element.type == "Section" else element.printed_in,
        deadline_span=due.span,
        confidence="printed" if due.known_year and span.covers(due.span) else "restored",
        rule="deliverables.clause@1",
    )
