"""Tables and boxes that a page saved as Markdown prints with bars and dashes."""

from __future__ import annotations

import pytest
from plans import read_text

from plankg.model import Reading

HEAD = (
    "江阴市节水行动方案（2024—2026年）\n\n一、工作目标\n\n到2026年，节水成效明显。\n\n"
    "节水主要指标\n\n"
)
TAIL = "\n\n二、重点任务\n\n（一）查漏。更新管网。\n"
BODY = (
    "| 1 | 节水灌溉面积（累计） | >30万亩 | >40万亩 | >55万亩 |\n"
    "| 2 | 管网漏损率 | <10% | <9% | <8% |\n"
    "| 3 | 建成雨水池<br>（累计） | >20座/6万立方米 | >30座/9万立方米 | >50座/15万立方米 |\n"
)
LEFT_OUT = "| 序号 | 指标 | 目标 |\n| 2024年 | 2025年 | 2026年 |\n"
BLANK = (
    "| 序号 | 指标 | 目标 | | |\n| --- | --- | --- | --- | --- |\n"
    "| | | 2024年 | 2025年 | 2026年 |\n"
)
REPEATED = (
    "| 序号 | 指标 | 年度目标 | 年度目标 | 年度目标 |\n| --- | --- | --- | --- | --- |\n"
    "| 序号 | 指标 | 2024年 | 2025年 | 2026年 |\n"
)
EMPTY = "|  |  |  |  |  |\n| --- | --- | --- | --- | --- |\n"
CUMULATIVE = [
    ("节水灌溉面积", ">", "30", "万亩", "cumulative", "", "2024-12-31", ">30万亩"),
    ("节水灌溉面积", ">", "40", "万亩", "cumulative", "", "2025-12-31", ">40万亩"),
    ("节水灌溉面积", ">", "55", "万亩", "cumulative", "", "2026-12-31", ">55万亩"),
]
LEVEL = [
    ("管网漏损率", "<", "10", "%", "level", "2024-01-01", "2024-12-31", "<10%"),
    ("管网漏损率", "<", "9", "%", "level", "2025-01-01", "2025-12-31", "<9%"),
    ("管网漏损率", "<", "8", "%", "level", "2026-01-01", "2026-12-31", "<8%"),
]
IN_TWO_UNITS = [
    ("雨水池", ">", "20", "座", "cumulative", "", "2024-12-31", ">20座/6万立方米"),
    ("雨水池", ">", "6", "万立方米", "cumulative", "", "2024-12-31", ">20座/6万立方米"),
    ("雨水池", ">", "30", "座", "cumulative", "", "2025-12-31", ">30座/9万立方米"),
    ("雨水池", ">", "9", "万立方米", "cumulative", "", "2025-12-31", ">30座/9万立方米"),
    ("雨水池", ">", "50", "座", "cumulative", "", "2026-12-31", ">50座/15万立方米"),
    ("雨水池", ">", "15", "万立方米", "cumulative", "", "2026-12-31", ">50座/15万立方米"),
]


def rows(reading: Reading) -> list[tuple[str, ...]]:
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return [
        (
            t.indicator,
            t.comparator,
            str(t.value),
            t.unit,
            t.kind,
            str(t.period_start or ""),
            str(t.period_end),
            t.quote,
        )
        for t in reading.targets
    ]


@pytest.mark.parametrize(
    "header",
    [EMPTY + LEFT_OUT, BLANK, REPEATED],
    ids=["covered cells left out", "blank", "repeated"],
)
def test_years_stand_below_one_head(header: str) -> None:
    reading = read_text(HEAD + header + BODY + TAIL)
    assert rows(reading) == [*CUMULATIVE, *LEVEL, *IN_TWO_UNITS]
    assert [t.where for t in reading.targets] == [
        *["一 1"] * 3,
        *["一 2"] * 3,
        *["一 3"] * 6,
    ]


