"""What changed between two plans is what a person lists, and nothing else.

``hand/<before>.<after>.tsv`` lists every change between two plans of our own: a county's plan and
the one that follows it, a draft and its final text. Names there are parts of those in the table,
empty where a side has none; `part` is given where a body's task matters.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from compared import PLANS, side_of

from plankg.comparison import compare, rows_of

SIDES = ("before", "after")
HAND = sorted(Path(__file__).with_name("hand").glob("*.tsv"))


@pytest.mark.parametrize("file", HAND, ids=lambda file: file.stem)
def test_every_change_is_found_and_no_other_is_told(file: Path) -> None:
    before, _, after = file.stem.partition(".")
    comparison = compare(side_of(PLANS / f"{before}.txt"), side_of(PLANS / f"{after}.txt"))
    found = [
        (
            str(row["subject"]),
            change,
            *(str(row[f"label_{side}"] or "") for side in SIDES),
            row["part"],
        )
        for row in rows_of(comparison)
        for change in str(row["change"]).split("；")
    ]
    missed = []
    for listed in _rows(file):
        hit = next((row for row in found if _is_that(listed, row)), None)
        if hit is None:
            missed.append(listed)
        else:
            found.remove(hit)
    assert (missed, found) == ([], [])


def _is_that(listed: dict[str, str], row: tuple[object, ...]) -> bool:
    subject, change, *names = map(str, row)
    if (subject, change) != (listed["subject"], listed["change"]):
        return False
    sides = all(
        bool(listed[side]) == bool(name) and listed[side] in name
        for side, name in zip(SIDES, names, strict=False)
    )
    return sides and listed["part"] in names[2]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
