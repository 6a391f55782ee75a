"""What a plan declares once about its lists, and then relies on."""

import pytest
from plans import plan_with, read_text

from plankg.model import Responsibility

TWO_TASKS = plan_with("修渠。{first}\n2．清淤。清理河道。{second}")


def facts(first: str, second: str) -> list[Responsibility]:
    return list(read_text(TWO_TASKS.format(first=first, second=second)).responsibilities)


def test_bodies_that_belong_to_every_list_are_added_to_the_later_ones() -> None:
    found = facts(
        "（牵头单位：市水利局，责任单位：各镇街。以下均需各镇街、各园区管委会落实，不再单独列出）",
        "（牵头单位：市城管局）",
    )
    assert [(fact.where, fact.body, fact.role, fact.basis) for fact in found] == [
        ("一（一）1", "市水利局", "lead", "stated"),
        ("一（一）1", "各镇街", "participant", "stated"),
        ("一（一）2", "市城管局", "lead", "stated"),
        ("一（一）2", "各镇街", "participant", "document-rule"),
        ("一（一）2", "各园区管委会", "participant", "document-rule"),
    ]


def test_a_deadline_before_a_declaration_is_no_body_and_holds_for_the_targets() -> None:
    plan = read_text(
        plan_with(
            "修渠。新建渠道3条。（市水利局和各镇街按职责分工负责，2022年6月底前完成。"
            "以下各项均需各镇街落实，不再一一列出）\n2．清淤。清理河道5条。（市城管局负责）"
        )
    )
    assert [(fact.where, fact.body, fact.basis) for fact in plan.responsibilities] == [
        ("一（一）1", "市水利局", "stated"),
        ("一（一）1", "各镇街", "stated"),
        ("一（一）2", "市城管局", "stated"),
        ("一（一）2", "各镇街", "document-rule"),
    ]
    assert [(one.indicator, str(one.period_end)) for one in plan.targets] == [
        ("渠道", "2022-06-30"),
        ("清理河道", "2023-12-31"),
    ]


@pytest.mark.parametrize(
    "declared",
    [
        "以下政策措施均需各镇街、各园区管委会落实,不再单独列出",
        "以下责任单位均包括各镇街、各园区管委会，不再列出",
        "以下均需各镇街、各园区管委会组织实施，不再列出",
        "以下均需各镇街、各园区管委会贯彻落实，不再列出",
        "以下责任单位中均包含各镇街、各园区管委会，不再列出",
        "以下各项工作均由各镇街、各园区管委会负责，不再一一列举",
        "以下均需各镇街、各园区管委会落实，各园区没有相关职能的由市政府负责，不再列出",
    ],
)
def test_what_every_list_shares_is_declared_in_several_ways(declared: str) -> None:
    found = facts(f"（责任单位：市水利局。{declared}）", "（责任单位：市城管局）")
    assert [(fact.body, fact.basis) for fact in found if fact.where == "一（一）2"] == [
        ("市城管局", "stated"),
        ("各镇街", "document-rule"),
        ("各园区管委会", "document-rule"),
    ]


@pytest.mark.parametrize(
    ("declared", "bodies"),
    [
        ("各市〔州〕人民政府，以下各条均涉及", ["各市〔州〕人民政府"]),
        ("各市、县[市、区]政府，以下各项任务均需落实", ["各市、县[市、区]政府"]),
        (
            "各项工作均需各市（盟）人民政府组织，各旗（县）人民政府落实，以下不再列出",
            ["各市（盟）人民政府", "各旗（县）人民政府"],
        ),
        ("所有任务均需各镇街、各园区管委会配合，以下不再重复", ["各镇街", "各园区管委会"]),
        ("各镇街、各园区管委会具体落实，以下任务不再列出", ["各镇街", "各园区管委会"]),
    ],
)
@pytest.mark.parametrize("opening", ["市水利局负责。", "责任单位：市水利局。", "市水利局；"])
def test_what_every_list_shares_may_be_said_of_the_declaring_list_too(
    opening: str, declared: str, bodies: list[str]
) -> None:
    found = facts(f"（{opening}{declared}）", "（责任单位：市城管局）")
    assert [(fact.where[-1], fact.body, fact.role, fact.basis) for fact in found] == [
        ("1", "市水利局", "responsible", "stated"),
        *(("1", body, "responsible", "stated") for body in bodies),
        ("2", "市城管局", "responsible", "stated"),
        *(("2", body, "responsible", "document-rule") for body in bodies),
    ]


def test_whoever_every_list_shares_joins_a_lead() -> None:
    found = facts("（市水利局牵头。各镇街，以下各条均涉及）", "（市城管局牵头）")
    assert [(fact.where[-1], fact.body, fact.role) for fact in found] == [
        ("1", "市水利局", "lead"),
        ("1", "各镇街", "participant"),
        ("2", "市城管局", "lead"),
        ("2", "各镇街", "participant"),
    ]


