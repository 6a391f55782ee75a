"""Reads .pdf by its text layer: paragraphs and ruled tables, without page numbers and headers."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers.assembly import Assembler
from plankg.readers.pdf_aligned import aligned_tables
from plankg.readers.pdf_columns import in_one_column
from plankg.readers.pdf_furniture import Page, drop_furniture
from plankg.readers.pdf_lines import Line, lines_of, with_margins
from plankg.readers.pdf_paragraphs import joined, paragraphs_of
from plankg.readers.pdf_tables import PageTable, grid_from, is_table, runs_on, tables_on

_LOG = logging.getLogger(__name__)

# Fewer characters than these on a page with a picture: the page is a picture of text.
_SCANNED = 10
# Characters whose fonts do not say what they mean come out as (cid:…).
_UNMAPPED = "(cid:"
_UNMAPPED_SHARE = 0.05
# So many characters drawn at a right angle are more than a mark in the margin.
_SIDEWAYS = 20
# Of a character at a right angle, the share of its size that may still run along the line.
_ASLANT = 0.05
# A rectangle without a border and thicker than this is a background, no rule.
_RULE = 4.0
# A shorter horizontal rule underlines a word.
_LEVEL = 40.0


def read_pdf(path: Path) -> Document:
    """Return the document in a .pdf.

    Raises:
        InputError: encrypted, cut off, damaged, without a text layer (scanned), or one whose fonts
            do not say which characters they show.
    """
    pages = list(_pages(path))
    _refuse_unreadable(pages, path)
    drop_furniture(pages)
    assembler = Assembler(path.name)
    for block in _blocks(pages):
        if isinstance(block, _Run):
            _add_paragraphs(assembler, block.lines)
        else:
            assembler.add_table(grid_from(block.parts))
    return assembler.document()


def _pages(path: Path) -> Iterator[Page]:
    """Yield the pages.

    Raises:
        InputError: as for `read_pdf`, but for the scanned.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # It warns of each font that lacks an optional entry; no reader of a plan can do anything.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    _refuse_cut_off(path)
    try:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                yield _page(page)
                page.close()
    except (
        PdfminerException, MalformedPDFException, PSException, ValueError, KeyError, TypeError,
        IndexError, AttributeError, OSError, RecursionError,
    ) as error:  # fmt: skip
        causes = (error, *error.args)
        if any(isinstance(one, (PDFPasswordIncorrect, PDFEncryptionError)) for one in causes):
            raise InputError(
                f"{str(path)!r} is encrypted: open it with its password and save it without one"
            ) from error
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(
            f"{str(path)!r} is a damaged PDF ({reason}): fetch it again, or print it to a new PDF"
        ) from error


def _refuse_cut_off(path: Path) -> None:
    """A PDF's last words say where its parts are; without them pages may be missing unseen."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8192))
        if b"%%EOF" not in file.read():
            raise InputError(f"{str(path)!r} is cut off (a PDF ends with %%EOF): fetch it again")


def _page(page: Any) -> Page:
    number = page.page_number
    seen = page.filter(_is_seen).dedupe_chars(tolerance=1)
    found = Page(number, float(page.height), has_picture=bool(page.images))
    chars = seen.chars
    found.characters = sum(1 for char in chars if not char["text"].isspace())
    found.sideways = sum(1 for char in page.chars if _is_sideways(char))
    found.unmapped = sum(1 for char in chars if char["text"].startswith(_UNMAPPED))
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


def _refuse_unreadable(pages: Sequence[Page], path: Path) -> None:
    characters = sum(page.characters for page in pages)
    scanned = [page.number for page in pages if page.characters < _SCANNED and page.has_picture]
    if characters < _SCANNED or len(scanned) * 2 > len(pages):
        raise InputError(
            f"{str(path)!r} has no text layer on {len(scanned) or len(pages)} of its {len(pages)}"
            " pages (it is scanned): recognise its text (OCR) and give that"
        )
    unmapped = sum(page.unmapped for page in pages)
    if unmapped > _UNMAPPED_SHARE * characters:
        raise InputError(
            f"{str(path)!r} does not say which characters its fonts show ({unmapped} of"
            f" {characters}): print it to a new PDF, or recognise its text (OCR)"
        )
    sideways = [page.number for page in pages if page.sideways >= _SIDEWAYS]
    if sideways:
        _LOG.warning(
            "%s: words that are drawn sideways were not read, on pages %s: turn them and print to a"
            " new PDF",
            path.name,
            ", ".join(map(str, sideways)),
        )
    if scanned:
        _LOG.warning(
            "%s: pages without a text layer were not read: %s",
            path.name,
            ", ".join(map(str, scanned)),
        )


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
