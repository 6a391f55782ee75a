"""Tables of indicators that lost their lines: two levels, heads of groups, two values in a cell."""

from __future__ import annotations

import pytest
from plans import read_text

HEAD = (
    "江阴市清泉行动计划（2021－2025年）\n一、主要目标\n（一）总体目标\n让水更清。\n（二）核心指标\n"
)
TAIL = "\n二、重点任务\n（一）修渠\n新建渠道3条。\n"
Row = tuple[str, str, str, str]


def rows(table: str) -> list[Row]:
    """Return place, indicator, comparator with value, and unit of a table's targets."""
    reading = read_text(HEAD + table + TAIL)
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return [
        (t.where, t.indicator, f"{t.comparator}{t.value}", t.unit)
        for t in reading.targets
        if t.where != "二（一）"
    ]


def reasons(table: str) -> list[str]:
    entries = read_text(HEAD + table + TAIL).ledger
    return [entry.reason for entry in entries if entry.state == "not-understood"]


LEVELS = ["一级", "二级", "十三五期间", "2025目标"]


@pytest.mark.parametrize("sign", ["\n", " "], ids=["lines", "blanks"])
def test_the_last_level_names_the_indicators(sign: str) -> None:
    cells = [*LEVELS, "更公平的供水", "全市甲级水厂比例（%）", "73.35", "80", "供水三年达标率（%）"]
    cells += ["90", "不少于96", "更高效的治理", "治水共同体数量（个）", "102", "120"]
    assert rows(sign.join(cells)) == [
        ("一（二）", "甲级水厂比例", "=80", "%"),
        ("一（二）", "供水三年达标率", ">=96", "%"),
        ("一（二）", "治水共同体数量", "=120", "个"),
    ]


@pytest.mark.parametrize("sign", ["\n", " "], ids=["lines", "blanks"])
def test_parts_of_what_a_head_measures_have_its_words_and_its_unit(sign: str) -> None:
    cells = ["一级指标", "二级指标", "2020年现状", "2025年目标", "供水保障", "水价差异系数"]
    cells += ["城区段", "0.40", "0.36", "乡镇段", "0.35", "0.30", "环境保护"]
    cells += [
        "净水率（%）",
        "70",
        "≥85",
        "节水器具普及率（%）",
        "小学",
        "95",
        "96",
        "初中",
        "91",
        "93",
    ]
    assert rows(sign.join(cells)) == [
        ("一（二）", "城区段水价差异系数", "=0.36", ""),
        ("一（二）", "乡镇段水价差异系数", "=0.30", ""),
        ("一（二）", "净水率", ">=85", "%"),
        ("一（二）", "小学节水器具普及率", "=96", "%"),
        ("一（二）", "初中节水器具普及率", "=93", "%"),
    ]


def test_a_name_over_two_lines_is_one() -> None:
    cells = [*LEVELS, "更公平的供水", "节水器具普及率（%）", "普通", "高中", "90", "93"]
    cells += ["每十万人口中水务人员数", "或水费收缴率（人/%）", "2061/62.6", "2100/66.5"]
    assert rows("\n".join(cells)) == [
        ("一（二）", "普通高中节水器具普及率", "=93", "%"),
        ("一（二）", "每十万人口中水务人员数", "=2100", "人"),
        ("一（二）", "水费收缴率", "=66.5", "%"),
    ]


def test_a_cell_of_two_values_is_of_two_indicators() -> None:
    table = "\n".join(
        [*LEVELS, "供水", "甲级水厂/高水平泵站创建（所/座）", "6/19", "5/16", "净水率（%）"]
    )
    reading = read_text(f"{HEAD}{table}\n80\n90{TAIL}")
    found = [(t.indicator, str(t.value), t.unit, t.quote) for t in reading.targets[:3]]
    assert found == [
        ("甲级水厂创建", "5", "所", "5/16"),
        ("高水平泵站创建", "16", "座", "5/16"),
        ("净水率", "90", "%", "90"),
    ]


def test_one_value_for_two_indicators_is_not_guessed() -> None:
    table = [
        *LEVELS,
        "供水",
        "水厂数量/其中：甲级水厂数量（所/个）",
        "0",
        "1",
        "净水率（%）",
        "80",
        "90",
    ]
    assert rows("\n".join(table)) == [("一（二）", "净水率", "=90", "%")]
    assert reasons("\n".join(table)) == ["1: a cell with one value for two names"]


def test_a_value_in_words_keeps_its_column_and_is_none() -> None:
    cells = [
        *LEVELS,
        "治理",
        "水务支出（万元）（全市）",
        "132",
        "逐年只增不减",
        "净水率（%）",
        "80",
        "90",
    ]
    assert rows("\n".join(cells)) == [("一（二）", "净水率", "=90", "%")]


def test_a_part_after_its_whole_has_the_words_that_it_leaves_out() -> None:
    cells = [
        "指标",
        "单位",
        "2020年",
        "2025年",
        "净水率",
        "%",
        "80",
        "90",
        "其中：城区",
        "%",
        "85",
        "95",
    ]
    cells += ["高标准水厂", "座", "2", "6", "其中：甲级", "座", "1", "3"]
    cells += ["新增渠道", "公里", "12", "30", "其中：主干渠", "公里", "4", "10"]
    reading = read_text(HEAD + "\n".join(cells) + TAIL)
    assert [(t.indicator, str(t.value), t.kind) for t in reading.targets[:6]] == [
        ("净水率", "90", "level"),
        ("城区净水率", "95", "level"),
        ("高标准水厂", "6", "level"),
        ("甲级高标准水厂", "3", "level"),
        ("渠道", "30", "increase"),
        ("主干渠", "10", "increase"),
    ]


