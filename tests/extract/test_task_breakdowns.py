"""Lists of a year's work as counties print them: 任务分解, 责任分工, 民生实事."""

from __future__ import annotations

from datetime import date

import pytest
from plans import read_text

from plankg.errors import NotAPlanError
from plankg.extract.deadlines import whole_done_by
from plankg.model import Reading

TITLE = "青禾县2023年政府重点工作任务分解\n"


def checked(text: str) -> Reading:
    reading = read_text(text)
    for fact in (*reading.responsibilities, *reading.targets):
        assert reading.text[fact.start : fact.end] == fact.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return reading


def targets(text: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (t.where, t.indicator, f"{t.value:f}", t.unit, str(t.period_end))
        for t in checked(text).targets
    ]


def roles(text: str) -> list[tuple[str, str, str]]:
    return [(one.where, one.body, one.role) for one in checked(text).responsibilities]


GOALS = (
    TITLE
    + "一、主要预期目标\n"
    + "1.粮食产量增长2%左右。\n牵头单位：县农业农村局\n责任单位：县水利局、各乡镇\n"
    + "2.污水处理率达到95%以上。（县水利局牵头，县住建局配合）\n"
    + "3.居民收入与经济同步增长。\n牵头单位：县发改局\n"
    + "二、重点工作\n1.清理河道。新建泵站3座。（责任单位：县水利局）\n"
)


def test_an_item_of_the_objectives_that_is_a_sentence_is_read_as_a_goal() -> None:
    assert targets(GOALS) == [
        ("一1", "粮食产量", "2", "%", "2023-12-31"),
        ("一2", "污水处理率", "95", "%", "2023-12-31"),
        ("二1", "泵站", "3", "座", "2023-12-31"),
    ]


def test_such_a_goal_has_the_bodies_printed_below_it() -> None:
    first, second, _ = checked(GOALS).targets
    assert (first.lead, first.participants) == ("县农业农村局", "县水利局；各乡镇")
    assert (second.lead, second.participants) == ("县水利局", "县住建局")


def test_who_is_responsible_beside_a_lead_on_a_line_of_its_own_joins_it() -> None:
    assert roles(GOALS)[:3] == [
        ("一1", "县农业农村局", "lead"),
        ("一1", "县水利局", "participant"),
        ("一1", "各乡镇", "participant"),
    ]


def test_a_title_above_sentences_of_goals_is_none_itself() -> None:
    text = (
        TITLE
        + "一、主要目标\n1.“十四五”供水目标。\n到2023年，供水率达到90%。\n二、任务\n1.修渠。\n"
    )
    elements = [(e.where, e.type) for e in checked(text).elements]
    assert elements[:3] == [("一", "Section"), ("一1", "Section"), ("一1", "Objective")]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、县水利局牵头工作（2项）", "lead"),
        ("（一）县水利局牵头（2项）", "lead"),
        ("县水利局（2项）", "lead"),
        ("县水利局负责的任务（2项）", "responsible"),
        ("由县水利局牵头落实的工作任务", "lead"),
    ],
)
def test_a_heading_charges_a_body_with_all_items_below_it(heading: str, role: str) -> None:
    number = "" if heading[0] in "一（" else "一、"
    text = f"{TITLE}{number}{heading}\n1.新建泵站3座。\n2.清理河道。（配合单位：县财政局）\n"
    found = [(body, role) for _, body, role in roles(text)]
    assert found == [("县水利局", role), ("县水利局", role), ("县财政局", "participant")]
    (target,) = checked(text).targets
    assert (target.lead or target.responsible) == "县水利局"


def test_an_item_that_names_its_own_lead_is_not_led_by_the_heading() -> None:
    text = TITLE + "一、县水利局牵头（1项）\n1.清理河道。（牵头单位：县住建局）\n"
    assert roles(text) == [("一1", "县住建局", "lead")]


def test_a_heading_with_a_number_of_items_and_no_body_charges_nobody() -> None:
    text = TITLE + "一、促进就业（2项）\n1.新建泵站3座。\n二、培育龙头企业（1项）\n2.修渠。\n"
    assert roles(text) == []


@pytest.mark.parametrize(
    "title", ["坚持社会参与", "加强部门配合", "鼓励企业参与", "压实基层单位负责", "推进各部门协同"]
)
def test_a_heading_that_calls_for_work_together_charges_nobody(title: str) -> None:
    assert roles(f"{TITLE}一、任务\n（一）{title}。新建泵站3座。\n（二）修渠。清理河道。\n") == []


