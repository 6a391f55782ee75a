"""Tells what of a PDF could not be read: scanned and damaged pages, nameless characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plankg.errors import InputError
from plankg.readers.notices import pages_told
from plankg.readers.pdf_furniture import Page
from plankg.readers.pdf_lines import Line

# Fewer characters than these on a page with a picture: the page is a picture of text.
_FEWEST = 10
# A scan covers its page; whoever stamped a line or a number on it did so in its margin.
_COVERS = 0.5
_MARGIN = 0.12
_UNMAPPED_SHARE = 0.05
# So many characters drawn at a right angle are more than a mark in the margin.
_SIDEWAYS = 20


def refuse_unmapped(pages: Sequence[Page], path: Path) -> None:
    """Refuse a PDF whose fonts do not say which characters they show.

    Raises:
        InputError: too many characters of it have no name.
    """
    characters = sum(page.characters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if unmapped <= _UNMAPPED_SHARE * characters:
        return
    if any(page.is_protected for page in pages):
        raise InputError(
            f"{str(path)!r} is encrypted with a password against changes, which hides the names of"
            " its characters: save it without that password, or print it to a new PDF"
        )
    raise InputError(
        f"{str(path)!r} does not say which characters its fonts show ({unmapped} of"
        f" {characters}): print it to a new PDF, or recognise its text (OCR)"
    )


def refuse_scanned(pages: Sequence[Page], path: Path) -> None:
    """Refuse a PDF of which most pages are pictures, those whose words could be read or not.

    Their running lines and numbers are dropped before.

    Raises:
        InputError: it is scanned, or damaged so far that nothing is left.
    """
    scanned = [page for page in pages if is_scanned(page)]
    blank = sum(page.characters for page in pages) < _FEWEST
    if blank and any(page.is_damaged for page in pages):
        raise InputError(
            f"{str(path)!r} is damaged: no words are left on its {len(pages)} pages; fetch it again"
        )
    if blank or len(scanned) * 2 > len(pages):
        raise InputError(
            f"{str(path)!r} has no text layer on {len(scanned) or len(pages)} of its {len(pages)}"
            " pages (it is scanned): recognise its text (OCR) and give that"
        )


def notices_of(pages: Sequence[Page]) -> Iterator[str]:
    """Yield what of a PDF's pages was not read, a line each."""
    told = (
        ([page.number for page in pages if page.is_damaged],
         "not read whole, since damaged: {} (fetch the file again)"),
        ([page.number for page in pages if is_scanned(page)],
         "not read, since scanned, without a text layer: {} (recognise their text by OCR)"),
        ([page.number for page in pages if page.sideways >= _SIDEWAYS],
         "not read, since drawn sideways: words on {} (turn them and print to a new PDF)"),
    )  # fmt: skip
    for numbers, words in told:
        if numbers:
            yield words.format(pages_told(numbers))


def is_scanned(page: Page) -> bool:
    """Say whether a page is a picture of its words, but for what is stamped on its margins."""
    if page.pictures is None:
        return False
    if page.characters < _FEWEST:
        return True
    return page.pictures >= _COVERS and sum(map(len, _inner_words(page))) < _FEWEST


def _inner_words(page: Page) -> Iterator[str]:
    for line in page.lines:
        if not _is_in_margin(line, page.height):
            yield line.text
    for table in page.tables:
        for cell in table.cells:
            yield from (line.text for line in cell.lines)


def _is_in_margin(line: Line, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


__all__ = ["is_scanned", "notices_of", "refuse_scanned", "refuse_unmapped"]
