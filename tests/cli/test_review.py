"""Decisions in the terminal and by hand, and what a build makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plan_texts import WATER

from plankg.decisions import Decision
from plankg.pipeline import build
from plankg.review_files import read_reviews
from plankg.workspace import open_workspace

pytestmark = pytest.mark.usefixtures("quick")
BY = ("--who", "王五", "--when", "2026-03-01")
HELD = ("--where", "一（一）1", "--table", "targets", "--table", "responsibilities")


@pytest.fixture
def water(workspace: Path, tmp_path: Path, plankg) -> Path:
    (tmp_path / "water.txt").write_text(WATER, encoding="utf-8")
    assert plankg("add", tmp_path / "water.txt", "--workspace", workspace).code == 0
    return workspace


def decisions(workspace: Path) -> tuple[Decision, ...]:
    return read_reviews(workspace / "data" / "reviews" / "water.yml")


def targets(workspace: Path, plankg) -> dict[str, dict[str, str]]:
    out = plankg("export", "targets", "--format", "json", "--workspace", workspace).out
    found = json.loads(out)
    rows = found["rows"] if isinstance(found, dict) else found
    return {row["indicator"]: row for row in rows}


def test_doubts_are_listed_without_asking(water, plankg) -> None:
    outcome = plankg("review", "water", "--list", "--workspace", water)
    assert outcome.code == 0
    assert "1万名" in outcome.out
    assert decisions(water) == ()


def test_a_sentence_without_commitment_is_rejected(water, plankg, typed) -> None:
    typed("r", "只是宣传")
    outcome = plankg("review", "water", *BY, "--workspace", water)
    assert outcome.code == 0
    assert "[1/1] 一（一）2  not-understood" in outcome.out
    (one,) = decisions(water)
    assert (one.verdict, one.table, one.where) == ("reject", "ledger", "一（一）2")
    assert (one.who, one.when.isoformat(), one.why) == ("王五", "2026-03-01", "只是宣传")
    build(open_workspace(water))
    shown = json.loads(plankg("coverage", "water", "--format", "json", "--workspace", water).out)
    assert [total["entries"] for total in shown["totals"]][2] == 0
    assert "0 doubts left" in plankg("review", "water", "--workspace", water).err


def test_a_target_is_added_and_wrong_answers_are_asked_again(water, plankg, typed) -> None:
    fields = ("value=很多", "worth=1", "value", "value=1", "unit=万名", "kind＝increase")
    typed(
        *("x", "t", "面向2万名"),  # not printed there
        *("t", ""),  # goes back
        *("t", "面向1万名市民", *fields, "", "indicator=受宣传市民", "", "承诺宣传"),
        "s",
    )
    outcome = plankg("review", "water", *BY, "--workspace", water)
    assert "type one of r, t, b, e, c, m, s, q" in outcome.out
    assert "these words do not stand at '一（一）2': '面向2万名'" in outcome.out
    assert "value must be a number" in outcome.out
    assert "an added fact needs indicator" in outcome.out
    assert "kept: add in targets at '一（一）2': '面向1万名市民'" in outcome.out
    assert build(open_workspace(water)).unmatched == ()
    row = targets(water, plankg)["受宣传市民"]
    assert (row["value"], row["unit"], row["responsible"]) == (1, "万名", "市水利局")
    assert row["quote"] == "面向1万名市民"


def test_all_facts_at_a_path_can_be_changed_rejected_and_accepted(water, plankg, typed) -> None:
    typed(
        *("c", "value=13", "comparator=range", "", "看错了"),  # a range without a bound
        *("c", "", "s"),  # no field is no change
        *("r", "不是目标"),
        *("a", ""),
        *("c", "role=lead", "", "主责"),
    )
    arguments = (*HELD, *BY, "--workspace", water)
    outcome = plankg("review", "water", *arguments)
    assert "a range needs value_max" in outcome.out
    made = [(one.verdict, one.table, one.quote) for one in decisions(water)]
    assert made == [
        ("reject", "targets", "新建泵站12座"),
        ("accept", "responsibilities", "市水利局"),
        ("change", "responsibilities", "市财政局"),
    ]
    build(open_workspace(water))
    row = targets(water, plankg)["水渠"]
    assert (row["lead"], row["responsible"]) == ("市财政局", "市水利局")
    assert "泵站" not in targets(water, plankg)


def test_a_quote_that_stands_there_twice_is_asked_for_by_its_number(water, plankg, typed) -> None:
    typed("n", "b", "水", "9", "2", "role=lead", "", "试", "q")
    plankg("review", "water", *HELD, *BY, "--workspace", water)
    (one,) = decisions(water)
    assert (one.quote, one.occurrence, one.verdict) == ("水", 2, "add")


def test_elements_and_the_plan_itself_can_be_decided_about(water, plankg, typed) -> None:
    typed(
        *("c", "没有这句", "c", "", "period_end=2024-12-31", "", "延期"),
        *("s", "s", "c", "title=引水工程", "", "全称"),
        "q",
    )
    arguments = ("--only", "printed", "--table", "plan", "--table", "elements")
    outcome = plankg("review", "water", *arguments, *BY, "--workspace", water)
    assert "these words do not stand in the plan" in outcome.out
    made = [(one.verdict, one.table, one.where) for one in decisions(water)]
    assert made == [("change", "plan", ""), ("change", "elements", "一（一）1")]
    assert build(open_workspace(water)).unmatched == ()
    row = targets(water, plankg)["水渠"]
    assert (row["task"], row["period_end"]) == ("引水工程", "2024-12-31")


def test_what_was_answered_is_kept_when_the_person_stops(water, plankg, typed) -> None:
    typed("a", "", "q")
    plankg("review", "water", *HELD, *BY, "--workspace", water)
    typed("r", "不是")  # and the input ends
    plankg("review", "water", *HELD, *BY, "--workspace", water)
    assert [one.verdict for one in decisions(water)] == ["accept", "reject"]


def test_the_name_is_asked_for_once_and_then_remembered(water, plankg, typed) -> None:
    where = (*HELD, "--workspace", water)
    typed("", "赵六", "a", "", "q")
    plankg("review", "water", *where)
    typed("", "a", "", "q")
    plankg("review", "water", *where)
    assert [one.who for one in decisions(water)] == ["赵六", "赵六"]


HAND = """
- where: 一（一）1
  quote: {quote}
  decision: {decision}
  who: 王五
  when: 2026-03-01
  why: 试