SHEET = (
    "2023年青禾县民生实事项目进展表\n"
    "项目名称 | 工作任务 | 计划完成时间 | 牵头单位 |\n"
    "1.引水项目 | 新建泵站3座； | 6月 | 水利局 |\n"
    "2023.9 | 水务集团 | ||\n"
    "新建渠道5公里； | 2023.10 | 水务集团 | |\n"
    "2.助餐项目 | 新建老年食堂4家。 | 5月底前动工 | 民政局 |\n"
)


def test_a_row_whose_merged_cells_are_not_printed_is_laid_out_by_what_its_cells_are() -> None:
    assert targets(SHEET) == [
        ("1.1", "泵站", "3", "座", "2023-12-31"),
        ("1.2", "渠道", "5", "公里", "2023-10-31"),
        ("2.1", "老年食堂", "4", "家", "2023-12-31"),
    ]
    assert [target.lead for target in checked(SHEET).targets] == [
        "水利局；水务集团", "水务集团", "民政局",
    ]  # fmt: skip


def test_cells_closed_by_bars_on_lines_of_their_own_are_rows() -> None:
    rows = [
        ["序号", "实事项目", "建设内容", "责任单位"],
        ["1", "引水\n（一期）", "新建泵站3座。", "水利局"],
        ["2", "绿化", "种植苗木200株。", "林业局"],
    ]
    printed = "\n".join("|\n" + " |\n".join(row) + " |" for row in rows)
    text = f"青禾县2023年民生实事项目清单\n{printed}\n"
    assert targets(text) == [
        ("1", "泵站", "3", "座", "2023-12-31"),
        ("2", "苗木", "200", "株", "2023-12-31"),
    ]
    assert [body for _, body, _ in roles(text)] == ["水利局", "林业局"]


CELLS = """\
序号\n民生实事\n责任单位\n完成时限
1\n新建2座天桥。\n县住建局\n县公路局\n9月投入使用
2\n建设老年食堂4家。\n县民政局\n5月底前动工
建设托育中心3家。\n12月底前
5\n新建泵站6座。\n县水利局\n11月底前
"""
LINES = (
    "附件：2023年民生实事任务分解表\n青禾县人民政府办公室\n2023年2月1日\n附件\n\n"
    "2023年民生实事任务分解表\n\n" + CELLS.replace("\n", "\n\n")
)


def test_a_table_without_any_heading_is_read() -> None:
    assert targets(LINES) == [
        ("附件 1.1", "天桥", "2", "座", "2023-09-30"),
        ("附件 2.1", "老年食堂", "4", "家", "2023-12-31"),
        ("附件 2.2", "托育中心", "3", "家", "2023-12-31"),
        ("附件 5.1", "泵站", "6", "座", "2023-11-30"),
    ]


def test_a_row_without_number_and_bodies_shares_those_of_the_row_above() -> None:
    assert roles(LINES) == [
        ("附件 1.1", "县住建局", "responsible"),
        ("附件 1.1", "县公路局", "responsible"),
        ("附件 2.1", "县民政局", "responsible"),
        ("附件 2.2", "县民政局", "responsible"),
        ("附件 5.1", "县水利局", "responsible"),
    ]


def test_titles_of_rows_count_where_nothing_else_does() -> None:
    cells = ["序号", "重点工作任务", "主要责任单位", "协同配合单位", "一、2023年主要预期目标"]
    cells += ["3", "粮食产量增长2%左右。", "县农业农村局", "县水利局，各乡镇。"]
    cells += ["二、改善民生", "三、保护生态", "68", "新建泵站3座。", "县水利局", "县财政局。"]
    text = "青禾县2023年重点工作任务分解表\n\n" + "\n\n".join(cells) + "\n"
    assert targets(text) == [
        ("一3", "粮食产量", "2", "%", "2023-12-31"),
        ("三68", "泵站", "3", "座", "2023-12-31"),
    ]
    assert roles(text) == [
        ("一3", "县农业农村局", "lead"),
        ("一3", "县水利局", "participant"),
        ("一3", "各乡镇", "participant"),
        ("三68", "县水利局", "lead"),
        ("三68", "县财政局", "participant"),
    ]


