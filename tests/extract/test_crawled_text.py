"""Texts as crawlers leave them: pages around a plan, notices, lists of annexes, explanations."""

from __future__ import annotations

import pytest
from plans import read_text

GLUED = """江阴市清泉行动方案（2021－2023年）
一、重点任务
（一）修渠。新建渠道3条。
责任单位：市水利局，各县（市、区）政府（二）清淤。清理河道4条。
责任单位：市城管局
"""
# One line, items numbered through, and a caption that nothing parts from the next title.
NUMBERED_THROUGH = (
    "江阴市节水三年行动方案(2021-2023年)为节水，制定本方案。一、总体要求(一)基本思路。坚持节水优先。"
    "(二)工作目标。到2023年，全市用水总量控制在10亿立方米以内。2023年目标指标表"
    "二、抓好农业节水(三)建设高效灌区。新建高效灌区5处。(市水利局牵头)(四)推广节水品种。推广节水品种20个。"
    "三、抓好工业节水(五)更换用水设备。新增节水设备300台。(市工信局牵头)"
    "(六)培育节水企业。培育节水企业50家。(市财政局牵头)"
)
ABOVE = (
    "首页 > 政务公开 > 政策文件\n相关解读\n政策解读\n分享到：微信\n"
    "索引号：014001234/2021-00012\n文  号：样政办发〔2021〕12号\n"
    "字体：【大】【中】【小】 浏览次数：1024次 打印本页 关闭窗口\n"
)
CHANNELS = (
    "江阴市清泉行动方案（2021－2023年）\n为清泉，制定本方案。\n一、修渠\n新建渠道3条。"
    "（责任单位：市水利局）\n二、清淤\n新建泵房5座。（责任单位：市城管局）\n"
)
PATHS = (
    "江阴市碧道行动方案（2022－2025年）\n为碧道，制定本方案。\n一、筑路\n新建碧道7条。"
    "（责任单位：市交通局）\n二、种树\n新建苗圃9个。（责任单位：市林业局）\n"
)
NOTICE = (
    "江阴市人民政府关于印发两个方案的通知\n样政发〔2021〕3号\n各镇街：\n现印发给你们，请执行。\n"
    "附件：1.江阴市清泉行动方案（2021－2023年）\n2.江阴市碧道行动方案（2022－2025年）\n"
    "江阴市人民政府\n2021年2月8日\n"
)
ORDERS = (
    "江阴市人民政府办公室关于印发江阴市清泉行动方案的通知\n样政办发〔2021〕5号\n各镇街：\n"
    "一、提高认识。各单位要重视，完成检查100次。\n二、抓好落实。各单位要落实。\n"
    "江阴市人民政府办公室\n2021年3月1日\n"
)
FIRST = [("一", "渠道", "3", "市水利局"), ("二", "泵房", "5", "市城管局")]
SECOND = [("一", "碧道", "7", "市交通局"), ("二", "苗圃", "9", "市林业局")]

Found = list[tuple[str, str, str, str]]


def found(text: str) -> list[tuple[str, str, Found]]:
    """Return for each plan its title, its number and its targets."""
    reading = read_text(text)
    assert "".join(e.quote for plan in reading.plans() for e in plan.ledger) == reading.text
    return [
        (
            plan.meta.title,
            plan.meta.number,
            [(t.where, t.indicator, str(t.value), t.responsible) for t in plan.targets],
        )
        for plan in reading.plans()
    ]


ONE = [("江阴市清泉行动方案（2021－2023年）", "", FIRST)]


@pytest.mark.parametrize(
    "below",
    [
        "上一篇：关于防汛的通知\n下一篇：2021年1号文件\n",
        "分享到： 微信 微博\n主办：江阴市人民政府办公室\n访问量：12345678人次\n",
        "主办单位：江阴市人民政府办公室 承办单位：江阴市大数据局\n",
        "《江阴市清泉行动方案》政策解读\n一、起草背景\n2020年，净水率达到70%。\n"
        "二、主要内容\n新建渠道3条。（责任单位：市水利局）\n",
        "相关解读\n一图读懂清泉行动方案：新建渠道3条\n",
    ],
    ids=["links", "furniture", "signature", "explanation", "picture"],
)
def test_what_a_page_prints_below_a_plan_is_not_the_plans(below: str) -> None:
    assert found(CHANNELS + below) == ONE


NEIGHBOUR = "2022年全市净增高新技术企业888家"


