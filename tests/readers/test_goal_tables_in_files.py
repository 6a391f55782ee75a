"""Tables of goals in Word, web pages and PDFs: who leads which row, however it is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_files import WRITERS, Cells, Merged, Sheet

import plankg
from plankg.model import Reading

BODY = (
    "江阴市清泉行动计划（2021－2023年）",
    "一、重点任务",
    "（一）实施修渠行动",
    "1．加固渠道。加固老渠。",
    "2．清理河道。清理淤泥。",
)
ANNEX = ("附件", "2021年度清泉行动工作目标")


@pytest.fixture(params=sorted(WRITERS))
def read(request: pytest.FixtureRequest, tmp_path: Path):
    def reading(cells: Cells, above: tuple[str, ...] = ANNEX) -> Reading:
        path = tmp_path / f"plan{request.param}"
        WRITERS[request.param](Sheet((*BODY, *above), cells), path)
        return plankg.read(path)

    return reading


def bodies(reading: Reading) -> list[tuple[str, str, str]]:
    return [(one.where, one.body, one.role) for one in reading.responsibilities]


def goals(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (one.where, one.text, str(one.deadline or ""))
        for one in reading.elements
        if one.type == "WorkGoal"
    ]


def test_rows_of_categories_hold_no_bodies(read) -> None:
    reading = read(
        [
            ["重点工作", "牵头单位", "配合单位", "完成时限"],
            [Merged("一、修渠行动", columns=4)],
            ["新建渠道3条", "市水利局", "市财政局、市城管局", "2021年6月底前"],
            ["引进清淤船2艘", Merged("市水利局", rows=2), "", ""],
            ["培育护渠队5支", "市城管局", "2021年11月"],
            [Merged("二、绿化行动", columns=4)],
            ["建设苗圃4个", "市林业局", "各镇街", "长期"],
        ]
    )
    assert goals(reading) == [
        ("附件", "新建渠道3条", "2021-06-30"),
        ("附件", "引进清淤船2艘", "2021-12-31"),
        ("附件", "培育护渠队5支", "2021-11-30"),
        ("附件", "建设苗圃4个", ""),
    ]
    assert bodies(reading) == [
        ("附件", "市水利局", "lead"),
        ("附件", "市财政局", "participant"),
        ("附件", "市城管局", "participant"),
        ("附件", "市水利局", "lead"),
        ("附件", "市水利局", "lead"),
        ("附件", "市城管局", "participant"),
        ("附件", "市林业局", "lead"),
        ("附件", "各镇街", "participant"),
    ]
    assert [(t.where, t.indicator, str(t.value), t.lead) for t in reading.targets] == [
        ("附件", "渠道", "3", "市水利局"),
        ("附件", "清淤船", "2", "市水利局"),
        ("附件", "护渠队", "5", "市水利局"),
        ("附件", "苗圃", "4", "市林业局"),
    ]


def test_a_merged_task_and_a_header_that_is_repeated(read) -> None:
    header = ["序号", "重点任务", "工作目标", "责任单位", "完成时间"]
    reading = read(
        [
            header,
            ["1", Merged("1．加固渠道", rows=2), "新建渠道3条", "市水利局牵头，市财政局配合", ""],
            ["2", "新建泵房2座", "市水利局", "2021年9月"],
            header,
            ["3", "2．清理河道", "水质达标率达到95%", "市城管局、各镇街", "2021年"],
        ]
    )
    assert [(t.where, t.task, t.lead, t.participants, t.responsible) for t in reading.targets] == [
        ("附件 1.1", "加固渠道", "市水利局", "市财政局", ""),
        ("附件 1.2", "加固渠道", "", "", "市水利局"),
        ("附件 2.3", "清理河道", "", "", "市城管局；各镇街"),
    ]


def test_two_rows_of_header_and_a_convention_in_it(read) -> None:
    reading = read(
        [
            [
                Merged("项目", rows=2),
                Merged("具体举措", rows=2),
                Merged("责任分工", columns=2),
            ],
            ["责任单位（列第一位的为牵头单位）", "时限"],
            ["修渠", "新建渠道3条", "市水利局、市财政局", "2021年"],
        ]
    )
    assert [(r.body, r.role, r.basis) for r in reading.responsibilities] == [
        ("市水利局", "lead", "document-rule"),
        ("市财政局", "participant", "document-rule"),
    ]


def test_a_column_for_each_year(read) -> None:
    reading = read(
        [
            ["序号", "重点任务", "2021年目标", "2022年目标", "牵头单位"],
            ["1", "加固渠道", "新建渠道3条", "新建渠道5条", "市水利局"],
        ]
    )
    assert [(str(t.value), str(t.period_start), str(t.period_end)) for t in reading.targets] == [
        ("3", "2021-01-01", "2021-12-31"),
        ("5", "2022-01-01", "2022-12-31"),
    ]
    assert len({t.element_iri for t in reading.targets}) == 2


@pytest.mark.parametrize(
    ("above", "where"),
    [
        (("附件1：2021年任务分工表",), "附件1 1"),
        (("附件：任务分工表", "附件", "任务分工表"), "附件 1"),
        (("附 件 2", "任务分工表", "（单位：条）"), "附件2 1"),
        (("附表1", "任务分工表"), "附表1 1"),
        (("附件：1.任务分工表", "2.名单", "江阴市人民政府", "附件1", "任务分工表"), "附件1 1"),
        (("二、任务分工",), "二 1"),
    ],
)
def test_a_table_is_found_under_whatever_heads_it(
    tmp_path: Path, above: tuple[str, ...], where: str
) -> None:
    cells = [
        ["序号", "重点任务", "牵头单位", "配合单位"],
        ["1", "新建渠道3条", "市水利局", "市财政局"],
    ]
    path = tmp_path / "plan.docx"
    WRITERS[".docx"](Sheet((*BODY, *above), cells), path)
    reading = plankg.read(path)
    assert bodies(reading) == [(where, "市水利局", "lead"), (where, "市财政局", "participant")]
    assert [(t.where, t.lead) for t in reading.targets] == [(where, "市水利局")]


def test_a_deadline_ends_the_period_of_a_goals_target(tmp_path: Path) -> None:
    cells = [
        ["序号", "重点任务", "牵头单位", "完成时限"],
        ["1", "新建渠道3条", "市水利局", "2022年底前"],
    ]
    path = tmp_path / "plan.docx"
    WRITERS[".docx"](Sheet((*BODY, "附件", "任务分工表"), cells), path)
    (target,) = plankg.read(path).targets
    assert (str(target.period_start), str(target.period_end)) == ("2021-01-01", "2022-12-31")


def test_a_row_of_categories_names_the_bodys_part(tmp_path: Path) -> None:
    cells = [
        ["重点工作", "牵头单位"],
        [Merged("一、实施修渠行动", columns=2)],
        ["新建渠道3条", "市水利局"],
        [Merged("二、绿化行动", columns=2)],
        ["建设苗圃4个", "市林业局"],
    ]
    path = tmp_path / "plan.docx"
    WRITERS[".docx"](Sheet((*BODY, "附件", "任务分工"), cells), path)
    targets = plankg.read(path).targets
    assert [(t.action, t.task) for t in targets] == [("实施修渠行动", ""), ("", "")]


def test_a_department_answers_for_all_duties_beside_its_merged_cell(read) -> None:
    reading = read(
        [
            ["序号", "部门", "工作职责"],
            [Merged("1", rows=2), Merged("市水利局、市城管局", rows=2), "整修渠道，清理淤泥。"],
            ["巡查闸口，记录水位。"],
            ["2", "市教育局", "带领学生认识家乡的河流。"],
        ]
    )
    assert goals(reading) == [
        ("附件 1.1", "整修渠道，清理淤泥。", "2021-12-31"),
        ("附件 1.2", "巡查闸口，记录水位。", "2021-12-31"),
        ("附件 2.1", "带领学生认识家乡的河流。", "2021-12-31"),
    ]
    assert bodies(reading) == [
        ("附件 1.1", "市水利局", "responsible"),
        ("附件 1.1", "市城管局", "responsible"),
        ("附件 1.2", "市水利局", "responsible"),
        ("附件 1.2", "市城管局", "responsible"),
        ("附件 2.1", "市教育局", "responsible"),
    ]


def test_rows_of_duties_without_numbers_stand_where_their_table_does(read) -> None:
    reading = read(
        [
            ["部门", "职责分工", "要求"],
            ["市水利局", "整修渠道，清理淤泥。", "每季一次"],
            [Merged("市教育局、市融媒体中心", rows=2), "带领学生认识家乡的河流。", "每学期一次"],
            ["印发爱水护水的宣传册。", "每年一次"],
        ]
    )
    assert bodies(reading) == [
        ("附件", "市水利局", "responsible"),
        ("附件", "市教育局", "responsible"),
        ("附件", "市融媒体中心", "responsible"),
        ("附件", "市教育局", "responsible"),
        ("附件", "市融媒体中心", "responsible"),
    ]
