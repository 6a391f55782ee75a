"""Makes tables of indicators that a crawler flattened into tables again, where that is safe.

``指标2020年2025年属性1.净水率（%）7085约束性2.…``: on one line, glued or with blanks, or one
cell per line. After a header (`flat_headers`), each row is words and then as many values as
the header has columns of them (`flat_cells`). Where too many rows are not like this, nothing is
taken from the table, and it is one row that the ledger lists.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plankg.extract.flat_cells import RUN, Cells, Columns, cells_in
from plankg.extract.flat_headers import VALUE_SORTS, FlatHeader, FlatHeaders
from plankg.extract.indicator_notes import notes_at
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Paragraph, Span, Table

_BLANKS = " \t\r\n　\xa0"
_NOTES = re.compile(r"备?注[ 　]*[:：]|说明[:：]")
_STOP = re.compile(r"[。；;！？]")
_HEADING = re.compile(
    r"第[一二三四五六七八九十百]+[章节](?=[\s　一-鿿])"
    r"|(?<![一二三四五六七八九十（(第])[一二三四五六七八九十]{1,3}、(?=[一-鿿]{2})"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|\n[ 　\t]*(?:专栏|附件)"
)
# A long line without a digit holds no values.
_PROSE = re.compile(r"\n[^\n\d]{40,}(?=\n|\Z)")
# A name may begin with digits: 1.5G基站数, 4.30亿元以上项目.
_MARK = re.compile(
    r"(?<![\dA-Za-z.．])(?P<n>\d{1,2})[．.、](?!\d(?!\d*(?:[A-Za-z]|[亿万千百]|公里|[家个]))|\d+[.．])"
)
_BARE_MARK = re.compile(r"(?<!\d)(?P<n>\d{1,2})(?=[\s　一-鿿])")
_PERCENT = re.compile(r"[（(][%％]|[%％]\Z")
# No name has a comma, but in brackets: 产值（亿元，当年价）.
_COMMA = re.compile(r"，(?![^（(]*[）)])")
_HAN = re.compile(r"[一-鿿]")
_OPEN_END = re.compile(r"(?:[的占及和与、或（(]|等)\Z")
_NAME_BRACKET = re.compile(r"[）)](?=[一-鿿])")
_LONGEST_NAME = 90
_LONGEST_TABLE = 20_000
_FEWEST_ROWS = 2
_FEWEST_DIGITS = 4
# A table in which more than one row in five cannot be told apart is scrambled.
_SHARE_UNREAD = 0.2


@dataclass(frozen=True)
class _FlatRow:
    """A row: what stands before its number, its number, its name, its unit, its values."""

    heads: tuple[Span, ...]
    number: Span | None
    name: Span
    unit: Span | None
    cells: Cells | None
    attribute: Span | None
    end: int
    other: Span | None = None


class FlatTables:
    """The grammar of flattened tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        def words(sort: str) -> str:
            return "|".join(lookups.words("indicator_words", "pattern", sort=sort))

        self._headers = FlatHeaders(lookups)
        attribute = rf"(?:{words('attribute')})(?:指标)?"
        self._attribute = re.compile(rf"[{_BLANKS}]*{attribute}")
        self._ended = re.compile(rf"{attribute}[{_BLANKS}]*\Z")
        self._wordy = re.compile(
            rf"[{_BLANKS}]*[^\d。，{_BLANKS}][^\d。]{{1,24}}?[{_BLANKS}]+(?P<attribute>{attribute})"
        )
        self._unit = re.compile(
            rf"(?:[%％‰]|{lookups.unit_pattern}(?:/(?:[万千百])?{lookups.unit_pattern})?|[万亿])\Z"
        )
        self._not_value = re.compile(rf"[A-Za-z]|{lookups.unit_pattern}")
        self._groups = re.compile(rf"(?:{words('group')}|{words('category')})(?=.{{4,}})")
        self._category_last = re.compile(rf"(?:{words('category')})[{_BLANKS}]*\Z")
        self._category = re.compile(
            rf"(?:{words('category')})(?!的|水平|能力|指数|率|度|满意|总量)(?=.{{4,}})"
        )

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
        rows = _with_last_cells(
            text, header, _cut(list(self._rows(text, header, end))), end, self._category_last
        )
        unread = sum(row.cells is None for row in rows)
        if len(rows) < _FEWEST_ROWS or unread > _SHARE_UNREAD * len(rows):
            return _unread_table(text, header, end)
        return _grid(text, header, self._grouped(text, rows))

    def _rows(self, text: str, header: FlatHeader, end: int) -> Iterator[_FlatRow]:
        """Yield the rows up to the first words that cannot be a row's."""
        spaced = _is_spaced(text, header)
        notes = notes_at(text, end).numbers
        position, last = header.span.end, 0
        while position < end:
            row = self._row(text, header, Span(position, end), last, spaced=spaced, notes=notes)
            if row is None:
                return
            yield row
            if row.number is not None:
                last = int(re.sub(r"\D", "", row.number.of(text)))
            position = row.end

    def _row(
        self,
        text: str,
        header: FlatHeader,
        span: Span,
        last: int,
        *,
        spaced: bool,
        notes: tuple[int, ...],
    ) -> _FlatRow | None:
        for run in RUN.finditer(text, span.start, span.end):
            words = Span(span.start, run.start())
            if words.end - words.start > _LONGEST_NAME or _COMMA.search(words.of(text)):
                return None
            found = self._values(text, run, words, header, span, last, spaced=spaced, notes=notes)
            if found is None:
                continue
            cells, attribute, end = found
            words = Span(span.start, _value_start(text, run))
            parts = self._parts(text, words, header, last)
            if parts is None:
                return None
            heads, number, name, unit = parts
            if _MARK.search(text, name.start, name.end):
                worded = self._in_words(text, number, name, last)
                if worded is not None:
                    return worded
                cells = None
            if number is not None and not _follows(text, number, last):
                cells = None
            return _FlatRow(heads, number, name, unit, cells, attribute, end)
        return None

    def _in_words(self, text: str, number: Span | None, name: Span, last: int) -> _FlatRow | None:
        """Return a row whose cells are words (水质 良 优 预期性), up to the next row's number."""
        mark = _MARK.search(text, name.start, name.end)
        if mark is None or number is None or not _follows(text, number, last):
            return None
        words = _trimmed(text, Span(name.start, mark.start()))
        if int(mark["n"]) != last + 2 or not self._ended.search(text, words.start, words.end):
            return None
        nothing = Cells((), parted=False)
        return _FlatRow((), number, words, None, nothing, None, mark.start())

    def _values(
        self,
        text: str,
        run: re.Match[str],
        words: Span,
        header: FlatHeader,
        span: Span,
        last: int,
        *,
        spaced: bool,
        notes: tuple[int, ...],
    ) -> tuple[Cells | None, Span | None, int] | None:
        """Return a run's cells, its attribute and its row's end; None where it is in a name.

        The cells are None where the run is one of values that cannot be told apart.
        """
        start, end = _value_start(text, run), run.end()
        words = Span(words.start, start)
        if start == end or not _HAN.search(text, words.start, words.end):
            return None
        body = Span(start, _run_end(text, Span(start, end), last))
        if body.end <= body.start:
            return None
        before, after = text[start - 1 : start], text[body.end : body.end + 1]
        glued = before not in _BLANKS
        if (glued and before.isascii() and before.isalnum()) or not re.search(
            r"[\d—–－―-]", body.of(text)
        ):
            return None
        attribute = self._attribute.match(text, body.end, span.end)
        follows = after in _BLANKS or not after or attribute is not None or body.end < end
        if not follows and self._not_value.match(text, body.end, span.end):
            return None
        name = text[words.start : words.end].rstrip(_BLANKS)
        cells = cells_in(
            text,
            body,
            header.columns,
            part=not spaced,
            percent=bool(_PERCENT.search(name[-12:])),
            footnote=glued and any(re.match(rf"{note}(?!\d)", body.of(text)) for note in notes),
            blank_after=text[body.end : body.end + 1] in ("\xa0", "　", "\t"),
        )
        if cells is None and attribute is None and len(header.columns) > 1:
            # 2.3 — 保持在合理区间 预期性: the last cell is in words.
            wordy = self._wordy.match(text, body.end, span.end)
            cells = self._but_last(text, body, header, name, spaced=spaced) if wordy else None
            if wordy and cells is not None:
                return cells, _trimmed(text, Span(*wordy.span("attribute"))), wordy.end()
        if cells is not None and len(header.columns) == 1 and not (attribute or body.end < end):
            cells = cells if after in _BLANKS or not after else None
            if cells is None:
                return None
        if cells is None and _may_be_in_name(body.of(text)):
            return None
        if attribute is None:
            return cells, None, body.end
        words = _trimmed(text, Span(*attribute.span()))
        return cells, words, words.end

    def _but_last(
        self, text: str, body: Span, header: FlatHeader, name: str, *, spaced: bool
    ) -> Cells | None:
        """Return a run's cells where the last column's is in words, and so no value."""
        columns = header.columns
        short = Columns(columns.sorts[:-1], columns.years[:-1])
        found = cells_in(
            text,
            body,
            short,
            part=not spaced,
            percent=bool(_PERCENT.search(name[-12:])),
            footnote=False,
            blank_after=False,
        )
        if found is None:
            return None
        return Cells((*found.spans, Span(body.end, body.end)), found.parted)

    def _parts(
        self, text: str, words: Span, header: FlatHeader, last: int
    ) -> tuple[tuple[Span, ...], Span | None, Span, Span | None] | None:
        """Part the words before a row's values: categories, number, name, unit."""
        words = _trimmed(text, words)
        number: Span | None = None
        heads: tuple[Span, ...] = ()
        mark = _MARK.search(text, words.start, words.end)
        if mark is None and header.has("number"):
            mark = next(
                (
                    one
                    for one in _BARE_MARK.finditer(text, words.start, words.end)
                    if int(one["n"]) == last + 1
                ),
                None,
            )
        if mark is not None:
            number = Span(mark.start(), mark.end())
            if mark.start() > words.start:
                heads = (_trimmed(text, Span(words.start, mark.start())),)
            words = _trimmed(text, Span(mark.end(), words.end))
            if header.sorts[-1] == "other":
                # What stands before a number is the last cell of the row above it.
                heads = ()
        unit = self._unit_at_end(text, words) if header.has("unit") else None
        if unit is not None:
            words = _trimmed(text, Span(words.start, unit.start))
        if number is None:
            above, words = self._last_token(text, words)
            heads = (*heads, *above)
        if not _HAN.search(text, words.start, words.end):
            return None
        return heads, number, words, unit

    def _unit_at_end(self, text: str, words: Span) -> Span | None:
        """Return the unit with which the words end, the longest; None where they end with none."""
        for start in range(max(words.start + 2, words.end - 8), words.end):
            if self._unit.match(text, start, words.end):
                return Span(start, words.end)
        return None

    def _last_token(self, text: str, words: Span) -> tuple[tuple[Span, ...], Span]:
        """Part rows of categories from a name without a number, where blanks part them."""
        tokens = [
            Span(words.start + found.start(), words.start + found.end())
            for found in re.finditer(rf"[^{_BLANKS}]+", words.of(text))
        ]
        while len(tokens) > 1:
            above, name = tokens[-2].of(text), tokens[-1].of(text)
            broken = above.count("（") + above.count("(") > above.count("）") + above.count(")")
            if not (broken or _OPEN_END.search(above) or name[0] in "（(%％"):
                break
            tokens[-2:] = [Span(tokens[-2].start, tokens[-1].end)]
        if len(tokens) < 2:
            heads: tuple[Span, ...] = ()
        else:
            heads = tuple(tokens[:-1])
        name_span = tokens[-1] if tokens else words
        if not heads:
            match = self._category.match(text, name_span.start, name_span.end)
            if match:
                heads = (Span(*match.span()),)
                name_span = Span(match.end(), name_span.end)
        return heads, name_span

    def _grouped(self, text: str, rows: list[_FlatRow]) -> Iterator[_FlatRow]:
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


