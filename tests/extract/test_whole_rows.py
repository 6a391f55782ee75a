"""Sentences of the genre by topic, of our own, each with the whole of what it commits to.

A file of ``sentences/`` has a sentence on a line and indented below it its targets: indicator,
comparator, value, unit, kind, frequency, then what differs from the plan's own (江阴市, 2021–2023,
no hedge): ``hedge=``, ``scope=``, ``period=`` (2023, 2021–2025; –2023 without a start). A
sentence without rows commits to nothing.
"""

from pathlib import Path

import pytest
from plans import plan_with, read_text

from plankg.model import Target

FOLDER = Path(__file__).with_name("sentences")
_OWN = {"hedge": "", "scope": "江阴市", "period": "2021–2023"}


def _expected() -> list[tuple[str, list[str]]]:
    table: list[tuple[str, list[str]]] = []
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                table[-1][1].append(_whole(line.strip()))
            else:
                table.append((line, []))
    return table


def _whole(row: str) -> str:
    """Return a row with all that it leaves to the plan."""
    fields = row.split("|")
    said = dict(field.split("=", 1) for field in fields[6:])
    own = _OWN | ({"period": "–2023"} if fields[4] == "cumulative" else {})
    return "|".join((*fields[:6], *(f"{name}={said.get(name, own[name])}" for name in _OWN)))


def _found(target: Target) -> str:
    value = f"{target.value:f}"
    if target.value_max is not None:
        value += f"–{target.value_max:f}"
    start = str(target.period_start.year) if target.period_start else ""
    end = str(target.period_end.year) if target.period_end else ""
    period = end if start == end else f"{start}–{end}"
    return "|".join(
        (
            target.indicator,
            target.comparator,
            value,
            target.unit,
            target.kind,
            target.frequency,
            f"hedge={target.hedge}",
            f"scope={target.scope}",
            f"period={period}",
        )
    )


@pytest.mark.parametrize(("sentence", "rows"), _expected(), ids=lambda one: str(one)[:20])
def test_a_sentence_commits_to_whole_rows(sentence: str, rows: list[str]) -> None:
    found = [_found(target) for target in read_text(plan_with(sentence)).targets]
    assert found == rows
