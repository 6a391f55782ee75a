"""Reads .html: block elements as paragraphs, tables as grids, without what surrounds the text."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path

from lxml import etree

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers.assembly import Assembler, plain_lines
from plankg.readers.decoding import text_of
from plankg.readers.grids import grid_of, regions_of
from plankg.readers.html_source import NO_END, is_without_end, refuse_cut_off, refuse_overfull
from plankg.readers.html_walk import Walk

# What brings words onto a page that are not in its file.
_SHOWS_LATER = ("frame", "iframe", "script", "object", "embed")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)


def read_html(path: Path) -> Document:
    """Return the document in an .html page.

    Raises:
        InputError: unreadable, in no encoding of Chinese, cut off, empty, too large, or nested
            beyond reason.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}") from error
    declared = _DECLARED.search(raw[:4096])
    text = text_of(raw, str(path), declared[1].decode("ascii") if declared else "")
    del raw
    refuse_overfull(text, str(path))
    refuse_cut_off(text, str(path))
    page = _Page(path.name, str(path))
    if is_without_end(text):
        page.assembler.tell(NO_END)
    root = _parsed(text)
    if root is not None:
        page.read(root)
        if page.assembler.is_blank and next(root.iter(*_SHOWS_LATER), None) is not None:
            raise InputError(
                f"{str(path)!r} has no words of its own, they come from its frames or scripts:"
                " open it in a browser, and save what it shows as .docx or .txt"
            )
    return page.assembler.document()


def _parsed(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    return etree.fromstring(text.replace("\x00", "").encode(), parser) if text.strip() else None


class _Page(Walk):
    """Hands a page's paragraphs and tables to an assembler."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(file)
        self.assembler = Assembler(name)
        self._paragraphs = 0

    def take(self, words: str) -> None:
        if plain_lines(words):
            self._paragraphs += 1
            self.assembler.add_paragraph(words, f"paragraph {self._paragraphs}")

    def take_table(self, table: etree._Element) -> None:
        for caption in table.findall("caption"):
            self.read(caption)
        self.assembler.add_table(grid_of(regions_of(self.pieces_of(table), self.file)))

    def framed(self) -> AbstractContextManager[None]:
        return self.assembler.frame()


__all__ = ["read_html"]
