"""Rows of a table in the form in which two readings of one plan are compared.

Numbers are compared as decimals (30 is 30.0), days as days, lists joined by ``；`` name by name in
their order. White space inside printed words is how a page was broken, not what it says, and is
left out of account; elsewhere (``附件 5.1``) only that at the ends is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from plankg.model import Span
from plankg.table_columns import COLUMNS, Value
from plankg.table_formats import cell_text

Form = str | Decimal | date | tuple[str, ...]

_SCORED_TABLES = ("targets", "responsibilities")


def _is_compared(column: str) -> bool:
    """Say whether a column is compared: people write no IRIs, and offsets stand for the quote."""
    return column not in ("plan", "start", "end") and not column.endswith("iri")


FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {table: tuple(filter(_is_compared, COLUMNS[table])) for table in _SCORED_TABLES}
)
"""The fields of each table that are compared, in the order of its columns."""

_NUMBERS = frozenset({"value", "value_max"})
_DAYS = frozenset({"period_start", "period_end"})
_LISTS = frozenset({"lead", "participants", "responsible"})
_PRINTED = frozenset({"quote", "goal", "element", "action", "task", "body"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as written, their forms for comparison, and the words' place if known."""

    cells: Mapping[str, str]
    forms: Mapping[str, Form]
    span: Span | None

    @classmethod
    def of(cls, table: str, record: Mapping[str, Value]) -> Row:
        """Return the row of a record by column name; what it lacks counts as absent."""
        cells = {name: cell_text(value) for name, value in record.items()}
        forms = {name: form_of(name, cells.get(name, "")) for name in FIELDS[table]}
        return cls(cells, forms, _span(cells.get("start", ""), cells.get("end", "")))

    @property
    def plan(self) -> str:
        """The plan that the row is of."""
        return self.cells["plan"]

    @property
    def borderline(self) -> bool:
        """Whether careful people may differ on this gold row; then it is scored neither way."""
        return bool(self.cells.get("borderline", "").strip())

    def same(self, other: Row, *fields: str) -> bool:
        """Say whether the two rows have the same in all of the fields."""
        return all(self.forms[name] == other.forms[name] for name in fields)

    def overlaps(self, other: Row) -> bool:
        """Say whether the quotes share words of the text.

        By their offsets; where one has none, whether one quote holds the other.
        """
        if self.span is None or other.span is None:
            return self.repeats(other)
        return self.span.start < other.span.end and other.span.start < self.span.end

    def repeats(self, other: Row) -> bool:
        """Say whether one quote holds the other's words, wherever they stand."""
        mine, others = str(self.forms["quote"]), str(other.forms["quote"])
        return bool(mine and others) and (mine in others or others in mine)

    def distance(self, other: Row) -> int:
        """Return by how many characters the ends of the quotes differ; 0 if that is not known."""
        if self.span is None or other.span is None:
            return 0
        starts, ends = self.span.start - other.span.start, self.span.end - other.span.end
        return abs(starts) + abs(ends)


def form_of(field: str, cell: str) -> Form:
    """Return what a cell says in the form that is compared.

    A number or day that cannot be read stays as written: it equals nothing but itself.
    """
    text = unicodedata.normalize("NFC", cell).strip()
    if field in _NUMBERS:
        return _decimal(text)
    if field in _DAYS:
        return _day(text)
    if field in _LISTS:
        return tuple(name for part in text.split("；") if (name := without_space(part)))
    return without_space(text) if field in _PRINTED else text


def without_space(text: str) -> str:
    """Return the words without the white space between and around them."""
    return "".join(text.split())


def _decimal(text: str) -> Form:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() else text


def _day(text: str) -> Form:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _span(start: str, end: str) -> Span | None:
    if not (start.isdecimal() and end.isdecimal()) or int(start) > int(end):
        return None
    return Span(int(start), int(end))