@pytest.mark.parametrize(
    "link", ["上一篇：{}", "【上一篇】{}", "上一篇 {}", "上一篇\n{}", "下一条:{}\n上一条：无"]
)
@pytest.mark.parametrize(
    "plan",
    [
        "江阴市清泉行动方案（2021－2023年）\n一、修渠\n新建渠道3条。\n二、种树\n广种树。\n",
        "江阴市清泉行动方案（2021－2023年）\n一、修渠\n新建渠道3条。\n",
    ],
    ids=["two headings", "one heading"],
)
def test_the_pages_neighbours_are_background(plan: str, link: str) -> None:
    reading = read_text(plan + link.format(NEIGHBOUR) + "\n")
    assert [str(one.value) for one in reading.targets] == ["3"]
    states = [one.state for one in reading.ledger if NEIGHBOUR in one.quote]
    assert states == ["background"]


def test_neighbours_below_a_plan_without_headings_are_background() -> None:
    plan = "江阴市清泉行动方案（2021－2023年）\n为清泉，制定本方案。\n到2023年，新建渠道3条。\n"
    reading = read_text(f"{plan}上一篇：{NEIGHBOUR}\n下一篇：无\n")
    assert [str(one.value) for one in reading.targets] == ["3"]


def test_lines_of_a_plan_that_look_like_the_pages_are_the_plans() -> None:
    text = (
        "江阴市清泉行动方案（2021－2023年）\n为清泉，制定本方案。\n一、修渠\n新建渠道3条。\n"
        "二、宣传\n（一）加强政策解读\n举办讲座5场。\n主办单位：市人民政府\n承办单位：市大数据局\n"
        "（二）编印图解\n新建书屋7家。\n主办：市水利局\n协办：市财政局\n三、种树\n新建苗圃9个。\n"
    )
    reading = read_text(text)
    assert [str(one.value) for one in reading.targets] == ["3", "5", "7", "9"]
    assert [(one.where, one.body, one.role) for one in reading.responsibilities] == [
        ("二（一）", "市人民政府", "lead"),
        ("二（一）", "市大数据局", "participant"),
        ("二（二）", "市水利局", "lead"),
        ("二（二）", "市财政局", "participant"),
    ]


def test_a_plan_that_goes_on_counting_has_not_ended() -> None:
    text = (
        "江阴市清泉行动方案（2021－2023年）\n一、修渠\n新建渠道3条。\n二、宣传\n（一）讲座\n"
        "举办讲座5场。\n相关解读另行印发\n（二）书屋\n新建书屋7家。\n编制说明\n三、种树\n新建苗圃9个。\n"
    )
    assert [str(one.value) for one in read_text(text).targets] == ["3", "5", "7", "9"]


def test_what_a_page_prints_above_a_plan_is_not_the_plans() -> None:
    assert found(ABOVE + CHANNELS) == [
        ("江阴市清泉行动方案（2021－2023年）", "样政办发〔2021〕12号", FIRST)
    ]


def test_a_notice_may_list_its_plans_as_annexes() -> None:
    expected = [
        ("江阴市清泉行动方案（2021－2023年）", "样政发〔2021〕3号", FIRST),
        ("江阴市碧道行动方案（2022－2025年）", "样政发〔2021〕3号", SECOND),
    ]
    assert found(NOTICE + CHANNELS + PATHS) == expected
    assert found(NOTICE + "附件1\n" + CHANNELS + "附件2\n" + PATHS) == expected


def test_a_notice_with_numbered_paragraphs_is_no_plan() -> None:
    reading = read_text(ORDERS + CHANNELS)
    assert found(ORDERS + CHANNELS) == [
        ("江阴市清泉行动方案（2021－2023年）", "样政办发〔2021〕5号", FIRST)
    ]
    assert reading.meta.issuers == ("江阴市人民政府办公室",)
    assert str(reading.meta.issued) == "2021-03-01"


def test_contents_without_their_title_make_no_parts() -> None:
    contents = "一、修渠…………1\n二、清淤…………3\n三、保障……5\n"
    head, body = CHANNELS.split("为清泉", 1)
    text = f"{head}{contents}为清泉{body}三、保障\n落实责任。\n"
    assert [e.where for e in read_text(text).elements] == ["一", "二", "三"]
    assert found(text)[0][2] == FIRST


def test_articles_are_parts() -> None:
    text = (
        "江阴市清泉若干政策\n第一条　支持修渠。到2023年，新建渠道3条。（责任单位：市水利局）\n"
        "第二条　支持清淤。到2023年，新建泵房5座。（责任单位：市城管局）\n"
    )
    assert found(text)[0][2] == [
        ("第一条", "渠道", "3", "市水利局"),
        ("第二条", "泵房", "5", "市城管局"),
    ]


