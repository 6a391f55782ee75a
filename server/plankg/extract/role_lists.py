"""Reads lists whose words give the roles: after labels (责任单位：…), before tails (…牵头).

The words are ``data/lookups/role_words.tsv``; a list may have several of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plankg.extract.body_mentions import BodyMention
from plankg.extract.body_names_in_lists import BodyNames
from plankg.extract.name_pieces import INNER
from plankg.extract.role_labels import RoleLabels
from plankg.lookups import Lookups, any_of
from plankg.model import Role, Span

# A|会同|B、C负责: who is named before it leads.
_JOINED_BY = "会同"
# A list ends at a full stop, or where another label begins (；完成时限：2023年6月).
_LIST_END = re.compile(
    # 市财政局|完成时限：2023年6月: the next label right behind the last name.
    r"。|(?<=[一-鿿）)])"
    r"(?:完成时[限间]|完成期限|办理时限|时限要求|时间要求|整改时限|责任人|责任领导|联系人)"
    r"[ 　]*[:：]"
    r"|[；;，, 　\n][^；;，,、。：:（）()]{2,8}[:：]"
)


class RoleLists:
    """The labels and tails of lists, compiled once."""

    def __init__(self, lookups: Lookups, labels: RoleLabels, names: BodyNames) -> None:
        self._labels = labels
        self._names = names
        tails = [row for row in lookups.rows("role_words") if row["position"] == "tail"]
        self._role = {row["word"]: _role(row["role"]) for row in tails}
        # 县政协办 is a body, and nobody's 协办.
        tail = rf"(?:(?<!政)(?=协)|(?!协)){any_of(self._role)}"
        self._tails = re.compile(tail)
        self._last_tail = re.compile(rf"{tail}\Z")

    def has_tail(self, words: str) -> bool:
        """Say whether a word for a role stands in a list, outside the brackets within it."""
        return self._tails.search(INNER.sub("", words)) is not None

    def labelled(self, text: str, span: Span) -> Iterator[BodyMention]:
        """Yield the bodies after each label; beside a lead, 责任单位 are participants."""
        labels = self._labels.in_list(text, span)
        led = any(label.role == "lead" for label in labels)
        for index, label in enumerate(labels):
            end = labels[index + 1].span.start if index + 1 < len(labels) else span.end
            stop = _LIST_END.search(text, label.span.end, end)
            end = stop.start() if stop else end
            role: Role = "participant" if led and label.role == "responsible" else label.role
            listed = Span(label.span.end, end)
            tailed = list(self.tailed(text, listed)) if self._tails.search(listed.of(text)) else []
            if tailed and len(labels) == 1:
                # 责任单位：A牵头，B、C按职责分工负责: the tails say more than the label.
                yield from tailed
            else:
                for mention in self._names.mentions_in(text, listed, role):
                    yield self._by_its_tail(text, mention, led=led)

    def _by_its_tail(self, text: str, mention: BodyMention, *, led: bool) -> BodyMention:
        """Return who is named in a labelled list, in the role that a tail of its own says.

        配合单位：市财政局等，各镇街负责落实: the last of them answer for it.
        """
        tail = self._last_tail.search(mention.span.of(text))
        name = mention.name.removesuffix(tail.group()) if tail else ""
        if tail is None or not self._names.is_body(name):
            return mention
        role = self._role[tail.group()]
        return replace(
            mention,
            name=name,
            span=Span(mention.span.start, mention.span.start + tail.start()),
            role="participant" if led and role == "responsible" else role,
            collective=self._names.is_collective(name),
        )

    def tailed(self, text: str, span: Span) -> Iterator[BodyMention]:
        """Yield the bodies before each tail: A、B牵头，C、D配合; …按职责分工负责."""
        begin = span.start
        found: list[tuple[Role, Span]] = []
        for tail in self._tails.finditer(text, span.start, span.end):
            after = text[tail.end() : tail.end() + 1]
            joined = tail.group() == _JOINED_BY
            if tail.start() <= begin or (
                tail.end() < span.end and after not in "，,；;。、" and not joined
            ):
                continue
            last = max(text.rfind(sign, begin, tail.start()) for sign in "，,")
            if tail.group().startswith("为") and last >= begin:
                # A、B，C为牵头单位: what follows the comma is said of C alone.
                found.append(("responsible", Span(begin, last)))
                begin = last + 1
            found.append((self._role[tail.group()], Span(begin, tail.start())))
            begin = tail.end()
        rest = text[begin : span.end].strip("，,；;。、 　\n\r")
        lead = any(role == "lead" for role, _ in found)
        if rest and lead and begin < span.end:
            # A牵头，B、C: who is named beside a lead joins it.
            found.append(("participant", Span(begin, span.end)))
        elif rest or not found:
            return
        for role, listed in found:
            if role == "responsible" and lead:
                role = "participant"
            named = self._names.mentions_in(text, listed, role)
            known = sum(self._names.is_body(mention.name) for mention in named)
            if known * 2 >= len(named):
                yield from named

    def said(self, text: str, span: Span, role: Role) -> tuple[BodyMention, ...]:
        """Return whom a sentence names (牵头单位为市水利局), if it names nothing but bodies."""
        named = self._names.mentions_in(text, span, role)
        good = all(
            self._names.is_body(one.name) and not self._labels.are_all(one.name) for one in named
        )
        return tuple(named) if good else ()

    def bodies_of_cell(self, text: str, span: Span, role: Role) -> list[BodyMention]:
        """Return the bodies of a table's cell: by its own role words, else by its column's."""
        if self._labels.in_list(text, span):
            return list(self.labelled(text, span))
        if self._tails.search(text, span.start, span.end):
            tailed = list(self.tailed(text, span))
            if tailed:
                return tailed
        return self._names.mentions_in(text, span, role)


def _role(word: str) -> Role:
    if word == "lead":
        return "lead"
    if word == "participant":
        return "participant"
    if word == "responsible":
        return "responsible"
    raise ValueError(f"no such role in role_words.tsv: {word!r}")
