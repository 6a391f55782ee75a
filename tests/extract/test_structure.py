from datetime import date

import pytest
from plans import plan_with, read_text

from plankg.errors import NotAPlanError

CHAPTERS = """清泉省“十四五”水利规划
第一章　总体要求
第一节　指导思想
坚持节水优先。
第二节　主要目标
到2025年，用水总量控制在90亿立方米以内。
第二章　重点任务
第一节　建设骨干水网
建设水库3座。
"""


def outline(text: str) -> list[tuple[str, str, str]]:
    return [(e.where, e.type, e.title) for e in read_text(text).elements]


def test_sections_actions_tasks_and_safeguards_are_told_apart() -> None:
    assert outline(plan_with("修渠。")) == [
        ("一", "Section", "重点任务"),
        ("一（一）", "Action", "实施清泉行动"),
        ("一（一）1", "Task", "引水入城"),
        ("二", "Section", "保障措施"),
        ("二（一）", "Safeguard", "加强领导"),
    ]


def test_chapters_and_sections_are_headings_too() -> None:
    found = outline(CHAPTERS)
    assert ("第一章第二节", "Section", "主要目标") in found
    assert ("第一章第二节", "Objective", "") in found
    assert ("第二章第一节", "Task", "建设骨干水网") in found


DEEP = (
    "江阴市清泉行动计划（2021－2023年）\n"
    "{frame}（一）实施清泉行动\n"
    "1．引水入城。新建泵房2座。（市水利局负责）\n"
    "（1）加固渠道，新建渠道3条。（市住房城乡建设局负责）\n"
    "① 清理河道。\n"
    "2．清淤。清淤河道5公里。\n"
)


@pytest.mark.parametrize("frame", ["一、重点任务\n", "一、任务分工\n", "一、2021年重点工作任务\n"])
def test_what_stands_below_a_task_is_a_measure_of_it(frame: str) -> None:
    reading = read_text(DEEP.format(frame=frame))
    assert [(t.where, t.action, t.task, t.responsible) for t in reading.targets] == [
        ("一（一）1", "实施清泉行动", "引水入城", "市水利局"),
        ("一（一）1（1）", "实施清泉行动", "引水入城", "市住房城乡建设局"),
        ("一（一）2", "实施清泉行动", "清淤", ""),
    ]
    held = [(r.where, r.element, r.body) for r in reading.responsibilities]
    assert held[1] == (
        "一（一）1（1）",
        "加固渠道，新建渠道3条",
        "市住房城乡建设局",
    )


def test_a_chapter_of_goals_is_no_action() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n第一章　愿景与修复目标\n第一节　明确修复方向\n"
        "一、阶段性目标\n到2022年，净水率达到85%。\n第二章　重点任务\n一、引水\n修渠。\n"
    )
    assert [(t.action, t.task) for t in reading.targets] == [("", "")]


def test_levels_are_counted_from_the_frame_on() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n第一部分　建设水网\n一、重点任务\n"
        "（一）实施清泉行动\n1．引水入城。新建泵房2座。\n二、修渠\n（一）清淤。清淤河道5公里。\n"
    )
    assert [(t.where, t.action, t.task) for t in reading.targets] == [
        ("第一部分一（一）1", "实施清泉行动", "引水入城"),
        ("第一部分二（一）", "修渠", "清淤"),
    ]


@pytest.mark.parametrize("frame", ["重点行动", "重点任务", "行动任务", "修渠引水"])
def test_below_a_frame_what_is_named_an_action_is_one(frame: str) -> None:
    text = (
        f"江阴市清泉行动计划（2021－2023年）\n一、{frame}\n"
        "（一）水网提质行动。新建泵房2座。\n（二）节水惠民行动。清淤河道5公里。\n"
    )
    told = (frame, "水网提质行动") if frame == "修渠引水" else ("水网提质行动", "")
    first = read_text(text).targets[0]
    assert (first.action, first.task) == told


def test_a_text_without_line_breaks_is_cut_where_the_numbering_goes_on() -> None:
    text = (
        "清泉市治水实施意见\n一、主要任务。（一）修渠。加固渠道。（二）清淤。清理河道。"
        "二、保障措施。（一）加强领导。落实责任。"
    )
    wheres = [where for where, _, _ in outline(text)]
    assert wheres == ["一", "一（一）", "一（二）", "二", "二（一）"]


