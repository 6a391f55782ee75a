"""Several plans in one paragraph, as a page without line breaks prints them."""

from __future__ import annotations

import pytest
from plans import read_text

from plankg.errors import NotAPlanError

FIRST = (
    "江阴市清泉行动计划（2021－2025年）一、发展目标到2025年，新建渠道3条。"
    "二、重点任务（一）修渠。加固渠道。三、保障措施（一）加强领导。落实责任。"
)
SECOND = (
    "江阴市绿化行动计划（2021－2023年）一、发展目标到2023年，新建苗圃4个。"
    "二、重点任务（一）植树。种植树木300棵。三、保障措施（一）加强领导。落实责任。"
)
NOTICE = (
    "江阴市人民政府关于印发清泉、绿化行动计划的通知各镇街：现印发给你们，请认真贯彻执行。"
    "江阴市人民政府2021年3月1日"
)


@pytest.mark.parametrize(
    "text",
    [FIRST + SECOND, FIRST + " " + SECOND, FIRST + "附件2" + SECOND, NOTICE + FIRST + SECOND],
    ids=["glued", "blank", "annex", "notice"],
)
def test_each_is_a_plan_of_its_own(text: str) -> None:
    first, second = read_text(text).plans()
    assert [(t.where, t.indicator, str(t.period_end)) for t in first.targets] == [
        ("一", "渠道", "2025-12-31")
    ]
    annex = "附件2 " if "附件2" in text else ""
    assert [(t.where, t.indicator, str(t.period_end)) for t in second.targets] == [
        (f"{annex}一", "苗圃", "2023-12-31"),
        (f"{annex}二（一）", "树木", "2023-12-31"),
    ]
    assert second.meta.title == "江阴市绿化行动计划（2021－2023年）"
    assert "".join(e.quote for one in (first, second) for e in one.ledger) == text


def test_a_plan_that_is_only_named_begins_none() -> None:
    text = FIRST + "制定江阴市绿化行动计划，一、抓好植树。二、抓好管护。"
    assert len(list(read_text(text).plans())) == 1


@pytest.mark.parametrize("first", ["一、", "—、", "－、"])
def test_the_first_heading_may_follow_the_title_at_once(first: str) -> None:
    """Also where 一 was misread as a dash."""
    text = (
        f"江阴市清泉工作意见{first}发展目标到2025年，新建渠道3条。"
        "二、重点任务（一）修渠。新建水闸2座。"
    )
    (plan,) = read_text(text).plans()
    assert [(t.where, t.indicator) for t in plan.targets] == [("一", "渠道"), ("二（一）", "水闸")]


@pytest.mark.parametrize("between", ["，其中一、", "（一）"], ids=["in a sentence", "a lower one"])
def test_another_number_behind_the_title_is_no_first_heading(between: str) -> None:
    text = f"江阴市清泉工作意见{between}新建渠道3条。二、新建水闸2座。"
    with pytest.raises(NotAPlanError):
        list(read_text(text).plans())
