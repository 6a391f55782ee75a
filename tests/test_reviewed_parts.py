"""What persons decide about elements, carriers, mentions, and what a plan says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import PROV, Literal, URIRef

from plankg.assets import assets_root
from plankg.check import check_graph
from plankg.decisions import Decision
from plankg.errors import ReviewError
from plankg.graph import build_graph, build_ledger
from plankg.graph.rows import rows_from_graph
from plankg.iris import Iris
from plankg.model import Element, Reading
from plankg.ontology import Units, load_ontology, load_shapes
from plankg.register import Register
from plankg.reviews import apply
from plankg.source_reading import SourceReader
from plankg.tables import rows_of
from plankg.workspace import PlanSource, open_workspace
from sample import GOAL_2, TASK_1, TASK_2, sample_reading

ROOT = assets_root()
REGISTER, IRIS = Register.load(ROOT / "data" / "registers"), Iris()
TITLE = ("", "“水韵澄江”两年行动计划（2021－2022年）")
TASK = ("二（一）1", TASK_1)
PARK = ("二（一）2", "改造提升水谷孵化园")
SCHEME = ("二（一）1", "“江风英才计划”")
CITED = ("三（一）", "省委省政府《关于涵养创新源头的若干意见》（样发〔2020〕9号）")


def decision(verdict: str, key: tuple[str, str], table: str, **fields) -> Decision:
    return Decision(verdict, *key, "王五", date(2026, 3, 1), "与原文不符", table, fields=fields)


def reviewed(*decisions: Decision) -> Reading:
    result, unmatched = apply(sample_reading(), decisions, REGISTER, IRIS)
    assert unmatched == ()
    return result


def element(reading: Reading, where: str) -> Element:
    return next(one for one in reading.elements if one.where == where)


# Elements


def test_an_accepted_element_names_the_person_and_stays_what_it_is() -> None:
    before, after = sample_reading(), reviewed(decision("accept", TASK, "elements"))
    signed = element(after, TASK[0])
    assert (signed.reviewed_by, signed.reviewed_on) == ("王五", date(2026, 3, 1))
    unsigned = replace(signed, reviewed_by="", reviewed_on=None, review_reason="")
    assert unsigned == element(before, TASK[0])
    assert after.targets == before.targets


def test_a_changed_title_follows_to_the_facts_and_keeps_the_id() -> None:
    after = reviewed(decision("change", TASK, "elements", title="培育企业", deadline=None))
    changed = element(after, TASK[0])
    assert (changed.title, changed.title_span, changed.deadline) == ("培育企业", None, None)
    assert changed.iri == element(sample_reading(), TASK[0]).iri
    assert {one.task for one in after.targets} == {"", "培育企业", TASK_2}
    held = [one.element for one in after.responsibilities if one.where == TASK[0]]
    assert set(held) == {"培育企业"}


def test_a_title_that_is_printed_in_the_element_is_shown_there() -> None:
    after = element(reviewed(decision("change", TASK, "elements", title="创新企业")), TASK[0])
    assert after.title_span is not None
    assert after.title_span.of(sample_reading().text) == "创新企业"


def test_a_rejected_element_takes_its_facts_along_and_its_parts_move_up() -> None:
    before, after = sample_reading(), reviewed(decision("reject", TASK, "elements"))
    gone, action = element(before, TASK[0]), element(before, "二（一）")
    assert gone.iri not in {one.iri for one in after.elements}
    assert element(after, "附件 1.1").parent_iri == action.iri
    assert {one.where for one in before.targets} - {one.where for one in after.targets} == {TASK[0]}
    for facts in (after.targets, after.responsibilities, after.carrier_measures, after.mentions):
        assert gone.iri not in {one.element_iri for one in facts}
    assert gone.iri not in {entry.element_iri for entry in after.ledger}


def test_a_decision_about_a_fact_of_a_rejected_element_matches_nothing() -> None:
    lost = decision("accept", (TASK[0], "高新技术企业数突破300家"), "targets")
    _, unmatched = apply(
        sample_reading(), (decision("reject", TASK, "elements"), lost), REGISTER, IRIS
    )
    assert unmatched == (lost,)


def test_an_element_without_title_is_named_by_its_text() -> None:
    after = reviewed(decision("change", ("附件 1.2", GOAL_2), "elements", qualitative=False))
    assert not element(after, "附件 1.2").qualitative


def test_an_added_element_lies_below_the_one_whose_words_hold_it() -> None:
    key = (TASK[0], "引导企业自建研发团队")
    add = decision("add", key, "elements", type="WorkGoal", deadline=date(2022, 6, 30))
    (added,) = [one for one in reviewed(add).elements if one.reviewed_by]
    holder = element(sample_reading(), TASK[0])
    assert (added.parent_iri, added.where, added.text) == (holder.iri, *key)
    assert (added.type, added.qualitative, added.deadline) == ("WorkGoal", True, date(2022, 6, 30))
    assert (added.rule, added.iri.startswith(f"{holder.iri}/goal/")) == ("", True)


def test_a_target_and_a_body_can_be_added_to_an_added_element() -> None:
    where = ("三（一）", "持续加大财政科技投入力度")
    after = reviewed(
        decision("add", where, "elements", type="Task", number="9", title="财政投入"),
        decision("add", ("三（一）9", "财政"), "responsibilities", role="lead"),
        decision(
            "add",
            ("三（一）9", "加大"),
            "targets",
            indicator="投入",
            value=Decimal(1),
            kind="level",
        ),
    )
    (target,) = [one for one in after.targets if one.reviewed_by]
    assert (target.task, target.lead) == ("财政投入", "财政")
    assert not element(after, "三（一）9").qualitative


# Carriers and mentions


def test_a_changed_carrier_follows_into_its_ids() -> None:
    fields = {"carrier": "水谷园", "carrier_type": "industrial-park", "place": "临港开发区"}
    (after,) = reviewed(decision("change", PARK, "carriers", **fields)).carrier_measures
    (before,) = sample_reading().carrier_measures
    assert after.carrier_iri == IRIS.carrier("320281", "水谷园")
    assert after.place_iri == IRIS.area("320281", "临港开发区")
    assert (after.iri == before.iri, after.reviewed_by) == (False, "王五")


def test_a_rejected_carrier_and_a_rejected_mention_are_gone() -> None:
    after = reviewed(decision("reject", PARK, "carriers"), decision("reject", CITED, "mentions"))
    assert after.carrier_measures == ()
    assert [one.quote for one in after.mentions] == [SCHEME[1]]


def test_an_added_carrier_is_named_by_its_quote() -> None:
    key = ("二（一）2", "初创团队")
    after = reviewed(decision("add", key, "carriers", measure="build"))
    (added,) = [one for one in after.carrier_measures if one.reviewed_by]
    assert (added.carrier, added.measure, added.place) == ("初创团队", "build", "")


def test_a_changed_number_makes_another_document() -> None:
    change = decision("change", CITED, "mentions", number="样发[2020] 10号")
    (after,) = [one for one in reviewed(change).mentions if one.reviewed_by]
    assert (after.number, after.thing_iri) == (
        "样发〔2020〕10号",
        IRIS.document("样发〔2020〕10号"),
    )


def test_a_changed_relation_follows_into_what_the_evidence_shows() -> None:
    change = decision("change", CITED, "mentions", relation="amends")
    (after,) = [one for one in reviewed(change).mentions if one.reviewed_by]
    assert (after.kind, after.relation) == ("document", "amends")
    assert "hasRelation" in after.evidence[0].supports


def test_an_industry_can_be_added_and_is_named_by_its_quote() -> None:
    add = decision("add", ("二（一）2", "初创团队"), "mentions", kind="industry")
    (added,) = [one for one in reviewed(add).mentions if one.reviewed_by]
    assert (added.name, added.thing_iri) == ("初创团队", IRIS.industry("初创团队"))


def test_a_document_that_the_preamble_cites_can_be_added() -> None:
    add = decision(
        "add", ("", "样政发〔2021〕1号"), "mentions", kind="document", number="样政发〔2021〕1号"
    )
    (added,) = [one for one in reviewed(add).mentions if one.reviewed_by]
    assert (added.element_iri, added.name) == ("", "")
    assert added.iri.startswith(f"{IRIS.plan('sample-2021-2022')}/mention/")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (decision("change", SCHEME, "mentions", number="1号"), "a programme has a name"),
        (decision("change", SCHEME, "mentions", relation="amends"), "a programme has a name"),
        (decision("change", SCHEME, "mentions", kind="industry", number="1号"), "an industry has"),
        (decision("change", CITED, "mentions", name="", number=""), "needs a name or a number"),
        (
            decision("add", ("", "现将"), "carriers", measure="build"),
            "no element holds these words",
        ),
        (decision("add", ("", "现将"), "elements", type="Task"), "no element holds these words"),
        (
            decision("change", TITLE, "plan", period_end=date(2020, 1, 1)),
            "the period starts after it ends",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Decision, message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        reviewed(wrong)


# The plan itself


def test_a_changed_datum_of_the_plan_is_shown_by_the_quote_and_signed() -> None:
    change = decision("change", ("", "2021年2月8日"), "plan", issued=date(2021, 2, 9))
    meta = reviewed(change).meta
    assert meta.issued == date(2021, 2, 9)
    (shown,) = [one for one in meta.evidence if "issued" in one.supports]
    assert shown.span.of(sample_reading().text) == "2021年2月8日"
    assert (shown.reviewed_by, shown.review_reason) == ("王五", "与原文不符")
    assert [one.reviewed_by for one in meta.evidence if "title" in one.supports] == [""]


def test_a_datum_that_is_none_is_taken_away_with_its_evidence() -> None:
    meta = reviewed(decision("change", ("", "样政发〔2021〕1号"), "plan", number="")).meta
    assert meta.number == ""
    assert [one for one in meta.evidence if "number" in one.supports] == []


def test_an_accepted_quote_signs_what_it_shows() -> None:
    meta = reviewed(decision("accept", ("", "样政发〔2021〕1号"), "plan")).meta
    signed = [one.supports for one in meta.evidence if one.reviewed_by]
    assert signed == [("number",)]


@pytest.mark.parametrize(
    "lost",
    [
        decision("accept", ("", "没有这句话"), "plan"),
        decision("accept", ("", "水到渠成"), "plan"),  # printed, but no evidence of the plan's data
        decision("accept", ("二（一）1", TASK_2), "elements"),
        decision("reject", ("二（一）1", "没有"), "carriers"),
        decision("add", ("二（一）1", "没有"), "mentions", kind="programme"),
    ],
)
def test_a_decision_that_matches_nothing_is_returned(lost: Decision) -> None:
    assert apply(sample_reading(), (lost,), REGISTER, IRIS)[1] == (lost,)


def test_a_reviewed_plan_conforms_and_its_graph_says_who_decided() -> None:
    after = reviewed(
        decision("change", TASK, "elements", title="培育企业"),
        decision("add", (TASK[0], "引导企业自建研发团队"), "elements", type="WorkGoal"),
        decision("reject", ("三（一）", "加大创新投入"), "elements"),
        decision("change", PARK, "carriers", carrier_type="industrial-park"),
        decision("accept", SCHEME, "mentions"),
        decision("change", ("", "2021年2月8日"), "plan", issued=date(2021, 2, 9)),
    )
    ontology = load_ontology(ROOT)
    graph = build_graph(after, REGISTER, IRIS, Units.from_graph(ontology))
    for one in (graph, build_ledger(after, IRIS)):
        violations = check_graph(one, load_shapes(ROOT), ontology).violations
        assert violations == ()
    for table in ("targets", "responsibilities", "elements"):
        assert rows_from_graph(graph, table, IRIS).rows == rows_of(after, table).rows
    person, reason = URIRef(IRIS.person("王五")), URIRef(f"{IRIS.ontology}reviewReason")
    signed = set(graph.subjects(PROV.wasAttributedTo, person))
    assert len(signed) == 5
    assert signed == set(graph.subjects(reason, Literal("与原文不符")))
    task = URIRef(element(after, TASK[0]).iri)
    assert {str(one).rpartition("#")[0] for one in signed if "#" in str(one)} == {after.meta.iri}
    assert task in signed


# What the plan says of itself decides what else is read.

BY_HAND = """
- table: plan
  where:
  quote: {quote}
  decision: change
  fields: {{{fields}}}
  who: 王五
  when: 2026-03-01
  why: 试
