"""Compares two plans: what of the one is in the other, and what changed, with the words of both.

`compare` takes two `ComparedPlan`; they are made from published graphs or from readings of files,
so that a draft can be compared before anybody publishes it.
"""

from __future__ import annotations

from plankg.comparison.changes import Change, Comparison, Side, compare
from plankg.comparison.published_side import published_side
from plankg.comparison.rendering import COLUMNS, comparison_csv, comparison_json, rows_of
from plankg.comparison.sides import ComparedPart, ComparedPlan, ComparedTarget, Holder

__all__ = [
    "COLUMNS",
    "Change",
    "ComparedPart",
    "ComparedPlan",
    "ComparedTarget",
    "Comparison",
    "Holder",
    "Side",
    "compare",
    "comparison_csv",
    "comparison_json",
    "published_side",
    "rows_of",
]
