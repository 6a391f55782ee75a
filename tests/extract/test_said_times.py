"""What a year said before holds for, and that a long part does not cost more than its length."""

from __future__ import annotations

import pytest
from plans import read_text

from plankg.extract.times import TimeGrammar

HEAD = "江阴市清泉行动计划（2021－2023年）\n一、总体目标\n"


@pytest.mark.parametrize(
    ("goals", "ends"),
    [
        ("到2022年，水更清。水厂达到5家。", ["2022-12-31"]),
        ("到2022年，水更清。\n——水厂达到5家。\n", ["2022-12-31"]),
        # The year of a dash list's item is that item's own.
        (
            "到2023年，实现以下目标：\n——到2022年，水厂达到5家。\n——水站达到9座。",
            ["2022-12-31", "2023-12-31"],
        ),
    ],
)
def test_a_year_said_before_a_goal_is_when_it_is_due(goals: str, ends: list[str]) -> None:
    found = read_text(HEAD + goals).targets
    assert [str(one.period_end) for one in found] == ends


@pytest.mark.parametrize("stop", ["", "\n"])
def test_each_goal_is_looked_through_for_its_year_as_often_in_a_long_part(
    monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    looked = 0
    inner = TimeGrammar.time_in

    def counting(*given: object) -> object:
        nonlocal looked
        looked += 1
        return inner(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(TimeGrammar, "time_in", counting)
    counts = []
    for goals in (20, 80):
        looked = 0
        read_text(HEAD + f"水厂达到5家。{stop}" * goals)
        counts.append(looked)
    # With every goal looking through all those before it, it would be some 14 times as many.
    assert counts[1] <= 5 * counts[0]
