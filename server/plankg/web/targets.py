"""Targets as rows of a page: value and period in one reading, the words beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plankg.web.links import Link, Linker, Vocabulary
from plankg.web.outline import local_name
from plankg.web.results import Row

# The comparator's sign as printed in tables for people.
_SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as a page shows it."""

    link: Link
    value: str
    kind: str
    scope: str
    period: str
    exact: str
    href: str


def target_rows(
    rows: Iterable[Row], linker: Linker, vocabulary: Vocabulary
) -> tuple[TargetRow, ...]:
    """Return the targets of element_targets.rq, each once."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["target"], row)
    return tuple(_row(row, linker, vocabulary) for row in first.values())


def _row(row: Row, linker: Linker, vocabulary: Vocabulary) -> TargetRow:
    kind = vocabulary.word("kind", local_name(row["kind"]))
    if direction := local_name(row["direction"]):
        kind = vocabulary.word("direction", direction)
    frequency = local_name(row["frequency"])
    if frequency == "annual":
        kind = f"{vocabulary.word('frequency', frequency)} {kind}"
    return TargetRow(
        link=linker.iri(row["target"], label=row["indicatorLabel"]),
        value=value_of(row),
        kind=kind,
        scope=row["scopeName"],
        period=period(row["from"], row["to"]),
        exact=row["exact"],
        href=linker.passage(row["source"], row["start"], row["end"]),
    )


def value_of(row: Row) -> str:
    """Return a target's sign, number and unit in one: ``≥ 3.3%``, ``2–3 家``."""
    low_high = (row["value"] or row["min"], row["max"])
    return amount(row["sign"], [value for value in low_high if value], row["unit"])


def amount(sign: str, low_high: Sequence[str], unit: str) -> str:
    """Return an amount as people read it; `low_high` is one number, or a range's two."""
    space = "" if unit in ("%", "‰", "") else " "
    return f"{_SIGNS.get(sign, '')}{'–'.join(low_high)}{space}{unit}"


def period(start: str, end: str) -> str:
    """Return a period as people read it: whole years by their numbers, else its two days."""
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return "–".join(dict.fromkeys((start[:4], end[:4])))
    return " – ".join(dict.fromkeys(day for day in (start, end) if day))