def test_paragraphs_below_a_plans_title_are_its_measures() -> None:
    text = (
        "青禾县2023年十件民生实事\n"
        "新建泵站3座，改善灌溉条件。（责任单位：县水利局）\n"
        "新建老年食堂4家，方便老人就餐。（责任单位：县民政局）\n"
    )
    assert targets(text) == [
        ("", "泵站", "3", "座", "2023-12-31"),
        ("", "老年食堂", "4", "家", "2023-12-31"),
    ]
    assert [body for _, body, _ in roles(text)] == ["县水利局", "县民政局"]


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好。\n明天也是。\n",
        "青禾县水利局举行运动会\n比赛有3个项目，20人参加。\n",
        "首页 | 新闻 | 公告 | 联系\n上页 | 下页 | 尾页 | 3\n",
        "青禾县水利发展规划\n会议认为，水利工作十分重要，各方面都很重视。\n",
    ],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(NotAPlanError, match="no table of tasks or indicators"):
        read_text(text)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("9月投入使用", date(2023, 9, 30)),
        ("12月底前", date(2023, 12, 31)),
        ("2024.8", date(2024, 8, 31)),
        ("2023年6月底前完成", date(2023, 6, 30)),
        ("三季度末", date(2023, 9, 30)),
        ("5月底前动工", None),
        ("1.6月完成主体 2.10月竣工", None),
        ("长期", None),
        ("每年12月底前", None),
        ("12", None),
    ],
)
def test_a_cell_says_when_the_whole_is_done(printed: str, day: date | None) -> None:
    assert whole_done_by(printed, 2023) == day


def test_a_cell_without_a_year_says_no_day_where_the_plan_has_none() -> None:
    assert whole_done_by("9月", None) is None


def test_an_items_number_may_follow_the_title_above_it_on_its_line() -> None:
    text = (
        "青禾县2023年节水工作安排\n"
        "一、修建水网改善用水1、修渠。\n新建渠道3公里。\n2、建站。\n新建泵站2座。\n"
        "二、加强管理保障供水3、巡查。\n新建岗亭4个。\n"
    )
    assert [where for where, *_ in targets(text)] == ["一1", "一2", "二3"]


def test_months_in_a_title_are_no_items() -> None:
    text = "青禾县2023年节水工作安排\n一、抓好1、2月份节水\n新建渠道3公里。\n二、修渠\n清理河道。\n"
    assert [where for where, *_ in targets(text)] == ["一"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [("一、县水利局", "responsible"), ("一、牵头单位：县水利局", "lead")],
)
def test_a_heading_may_be_nothing_but_a_body_or_its_label(heading: str, role: str) -> None:
    text = f"{TITLE}{heading}\n1.新建泵站3座。\n2.清理河道。\n"
    assert roles(text) == [("一1", "县水利局", role), ("一2", "县水利局", role)]


def test_a_body_on_a_line_of_its_own_heads_the_items_below_it() -> None:
    text = TITLE + "县水利局\n1.新建泵站3座。\n2.清理河道。\n县民政局（1项）\n3.新建老年食堂4家。\n"
    assert roles(text) == [
        ("1", "县水利局", "responsible"),
        ("2", "县水利局", "responsible"),
        ("3", "县民政局", "lead"),
    ]


def test_a_body_on_a_line_below_an_item_heads_nothing() -> None:
    text = TITLE + "一、重点工作\n1.新建泵站3座。\n县水利局\n2.新建老年食堂4家。\n县民政局\n"
    assert all(where != "一2" or body != "县水利局" for where, body, _ in roles(text))


def test_what_stands_below_a_name_that_is_not_known_is_no_longer_the_office_s_above() -> None:
    text = TITLE + "县水利局\n1.新建泵站3座。\n养老服务专家\n2.新建老年食堂4家。\n"
    assert roles(text) == [("1", "县水利局", "responsible")]


@pytest.mark.parametrize("heading", ["区域布局", "县域经济全局", "市场中心（2项）", "县级部门"])
def test_words_that_only_end_like_a_body_head_nothing(heading: str) -> None:
    assert roles(f"{TITLE}一、{heading}\n1.新建泵站3座。\n2.清理河道。\n") == []


def test_matters_are_numbered_with_a_word_before_the_number() -> None:
    text = (
        "青禾县2023年十件民生实事\n实事一：新建泵站3座。\n责任单位：县水利局\n"
        "实事二：新建老年食堂4家。\n责任单位：县民政局\n"
    )
    assert roles(text) == [
        ("实事一", "县水利局", "responsible"),
        ("实事二", "县民政局", "responsible"),
    ]


def test_who_is_responsible_in_a_table_with_leads_joins_them() -> None:
    text = (
        "青禾县2023年民生实事任务分解表\n"
        "| 序号 | 工作任务 | 牵头单位 | 责任单位 |\n| --- | --- | --- | --- |\n"
        "| 1 | 新建泵站3座 | 县水利局 | 县财政局、各乡镇 |\n"
        "| 2 | 清理河道 |  | 各乡镇 |\n"
    )
    assert roles(text) == [
        ("1", "县水利局", "lead"),
        ("1", "县财政局", "participant"),
        ("1", "各乡镇", "participant"),
        ("2", "各乡镇", "responsible"),
    ]


