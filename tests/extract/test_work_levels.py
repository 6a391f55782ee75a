"""Which titles are a target's action and task, in plans of many builds."""

from __future__ import annotations

import pytest
from plans import read_text

TITLE = "青禾市清泉行动方案（2023—2025年）\n"
MEASURES = "完善水网。加固堤岸。清理淤泥。新建渠道3条。\n"


def titles(text: str) -> list[tuple[str, str, str]]:
    return [(one.where, one.action, one.task) for one in read_text(TITLE + text).targets]


def test_the_level_that_groups_tasks_anywhere_is_that_of_actions() -> None:
    assert titles(
        "一、推进供水\n新建水厂2座。\n二、治理河道\n（一）清淤。清淤河道5公里。\n"
        "（二）护岸\n1.新建护岸3公里。\n2.建设泵站\n（1）改造。改造泵站4座。\n"
    ) == [
        ("一", "推进供水", ""),
        ("二（一）", "治理河道", "清淤"),
        ("二（二）1", "治理河道", "护岸"),
        ("二（二）2（1）", "治理河道", "护岸"),
    ]


def test_frames_are_no_actions() -> None:
    assert titles(
        "一、2023年重点工作任务\n（一）推进供水\n新建水厂2座。\n（二）治理河道\n"
        "1.清淤。清淤河道5公里。\n二、实施两大工程\n（一）引水工程\n新建渠道3条。\n"
        "（二）净水工程\n1.改造泵站。改造泵站4座。\n"
    ) == [
        ("一（一）", "推进供水", ""),
        ("一（二）1", "治理河道", "清淤"),
        ("二（一）", "引水工程", ""),
        ("二（二）1", "净水工程", "改造泵站"),
    ]


@pytest.mark.parametrize("frame", ["一、主要任务\n", "一、政策措施\n", "一、重点领域\n"])
def test_single_measures_of_one_level_are_tasks(frame: str) -> None:
    assert titles(f"{frame}（一）推进供水。新建水厂2座。\n（二）治理河道。清淤河道5公里。\n") == [
        ("一（一）", "", "推进供水"),
        ("一（二）", "", "治理河道"),
    ]


def test_headings_of_one_level_with_several_measures_each_are_actions() -> None:
    assert titles(f"一、推进供水\n{MEASURES}二、治理河道\n{MEASURES}") == [
        ("一", "推进供水", ""),
        ("二", "治理河道", ""),
    ]


def test_labels_and_names_say_what_is_an_action() -> None:
    assert titles(
        "一、攻坚目标\n新建水厂2座。\n二、攻坚行动\n行动一：供水行动\n新建渠道3条。\n"
        "行动二：治河行动\n清淤河道5公里。\n三、组织实施\n（一）加强领导。每年巡查2次。\n"
        "（二）实施亮水行动。新建路灯30盏。\n"
    )[:3] == [("一", "", ""), ("二行动一", "供水行动", ""), ("二行动二", "治河行动", "")]


def test_what_secures_a_plan_has_no_task_unless_its_numbers_go_on() -> None:
    work = "一、主要任务\n（一）推进供水。新建水厂2座。\n（二）治理河道。清淤河道5公里。\n"
    assert titles(f"{work}二、保障措施\n（一）加大投入。新建泵站3座。\n")[-1] == (
        "二（一）",
        "",
        "",
    )
    assert titles(f"{work}二、保障措施\n（三）加大投入。新建泵站3座。\n")[-1] == (
        "二（三）",
        "",
        "加大投入",
    )


def test_the_steps_of_a_plan_are_neither() -> None:
    found = titles(
        "一、推进供水\n（一）建厂。新建水厂2座。\n二、实施步骤\n（一）全面实施阶段。新建渠道3条。\n"
    )
    assert found == [("一（一）", "推进供水", "建厂"), ("二（一）", "", "")]


def test_a_label_before_a_colon_is_the_title() -> None:
    assert titles(
        "一、推进供水\n（一）水厂建设：新建水厂2座。\n（二）管网改造：改造管网20公里。\n"
    ) == [("一（一）", "推进供水", "水厂建设"), ("一（二）", "推进供水", "管网改造")]


def test_the_titled_items_of_a_running_list_are_tasks() -> None:
    assert titles(
        "一、推进供水\n一是扩水源。新建水厂2座。二是通管网。完善水网，改造管网20公里。\n"
        "二、治理河道\n清淤河道5公里。\n"
    ) == [
        ("一·一", "推进供水", "扩水源"),
        ("一·二", "推进供水", "通管网"),
        ("二", "治理河道", ""),
    ]


@pytest.mark.parametrize(
    "items",
    [
        "一是新建水厂2座。二是改造管网20公里。\n",
        "一是扩水源。新建水厂2座。二是改造管网20公里。\n",
        "一是扩水源。新建水厂2座。二是通管网。改造管网20公里。（责任单位：市水利局）\n",
    ],
)
def test_items_that_are_sentences_or_share_their_bodies_are_none(items: str) -> None:
    found = titles(f"一、推进供水\n{items}")
    assert [(where, action + task) for where, action, task in found] == [
        ("一·一", "推进供水"),
        ("一·二", "推进供水"),
    ]


def test_spoken_titles_say_what_a_part_is_for() -> None:
    assert titles(
        "第一部分　要达到什么水平\n到2025年，净水率达到90%。\n第二部分　干什么\n"
        "新建水厂2座。\n第三部分　靠什么\n每年安排资金300万元。\n"
    ) == [("第一部分", "", ""), ("第二部分", "", ""), ("第三部分", "", "")]


def test_a_number_before_a_wide_blank_heads_a_title_with_a_stop() -> None:
    assert titles("1　推进供水。新建水厂2座。\n2　治理河道。清淤河道5公里。\n") == [
        ("1", "", "推进供水"),
        ("2", "", "治理河道"),
    ]


@pytest.mark.parametrize("heading", ["{}\n", "【{}】\n", "● {}\n"])
def test_short_lines_head_the_paragraphs_below_them(heading: str) -> None:
    heads = [heading.format(one) for one in ("三条底线", "供水", "治河")]
    assert titles(
        f"{heads[0]}全市净水率保持在90%以上。\n\n{heads[1]}全年新建水厂2座、泵站4座。\n\n"
        f"{heads[2]}全年清淤河道5公里、湖泊2个。\n"
    ) == [
        ("", "", ""),
        ("", "", "供水"),
        ("", "", "供水"),
        ("", "", "治河"),
        ("", "", "治河"),
    ]


def test_paragraphs_without_a_title_between_those_with_one_have_none() -> None:
    assert titles(
        "今年全市治水工作的总盘子是：新建渠道3公里，净水率达到90%。\n"
        "推进供水。全年新建水厂2座。\n治理河道。全年清淤河道5公里。\n保护湿地。全年修复湿地6处、河口2处。\n"
        "各县区每季度报送进展，至少形成2个典型案例。\n"
    ) == [
        ("", "", ""),
        ("", "", ""),
        ("", "", "推进供水"),
        ("", "", "治理河道"),
        ("", "", "保护湿地"),
        ("", "", "保护湿地"),
        ("", "", ""),
    ]
