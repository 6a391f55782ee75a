"""Industries in focus: in short sentences of our own, and in the shipped plan."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from plans import SHIPPED, plan_with, read_text

import plankg
from plankg.extract.industries import IndustryGrammar
from plankg.lookups import Lookups
from plankg.model import Span

GRAMMAR = IndustryGrammar(Lookups.load())
SLUG = "jiangyin-innovation-2020-2022"
GOLDEN = Path(__file__).parent.parent / "golden" / f"{SLUG}.industries.csv"

NAMED = {
    "重点发展集成电路、生物医药、青禾装备等产业。": "集成电路 生物医药 青禾装备",
    "做大做强数字经济，培育壮大青禾制造业。": "数字经济 青禾制造业",
    "加快发展集成电路、人工智能两大产业。": "集成电路 人工智能",
    "持续打造青禾材料、船舶及配件、青禾钢构和现代服务业等六大百亿级产业群。": (
        "青禾材料 船舶及配件 青禾钢构 现代服务业"
    ),
    "大力发展与农业有关的青禾设计、青禾检测等生产性服务业。": "青禾设计 青禾检测 生产性服务业",
    "培育具有全国影响力的青禾经济产业集群。": "青禾经济",
    "发展壮大我市青禾标注产业。": "青禾标注",
    "大力发展青禾农业和水乡旅游业。": "青禾农业 水乡旅游业",
    "加快培育壮大工业互联网。": "工业互联网",
    "大力发展软件和信息技术服务业。": "软件和信息技术服务业",
    "深入完善青禾装备、青禾材料等500亿级产业的规划。": "青禾装备 青禾材料",
    "围绕青禾装备、青禾材料等科技含量高的战略性新兴产业领域，积极招商。": "青禾装备 青禾材料",
    "加快发展和提升青禾度假、青禾观光等产业。": "青禾度假 青禾观光",
    "打造青禾材料、水乡船舶及其配件青禾钢构、青禾装备等4个百亿级产业群。": "青禾材料 青禾装备",
    "打造青禾材料、青禾装备等三大产业群。": "青禾材料 青禾装备",
    # No word of focus, no branch, no industry: nothing.
    "青禾产业产值增长，数字经济规模扩大。": "",
    "促进先进制造业与现代服务业深度融合。": "",
    "做优优势特色产业，做强支撑产业，抢先布局未来产业，壮大新兴产业集群。": "",
    "聚焦实体经济，围绕主导产业方向，做强县域经济。": "",
    "聚焦堵点、痛点等问题，打造青禾服务品牌。": "",
    "大力发展青禾制造业企业。": "",
    "加快发展青禾产业园区。": "",
    "大力发展青禾封装、青禾钢构等研发和产业化进程。": "",
    "完善青禾装备、青禾材料等产业的统计。": "",
    "落实《关于加快发展养老服务业的意见》。": "",
    "大力发展人才和信息服务业。": "",
}


def named(text: str) -> list[str]:
    return [found.name for found in GRAMMAR.industries_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(("sentence", "names"), NAMED.items(), ids=NAMED)
def test_only_what_words_of_focus_name_is_an_industry(sentence: str, names: str) -> None:
    assert named(sentence) == names.split()


def test_an_industry_is_quoted_as_printed_and_its_word_of_focus_shown() -> None:
    reading = read_text(plan_with("重点发展数字经济、青禾标注产业。"))
    found = [mention for mention in reading.mentions if mention.kind == "industry"]
    assert [(one.name, one.quote) for one in found] == [
        ("数字经济", "数字经济"),
        ("青禾标注", "青禾标注产业"),
    ]
    for one in found:
        assert reading.text[one.start : one.end] == one.quote
        assert [shown.span.of(reading.text) for shown in one.evidence] == [one.quote, "重点发展"]
        assert one.thing_iri.endswith(f"/id/industry/{one.name}")


def test_an_industry_is_one_thing_in_all_plans() -> None:
    things = {
        mention.thing_iri
        for slug in ("one", "two")
        for mention in read_text(plan_with("重点发展数字经济。"), slug).mentions
    }
    assert len(things) == 1


def test_a_long_list_of_focus_words_takes_no_long_time() -> None:
    begun = time.process_time()
    named("打造甲乙、" * 20_000 + "。")
    named("重点发展" * 20_000)
    named("做强青禾和" * 20_000)
    # A second is usual on an idle machine; what grows with the square would take minutes.
    assert time.process_time() - begun < 60


def test_of_the_shipped_plan_exactly_the_industries_checked_by_hand_are_found() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    reading = plankg.read(SHIPPED, slug=SLUG)
    assert [
        (
            one.where,
            one.name,
            one.evidence[1].span.of(reading.text),
            one.quote,
            str(one.start),
            str(one.end),
        )
        for one in reading.mentions
        if one.kind == "industry"
    ] == rows
