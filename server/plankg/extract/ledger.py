"""Keeps the ledger: what became of every stretch of the text.

A sentence or table row is understood where a fact points into it, not understood where it holds
a number or a body that no fact explains, and background otherwise. The entries cover the text
without gap or overlap, so that joining their quotes gives the text back.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plankg.extract.commitments import Unread
from plankg.extract.person_labels import PersonLabels
from plankg.extract.sentences import sentences_in
from plankg.model import Document, LedgerEntry, LedgerState, Span

# A value alone on its line: ≥30, 95%, 23.04, 〔18〕.
_CELL = re.compile(
    r"(?P<sign>[≥≤><＞＜〔\[【])?(?P<digits>\d[\d.,]*)(?P<after>[%％‰〕\]】]|以上|以下|以内|左右)*"
)
_LONGEST_CELL = 40
# 2 老旧水管改造（公里） 500 600 市水务局: cells of one row, parted by nothing but spaces.
_AMOUNT = r"[≥≤><]?\d[\d.,]*[%％‰]?"
_ROW = re.compile(rf"(?=.{{0,120}}\Z)[^。；]*[ \t　]{_AMOUNT}[ \t　]+{_AMOUNT}(?:[ \t　][^。；]*)?")
# An objective lies in a section; nothing nests deeper.
_DEPTH = 4


@dataclass(frozen=True)
class Stretch:
    """A stretch of text with the element that it belongs to."""

    span: Span
    where: str
    element_iri: str


def ledger_of(
    document: Document,
    stretch: Span,
    plan: str,
    facts: Iterable[Span],
    unread: Iterable[Unread],
    owners: Iterable[Stretch],
    persons: PersonLabels,
) -> tuple[LedgerEntry, ...]:
    """Return the ledger of a document's stretch (all of it, unless the file holds more plans).

    `facts` are the spans that facts point at, `unread` the numbers that were not understood,
    `owners` the elements' stretches, the innermost last. Who is named behind a label of `persons`
    is told of as left out.
    """
    marks = _Stretches(facts)
    doubts = sorted(unread, key=lambda one: one.span)
    starts = [doubt.span.start for doubt in doubts]
    owned = sorted(owners, key=lambda owner: (owner.span.start, -owner.span.end))
    owner_starts = [owner.span.start for owner in owned]
    entries: list[LedgerEntry] = []
    before = ""
    for piece in _pieces(document, stretch):
        words = piece.of(document.text)
        state: LedgerState = "background"
        reason = _nothing_read(words, persons)
        if marks.touch(piece):
            state, reason = "understood", "facts point at it"
        elif _is_lost_cell(words, before):
            state, reason = (
                "not-understood",
                f"{words.strip()}: a cell of a table that lost its rows",
            )
        elif _ROW.fullmatch(words.strip()):
            state, reason = "not-understood", "a row of a table that lost its cells"
        before = words if words.strip() else before
        at = bisect.bisect_left(starts, piece.start)
        if at < len(doubts) and starts[at] < piece.end:
            state = "not-understood"
            reason = f"{doubts[at].span.of(document.text)}: {doubts[at].reason}"
        owner = _owner(owned, owner_starts, piece)
        entries.append(
            LedgerEntry(
                plan,
                piece.start,
                piece.end,
                state,
                reason,
                words,
                owner.where if owner else "",
                owner.element_iri if owner else "",
            )
        )
    return tuple(entries)


def _nothing_read(words: str, persons: PersonLabels) -> str:
    if not words.strip():
        return "blank"
    if persons.begin(words):
        return "persons, who are no bodies"
    if any(sign.isdecimal() for sign in words):
        return "no number that is a commitment, and no list of bodies"
    return "no number and no list of bodies"


def _is_lost_cell(words: str, before: str) -> bool:
    """Say whether a line is nothing but a value, below another that is no sentence.

    A whole number of up to two digits is rather a row's or a page's number.
    """
    cell = _CELL.fullmatch(words.strip())
    above = before.strip()
    sentence = len(above) > _LONGEST_CELL or above.endswith(("。", "；"))
    return bool(
        cell
        and (cell["sign"] or cell["after"] or len(cell["digits"]) > 2)
        and above
        and not sentence
    )


class _Stretches:
    """Spans joined into disjoint stretches, so that asking is fast."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(set(spans)):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touch(self, piece: Span) -> bool:
        """Say whether one of the spans lies in the piece, at least in part."""
        at = bisect.bisect_left(self._starts, piece.end) - 1
        return at >= 0 and self._ends[at] > piece.start


def _pieces(document: Document, stretch: Span) -> Iterator[Span]:
    """Yield the stretch's sentences and table rows, covering it without gap."""
    position = stretch.start
    for block, is_row in _blocks(document):
        if block.start > position:
            yield Span(position, block.start)
        if is_row:
            yield block
        else:
            yield from sentences_in(document.text, block)
        position = block.end
    if position < stretch.end:
        yield Span(position, stretch.end)


def _blocks(document: Document) -> list[tuple[Span, bool]]:
    blocks = [(paragraph.span, False) for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            blocks.append((Span(row[0].span.start, row[-1].span.end), True))
    return sorted((b for b in blocks if b[0].end > b[0].start), key=lambda block: block[0])


def _owner(owners: list[Stretch], starts: list[int], piece: Span) -> Stretch | None:
    """Return the innermost owner of a piece; for a table's row, the goal that it holds."""
    at = bisect.bisect_right(starts, piece.start) - 1
    for owner in reversed(owners[max(0, at - _DEPTH) : at + 1]):
        if piece.start < owner.span.end:
            return owner
    inside = at + 1
    return owners[inside] if inside < len(owners) and starts[inside] < piece.end else None