ATTRIBUTE_FIRST = (
    "类别 序号 指标名称 单位 属性 2020年 2025年 供水 1 供水普及率 % 约束性 90 98"
    " 2 渠道总长 公里 预期性 90 120 环境 3 净水率 % 约束性 70 ≥85"
)


@pytest.mark.parametrize("sign", ["\n", " "], ids=["lines", "blanks"])
def test_the_attribute_may_be_printed_before_the_values(sign: str) -> None:
    assert rows(ATTRIBUTE_FIRST.replace(" ", sign)) == [
        ("一（二） 1", "供水普及率", "=98", "%"),
        ("一（二） 2", "渠道总长", "=120", "公里"),
        ("一（二） 3", "净水率", ">=85", "%"),
    ]


GRID = [
    ["序号", "指标(单位)", "2020年", "2025年"],
    ["1", "净水率(%)", "70", "≥85"],
    ["2", "渠道总长(公里)", "90", "120"],
]
DASHES = ["---"] * 4


def barred(
    lines: list[list[str]], bar: str = " | ", edge: tuple[str, str] = ("| ", " |")
) -> list[str]:
    return [edge[0] + bar.join(line) + edge[1] for line in lines]


@pytest.mark.parametrize(
    "table",
    [
        "\n".join(barred([GRID[0], DASHES, *GRID[1:]])),
        "\n".join(barred(GRID, edge=("", ""))),
        " ".join(barred([GRID[0], DASHES, *GRID[1:]])),
        "".join(barred([GRID[0], DASHES, *GRID[1:]], "|", ("|", "|"))),
        " ".join(" ".join(line) for line in GRID),
    ],
    ids=["lines", "no outer bars", "one line", "one line, glued", "half-width brackets"],
)
def test_bars_part_cells_also_where_all_rows_are_on_one_line(table: str) -> None:
    assert rows(table) == [
        ("一（二） 1", "净水率", ">=85", "%"),
        ("一（二） 2", "渠道总长", "=120", "公里"),
    ]


def test_words_behind_a_table_on_one_line_are_none_of_it() -> None:
    table = " ".join(barred([GRID[0], DASHES, *GRID[1:]])) + " 注：数据由市水利局提供。"
    assert [indicator for _, indicator, *_ in rows(table)] == ["净水率", "渠道总长"]


def test_a_row_with_a_cell_too_few_ends_the_table() -> None:
    table = " ".join(barred([GRID[0], DASHES, GRID[1], ["2", "渠道总长(公里)", "120"]]))
    assert [indicator for _, indicator, *_ in rows(table)] == ["净水率"]


def test_a_row_whose_category_is_merged_above_is_shifted_back() -> None:
    table = (
        "类别 | 序号 | 指标 | 单位 | 2020年 | 2025年 | 属性 |\n"
        "供水 | 1 | 供水普及率 | % | 90 | 98 | 约束性 |\n"
        "2 | 渠道总长 | 公里 | 90 | 120 | 预期性 | |\n"
    )
    assert rows(table) == [
        ("一（二） 1", "供水普及率", "=98", "%"),
        ("一（二） 2", "渠道总长", "=120", "公里"),
    ]


@pytest.mark.parametrize("last", ["增长（%）", "口径说明", "数据口径"])
def test_a_last_column_of_other_things_takes_no_value_from_the_others(last: str) -> None:
    cells = ["序号", "指标名称", "计量单位", "2020年实际", "2025年计划", last]
    cells += [
        "1",
        "供水总量",
        "万吨",
        "800",
        "850",
        "6.3",
        "2",
        "水务投资",
        "亿元",
        "20",
        "22",
        "10",
    ]
    assert rows("\n".join(cells)) == [
        ("一（二） 1", "供水总量", "=850", "万吨"),
        ("一（二） 2", "水务投资", "=22", "亿元"),
    ]


@pytest.mark.parametrize("sign", ["\n", " "], ids=["lines", "blanks"])
def test_a_series_of_years_is_a_target_each(sign: str) -> None:
    table = (
        "类别 指标 2020年 2022年 2025年 年均增长（%） 指标属性 经济 水务产值（亿元） 80 95"
        " 120 8.4 预期性 净水产量（万吨） 50 60 80 — 预期性"
        " 生态 再生水利用率（%） 20 25 30 — 约束性"
    )
    assert [(name, value) for _, name, value, _ in rows(table.replace(" ", sign))] == [
        ("水务产值", "=95"),
        ("水务产值", "=120"),
        ("水务产值", "=8.4"),
        ("净水产量", "=60"),
        ("净水产量", "=80"),
        ("再生水利用率", "=25"),
        ("再生水利用率", "=30"),
    ]


def test_what_is_new_is_added_also_in_a_table() -> None:
    table = "指标\n单位\n2025年\n城镇新增就业\n万人\n1.2以上\n净水率\n%\n90"
    reading = read_text(HEAD + table + TAIL)
    assert [(t.indicator, t.kind) for t in reading.targets[:2]] == [
        ("城镇新增就业", "increase"),
        ("净水率", "level"),
    ]


def test_a_table_of_goals_stays_one_though_a_column_is_of_their_measures() -> None:
    table = (
        "序号 | 重点任务 | 主要指标 | 完成时间 | 牵头单位 |\n"
        "1 | 新建渠道3条 | 通水 | 2023年底 | 市水利局 |\n"
        "2 | 建设苗圃4个 | 成林 | 2024年底 | 市林业局 |\n"
    )
    reading = read_text(HEAD + table + TAIL)
    assert [(r.body, r.role) for r in reading.responsibilities] == [
        ("市水利局", "lead"),
        ("市林业局", "lead"),
    ]
