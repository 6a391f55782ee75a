"""Reads text that was cut into lines of one width as the paragraphs that it had before.

Text that comes out of a printed page breaks its lines wherever the page was full, often within a
word or a number, and leaves the pages' numbers between them. Such a text is read with its lines
joined; what is found there is moved back to where it stands in the text as it came, breaks
included. So is text whose paragraphs are parted by blank lines and cut by single line ends, and a
number alone on its line above what it numbers. Text whose lines are paragraphs is left alone.
"""

from __future__ import annotations

import bisect
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from plankg.extract.wrapped_rows import WrappedRows
from plankg.lookups import Lookups
from plankg.model import Document, LedgerEntry, Paragraph, Reading, Span

# A page's line has so many columns, a Chinese character counting two.
_NARROWEST, _WIDEST = 28, 100
# So few lines show no width; so many of them, as a share, end within a sentence.
_FEWEST_LINES = 30
_MOSTLY = 0.55
# Where blank lines part the paragraphs, so many other line ends cut sentences of such a width.
_FEWEST_CUTS = 10
_LONG_LINE = 60
_NO_LINE_IS_SO_WIDE = 1 << 30
# A title or a table's row may be wider than the page's text.
_RARELY = 0.04
# A full line may end so many columns short of the width: a sign that may not begin a line.
_SLACK = 5
_SENTENCE_END = re.compile(r"[。；：！？…”）】:;!?][\s　]*\Z")
_BEGINS_A_PART = re.compile(
    r"[\s　]*(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十百]+[章节]|专栏|附件|附表|——|--|[图表]\s*\d)"
)
# （一） alone on its line, above the words that it numbers.
_BARE_NUMBER = re.compile(r"[\s　]*[（(][一二三四五六七八九十]{1,3}[）)][\s　]*\Z")
_SENTENCE = re.compile(r"[^。]{2,}。")
_BEGINS_AN_ITEM = re.compile(r"[\s　]*(?:\d{1,2}(?:\.\d{1,2})*[.．、 　]|[（(]\d{1,2}[）)]|[①-⑳])")
# 一、总体要求........12: a line of a table of contents.
_LEADERS = re.compile(r"(?:[.．·…][ 　]?){4,}[ 　]*[-－—]?\d{1,3}[-－—]?[\s　]*\Z")
# Of the dots so many are looked at, since a line may be nothing but dots.
_REACH_OF_LEADERS = 20
_PAGE = re.compile(r"[\s　—–-]*(?P<n>\d{1,3})[\s　—–-]*\Z")
_GLUED_PAGE = re.compile(r"(?P<n>\d{1,3})(?=[^\d\s.．、,，年月日%％])")
# 412.3 引水: the number of page 4 (or 41) before the heading 12.3 (or 2.3); the count tells which.
_PAGE_AND_HEADING = re.compile(r"(?=(?P<n>\d{1,3})\d{1,2}(?:\.\d{1,2}){1,2}[ 　]*[“‘《「]?[一-鿿])")
# A page that is nothing but a figure: its number is glued to the caption.
_CAPTION = re.compile(r"[\s　]*\d{0,3}[图表][ 　]*\d")
# Between two pages' numbers stand so many lines at least; items of a list are closer.
_LINES_OF_A_PAGE = 5


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
    width = _width_of_page([line for line in lines if not leads_to_page(line.text)])
    blanks_part = width is None and _is_parted_by_blanks(document.text, lines)
    joins_numbers = any(
        _BARE_NUMBER.match(above.text) and _SENTENCE.match(line.text)
        for above, line in pairwise(lines)
    )
    if width is None and not blanks_part and not joins_numbers:
        return None
    full = width if width is not None else 0 if blanks_part else _NO_LINE_IS_SO_WIDE
    pages = {} if width is None else _page_numbers(lines, width)
    rows = WrappedRows(lookups).lines_of_rows(lines)
    stretches: list[Span] = []
    breaks: list[bool] = []
    for index, line in enumerate(lines):
        begin, end = line.span.start + pages.get(index, 0), line.span.end
        if begin >= end or not line.text[pages.get(index, 0) :].strip():
            continue
        joins = bool(stretches) and index not in rows and index - 1 not in rows
        joins = joins and not (blanks_part and _has_blank(document.text, stretches[-1], line.span))
        joins = joins and _joins(document.text, stretches[-1], Span(begin, end), full)
        stretches.append(Span(begin, end))
        breaks.append(not joins)
    return _joined(document, stretches, breaks)


