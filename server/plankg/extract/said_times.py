"""Finds the times that the words before an objective set for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

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

    def __init__(self, text: str, targets: TargetGrammar) -> None:
        self._text = text
        self._targets = targets
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
                time = self._targets.last_time(self._text, sentence) or time
            sentences.append((Span(line.end, line.end), time))
            self._sentences[line] = sentences
        place = bisect_left(sentences, end, key=lambda one: one[0].end)
        sentence, before = sentences[place]
        if sentence.start >= end:
            return before
        return self._targets.last_time(self._text, Span(sentence.start, end)) or before


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
