"""Makes tables of indicators that a crawler flattened into tables again, where that is safe.

``指标2020年2025年属性1.净水率（%）7085约束性2.…``: on one line, glued or with blanks, or one
cell per line. After a header (`flat_headers`), each row is words and then as many values as
the header has columns of them (`flat_cells`). Where too many rows are not like this, nothing is
taken from the table, and it is one row that the ledger lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from plankg.extract.flat_grids import grid_of, unread_grid
from plankg.extract.flat_headers import FlatHeader, FlatHeaders
from plankg.extract.flat_names import BLANKS, trimmed
from plankg.extract.flat_numbered import NumberedRows
from plankg.extract.flat_rows import FlatRow, FlatRows
from plankg.lookups import Lookups
from plankg.model import Document, Paragraph, Span, Table

_NOTES = re.compile(r"备?注[ 　]*[:：]|说明[:：]")
_STOP = re.compile(r"[。；;！？]")
_HEADING = re.compile(
    r"第[一二三四五六七八九十百]+[章节](?=[\s　一-鿿])"
    r"|(?<![一二三四五六七八九十（(第])[一二三四五六七八九十]{1,3}、(?=[一-鿿]{2})"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|\n[ 　\t]*(?:专栏|附件)"
)
# A long line without a digit holds no values.
_PROSE = re.compile(r"\n[^\n\d]{40,}(?=\n|\Z)")
_NAME_BRACKET = re.compile(r"[）)](?=[一-鿿])")
_LONGEST_TABLE = 20_000
_FEWEST_ROWS = 2
# A table in which more than one row in five cannot be told apart is scrambled.
_SHARE_UNREAD = 0.2


class FlatTables:
    """The grammar of flattened tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        def words(sort: str) -> str:
            return "|".join(lookups.words("indicator_words", "pattern", sort=sort))

        self._headers = lookups.made(FlatHeaders)
        self._rows = lookups.made(FlatRows)
        self._numbered = lookups.made(NumberedRows)
        self._groups = re.compile(rf"(?:{words('group')}|{words('category')})(?=.{{4,}})")
        self._category_last = re.compile(rf"(?:{words('category')})[{BLANKS}]*\Z")

    def restored(self, document: Document) -> Document:
        """Return the document with its flattened tables of indicators as tables."""
        tables: list[Table] = []
        taken: list[Span] = []
        for stretch in self._stretches(document):
            position = stretch.start
            for header in self._headers.headers_in(document.text, stretch):
                if header.span.start < position:
                    continue
                table = self._table(document.text, header, stretch.end)
                if table is not None:
                    tables.append(table)
                    taken.append(table.span)
                    position = table.span.end
        if not tables:
            return document
        return replace(
            document,
            paragraphs=tuple(paragraphs_without(document, taken)),
            tables=tuple(sorted((*document.tables, *tables), key=lambda one: one.span)),
        )

    def _stretches(self, document: Document) -> Iterator[Span]:
        """Yield the stretches of text between the document's real tables."""
        position = 0
        for table in document.tables:
            if table.span.start > position:
                yield Span(position, table.span.start)
            position = table.span.end
        if position < len(document.text):
            yield Span(position, len(document.text))

    def _table(self, text: str, header: FlatHeader, end: int) -> Table | None:
        end = _end_of_table(text, header.span.end, end)
        numbered = self._numbered.rows(text, header, end)
        rows = numbered or _with_last_cells(
            text, header, _cut(list(self._rows.rows(text, header, end))), end, self._category_last
        )
        unread = sum(row.cells is None for row in rows)
        if len(rows) < _FEWEST_ROWS or unread > _SHARE_UNREAD * len(rows):
            return unread_grid(text, header, end)
        return grid_of(text, header, self._grouped(text, rows))

    def _grouped(self, text: str, rows: list[FlatRow]) -> Iterator[FlatRow]:
        """Yield the rows, a group's head parted from its first row where words tell them apart.

        ``5.污染物减少（%）化学需氧量…氨氮…6.``: a number of several rows is the group's.
        """
        for index, row in enumerate(rows):
            following = rows[index + 1] if index + 1 < len(rows) else None
            shared = row.number is not None and following is not None and following.number is None
            cut = self._head_end(text, row.name) if shared and row.cells is not None else None
            if cut is None:
                yield row
                continue
            head = Span(row.name.start, cut)
            yield replace(row, name=head, unit=None, cells=None, attribute=None, end=cut)
            yield replace(row, heads=(), number=None, name=Span(cut, row.name.end))

    def _head_end(self, text: str, name: Span) -> int | None:
        bracket = _NAME_BRACKET.search(text, name.start, name.end)
        if bracket:
            return bracket.end()
        match = self._groups.match(text, name.start, name.end)
        return match.end() if match else None