def test_an_element_holds_its_own_words_and_points_at_them() -> None:
    reading = read_text(plan_with("修渠。"))
    for element in reading.elements:
        assert reading.text[element.start : element.end] == element.text
    task = next(element for element in reading.elements if element.type == "Task")
    assert task.text == "1．引水入城。修渠。"


def test_iris_name_the_path() -> None:
    iris = [element.iri.partition("/id/")[2] for element in read_text(plan_with("修渠。")).elements]
    assert iris[:3] == [
        "test-plan/section/1",
        "test-plan/section/1/action/1",
        "test-plan/section/1/action/1/task/1",
    ]


def test_the_plan_says_its_title_period_and_area() -> None:
    meta = read_text(plan_with("修渠。")).meta
    assert meta.title == "江阴市清泉行动计划（2021－2023年）"
    assert (meta.period_start, meta.period_end) == (date(2021, 1, 1), date(2023, 12, 31))
    assert (meta.area, meta.area_iri[-6:]) == ("江阴市", "320281")


def test_a_five_year_plan_has_its_five_years() -> None:
    meta = read_text(CHAPTERS).meta
    assert (meta.period_start, meta.period_end) == (date(2021, 1, 1), date(2025, 12, 31))
    assert meta.area == "清泉省"


def test_issuer_number_and_date_are_read_from_the_notice() -> None:
    meta = read_text(
        "江阴市人民政府\n样政发〔2021〕3号\n现将计划印发给你们。\n江阴市人民政府\n2021年2月8日\n"
        + plan_with("修渠。")
    ).meta
    assert meta.number == "样政发〔2021〕3号"
    assert (meta.issuers, meta.issued) == (("江阴市人民政府",), date(2021, 2, 8))


def test_a_text_without_numbered_headings_is_no_plan() -> None:
    with pytest.raises(NotAPlanError, match="no numbered headings"):
        read_text("今天天气很好，我们去春游。")


ANNEX = plan_with("修渠。（责任单位：市水利局）") + (
    "附件\n2021年重点工作目标\n"
    "\t重点任务\n\t序号\n\t主要目标\n\t参与部门\n\t牵头单位\n\n"
    "\t1.引水入城\n\t1\n\t新建净水站3座。\n\t市财政局、\n市城管局\n\t市水利局\n\n"
    "\t\n\t2\n\t编制规划。\n\t\n\t市发改委\n"
)


def test_the_list_of_annexes_is_no_part_of_the_last_safeguard() -> None:
    reading = read_text(ANNEX.replace("附件\n2021", "\n附件：2021年重点工作目标\n附件\n2021"))
    safeguard = next(element for element in reading.elements if element.type == "Safeguard")
    assert safeguard.text == "（一）加强领导。落实责任。"
    assert [e.where for e in reading.elements if e.type == "WorkGoal"] == ["附件 1.1", "附件 1.2"]


def test_a_goal_of_a_yearly_annex_is_due_at_the_end_of_its_year() -> None:
    goals = [e for e in read_text(ANNEX).elements if e.type == "WorkGoal"]
    assert {str(goal.deadline) for goal in goals} == {"2021-12-31"}


def test_an_annex_is_read_by_its_header_words_in_any_column_order() -> None:
    reading = read_text(ANNEX)
    goals = [element for element in reading.elements if element.type == "WorkGoal"]
    assert [(goal.where, goal.text, goal.qualitative) for goal in goals] == [
        ("附件 1.1", "新建净水站3座。", False),
        ("附件 1.2", "编制规划。", True),
    ]
    roles = [
        (fact.where, fact.body, fact.role)
        for fact in reading.responsibilities
        if fact.where.startswith("附件")
    ]
    assert roles == [
        ("附件 1.1", "市水利局", "lead"),
        ("附件 1.1", "市财政局", "participant"),
        ("附件 1.1", "市城管局", "participant"),
        ("附件 1.2", "市发改委", "lead"),
    ]


