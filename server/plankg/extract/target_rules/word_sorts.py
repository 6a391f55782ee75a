"""Reads the tables of words that have a column ``sort``: a word's use in the rules."""

from __future__ import annotations

from collections.abc import Mapping

from plankg.lookups import Lookups

Sorts = Mapping[str, list[str]]


def by_sort(lookups: Lookups, table: str, column: str = "word") -> Sorts:
    """Return the words of a table with a column ``sort``, by their sort: making → 打造, 培育."""
    sorts: dict[str, list[str]] = {}
    for row in lookups.rows(table):
        sorts.setdefault(row["sort"], []).append(row[column])
    return sorts
