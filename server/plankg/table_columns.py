"""The four tables: their columns in the order that outsiders rely on, and the values in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from plankg.errors import ParameterError

Value = str | int | Decimal | date | bool | None

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "targets": (
            "plan",
            "where",
            "action",
            "task",
            "goal",
            "scope",
            "indicator",
            "indicator_iri",
            "comparator",
            "value",
            "value_max",
            "unit",
            "kind",
            "frequency",
            "period_start",
            "period_end",
            "hedge",
            "lead",
            "participants",
            "responsible",
            "quote",
            "start",
            "end",
            "iri",
        ),
        "responsibilities": (
            "plan",
            "where",
            "element",
            "element_iri",
            "body",
            "body_iri",
            "role",
            "basis",
            "quote",
            "start",
            "end",
        ),
        "elements": (
            "plan",
            "where",
            "type",
            "number",
            "title",
            "text",
            "parent_iri",
            "qualitative",
            "deadline",
            "start",
            "end",
            "iri",
        ),
        "ledger": ("plan", "start", "end", "state", "reason", "quote"),
    }
)
"""The columns of each table, as contract and codebook have them."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table's rows, each with a value for each column; absent is ``""`` or None."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> tuple[dict[str, Value], ...]:
        """Return the rows by column name."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)


def columns_of(table: str) -> tuple[str, ...]:
    """Return a table's columns.

    Raises:
        ParameterError: there is no such table.
    """
    if table not in COLUMNS:
        raise ParameterError(f"no table {table!r}; there are {', '.join(COLUMNS)}")
    return COLUMNS[table]