@pytest.mark.parametrize(
    "sentence", ["要高度重视，以下任务均需落实。", "各镇街，以下工作内容均在附表中列出。"]
)
def test_a_sentence_that_names_no_body_or_charges_none_declares_nothing(sentence: str) -> None:
    found = facts(f"{sentence}（市水利局负责）", "（市城管局负责）")
    assert [(fact.where[-1], fact.body) for fact in found] == [("1", "市水利局"), ("2", "市城管局")]


def test_such_bodies_answer_for_a_later_task_that_names_nobody() -> None:
    found = facts("（市水利局负责。以下各项工作均需各镇街落实，不再列出）", "")
    assert [(fact.where, fact.body, fact.role, fact.basis) for fact in found] == [
        ("一（一）1", "市水利局", "responsible", "stated"),
        ("一（一）2", "各镇街", "responsible", "document-rule"),
    ]


def test_whoever_answers_for_what_names_nobody_does_so_in_all_such_tasks() -> None:
    text = TWO_TASKS.format(first="", second="（责任单位：市城管局）").replace(
        "一、重点任务\n", "以下未注明责任单位的，均由市水利局、各镇街负责。\n一、重点任务\n"
    )
    found = read_text(text).responsibilities
    assert [(fact.where, fact.body, fact.role, fact.basis) for fact in found] == [
        ("一（一）1", "市水利局", "responsible", "document-rule"),
        ("一（一）1", "各镇街", "responsible", "document-rule"),
        ("一（一）2", "市城管局", "responsible", "stated"),
    ]


def test_a_declaration_with_brackets_in_it_is_no_body() -> None:
    found = facts(
        "[市水利局牵头,各县(市)区政府落实。以下均需各县(市)区政府落实,不再列出]",
        "[市城管局牵头,市财政局配合]",
    )
    assert [(fact.where[-1], fact.body, fact.basis) for fact in found] == [
        ("1", "市水利局", "stated"),
        ("1", "各县(市)区政府", "stated"),
        ("2", "市城管局", "stated"),
        ("2", "市财政局", "stated"),
        ("2", "各县(市)区政府", "document-rule"),
    ]


def test_the_first_place_means_the_lead_where_the_plan_says_so() -> None:
    found = facts(
        "（责任单位：市水利局、市财政局）",
        "（责任单位：市城管局、市财政局。各项任务排在第一位的单位为牵头单位）",
    )
    assert [(fact.body, fact.role, fact.basis) for fact in found] == [
        ("市水利局", "lead", "document-rule"),
        ("市财政局", "participant", "document-rule"),
        ("市城管局", "lead", "document-rule"),
        ("市财政局", "participant", "document-rule"),
    ]


def test_what_holds_from_its_own_list_on_is_not_said_of_the_lists_above() -> None:
    found = facts(
        "（责任单位：市水利局、市财政局）",
        "（责任单位：市城管局、市财政局，排第一的为牵头单位，下同）",
    )
    assert [(fact.body, fact.role, fact.basis) for fact in found] == [
        ("市水利局", "responsible", "stated"),
        ("市财政局", "responsible", "stated"),
        ("市城管局", "lead", "document-rule"),
        ("市财政局", "participant", "document-rule"),
    ]


@pytest.mark.parametrize("label", ["责任单位", "配合单位"])
def test_no_place_means_the_lead_where_another_line_names_it(label: str) -> None:
    found = facts(
        f"\n牵头单位：市水利局\n{label}：市住建局、市财政局",
        "（责任单位：市城管局、市财政局。排在第一位的为牵头单位）",
    )
    assert [(fact.body, fact.role) for fact in found] == [
        ("市水利局", "lead"),
        ("市住建局", "participant"),
        ("市财政局", "participant"),
        ("市城管局", "lead"),
        ("市财政局", "participant"),
    ]


def test_without_such_a_declaration_nobody_leads_by_place() -> None:
    found = facts("（责任单位：市水利局、市财政局）", "（责任单位：市城管局）")
    assert {fact.role for fact in found} == {"responsible"}


def test_a_deadline_in_the_same_bracket_is_no_body() -> None:
    reading = read_text(plan_with("修渠。（责任单位：市水利局；完成时限：2022年6月底前）"))
    assert [fact.body for fact in reading.responsibilities] == ["市水利局"]
    task = next(element for element in reading.elements if element.type == "Task")
    assert str(task.deadline) == "2022-06-30"


def test_each_measure_in_a_paragraph_has_its_own_list() -> None:
    reading = read_text(
        plan_with("新建渠道3条。（责任单位：市水利局）新建泵房5座。（责任单位：市城管局）")
    )
    assert [(target.indicator, target.responsible) for target in reading.targets] == [
        ("渠道", "市水利局"),
        ("泵房", "市城管局"),
    ]
    assert [fact.body for fact in reading.responsibilities] == ["市水利局", "市城管局"]


