"""Tables of places and years in Word, web pages and PDFs, with a merged head over the years."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_files import WRITERS, Merged, Sheet

import plankg

ABOVE = (
    "江阴市清泉行动计划（2021－2025年）",
    "一、重点任务",
    "（一）改造泵房",
    "加固泵房。",
    "附表1",
    "江阴市老旧泵房改造计划表",
)
CELLS = [
    [
        Merged("序号", rows=2),
        Merged("镇街", rows=2),
        Merged("老旧泵房数量", rows=2),
        Merged("改造计划（座）", columns=3),
    ],
    ["2020年（已改造）", "2021年", "2022年"],
    ["1", "青阳镇", "8", "3", "4", "1"],
    ["2", "澄江街道", "12", "2", "6", "/"],
    ["合计", "", "20", "5", "10", "1"],
]


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_a_place_and_a_year_have_a_row(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"plan{ending}"
    WRITERS[ending](Sheet(ABOVE, CELLS), path)
    reading = plankg.read(path)
    assert [
        (t.where, t.scope, t.indicator, f"{t.value}{t.unit}", t.kind, str(t.period_end))
        for t in reading.targets
    ] == [
        ("附表1 1", "青阳镇", "老旧泵房改造", "4座", "increase", "2021-12-31"),
        ("附表1 1", "青阳镇", "老旧泵房改造", "1座", "increase", "2022-12-31"),
        ("附表1 2", "澄江街道", "老旧泵房改造", "6座", "increase", "2021-12-31"),
        ("附表1", "江阴市", "老旧泵房改造", "10座", "increase", "2021-12-31"),
        ("附表1", "江阴市", "老旧泵房改造", "1座", "increase", "2022-12-31"),
    ]
