"""Parts a text without line breaks at the headings that its table of contents names.

``目　录第一章　修渠第一节　引水…第一章　修渠坚持节水优先。第一节　引水新建渠道。…``: nothing but
the contents says where a title ends and its text begins. Each heading that they name gets a line of
its own, and they themselves are left out, as other tables of contents are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plankg.model import Document, Paragraph, Span

_HAN = "一二三四五六七八九十百"
_B = "[ 　\xa0]{0,4}"
_CHAPTERS = re.compile(rf"第[{_HAN}]{{1,4}}[章节]")
_ITEMS = re.compile(rf"(?<![{_HAN}第])(?:[{_HAN}]{{1,3}}、|（[{_HAN}]{{1,3}}）)")
_BEGIN = re.compile(rf"目{_B}[录次]{_B}(?=第一章|一、)")
# Contents with the plan's preface behind them are no longer, nor is an entry.
_LONGEST_CONTENTS = 8000
_LONGEST_ENTRY = 80
_FEWEST = 4
# So many entries may be printed otherwise in the text (a misprint, a word more).
_RARELY = 0.1


@dataclass(frozen=True)
class _Entry:
    """A heading as the contents print it: its number, and its title."""

    number: str
    title: str

    def pattern(self) -> re.Pattern[str]:
        """Return the heading with any blanks between number and title."""
        return re.compile(rf"{re.escape(self.number)}{_B}{re.escape(self.title)}")


def with_glued_contents(document: Document) -> Document:
    """Return a document whose paragraphs end at the headings that glued contents name."""
    paragraphs = [one for line in document.paragraphs for one in _parted(document.text, line)]
    if len(paragraphs) == len(document.paragraphs):
        return document
    return replace(document, paragraphs=tuple(paragraphs))


def _parted(text: str, line: Paragraph) -> Iterator[Paragraph]:
    """Yield a paragraph's parts: itself where it holds no contents that its text follows."""
    begin = _BEGIN.search(text, line.span.start, line.span.end)
    contents = _contents(text, begin.end(), line.span.end) if begin else None
    if begin is None or contents is None:
        yield line
        return
    close, headings = contents
    marks = [mark for heading in headings for mark in (heading.start, heading.end)]
    starts = [line.span.start, close, *marks]
    ends = [begin.start(), *marks, line.span.end]
    for start, end in zip(starts, ends, strict=True):
        if text[start:end].strip():
            yield Paragraph(Span(start, end), text[start:end])


def _contents(text: str, start: int, end: int) -> tuple[int, list[Span]] | None:
    """Return where contents that begin at `start` end, and the headings behind that they name.

    None where too many of them are not found behind the contents in their order.
    """
    style = _CHAPTERS if text.startswith("第", start) else _ITEMS
    numbers = list(style.finditer(text, start, min(end, start + _LONGEST_CONTENTS)))
    if len(numbers) < _FEWEST:
        return None
    first = _Entry(numbers[0].group(), text[numbers[0].end() : numbers[1].start()].strip())
    again = first.pattern().search(text, numbers[1].start(), end)
    numbers = [one for one in numbers if again and one.start() < again.start()]
    if again is None or len(numbers) < _FEWEST:
        return None
    *before, last = numbers
    entries = [
        _Entry(one.group(), text[one.end() : after.start()].strip())
        for one, after in zip(before, numbers[1:], strict=True)
    ]
    entries.append(_Entry(last.group(), _last_title(text, last, Span(again.start(), end))))
    if any("。" in one.title or len(one.title) > _LONGEST_ENTRY for one in entries):
        return None
    headings = list(_in_order(text, entries, Span(again.start(), end)))
    if len(headings) < (1 - _RARELY) * len(entries):
        return None
    close = entries[-1].pattern().match(text, last.start(), again.start())
    return (close.end() if close else last.end()), headings


def _last_title(text: str, last: re.Match[str], body: Span) -> str:
    """Return the last entry's title: the words behind its number both here and in the text."""
    here = text[last.end() : last.end() + _LONGEST_ENTRY].lstrip()
    others = re.compile(re.escape(last.group())).finditer(text, body.start, body.end)
    shared = (
        _shared(here, text[one.end() : one.end() + _LONGEST_ENTRY].lstrip()) for one in others
    )
    return max(shared, key=len, default="").rstrip()


def _shared(one: str, other: str) -> str:
    """Return the words with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return one[: next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))]


def _in_order(text: str, entries: list[_Entry], body: Span) -> Iterator[Span]:
    """Yield the headings that the entries name, each behind the one before it."""
    position = body.start
    for entry in entries:
        found = entry.pattern().search(text, position, body.end) if entry.title else None
        if found:
            yield Span(*found.span())
            position = found.end()
