"""Cuts a glued table into its numbered rows where 约束性 or 预期性 ends each of them.

``序号指标2025年属性1净水率≥95%约束性2每户水表超过1个约束性3…``: what closes a row and the number of
the next one part the rows, whatever the values between them are like.
"""

from __future__ import annotations

import re

from plankg.extract.flat_cells import RUN, Cells, cells_in
from plankg.extract.flat_headers import FlatHeader
from plankg.extract.flat_names import trimmed
from plankg.extract.flat_rows import FlatRow
from plankg.lookups import Lookups
from plankg.model import Span

# Fewer numbers in a row may be chance.
_FEWEST_ROWS = 4
_LONGEST_ROW = 120
_LONGEST_UNIT = 4


class NumberedRows:
    """The words that close rows, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        attributes = "|".join(lookups.words("indicator_words", "pattern", sort="attribute"))
        self._attribute = re.compile(rf"(?:{attributes})(?:指标)?")
        self._unit = re.compile(lookups.unit_pattern)

    def rows(self, text: str, header: FlatHeader, end: int) -> list[FlatRow]:
        """Return the rows, none where the header is of another form or they don't count on."""
        if header.sorts[0] != "number" or header.sorts[-1] != "property" or header.has("unit"):
            return []
        found: list[FlatRow] = []
        position = header.span.end
        while row := self._row(text, header, position, end, len(found) + 1):
            found.append(row)
            position = row.end
        return found if len(found) >= _FEWEST_ROWS else []

    def _row(
        self, text: str, header: FlatHeader, start: int, end: int, order: int
    ) -> FlatRow | None:
        start = trimmed(text, Span(start, end)).start
        mark = str(order)
        if not text.startswith(mark, start, end):
            return None
        first = start + len(mark)
        for attribute in self._attribute.finditer(text, first, min(end, first + _LONGEST_ROW)):
            after = trimmed(text, Span(attribute.end(), end)).start
            if after < end and not text.startswith(str(order + 1), after, end):
                continue
            name, cells = self._parted(text, header, Span(first, attribute.start()))
            closing = Span(*attribute.span())
            return FlatRow((), Span(start, first), name, None, cells, closing, attribute.end())
        return None

    def _parted(self, text: str, header: FlatHeader, words: Span) -> tuple[Span, Cells | None]:
        """Return a row's name and its values, None for values in words (应建尽建)."""
        words = trimmed(text, words)
        for start in range(words.end, max(words.start, words.end - _LONGEST_UNIT) - 1, -1):
            runs = [run for run in RUN.finditer(text, words.start, start) if run.end() == start]
            unit = text[start : words.end]
            if not runs or (unit and not self._unit.fullmatch(unit)):
                continue
            body = trimmed(text, Span(*runs[-1].span()))
            name = trimmed(text, Span(words.start, body.start))
            if name.end <= name.start or not any(one.isdigit() for one in body.of(text)):
                continue
            cells = cells_in(
                text,
                body,
                header.columns,
                part=True,
                percent="%" in name.of(text)[-4:],
                footnote=False,
                blank_after=False,
            )
            if cells is not None and unit:
                cells = (*cells[:-1], Span(cells[-1].start, words.end)) if len(cells) == 1 else None
            if cells is not None:
                return name, cells
        return words, None


__all__ = ["NumberedRows"]