def test_a_cell_may_say_the_roles_in_words() -> None:
    text = plan_with("修渠。") + (
        "附件\n重点工作\n\t序号\n\t重点工作\n\t负责单位\n\n"
        "\t1\n\t加固渠道。\n\t市水利局、市城管局牵头，市财政局等按职责分工负责\n\n"
        "\t2\n\t清理河道。\n\t市水利局（牵头）、市财政局\n"
    )
    facts = read_text(text).responsibilities
    assert [(fact.where, fact.body, fact.role) for fact in facts] == [
        ("附件 1", "市水利局", "lead"),
        ("附件 1", "市城管局", "lead"),
        ("附件 1", "市财政局", "participant"),
        ("附件 2", "市水利局", "lead"),
        ("附件 2", "市财政局", "participant"),
    ]


def test_an_annex_goal_belongs_to_the_bodys_task_and_has_the_annexs_year() -> None:
    reading = read_text(ANNEX)
    task = next(element for element in reading.elements if element.type == "Task")
    goal = next(element for element in reading.elements if element.type == "WorkGoal")
    (target,) = (target for target in reading.targets if target.goal)
    assert goal.parent_iri == task.iri
    assert [place.title for place in task.places] == ["引水入城"]
    assert (target.task, target.lead, target.responsible) == ("引水入城", "市水利局", "")
    assert (str(target.period_start), str(target.period_end)) == ("2021-01-01", "2021-12-31")


BOXES = """江阴市清泉行动计划（2021－2023年）
一、重点任务
（一）实施清泉行动
1﹒修渠。加固渠道。（责任单位：市水利局）
专栏1　清泉工程
新建泵房5座。
2﹒清淤。清理河道。
"""


def test_a_box_stands_outside_the_numbering_and_has_no_list() -> None:
    reading = read_text(BOXES)
    (target,) = reading.targets
    assert (target.where, target.action, target.task) == ("专栏1", "实施清泉行动", "")
    assert target.responsible == ""
    assert [e.where for e in reading.elements if e.type == "Task"] == ["一（一）1", "一（一）2"]


def test_paragraphs_that_each_have_a_list_are_measures_of_their_own() -> None:
    reading = read_text(
        "江阴市清泉若干政策\n一、修渠\n"
        "加固渠道。新建渠道3条。（责任单位：市水利局）\n"
        "建设泵房。新建泵房5座。（责任单位：市城管局）\n"
    )
    assert [(t.where, t.action, t.task, t.responsible) for t in reading.targets] == [
        ("一", "修渠", "加固渠道", "市水利局"),
        ("一", "修渠", "建设泵房", "市城管局"),
    ]


FRAME = (
    "江阴市清泉行动计划（2021－2023年）\n一、总体要求\n坚持节水。{goal}\n二、修渠\n新建渠道3条。\n"
)


@pytest.mark.parametrize(
    ("goal", "where"),
    [
        ("到2023年，净水率达到85%。", ["一", "二"]),
        ("到2023年，新建百个净水站。", ["一", "二"]),
        ("到2023年，治水改革取得突破。水清岸绿。新建净水站3座以上。", ["一", "二"]),
        ("——到2023年，治水改革取得突破。净水率提高5个百分点。", ["一", "二"]),
        ("到2023年，治水改革取得突破。坚持3条原则。", ["二"]),
        ("2020年，净水率达到80%。", ["二"]),
        ("2022年，净水率提高3个百分点，新建净水站5座。", ["一", "一", "二"]),
    ],
)
def test_a_frame_without_a_part_of_goals_is_read_for_them(goal: str, where: list[str]) -> None:
    assert [target.where for target in read_text(FRAME.format(goal=goal)).targets] == where


@pytest.mark.parametrize(
    "spaced",
    [
        "一 、总  体  要  求\n坚持节水。\n二 、重 点 任 务\n（ 一 ）修渠\n新建渠道3条。\n",
        "第 一 章　总体要求\n坚持节水。\n第 二 章　重点任务\n（ 一 ）修渠\n新建渠道3条。\n",
    ],
)
def test_blanks_within_headings_do_no_harm(spaced: str) -> None:
    reading = read_text("江阴市清泉行动计划（2021－2023年）\n" + spaced)
    assert [e.type for e in reading.elements] == ["Section", "Section", "Task"]
    assert [t.indicator for t in reading.targets] == ["渠道"]


def test_a_heading_may_follow_a_full_stop_and_a_blank() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n"
        "1．修渠。加固渠道。 2．清淤。清理河道。\n"
    )
    assert [e.where for e in reading.elements] == ["一", "一1", "一2"]


