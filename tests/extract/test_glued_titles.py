"""Titles whose text follows at once, where most headings of one level have lost their break."""

from __future__ import annotations

from plans import read_text

TITLE = "青禾市清泉行动计划（2021－2025年）\n"
GLUED = (
    "一、重点任务\n"
    "（一）优化水源保护机制强化水源地管理，完善巡查制度。新建渠道3条。\n"
    "（二）提升管网供水能力加快管网更新，改造泵房12座。\n"
    "（三）规范用水服务行为加强窗口建设。培训窗口人员200人。\n"
    "二、保障措施\n（一）加强组织领导强化统筹协调，落实责任。\n"
)
CLOSED = (
    "一、重点任务\n"
    "（一）优化水源保护机制。强化水源地管理，完善巡查制度。新建渠道3条。\n"
    "（二）提升管网供水能力加强管网更新改造。改造泵房12座。\n"
    "（三）规范用水服务行为。加强窗口建设。培训窗口人员200人。\n"
)


def _tasks(text: str) -> list[tuple[str, str]]:
    return [(one.where, one.task) for one in read_text(TITLE + text).targets]


def test_a_title_ends_where_the_text_of_most_headings_begins() -> None:
    assert _tasks(GLUED) == [
        ("一（一）", "优化水源保护机制"),
        ("一（二）", "提升管网供水能力"),
        ("一（三）", "规范用水服务行为"),
    ]


def test_a_single_title_of_two_verbs_is_left_as_it_is() -> None:
    assert _tasks(CLOSED)[1] == ("一（二）", "提升管网供水能力加强管网更新改造")


def test_what_was_so_before_the_plan_is_told_by_the_words_behind_its_title() -> None:
    text = "一、发展背景\n（一）现有基础“十三五”期间，建成泵房40座。\n" + GLUED.replace(
        "二、", "三、"
    ).replace("一、重点", "二、重点")
    assert [where for where, _ in _tasks(text)] == ["二（一）", "二（二）", "二（三）"]