"""


def by_hand(workspace: Path, **words: str) -> None:
    file = workspace / "data" / "reviews" / "water.yml"
    file.write_text(file.read_text(encoding="utf-8") + HAND.format(**words), encoding="utf-8")


def test_a_decision_by_hand_is_built_and_survives_a_rebuild(water, plankg) -> None:
    by_hand(water, quote="新建水渠3条", decision="reject")
    assert build(open_workspace(water)).fresh
    assert "水渠" not in targets(water, plankg)
    assert not build(open_workspace(water)).fresh
    assert build(open_workspace(water), anew=True).written == ()


def test_a_decision_that_matches_nothing_is_told_and_stops_no_build(water, plankg) -> None:
    by_hand(water, quote="新建水渠4条", decision="accept")
    outcome = plankg("build", "--workspace", water)
    assert outcome.code == 0
    assert "water.yml:5: this decision matches nothing: accept in targets" in outcome.err
    (lost,) = build(open_workspace(water), anew=True).unmatched
    assert lost.quote == "新建水渠4条"
    shown = plankg("coverage", "water", "--workspace", water).out
    assert "water.yml:5: this decision matches nothing" in shown


@pytest.mark.parametrize("command", [["build"], ["review", "water"], ["coverage", "water"]])
def test_a_wrong_review_file_is_one_line(water, plankg, command: list[str]) -> None:
    by_hand(water, quote="新建水渠3条", decision="perhaps")
    outcome = plankg(*command, "--workspace", water)
    assert outcome.code == 2
    assert "water.yml:5: decision must be one of accept, reject, change, add" in outcome.error


def test_a_contradiction_names_file_and_line(water, plankg) -> None:
    by_hand(water, quote="新建水渠3条", decision="change\n  fields: {comparator: range}")
    outcome = plankg("build", "--workspace", water)
    assert outcome.code == 2
    assert "water.yml: line 5: a range needs value_max" in outcome.error


def test_a_corrected_text_keeps_the_decisions(water, plankg, tmp_path) -> None:
    by_hand(water, quote="新建水渠3条", decision="reject")
    (tmp_path / "water.txt").write_text(WATER.replace("12座", "15座"), encoding="utf-8")
    plankg("add", tmp_path / "water.txt", "--replace", "--workspace", water)
    assert set(targets(water, plankg)) == {"泵站", "亲水平台"}
    assert len(decisions(water)) == 1


def test_an_unknown_plan_is_one_line(water, plankg) -> None:
    assert "it has: water" in plankg("review", "wind", "--workspace", water).error


def test_the_packaged_plan_can_be_listed_but_not_decided_about(workspace, plankg) -> None:
    (workspace / "plankg.toml").write_text("[workspace]\n")
    arguments = ("review", "jiangyin-innovation-2020-2022", "--workspace", workspace)
    assert plankg(*arguments, "--list").code == 0
    assert "only --list works" in plankg(*arguments).error
