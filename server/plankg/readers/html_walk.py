"""Walks a page's elements: block elements end a line of words, tables become rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice

from lxml import etree

from plankg.errors import InputError
from plankg.readers.assembly import plain_lines
from plankg.readers.grids import Piece
from plankg.readers.limits import refuse_long
from plankg.readers.nested_tables import as_lines, is_of_rows

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "nav", "footer", "iframe", "object"}
    | {"embed", "svg", "math", "canvas", "audio", "video", "map", "dialog"}
    | {"select", "button", "input", "textarea"}
)
_BLOCKS = frozenset(
    {"html", "body", "main", "article", "section", "header", "aside", "div", "center", "form"}
    | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "pre", "blockquote", "address", "hr"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "menu", "dir", "fieldset", "legend", "details"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "summary"}
    | {"figure", "figcaption"}
)
# Some pages are hidden as a whole until a script shows them.
_WHOLE_PAGE = frozenset({"html", "body"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line end of the source between two Chinese characters is no blank on the page.
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])")
_NUMBERED = re.compile(
    r"[(（]?[0-9一二三四五六七八九十]+[)）、．.]|第[一二三四五六七八九十百]+[章节条]"
)
_ROWS_TO_THE_END = 0
_DEEPEST = 400


class Walk:
    """Walks elements and ends a line of words at each block; `file` is named in errors."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._inline: list[str] = []
        self._taken = 0
        self._numbers: dict[etree._Element, int] = {}

    def read(self, root: etree._Element) -> None:
        """Read an element and all below it."""
        self._element(root, 0)
        self.end_block()

    def take(self, words: str) -> None:
        """Take the words of one block; what is done with them is a subclass's matter."""
        raise NotImplementedError

    def take_table(self, table: etree._Element) -> None:
        """Take a table that is no mere layout."""
        raise NotImplementedError

    def framed(self) -> AbstractContextManager[None]:
        """Take the blocks that come meanwhile as those of a table of one cell."""
        return nullcontext()

    def end_block(self) -> None:
        """End a block: hand over the words that were read since the last one ended."""
        words = "".join(self._inline)
        self._inline.clear()
        self.take(words)

    def _element(self, element: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise InputError(
                f"{self.file!r} has elements nested more than {_DEEPEST} deep: save its text alone"
            )
        if not isinstance(element.tag, str) or _is_unseen(element):
            return
        tag = element.tag
        if tag == "br":
            self._inline.append("\n")
            return
        if tag in _BLOCKS:
            self.end_block()
        if tag == "table" and not self._is_layout(element):
            self.take_table(element)
            return
        if tag == "li":
            self._inline.append(self._label(element))
        with self.framed() if tag == "table" and _is_frame(element) else nullcontext():
            self._add(element, element.text)
            for child in element:
                self._element(child, depth + 1)
                self._add(element, child.tail)
            if tag in _BLOCKS:
                self.end_block()

    def _add(self, element: etree._Element, words: str | None) -> None:
        if words:
            self._taken += len(words)
            refuse_long(self.file, self._taken, 0)
            self._inline.append(_collapsed(element, words))

    def _is_layout(self, table: etree._Element) -> bool:
        """Say whether a table only places things: a single cell, or other tables."""
        inner = list(table.iterdescendants("table"))
        if not inner:
            return _is_frame(table)
        if any(one.find(".//table") is not None for one in inner):
            return True
        return not is_of_rows(self.pieces_of(table))

    def pieces_of(self, table: etree._Element) -> list[list[Piece]]:
        """Return the rows of a table with their cells."""
        return [
            [self._cell(cell, len(group) - index) for cell in row if cell.tag in ("td", "th")]
            for group in _row_groups(table)
            for index, row in enumerate(group)
        ]

    def _cell(self, cell: etree._Element, rows_left: int) -> Piece:
        inner = _Cell(self.file)
        inner.read(cell)
        rows = _number(cell, "rowspan")
        rows = rows_left if rows == _ROWS_TO_THE_END else min(rows, rows_left)
        columns = max(1, _number(cell, "colspan"))
        return Piece("\n".join(inner.lines), rows, columns, cell.find(".//table") is not None)

    def _label(self, item: etree._Element) -> str:
        """Return the number that a browser draws before an item of a numbered list."""
        above = item.getparent()
        if above is None or above.tag != "ol" or "none" in above.get("style", ""):
            return ""
        last = self._numbers.get(above, _number(above, "start") - 1)
        self._numbers[above] = number = _number(item, "value", last + 1)
        # Some pages write the number as well, and hide the browser's by a style sheet.
        begins = "".join(map(str, islice(item.itertext(), 40)))[:40].strip()
        return "" if _NUMBERED.match(begins) else f"{number}."


class _Cell(Walk):
    """Collects a cell's lines, with the rows of a table in it as such."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.lines: list[str] = []

    def take(self, words: str) -> None:
        self.lines.extend(plain_lines(words))

    def take_table(self, table: etree._Element) -> None:
        self.lines += as_lines((piece.text for piece in pieces) for pieces in self.pieces_of(table))


def _is_unseen(element: etree._Element) -> bool:
    return (
        element.tag in _DROPPED
        or element.get("role") == "navigation"
        or (element.tag not in _WHOLE_PAGE and _is_hidden(element))
    )


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None


def _is_frame(table: etree._Element) -> bool:
    """Say whether a table has a single cell."""
    return sum(1 for _ in zip(range(2), table.iterdescendants("td", "th"), strict=False)) < 2


def _row_groups(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the groups of rows that no cell reaches out of: head, bodies, foot."""
    loose: list[etree._Element] = []
    for child in table:
        if child.tag == "tr" and not _is_unseen(child):
            loose.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            if loose:
                yield loose
                loose = []
            yield [row for row in child if row.tag == "tr" and not _is_unseen(row)]
    if loose:
        yield loose


def _collapsed(element: etree._Element, words: str) -> str:
    if element.tag == "pre":
        return words
    return _BLANKS.sub(" ", _WRAPPED.sub("", words))


def _number(element: etree._Element, attribute: str, default: int = 1) -> int:
    value = element.get(attribute, "").strip()
    return int(value[:6]) if value.isascii() and value.isdigit() else default


__all__ = ["Walk"]