def test_what_stands_behind_the_years_keeps_its_column() -> None:
    reading = read_text(
        HEAD
        + "| 指标 | 单位 | 目标值 | 责任单位 |\n| --- | --- | --- | --- | --- |\n"
        + "| 2025年 | 2026年 |\n"
        + "| 管网漏损率 | % | 9 | 8 | 市水利局 |\n| 再生水利用率 | % | 30 | 35 | 市城管局 |\n"
        + TAIL
    )
    assert [
        (t.indicator, str(t.value), str(t.period_end), t.responsible) for t in reading.targets
    ] == [
        ("管网漏损率", "9", "2025-12-31", "市水利局"),
        ("管网漏损率", "8", "2026-12-31", "市水利局"),
        ("再生水利用率", "30", "2025-12-31", "市城管局"),
        ("再生水利用率", "35", "2026-12-31", "市城管局"),
    ]


def test_a_total_of_one_year_is_over_the_plans_years_and_one_in_words_runs_on() -> None:
    reading = read_text(
        HEAD
        + "| 指标 | 单位 | 2026年 |\n| --- | --- | --- |\n| 新建水厂（累计） | 座 | 5 |\n"
        + "| 累计建成雨水池 | 座 | 40 |\n| 建成区绿地率 | % | 38 |\n"
        + TAIL
    )
    assert [(t.indicator, t.kind, str(t.period_start or "")) for t in reading.targets] == [
        ("水厂", "increase", "2024-01-01"),
        ("雨水池", "cumulative", ""),
        ("建成区绿地率", "level", "2026-01-01"),
    ]


BOX = (
    "江阴市节水行动方案（2024—2026年）\n\n一、重点任务\n\n（一）查漏补缺。新建管网50公里。\n\n"
    "|     |\n| --- |\n"
    "| 管网工程<br>**1.老城管网。** 新建供水管12公里，其中单个小区改造不少于2公里。<br>"
    "**2.** **智慧** **水表。** 安装水表3万只。 |\n\n"
    "（二）推广器具。建设示范校园6所。\n"
)


def test_a_table_of_one_column_is_a_box_of_paragraphs() -> None:
    reading = read_text(BOX)
    assert [(t.where, t.indicator, str(t.value), t.unit) for t in reading.targets] == [
        ("一（一）", "管网", "50", "公里"),
        ("一（一）1", "供水管", "12", "公里"),
        ("一（一）2", "水表", "3", "万只"),
        ("一（二）", "示范校园", "6", "所"),
    ]
    titles = [one.title for one in reading.elements if one.where.startswith("一（一）")]
    assert titles == ["查漏补缺", "老城管网", "智慧水表"]


@pytest.mark.parametrize(
    "header", ["| 部门 | 职责 |\n| --- | --- |\n", "|  |  |\n| --- | --- |\n| 部门 | 职责 |\n"]
)
def test_a_table_of_two_columns_is_known_by_its_dashes(header: str) -> None:
    reading = read_text(
        BOX
        + "\n附件：职责分工\n\n附件\n\n职责分工\n\n"
        + header
        + "| 市水利局 | 更换老旧管道，修补渗漏。 |\n| 市教育局 | 组织学生参观水厂。 |\n"
    )
    assert [(one.where, one.element, one.body) for one in reading.responsibilities] == [
        ("附件", "更换老旧管道，修补渗漏。", "市水利局"),
        ("附件", "组织学生参观水厂。", "市教育局"),
    ]


def test_a_bar_behind_a_backslash_is_a_cells_own() -> None:
    text = (
        "# 江阴市节水行动方案（2024—2026年）\n\n## 一、任务\n\n| 序号 | 重点任务 | 牵头单位 |\n"
        "| --- | --- | --- |\n| 1 | 新建水厂5座 | 市水利局 |\n"
        "| 2 | 新建泵房\\|水站6座 | 市财政局 |\n| 3 | 改造管网30公里 | 市城管局 |\n"
    )
    targets = read_text(text).targets
    assert [(str(one.value), one.lead) for one in targets] == [
        ("5", "市水利局"),
        ("6", "市财政局"),
        ("30", "市城管局"),
    ]
    assert targets[1].quote == "新建泵房\\|水站6座"
