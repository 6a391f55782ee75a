"""What a row becomes: sides with their words, filled texts, a name that lasts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small_plan import GROUPS, HEADER, PLAN, QUERY, SENTENCES, TEXT, checks, files, found

from plankg.audit import Checks
from plankg.errors import CatalogueError
from plankg.findings.values import Thing, shown
from plankg.sparql_prefixes import SPARQL_PREFIXES


def test_a_row_becomes_a_finding_with_the_words_of_both_sides(tmp_path):
    (finding,) = found(checks(tmp_path))
    assert finding.message == {"zh": "共100，每年30", "en": "100 in all, 30 a year"}
    assert finding.arithmetic["zh"] == "30 × 3 = 90"
    assert [(side.where, side.quote) for side in finding.sides] == [
        ("1", "新建水闸100座"),
        ("2", "每年新建水闸30座"),
    ]
    for side in finding.sides:
        assert TEXT[side.start : side.end] == side.quote
        assert TEXT[side.sentence_start :].startswith(side.sentence)
    assert [side.sentence for side in finding.sides] == [SENTENCES[1], SENTENCES[4]]
    assert [side.caption["zh"] for side in finding.sides] == ["总量", "每年"]


def test_it_knows_the_elements_the_tasks_and_who_answers(tmp_path):
    (finding,) = found(checks(tmp_path))
    assert finding.elements == (f"{PLAN}/task/1", f"{PLAN}/task/2")
    assert [task.labels["zh"] for task in finding.tasks] == ["修建水闸", "维护水闸"]
    assert [body.labels["zh"] for body in finding.bodies] == ["水务局"]


def test_nothing_is_found_where_the_numbers_agree(tmp_path):
    text = TEXT.replace("100", "90")
    assert found(checks(tmp_path), files(90, text)) == ()


def test_its_name_outlasts_other_words_and_another_order(tmp_path):
    (before,) = found(checks(tmp_path))
    moved = files(text=TEXT.replace("修堤5公里", "整修河堤5公里"))
    (after,) = found(checks(tmp_path), moved)
    turned = HEADER.replace("{a:", "{x:").replace("b:", "a:").replace("x:", "b:") + (
        QUERY.replace("?a", "?x").replace("?b", "?a").replace("?x", "?b")
    )
    (other,) = found(checks(tmp_path, gates=turned))
    assert before.id == after.id == other.id
    assert before.sides[1].start != after.sides[1].start


@pytest.mark.parametrize("confidence", ["printed", "restored", "inferred"])
def test_it_is_as_sure_as_its_weakest_fact(tmp_path, confidence):
    (finding,) = found(checks(tmp_path), files(confidence=confidence))
    assert finding.confidence == confidence


def test_it_is_no_surer_than_the_check_itself(tmp_path):
    some = checks(tmp_path, gates=HEADER + "#+ confidence: inferred\n" + QUERY)
    assert [finding.confidence for finding in found(some)] == ["inferred"]


def test_rows_that_differ_in_each_are_one_finding(tmp_path):
    header = HEADER.replace("sides: {a: {zh: 总量, en: Total}, b:", "sides: {each:").replace(
        '"共{total}，每年{rate}"', '"{each}：{each_value}"'
    )
    header = header.replace('"{total} in all, {rate} a year"', '"{each_value}, {each.where}"')
    header = header.replace(
        '#+ arithmetic: {zh: "{rate} × 3 = {sum}", en: "{rate} × 3 = {sum}"}\n', ""
    )
    query = "SELECT ?each ?each_value WHERE { ?each a plan:Target ; plan:value ?each_value }"
    (finding,) = found(checks(tmp_path, gates=header + query))
    assert [side.name for side in finding.sides] == ["each", "each"]
    assert finding.values == {"each_value": (Decimal("100.0"), Decimal("30.0"))}
    assert finding.message["zh"] == "水闸：100座、水闸：30座：100、30"
    assert finding.message["en"] == "100, 30, 1, 2"


def test_a_side_may_be_a_piece_of_evidence(tmp_path):
    query = QUERY.replace("?a ?b ?total", "(?words AS ?a) ?b ?total").replace(
        "?a plan:hasFrequency", "?first plan:hasEvidence ?words ; plan:hasFrequency"
    )
    (finding,) = found(checks(tmp_path, gates=HEADER + query))
    assert finding.sides[0].fact == f"{PLAN}/task/1/target/total"
    assert finding.sides[0].quote == "新建水闸100座"


def test_a_check_asks_no_other_server(tmp_path):
    query = QUERY.replace("FILTER(", "SERVICE <http://127.0.0.1:9/> { ?a plan:value ?b } FILTER(")
    with pytest.raises(CatalogueError, match=r"gates\.rq:1: .*SERVICE"):
        checks(tmp_path, gates=HEADER + query)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Decimal("90.50"), "90.5", "90.5"),
        (Decimal("100"), "100", "100"),
        (date(2022, 12, 31), "2022年12月31日", "2022-12-31"),
        (True, "是", "yes"),
        (("甲", "乙"), "甲、乙", "甲, 乙"),
        (Thing("urn:a", {"zh": "水务局"}), "水务局", "水务局"),
        (Thing("urn:a"), "urn:a", "urn:a"),
    ],
)
def test_values_are_shown_as_sentences_have_them(value, zh, en):
    assert (shown(value, "zh"), shown(value, "en")) == (zh, en)


def test_a_pattern_is_shown_with_the_words_around_it_in_its_line(tmp_path):
    text = HEADER.partition("#+ sides")[0].replace("#+ ", "")
    text += (
        'message: {zh: "{found}", en: "{found}"}\nsettle: {zh: 改, en: Mend it}\nfind: [水务局]\n'
    )
    (tmp_path / "bureau.yml").write_text(text, encoding="utf-8")
    (finding,) = found(Checks.load([tmp_path], SPARQL_PREFIXES, GROUPS))
    (side,) = finding.sides
    assert side.quote == "（责任单位：水务局）"
    assert TEXT[side.start : side.end] == side.quote
    assert (side.where, finding.tasks[0].labels["zh"]) == ("1", "修建水闸")