def test_articles_whose_blanks_are_lost_are_parts() -> None:
    text = (
        "江阴市清泉二十条\n第一条推行修渠“提速行动”。到2023年，新建渠道3条。\n"
        "第二条规定的渠道除外，到2023年，新建泵房5座。\n第二条支持植树。到2023年，新建苗圃2个。\n"
    )
    reading = read_text(text)
    assert [(one.where, one.task, one.indicator) for one in reading.targets] == [
        ("第一条", "推行修渠“提速行动”", "渠道"),
        ("第一条", "推行修渠“提速行动”", "泵房"),
        ("第二条", "支持植树", "苗圃"),
    ]


def test_articles_of_a_text_without_line_breaks_run_on_through_its_chapters() -> None:
    text = (
        "江阴市清泉奖励办法第一章　总则第一条　为支持治水，制定本办法。"
        "第二条　依照第一条，新建渠道3条。第二章　奖励第三条　新建泵房5座。"
    )
    reading = read_text(text)
    assert [one.where for one in reading.elements if one.type != "Plan"] == [
        "第一章", "第一章第一条", "第一章第二条", "第二章", "第二章第三条",
    ]  # fmt: skip
    assert [(one.where, one.indicator) for one in reading.targets] == [
        ("第一章第二条", "渠道"),
        ("第二章第三条", "泵房"),
    ]


def test_a_heading_that_is_a_commitment_is_one() -> None:
    text = CHANNELS.replace("一、修渠\n新建渠道3条。", "一、新建渠道3条。")
    assert found(text)[0][2] == FIRST


def test_half_width_signs_are_as_good() -> None:
    half = CHANNELS.translate(str.maketrans("（），：；", "(),:;"))
    assert found(half)[0][2] == FIRST


@pytest.mark.parametrize("between", ["", " ", "　"])
def test_a_page_without_line_breaks_has_title_and_number_all_the_same(between: str) -> None:
    glued = (ABOVE + CHANNELS.replace("修渠\n", "修渠。").replace("清淤\n", "清淤。")).replace(
        "\n", between
    )
    assert found(glued) == [("江阴市清泉行动方案（2021－2023年）", "样政办发〔2021〕12号", FIRST)]


def test_a_notice_without_line_breaks_lists_no_tasks() -> None:
    plan = CHANNELS.replace("修渠\n", "修渠。").replace("清淤\n", "清淤。")
    reading = read_text((NOTICE + plan).replace("\n", ""))
    assert [element.where for element in reading.elements] == ["一", "二"]
    assert reading.meta.title == "江阴市清泉行动方案（2021－2023年）"
    assert (reading.meta.issuers, str(reading.meta.issued)) == (("江阴市人民政府",), "2021-02-08")


def test_a_heading_right_behind_a_list_of_bodies_begins_the_next_part() -> None:
    reading = read_text(GLUED)
    assert [(one.where, one.body) for one in reading.responsibilities] == [
        ("一（一）", "市水利局"),
        ("一（一）", "各县（市、区）政府"),
        ("一（二）", "市城管局"),
    ]
    assert [target.where for target in reading.targets] == ["一（一）", "一（二）"]


def test_items_that_are_numbered_through_stand_below_their_own_titles() -> None:
    reading = read_text(NUMBERED_THROUGH)
    assert [(one.where, one.action, one.task, str(one.value)) for one in reading.targets] == [
        ("一（二）", "", "", "10"),
        ("二（三）", "抓好农业节水", "建设高效灌区", "5"),
        ("二（四）", "抓好农业节水", "推广节水品种", "20"),
        ("三（五）", "抓好工业节水", "更换用水设备", "300"),
        ("三（六）", "抓好工业节水", "培育节水企业", "50"),
    ]
    assert [(one.where, one.body) for one in reading.responsibilities] == [
        ("二（三）", "市水利局"),
        ("三（五）", "市工信局"),
        ("三（六）", "市财政局"),
    ]


def test_a_table_that_is_named_by_a_number_is_no_title() -> None:
    reading = read_text(
        "江阴市节水方案(2021-2023年)一、工作目标按照附表二、附表三执行。新建水厂3座。"
    )
    assert [target.where for target in reading.targets] == ["一"]


def test_a_gap_behind_a_short_heading_ends_it_where_lines_were_lost() -> None:
    gap = "\u3000\xa0 "
    reading = read_text(
        f"江阴市清泉行动计划（2021－2023年）{gap}一、水情形势{gap}近年来，水质达标率提高到52%。{gap}"
        f"二、重点任务{gap}（一）引水{gap}到2023年，新建净水站3座。"
    )
    assert [(one.where, one.task, one.indicator) for one in reading.targets] == [
        ("二（一）", "引水", "净水站")
    ]
    assert [one.title for one in reading.elements if one.title] == ["水情形势", "重点任务", "引水"]


