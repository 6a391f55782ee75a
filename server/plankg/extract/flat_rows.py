"""Cuts a flattened table of indicators into rows: words, then a value for each column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.extract.flat_cells import RUN, Cells, Columns, cells_in
from plankg.extract.flat_headers import FlatHeader
from plankg.extract.flat_names import BLANKS, MARK, FlatNames, trimmed
from plankg.extract.indicator_notes import notes_at
from plankg.lookups import Lookups
from plankg.model import Span

_PERCENT = re.compile(r"[（(][%％]|[%％]\Z")
# No name has a comma, but in brackets: 产值（亿元，当年价）.
_COMMA = re.compile(r"，(?![^（(]*[）)])")
_HAN = re.compile(r"[一-鿿]")
_LONGEST_NAME = 90


@dataclass(frozen=True)
class FlatRow:
    """A row: what stands before its number, its number, its name, its unit, its values."""

    heads: tuple[Span, ...]
    number: Span | None
    name: Span
    unit: Span | None
    cells: Cells | None
    attribute: Span | None
    end: int
    other: Span | None = None


class FlatRows:
    """The words of rows, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._names = lookups.made(FlatNames)
        attributes = "|".join(lookups.words("indicator_words", "pattern", sort="attribute"))
        attribute = rf"(?:{attributes})(?:指标)?"
        self._attribute = re.compile(rf"[{BLANKS}]*{attribute}")
        self._ended = re.compile(rf"{attribute}[{BLANKS}]*\Z")
        self._wordy = re.compile(
            rf"[{BLANKS}]*[^\d。，{BLANKS}][^\d。]{{1,24}}?[{BLANKS}]+(?P<attribute>{attribute})"
        )
        self._not_value = re.compile(rf"[A-Za-z]|{lookups.unit_pattern}")

    def rows(self, text: str, header: FlatHeader, end: int) -> Iterator[FlatRow]:
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
    ) -> FlatRow | None:
        for run in RUN.finditer(text, span.start, span.end):
            words = Span(span.start, run.start())
            if words.end - words.start > _LONGEST_NAME or _COMMA.search(words.of(text)):
                return None
            found = self._values(text, run, words, header, span, last, spaced=spaced, notes=notes)
            if found is None:
                continue
            cells, attribute, end = found
            words = Span(span.start, _value_start(text, run))
            parts = self._names.parts(text, words, header, last)
            if parts is None:
                return None
            number, name = parts.number, parts.name
            if MARK.search(text, name.start, name.end):
                worded = self._in_words(text, number, name, last)
                if worded is not None:
                    return worded
                cells = None
            if number is not None and not _follows(text, number, last):
                cells = None
            return FlatRow(
                parts.heads, number, name, parts.unit, cells, attribute or parts.attribute, end
            )
        return None

    def _in_words(self, text: str, number: Span | None, name: Span, last: int) -> FlatRow | None:
        """Return a row whose cells are words (水质 良 优 预期性), up to the next row's number."""
        mark = MARK.search(text, name.start, name.end)
        if mark is None or number is None or not _follows(text, number, last):
            return None
        words = trimmed(text, Span(name.start, mark.start()))
        if int(mark["n"]) != last + 2 or not self._ended.search(text, words.start, words.end):
            return None
        return FlatRow((), number, words, None, (), None, mark.start())

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
        glued = before not in BLANKS
        if (glued and before.isascii() and before.isalnum()) or not re.search(
            r"[\d—–－―-]", body.of(text)
        ):
            return None
        early = header.property_first
        attribute = None if early else self._attribute.match(text, body.end, span.end)
        follows = after in BLANKS or not after or attribute is not None or body.end < end
        if not follows and self._not_value.match(text, body.end, span.end):
            return None
        name = text[words.start : words.end].rstrip(BLANKS)
        cells = cells_in(
            text,
            body,
            header.columns,
            part=not spaced,
            percent=bool(_PERCENT.search(name[-12:])),
            footnote=glued and any(re.match(rf"{note}(?!\d)", body.of(text)) for note in notes),
            blank_after=text[body.end : body.end + 1] in ("\xa0", "　", "\t"),
        )
        if cells is None and attribute is None and not early and len(header.columns) > 1:
            # 2.3 — 保持在合理区间 预期性: the last cell is in words.
            wordy = self._wordy.match(text, body.end, span.end)
            cells = self._but_last(text, body, header, name, spaced=spaced) if wordy else None
            if wordy and cells is not None:
                return cells, trimmed(text, Span(*wordy.span("attribute"))), wordy.end()
        if cells is not None and len(header.columns) == 1 and not (attribute or body.end < end):
            cells = cells if after in BLANKS or not after else None
            if cells is None:
                return None
        if cells is None and _may_be_in_name(body.of(text)):
            return None
        if attribute is None:
            return cells, None, body.end
        words = trimmed(text, Span(*attribute.span()))
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
        return (*found, Span(body.end, body.end))


def _value_start(text: str, run: re.Match[str]) -> int:
    """Return where a run's first value begins, behind blanks and the unit's last sign."""
    start = run.start()
    while start < run.end() and text[start] in BLANKS + "%％‰/":
        start += 1
    return start


def _run_end(text: str, run: Span, last: int) -> int:
    """Return where a run's values end, before the number of the row that follows."""
    words = run.of(text)
    stripped = words.rstrip(BLANKS)
    mark = re.search(
        rf"(?:(?<=[{BLANKS}〕\]】—–－―%％-])\d{{1,2}}|{last + 2}|{last + 1})[．.、]\Z", stripped
    )
    if mark:
        stripped = stripped[: mark.start()].rstrip(BLANKS)
    else:
        bare = re.search(rf"(?<=[{BLANKS}])\d{{1,2}}\Z", stripped)
        if bare and int(bare.group()) in (last + 1, last + 2):
            stripped = stripped[: bare.start()].rstrip(BLANKS)
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
        text[a.end : b.start] != "" and text[a.end : b.start].strip(BLANKS + "123456789") == ""
        for a, b in itertools.pairwise(cells)
    )
