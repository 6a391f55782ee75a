"""Reads .docx: its body in order, with the numbers that Word draws, and tables with merged cells.

What a reader of the printed page sees is read: insertions but not deletions, no hidden words, no
table of contents. A text box is read after the paragraph that it is anchored in. Boxes in cells of
tables, and footnotes, are not read, but told.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree

from plankg.model import Document
from plankg.readers.assembly import Assembler
from plankg.readers.docx_numbering import Numbering
from plankg.readers.docx_package import opened
from plankg.readers.grids import Piece, grid_of, regions_of
from plankg.readers.nested_tables import as_lines, is_of_rows
from plankg.readers.notices import counted

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PARAGRAPH, _TABLE, _SDT = qn("w:p"), qn("w:tbl"), qn("w:sdt")
_TEXT_BOX, _ROW, _CELL, _RUN = qn("w:txbxContent"), qn("w:tr"), qn("w:tc"), qn("w:r")
_MARK_DELETED = "/".join(map(qn, ("w:pPr", "w:rPr", "w:del")))
# The signs of Word's font Symbol that values are printed with, by their codes there.
_SYMBOLS = {"F0B3": "≥", "F0A3": "≤", "F0B4": "×", "F0B1": "±", "F0B0": "°", "F025": "%"}
_NOTES = tuple(map(qn, ("w:footnoteReference", "w:endnoteReference")))
# Wrappers around paragraphs, rows, cells or words that mean nothing for the text.
_WRAPPERS = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"))
)
# What is in the file but not on the page; a text box is beside it.
_UNREAD = frozenset(
    {*map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:rt", "w:rubyPr")), _FALLBACK, _TEXT_BOX}
)


def read_docx(path: Path, name: str = "") -> Document:
    """Return the document in a .docx; `name` is the source's, if the file is a conversion of it.

    Raises:
        InputError: damaged, cut off, encrypted, empty, or too large when unpacked.
    """
    package = opened(path, name or str(path))
    assembler = Assembler(name or path.name)
    body = _Body(assembler, Numbering(package.numbering, package.styles))
    body.read(package.body)
    boxes = sum(1 for _ in _seen(package.body, _TEXT_BOX, into=False)) - body.boxes
    if boxes > 0:
        assembler.tell(f"not read: {counted(boxes, 'text box', 'text boxes')} in cells of tables")
    notes = sum(1 for _ in package.body.iter(*_NOTES))
    if notes:
        assembler.tell(f"not read: {counted(notes, 'footnote')}")
    if next(package.body.iter(qn("w:altChunk")), None) is not None:
        assembler.tell("not read: another file that it holds (save it anew in Word)")
    return assembler.document()


class _Body:
    """Walks a body and hands what it finds to the assembler."""

    def __init__(self, assembler: Assembler, numbering: Numbering) -> None:
        self.assembler = assembler
        self._numbering = numbering
        self._paragraphs = 0
        self.boxes = 0

    def read(self, parent: etree._Element) -> None:
        joined = ""
        for block in _blocks(parent, (_PARAGRAPH, _TABLE)):
            if block.tag == _PARAGRAPH:
                joined = self._paragraph(block, joined)
            elif _is_layout(block):
                for cell in _seen(block, _CELL, into=False):
                    self.read(cell)
            else:
                regions = regions_of(list(self._rows(block)), self.assembler.name)
                self.assembler.add_table(grid_of(regions))

    def _paragraph(self, paragraph: etree._Element, joined: str) -> str:
        """Take a paragraph after the words `joined` to it; return its own if it joins the next."""
        self._paragraphs += 1
        words = joined + _words(paragraph)
        joins = _joins_next(paragraph)
        # Of two that are joined the second one's number is drawn.
        label = "" if joins else self._numbering.label(paragraph)
        # 目录 repeats all headings; read as text, each would be there twice.
        contents = self._numbering.style_of(paragraph).startswith("toc ")
        if words.strip() and not joins and not contents:
            self.assembler.add_paragraph(label + words.lstrip(), f"paragraph {self._paragraphs}")
        for box in _seen(paragraph, _TEXT_BOX, into=False):
            self.boxes += 1
            with self.assembler.frame():
                self.read(box)
        return words if joins else ""

    def _rows(self, table: etree._Element) -> Iterator[list[Piece]]:
        """Yield a table's rows; a cell that goes on below is listed once, with its height."""
        rows = [
            list(self._cells(row))
            for row in _blocks(table, (_ROW,))
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None
        ]
        merges = [{column: merge for column, _, merge in row} for row in rows]
        for r, row in enumerate(rows):
            pieces = []
            for column, piece, merge in row:
                if merge == "continue" and r and merges[r - 1].get(column):
                    continue
                height = 1
                while merge and r + height < len(rows):
                    if merges[r + height].get(column) != "continue":
                        break
                    height += 1
                pieces.append(Piece(piece.text, height, piece.columns))
            yield pieces

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, Piece, str]]:
        """Yield a row's cells, each with its grid column and whether it is merged downwards."""
        column = _count(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        if column:
            yield 0, Piece("", 1, column), ""
        for cell in _blocks(row, (_CELL,)):
            properties = cell.find(qn("w:tcPr"))
            span = _count(None if properties is None else properties.find(qn("w:gridSpan")), 1)
            yield column, Piece("\n".join(self._lines(cell)), 1, span), _merge(properties)
            column += span

    def _lines(self, cell: etree._Element) -> list[str]:
        """Return a cell's lines, with the rows of a table in it as such."""
        lines: list[str] = []
        for block in _blocks(cell, (_PARAGRAPH, _TABLE)):
            if block.tag == _PARAGRAPH:
                lines.append(self._numbering.label(block) + _words(block).lstrip())
            else:
                rows = _blocks(block, (_ROW,))
                lines += as_lines(
                    (" ".join(self._lines(inner)) for inner in _blocks(row, (_CELL,)))
                    for row in rows
                )
        return lines


def _is_layout(table: etree._Element) -> bool:
    """Say whether a table around tables only places things; its cells are looked at unnumbered."""
    inner = list(_seen(table, _TABLE, into=False))
    if not inner:
        return False
    if any(next(_seen(one, _TABLE), None) is not None for one in inner):
        return True
    return not is_of_rows(
        [[_looked_at(cell) for cell in _blocks(row, (_CELL,))] for row in _blocks(table, (_ROW,))]
    )


def _looked_at(cell: etree._Element) -> Piece:
    words = [_words(paragraph) for paragraph in _seen(cell, _PARAGRAPH)]
    columns = _count(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
    holds_table = next(_seen(cell, _TABLE), None) is not None
    return Piece("\n".join(filter(None, words)), columns=columns, holds_table=holds_table)


def _blocks(parent: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the wanted children, through wrappers, without tables of contents."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS and not _is_contents(child):
            yield from _blocks(child, wanted)


def _joins_next(paragraph: etree._Element) -> bool:
    """Say whether a paragraph's end was deleted, so that its words run on into the next one."""
    following = paragraph.getnext()
    joins = paragraph.find(_MARK_DELETED) is not None
    return joins and following is not None and following.tag == _PARAGRAPH


def _is_contents(block: etree._Element) -> bool:
    gallery = f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}"
    found = block.find(gallery) if block.tag == _SDT else None
    return found is not None and found.get(qn("w:val")) == "Table of Contents"


def _seen(parent: etree._Element, tag: str, *, into: bool = True) -> Iterator[etree._Element]:
    """Yield the elements of a kind below `parent`, not those that stand in for others."""
    for child in parent:
        if child.tag == tag:
            yield child
            if not into:
                continue
        if child.tag != _FALLBACK and not (tag != _TEXT_BOX and child.tag == _TEXT_BOX):
            yield from _seen(child, tag, into=into)


def _words(paragraph: etree._Element) -> str:
    """Return what a paragraph prints, without the number that Word draws before it."""
    return "".join(_pieces(paragraph))


def _pieces(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag in (qn("w:t"), _MATH_TEXT):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:ptab")):
            yield "\t"
        elif child.tag == qn("w:cr"):
            yield "\n"
        elif child.tag == qn("w:br"):
            yield "\n" if child.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:sym"):
            yield _SYMBOLS.get(child.get(qn("w:char"), "").upper(), "")
        elif child.tag not in _UNREAD and not (child.tag == _RUN and _is_hidden(child)):
            yield from _pieces(child)


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false", "off")


def _merge(properties: etree._Element | None) -> str:
    """Return ``restart`` or ``continue`` for a cell that is merged downwards, else ``""``."""
    merge = None if properties is None else properties.find(qn("w:vMerge"))
    return "" if merge is None else str(merge.get(qn("w:val"), "continue"))


def _count(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else str(element.get(qn("w:val"), ""))
    return int(value) if value.isdigit() else default


__all__ = ["read_docx"]