def leads_to_page(words: str) -> bool:
    """Say whether dots lead from a line's words to a page's number, as in a table of contents."""
    return _LEADERS.search(words, max(0, len(words.rstrip()) - _REACH_OF_LEADERS)) is not None


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


def _joins(text: str, before: Span, line: Span, width: int) -> bool:
    """Say whether a line goes on with the words of the one before it."""
    above, words = before.of(text).rstrip(), line.of(text)
    if _BARE_NUMBER.match(above) and _SENTENCE.match(words) and not _BEGINS_A_PART.match(words):
        return True
    if leads_to_page(above) or leads_to_page(words):
        return False
    if _columns(above) < width - _SLACK or _BEGINS_A_PART.match(words):
        return False
    if _SENTENCE_END.search(above):
        return False
    return not (_BEGINS_AN_ITEM.match(words) and above.endswith(("。", "；")))


def _width_of_page(lines: list[Paragraph]) -> int | None:
    """Return the columns of a full line, None where the lines show no common width."""
    widths = [_columns(line.text.rstrip()) for line in lines]
    if len(widths) < _FEWEST_LINES:
        return None
    width = round(statistics.quantiles(widths, n=10)[-1])
    wider = sum(columns > width * 1.25 for columns in widths)
    if not _NARROWEST <= width <= _WIDEST or wider > _RARELY * len(lines):
        return None
    full = [columns >= width - _SLACK for columns in widths]
    cut = sum(
        one and not _SENTENCE_END.search(line.text) for one, line in zip(full, lines, strict=True)
    )
    return width if cut >= _MOSTLY * len(lines) else None


def _is_parted_by_blanks(text: str, lines: list[Paragraph]) -> bool:
    """Say whether blank lines part the paragraphs, and most other line ends cut long sentences.

    So do the sources of pages that an editor broke at some width. Cells of a table that stand on
    lines of their own are shorter.
    """
    within = [
        (above.text.rstrip(), line.text)
        for above, line in pairwise(lines)
        if not _has_blank(text, above.span, line.span)
    ]
    cut = sum(
        _columns(above) >= _LONG_LINE
        and not _SENTENCE_END.search(above)
        and not _BEGINS_A_PART.match(line)
        for above, line in within
    )
    parted = len(lines) - 1 - len(within)
    return parted >= _FEWEST_CUTS <= cut and cut >= _MOSTLY * len(within)


def _has_blank(text: str, above: Span, line: Span) -> bool:
    return text.count("\n", above.end, line.start) > 1


def _page_numbers(lines: list[Paragraph], width: int) -> dict[int, int]:
    """Return how many characters of which lines are a page's number.

    A number of its own on a line, or glued to the words of the line after a page's last one, where
    at least three such numbers count up one by one.
    """
    found = [
        (index, number, length)
        for index, line in enumerate(lines)
        for number, length in _may_be_pages(
            line.text, lines[index - 1].text if index else "", width
        )
    ]
    return {index: length for index, _, length in _counting(found)}


def _may_be_pages(words: str, above: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers, with their lengths, that may be a page's at the start of a line."""
    alone = _PAGE.match(words)
    if alone:
        yield int(alone["n"]), len(words)
        return
    above = above.rstrip()
    ended = _SENTENCE_END.search(above) or _CAPTION.match(above)
    if not above or (_columns(above) < width - _SLACK and not ended):
        return
    glued = _GLUED_PAGE.match(words)
    if glued:
        yield int(glued["n"]), glued.end()
    heading = _PAGE_AND_HEADING.match(words)
    for length in range(1, len(heading["n"]) + 1) if heading else ():
        if re.match(r"[1-9]\d{0,1}\.", words[length:]):
            yield int(words[:length]), length


def _counting(found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the longest run of numbers that count up, one left out at most, if it has three."""
    best: dict[int, list[tuple[int, int, int]]] = {}
    for item in found:
        runs = [best.get(item[1] - step, []) for step in (1, 2)]
        far = [run for run in runs if run and item[0] - run[-1][0] >= _LINES_OF_A_PAGE]
        run = [*max(far, key=len, default=[]), item]
        if len(run) > len(best.get(item[1], [])):
            best[item[1]] = run
    longest = max(best.values(), key=len, default=[])
    return longest if len(longest) >= 3 else []  # three in a row are no chance


def _columns(words: str) -> int:
    """Return how wide words are printed: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in words)
