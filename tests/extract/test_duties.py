"""Lists of duties name in front of each whose it is."""

import pytest
from plans import read_text

from plankg.model import Reading


def _with_duties(items: str, head: str = "（一）成员单位职责。") -> Reading:
    return read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）引水。修渠。\n"
        f"二、保障措施\n{head}\n{items}\n（二）加强领导。落实责任。\n"
    )


def _held(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(one.where, one.element, one.body, one.role) for one in reading.responsibilities]


@pytest.mark.parametrize(
    ("items", "held"),
    [
        (
            "1.市水利局：负责修渠，指导清淤。\n2．市财政局、各镇街：落实资金。",
            [
                ("二（一）1", "市水利局", "市水利局", "responsible"),
                ("二（一）2", "市财政局、各镇街", "市财政局", "responsible"),
                ("二（一）2", "市财政局、各镇街", "各镇街", "responsible"),
            ],
        ),
        ("1.市水利局。负责修渠。", [("二（一）1", "市水利局", "市水利局", "responsible")]),
        (
            "1.清泉大学。配合市水利局做好评估。\n2.清泉水科学研究所。开展测算。",
            [
                ("二（一）1", "清泉大学", "清泉大学", "responsible"),
                ("二（一）2", "清泉水科学研究所", "清泉水科学研究所", "responsible"),
            ],
        ),
        ("1.市水利局主要职责：修渠。", [("二（一）1", "市水利局", "市水利局", "responsible")]),
        (
            "（1）市水利局负责修渠，指导清淤。清理河道。",
            [("二（一）（1）", "市水利局负责修渠，指导清淤", "市水利局", "responsible")],
        ),
        (
            "市水利局：负责修渠。\n指导清淤。\n市财政局：落实资金。",
            [
                ("二（一）", "市水利局", "市水利局", "responsible"),
                ("二（一）", "市财政局", "市财政局", "responsible"),
            ],
        ),
    ],
    ids=["colon", "full stop", "what they do", "duties", "verb", "paragraphs"],
)
def test_an_item_is_the_duty_of_whom_it_begins_with(
    items: str, held: list[tuple[str, str, str, str]]
) -> None:
    assert _held(_with_duties(items)) == held


@pytest.mark.parametrize(
    "items",
    [
        "1.水利方面：市水利局修渠。",
        "1.加强与市水利局：协调修渠。",
        "1.领导小组：组长由市长担任。",
        "1.市水利局：0510－86860000。",
        "1.市级河长：负责巡河。",
        "1.市水利局负责的项目要加快。",
        "1.各方要配合市水利局，负责修渠。",
    ],
)
def test_what_begins_otherwise_names_nobody(items: str) -> None:
    assert _held(_with_duties(items)) == []


def test_only_below_a_heading_that_says_so() -> None:
    assert _held(_with_duties("1.市水利局：加固渠道。", "（一）修渠。")) == []


_DUTIES = "1.市水利局：负责修渠。\n2.市财政局：落实资金。"
_TASKS = "（一）引水。修渠。\n（二）净水。新建净水站3座。"


@pytest.mark.parametrize(
    ("head", "items", "kinds"),
    [
        ("职责分工", _DUTIES, ["Section", "Task", "Task"]),
        ("部门职责", _DUTIES, ["Section", "Task", "Task"]),
        ("明确各单位责任分工", _DUTIES, ["Section", "Task", "Task"]),
        ("任务分工", _DUTIES, ["Section", "Task", "Task"]),
        ("落实部门工作职责", _DUTIES, ["Section", "Task", "Task"]),
        ("任务分工", _TASKS, ["Section", "Task", "Task"]),
        ("修建水渠", _TASKS, ["Action", "Task", "Task"]),
        (
            "部门职责",
            "（一）市水利局：修渠。\n1.清淤。清理河道。\n2.引水。新建泵房。\n（二）市财政局：落实资金。",
            ["Section", "Task", "Task", "Task", "Task"],
        ),
        ("组织保障及职责分工", _DUTIES, ["Section", "Safeguard", "Safeguard"]),
    ],
)
def test_a_list_of_duties_is_no_action(head: str, items: str, kinds: list[str]) -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）引水。修渠。\n"
        f"二、{head}\n{items}\n三、保障措施\n（一）加强领导。落实责任。\n"
    )
    assert [one.type for one in reading.elements if one.where.startswith("二")] == kinds
