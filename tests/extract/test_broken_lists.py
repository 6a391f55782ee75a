"""Lists of bodies over several lines, leads of headings, names of pages, plans of two places."""

import pytest
from plans import plan_with, read_text

from plankg.model import Reading


def _bodies(reading: Reading) -> list[str]:
    return [f"{fact.where} {fact.body}|{fact.role}" for fact in reading.responsibilities]


BROKEN = {
    "within a name": (
        "修渠。（市水\n利局牵头，市财政局、各县〈市〉区\n人民政府配合）",
        ["市水利局|lead", "市财政局|participant", "各县〈市〉区人民政府|participant"],
    ),
    "before a name's last sign": (
        "修渠。\n（责任单位：青禾银保监\n局）设立护水资金。（责任单位：市财政局）",
        ["青禾银保监局|responsible", "市财政局|responsible"],
    ),
    "within the label": (
        "修渠。\n（责\n任单位：市水利局、市财政局）",
        ["市水利局|responsible", "市财政局|responsible"],
    ),
    "beside the signs of the list": (
        "修渠。（牵头单位：市水利局\n、市财政局；配合单位：\n各镇街\n）",
        ["市水利局|lead", "市财政局|lead", "各镇街|participant"],
    ),
    "around a bracket within": (
        "修渠。〔市水利局等市级有关部门\n（单位）\n、各县\n（市）\n人民政府〕",
        [
            "市水利局|responsible",
            "市级有关部门（单位）|responsible",
            "各县（市）人民政府|responsible",
        ],
    ),
    "between whole names that nothing else parts": (
        "修渠。（责任单位：市水利局\n市财政局、市城管局）",
        ["市水利局|responsible", "市财政局|responsible", "市城管局|responsible"],
    ),
}


@pytest.mark.parametrize(("measure", "bodies"), BROKEN.values(), ids=BROKEN)
def test_a_line_break_in_a_list_of_bodies_cuts_no_name(measure: str, bodies: list[str]) -> None:
    reading = read_text(plan_with(measure))
    assert [one.partition(" ")[2] for one in _bodies(reading)] == bodies
    text = reading.document.text
    assert all(text[one.start : one.end] == one.quote for one in reading.responsibilities)


def test_a_bracket_that_never_closes_joins_no_parts() -> None:
    reading = read_text(
        "青禾市清泉行动计划（2021－2023年）\n一、重点任务\n"
        "（一）修渠（市水利局牵头。修渠3条。\n（二）建站。建站2座。（市财政局牵头）\n"
    )
    assert [one.where for one in reading.elements if one.type == "Task"] == ["一（一）", "一（二）"]


LED = (
    "青禾市清泉行动计划（2021－2023年）\n一、重点任务\n"
    "（一）引水入城（牵头单位：市水利局）\n"
    "1.修渠。新建水渠3条。（责任单位：市财政局，各镇街）\n"
    "2.建站。新建水站2座。（牵头单位：市住建局；责任单位：市城管局）\n"
    "3.植树。新建林带5条。\n"
)


def test_the_lead_of_a_heading_leads_the_targets_below_that_name_none() -> None:
    targets = read_text(LED).targets
    assert [(one.lead, one.participants, one.responsible) for one in targets] == [
        ("市水利局", "", "市财政局；各镇街"),
        ("市住建局", "市城管局", ""),
        ("市水利局", "", ""),
    ]


def test_rows_of_responsibility_stay_where_they_are_printed() -> None:
    assert _bodies(read_text(LED)) == [
        "一（一） 市水利局|lead",
        "一（一）1 市财政局|responsible",
        "一（一）1 各镇街|responsible",
        "一（一）2 市住建局|lead",
        "一（一）2 市城管局|participant",
    ]


@pytest.mark.parametrize("label", ["指标牵头单位", "总牵头单位", "任务牵头单位", "事项责任单位"])
def test_a_label_with_a_word_before_it_is_no_part_of_a_title(label: str) -> None:
    reading = read_text(LED.replace("牵头单位：市水利局", f"{label}：市水利局"))
    assert [one.title for one in reading.elements if one.where == "一（一）"] == ["引水入城"]


def test_a_bracket_that_names_nobody_stays_in_the_title() -> None:
    reading = read_text(LED.replace("（牵头单位：市水利局）", "（一期：北岸）"))
    assert [one.title for one in reading.elements if one.where == "一（一）"] == [
        "引水入城（一期：北岸）"
    ]


def test_a_number_alone_on_its_line_has_the_title_below_it() -> None:
    reading = read_text(
        "青禾市清泉行动计划（2021－2023年）\n一、重点任务\n（一）引水入城\n"
        "1.\n修渠。新建水渠3条。\n2.\n改造老旧泵站，新建水站2座。（责任单位：市财政局）\n"
    )
    tasks = [(one.where, one.title) for one in reading.elements if one.type == "Task"]
    assert tasks == [
        ("一（一）1", "修渠"),
        ("一（一）2", "改造老旧泵站，新建水站2座"),
    ]


def test_names_of_pages_between_lines_are_none_of_the_text() -> None:
    reading = read_text(
        plan_with("新建水渠3条。（责任单位：市水利局、\n\n# Page 18:\n市财政\n第 19 页\n局）")
    )
    assert [fact.body for fact in reading.responsibilities] == ["市水利局", "市财政局"]
    assert [str(one.value) for one in reading.targets] == ["3"]


NOTICE = (
    "{0}人民政府办公室关于印发{0}清泉行动工\n作要点的通知（2023年4月3日）{1}府办发〔2023〕{2}号\n"
    "各有关单位：\n{0}人民政府办公室\n2023年4月3日\n"
    "{0}清泉行动\n2023年工作要点\n一、修渠\n（一）引水。新建水渠{2}条。\n二、建站\n（二）选址。\n"
)


@pytest.mark.parametrize("number", ["10.\n", ""])
def test_each_of_two_plans_has_the_area_of_its_own_notice(number: str) -> None:
    first = read_text(NOTICE.format("青禾市", "青", 3) + number + NOTICE.format("临水市", "临", 5))
    (second,) = first.further
    assert [first.meta.area, second.meta.area] == ["青禾市", "临水市"]
    assert [one.scope for one in (*first.targets, *second.targets)] == ["青禾市", "临水市"]
    assert second.meta.issuers == ("临水市人民政府办公室",)
    assert first.meta.issuers == ("青禾市人民政府办公室",)
    assert [one.where for one in first.elements] == ["一", "一（一）", "二", "二（二）"]