def test_divisions_and_labelled_tasks_are_parts() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n第一部分　总体要求\n坚持节水。\n第二部分　重点任务\n"
        "任务一：修渠\n（一）拓渠。新建渠道3条。（责任单位：市水利局）\n"
        "任务二：清淤\n新建泵房5座。（责任单位：市城管局）\n"
    )
    assert [(e.where, e.type, e.title) for e in reading.elements] == [
        ("第一部分", "Section", "总体要求"),
        ("第二部分", "Section", "重点任务"),
        ("第二部分任务一", "Action", "修渠"),
        ("第二部分任务一（一）", "Task", "拓渠"),
        ("第二部分任务二", "Task", "清淤"),
    ]
    assert [(t.where, t.responsible) for t in reading.targets] == [
        ("第二部分任务一（一）", "市水利局"),
        ("第二部分任务二", "市城管局"),
    ]


@pytest.mark.parametrize("title", ["目标指标", "主要指标", "目标要求"])
def test_aims_below_general_words_are_read(title: str) -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、总体要求\n（一）指导思想。让水更清。\n"
        f"（二）{title}。全面完成任务。河湖水质优良率达到85%。\n二、重点任务\n（一）引水。修渠。\n"
    )
    assert [(t.where, t.indicator) for t in reading.targets] == [("一（二）", "河湖水质优良率")]


@pytest.mark.parametrize(
    ("items", "wheres"),
    [
        ("一是新建渠道3条；二是新建泵房5座。三是加强管护。", ["一·一", "一·二"]),
        ("一是渠道更长。新建渠道3条。\n二是水更清。新建泵房5座。", ["一·一", "一·二"]),
        ("①新建渠道3条。②新建泵房5座。", ["一①", "一②"]),
        ("——新建渠道3条。\n——新建泵房5座。", ["一", "一"]),
        ("•新建渠道3条；\n•新建泵房5座。", ["一", "一"]),
    ],
)
def test_marks_of_items_are_no_part_of_them(items: str, wheres: list[str]) -> None:
    reading = read_text(f"江阴市清泉行动计划（2021－2023年）\n一、修渠\n{items}\n")
    assert [(t.where, t.indicator, t.quote) for t in reading.targets] == [
        (wheres[0], "渠道", "新建渠道3条"),
        (wheres[1], "泵房", "新建泵房5座"),
    ]


def test_a_part_that_looks_back_on_the_plan_before_commits_to_nothing() -> None:
    reading = read_text(
        "江阴市水利发展第十四个五年规划\n一、新阶段新起点\n1.1 治水迈上新台阶\n"
        "“十三五”期间，治水力度加大。\n1.1.1 供水能力增强。净水率达到85%。\n"
        "1.2 把握新机遇\n“十四五”时期，新建渠道3条。\n二、主要任务\n2.1 引水\n新建泵房5座。\n"
    )
    assert [(t.where, t.quote) for t in reading.targets] == [
        ("1.2", "新建渠道3条"),
        ("2.1", "新建泵房5座"),
    ]


def test_an_item_in_a_numbered_part_is_the_last_number_of_the_path() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）修渠。"
        "①加固堤防：新建渠道3条；②清淤：新建泵房5座。\n（二）绿化\n①新建苗圃4个。\n建设水上公园2个。\n"
    )
    assert [(t.where, t.quote) for t in reading.targets] == [
        ("一（一）①", "新建渠道3条"),
        ("一（一）②", "新建泵房5座"),
        ("一（二）①", "新建苗圃4个"),
        ("一（二）", "建设水上公园2个"),
    ]


def test_a_task_may_be_numbered_in_brackets_through_all_parts() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、净水\n净水先行。\n"
        "【重点任务1】修渠。新建渠道3条。\n【重点任务2】清淤。\n1.清河。清理河道12公里。\n"
        "二、保水\n（一）管水\n【重点任务3】绿化。建设苗圃4个。\n"
    )
    assert [t.where for t in read_text(text).targets] == [
        "一重点任务1",
        "一重点任务2 1",
        "二（一）重点任务3",
    ]


def test_chapters_stand_below_the_divisions_of_a_plan() -> None:
    text = (
        "江阴市“十四五”水务规划\n第一部分　总体战略\n第一章　主要目标\n（一）净水\n"
        "到2025年，净水率达到85%。\n第二部分　任务\n第二章　修渠\n新建渠道3条。\n"
    )
    assert [t.where for t in read_text(text).targets] == [
        "第一部分第一章（一）",
        "第二部分第二章",
    ]


