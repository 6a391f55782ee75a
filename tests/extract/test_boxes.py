"""A target in a box: its task is the box's item, its action the part in which the box stands."""

from __future__ import annotations

from plans import read_text

TITLE = "青禾市清泉行动计划（2021－2025年）\n"
END = "二、保障措施\n（一）加强领导。落实责任。\n"


def box(number: int, title: str, item: str) -> str:
    return f"专栏{number}　{title}\n1.摸清底数。全面排查。\n2.{item}\n"


def titles(text: str) -> list[tuple[str, str, str]]:
    return [(one.where, one.action, one.task) for one in read_text(TITLE + text).targets]


def test_the_action_is_the_part_in_which_the_box_is_printed() -> None:
    text = (
        "一、主要任务\n"
        "（一）治理河道\n加强治理。\n" + box(1, "河道工程", "修建渠道。新建渠道3条。")
        + "（二）改造泵站\n加强改造。\n" + box(2, "泵站工程", "更新设备。改造泵房12座。")
    )  # fmt: skip
    assert titles(text + END) == [
        ("专栏1 2", "治理河道", "修建渠道"),
        ("专栏2 2", "改造泵站", "更新设备"),
    ]


def test_the_chapter_around_such_parts_is_no_action_of_their_boxes() -> None:
    text = (
        "一、重大举措\n"
        "（一）治理河道\n加强治理。\n" + box(1, "河道工程", "修建渠道。新建渠道3条。")
        + "（二）改造泵站\n加强改造。\n" + box(2, "泵站工程", "更新设备。改造泵房12座。")
    )  # fmt: skip
    assert [action for _, action, _ in titles(text + END)] == ["治理河道", "改造泵站"]


def test_one_box_behind_the_last_part_is_of_the_chapter_that_names_an_action() -> None:
    text = (
        "一、实施清泉工程\n（一）治理河道\n加强治理。\n（二）改造泵站\n加强改造。\n"
        + box(1, "重点工程", "修建渠道。新建渠道3条。")
    )  # fmt: skip
    assert titles(text + END) == [("专栏1 2", "实施清泉工程", "修建渠道")]


def test_a_box_behind_the_last_part_of_a_chapter_of_tasks_stands_in_that_part() -> None:
    text = (
        "一、主要任务\n（一）治理河道\n加强治理。\n（二）改造泵站\n加强改造。\n"
        + box(1, "重点工程", "修建渠道。新建渠道3条。")
    )  # fmt: skip
    assert titles(text + END) == [("专栏1 2", "改造泵站", "修建渠道")]
