"""Rows of goals that are numbered twice, like 1.1, or within their cells; persons are no bodies."""

from __future__ import annotations

import pytest
from plans import read_text

HEAD = (
    "江阴市清泉行动计划（2021－2025年）\n一、重点任务\n（一）修渠\n加固渠道。\n附件\n任务分工表\n"
)
BODIES = [["市水利局", "市财政局"], ["市城管局", "各镇街"], ["市林业局", "市财政局"]]
GOALS = ["新建渠道3条", "改造泵房12座", "建设苗圃4个"]


def found(header: str, rows: list[list[str]]) -> list[tuple[str, str, str, str]]:
    lines = [header, *("\t".join(row) for row in rows)]
    reading = read_text(HEAD + "\n".join(lines) + "\n")
    assert len(reading.responsibilities) == 6
    return [(t.where, str(t.value), t.lead, t.participants) for t in reading.targets]


def expected(*numbers: str) -> list[tuple[str, str, str, str]]:
    return [
        (f"附件 {number}", value, lead, joins)
        for number, value, (lead, joins) in zip(numbers, ("3", "12", "4"), BODIES, strict=True)
    ]


def test_tasks_and_what_is_to_be_done_have_numbers_of_their_own() -> None:
    rows = [["1", "引水", "1", GOALS[0]], ["", "", "2", GOALS[1]], ["2", "绿化", "3", GOALS[2]]]
    table = [row + bodies for row, bodies in zip(rows, BODIES, strict=True)]
    assert found("序号\t重点任务\t序号\t具体举措\t牵头单位\t配合单位", table) == expected(
        "1.1", "1.2", "2.3"
    )


def test_a_row_may_be_numbered_with_the_task_before_the_point() -> None:
    rows = [["1.1", GOALS[0]], ["1.2", GOALS[1]], ["2.1", GOALS[2]]]
    table = [row + bodies for row, bodies in zip(rows, BODIES, strict=True)]
    assert found("序号\t重点任务\t牵头单位\t配合单位", table) == expected("1.1", "1.2", "2.1")


@pytest.mark.parametrize("blank", [" ", ""], ids=["blank", "glued"])
def test_what_is_to_be_done_may_begin_with_such_a_number(blank: str) -> None:
    rows = [
        ["1", "引水", f"1.1{blank}{GOALS[0]}"],
        ["", "", f"1.2{blank}{GOALS[1]}"],
        ["2", "绿化", f"2.1{blank}{GOALS[2]}"],
    ]
    table = [row + bodies for row, bodies in zip(rows, BODIES, strict=True)]
    assert found("序号\t重点任务\t具体举措\t牵头单位\t配合单位", table) == expected(
        "1.1", "1.2", "2.1"
    )


def test_numbers_within_a_cell_lead_clauses() -> None:
    goal = "1.建成苗圃4个，绿化覆盖率达到40%以上；2.种植树木300棵。①修复湿地2处；（2）改造绿地5处。"
    reading = read_text(
        HEAD + f"序号\t重点任务\t责任单位\n1\t{goal}\t市林业局\n2\t修渠\t市水利局\n"
    )
    assert [(t.where, t.indicator, str(t.value)) for t in reading.targets] == [
        ("附件 1", "苗圃", "4"),
        ("附件 1", "绿化覆盖率", "40"),
        ("附件 1", "树木", "300"),
        ("附件 1", "修复湿地", "2"),
        ("附件 1", "改造绿地", "5"),
    ]


def test_persons_are_no_bodies_and_offices_are() -> None:
    table = (
        "序号\t工作目标\t责任领导\t责任处室\t责任人\t完成时间\n"
        "1\t新建渠道3条\t王卫国\t水资源处\t李明\t2022年\n"
        "2\t建设苗圃4个\t张副市长\t园林处\t赵小强\t长期\n"
    )
    reading = read_text(HEAD + table)
    assert [(one.body, one.role) for one in reading.responsibilities] == [
        ("水资源处", "responsible"),
        ("园林处", "responsible"),
    ]


BOX = (
    "江阴市清泉行动计划（2021－2025年）\n一、重点任务\n（一）修渠\n加固渠道。\n"
    "专栏2　护水专项行动\n\t类别\n\t重点任务\n\n"
)


def test_sentences_in_a_boxs_table_of_tasks_are_read_as_sentences() -> None:
    reading = read_text(
        f"{BOX}\t渠道\n\t改善水质；新建渠道3条。\n\n"
        "\t泵房\n\t每座泵房值守人员实现2人（含）以下。\n\n"
        "二、保障措施\n（一）加强领导。落实责任。\n"
    )
    assert [(t.where, t.comparator, str(t.value), t.unit) for t in reading.targets] == [
        ("专栏2", "=", "3", "条"),
        ("专栏2", "<=", "2", "人"),
    ]


def test_words_in_such_a_table_that_are_no_sentences_are_no_goals() -> None:
    reading = read_text(
        f"{BOX}\t渠道\n\t渠道3条\n\n\t泵房\n\t泵房5座\n\n二、保障措施\n（一）加强领导。落实责任。\n"
    )
    assert reading.targets == ()
