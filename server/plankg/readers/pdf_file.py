"""Reads .pdf by its text layer: paragraphs and ruled tables, without page numbers and headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plankg.model import Document
from plankg.readers.assembly import Assembler
from plankg.readers.pdf_aligned import aligned_tables
from plankg.readers.pdf_bold import drawn_once
from plankg.readers.pdf_columns import in_one_column
from plankg.readers.pdf_furniture import Page, drop_furniture
from plankg.readers.pdf_lines import Line, lines_of, with_margins
from plankg.readers.pdf_pages import FullPage, pages_of, readable
from plankg.readers.pdf_paragraphs import joined, paragraphs_of
from plankg.readers.pdf_tables import PageTable, grid_from, is_table, runs_on, tables_on
from plankg.readers.pdf_unread import notices_of, refuse_scanned, refuse_unmapped

# Characters whose fonts do not say what they mean come out as (cid:…).
_UNMAPPED = "(cid:"
# Of a character at a right angle, the share of its size that may still run along the line.
_ASLANT = 0.05
# A rectangle without a border and thicker than this is a background, no rule.
_RULE = 4.0
# A shorter horizontal rule underlines a word.
_LEVEL = 40.0


def read_pdf(path: Path) -> Document:
    """Return the document in a .pdf.

    Raises:
        InputError: encrypted, cut off, damaged, larger than a plan, without a text layer (scanned),
            or one whose fonts do not say which characters they show.
    """
    with readable(path):
        pages = [_page(page) for page in pages_of(path)]
    refuse_unmapped(pages, path)
    drop_furniture(pages)
    refuse_scanned(pages, path)
    assembler = Assembler(path.name)
    for notice in notices_of(pages):
        assembler.tell(notice)
    for block in _blocks(pages):
        if isinstance(block, _Run):
            _add_paragraphs(assembler, block.lines)
        else:
            assembler.add_table(grid_from(block.parts))
    return assembler.document()


def _page(page: FullPage) -> Page:
    number = page.page_number
    seen = page.filter(_is_seen)
    found = Page(number, float(page.height), pictures=_share_of_pictures(page))
    chars = drawn_once(seen.chars)
    found.characters = sum(1 for char in chars if not char["text"].isspace())
    found.sideways = sum(1 for char in page.chars if _is_sideways(char))
    found.unmapped = sum(1 for char in chars if char["text"].startswith(_UNMAPPED))
    found.is_damaged, found.is_protected = page.is_damaged, page.is_protected
    tables, rest = tables_on(seen, chars)
    levels = [edge["top"] for edge in seen.horizontal_edges if edge["width"] > _LEVEL]
    lines = lines_of(rest, number)
    aligned, found.lines = aligned_tables(lines if tables else in_one_column(lines), levels)
    found.tables += aligned
    for table in tables:
        if is_table(table):
            found.tables.append(table)
        else:
            # A frame around text (专栏): its words are paragraphs, between the frame's margins.
            for cell in sorted(table.cells, key=lambda cell: (cell.top, cell.x0)):
                found.lines.extend(cell.lines)
    found.lines.sort(key=lambda line: (line.top, line.x0))
    return found


def _share_of_pictures(page: FullPage) -> float | None:
    """Return which share of a page its pictures cover, None where it has none."""
    areas = [one["width"] * one["height"] for one in page.images]
    return sum(areas) / float(page.width * page.height) if areas else None


def _is_seen(thing: dict[str, Any]) -> bool:
    """Say whether a thing matters: not a background, not a watermark across the page."""
    if thing["object_type"] == "rect" and not thing["stroke"]:
        return bool(min(thing["width"], thing["height"]) <= _RULE)
    if thing["object_type"] == "char":
        return bool(thing["upright"])
    return True


def _is_sideways(char: dict[str, Any]) -> bool:
    """Say whether a character is drawn at a right angle (wide tables), not aslant (watermarks)."""
    across, _, _, along, *_ = char["matrix"]
    level = max(map(abs, char["matrix"][:4])) * _ASLANT
    return not char["text"].isspace() and abs(across) < level and abs(along) < level


@dataclass(slots=True)
class _Run:
    lines: list[Line]


@dataclass(slots=True)
class _Table:
    parts: list[PageTable]


def _blocks(pages: Sequence[Page]) -> list[_Run | _Table]:
    """Return what stands on the pages in order: runs of lines, and tables with their parts."""
    everywhere = [line for page in pages for line in page.lines]
    blocks: list[_Run | _Table] = []
    for page in pages:
        things: list[Line | PageTable] = [*with_margins(page.lines, everywhere), *page.tables]
        for thing in sorted(things, key=lambda thing: thing.top):
            _add(blocks, thing)
    return blocks


def _add(blocks: list[_Run | _Table], thing: Line | PageTable) -> None:
    last = blocks[-1] if blocks else None
    if isinstance(thing, Line):
        if isinstance(last, _Run):
            last.lines.append(thing)
        else:
            blocks.append(_Run([thing]))
    elif isinstance(last, _Table) and _continues(last.parts[-1], thing):
        last.parts.append(thing)
    else:
        blocks.append(_Table([thing]))


def _continues(table: PageTable, below: PageTable) -> bool:
    return below.page == table.page + 1 and runs_on(table, below)


def _add_paragraphs(assembler: Assembler, lines: Sequence[Line]) -> None:
    for run in paragraphs_of(lines):
        first, last = run[0].page, run[-1].page
        pages = f"p. {first}" if first == last else f"p. {first}-{last}"
        assembler.add_paragraph(joined(run), pages)


__all__ = ["read_pdf"]
