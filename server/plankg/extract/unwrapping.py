"""Reads text that was cut into lines of one width as the paragraphs that it had before.

Text that comes out of a printed page breaks its lines wherever the page was full, often within a
word or a number, and leaves the pages' numbers between them. Such a text is read with its lines
joined; what is found there is moved back to where it stands in the text as it came, breaks
included. So is text whose paragraphs are parted by blank lines and cut by single line ends, a
number alone on its line above what it numbers, a value that a line ends in the midst of (达到⏎98%),
a part's first line that ends within a sentence, a list of bodies in a bracket that a line leaves
open, and what the names of pages part (# Page 12:).
Text whose lines are paragraphs is left alone.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from plankg.extract.broken_lists import BrokenLists
from plankg.extract.laid_tables import LaidTables
from plankg.extract.line_joins import (
    NO_LINE_IS_SO_WIDE,
    Joins,
    begins_below_its_number,
    ends_by_blanks,
    has_blank,
    is_cut_at_number,
    is_parted_by_blanks,
)  # fmt: skip
from plankg.extract.line_pieces import pieces_in
from plankg.extract.page_numbers import page_markers, page_numbers, running_heads
from plankg.extract.page_width import width_of_page
from plankg.extract.responsibilities import RoleGrammar
from plankg.extract.stray_breaks import stray_rests
from plankg.extract.wrapped_goals import WrappedGoals
from plankg.extract.wrapped_rows import WrappedRows
from plankg.leaders import leads_to_page, led_heading
from plankg.lookups import Lookups
from plankg.model import Document, LedgerEntry, Paragraph, Reading, Span


@dataclass(frozen=True)
class Unwrapped:
    """A document with its lines joined, and where each stretch of it stands in the printed one.

    `joined[i]` begins a stretch of the joined text that stands at ``printed[i]`` as it is.
    """

    document: Document
    joined: tuple[int, ...]
    printed: tuple[int, ...]

    def back(self, reading: Reading, document: Document) -> Reading:
        """Return a reading of the joined text with all spans and words as `document` has them."""
        facts = {
            field.name: self._moved(getattr(reading, field.name), document.text)
            for field in fields(reading)
            if field.name not in ("document", "ledger", "further")
        }
        return replace(
            reading, document=document, ledger=self._ledger(reading.ledger, document.text), **facts
        )

    def _moved(self, value: Any, text: str) -> Any:
        """Return a value with every span in it moved, and every quote as the text prints it."""
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, tuple):
            return tuple(self._moved(one, text) for one in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changes = {
            field.name: self._moved(getattr(value, field.name), text) for field in fields(value)
        }
        if isinstance(changes.get("start"), int) and isinstance(changes.get("end"), int):
            span = self._span(Span(changes["start"], changes["end"]))
            changes |= {"start": span.start, "end": span.end}
            changes |= {name: span.of(text) for name in ("quote", "text") if name in changes}
        return replace(value, **changes)

    def _ledger(self, entries: tuple[LedgerEntry, ...], text: str) -> tuple[LedgerEntry, ...]:
        """Return the entries over the printed text, which they cover with its breaks."""
        starts = [self._place(entry.start) if entry.start else 0 for entry in entries]
        ends = [*starts[1:], self._end(entries[-1].end, text)] if entries else []
        return tuple(
            replace(entry, start=start, end=end, quote=text[start:end])
            for entry, start, end in zip(entries, starts, ends, strict=True)
        )

    def _end(self, end: int, text: str) -> int:
        return len(text) if end == len(self.document.text) else self._place(end)

    def _span(self, span: Span) -> Span:
        start = self._place(span.start)
        return Span(start, self._place(span.end - 1) + 1 if span.end > span.start else start)

    def _place(self, offset: int) -> int:
        at = max(0, bisect.bisect_right(self.joined, offset) - 1)
        return self.printed[at] + offset - self.joined[at]


def unwrapped(document: Document, lookups: Lookups) -> Unwrapped | None:
    """Return a document with its lines joined, None where its lines are paragraphs already."""
    if document.tables or document.origins:
        return None
    lines = [line for line in document.paragraphs if line.text.strip()]
    markers = page_markers(lines)
    own = [line for index, line in enumerate(lines) if index not in markers]
    width = width_of_page([line for line in own if not leads_to_page(line.text)])
    blanks_part = width is None and is_parted_by_blanks(document.text, lines)
    joins_numbers = any(
        begins_below_its_number(above.text, line.text) for above, line in pairwise(own)
    )
    full = width if width is not None else 0 if blanks_part else NO_LINE_IS_SO_WIDE
    pages = markers | ({} if width is None else page_numbers(lines, width))
    pages |= running_heads(lines, pages)
    headings = {led_heading(line.text) for line in lines} - {""}
    rows = lookups.made(WrappedRows).lines_of_rows(lines)
    joins = Joins(full, on_pages=width is not None)
    # A page's number parts what stands above it from what follows.
    printed = [line.text[pages.get(index, 0) :] for index, line in enumerate(lines)]
    lists = BrokenLists(lookups.made(RoleGrammar)).lines_within(printed) - rows
    cut = any(is_cut_at_number(above.text, line.text) for above, line in pairwise(own))
    strays = (stray_rests(printed) if width is None else set()) - rows
    goals = {one.first: one for one in lookups.made(WrappedGoals).tables_in(document.text, lines)}
    joined_somewhere = joins_numbers or markers or lists or cut or strays or goals
    if width is None and not (blanks_part or joined_somewhere):
        return None
    pieces = frozenset() if width is None else pieces_in(printed, width)
    ends = set() if width is None else ends_by_blanks(lines, width)
    stretches: list[Span] = []
    breaks: list[bool] = []
    heading, last = "", 0
    laid = LaidTables(stretches, breaks)
    for index, line in enumerate(lines):
        if index in goals:
            laid.lay(goals[index])
            heading, last = "", goals[index].last
        if index <= laid.last:
            continue
        words = Span(line.span.start + pages.get(index, 0), line.span.end)
        if words.start >= words.end or not words.of(document.text).strip():
            continue
        apart = not stretches or index in rows or index - 1 in rows or last in ends
        # A heading may fill its line: that it ends there is what the table of contents says.
        apart = apart or "".join(stretches[-1].of(document.text).split()) in headings
        apart = apart or (blanks_part and has_blank(document.text, stretches[-1], line.span))
        # A long one breaks where its own line is full, which may be shorter than the text's.
        whole = heading + "".join(words.of(document.text).split())
        named = index in lists or (bool(heading) and whole in headings)
        rest = index in pieces and last == index - 1
        rest = rest or is_cut_at_number(lines[last].text, words.of(document.text))
        named = named or (index in strays and last == index - 1)
        apart = apart or last == laid.last
        new = not joins.follow(words.of(document.text), apart=apart, named=named, rest=rest)
        breaks.append(new)
        stretches.append(words)
        heading = "".join(words.of(document.text).split()) if new else ""
        last = index
    found = _joined(document, stretches, breaks)
    return replace(found, document=laid.in_document(found.document, found.joined))


def _joined(document: Document, stretches: list[Span], breaks: list[bool]) -> Unwrapped:
    pieces: list[str] = []
    joined: list[int] = []
    printed: list[int] = []
    begins: list[int] = []
    length = 0
    for span, new in zip(stretches, breaks, strict=True):
        if new and pieces:
            pieces.append("\n")
            length += 1
        if new:
            begins.append(length)
        words = span.of(document.text).rstrip("\r")
        joined.append(length)
        printed.append(span.start)
        pieces.append(words)
        length += len(words)
    text = "".join(pieces)
    ends = [*(start - 1 for start in begins[1:]), len(text)]
    paragraphs = tuple(
        Paragraph(Span(start, end), text[start:end])
        for start, end in zip(begins, ends, strict=True)
    )
    whole = replace(document, text=text, paragraphs=paragraphs)
    return Unwrapped(whole, tuple(joined), tuple(printed))
