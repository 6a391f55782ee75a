"""Finds a plan's parts: its numbered headings, their nesting, and its annexes.

Headings are recognised by ``data/lookups/numbering.tsv`` at the start of a paragraph, and within
one where a sentence ends before them and they continue the numbering (crawled text has no line
breaks). What a part is for (objectives, tasks, safeguards, background) is said by its title
(``part_roles.tsv``) or follows from its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.annex_marks import (
    ANNEX,
    ANNEX_LIST,
    GLUED_ANNEX,
    TWICE_TITLED_ANNEX,
    annex_at,
    annex_of_table,
    divides_work,
    extend_annex,
    glued_annex,
    glued_annexes,
    glued_list_at,
    lists_annexes,
    next_annex,
    numbered_annex,
    table_follows,
    take_title_of_table,
    titled_annex,
)
from plankg.extract.charging_headings import office_heading
from plankg.extract.duties import Duties
from plankg.extract.enumerated_items import part_enumerated
from plankg.extract.frames import Frames
from plankg.extract.front_lines import FrontLines
from plankg.extract.glued_titles import end_glued_titles
from plankg.extract.headings import Headings, paragraph_title
from plankg.extract.inline_headings import pieces_of
from plankg.extract.paragraph_parts import measures_below_title
from plankg.extract.part_roles import give_roles
from plankg.extract.parts import BOX, LABELLED, NOTE, Outline, Part
from plankg.extract.unnumbered_parts import part_unnumbered
from plankg.extract.work_levels import give_levels
from plankg.lookups import Lookups
from plankg.model import Document, Paragraph, Span, Table

_NOTE = re.compile(r"备?注[ 　]*[:：]")
_NOTE_RANK = 9
_FEWEST_PARTS = 2
_BOX = "专"
_BLANK = re.compile(r"[\s　]*")
# A box whose first line is longer holds its whole content on that line.
_LONGEST_BOX_TITLE = 60


def outline_of(document: Document, lookups: Lookups) -> Outline:
    """Return the outline of a document that holds one plan."""
    headings = lookups.made(Headings)
    front: list[Paragraph] = []
    top: list[Part] = []
    annexes: list[Part] = []
    stack: list[Part] = []
    annex: Part | None = None
    listed = False
    offices = 0
    tables = list(document.tables)
    frames = Frames(document)
    for index, paragraph in enumerate(document.paragraphs):
        _end_framed_box(frames, paragraph, stack)
        annex = _begun_by_table(tables, paragraph.span.start, annexes) or annex
        mark = ANNEX.match(paragraph.text)
        titled = None if mark else titled_annex(document, index)
        titled = titled or (next_annex(paragraph, annex) if annex and not mark else None)
        if (mark or titled) and (top or annexes or table_follows(document, index)):
            annex = annex_at(document, paragraph, mark or titled, len(annexes) + 1)
            annexes.append(annex)
            continue
        if annex is not None:
            extend_annex(annex, paragraph)
            continue
        if ANNEX_LIST.match(paragraph.text) and top:
            # What follows the list of annexes (a signature, a date) belongs to no part either.
            stack[:] = [_closing()]
            continue
        office = office_heading(document, index, offices + 1, stack)
        if office is not None:
            offices += 1
            _place(office, stack, top)
            continue
        listing = glued_list_at(document.text, paragraph.span)
        for piece in _pieces(document.text, paragraph.span, listing, headings, stack, top):
            if listed and not piece.of(document.text).strip():
                continue
            listed = not top and lists_annexes(document.text, piece, listed)
            if listed:
                # A notice lists its plans as annexes: 附件：1.…方案 is no heading.
                front.append(Paragraph(piece, piece.of(document.text)))
                continue
            glued = GLUED_ANNEX.search(document.text, piece.start, piece.end)
            glued = glued or TWICE_TITLED_ANNEX.search(document.text, piece.start, piece.end)
            if glued and (top or annexes):
                if stack and glued.start() > piece.start:
                    before = Span(piece.start, glued.start())
                    _take(document.text, before, headings, stack, top, front)
                annex = glued_annex(document.text, Span(glued.start(), paragraph.span.end), glued)
                annexes.append(annex)
                break
            _take(document.text, piece, headings, stack, top, front)
        if listing and top and top[0].start < listing.start:
            stack[:] = [_closing()]
            annexes.extend(glued_annexes(document.text, listing, len(annexes) + 1))
            annex = annexes[-1] if annexes else None
    _begun_by_table(tables, len(document.text), annexes)
    loose = tuple(_tables_apart(document, top, annexes))
    for annex in annexes:
        take_title_of_table(annex)
        if divides_work(annex):
            _divide(document.text, annex, headings, lookups)
    if not top:
        alone = not annexes and not loose
        front, top = measures_below_title(document.text, front, lookups, alone=alone)
    lookups.made(Duties).mark(document.text, top)
    give_roles(document.text, top, lookups)
    end_glued_titles(document.text, top)
    part_unnumbered(document.text, top)
    part_enumerated(document.text, top)
    give_levels(document.text, top)
    lines = lookups.made(FrontLines)
    return Outline(
        tuple(line for one in front for line in lines.lines_in(document.text, one)),
        tuple(top),
        tuple(annexes),
        loose,
        numbered_annex(one.text for one in front),
    )


def _closing() -> Part:
    """Return a part that takes up what belongs to none."""
    return Part("closing", 0, "", 0, "", None)


def _pieces(
    text: str,
    span: Span,
    listing: Span | None,
    headings: Headings,
    stack: list[Part],
    top: list[Part],
) -> Iterator[Span]:
    """Yield a paragraph's pieces, up to its list of annexes if that stands below parts."""
    yield from pieces_of(
        text, Span(span.start, listing.start) if listing else span, headings, stack
    )
    if listing and not top:
        yield from pieces_of(text, listing, headings, stack)


