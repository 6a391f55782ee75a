"""Reads who is responsible: bracketed lists, labelled lines, and lists that end in a role word.

Labels stand before their list (责任单位：…), tails after it (…按职责分工负责). A bracket without
either is a list of bodies only where every piece ends like a body. What is left over is nobody:
never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.body_mentions import BodyList, BodyMention, beside_lead
from plankg.extract.body_names_in_lists import BodyNames
from plankg.extract.bracket_words import bodies_within, ends_measure, ends_sentence
from plankg.extract.role_labels import RoleLabels
from plankg.extract.role_lists import RoleLists
from plankg.lookups import Lookups
from plankg.model import Span

_BRACKET = re.compile(
    r"[（(〔\[【](?P<inside>[^（()）〔〕\[\]【】]*"
    r"(?:[（(〔\[][^（()）〔〕\[\]]*[)）〕\]][^（()）〔〕\[\]【】]*)*)[)）〕\]】]"
)
# The names of a list that goes on in the next line; what begins anew there is none.
_LONGEST_REST = 150
_NEW_SENTENCE = re.compile(
    r"。|\n[ 　]*\n|\n[ 　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])"
)
# Looked for from where a name may begin only: from each of its signs it would take their square.
_CUT_NAME = re.compile(r"(?:[、，,；;]|(?<![^、，,；;（()）]))[^、，,；;（()）]*[（(][^（()）]*\Z")
# Offices of an area begin with its level; 有关部门（市水利局、市财政局） says who is meant.
_OF_AREA = re.compile("[省市县区州盟旗各]")


class RoleGrammar:
    """The ways in which a text names bodies with their roles, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self.labels = lookups.made(RoleLabels)
        self.names = lookups.made(BodyNames)
        self.lists = RoleLists(lookups, self.labels, self.names)

    def lists_in(self, text: str, span: Span) -> Iterator[BodyList]:
        """Yield the lists of bodies in a stretch, in text order."""
        if self.labels.begins(text, span):
            mentions = tuple(self.lists.labelled(text, span))
            if mentions:
                yield BodyList(span, mentions)
            return
        found = list(self._bracketed(text, span))
        for one in self._in_running_text(text, span):
            if not any(
                one.span.start < other.span.end and other.span.start < one.span.end
                for other in found
            ):
                found.append(one)
        yield from sorted(found, key=lambda one: one.span)

    def _bracketed(self, text: str, span: Span) -> Iterator[BodyList]:
        """Yield the lists in brackets: （责任单位：A、B）, （A牵头，B配合）, （A、B）."""
        for bracket in _BRACKET.finditer(text, span.start, span.end):
            inside = Span(bracket.start("inside"), bracket.end("inside"))
            mentions = tuple(self._mentions(text, inside, ends_measure(text, bracket, span)))
            label = None if mentions else self.labels.before(text, bracket.start())
            if label:
                # 责任单位（市水利局、市财政局）
                mentions = self.lists.said(text, inside, label.role)
            elif not mentions and ends_sentence(text, bracket, span):
                mentions = self._offices(text, inside)
            if mentions:
                yield BodyList(Span(bracket.start(), bracket.end()), mentions)
        left = self._left_open(text, span)
        mentions = tuple(self.lists.labelled(text, left)) if left else ()
        if left and mentions:
            yield BodyList(left, mentions)

    def _offices(self, text: str, inside: Span) -> tuple[BodyMention, ...]:
        """Return the bodies of a bracket that closes a sentence: offices of the area alone.

        A bracket before the full stop mostly explains a word (社区（街道）。), or names the one
        body that the words before it mean.
        """
        named = self.names.mentions_in(text, inside, "responsible")
        good = all(self.names.is_body(one.name) and _OF_AREA.match(one.name) for one in named)
        return tuple(named) if good and len(named) > 1 else ()

    def _left_open(self, text: str, span: Span) -> Span | None:
        """Return the list in a bracket that its line leaves open; the next may close it.

        Where the text itself ends first, a name that it ends in may be cut, and is left out.
        """
        opened = self.labels.opened(text, span)
        if not opened or _BRACKET.match(text, opened[-1], span.end):
            return None
        closed = _BRACKET.match(text, opened[-1], min(len(text), span.end + _LONGEST_REST))
        if closed:
            whole = not _NEW_SENTENCE.search(text, span.end, closed.end())
            return Span(closed.start(), closed.end() - 1) if whole else None
        inside = opened[-1] + 1
        cut = _CUT_NAME.search(text[inside : span.end])
        return Span(opened[-1], inside + cut.start() if cut else span.end)

    def _in_running_text(self, text: str, span: Span) -> Iterator[BodyList]:
        """Yield the lists after a label in a sentence (…建设。责任单位：A、B。; 牵头单位为A，…)."""
        labels = list(self.labels.in_sentences(text, span))
        position = span.start
        led = 0
        for index, label in enumerate(labels):
            if label.span.start < position:
                continue
            stop = text.find("。", label.span.end, span.end)
            end = stop if stop >= 0 else span.end
            if label.says:
                following = labels[index + 1].span.start if index + 1 < len(labels) else end
                end = min(end, following)
                mentions = self.lists.said(text, Span(label.span.end, end), label.role)
            else:
                mentions = tuple(self.lists.labelled(text, Span(label.span.start, end)))
            if mentions and any(self.names.is_body(mention.name) for mention in mentions):
                if led and not text[led : label.span.start].strip("。，, 　\n"):
                    mentions = beside_lead(mentions)
                if any(mention.role == "lead" for mention in mentions):
                    led = end
                yield BodyList(Span(label.span.start, end), mentions)
            position = max(end, label.span.end)

    def _mentions(self, text: str, inside: Span, at_end: bool) -> Iterator[BodyMention]:
        inside = bodies_within(text, inside)
        if self.labels.are_all(inside.of(text)):
            return
        if self.labels.in_list(text, inside):
            yield from self.lists.labelled(text, inside)
        elif self.lists.has_tail(inside.of(text)):
            yield from self.lists.tailed(text, inside)
        elif at_end:
            named = self.names.mentions_in(text, inside, "responsible")
            known = sum(self.names.is_body(mention.name) for mention in named)
            if known > 1:
                known += sum(self.names.is_town(mention.name) for mention in named)
            # In a long list one name of an unusual form is a body as the others are.
            if named and known * 6 >= len(named) * 5:
                yield from named
