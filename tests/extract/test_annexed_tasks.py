"""Annexes without a table that divide a plan's work further have parts and bodies of their own."""

from __future__ import annotations

from plans import read_text

BODY = (
    "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）引水。新建渠道3条。（市水利局负责）\n"
    "二、保障措施\n（一）加强领导。\n"
)
ANNEX = (
    "附件{number}\n江阴市落实《全省清泉规划》{title}\n根据省里的要求，分工如下：\n"
    "一、守好水源\n（一）建泵房。新建泵房12座。（省水利厅、财政厅、能源局，各地级以上市政府负责）"
    "（市级任务分工：市水利局、财政局、能源局，江阴海事处负责）\n"
    "二、用好河湖\n（二）办赛事。（省体育局，各地级以上市政府负责）"
    "（市分工方案：市体育局、市场监管局负责）\n"
)


def test_annexed_tasks_are_elements_whose_paths_name_the_annex() -> None:
    reading = read_text(BODY + ANNEX.format(number="2", title="任务分工"))
    assert [(e.where, e.type, e.title) for e in reading.elements if e.title][-5:] == [
        ("附件2", "Section", "江阴市落实《全省清泉规划》任务分工"),
        ("附件2 一", "Action", "守好水源"),
        ("附件2 一（一）", "Task", "建泵房"),
        ("附件2 二", "Action", "用好河湖"),
        ("附件2 二（二）", "Task", "办赛事"),
    ]
    assert [(t.where, t.action, t.task, t.indicator, t.value) for t in reading.targets] == [
        ("一（一）", "", "引水", "渠道", 3),
        ("附件2 一（一）", "守好水源", "建泵房", "泵房", 12),
    ]
    starts = [element.start for element in reading.elements]
    assert starts == sorted(starts)
    assert len({element.iri for element in reading.elements}) == len(starts)


def test_lists_of_two_levels_name_a_body_for_each_of_them() -> None:
    reading = read_text(BODY + ANNEX.format(number="", title="任务分工方案"))
    area = "https://w3id.org/plankg/id/body/320281/"
    found = [
        (one.where, one.body, one.body_iri.removeprefix(area))
        for one in reading.responsibilities
        if one.where.startswith("附件")
    ]
    assert found == [
        ("附件 一（一）", "省水利厅", "省水利厅"),
        ("附件 一（一）", "财政厅", "省财政厅"),
        ("附件 一（一）", "能源局", "省能源局"),
        ("附件 一（一）", "各地级以上市政府", "各地级以上市政府"),
        ("附件 一（一）", "市水利局", "市水利局"),
        ("附件 一（一）", "财政局", "市财政局"),
        ("附件 一（一）", "能源局", "能源局"),
        ("附件 一（一）", "江阴海事处", "江阴海事处"),
        ("附件 二（二）", "省体育局", "省体育局"),
        ("附件 二（二）", "各地级以上市政府", "各地级以上市政府"),
        ("附件 二（二）", "市体育局", "市体育局"),
        ("附件 二（二）", "市场监管局", "市市场监管局"),
    ]
    assert {one.role for one in reading.responsibilities} == {"responsible"}


def test_an_annex_that_sets_standards_has_no_tasks() -> None:
    reading = read_text(BODY + ANNEX.format(number="3", title="泵房工程建设标准"))
    assert [e.where for e in reading.elements][-1] == "附件3"
    assert [t.where for t in reading.targets] == ["一（一）"]