def _value_start(text: str, run: re.Match[str]) -> int:
    """Return where a run's first value begins, behind blanks and the unit's last sign."""
    start = run.start()
    while start < run.end() and text[start] in _BLANKS + "%％‰/":
        start += 1
    return start


def _run_end(text: str, run: Span, last: int) -> int:
    """Return where a run's values end, before the number of the row that follows."""
    words = run.of(text)
    stripped = words.rstrip(_BLANKS)
    mark = re.search(
        rf"(?:(?<=[{_BLANKS}〕\]】—–－―%％-])\d{{1,2}}|{last + 2}|{last + 1})[．.、]\Z", stripped
    )
    if mark:
        stripped = stripped[: mark.start()].rstrip(_BLANKS)
    else:
        bare = re.search(rf"(?<=[{_BLANKS}])\d{{1,2}}\Z", stripped)
        if bare and int(bare.group()) in (last + 1, last + 2):
            stripped = stripped[: bare.start()].rstrip(_BLANKS)
    return run.start + len(stripped)


def _may_be_in_name(run: str) -> bool:
    """Say whether a run that gives no row's cells may be a number within a name."""
    return bool(re.fullmatch(r"\d{1,3}|\d+[．.、]|[—–－―/~～-]|\d{1,2}\.\d", run))


