"""Rows of a table of indicators whose cells a page broke over several lines."""

from __future__ import annotations

import pytest
from plans import read_text

HEAD = "江阴市水利发展规划（2021－2025年）\n一、发展目标\n1.1 主要指标\n治水指标见下表。\n"
TABLE = """序                              “十四五”目标
指 标 单位 属性
号
2025年 年均[累计]
1 全市水费收入年均增长率 % 预期性 - 6左右
万立方
2 日供水能力 预期性 30左右 -
米
3 新增水渠 公里 预期性 - [120]
农村生活污水处理设施出水
4 % 约束性 >95 -
达标的比例1
5 管网漏损率 % 约束性 - <8
6 水厂管理水平 / 预期性 - 达到行业标准
7 净水站 座 预期性 - [累计达到40]
清淤的河道及 [主河：五年 30
8 约束性 -
湖泊的长度 支流：五年 20]
9 森林覆盖率 % 约束性 19.5 -
1 指按国家标准监测达标的设施比例，监测满
10年的设施除外。
"""
TAIL = "二、重点任务\n（一）修渠。新建泵房5座。\n"


def rows(table: str) -> list[tuple[str, ...]]:
    return [
        (t.indicator, t.comparator, str(t.value), t.unit, t.kind, t.frequency, t.quote)
        for t in read_text(HEAD + table + TAIL).targets
    ]


def test_lines_above_and_below_a_row_are_the_words_of_its_broken_cell() -> None:
    assert rows(TABLE) == [
        ("水费收入年均增长率", "~", "6", "%", "change", "annual", "6左右"),
        ("日供水能力", "~", "30", "万立方米", "level", "once", "30左右"),
        ("水渠", "=", "120", "公里", "increase", "once", "[120]"),
        ("农村生活污水处理设施出水达标的比例", ">", "95", "%", "level", "once", ">95"),
        ("管网漏损率", "<", "8", "%", "level", "annual", "<8"),
        ("净水站", "=", "40", "座", "cumulative", "once", "[累计达到40]"),
        ("森林覆盖率", "=", "19.5", "%", "level", "once", "19.5"),
        ("泵房", "=", "5", "座", "increase", "once", "新建泵房5座"),
    ]


def test_a_row_of_two_broken_cells_is_left_to_the_ledger() -> None:
    reading = read_text(HEAD + TABLE + TAIL)
    assert [e.quote.split("\n")[0] for e in reading.ledger if e.state == "not-understood"] == [
        "清淤的河道及 [主河：五年 30"
    ]
    assert "".join(entry.quote for entry in reading.ledger) == reading.text


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace("米\n3", "3"),  # so the lines do not come out even
        TABLE.replace("指 标 单位 属性\n", ""),
        TABLE.replace("2025年 年均[累计]\n", ""),
    ],
    ids=["a line is missing", "no names of columns", "no columns of values"],
)
def test_what_the_lines_do_not_prove_is_no_fact(table: str) -> None:
    assert [row for row in rows(table) if row[0] not in ("泵房",)] == []
