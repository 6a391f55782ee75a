"""A comparison as rows, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from plankg.comparison.changes import Change, Comparison, Side, changed_words
from plankg.comparison.sides import ComparedPlan

_OF_A_SIDE = ("where", "label", "quote", "start", "end", "sentence", "iri")
COLUMNS = (
    "subject",
    "change",
    "part",
    *(f"{name}_before" for name in _OF_A_SIDE),
    *(f"{name}_after" for name in _OF_A_SIDE),
    "score",
    "reason",
    "reason_en",
    "nearest",
    "nearest_where",
    "nearest_quote",
    "nearest_iri",
)
"""The columns of the table; those of a side end in ``_before`` or ``_after``."""

Row = dict[str, str | int | float | None]


def rows_of(comparison: Comparison) -> list[Row]:
    """Return a row for each change; what one side lacks is None."""
    return [_row(change) for change in comparison.changes]


def comparison_csv(comparison: Comparison, delimiter: str = ",") -> bytes:
    """Return RFC 4180 with line feeds, UTF-8 without a byte order mark; empty is absent."""
    output = io.StringIO()
    writer = csv.DictWriter(output, COLUMNS, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows_of(comparison))
    return output.getvalue().encode()


def comparison_json(comparison: Comparison, release: str = "") -> bytes:
    """Return both plans, the counts and the rows; `release` where both are published."""
    document: dict[str, Any] = {
        "complete": True,
        "before": _plan(comparison.before),
        "after": _plan(comparison.after),
        **({"release": release} if release else {}),
        "same": dict(sorted(comparison.same.items())),
        "counts": _counts(comparison),
        "columns": list(COLUMNS),
        "results": rows_of(comparison),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _counts(comparison: Comparison) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for (subject, change), count in sorted(comparison.counts.items()):
        counts.setdefault(subject, {})[change] = count
    return counts


def _plan(plan: ComparedPlan) -> dict[str, str]:
    return {"plan": plan.slug, "title": plan.title}


def _row(change: Change) -> Row:
    nearest = change.nearest
    return {
        "subject": change.subject,
        "change": changed_words(change.changes),
        "part": change.part,
        **dict(_of_side(change.before, "before")),
        **dict(_of_side(change.after, "after")),
        "score": change.score,
        "reason": change.reason.get("zh") or None,
        "reason_en": change.reason.get("en") or None,
        "nearest": nearest.label if nearest else None,
        "nearest_where": nearest.where if nearest else None,
        "nearest_quote": nearest.quote if nearest else None,
        "nearest_iri": nearest.iri if nearest else None,
    }


def _of_side(side: Side | None, name: str) -> Iterable[tuple[str, str | int | None]]:
    for column in _OF_A_SIDE:
        yield f"{column}_{name}", getattr(side, column) if side else None