def test_a_box_may_be_numbered_in_brackets() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、净水\n（一）修渠\n净水先行。\n"
        "【专栏1】　修渠工程\n1.干渠。新建渠道3条。\n"
    )
    assert [t.where for t in read_text(text).targets] == ["专栏1 1"]


GLUED = (
    "江阴市清泉行动计划（2021－2025年）\n一、净水\n（一）修渠\n"
    "净水先行。专栏1　修渠工程（一）干渠。新建干渠3条。（二）支渠。新建支渠7条。"
)


def test_a_box_may_begin_within_the_line_of_another() -> None:
    text = GLUED + "专栏2　泵站工程（一）新站。新建泵站5座。（二）泵房。新建泵房9座。\n"
    found = [(t.where, t.task) for t in read_text(text).targets]
    assert found == [
        ("专栏1（一）", "干渠"),
        ("专栏1（二）", "支渠"),
        ("专栏2（一）", "新站"),
        ("专栏2（二）", "泵房"),
    ]


def test_a_box_in_a_line_may_begin_with_a_label() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、净水\n（一）修渠\n净水先行。"
        "专栏1　供水保障重点工程水源保障工程：新建水库6座。管网改造工程：新建管网80公里。"
        "二、节水。新建水箱4座。\n"
    )
    found = [(t.where, t.indicator) for t in read_text(text).targets]
    assert found == [("专栏1", "水库"), ("专栏1", "管网"), ("二", "水箱")]
    mentioned = text.replace("供水保障重点工程水源保障工程：", "供水保障重点工程：")
    assert next(t.where for t in read_text(mentioned).targets) == "一（一）"


def test_the_numbering_around_a_box_goes_on_behind_it_in_its_line() -> None:
    text = GLUED + "（三）管网。新建管网2公里。二、节水。新建水箱4座。\n"
    wheres = [t.where for t in read_text(text).targets]
    assert wheres == ["专栏1（一）", "专栏1（二）", "专栏1（三）", "二"]


@pytest.mark.parametrize("mention", ["专栏2所列工程", "专栏2明确的任务", "专栏2。"])
def test_a_box_that_is_mentioned_begins_none(mention: str) -> None:
    text = GLUED + f"{mention}（三）管网。新建管网2公里。\n"
    assert [t.where for t in read_text(text).targets][-1] == "专栏1（三）"


def test_matters_of_a_year_are_parts_with_the_number_that_is_printed() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、实事内容\n"
        "第一件实事：新建泵站5座。\n第二件实事：新建水箱9座，加装阀门3个。\n二、分工\n各负其责。\n"
    )
    found = [t.where for t in read_text(text).targets]
    assert found == ["一第一件实事", "一第二件实事", "一第二件实事"]


def test_a_number_and_a_blank_at_the_head_of_a_line_are_no_words_of_it() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、主要目标\n"
        "1 净水率达到85%，漏损率降到5%。\n\n2 水务产值达到20亿元。\n"
    )
    assert [t.indicator for t in read_text(text).targets] == ["净水率", "漏损率", "水务产值"]


def test_annexes_listed_over_blank_lines_are_no_tasks_of_the_notice() -> None:
    reading = read_text(
        "江阴市水利局关于下发清泉行动计划的通知\n各镇街：\n现下发给你们。\n附件：\n\n"
        "1.江阴市清泉行动计划（2021－2023年）\n\n2.养护技术要求\n\n江阴市水利局\n2021年2月8日\n\n"
        "附件1\n江阴市清泉行动计划（2021－2023年）\n一、主要任务\n（一）引水入城\n"
        "1.2022年6月底前，新建渠道3条。\n2.2023年6月底前，新建泵房2座。\n"
    )
    assert [(t.where, t.indicator) for t in reading.targets] == [
        ("一（一）1", "渠道"),
        ("一（一）2", "泵房"),
    ]
    assert [e.where for e in reading.elements if e.number] == [
        "一",
        "一（一）",
        "一（一）1",
        "一（一）2",
    ]