"""
TWO_PLANS = """江阴市人民政府关于印发两个方案的通知
样政发〔2021〕3号
各镇街：
现将两个方案印发给你们。
江阴市人民政府
2021年2月8日
江阴市清泉行动方案（2021－2023年）
为清泉，制定本方案。
一、修渠。新建渠道3条。（责任单位：水利局）
二、清淤。清理河道。
江阴市碧道行动方案（2022－2025年）
为碧道，制定本方案。
一、筑路。新建碧道7条。（责任单位：交通局）
二、种树。沿路种树。
"""


def read_with(folder: Path, decisions: dict[str, str]) -> tuple[Reading, ...]:
    for name in ("data/sources/two", "data/reviews"):
        (folder / name).mkdir(parents=True)
    (folder / "plankg.toml").write_text("[workspace]\npackaged_plans = false\n")
    source = folder / "data" / "sources" / "two"
    (source / "plan.toml").write_text("")
    (source / "text.txt").write_text(TWO_PLANS, encoding="utf-8")
    for slug, text in decisions.items():
        (folder / "data" / "reviews" / f"{slug}.yml").write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    plans = SourceReader(workspace).read(PlanSource("two", source, source / "text.txt"))
    assert [plan.unmatched for plan in plans] == [(), ()]
    return tuple(plan.reading for plan in plans)


def test_targets_follow_a_changed_period_and_area_in_each_plan_of_a_file(tmp_path: Path) -> None:
    first = BY_HAND.format(
        quote="江阴市清泉行动方案（2021－2023年）", fields="period_end: 2024-12-31"
    )
    second = BY_HAND.format(
        quote="江阴市碧道行动方案（2022－2025年）", fields="area: 无锡市, issuers: 无锡市人民政府"
    )
    plans = read_with(tmp_path, {"two": first, "two-2": second})
    (canals,), (paths,) = plans[0].targets, plans[1].targets
    assert (canals.period_start, canals.period_end) == (date(2021, 1, 1), date(2024, 12, 31))
    assert (canals.scope, paths.scope) == ("江阴市", "无锡市")
    (held,) = plans[1].responsibilities
    assert held.body_iri == IRIS.body(REGISTER.area_key("无锡市"), "交通局")
    assert plans[1].meta.issuers == ("无锡市人民政府",)
