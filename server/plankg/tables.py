"""The tables that `export` and `extract` give: rows from a reading or from published graphs.

Both ways give the same rows in the same order: as printed, that is by start, then end, then the
place of the element; several plans one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plankg.codebook import codebook
from plankg.graph.rows import rows_from_graph, rows_from_turtle
from plankg.model import Element, Reading, Responsibility, Target
from plankg.table_columns import COLUMNS, TableRows, Value, columns_of
from plankg.table_formats import FORMATS, write_rows
from plankg.table_order import element_key, responsibility_key, target_key

__all__ = [
    "COLUMNS",
    "FORMATS",
    "TableRows",
    "Value",
    "codebook",
    "rows_from_graph",
    "rows_from_turtle",
    "rows_of",
    "text_of",
    "write_rows",
]


def rows_of(reading: Reading, table: str) -> TableRows:
    """Return the rows that a reading gives, those of further plans in the file after its own.

    Raises:
        ParameterError: there is no such table.
    """
    columns = columns_of(table)
    facts = [fact for plan in reading.plans() for fact in _facts(plan, table)]
    rows = tuple(tuple(getattr(fact, column) for column in columns) for fact in facts)
    return TableRows(table, columns, rows)


def text_of(reading: Reading) -> bytes:
    """Return exactly the text that offsets count in, as UTF-8."""
    return reading.text.encode()


def _facts(reading: Reading, table: str) -> Iterator[Any]:
    if table == "targets":
        return iter(_targets(reading))
    if table == "responsibilities":
        return iter(_responsibilities(reading))
    if table == "elements":
        return iter(_elements(reading))
    return iter(sorted(reading.ledger, key=lambda entry: (entry.start, entry.end)))


def _targets(reading: Reading) -> list[Target]:
    starts = _element_starts(reading)
    return [
        target
        for _, target in sorted(
            enumerate(reading.targets),
            key=lambda item: target_key(
                item[1].start, item[1].end, starts.get(item[1].element_iri, 0), item[0]
            ),
        )
    ]


def _responsibilities(reading: Reading) -> list[Responsibility]:
    starts = _element_starts(reading)
    return sorted(
        reading.responsibilities,
        key=lambda held: responsibility_key(
            held.start, held.end, starts.get(held.element_iri, 0), held.role, held.iri
        ),
    )


def _elements(reading: Reading) -> list[Element]:
    return sorted(reading.elements, key=lambda part: element_key(part.start, part.end, part.iri))


def _element_starts(reading: Reading) -> dict[str, int]:
    return {element.iri: element.start for element in reading.elements}
