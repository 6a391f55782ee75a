"""What holds for any two plans: nothing changes to itself, and new one way is dropped the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plankg.comparison import (
    ComparedPart,
    ComparedPlan,
    ComparedTarget,
    Comparison,
    Holder,
    compare,
)

# What a task can be called and say; some are near to each other, some the same.
TASKS = [
    ("培育科技企业", "建立企业培育库，对入库企业给予辅导和奖励"),
    ("培育创新企业", "建立企业培育库，给予入库企业奖励"),
    ("修复湖滨湿地", "退渔还湖，种植芦苇，恢复水鸟栖息地"),
    ("修复湖滨湿地", "设置栈道和观鸟塔"),
    (
        "修复湿地并培育企业",
        "退渔还湖，种植芦苇，恢复水鸟栖息地；建立企业培育库，对入库企业给予辅导",
    ),
    ("加强组织领导", "成立领导小组，每季度会商一次"),
]
INDICATORS = ["高新技术企业", "湿地面积", "领军人才"]
BODIES = ["市科技局", "市水利局", "市财政局"]


@st.composite
def plans(draw: st.DrawFn) -> ComparedPlan:
    """Draw a plan of up to five tasks, each with a number and bodies or without."""
    year = draw(st.integers(2022, 2026))
    text, parts, targets, holders = "计划\n", [], [], []
    for number, (title, content) in enumerate(
        draw(st.lists(st.sampled_from(TASKS), max_size=5)), 1
    ):
        iri, start = f"task/{number}", len(text)
        text += f"{number}．{title}。{content}。"
        for name in draw(st.lists(st.sampled_from(INDICATORS), max_size=2)):
            amount = Decimal(draw(st.integers(1, 3)))
            words = f"{name}{amount}家"
            targets.append(
                ComparedTarget(
                    iri=f"{iri}/target/{len(targets)}",
                    part_iri=iri,
                    where=str(number),
                    indicator=name,
                    key=name,
                    likely_key=name,
                    scope="",
                    label=words,
                    comparator="=",
                    printed=amount,
                    unit="家",
                    low=amount,
                    high=amount,
                    dimension="count",
                    kind=draw(st.sampled_from(["level", "increase"])),
                    frequency="once",
                    hedge="",
                    period_start=date(year - 2, 1, 1),
                    period_end=date(draw(st.sampled_from([year - 1, year])), 12, 31),
                    start=len(text),
                    end=len(text) + len(words),
                )
            )
            text += f"{words}；"
        for body in draw(st.lists(st.sampled_from(BODIES), unique=True, max_size=3)):
            role = draw(st.sampled_from(["lead", "participant"]))
            holders.append(Holder(iri, body, body, role, len(text), len(text) + len(body)))
            text += f"{body}、"
        parts.append(ComparedPart(iri, "Task", str(number), title, start, len(text), content))
        text += "\n"
    return ComparedPlan(
        slug="drawn",
        title="计划",
        text=text,
        period_start=date(year - 2, 1, 1),
        period_end=date(year, 12, 31),
        parts=tuple(parts),
        targets=tuple(targets),
        holders=tuple(holders),
    )


@given(plans())
def test_a_plan_has_not_changed_against_itself(plan: ComparedPlan) -> None:
    changes = compare(plan, replace(plan, slug="copy"))
    assert changes.changes == ()
    assert changes.same.get("task", 0) == len(plan.parts)
    assert changes.same.get("target", 0) == len(plan.targets)


@given(plans(), plans())
def test_what_is_new_one_way_is_dropped_the_other(one: ComparedPlan, other: ComparedPlan) -> None:
    there, back = compare(one, other), compare(other, one)
    for change, opposite in (("new", "dropped"), ("dropped", "new"), ("raised", "lowered")):
        assert sorted(ends(there, change)) == sorted(
            (after, before) for before, after in ends(back, opposite)
        )


@given(plans(), plans())
def test_every_part_and_target_is_accounted_for(one: ComparedPlan, other: ComparedPlan) -> None:
    changes = compare(one, other)
    for plan, side in ((one, "before"), (other, "after")):
        told = {
            found.iri
            for row in changes.changes
            if row.subject != "body" and (found := getattr(row, side)) is not None
        }
        same = changes.same.get("task", 0) + changes.same.get("target", 0)
        assert len(told) + same == len(plan.parts) + len(plan.targets)


def ends(comparison: Comparison, change: str) -> list[tuple[str, str]]:
    return [
        (row.before.iri if row.before else "", row.after.iri if row.after else "")
        for row in comparison.changes
        if change in row.changes and row.subject != "body"
    ]
