"""Puts a document together from the paragraphs and grids that a reader finds, in their order.

The text is written in the form that `plankg.readers.txt` reads: a paragraph per line; a table's
cells one per line, each led by a tab, an empty line after each row. Paragraphs and tables are then
read back from that text, so the text alone always gives the same document.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from plankg.errors import InputError
from plankg.model import Document, Origin, Span
from plankg.readers.grids import Grid, Region, words_of
from plankg.readers.limits import refuse_long
from plankg.readers.txt import document_of

# Two tables with nothing between them would read as one: a line of one blank keeps them apart.
_BETWEEN_TABLES = "　\n"
_BLANKS = re.compile(r"[\t\v\f\r\x85\xa0\u2028\u2029\x1c-\x1f]")
# Controls, soft hyphens, zero-width signs: nobody can see them, and they break words apart.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u2060\ufeff]")


def plain_lines(text: str) -> list[str]:
    """Return a text's lines without what cannot be seen, without blanks at their ends."""
    seen = _UNSEEN.sub("", _BLANKS.sub(" ", text.replace("\r\n", "\n")))
    return [line for line in (part.strip(" 　") for part in seen.split("\n")) if line]


class Assembler:
    """Collects what a reader finds. `name` is the file's name.

    Where it becomes longer than any plan, it stops the reading with an `InputError`.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._notices: list[str] = []
        self._frames: list[Span] = []
        self._parts: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._tables = 0
        self._after_table = False

    def add_paragraph(self, text: str, ref: str) -> None:
        """Add a paragraph; inner line breaks are kept, a blank one is left out."""
        for line in plain_lines(text):
            self._origins.append(Origin(Span(self._length, self._length + len(line)), ref))
            self._write(line + "\n")
            self._after_table = False

    def add_table(self, grid: Grid) -> None:
        """Add a table; one of a single row or column is layout, and becomes paragraphs."""
        self._tables += 1
        if len(grid) < 2 or len(grid[0]) < 2:
            alone = sum(1 for _ in words_of(grid)) == 1
            with self.frame() if alone else nullcontext():
                for slot in words_of(grid):
                    self.add_paragraph(slot.text, self._reference(slot.region))
            return
        if self._after_table:
            self._write(_BETWEEN_TABLES)
        spans: dict[tuple[int, int], Span] = {}
        for r, row in enumerate(grid):
            for c, slot in enumerate(row):
                words = "\n".join(plain_lines(slot.text))
                self._write("\t")
                spans[r, c] = Span(self._length, self._length + len(words))
                continues = spans[slot.owner] if slot.owner else None
                self._origins.append(Origin(spans[r, c], self._reference(slot.region), continues))
                self._write(words + "\n")
            self._write("\n")
        self._after_table = True

    @contextmanager
    def frame(self) -> Iterator[None]:
        """Add what is added meanwhile as words that the page frames, as it does a box (专栏)."""
        begin = self._length
        yield
        if self._length > begin:
            self._frames.append(Span(begin, self._length))

    def tell(self, notice: str) -> None:
        """Tell what is in the file and was not read."""
        self._notices.append(notice)

    @property
    def is_blank(self) -> bool:
        """Say whether no words were added."""
        return not self._origins

    def document(self) -> Document:
        """Return the document.

        Raises:
            InputError: there was no word in the file.
        """
        if not self._origins:
            raise InputError(f"{self.name!r} is empty: there is no text to read")
        document = document_of("".join(self._parts), self.name)
        return dataclasses.replace(
            document,
            origins=tuple(self._origins),
            frames=tuple(sorted(self._frames)),
            notices=tuple(self._notices),
        )

    def _reference(self, region: Region) -> str:
        page = f"p. {region.page} " if region.page else ""
        rows = _counted(region.row, region.rows)
        return f"{page}table {self._tables} r{rows} c{_counted(region.column, region.columns)}"

    def _write(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)
        refuse_long(self.name, self._length, len(self._origins))


def _counted(first: int, number: int) -> str:
    return f"{first + 1}" if number < 2 else f"{first + 1}-{first + number}"


__all__ = ["Assembler", "plain_lines"]
