"""The year of a table's goals may stand above it, or in words of the five-year plan."""

from __future__ import annotations

import pytest
from plans import read_text

HEAD = "江阴市清泉行动计划（2021－2025年）\n一、发展目标\n让水更清。\n"
TAIL = "\n二、重点任务\n（一）修渠。加固渠道。\n"
TABLE = "序号\t指标名称\t单位\t目标值\n1\t净水率\t%\t≥95\n2\t新增水渠\t公里\t30"


def periods(table: str) -> list[tuple[str, str, str]]:
    reading = read_text(HEAD + table + TAIL)
    return [(t.indicator, str(t.period_start), str(t.period_end)) for t in reading.targets]


@pytest.mark.parametrize(
    ("caption", "level", "increase"),
    [
        ("表1 2023年主要目标", "2023-01-01 2023-12-31", "2023-01-01 2023-12-31"),
        ("到2023年主要目标", "2023-01-01 2023-12-31", "2021-01-01 2023-12-31"),
        ("主要目标", "2025-01-01 2025-12-31", "2021-01-01 2025-12-31"),
        ("2021—2025年主要目标", "2025-01-01 2025-12-31", "2021-01-01 2025-12-31"),
    ],
    ids=["of a year", "by a year", "without a year", "of several years"],
)
def test_goals_without_a_year_have_that_of_the_line_above(
    caption: str, level: str, increase: str
) -> None:
    assert periods(f"{caption}\n{TABLE}") == [
        ("净水率", *level.split()),
        ("水渠", *increase.split()),
    ]


def test_a_table_captioned_with_an_earlier_year_looks_back() -> None:
    assert periods(f"2020年主要指标完成情况\n{TABLE}") == []


def test_the_end_of_a_five_year_plan_is_a_year() -> None:
    table = (
        "序号\t指标名称\t单位\t“十三五”末\t“十四五”末\t责任单位\n"
        "1\t净水率\t%\t85\t≥95\t市水利局\n2\t新增水渠\t公里\t12\t30\t市城管局"
    )
    found = [
        (t.indicator, str(t.value), t.responsible) for t in read_text(HEAD + table + TAIL).targets
    ]
    assert found == [("净水率", "95", "市水利局"), ("水渠", "30", "市城管局")]


def test_goals_of_tasks_have_the_year_of_the_line_above() -> None:
    table = (
        "2023年重点任务清单\n序号\t重点任务\t责任单位\n"
        "1\t新建渠道3条\t市水利局\n2\t建设泵房5座\t市城管局"
    )
    found = [
        (t.indicator, str(t.period_start), str(t.period_end))
        for t in read_text(HEAD + table + TAIL).targets
    ]
    assert found == [("渠道", "2023-01-01", "2023-12-31"), ("泵房", "2023-01-01", "2023-12-31")]


@pytest.mark.parametrize(
    ("caption", "wheres"),
    [
        ("表1 主要目标", ["表1 1", "表1 2"]),
        ("表 2　主要目标\n单位：万元", ["表2 1", "表2 2"]),
        ("主要目标", ["一 1", "一 2"]),
        ("表中目标要逐项落实。", ["一 1", "一 2"]),
    ],
    ids=["numbered", "with a line of units", "without a number", "a sentence"],
)
def test_rows_stand_in_the_table_that_its_caption_numbers(caption: str, wheres: list[str]) -> None:
    reading = read_text(f"{HEAD}{caption}\n{TABLE}{TAIL}")
    assert [t.where for t in reading.targets] == wheres


def test_a_cell_may_say_a_limit_or_a_change_in_words() -> None:
    table = (
        "表1 主要目标\n指标\t单位\t目标值\n"
        "泵房值守人员\t\t6人（含）以下\n溺水人数\t\t较“十三五”下降30%以上\n"
        "水渠总数\t条\t〔累计达到120〕"
    )
    reading = read_text(f"{HEAD}{table}{TAIL}")
    assert [
        (t.where, t.indicator, t.comparator, str(t.value), t.unit, t.kind, str(t.period_start))
        for t in reading.targets[:2]
    ] == [
        ("表1", "泵房值守人员", "<=", "6", "人", "level", "2025-01-01"),
        ("表1", "溺水人数", ">=", "30", "%", "change", "2021-01-01"),
    ]
    assert [(str(t.value), t.unit, t.kind, t.period_start) for t in reading.targets[2:]] == [
        ("120", "条", "cumulative", None)
    ]


@pytest.mark.parametrize(
    ("caption", "where"),
    [
        ("表一 主要指标", "表一 1"),
        ("表一全市主要指标", "表一 1"),
        ("表2 主要指标", "表2 1"),
        ("表 三明市治水主要指标", "一 1"),
        ("表四川省治水主要指标", "一 1"),
    ],
)
def test_a_sign_of_a_places_name_is_no_number_of_a_table(caption: str, where: str) -> None:
    found = read_text(f"{HEAD}{caption}\n{TABLE}{TAIL}").targets
    assert found[0].where == where
