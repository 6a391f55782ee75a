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


AMOUNTS = Sheet(
    (
        "江阴市治水投资专项行动方案",
        "2021年，引水入城。",
        "一、年度目标",
        "加固泵房。",
        "附件1",
        "2021年各镇（街道）治水投资预期目标",
    ),
    [
        [
            Merged("序号", rows=2),
            Merged("镇（街道）", rows=2),
            Merged("2021年治水投资预期目标", columns=2),
        ],
        ["总量（亿元）", "比增（%）"],
        [Merged("全市", columns=2), "12", "8"],
        ["1", "青阳镇", "4.5", "9"],
        ["2", "澄江街道", "/", "/"],
        ["3", "月城镇", "7.5", "7"],
        ["", "其中：双泾片区", "2", "5"],
    ],
)


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_an_amount_and_its_growth_below_one_head_have_a_row_each(
    ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"plan{ending}"
    WRITERS[ending](AMOUNTS, path)
    reading = plankg.read(path)
    found = [(t.where, t.scope, f"{t.value}{t.unit}", t.kind) for t in reading.targets]
    assert found == [
        ("附件1", "江阴市", "12亿元", "increase"),
        ("附件1", "江阴市", "8%", "change"),
        ("附件1 1", "青阳镇", "4.5亿元", "increase"),
        ("附件1 1", "青阳镇", "9%", "change"),
        ("附件1 3", "月城镇", "7.5亿元", "increase"),
        ("附件1 3", "月城镇", "7%", "change"),
        ("附件1 3", "双泾片区", "2亿元", "increase"),
        ("附件1 3", "双泾片区", "5%", "change"),
    ]
    assert {t.indicator for t in reading.targets} == {"治水投资"}
    assert {t.direction for t in reading.targets if t.kind == "change"} == {"rise"}
    assert {str(t.period_end) for t in reading.targets} == {"2021-12-31"}


YEARS = Sheet(
    ("江阴市节水建筑行动方案（2022－2024年）", "一、创建目标", "引水入城。具体目标如下："),
    [
        [Merged("时间（年）", rows=3), Merged("具体目标", columns=4)],
        [Merged("新建房屋中节水建筑占比（%）", columns=3), "新建水站（座）"],
        ["全市", "青阳镇", "月城镇", "全市"],
        ["2021", "60%", "65%", "55%", "-"],
        ["2022", "70%", "75%", "65%", "-"],
        ["2023", "80%", "-", "75%", "6"],
    ],
    ("二、重点任务", "（一）修渠。加固渠道。"),
)


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_places_in_columns_have_a_row_for_each_year_of_the_plan(
    ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"plan{ending}"
    WRITERS[ending](YEARS, path)
    assert [
        (t.where, t.scope, t.indicator, f"{t.value}{t.unit}", t.kind, str(t.period_end)[:4])
        for t in plankg.read(path).targets
    ] == [
        ("一", "江阴市", "新建房屋中节水建筑占比", "70%", "level", "2022"),
        ("一", "青阳镇", "新建房屋中节水建筑占比", "75%", "level", "2022"),
        ("一", "月城镇", "新建房屋中节水建筑占比", "65%", "level", "2022"),
        ("一", "江阴市", "新建房屋中节水建筑占比", "80%", "level", "2023"),
        ("一", "月城镇", "新建房屋中节水建筑占比", "75%", "level", "2023"),
        ("一", "江阴市", "水站", "6座", "increase", "2023"),
    ]


def test_a_table_of_places_that_looks_back_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    cells = [list(row) for row in YEARS.cells]
    cells[1] = [Merged("节水建筑占比完成情况（%）", columns=3), "已建水站（座）"]
    WRITERS[".docx"](Sheet(YEARS.above, cells, YEARS.below), path)
    assert plankg.read(path).targets == ()
