"""Finds the times and hedges that the words before an objective set for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from plankg.extract.elements import Node, is_dash_item
from plankg.extract.sentences import sentences_in
from plankg.extract.structure import Part
from plankg.extract.targets import TargetGrammar
from plankg.extract.times import Time
from plankg.model import Span


class SaidTimes:
    """The times said in the paragraphs of a text's parts; each sentence is read once.

    A part of many thousand objectives thus costs what its length does, however many there are.
    """

    def __init__(
        self, text: str, targets: TargetGrammar, period: tuple[date | None, date] | None = None
    ) -> None:
        self._text = text
        self._targets = targets
        self._last_year = period[1].year if period else None
        self._hedges: dict[int, list[tuple[int, str]]] = {}
        self._parts: dict[int, _Paragraphs] = {}
        self._sentences: dict[Span, list[tuple[Span, Time | None]]] = {}

    def before(self, node: Node) -> Time | None:
        """Return the last time said before an objective of a part.

        In its own paragraph, else in one above it that is no item of a dash list.
        """
        paragraphs = self._paragraphs(node.part)
        start = node.element.start
        own = paragraphs.holding(start)
        if own and (time := self._within(own, start)):
            return time
        return paragraphs.said_above(own.start if own else start)

    def hedge_before(self, node: Node) -> str:
        """Return the hedge of the words that introduce the list in which an objective stands.

        力争到2025年，实现以下目标：（一）…: in the part itself, or in the one around it.
        """
        if node.part.role != "objectives" or node.element.type not in ("Objective", "Section"):
            return ""
        said = self._introducing(node.part)
        place = bisect_left(said, node.element.start, key=lambda one: one[0])
        if place:
            return said[place - 1][1]
        above = node.part.parent
        said = self._introducing(above) if above is not None and above.role == "objectives" else []
        return said[-1][1] if said else ""

    def _introducing(self, part: Part) -> list[tuple[int, str]]:
        """Return the paragraphs of a part that introduce a list, each with its hedge."""
        found = self._hedges.get(id(part))
        if found is None:
            found = self._hedges[id(part)] = [
                (line.start, hedge)
                for line in sorted(part.lines, key=lambda line: line.start)
                if (hedge := self._targets.introducing_hedge(self._text, line))
            ]
        return found

    def _paragraphs(self, part: Part) -> _Paragraphs:
        found = self._parts.get(id(part))
        if found is None:
            lines = sorted(part.lines, key=lambda line: line.start)
            said = [
                (line.start, time)
                for line in lines
                if not is_dash_item(self._text, line.start)
                if (time := self._within(line, line.end))
            ]
            found = self._parts[id(part)] = _Paragraphs(lines, said)
        return found

    def _within(self, line: Span, end: int) -> Time | None:
        """Return the last time said in a paragraph before `end`."""
        sentences = self._sentences.get(line)
        if sentences is None:
            sentences = []
            time: Time | None = None
            for sentence in sentences_in(self._text, line):
                sentences.append((sentence, time))
                time = self._targets.last_time(self._text, sentence, self._last_year) or time
            sentences.append((Span(line.end, line.end), time))
            self._sentences[line] = sentences
        place = bisect_left(sentences, end, key=lambda one: one[0].end)
        sentence, before = sentences[place]
        if sentence.start >= end:
            return before
        own = Span(sentence.start, end)
        return self._targets.last_time(self._text, own, self._last_year) or before


class _Paragraphs:
    """The paragraphs of a part, in order, and the times of those that say one."""

    def __init__(self, lines: list[Span], said: list[tuple[int, Time]]) -> None:
        self._lines = lines
        self._said = said

    def holding(self, start: int) -> Span | None:
        """Return the paragraph that holds `start`."""
        place = bisect_right(self._lines, start, key=lambda line: line.start)
        line = self._lines[place - 1] if place else None
        return line if line and start < line.end else None

    def said_above(self, start: int) -> Time | None:
        """Return the last time said in a paragraph that begins before `start`."""
        place = bisect_left(self._said, start, key=lambda one: one[0])
        return self._said[place - 1][1] if place else None
