"""Tables of duties by department: each row's body answers for what its cell says."""

from __future__ import annotations

import pytest
from plans import read_text

from plankg.model import Reading

PLAN = (
    "江阴市节水行动方案（2021－2023年）\n"
    "一、重点任务\n"
    "（一）节约用水。推广节水器具。\n"
    "附件：部门职责分工\n"
    "附件\n"
    "部门职责分工\n"
)
WATER = "查漏补缺，更新老旧供水管网。"
SCHOOL = "把节水写进课本；组织学生走进水厂。"
MARKET = "抽查水龙头的标识，查处假冒器具。"


def read(*rows: tuple[str, ...], plan: str = PLAN) -> Reading:
    """Return the reading of a plan whose annex has a table, printed with bars."""
    dashes = "|" + " --- |" * len(rows[0])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return read_text(plan + "\n".join([lines[0], dashes, *lines[1:]]) + "\n")


def bodies(reading: Reading) -> list[tuple[str, str, str, str]]:
    for one in reading.responsibilities:
        assert reading.text[one.start : one.end] == one.quote
    return [(one.where, one.element, one.body, one.role) for one in reading.responsibilities]


EXPECTED = [
    ("附件 1", WATER, "市水利局", "responsible"),
    ("附件 2", SCHOOL, "市教育局", "responsible"),
    ("附件 2", SCHOOL, "团市委", "responsible"),
    ("附件 3", MARKET, "各镇街", "responsible"),
]


@pytest.mark.parametrize(
    ("body", "duty"),
    [
        ("部门", "工作职责"),
        ("单位", "主要任务"),
        ("单位名称", "职责分工"),
        ("责任部门", "主要职责"),
        ("成员单位", "职责"),
        ("部门（单位）", "重点工作"),
        ("部门和单位", "任务分工及要求"),
        ("市直部门", "节水工作重点领域"),
        ("单位", "任务分工"),
    ],
)
def test_the_department_of_a_row_answers_for_its_duties(body: str, duty: str) -> None:
    found = read(
        ("序号", body, duty),
        ("1", "市水利局", WATER),
        ("2", "市教育局、团市委等", SCHOOL),
        ("3", "各镇街", MARKET),
    )
    assert bodies(found) == EXPECTED


def test_columns_stand_in_any_order_and_others_beside_them() -> None:
    found = read(
        ("序号", "职责内容", "节水环节", "单位"),
        ("1", WATER, "输水", "市水利局"),
        ("2", SCHOOL, "用水", "市教育局、团市委"),
        ("3", MARKET, "用水", "各镇街"),
    )
    assert bodies(found) == EXPECTED


def test_rows_without_a_number_stand_where_their_table_does() -> None:
    found = read(
        ("部门", "工作职责", "备注"),
        ("市水利局", WATER, "常年"),
        ("市教育局", SCHOOL, ""),
        ("市市场监管局", MARKET, ""),
    )
    assert bodies(found) == [
        ("附件", WATER, "市水利局", "responsible"),
        ("附件", SCHOOL, "市教育局", "responsible"),
        ("附件", MARKET, "市市场监管局", "responsible"),
    ]


def test_a_department_holds_for_the_blank_cells_below_it() -> None:
    found = read(
        ("序号", "部门", "主要职责"),
        ("1", "市水利局", WATER),
        ("2", "", SCHOOL),
        ("3", "市市场监管局", MARKET),
    )
    assert bodies(found) == [
        ("附件 1", WATER, "市水利局", "responsible"),
        ("附件 2", SCHOOL, "市水利局", "responsible"),
        ("附件 3", MARKET, "市市场监管局", "responsible"),
    ]


def test_cells_that_a_merged_one_covers_may_be_left_out() -> None:
    reading = read_text(
        PLAN
        + "| 序号 | 部门 | 工作职责 |\n| --- | --- | --- |\n"
        + f"| 1 | 市水利局 | {WATER} |\n| {SCHOOL} |\n"
        + f"| 二、市场监管 |\n| 2 | 市市场监管局 | {MARKET} |\n"
    )
    assert bodies(reading) == [
        ("附件 1.1", WATER, "市水利局", "responsible"),
        ("附件 1.2", SCHOOL, "市水利局", "responsible"),
        ("附件 2.1", MARKET, "市市场监管局", "responsible"),
    ]


def test_words_in_the_place_of_a_body_are_none() -> None:
    found = read(
        ("部门", "工作职责", "频次"),
        ("市水利局", WATER, "每月"),
        (SCHOOL, "每学期"),
        ("市市场监管局", MARKET, "每月"),
    )
    assert [body for _, _, body, _ in bodies(found)] == ["市水利局", "市市场监管局"]