def test_who_answers_for_all_tasks_by_a_rule_is_not_said_of_each_target() -> None:
    reading = read_text(
        plan_with(
            "新建渠道3条。（责任单位：市水利局，各镇街。以下均需各镇街落实，不再列出）\n"
            "2．清淤。新建泵房5座。（责任单位：市城管局）\n3．护水。新建水站9座。"
        )
    )
    assert [(target.indicator, target.responsible) for target in reading.targets] == [
        ("渠道", "市水利局；各镇街"),
        ("泵房", "市城管局"),
        ("水站", ""),
    ]
    assert [fact.body for fact in reading.responsibilities if fact.basis == "document-rule"] == [
        "各镇街",
        "各镇街",
    ]


def test_a_target_inherits_from_the_heading_that_holds_the_list() -> None:
    text = plan_with("新建渠道3条。").replace(
        "（一）实施清泉行动", "（一）实施清泉行动（市水利局牵头，市财政局配合）"
    )
    (target,) = read_text(text).targets
    assert (target.lead, target.participants) == ("市水利局", "市财政局")


def test_all_before_the_first_comma_lead_where_the_plan_says_so() -> None:
    found = facts(
        "（市水利局、各镇街，市财政局。列逗号之前的为牵头单位，下同）",
        "（市城管局，市水利局、市财政局）",
    )
    assert [(fact.where, fact.body, fact.role, fact.basis) for fact in found] == [
        ("一（一）1", "市水利局", "lead", "document-rule"),
        ("一（一）1", "各镇街", "lead", "document-rule"),
        ("一（一）1", "市财政局", "participant", "document-rule"),
        ("一（一）2", "市城管局", "lead", "document-rule"),
        ("一（一）2", "市水利局", "participant", "document-rule"),
        ("一（一）2", "市财政局", "participant", "document-rule"),
    ]


def test_a_rule_within_a_bracket_is_no_body_of_its_list() -> None:
    found = facts("（市水利局、市财政局等负责。列第一位者为牵头单位，下同）", "（市城管局负责）")
    assert [(fact.body, fact.role) for fact in found] == [
        ("市水利局", "lead"),
        ("市财政局", "participant"),
        ("市城管局", "lead"),
    ]


def test_each_list_of_an_element_has_its_own_first_place() -> None:
    found = facts(
        "修东渠。（市水利局、市财政局。列第一位者为牵头单位，下同）修西渠。（市城管局、市水利局）",
        "（市城管局）",
    )
    assert [(fact.body, fact.role) for fact in found if fact.where == "一（一）1"] == [
        ("市水利局", "lead"),
        ("市财政局", "participant"),
        ("市城管局", "lead"),
        ("市水利局", "participant"),
    ]


def test_what_is_declared_among_the_tasks_is_not_said_of_the_steps_after_them() -> None:
    text = (
        "江阴市清泉行动计划（2021－2023年）\n"
        "一、主要任务\n"
        "（一）引水入城。建设水站。（省水利厅指导，各镇街负责落实。以下均需各镇街落实，不再列出）\n"
        "（二）修渠。加固渠道。（省水利厅、省财政厅指导）\n"
        "（三）清淤。清理河道。\n"
        "二、实施步骤\n"
        "（一）制定方案。印发方案。\n"
    )
    assert [
        (one.where, one.body, one.role, one.basis) for one in read_text(text).responsibilities
    ] == [
        ("一（一）", "省水利厅", "responsible", "stated"),
        ("一（一）", "各镇街", "responsible", "stated"),
        ("一（二）", "省水利厅", "responsible", "stated"),
        ("一（二）", "省财政厅", "responsible", "stated"),
        ("一（二）", "各镇街", "responsible", "document-rule"),
        ("一（三）", "各镇街", "responsible", "document-rule"),
    ]


def test_who_stands_before_the_comma_is_said_in_a_bracket_behind_the_first_list() -> None:
    found = facts(
        "（责任单位：市水利局、市城管局，市财政局、各镇街（逗号前为牵头单位，其余按职责分工负责，下同））",
        "（责任单位：市水利局，市财政局）",
    )
    assert [(fact.where[-1], fact.body, fact.role) for fact in found] == [
        ("1", "市水利局", "lead"),
        ("1", "市城管局", "lead"),
        ("1", "市财政局", "participant"),
        ("1", "各镇街", "participant"),
        ("2", "市水利局", "lead"),
        ("2", "市财政局", "participant"),
    ]


def test_in_a_list_without_a_comma_nobody_stands_before_one() -> None:
    declared = "（市水利局，市财政局。逗号前的为牵头单位，其余为配合单位，下同）"
    assert [
        (fact.body, fact.role)
        for fact in facts(declared, "（责任单位：市水利局、市财政局、各镇街）")
        if fact.where == "一（一）2"
    ] == [(body, "responsible") for body in ("市水利局", "市财政局", "各镇街")]
    assert [
        (fact.body, fact.role)
        for fact in facts(declared, "（责任单位：市水利局）")
        if fact.where == "一（一）2"
    ] == [("市水利局", "lead")]
