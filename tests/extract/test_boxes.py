"""A target in a box: its task is the box's item, its action the box."""

from __future__ import annotations

from plans import read_text

TITLE = "青禾市清泉行动计划（2021－2025年）\n"
END = "二、保障措施\n（一）加强领导。落实责任。\n"


def box(number: int, title: str, item: str) -> str:
    return f"专栏{number}　{title}\n1.摸清底数。全面排查。\n2.{item}\n"


def titles(text: str) -> list[tuple[str, str, str]]:
    return [(one.where, one.action, one.task) for one in read_text(TITLE + text).targets]


def test_the_box_is_the_action_of_what_it_lists() -> None:
    text = (
        "一、主要任务\n"
        "（一）治理河道\n加强治理。\n" + box(1, "河道工程", "修建渠道。新建渠道3条。")
        + "（二）改造泵站\n加强改造。\n" + box(2, "泵站工程", "更新设备。改造泵房12座。")
    )  # fmt: skip
    assert titles(text + END) == [
        ("专栏1 2", "河道工程", "修建渠道"),
        ("专栏2 2", "泵站工程", "更新设备"),
    ]


def test_in_a_plan_with_actions_it_is_about_the_one_above_it() -> None:
    text = (
        "一、实施清泉工程\n（一）治理河道\n加强治理。\n（二）改造泵站\n加强改造。\n"
        + box(1, "重点工程", "修建渠道。新建渠道3条。")
        + END
        + box(2, "泵站工程", "更新设备。改造泵房12座。")
    )
    assert titles(text) == [
        ("专栏1 2", "实施清泉工程", "修建渠道"),
        ("专栏2 2", "泵站工程", "更新设备"),
    ]


def test_the_labels_of_a_boxs_lines_are_no_tasks() -> None:
    text = (
        "一、主要任务\n（一）治理河道\n加强治理。\n专栏1-1　智慧水网工程\n"
        "智慧渠道：新建渠道3条，安装水位计40台套。\n智慧泵房：改造泵房12座。\n"
    )
    assert titles(text + END) == [
        ("专栏1-1", "", "治理河道"),
        ("专栏1-1", "", "治理河道"),
        ("专栏1-1", "", "治理河道"),
    ]


def test_a_numbered_project_between_the_items_of_a_part_is_a_box() -> None:
    text = (
        "一、改善供水\n（一）治理河道\n加强治理。\n重点工程之一：河道提升工程加强护岸，新建渠道3条。\n"
        "（二）改造泵站\n改造泵房12座。\n"
    )
    assert titles(text + END) == [
        ("重点工程之一", "改善供水", ""),
        ("一（二）", "改善供水", "改造泵站"),
    ]