def _divide(text: str, annex: Part, headings: Headings, lookups: Lookups) -> None:
    """Hang the numbered parts that an annex's own lines hold on it, if it has several."""
    stack: list[Part] = []
    top: list[Part] = []
    front: list[Paragraph] = []
    for line in annex.lines[1:]:
        for piece in pieces_of(text, line, headings, stack):
            _take(text, piece, headings, stack, top, front)
    if len(top) < _FEWEST_PARTS:
        return
    give_roles(text, top, lookups)
    give_levels(text, top)
    for part in top:
        part.annex = annex.number
    annex.lines = [annex.lines[0], *(one.span for one in front)]
    annex.children = top


def _begun_by_table(tables: list[Table], before: int, annexes: list[Part]) -> Part | None:
    """Return the last annex that a table before a place begins; those tables are taken away."""
    begun: Part | None = None
    while tables and tables[0].span.start < before:
        own = annex_of_table(tables.pop(0), len(annexes) + 1)
        if own is not None:
            begun = own
            annexes.append(own)
    return begun


def _take(
    text: str,
    piece: Span,
    headings: Headings,
    stack: list[Part],
    top: list[Part],
    front: list[Paragraph],
) -> None:
    """Take a piece of text up: as a new part, or as words of the one that is open."""
    start = _BLANK.match(text, piece.start, piece.end)
    begin = start.end() if start else piece.start
    part = headings.at(text, begin, piece.end)
    if part is None:
        last = next((one.order for one in reversed(stack) if one.style == "arabic"), None)
        part = headings.next_at(text, begin, piece.end, last + 1) if last else None
    if _noted(text, part, Span(begin, piece.end), piece, headings, stack):
        return
    if part is not None:
        _place(part, stack, top)
        return
    _close_full_box(stack)
    if stack:
        stack[-1].lines.append(piece)
    else:
        front.append(Paragraph(piece, piece.of(text)))


def _noted(
    text: str, part: Part | None, words: Span, piece: Span, headings: Headings, stack: list[Part]
) -> bool:
    """Take a piece up as a note or as the next item of the open one; say whether it is such.

    Notes count from one, whatever the numbers of the parts around them.
    """
    mark = _NOTE.match(text, words.start, words.end)
    if mark and stack:
        _end_note(stack)
        note = Part(NOTE, _NOTE_RANK, "注", 1, "", None, [Span(piece.start, mark.end())])
        _hang(note, stack, [])
        stack.append(note)
        blank = _BLANK.match(text, mark.end(), words.end)
        first = blank.end() if blank else mark.end()
        part = headings.at(text, first, words.end)
        if part is None or not part.style.startswith("arabic") or part.order != 1:
            note.lines = [piece]
            return True
    note_at = _note_in(stack)
    if note_at is None:
        return False
    items = stack[note_at].children
    if part is None or not part.style.startswith("arabic") or part.order != len(items) + 1:
        _end_note(stack)
        return False
    del stack[note_at + 1 :]
    _hang(part, stack, [])
    stack.append(part)
    return True


