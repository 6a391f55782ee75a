"""A task printed once for several rows: its number counts them, its title is theirs."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from plans import read_text

import plankg
from plankg.model import Reading

HEAD = (
    "青禾市清泉行动计划（2021－2025年）\n"
    "一、重点任务\n（一）修建渠道。\n加固渠道。\n附件2\n任务分工表\n"
)
HEADER = [
    "序号", "工作事项", "主要内容",
    "牵头单位", "配合单位", "市水利局内牵头处（科）室", "局内配合科室",
]  # fmt: skip
ROWS = [
    ["1", "修建渠道。", "新建渠道3条，健全制度。",
     "市水利局", "市财政局、市林业局", "建设处", "财务科"],
    ["", "", "改造泵房12座，做好维护。", "市城管局", "/", "市政科", "/"],
    ["2", "植树造林。", "建设苗圃4个。", "市林业局", "各镇街", "园林处", "人事科"],
    ["3", "保护湿地。", "建设观测站6座。", "市林业局", "市财政局", "园林处", "财务科、办公室"],
    ["", "", "修复湿地2处。", "市生态环境局", "市财政局", "监测科", "财务科"],
]  # fmt: skip


def printed(form: str) -> Reading:
    if form == "cell a line":
        return read_text(HEAD + "\n".join(c for row in [HEADER, *ROWS] for c in row if c) + "\n")
    joint, edge = ("\t", "") if form == "tabs" else (" | ", "|")
    lines = [f"{edge}{joint.join(row)}{edge}" for row in [HEADER, *ROWS]]
    return read_text(HEAD + "\n".join(lines) + "\n")


@pytest.mark.parametrize("form", ["tabs", "bars", "cell a line"])
def test_the_number_of_a_task_counts_its_rows_and_theirs_alone_has_one(form: str) -> None:
    reading = printed(form)
    assert [(t.where, t.task, t.goal, str(t.value)) for t in reading.targets] == [
        ("附件2 1.1", "修建渠道", "新建渠道3条，健全制度。", "3"),
        ("附件2 1.2", "修建渠道", "改造泵房12座，做好维护。", "12"),
        ("附件2 2.1", "植树造林", "建设苗圃4个。", "4"),
        ("附件2 3.1", "保护湿地", "建设观测站6座。", "6"),
        ("附件2 3.2", "保护湿地", "修复湿地2处。", "2"),
    ]


@pytest.mark.parametrize("form", ["tabs", "bars", "cell a line"])
def test_offices_within_one_department_are_no_bodies_beside_departments(form: str) -> None:
    reading = printed(form)
    assert [(t.lead, t.participants) for t in reading.targets] == [
        ("市水利局", "市财政局；市林业局"),
        ("市城管局", ""),
        ("市林业局", "各镇街"),
        ("市林业局", "市财政局"),
        ("市生态环境局", "市财政局"),
    ]
    assert len(reading.responsibilities) == 10
    assert {r.element for r in reading.responsibilities} == {row[2] for row in ROWS}


def test_cells_that_a_file_merges_are_such_tasks(tmp_path: Path) -> None:
    document = docx.Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=len(ROWS) + 1, cols=len(HEADER))
    for row, cells in enumerate([HEADER, *ROWS]):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    for first in (1, 4):
        for column in (0, 1):
            table.cell(first, column).merge(table.cell(first + 1, column))
    path = tmp_path / "plan.docx"
    document.save(str(path))
    assert [(t.where, t.task) for t in plankg.read(path).targets] == [
        ("附件2 1.1", "修建渠道"),
        ("附件2 1.2", "修建渠道"),
        ("附件2 2.1", "植树造林"),
        ("附件2 3.1", "保护湿地"),
        ("附件2 3.2", "保护湿地"),
    ]


def places(header: str, rows: list[str]) -> list[str]:
    reading = read_text(HEAD + "\n".join([header, *rows]) + "\n")
    return [target.where for target in reading.targets]


def test_where_every_number_has_one_row_it_counts_the_rows() -> None:
    rows = ["1\t引水\t新建渠道3条。\t市水利局", "2\t绿化\t建设苗圃4个。\t市林业局"]
    assert places("序号\t重点任务\t主要内容\t牵头单位", rows) == ["附件2 1", "附件2 2"]


CANALS, PUMPS, TREES = (
    "新建渠道3条。\t市水利局",
    "改造泵房12座。\t市城管局",
    "建设苗圃4个。\t市林业局",
)


def test_the_number_may_stand_before_the_title_of_the_task() -> None:
    rows = [f"1.引水\t{CANALS}", f"\t{PUMPS}", f"2.绿化\t{TREES}"]
    assert places("重点任务\t主要内容\t牵头单位", rows) == ["附件2 1.1", "附件2 1.2", "附件2 2.1"]


NUMBERED = "序号\t重点任务\t主要内容\t牵头单位"


def test_a_number_and_a_title_printed_in_each_row_are_one_task() -> None:
    rows = [f"1\t引水\t{CANALS}", f"1\t引水\t{PUMPS}", f"2\t绿化\t{TREES}"]
    assert places(NUMBERED, rows) == ["附件2 1.1", "附件2 1.2", "附件2 2.1"]


def test_rows_may_begin_with_a_number_of_their_own() -> None:
    rows = [f"1\t引水\t1.{CANALS}", f"\t\t2.{PUMPS}", f"2\t绿化\t3.{TREES}"]
    assert places(NUMBERED, rows) == ["附件2 1.1", "附件2 1.2", "附件2 2.3"]
