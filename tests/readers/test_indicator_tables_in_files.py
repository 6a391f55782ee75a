"""Tables of indicators and of goals in Word, web pages and PDFs give the contract's rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_files import WRITERS, Merged, Sheet

import plankg
from plankg.model import Reading

ABOVE = (
    "江阴市清泉行动计划（2021－2025年）",
    "一、发展目标",
    "到2025年，水更清、岸更绿。",
    "专栏1　主要指标",
)
BELOW = ("二、重点任务", "（一）修渠", "加固渠道。")
FIVE = ("2021-01-01", "2025-12-31")


def of_year(year: int) -> tuple[str, str]:
    return f"{year}-01-01", f"{year}-12-31"


@pytest.fixture(params=sorted(WRITERS))
def read(request: pytest.FixtureRequest, tmp_path: Path):
    def reading(cells: object, *notes: str, above: tuple[str, ...] = ABOVE) -> Reading:
        path = tmp_path / f"plan{request.param}"
        WRITERS[request.param](Sheet(above, cells, (*notes, *BELOW)), path)
        return plankg.read(path)

    return reading


def rows(reading: Reading) -> list[tuple[object, ...]]:
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    return [
        (
            target.where,
            target.indicator,
            f"{target.comparator}{target.value}",
            target.unit,
            target.kind,
            target.frequency,
            (str(target.period_start), str(target.period_end)),
        )
        for target in reading.targets
    ]


def test_a_series_of_years(read) -> None:
    reading = read(
        [
            ["序号", "指标", "单位", "2020年", "2021年", "2023年", "2025年"],
            ["1", "净水率", "%", "70", "75", "80", "≥85"],
            ["2", "新增渠道", "公里", "10", "20", "30", "—"],
        ]
    )
    assert rows(reading) == [
        ("专栏1 1", "净水率", "=75", "%", "level", "once", of_year(2021)),
        ("专栏1 1", "净水率", "=80", "%", "level", "once", of_year(2023)),
        ("专栏1 1", "净水率", ">=85", "%", "level", "once", of_year(2025)),
        ("专栏1 2", "渠道", "=20", "公里", "increase", "once", of_year(2021)),
        ("专栏1 2", "渠道", "=30", "公里", "increase", "once", of_year(2023)),
    ]


def test_a_base_and_a_goal_with_units_in_the_names(read) -> None:
    reading = read(
        [
            ["指标", "2020年基期值", "2025年目标值", "属性"],
            ["1.净水率（%）", "70", "85以上", "约束性"],
            ["2.用水总量（亿立方米）", "9.5", "≤9", "约束性"],
            ["3.万元产值用水量下降（%）", "—", "〔16〕", "约束性"],
            ["4.渠道产值（亿元）", "1.2万", "1.5万", "预期性"],
            ["5.排名（位）", "30", "25－28", "预期性"],
        ]
    )
    assert rows(reading) == [
        ("专栏1 1", "净水率", ">=85", "%", "level", "once", of_year(2025)),
        ("专栏1 2", "用水总量", "<=9", "亿立方米", "level", "once", of_year(2025)),
        ("专栏1 3", "万元产值用水量", "=16", "%", "change", "once", FIVE),
        ("专栏1 4", "渠道产值", "=1.5", "万亿元", "level", "once", of_year(2025)),
        ("专栏1 5", "排名", "range25", "位", "level", "once", of_year(2025)),
    ]
    assert [str(t.value_max) for t in reading.targets if t.comparator == "range"] == ["28"]


def test_yearly_growth_and_totals_beside_the_goals(read) -> None:
    reading = read(
        [
            ["指标", "2020年", "2025年", "年均增速（%）"],
            [Merged("总体水平", columns=4)],
            ["1.渠道产值（万亿元）", "17.1", "26.2", "8.9"],
            ["2.净水率（%）", "40", "70", "〔30〕"],
            [Merged("民生福祉", columns=4)],
            ["3.用户数量（亿户）", "6.88", ">10", ">7.8"],
        ],
        "注：〔　〕表示五年累计数，单位为百分点。",
    )
    assert rows(reading) == [
        ("专栏1 1", "渠道产值", "=26.2", "万亿元", "level", "once", of_year(2025)),
        ("专栏1 1", "渠道产值", "=8.9", "%", "change", "annual", FIVE),
        ("专栏1 2", "净水率", "=70", "%", "level", "once", of_year(2025)),
        ("专栏1 2", "净水率", "=30", "百分点", "change", "once", FIVE),
        ("专栏1 3", "用户数量", ">10", "亿户", "level", "once", of_year(2025)),
        ("专栏1 3", "用户数量", ">7.8", "%", "change", "annual", FIVE),
    ]


def test_merged_categories_and_groups(read) -> None:
    reading = read(
        [
            ["类别", Merged("指标", columns=2), "2020年", "2025年", "属性"],
            [
                Merged("民生福祉", rows=2),
                Merged("净水率（%）", columns=2),
                "70",
                "85",
                Merged("约束性", rows=4),
            ],
            [Merged("饮水点（处）", columns=2), "6", "12"],
            [
                Merged("绿色生态", rows=2),
                Merged("主要污染物排放总量减少（%）", rows=2),
                "氨氮",
                "—",
                "〔10〕",
            ],
            ["总磷", "—", "〔15〕"],
        ]
    )
    assert rows(reading) == [
        ("专栏1", "净水率", "=85", "%", "level", "once", of_year(2025)),
        ("专栏1", "饮水点", "=12", "处", "level", "once", of_year(2025)),
        ("专栏1", "氨氮排放总量", "=10", "%", "change", "once", FIVE),
        ("专栏1", "总磷排放总量", "=15", "%", "change", "once", FIVE),
    ]


def test_a_header_of_two_rows_and_one_that_is_repeated(read) -> None:
    head = [
        [Merged("序号", rows=2), Merged("指标", rows=2), Merged("规划目标", columns=2)],
        ["2023年", "2025年"],
    ]
    reading = read([*head, ["1", "净水率（%）", "80", "85"], *head, ["2", "泵房（座）", "9", "12"]])
    assert rows(reading) == [
        ("专栏1 1", "净水率", "=80", "%", "level", "once", of_year(2023)),
        ("专栏1 1", "净水率", "=85", "%", "level", "once", of_year(2025)),
        ("专栏1 2", "泵房", "=9", "座", "level", "once", of_year(2023)),
        ("专栏1 2", "泵房", "=12", "座", "level", "once", of_year(2025)),
    ]


def test_a_table_that_looks_back_commits_to_nothing(read) -> None:
    reading = read(
        [
            ["指标", Merged("规划目标", columns=2), Merged("实现情况", columns=2)],
            ["", "2020年", "年均增长（%）", "2020年", "年均增长（%）"],
            ["净水率（%）", "70", "5", "72", "6"],
            ["泵房（座）", "9", "—", "10", "—"],
        ]
    )
    assert rows(reading) == []


def test_goals_without_a_year_are_of_the_plans_last_year(read) -> None:
    reading = read(
        [
            ["序号", "指标名称", "现状值", "目标值", "责任单位"],
            ["1", "净水率（%）", "70", "85", "市水利局"],
            ["2", "泵房（座）", "6", "9座", "市城管局"],
        ]
    )
    assert rows(reading) == [
        ("专栏1 1", "净水率", "=85", "%", "level", "once", of_year(2025)),
        ("专栏1 2", "泵房", "=9", "座", "level", "once", of_year(2025)),
    ]


def test_a_table_outside_of_boxes_belongs_to_its_part(read) -> None:
    reading = read(
        [["指标", "单位", "2025年"], ["净水率", "%", "85"], ["泵房", "座", "9"]],
        above=ABOVE[:3],
    )
    assert rows(reading) == [
        ("一", "净水率", "=85", "%", "level", "once", of_year(2025)),
        ("一", "泵房", "=9", "座", "level", "once", of_year(2025)),
    ]


def test_what_is_no_value_is_in_the_ledger(read) -> None:
    reading = read(
        [
            ["指标", "2020年", "2025年"],
            ["水质", "良", "优于Ⅲ类2处"],
            ["", "3", "5"],
            ["净水率（%）", "70", "85"],
        ]
    )
    assert [row[1] for row in rows(reading)] == ["净水率"]
    reasons = [entry.reason for entry in reading.ledger if entry.state == "not-understood"]
    assert reasons == [
        "优于Ⅲ类2处: a cell that is not one value",
        "5: a cell that is a value without a name",
    ]


def test_bodies_beside_indicators_answer_for_them(read) -> None:
    cells = [
        ["序号", "指标", "单位", "2020年", "2025年", "牵头单位", "配合单位"],
        [Merged("民生福祉", columns=7)],
        ["1", "净水率", "%", "70", "85", Merged("市水利局", rows=2), "市财政局"],
        ["2", "新增渠道", "公里", "10", "〔50〕", ""],
        ["3", "泵房", "座", "6", "9", "", "市城管局"],
    ]
    annex = ("江阴市清泉行动计划（2021－2025年）", "一、修渠", "加固渠道。", "附件", "主要指标")
    for above, where in ((ABOVE, "专栏1"), (annex, "附件")):
        reading = read(cells, above=above)
        assert [(t.where, t.indicator, t.lead, t.participants) for t in reading.targets] == [
            (f"{where} 1", "净水率", "市水利局", "市财政局"),
            (f"{where} 2", "渠道", "市水利局", ""),
            (f"{where} 3", "泵房", "", "市城管局"),
        ]
        assert [(r.where, r.element, r.body, r.role) for r in reading.responsibilities] == [
            (f"{where} 1", "净水率", "市水利局", "lead"),
            (f"{where} 1", "净水率", "市财政局", "participant"),
            (f"{where} 2", "新增渠道", "市水利局", "lead"),
            (f"{where} 3", "泵房", "市城管局", "participant"),
        ]