def _note_in(stack: list[Part]) -> int | None:
    return next((index for index, one in enumerate(stack) if one.style == NOTE), None)


def _end_note(stack: list[Part]) -> None:
    at = _note_in(stack)
    if at is not None:
        del stack[at:]


def _place(part: Part, stack: list[Part], top: list[Part]) -> None:
    """Hang a part below the open one that it belongs to.

    A box is printed beside the tasks of a part, so it hangs beside the last of them. Headings
    inside a box begin at one again; one that goes on with the numbering around it ends the box.
    """
    if part.style == LABELLED and _in_items(stack):
        # （二）…⏎重点工程一：…⏎（三）…: what stands between the items of a part is a box.
        part.style = BOX
    if part.style == BOX:
        while stack and (stack[-1].style == BOX or _in_box(stack[-1])):
            stack.pop()
        _hang(part, stack[:-1] if len(stack) > 1 else stack, top)
        stack.append(part)
        return
    if any(one.style == BOX for one in stack):
        at = next(index for index, one in enumerate(stack) if one.style == BOX)
        around = any(one.style == part.style for one in stack[:at])
        inside = stack[at + 1 :]
        if (part.order == 1 or any(one.style == part.style for one in inside)) and not (
            around and part.order != 1 and not any(one.style == part.style for one in inside)
        ):
            while inside and inside[-1].rank >= part.rank:
                inside.pop()
            part.parent = inside[-1] if inside else stack[at]
            part.parent.children.append(part)
            stack[at + 1 :] = [*inside, part]
            return
        del stack[at:]
    while stack and stack[-1].rank >= part.rank:
        stack.pop()
    _hang(part, stack, top)
    stack.append(part)


def _in_items(stack: list[Part]) -> bool:
    """Say whether the open part is an item: （二） below 三、."""
    open_styles = [one.style for one in stack if one.style != BOX]
    return "han-bracket" in open_styles and LABELLED not in open_styles


def _close_full_box(stack: list[Part]) -> None:
    """End a box that was printed as one paragraph: what follows belongs to the part around it.

    Where a box's title has a line of its own, the paragraphs after it are the box's.
    """
    at = next((index for index, one in enumerate(stack) if one.style == BOX), None)
    if at is None:
        return
    first = stack[at].lines[0]
    if not stack[at].number.startswith(_BOX):
        # 重点工程一：…: all that follows is its own, up to the next item of the part.
        return
    if stack[at].children or first.end - first.start > _LONGEST_BOX_TITLE:
        del stack[at:]


def _end_framed_box(frames: Frames, paragraph: Paragraph, stack: list[Part]) -> None:
    """End a box with the frame that the page draws around it, its title inside or right above."""
    left = frames.left_before(paragraph)
    at = next((index for index, one in enumerate(stack) if one.style == BOX), None)
    if left is not None and at is not None and stack[at].start >= left.start:
        del stack[at:]


def _in_box(part: Part) -> bool:
    above = part.parent
    while above is not None:
        if above.style == BOX:
            return True
        above = above.parent
    return False


def _hang(part: Part, stack: list[Part], top: list[Part]) -> None:
    if stack:
        part.parent = stack[-1]
        stack[-1].children.append(part)
    else:
        top.append(part)


def _tables_apart(document: Document, top: list[Part], annexes: list[Part]) -> Iterator[Table]:
    """Hang each table on the annex or part in which it is printed; yield those above all parts."""
    for table in document.tables:
        first = next((cell.span.start for cell in table.rows[0] if cell.text), table.span.start)
        before = [
            part
            for root in [*top, *annexes]
            for part in root.walk()
            if part.lines and part.start <= first
        ]
        if before:
            max(before, key=lambda part: part.start).tables.append(table)
        else:
            yield table


__all__ = [
    "BOX",
    "NOTE",
    "Headings",
    "Outline",
    "Part",
    "outline_of",
    "paragraph_title",
]