def _follows(text: str, number: Span, last: int) -> bool:
    """Say whether a row's number is the next one, or begins anew."""
    order = int(re.sub(r"\D", "", number.of(text)))
    return order in (last + 1, 1)


def _is_spaced(text: str, header: FlatHeader) -> bool:
    """Say whether blanks part the header's words, and so the cells of the rows."""
    cells = header.cells
    return all(
        text[a.end : b.start] != "" and text[a.end : b.start].strip(_BLANKS + "123456789") == ""
        for a, b in itertools.pairwise(cells)
    )


def _grid(text: str, header: FlatHeader, rows: Iterator[_FlatRow]) -> Table:
    """Return the rows as a grid with the header's columns."""
    grid = [tuple(Cell(0, c, span, span.of(text)) for c, span in enumerate(header.cells))]
    for row in rows:
        for head in row.heads:
            grid.append(_cells(text, header, len(grid), _row_of(head)))
        grid.append(_cells(text, header, len(grid), row))
    end = grid[-1][-1].span.end
    return Table(Span(header.span.start, end), tuple(grid))


def _with_number(row: _FlatRow, header: FlatHeader) -> Span:
    """Return a name with its number, where the table has no column of numbers."""
    if row.number is None or header.has("number"):
        return row.name
    return Span(row.number.start, row.name.end)


