"""Finds boxes that Markdown prints as tables of one column, and the paragraphs in them.

``|     |⏎| --- |⏎| 水站建设<br>1.建站。…<br>2.护站。… |``: a box of a page has no columns; what
``<br>`` parts in it are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.model import Span

_DASHES = re.compile(r"[ \t]*\|[ \t]*:?-{3,}:?[ \t]*\|[ \t]*\Z")
_ONE_CELL = re.compile(r"[ \t]*\|(?P<words>[^|]*)\|[ \t]*\Z")
_BREAK = re.compile(r"<br[ ]?/?>")


def boxed(text: str, lines: Sequence[Span]) -> dict[Span, tuple[Span, ...]]:
    """Return the paragraphs of each line of such boxes; the lines of dashes have none."""
    found: dict[Span, tuple[Span, ...]] = {}
    for index, line in enumerate(lines):
        if not _DASHES.match(text, line.start, line.end):
            continue
        found[line] = ()
        above = lines[index - 1] if index else None
        if above is not None and above not in found:
            found |= _cell(text, above)
        for below in lines[index + 1 :]:
            cell = _cell(text, below)
            if not cell or _DASHES.match(text, below.start, below.end):
                break
            found |= cell
    return found


def _cell(text: str, line: Span) -> dict[Span, tuple[Span, ...]]:
    """Return a line and the paragraphs of its one cell, nothing for a line of another form."""
    match = _ONE_CELL.match(text, line.start, line.end)
    return {line: tuple(_parted(text, Span(*match.span("words"))))} if match else {}


def _parted(text: str, cell: Span) -> Iterator[Span]:
    position = cell.start
    for sign in _BREAK.finditer(text, cell.start, cell.end):
        yield Span(position, sign.start())
        position = sign.end()
    yield Span(position, cell.end)