def test_a_notice_that_says_what_is_to_be_done_is_read_where_its_plans_are_not_there() -> None:
    done = (
        "根据《治水意见》(清政〔2018〕1号)的要求,2021年-2023年,新建净水站30座;新建渠道20条;"
        "建成水库4座;新建泵房5座。现将方案印发给你们,请照此执行。"
    )
    reading = read_text(
        f"江阴市水利局关于印发清泉工程实施方案的通知\n\n各镇街:\n\n{done}\n\n附件:\n\n"
        "1.新建净水站实施方案\n\n2.改造渠道实施方案\n\n江阴市水利局\n\n2021年2月8日\n"
    )
    assert [t.indicator for t in reading.targets] == ["净水站", "渠道", "水库", "泵房"]
    assert not [e for e in reading.elements if e.number]


def test_an_item_of_the_objectives_whose_first_sentence_is_a_goal_is_read_from_there() -> None:
    reading = read_text(
        "青禾市治水三年行动计划（2023—2025年）\n一、主要目标\n1．优化布局。水网更密。\n"
        "2．新建10座水厂。保持水质稳定。80%以上水厂达标。\n二、重点任务\n（一）引水。修渠。"
    )
    assert [(t.where, t.indicator, t.value) for t in reading.targets] == [
        ("一2", "水厂", 10),
        ("一2", "达标的水厂占比", 80),
    ]
    assert [e.text for e in reading.elements if e.type == "Objective"] == [
        "新建10座水厂。",
        "80%以上水厂达标。",
    ]


@pytest.mark.parametrize(
    "title", ["工作原则", "规划原则", "编制依据", "规划范围与期限", "编制说明", "规划期限"]
)
def test_on_what_a_plan_rests_is_background(title: str) -> None:
    text = (
        f"江阴市清泉规划（2021－2025年）\n一、{title}\n1．全市水域共2000公顷。\n2．现有水库3座。\n"
        "二、修渠\n新建渠道3条。\n三、保障制度\n（一）加强领导。落实责任。\n"
    )
    reading = read_text(text)
    assert [t.where for t in reading.targets] == ["二"]
    assert [(e.where, e.type) for e in reading.elements] == [
        ("一", "Section"),
        ("一1", "Section"),
        ("一2", "Section"),
        ("二", "Task"),
        ("三", "Section"),
        ("三（一）", "Safeguard"),
    ]


def test_an_annex_with_the_next_number_begins_without_a_table_too() -> None:
    text = (
        "江阴市清泉行动计划（2021－2023年）\n一、修渠\n新建渠道3条。\n附表1　渠道清单\n"
        "序号\t项目\t规模\n1\t东干渠\t延长2公里\n2\t西干渠\t拓宽3米\n"
        "附表2　泵站清单\n说明：列入本表的泵站由各镇报送。\n附表5所列不在其内\n"
    )
    annexes = [(e.where, e.title) for e in read_text(text).elements if e.where.startswith("附表")]
    assert [one for one in annexes if one[1]] == [("附表1", "渠道清单"), ("附表2", "泵站清单")]


def test_a_sentence_that_mentions_goals_heads_none() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、工作职责\n（一）各级职责\n"
        "1．镇级河长：负责本镇河道的修建和管护，研究本镇发展目标、主要任务和相关政策，协调解决困难，督促落实。\n"
        "2．村级河长：负责巡河。\n二、修渠\n新建渠道3条。\n"
    )
    assert [e.type for e in reading.elements if e.where == "一（一）1"] == ["Task"]


def test_what_is_deeper_than_the_tasks_lies_in_its_task() -> None:
    text = (
        "江阴市清泉行动方案（2021－2023年）\n一、重点任务\n（一）优化供水\n1.完善水网\n"
        "（1）优化报装服务，提升供水可靠性。新建渠道3条。\n"
        "（2）扩大学校、幼儿园饮水点，切实解决学生饮水不便问题。新建泵房5座。\n"
    )
    found = [(one.action, one.task, one.indicator) for one in read_text(text).targets]
    assert found == [
        ("优化供水", "完善水网", "渠道"),
        ("优化供水", "完善水网", "泵房"),
    ]


def test_what_there_is_stands_before_what_is_to_be() -> None:
    reading = read_text(
        "江阴市治水工作安排\n全市水网面积3860公里。今后五年（2022—2026年），新建渠道20公里。\n"
        "一、推进供水\n新建水厂2座。\n"
    )
    assert [one.quote for one in reading.targets] == ["新建渠道20公里", "新建水厂2座"]