def test_a_name_of_an_unusual_form_among_bodies_is_one() -> None:
    found = read(
        ("部门", "工作职责", "频次"),
        ("市水利局", WATER, "每月"),
        ("宣传部（融媒体中心）", SCHOOL, "每学期"),
        ("市属国企", MARKET, "每月"),
        ("市教育局", "组织节水知识竞赛。", "每年"),
    )
    assert [body for _, _, body, _ in bodies(found)] == [
        "市水利局",
        "宣传部（融媒体中心）",
        "市属国企",
        "市教育局",
    ]


def test_a_town_answers_for_its_tasks_and_they_are_its_own() -> None:
    found = read(
        ("序号", "镇街", "工作任务"),
        ("1", "青阳镇", "新建供水管网30公里，推广节水器具。"),
        ("2", "澄江街道", "建成节水学校6所，开展节水宣传。"),
    )
    assert [(where, body) for where, _, body, _ in bodies(found)] == [
        ("附件 1", "青阳镇"),
        ("附件 2", "澄江街道"),
    ]
    assert [(t.where, t.scope, t.indicator, t.responsible) for t in found.targets] == [
        ("附件 1", "青阳镇", "供水管网", "青阳镇"),
        ("附件 2", "澄江街道", "节水学校", "澄江街道"),
    ]


def test_where_a_project_is_built_is_not_who_builds_it() -> None:
    found = read(
        ("序号", "镇街", "建设内容"),
        ("1", "青阳镇", "新建供水管网30公里，改造老旧水表。"),
        ("2", "澄江街道", "建成节水学校6所，配套雨水花园。"),
    )
    assert bodies(found) == []


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("header", [("部门", "工作职责"), ("单位", "主要任务")])
def test_a_cell_a_line_is_such_a_table_where_its_rows_are_numbered(
    header: tuple[str, str], between: str
) -> None:
    cells = ["序号", *header, "1", "市水利局", WATER, "2", "市教育局、团市委", SCHOOL]
    cells += ["3", "各镇街", MARKET]
    assert bodies(read_text(PLAN + between.join(cells) + "\n")) == EXPECTED


@pytest.mark.parametrize(
    "cells",
    [
        ("序号", "姓名", "单位", "工作职责", "1", "王小河", "市水利局", WATER),
        ("序号", "单位", "联系人", "电话", "1", "市水利局", "王小河", "86860001"),
        ("序号", "建设内容", "单位", "1", "更新管网", "公里"),
    ],
)
def test_lines_of_persons_contacts_and_units_name_nobody(cells: tuple[str, ...]) -> None:
    assert bodies(read_text(PLAN + "\n".join(cells) + "\n")) == []


def test_who_is_named_beside_a_lead_keeps_its_own_column() -> None:
    found = read(
        ("工作组", "牵头单位", "成员单位", "工作职责"),
        ("供水组", "市水利局", "市财政局、市城管局", WATER),
        ("宣传组", "市委宣传部", "市教育局", SCHOOL),
    )
    assert [(body, role) for _, _, body, role in bodies(found)] == [
        ("市水利局", "lead"),
        ("市委宣传部", "lead"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (
                ("姓名", "单位", "职责分工"),
                ("王小河", "市水利局", "负责管网改造的技术指导。"),
                ("李大江", "市教育局", "负责节水课程的编写工作。"),
            ),
            id="persons",
        ),
        pytest.param(
            (
                ("成员", "单位", "职务", "工作内容"),
                ("王小河", "市水利局", "副局长", "主持管网改造的日常工作。"),
                ("李大江", "市教育局", "科长", "联络各学校的节水辅导员。"),
            ),
            id="posts",
        ),
        pytest.param(
            (
                ("单位", "联系人", "电话"),
                ("市水利局", "王小河", "86860001"),
                ("市教育局", "李大江", "86860002"),
            ),
            id="contacts",
        ),
        pytest.param(
            (
                ("工作事项", "单位", "数量"),
                ("更新老旧供水管网和水表", "公里", "30"),
                ("推广节水的龙头和便器", "万套", "2"),
            ),
            id="units of measure",
        ),
        pytest.param(
            (
                ("序号", "部门", "目标任务"),
                ("1", "市水利局", "300"),
                ("2", "市教育局", "120"),
            ),
            id="numbers",
        ),
        pytest.param(
            (
                ("岗位", "单位", "工作职责"),
                ("网格员", "泵房东侧", "每日巡查一次管网并登记。"),
                ("检修员", "泵房西侧", "每周检修一次水泵并登记。"),
            ),
            id="no bodies",
        ),
    ],
)
def test_nobody_answers_in_tables_of_persons_units_or_numbers(rows) -> None:
    assert bodies(read(*rows)) == []
