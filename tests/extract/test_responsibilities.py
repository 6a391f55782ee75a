"""The ways in which the genre says who does it, each as a measure of our own."""

import pytest
from plans import plan_with, read_text

STYLES = {
    "a label in running text": (
        "修渠。责任单位：市水利局、市财政局。",
        [("市水利局", "responsible"), ("市财政局", "responsible")],
    ),
    "several labels in running text": (
        "修渠。牵头部门：市水利局；责任部门：市财政局；完成时限：长期坚持。",
        [("市水利局", "lead"), ("市财政局", "participant")],
    ),
    "labels parted by a blank": (
        "修渠。牵头单位：市水利局 配合单位：市财政局、市城管局",
        [("市水利局", "lead"), ("市财政局", "participant"), ("市城管局", "participant")],
    ),
    "a label in a bracket of its own": (
        "修渠。【责任部门】市水利局、市财政局",
        [("市水利局", "responsible"), ("市财政局", "responsible")],
    ),
    "a deadline after the body": (
        "修渠。（市水利局负责；完成时限：2023年12月）",
        [("市水利局", "responsible")],
    ),
    "a deadline before the bodies": (
        "修渠。（完成时限：2023年6月底；责任单位：市水利局、市财政局）",
        [("市水利局", "responsible"), ("市财政局", "responsible")],
    ),
    "a deadline after lead and others": (
        "修渠。（市水利局牵头，市财政局配合，2023年底前完成）",
        [("市水利局", "lead"), ("市财政局", "participant")],
    ),
    "a person beside the bodies": (
        "修渠。（责任单位：市水利局；责任人：张三）",
        [("市水利局", "responsible")],
    ),
    "together with another": (
        "修渠。（市水利局会同市财政局负责）",
        [("市水利局", "lead"), ("市财政局", "participant")],
    ),
    "together with another, unmarked": (
        "修渠。（市水利局会同市财政局、市住房城乡建设局）",
        [
            ("市水利局", "lead"),
            ("市财政局", "participant"),
            ("市住房城乡建设局", "participant"),
        ],
    ),
    "the next label right behind the last name": (
        "修渠。\n牵头单位：市水利局责任单位：市城管局等市级各有关部门完成时限：2023年6月底前",
        [
            ("市水利局", "lead"),
            ("市城管局", "participant"),
            ("市级各有关部门", "participant"),
        ],
    ),
    "host and helper": (
        "修渠。（主办：市水利局；协办：市财政局）",
        [("市水利局", "lead"), ("市财政局", "participant")],
    ),
    "leads by duty, others carry out": (
        "修渠。（市水利局、市财政局按职责分别牵头，各镇街落实）",
        [("市水利局", "lead"), ("市财政局", "lead"), ("各镇街", "participant")],
    ),
    "whom a name includes": (
        "修渠。（责任单位：市水利局、各镇街（含园区）、市财政局）",
        [("市水利局", "responsible"), ("各镇街", "responsible"), ("市财政局", "responsible")],
    ),
    "one label": (
        "修渠。（责任单位：市水利局、市财政局，各镇街园区）",
        [
            ("市水利局", "responsible"),
            ("市财政局", "responsible"),
            ("各镇街园区", "responsible"),
        ],
    ),
    "another label": ("修渠。（责任部门：市水利局）", [("市水利局", "responsible")]),
    "lead and others by label": (
        "修渠。（牵头单位：市水利局，责任单位：市财政局、市城管局）",
        [("市水利局", "lead"), ("市财政局", "participant"), ("市城管局", "participant")],
    ),
    "lead and others by tail": (
        "修渠。（市水利局牵头，市财政局、市城管局配合）",
        [("市水利局", "lead"), ("市财政局", "participant"), ("市城管局", "participant")],
    ),
    "by division of duties, with 等": (
        "修渠。（水利部、财政部等按职责分工负责）",
        [("水利部", "responsible"), ("财政部", "responsible")],
    ),
    "a bare list after the full stop": (
        "修渠。（市水利局、市财政局）",
        [("市水利局", "responsible"), ("市财政局", "responsible")],
    ),
    "a mark behind the lead's name": (
        "修渠。（责任单位：市水利局（牵头）、市财政局）",
        [("市水利局", "lead"), ("市财政局", "participant")],
    ),
    "half-width signs": (
        "修渠。(责任单位:水利局,财政局)",
        [("水利局", "responsible"), ("财政局", "responsible")],
    ),
    "tortoise-shell brackets and levels in a name": (
        "修渠。〔牵头单位：市水利局，责任单位：各县（市、区）人民政府〕",
        [("市水利局", "lead"), ("各县（市、区）人民政府", "participant")],
    ),
    "lines of their own": (
        "修渠。\n牵头单位：市水利局、市财政局\n参与单位：各市、县、区政府\n完成时限：持续推进",
        [
            ("市水利局", "lead"),
            ("市财政局", "lead"),
            ("各市、县、区政府", "participant"),
        ],
    ),
    "a list that goes on in the next line": (
        "修渠。（牵头单位：市水利局；责任单位：市财\n政局、市城管局）",
        [("市水利局", "lead"), ("市财政局", "participant"), ("市城管局", "participant")],
    ),
    "a list that goes on below its label": (
        "修渠。\n牵头单位：市水利局\n责任单位：市财政局、\n市城管局、市住建局\n各镇街\n清淤。",
        [
            ("市水利局", "lead"),
            ("市财政局", "participant"),
            ("市城管局", "participant"),
            ("市住建局", "participant"),
            ("各镇街", "participant"),
        ],
    ),
    "labels in brackets at the head of a line": (
        "修渠。\n【牵头单位】市水利局【配合单位】市财政局、市住建局",
        [("市水利局", "lead"), ("市财政局", "participant"), ("市住建局", "participant")],
    ),
    "persons on lines of their own": (
        "修渠。\n责任领导：张大山\n责任单位：市水利局\n责任人：李小河",
        [("市水利局", "responsible")],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_every_body_has_its_role(style: str) -> None:
    measure, expected = STYLES[style]
    facts = read_text(plan_with(measure)).responsibilities
    assert [(fact.body, fact.role) for fact in facts] == expected


@pytest.mark.parametrize(
    "measure",
    [
        "推动科普进村（社区）。",
        "制（修）订标准。",
        "发展新能源（含氢能）产业。",
        "落实《意见》（样发〔2018〕18号）。",
    ],
)
def test_a_bracket_that_explains_names_nobody(measure: str) -> None:
    assert read_text(plan_with(measure)).responsibilities == ()


def test_a_name_is_whole_though_a_blank_or_a_line_breaks_it() -> None:
    text = plan_with("修渠。（责任单位：市水 利局、市财\n政局）")
    facts = read_text(text).responsibilities
    assert [(fact.body, fact.quote) for fact in facts] == [
        ("市水利局", "市水 利局"),
        ("市财政局", "市财\n政局"),
    ]
    assert all(text[fact.start : fact.end] == fact.quote for fact in facts)


@pytest.mark.parametrize(
    "line", ["责任领导：张大山", "（责任 人:李小河）", "分管领导：张大山、李小河"]
)
def test_the_ledger_tells_of_persons_as_left_out(line: str) -> None:
    reading = read_text(plan_with(f"修渠。\n责任单位：市水利局\n{line}"))
    assert [fact.body for fact in reading.responsibilities] == ["市水利局"]
    entry = next(entry for entry in reading.ledger if entry.quote.strip() == line)
    assert (entry.state, entry.reason) == ("background", "persons, who are no bodies")


def test_position_and_group_follow_the_printed_list() -> None:
    facts = read_text(
        plan_with("修渠。（责任单位：市水利局、市财政局，各镇街园区）")
    ).responsibilities
    assert [(fact.position, fact.group, fact.collective) for fact in facts] == [
        (1, 1, False),
        (2, 1, False),
        (3, 2, True),
    ]


def test_usual_names_lead_to_one_body() -> None:
    facts = read_text(plan_with("修渠。（责任单位：科技局、市科技局）")).responsibilities
    assert len({fact.body_iri for fact in facts}) == 1
    assert [fact.body for fact in facts] == ["科技局", "市科技局"]


def test_whoever_ought_to_act_answers_for_the_same_sentence_only() -> None:
    text = (
        "江阴市清泉行动方案（2021－2023年）\n一、重点任务\n（一）修渠。市水利局要编制规划，新建渠道3条。"
        "新建泵房2座。\n（二）清淤。各地要加强监管，新建水站5座。\n"
    )
    reading = read_text(text)
    assert [(one.where, one.body, one.role) for one in reading.responsibilities] == [
        ("一（一）", "市水利局", "responsible"),
        ("一（二）", "各地", "responsible"),
    ]
    assert [(one.indicator, one.responsible) for one in reading.targets] == [
        ("渠道", "市水利局"),
        ("泵房", ""),
        ("水站", ""),
    ]


def test_who_is_charged_with_a_part_answers_for_the_targets_that_name_it() -> None:
    text = plan_with(
        "新增储水能力20万立方米，净水率达到90%。市水利局会同市水务公司组织实施，"
        "市城管局负责净水设施建设。"
    )
    assert [(one.indicator, one.lead, one.participants) for one in read_text(text).targets] == [
        ("储水能力", "市水利局", "市水务公司"),
        ("净水率", "市水利局", "市水务公司；市城管局"),
    ]


def test_who_serves_all_of_a_measure_joins_all_of_its_targets() -> None:
    text = plan_with("新建泵房2座，净水率达到90%。市水利局统筹，市财政局负责资金保障。")
    assert [(one.lead, one.participants) for one in read_text(text).targets] == [
        ("市水利局", "市财政局"),
        ("市水利局", "市财政局"),
    ]


def test_leads_in_turn_lead_a_sentence_each() -> None:
    text = plan_with("新建泵房2座。净水率达到90%。由市水利局、市住建局分别牵头落实。")
    assert [(one.indicator, one.lead) for one in read_text(text).targets] == [
        ("泵房", "市水利局"),
        ("净水率", "市住建局"),
    ]


def test_who_leads_the_rest_of_a_sentence_leads_no_sentence_before_it() -> None:
    measure = "每家水厂配备专职巡查员8名。市水利局牵头，新建渠道3公里。"
    assert [(one.quote, one.lead) for one in read_text(plan_with(measure)).targets] == [
        ("每家水厂配备专职巡查员8名", ""),
        ("新建渠道3公里", "市水利局"),
    ]
    measure = "新建渠道3公里。市水利局牵头，2022年底前完成。"
    assert [one.lead for one in read_text(plan_with(measure)).targets] == ["市水利局"]
