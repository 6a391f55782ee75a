"""Reads plain text: decodes it, and finds its paragraphs and its flattened tables.

The text is the decoded file, BOM removed, line ends untouched, so that offsets hold in it. A
table that a word processor flattened has one cell per line, led by a tab; an empty line ends a
row; a line without a tab goes on with the cell above it. Other tables print a row per line
(`row_tables`).
"""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from plankg.errors import InputError
from plankg.model import Cell, Document, Paragraph, Span, Table
from plankg.readers.decoding import text_of
from plankg.readers.limits import refuse_long
from plankg.readers.lost_breaks import paragraphs_in
from plankg.readers.markdown_boxes import boxed
from plankg.readers.row_tables import row_tables

# Refused before it is read: that many bytes are more characters than a plan has.
MAX_BYTES = 20_000_000

# Old Macintosh files, and pages pasted from them, end lines with a carriage return alone; other
# programs with signs of their own: Word's break within a paragraph, IBM's next line, Unicode's
# line and paragraph separators.
_ENDS = "\r\n\x0b\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_ENDS}]*(?:\r*\n|[{_ENDS}]|\Z)")


def read_txt(path: Path) -> Document:
    """Return the document in a text file (UTF-8, UTF-16, GB 18030 or Big5).

    Raises:
        InputError: unreadable, empty, too large, binary or in none of these encodings.
    """
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}") from error
    if size > MAX_BYTES:
        raise InputError(
            f"{str(path)!r} has {size} bytes; a plan's text has at most {MAX_BYTES}: cut out the"
            " plan and give that"
        )
    return document_of(decoded(raw, str(path)), path.name)


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a file's bytes without BOM.

    Raises:
        InputError: the bytes are no text in an encoding of Chinese, or only white space.
    """
    text = text_of(raw, name)
    if not text.strip():
        raise InputError(f"{name!r} is empty: there is no text to read")
    return text


def document_of(text: str, name: str) -> Document:
    """Return the document with a given text: its paragraphs and its tables.

    Raises:
        InputError: it is longer than any plan's.
    """
    refuse_long(name, len(text), sum(map(text.count, _ENDS)) - text.count("\r\n"))
    lines = list(_lines(text))
    led = list(_tables(text, lines))
    apart = _Inside(led)
    rows = [table for table in row_tables(text, lines) if not apart.touches(table.span)]
    tables = tuple(sorted([*led, *rows], key=lambda table: table.span))
    inside = _Inside(tables)
    boxes = boxed(text, lines)
    return Document(
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        paragraphs=tuple(
            Paragraph(span, span.of(text))
            for line in lines
            if not inside.covers(line)
            for span in (boxes[line] if line in boxes else paragraphs_in(text, line))
            if span.of(text).strip()
        ),
        tables=tables,
    )


class _Inside:
    """The stretches that tables take up."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._spans = [table.span for table in tables]

    def covers(self, line: Span) -> bool:
        """Say whether a line stands in a table."""
        at = bisect.bisect_right(self._spans, line.start, key=lambda span: span.start) - 1
        return at >= 0 and self._spans[at].covers(line)

    def touches(self, stretch: Span) -> bool:
        """Say whether a table takes up a part of a stretch."""
        at = bisect.bisect_left(self._spans, stretch.end, key=lambda span: span.start) - 1
        return at >= 0 and self._spans[at].end > stretch.start


def _lines(text: str) -> Iterator[Span]:
    """Yield each line's span without its line end."""
    for match in _LINE.finditer(text):
        if match.group():
            yield Span(match.start(), match.start() + len(match.group().rstrip(_ENDS)))


def _tables(text: str, lines: list[Span]) -> Iterator[Table]:
    """Yield the grids of tab-led lines whose rows all have as many cells as the header."""
    block: list[Span] = []
    for line in [*lines, None]:
        if line is not None and (text.startswith("\t", line.start) or _goes_on(text, line, block)):
            block.append(line)
            continue
        yield from _grid(text, block)
        block = []


def _goes_on(text: str, line: Span, block: list[Span]) -> bool:
    """Say whether a line without a tab belongs to the table above it.

    An empty line ends a row; a line with words goes on with the cell above if no row ended there.
    """
    return bool(block) and (not line.of(text) or bool(block[-1].of(text)))


def _grid(text: str, block: list[Span]) -> Iterator[Table]:
    rows: list[list[Span]] = [[]]
    for line in block:
        if not line.of(text):
            if rows[-1]:
                rows.append([])
        elif text.startswith("\t", line.start):
            rows[-1].append(Span(line.start + 1, line.end))
        else:
            rows[-1][-1] = Span(rows[-1][-1].start, line.end)
    rows = [row for row in rows if row]
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return
    yield Table(
        Span(block[0].start, rows[-1][-1].end),
        tuple(
            tuple(Cell(r, c, span, span.of(text).strip()) for c, span in enumerate(row))
            for r, row in enumerate(rows)
        ),
    )
