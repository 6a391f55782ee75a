"""Odd signs are read as the plain ones that they stand for, and quoted as they are printed."""

from __future__ import annotations

import pytest
from plans import read_text

PLAN = (
    "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）修渠。到2022年，净水率达到85%。"
    "（责任单位：市水利局、市财政局）\n二、清淤\n新建泵房5座。\n"
)
PLAIN = [("净水率", "85", "市水利局；市财政局"), ("泵房", "5", "")]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
RADICALS = str.maketrans({"一": "⼀", "水": "⽔", "行": "⾏", "二": "⼆"})


@pytest.mark.parametrize(
    "printed",
    [
        PLAN.translate(FULL_WIDTH),
        PLAN.translate(RADICALS),
        PLAN.replace("，", "，&nbsp;").replace("（责任", "&#65288;责任").replace("\n", "&emsp;\n"),
        "# " + PLAN.replace("一、", "## 一、").replace("（一）修渠。", "**（一）修渠**。"),
        PLAN.replace("（责任单位：", r"\[").replace("局）", r"局\]"),
        "\ufeff" + PLAN.replace("\n", "\n\u2003\u2003"),
        PLAN.replace("\n", "\n??", 4),
    ],
    ids=["full-width", "radicals", "entities", "markdown", "escapes", "blanks", "lost indents"],
)
def test_odd_signs_change_no_fact_and_no_quote(printed: str) -> None:
    reading = read_text(printed)
    assert reading.text == printed
    assert [(t.indicator, str(t.value), t.responsible) for t in reading.targets] == PLAIN
    assert reading.meta.title.startswith("江阴市清泉行动计划")
    assert (reading.meta.period_start is not None, reading.meta.area) == (True, "江阴市")
    quoted = (*reading.targets, *reading.responsibilities, *reading.mentions, *reading.ledger)
    assert all(fact.quote == printed[fact.start : fact.end] for fact in quoted)
    assert all(one.text == printed[one.start : one.end] for one in reading.elements)
    assert "".join(entry.quote for entry in reading.ledger) == printed


def test_a_plain_text_stays_the_document_that_it_is() -> None:
    assert [(t.indicator, str(t.value), t.responsible) for t in read_text(PLAN).targets] == PLAIN


def test_a_full_width_point_parts_decimals_and_numbers_from_headings() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n1．10月底前建好泵房。新建渠道2．5公里。\n"
        "2．修渠。净水量每年增加1．25万吨。\n"
    )
    assert [(t.where, str(t.value), t.quote) for t in reading.targets] == [
        ("一1", "2.5", "新建渠道2．5公里"),
        ("一2", "1.25", "净水量每年增加1．25万吨"),
    ]


def test_a_full_width_percent_sign_is_a_unit_as_printed() -> None:
    target = read_text(PLAN.replace("%", "％")).targets[0]
    assert (str(target.value), target.unit, target.quote) == ("85", "％", "净水率达到85％")
