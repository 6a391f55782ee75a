"""Any jumble of what tables are made of: no crash, quotes in their places, the ledger whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from plans import read_text

PIECES = [
    "序号", "指标", "单位", "2020年", "2025年", "属性", "〔累计〕", "年均增速（%）", "重点任务",
    "牵头单位", "完成时限", "主要指标", "\n专栏1　", "\n附件\n", "\n附件1：任务分工表\n", "注：1.",
    "净水率（%）", "渠道（公里）", "市水利局", "市财政局、市城管局", "约束性", "预期性", "1", "2",
    "3", "70", "85", "7085", "21.6623.04", "≥85", "90以上", "——", "-", "〔18〕", "1.", "2.", "3.",
    "3.82039.4", "6－7", "民生福祉", "污染物排放总量减少（%）", "新建渠道3条", "2022年底前", "一、",
    "（一）", "二、", "。", "，", "|", "&nbsp;", "１２", "⼀", " ", " ", "\n", "\n", "\t", "\t",
]  # fmt: skip
HEADERS = st.sampled_from(
    [
        "",
        "指标2020年2025年属性",
        "指标 2020年 2025年 〔累计〕 属性 ",
        "序号\n指标\n单位\n2020年\n2025年\n",
        "序号\t指标\t2020年\t2025年\n",
        "|序号|重点任务|牵头单位|\n|---|---|---|\n",
        "附件\n任务分工\n序号\n重点任务\n牵头单位\n配合单位\n1\n",
    ]
)
JUMBLES = st.tuples(HEADERS, st.lists(st.sampled_from(PIECES), max_size=50).map("".join))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(JUMBLES)
def test_no_jumble_of_cells_breaks_the_reading(jumble: tuple[str, str]) -> None:
    table = "".join(jumble)
    text = f"江阴市清泉行动计划（2021－2025年）\n一、主要目标\n{table}\n二、修渠\n新建渠道3条。\n"
    reading = read_text(text)
    assert reading.text == text
    assert "".join(e.quote for plan in reading.plans() for e in plan.ledger) == text
    for plan in reading.plans():
        for fact in (*plan.targets, *plan.responsibilities):
            assert fact.quote == text[fact.start : fact.end]
        for element in plan.elements:
            assert element.text == text[element.start : element.end]
