"""A table whose first row is an annex's mark and title begins it; one number counts rows."""

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
    "二、重点任务",
    "（一）修渠",
    "加固渠道。",
    "附件：1.清泉行动评价指标",
    "2.清泉行动任务分工表",
)
TASKS = [
    [Merged("附件2\n清泉行动任务分工表", columns=5)],
    ["序号", "工作事项", "主要内容", "牵头单位", "配合单位"],
    [Merged("1", rows=2), Merged("修渠", rows=2), "2022年新建渠道3条。", "市水利局", "市财政局"],
    ["2023年改造渠道5条。", "市城管局", "/"],
    ["2", "净水", "建成净水站2座。", "市水利局", "/"],
]
STANDARDS = [
    [Merged("附件1\n清泉行动评价指标", columns=4)],
    ["一级指标", "二级指标", "评价标准", "指标含义"],
    [
        Merged("水质", rows=3),
        "1.净水率",
        "较上年提高。2022年达到80%，力争2025年达到95%。",
        "净水/用水*100%",
    ],
    ["2.净水站数", "2023年每万人口达到2座，2025年达到3座。", "每年统计"],
    ["3.供水满意率", "≥90%", "抽查10户"],
    ["节水", "4.节水率", "90%以上得10分，每低1个百分点扣1分。", "节水/用水"],
]


@pytest.fixture(params=sorted(WRITERS))
def read(request: pytest.FixtureRequest, tmp_path: Path):
    def reading(cells: object) -> Reading:
        path = tmp_path / f"plan{request.param}"
        WRITERS[request.param](Sheet(ABOVE, cells), path)
        return plankg.read(path)

    return reading


def test_rows_of_one_number_are_counted_below_it(read) -> None:
    reading = read(TASKS)
    assert [(t.where, t.indicator, str(t.value), t.lead) for t in reading.targets] == [
        ("附件2 1.1", "渠道", "3", "市水利局"),
        ("附件2 1.2", "改造渠道", "5", "市城管局"),
        ("附件2 2.1", "净水站", "2", "市水利局"),
    ]
    assert [(r.where, r.body, r.role) for r in reading.responsibilities] == [
        ("附件2 1.1", "市水利局", "lead"),
        ("附件2 1.1", "市财政局", "participant"),
        ("附件2 1.2", "市城管局", "lead"),
        ("附件2 2.1", "市水利局", "lead"),
    ]


def test_the_annex_is_titled_by_its_table(read) -> None:
    annexes = [e for e in read(TASKS).elements if e.where == "附件2" and e.type == "Section"]
    assert [one.title for one in annexes] == ["清泉行动任务分工表"]


def test_standards_in_sentences_are_targets_of_the_rows_indicator(read) -> None:
    found = [
        (t.where, t.indicator, f"{t.comparator}{t.value}{t.unit}", str(t.period_end), t.hedge)
        for t in read(STANDARDS).targets
    ]
    assert found == [
        ("附件1 1", "净水率", "=80%", "2022-12-31", ""),
        ("附件1 1", "净水率", "=95%", "2025-12-31", "力争"),
        ("附件1 2", "每万人口净水站数", "=2座", "2023-12-31", ""),
        ("附件1 2", "每万人口净水站数", "=3座", "2025-12-31", ""),
        ("附件1 3", "供水满意率", ">=90%", "2025-12-31", ""),
    ]


def test_a_sentence_that_names_something_else_keeps_its_name(read) -> None:
    rows = [*STANDARDS[:2], ["水质", "1.净水率", "新建净水站6座，到2025年达到95%。", "无"]]
    found = [(t.indicator, str(t.value)) for t in read(rows).targets]
    assert ("净水站", "6") in found