def test_the_name_of_a_part_ends_where_its_text_begins_with_a_verb() -> None:
    reading = read_text(
        "各镇人民政府：为让江阴市的水更清，现提出如下意见。一、基本原则——坚持政府引导，多方参与。"
        "二、工作目标大力发展节水产业。到2023年，新建净水站3座。三、重点任务分工合作。（一）引水。修渠。"
    )
    assert [one.title for one in reading.elements if one.title] == [
        "基本原则",
        "工作目标",
        "重点任务分工合作",
        "引水",
    ]
    assert [(one.where, one.task) for one in reading.targets] == [("二", "")]


GLUED_ANNEXES = (
    "江阴市清泉行动方案（2021－2023年）一、修渠。新建渠道3条。二、保障措施（一）组织领导。落实责任。"
    "附件：1.清泉任务分解表2.清泉考核标准江阴市水利局2021年2月8日附件1清泉任务分解表"
    "青阳镇1200700500合计12007005附件2清泉考核标准各镇每年新建苗圃2个。备注：1.苗圃另算。"
)


def test_a_list_of_annexes_in_running_text_is_no_list_of_tasks() -> None:
    reading = read_text(GLUED_ANNEXES)
    assert [(one.where, one.type) for one in reading.elements if one.type != "Plan"] == [
        ("一", "Task"),
        ("二", "Section"),
        ("二（一）", "Safeguard"),
        ("附件1", "Section"),
        ("附件2", "Section"),
        ("附件2", "Task"),
    ]


def test_annexes_behind_their_list_are_known_by_their_titles() -> None:
    reading = read_text(GLUED_ANNEXES)
    found = [(one.where, one.scope, one.indicator, one.task) for one in reading.targets]
    assert found == [("一", "江阴市", "渠道", "修渠"), ("附件2", "各镇", "苗圃", "")]
    whole = "".join(row.quote for row in reading.ledger)
    assert whole == reading.text


def test_a_list_of_plans_below_a_notice_with_headings_ends_nothing() -> None:
    text = (
        "各镇：现印发两个方案。一、提高认识。二、抓好落实。附件：1.修渠方案2.植树方案"
        "江阴市水利局2021年2月8日江阴市修渠行动方案（2021－2023年）一、修渠。新建渠道3条。二、清淤。新建泵房5座。"
    )
    assert [one.indicator for one in read_text(text).targets] == ["渠道", "泵房"]


@pytest.mark.parametrize("stop", [".", "．", "﹒", "、"])
def test_an_item_right_behind_the_title_above_it_begins_anew(stop: str) -> None:
    text = (
        f"江阴市清泉行动方案（2021－2023年）\n一、修建水网1{stop}修渠。新建渠道3条。\n"
        f"2{stop}清淤。新建泵房5座。\n二、保护水源3{stop}植树。新建苗圃2个。\n"
    )
    found = [(one.where, one.action, one.task, one.indicator) for one in read_text(text).targets]
    assert found == [
        ("一1", "修建水网", "修渠", "渠道"),
        ("一2", "修建水网", "清淤", "泵房"),
        ("二3", "保护水源", "植树", "苗圃"),
    ]


def test_a_nouns_title_ends_where_its_sentence_begins() -> None:
    text = (
        "江阴市清泉行动方案（2021－2023年）一、培育目标到2023年，新建渠道3条，渠道完好率达到90%，水质稳定。"
        "二、培育对象聚焦全市重点水厂，从净水、节水、护水等行业中，遴选水厂5家。"
    )
    reading = read_text(text)
    titles = [(one.where, one.title) for one in reading.elements if one.title]
    assert titles == [("一", "培育目标"), ("二", "培育对象")]
    assert [one.indicator for one in reading.targets] == ["渠道", "渠道完好率", "水厂"]


def test_a_number_whose_stop_is_lost_is_a_heading_if_it_is_the_next() -> None:
    text = (
        "江阴市清泉行动方案（2021－2023年）\n一、重点任务\n1.修渠。新建渠道3条。\n"
        "2 清淤护岸。新建泵房5座。\n5 座泵房完好。\n3.植树。新建苗圃2个。\n"
    )
    found = [(one.where, one.task, one.indicator) for one in read_text(text).targets]
    assert found == [("一1", "修渠", "渠道"), ("一2", "清淤护岸", "泵房"), ("一3", "植树", "苗圃")]
