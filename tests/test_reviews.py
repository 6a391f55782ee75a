"""What persons decide about facts is what the reading says afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from rdflib import PROV, RDF, Literal, URIRef

from plankg.assets import assets_root
from plankg.check import check_graph
from plankg.decisions import Decision
from plankg.errors import ReviewError
from plankg.extract import read_plan
from plankg.graph import build_graph, build_ledger
from plankg.graph.rows import rows_from_graph
from plankg.iris import Iris
from plankg.model import Reading, Target
from plankg.ontology import Units, load_ontology, load_shapes
from plankg.readers import read_document
from plankg.register import Register
from plankg.reviewed_facts import FactMaker
from plankg.reviews import apply
from plankg.tables import rows_of
from plankg.words_in_plan import PlanWords
from sample import NOT_UNDERSTOOD, TEXT, sample_reading

ROOT = assets_root()
REGISTER, IRIS = Register.load(ROOT / "data" / "registers"), Iris()
SHARE = ("一", "全社会研发投入占GDP的比重力争达到3.5%以上")
CARRIERS = ("一", "新建孵化器、加速器等创新载体2－3家")
MAP = {"indicator": "创新企业地图", "value": Decimal(1), "unit": "个", "kind": "increase"}
SPACE = ("二（一）2", "新建各类创新载体1.5万平方米")


def decision(verdict: str, key: tuple[str, str], table: str = "targets", **fields) -> Decision:
    return Decision(verdict, *key, "王五", date(2026, 3, 1), "与原文不符", table, fields=fields)


def reviewed(*decisions: Decision, reading: Reading | None = None) -> Reading:
    result, unmatched = apply(reading or sample_reading(), decisions, REGISTER, IRIS)
    assert unmatched == ()
    return result


def target(reading: Reading, quote: str) -> Target:
    (found,) = [one for one in reading.targets if one.quote == quote]
    return found


def test_no_decisions_leave_the_reading_as_it_is() -> None:
    reading = sample_reading()
    assert apply(reading, (), REGISTER, IRIS) == (reading, ())


def test_an_accepted_fact_names_the_person_and_stays_what_it_is() -> None:
    before = target(sample_reading(), SHARE[1])
    after = target(reviewed(decision("accept", SHARE)), SHARE[1])
    assert (after.reviewed_by, after.reviewed_on) == ("王五", date(2026, 3, 1))
    assert after.review_reason == "与原文不符"
    assert replace(after, reviewed_by="", reviewed_on=None, review_reason="") == before


def test_a_rejected_fact_is_gone_and_the_others_keep_their_ids() -> None:
    before, after = sample_reading(), reviewed(decision("reject", SHARE))
    gone = {one.iri for one in before.targets} - {one.iri for one in after.targets}
    assert gone == {target(before, SHARE[1]).iri}
    assert after.responsibilities == before.responsibilities


def test_the_last_rejected_fact_of_a_sentence_makes_it_background() -> None:
    only = ("附件 1.1", "净增高新技术企业12家")
    after = reviewed(decision("reject", only))
    (entry,) = [one for one in after.ledger if "净增高新技术企业12家" in one.quote]
    assert entry.state == "background"
    assert entry.reason == "rejected by 王五, 2026-03-01: 与原文不符"
    (goal,) = [one for one in after.elements if one.where == "附件 1.1"]
    assert goal.qualitative


def test_a_changed_field_that_names_nothing_keeps_the_id() -> None:
    before = target(sample_reading(), SHARE[1])
    after = target(reviewed(decision("change", SHARE, kind="change", hedge="")), SHARE[1])
    assert (after.kind, after.hedge, after.iri) == ("change", "", before.iri)


def test_a_changed_value_follows_into_the_id_and_the_indicator_into_its_iri() -> None:
    change = decision("change", SHARE, value=Decimal("3.50"), indicator="研发投入强度")
    after = target(reviewed(change), SHARE[1])
    said = (SHARE[1], "江阴市", "研发投入强度", "3.50", "")
    assert after.iri == IRIS.fact(after.element_iri, "target", said)
    assert after.indicator_iri == IRIS.indicator("研发投入强度")


def test_words_restored_for_a_field_that_a_person_set_are_its_evidence_no_more() -> None:
    after = target(reviewed(decision("change", SPACE, scope="江阴市")), SPACE[1])
    assert after.scope_iri == IRIS.area("320281")
    assert [item.supports for item in after.evidence if "hasScope" in item.supports] == []
    assert after.confidence == "restored"


def test_a_range_becomes_one_number() -> None:
    change = decision("change", CARRIERS, comparator=">=", value_max=None)
    after = target(reviewed(change), CARRIERS[1])
    assert (after.comparator, after.value, after.value_max) == (">=", Decimal(2), None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"comparator": "range"}, "a range needs value_max"),
        ({"value_max": Decimal(5)}, "goes with the comparator range"),
        ({"comparator": "range", "value_max": Decimal(1)}, "value_max is below value"),
        ({"period_start": date(2023, 1, 1)}, "the period starts after it ends"),
    ],
)
def test_a_change_that_contradicts_its_fact_is_refused(fields, message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        reviewed(decision("change", SHARE, **fields))


def test_an_added_target_has_the_place_and_time_of_its_element() -> None:
    key = ("二（一）1", "到2022年，全市高新技术企业数突破300家")
    add = decision("add", key, indicator="企业", value=Decimal(300), kind="level", unit="家")
    after = target(reviewed(add), key[1])
    assert (after.action, after.task) == ("实施源头活水行动，培育创新新主体", "培育创新企业")
    assert (after.scope, after.responsible) == ("江阴市", "市科技局；市财政局；各镇街园区")
    assert (after.period_start, after.period_end) == (date(2021, 1, 1), date(2022, 12, 31))
    assert TEXT[after.start : after.end] == after.quote
    assert (after.rule, after.reviewed_by) == ("", "王五")


def test_an_added_target_of_an_annex_has_the_year_of_its_rows() -> None:
    key = ("附件 1.2", "编制创新企业地图")
    add = decision("add", key, indicator="创新企业地图", value=Decimal(1), kind="increase")
    after = target(reviewed(add), key[1])
    assert (after.period_start, after.period_end) == (date(2021, 1, 1), date(2021, 12, 31))
    assert (after.goal, after.lead) == ("编制创新企业地图。", "市科协")


def test_an_added_fact_that_is_there_already_is_signed_and_not_doubled() -> None:
    same = reviewed(decision("change", SHARE, value=Decimal("3.50")))
    known = target(same, SHARE[1])
    add = decision(
        "add", SHARE, indicator=known.indicator, value=Decimal("3.50"), kind="level", unit="%"
    )
    again = reviewed(add, reading=same)
    assert len(again.targets) == len(same.targets)
    assert target(again, SHARE[1]).iri == known.iri


def test_white_space_in_a_quote_does_not_count() -> None:
    add = decision(
        "add", ("附件", "重点工作\n 目标"), indicator="目标", value=Decimal(1), kind="level"
    )
    assert target(reviewed(add), "重点工作目标").where == "附件"


def test_what_is_added_to_a_sentence_not_understood_makes_it_understood() -> None:
    add = decision("add", ("一", NOT_UNDERSTOOD), indicator="渠", value=Decimal(1), kind="level")
    (entry,) = [one for one in reviewed(add).ledger if one.quote == NOT_UNDERSTOOD]
    assert entry.state == "understood"


def test_a_rejected_entry_of_the_ledger_is_background() -> None:
    reject = decision("reject", ("一", NOT_UNDERSTOOD), "ledger")
    (entry,) = [one for one in reviewed(reject).ledger if one.quote == NOT_UNDERSTOOD]
    assert (entry.state, entry.reason) == ("background", "rejected by 王五, 2026-03-01: 与原文不符")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (("reject", {}), "市科技局；各镇街园区"),
        (("change", {"body": "市发改委"}), "市科技局；市发改委；各镇街园区"),
        (("change", {"role": "lead"}), "市科技局；各镇街园区"),
    ],
)
def test_the_bodies_of_targets_follow_the_responsibilities(made, expected: str) -> None:
    verdict, fields = made
    change = decision(verdict, ("二（一）1", "市财政局"), "responsibilities", **fields)
    after = target(reviewed(change), "高新技术企业数突破300家")
    assert after.responsible == expected
    assert after.lead == ("市财政局" if "role" in fields else "")


def test_an_added_body_is_found_in_the_register() -> None:
    add = decision("add", ("三（一）", "省委省政府"), "responsibilities", role="lead")
    (held,) = [one for one in reviewed(add).responsibilities if one.reviewed_by]
    assert (held.body, held.body_iri) == ("省委省政府", IRIS.body("320281", "省委省政府"))
    assert held.element == "加大创新投入"


@pytest.mark.parametrize(
    "lost",
    [
        decision("accept", ("一", "没有这句话")),
        decision("reject", ("二", SHARE[1])),
        replace(decision("accept", SHARE), occurrence=2),
        decision("add", ("一", "没有"), indicator="甲", value=Decimal(1), kind="level"),
        decision("reject", ("三", "没有"), "ledger"),
        decision("reject", ("", "一、主要目标\n"), "ledger"),
    ],
)
def test_a_decision_that_matches_nothing_is_returned(lost: Decision) -> None:
    kept = decision("accept", SHARE)
    result, unmatched = apply(sample_reading(), (lost, kept), REGISTER, IRIS)
    assert unmatched == (lost,)
    assert target(result, SHARE[1]).reviewed_by == "王五"


def test_the_ledger_still_covers_the_text() -> None:
    after = reviewed(decision("reject", SHARE), decision("reject", CARRIERS))
    assert "".join(entry.quote for entry in after.ledger) == TEXT
    assert all(one.end == other.start for one, other in pairwise(after.ledger))


def test_a_reviewed_plan_conforms_and_its_graph_gives_the_same_rows() -> None:
    after = reviewed(
        decision("accept", SHARE),
        decision("change", CARRIERS, comparator=">=", value_max=None),
        decision("reject", ("二（一）1", "市财政局"), "responsibilities"),
        decision("add", ("附件 1.2", "编制创新企业地图"), **MAP),
    )
    ontology = load_ontology(ROOT)
    graph = build_graph(after, REGISTER, IRIS, Units.from_graph(ontology))
    for one in (graph, build_ledger(after, IRIS)):
        assert check_graph(one, load_shapes(ROOT), ontology).results == ()
    assert rows_from_graph(graph, "targets", IRIS).rows == rows_of(after, "targets").rows
    person, fact = URIRef(IRIS.person("王五")), URIRef(target(after, SHARE[1]).iri)
    assert (person, RDF.type, PROV.Person) in graph
    assert (fact, PROV.wasAttributedTo, person) in graph
    reason = URIRef(f"{IRIS.ontology}reviewReason")
    assert (fact, reason, Literal("与原文不符")) in graph


def test_the_same_decisions_give_the_same_reading() -> None:
    decisions = (decision("reject", SHARE), decision("accept", CARRIERS))
    assert reviewed(*decisions) == reviewed(*decisions)


def test_ids_are_minted_as_the_extractor_mints_them() -> None:
    slug = "jiangyin-innovation-2020-2022"
    source = ROOT / "data" / "sources" / slug / "text.txt"
    reading = read_plan(read_document(source), slug, register=REGISTER, iris=IRIS)
    maker = FactMaker(PlanWords(reading), REGISTER, IRIS)
    for fact in (*reading.targets, *reading.responsibilities):
        assert re.sub(r"-\d+$", "", fact.iri) == maker.says(fact)
