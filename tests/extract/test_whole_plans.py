"""Whole plans of our own in several styles, each with every row that it commits to.

Beside each text in ``whole_plans/`` its rows: where, scope, indicator, comparator, value, unit,
kind, frequency, period, hedge.
"""

from pathlib import Path

import pytest
from plans import read_text

from plankg.model import Target

FOLDER = Path(__file__).with_name("whole_plans")


def _row(target: Target) -> str:
    start = str(target.period_start.year) if target.period_start else ""
    end = str(target.period_end.year) if target.period_end else ""
    return "|".join(
        (
            target.where,
            target.scope,
            target.indicator,
            target.comparator,
            _value(target),
            target.unit,
            target.kind,
            target.frequency,
            end if start == end else f"{start}–{end}",
            target.hedge,
        )
    )


def _value(target: Target) -> str:
    if target.value_max is None:
        return f"{target.value:f}"
    return f"{target.value:f}–{target.value_max:f}"


@pytest.mark.parametrize("plan", sorted(one.stem for one in FOLDER.glob("*.txt")))
def test_a_plan_commits_to_its_rows(plan: str) -> None:
    text = (FOLDER / f"{plan}.txt").read_text(encoding="utf-8")
    rows = (FOLDER / f"{plan}.rows").read_text(encoding="utf-8").splitlines()
    assert [_row(target) for target in read_text(text).targets] == rows
