"""Reads lists of duties, whose items begin with who has them: 1.市水利局：负责修渠。.

Below a heading that says so (成员单位职责, 职责分工) an item whose words before a colon, before
。负责…, 。配合… or before 负责 are names of bodies and nothing else is the duty of those: they are
responsible. What stands before the colon is its title. Such items may be paragraphs without
numbers.
"""

from __future__ import annotations

import re

from plankg.extract.body_names_in_lists import BodyNames
from plankg.extract.headings import paragraph_title
from plankg.extract.parts import BOX, NOTE, Part
from plankg.lookups import Lookups, any_of
from plankg.model import Span

RULE = "responsibilities.duty@1"
# A longer title is a sentence, which only mentions 职责.
_LONGEST_HEADING = 24
# 领导小组：组长…: who is in it.
_MEMBERS = r"(?:\d|副?组长|主任|成员|由)"
_OWNER = re.compile(
    r"[ 　\t]*(?P<list>[^。；;：:，,“”《》\d\n]{2,60}?)"
    rf"(?P<sign>(?:(?:主要|工作)?职责)?[:：](?![ 　]*{_MEMBERS})"
    r"|。(?=[ 　]*(?:主要|具体)?"
    r"(?:负责|承担|开展|组织|统筹|指导|配合|协助|参与|研发|做好|会同))"
    r"|(?=(?:主要|具体)?负责(?![的人])))"
)
_FEWEST_PARAGRAPHS = 2


class Duties:
    """The openings of items that say whose duties they are, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._names = lookups.made(BodyNames)
        heads = any_of(lookups.words("sentence_words", sort="list-of-duties"))
        self._lists = re.compile(heads)
        acts = any_of(lookups.words("sentence_words", sort="act-of-body"))
        # 加强|与市水利局的联系 is no name; 组织|部 is one.
        self._act = re.compile(rf"{acts}.{{3}}")

    def mark(self, text: str, top: list[Part]) -> None:
        """Give each item of a list of duties its owners, and end its title where they do."""
        for root in top:
            for part in list(root.walk()):
                if len(part.title) <= _LONGEST_HEADING and self._lists.search(part.title):
                    self._mark_below(text, part)

    def _mark_below(self, text: str, part: Part) -> None:
        if not part.children:
            self._part_paragraphs(text, part)
        for item in part.walk():
            title = item.title_span
            if item is part or item.children or title is None or item.style in (BOX, NOTE):
                continue
            found = self._owners(text, Span(title.start, item.lines[0].end))
            if found is None:
                continue
            item.owners = Span(found.start("list"), found.end("list"))
            if found["sign"].endswith((":", "：")):
                item.title, item.title_span = item.owners.of(text), item.owners

    def _part_paragraphs(self, text: str, part: Part) -> None:
        """Make each paragraph that begins with its owners a part, where there are several such."""
        first, *others = part.lines
        owned = [line for line in others if self._owners(text, line)]
        if len(owned) < _FEWEST_PARAGRAPHS:
            return
        part.lines = [first]
        for line in others:
            if line in owned:
                order = len(part.children) + 1
                title = paragraph_title(text, line)
                item = Part("paragraph", 99, "", order, title.of(text), title, [line], [], part)
                part.children.append(item)
            elif part.children:
                part.children[-1].lines.append(line)
            else:
                part.lines.append(line)

    def _owners(self, text: str, words: Span) -> re.Match[str] | None:
        """Return the list of bodies that an item begins with, None where it begins otherwise."""
        match = _OWNER.match(text, words.start, words.end)
        if match is None:
            return None
        listed = Span(match.start("list"), match.end("list"))
        named = self._names.mentions_in(text, listed, "responsible")
        good = named and all(
            self._names.is_named(one.name) and not self._act.match(one.name) for one in named
        )
        return match if good else None