def _end_of_table(text: str, start: int, end: int) -> int:
    """Return where what may be rows ends: before notes, sentences, headings, lines of prose."""
    end = min(end, start + _LONGEST_TABLE)
    for pattern in (_NOTES, _STOP, _HEADING, _PROSE):
        match = pattern.search(text, start, end)
        end = match.start() if match else end
    return end


def _with_last_cells(
    text: str,
    header: FlatHeader,
    rows: list[FlatRow],
    end: int,
    category: re.Pattern[str],
) -> list[FlatRow]:
    """Return the rows with what stands between each and the next one's number, as its last cell.

    That is where the table's last column (责任单位, 备注) is printed.
    """
    if header.sorts.count("other") != 1 or header.sorts[-1] != "other":
        return rows
    found = []
    for index, row in enumerate(rows):
        after = rows[index + 1].number if index + 1 < len(rows) else None
        until = after.start if after else (end if index + 1 == len(rows) else row.end)
        if index + 1 == len(rows):
            line = text.find("\n", row.end + 1, end)
            until = line if line >= 0 else end
        above = category.search(text, row.end, max(row.end, until))
        cell = trimmed(text, Span(row.end, above.start() if above else max(row.end, until)))
        found.append(replace(row, other=cell) if cell.end > cell.start else row)
    return found


def _cut(rows: list[FlatRow]) -> list[FlatRow]:
    """Leave out what follows the last row that was read: it is no part of the table."""
    last = max((index for index, row in enumerate(rows) if row.cells is not None), default=-1)
    if len(rows) - last - 1 > 1:
        return rows
    return rows[: last + 1]


def with_tables_found(
    document: Document, tables_in: Callable[[str, Span], Iterable[Table]]
) -> Document:
    """Return a document with the tables that `tables_in` finds between those that it has."""
    found: list[Table] = []
    position = 0
    for table in [*document.tables, None]:
        end = table.span.start if table else len(document.text)
        if end > position:
            found += tables_in(document.text, Span(position, end))
        position = table.span.end if table else end
    if not found:
        return document
    return replace(
        document,
        paragraphs=tuple(paragraphs_without(document, (table.span for table in found))),
        tables=tuple(sorted((*document.tables, *found), key=lambda table: table.span)),
    )


def paragraphs_without(document: Document, taken: Iterable[Span]) -> Iterator[Paragraph]:
    """Yield a document's paragraphs without the stretches that became tables."""
    spans = sorted(taken)
    at = 0
    for paragraph in document.paragraphs:
        position, end = paragraph.span.start, paragraph.span.end
        while at < len(spans) and spans[at].end <= position:
            at += 1
        if at == len(spans) or spans[at].start >= end:
            yield paragraph
            continue
        for span in spans[at:]:
            if span.start >= end:
                break
            if span.start > position:
                yield from _paragraph(document.text, Span(position, span.start))
            position = max(position, span.end)
        if position < end:
            yield from _paragraph(document.text, Span(position, end))


def _paragraph(text: str, span: Span) -> Iterator[Paragraph]:
    if span.of(text).strip():
        yield Paragraph(span, span.of(text))