def test_bodies_of_two_columns_that_cannot_be_told_apart_are_in_the_ledger() -> None:
    cells = (
        "序号 工作任务 牵头单位 责任单位 完成时限 1 新建泵站3座。 县水利局 县财政局 县住建局 8月底"
    )
    cells += " 2 新建老年食堂4家。 县民政局 各乡镇 9月底 3 清理河道。 县城管局 各乡镇 9月底"
    text = "青禾县2023年重点工作任务分解表\n" + cells.replace(" ", "\n") + "\n"
    assert [one for one in roles(text) if one[0] == "1"] == []
    assert ("2", "县民政局", "lead") in roles(text)
    unread = [entry for entry in checked(text).ledger if entry.state == "not-understood"]
    assert any("县财政局" in entry.quote for entry in unread)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("完成时限：9月底前", "2023-09-30"),
        ("完成时限：5月底前动工", "2023-12-31"),
        ("完成时限：6月完成主体，10月竣工", "2023-12-31"),
    ],
)
def test_a_line_says_when_the_whole_of_an_item_is_done(printed: str, day: str) -> None:
    items = f"1.新建泵站3座。\n责任单位：县水利局\n{printed}\n2.清理河道。\n"
    text = f"{TITLE}一、重点工作\n{items}"
    assert targets(text) == [("一1", "泵站", "3", "座", day)]


def test_without_line_breaks_the_next_number_ends_a_list_of_bodies() -> None:
    text = (
        "青禾县2023年重点工作任务分解为做好今年工作，制定本方案。一、主要预期目标"
        "1.粮食产量增长2%。牵头单位：县农业农村局责任单位：县水利局、各乡镇"
        "2.水费收入增长3%。牵头单位：县水利局责任单位：县财政局二、重点工作"
        "3.新建泵站3座。牵头单位：县水利局责任单位：县住建局"
    )
    assert roles(text) == [
        ("一1", "县农业农村局", "lead"),
        ("一1", "县水利局", "participant"),
        ("一1", "各乡镇", "participant"),
        ("一2", "县水利局", "lead"),
        ("一2", "县财政局", "participant"),
        ("二3", "县水利局", "lead"),
        ("二3", "县住建局", "participant"),
    ]


def test_a_cell_of_several_measures_goes_on_below_a_semicolon() -> None:
    cells = "序号 项目名称 建设内容 牵头单位 1 引水工程 新建泵站3座； 改造学校5所。 县水利局"
    cells += " 2 养老工程 新建老年食堂4家； 建设养老院2所。 县民政局"
    text = "青禾县2023年民生实事\n" + cells.replace(" ", "\n\n") + "\n分享到：\n"
    assert [(where, value) for where, _, value, *_ in targets(text)] == [
        ("1", "3"), ("1", "5"), ("2", "4"), ("2", "2"),
    ]  # fmt: skip
    assert roles(text) == [("1", "县水利局", "lead"), ("2", "县民政局", "lead")]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("发文日期 | 2023-02-14 |", date(2023, 2, 14)),
        ("【公布日期】2023.02.14", date(2023, 2, 14)),
        ("发文日期：2023-02-31", None),
        ("编号 2023-02-14", None),
    ],
)
def test_a_pages_head_tells_the_day_of_issue_in_digits(head: str, day: date | None) -> None:
    text = f"{head}\n青禾县重点工作任务分解\n一、修渠\n清理河道。\n二、建站\n新建泵站3座。\n"
    assert checked(text).meta.issued == day


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("6月底前新建泵站3座，9月底前完成7座。", ["2023-06-30", "2023-09-30"]),
        ("三季度前，新建泵站3座、渠道5公里。", ["2023-09-30", "2023-09-30"]),
        ("2023年10月前新建泵站3座；全年新建渠道5公里。", ["2023-10-31", "2023-12-31"]),
        ("到2023年6月底，供水率达到90%。", ["2023-06-30"]),
        ("每年6月底前新建泵站3座。", ["2023-12-31"]),
        ("12月底前新建泵站3座。", ["2023-12-31"]),
    ],
)
def test_a_month_by_which_it_is_done_ends_the_period(sentence: str, ends: list[str]) -> None:
    assert [end for *_, end in targets(f"{TITLE}一、重点工作\n1.修渠。{sentence}\n")] == ends