def _row_of(words: Span) -> _FlatRow:
    """Return a row that is nothing but words."""
    return _FlatRow((), None, words, None, None, None, words.end)


def _cells(text: str, header: FlatHeader, index: int, row: _FlatRow) -> tuple[Cell, ...]:
    given = list(row.cells.spans) if row.cells else []
    alone = {
        "number": row.number,
        "indicator": _with_number(row, header),
        "unit": row.unit,
        "property": row.attribute,
        "other": row.other,
    }
    position = min(row.name.start, row.number.start if row.number else row.name.start)
    cells: list[Cell] = []
    for column, sort in enumerate(header.sorts):
        span = alone.get(sort)
        if span is None and given and sort in VALUE_SORTS:
            span = given.pop(0)
        span = span or Span(position, position)
        cells.append(Cell(index, column, span, span.of(text).strip(_BLANKS)))
        position = max(position, span.end)
    return tuple(cells)


def _unread_table(text: str, header: FlatHeader, end: int) -> Table | None:
    """Return a table of one row that holds everything: a table that was not understood."""
    span = _trimmed(text, Span(header.span.end, end))
    if len(re.findall(r"\d", span.of(text))) < _FEWEST_DIGITS or _COMMA.search(span.of(text)):
        return None
    grid = [tuple(Cell(0, c, one, one.of(text)) for c, one in enumerate(header.cells))]
    grid.append(_cells(text, header, 1, _row_of(span)))
    return Table(Span(header.span.start, span.end), tuple(grid))


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
    rows: list[_FlatRow],
    end: int,
    category: re.Pattern[str],
) -> list[_FlatRow]:
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
        cell = _trimmed(text, Span(row.end, above.start() if above else max(row.end, until)))
        found.append(replace(row, other=cell) if cell.end > cell.start else row)
    return found


def _cut(rows: list[_FlatRow]) -> list[_FlatRow]:
    """Leave out what follows the last row that was read: it is no part of the table."""
    last = max((index for index, row in enumerate(rows) if row.cells is not None), default=-1)
    if len(rows) - last - 1 > 1:
        return rows
    return rows[: last + 1]


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


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end)
