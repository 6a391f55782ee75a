"""Indicators are compared by names that set alike what is surely one, and apart what is not."""

from __future__ import annotations

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

from plankg.errors import RegisterError
from plankg.graph.indicator_names import Spellings, state_comparison_names
from plankg.iris import Iris
from plankg.lookups import Lookups

SPELLINGS = Spellings.of(Lookups.load())
PLAN = Namespace(Iris().ontology)

SAME = [
    ("规上工业企业研发投入", "规模以上工业企业研发投入"),
    ("科普投入占GDP的比重", "科普投入占地区生产总值比重"),
    ("有效期内种业企业数", "有效种业企业数量"),
    ("新签约2亿元以上项目", "新签2亿元以上项目"),
    ("书店、剧场、影院等文化设施", "书店、剧场、影院等文化场所"),
    ("全社会研发经费支出占GDP比重", "全社会研发投入占GDP的比重"),
]
LIKELY = [
    ("有效种业企业数", "种业企业"),
    ("青山市种业企业", "种业企业培育入库数"),
    ("启动读书示范区", "读书示范区"),
    ("新材料产业实际利用外资占比", "新材料产业利用外资占比"),
]
APART = [
    ("种业企业", "种业企业入库培育数"),
    ("营商环境指数", "营商环境指标"),
    ("城镇登记失业人数", "城镇登记失业"),
    ("书店、剧场等文化设施", "书店、剧场等文化活动"),
    ("研发投入占GDP比重", "研发投入占营业收入比重"),
    ("国家级实验室", "实验室"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_indicator_are_one(one: str, other: str) -> None:
    assert SPELLINGS.sure_name(one) == SPELLINGS.sure_name(other)


@pytest.mark.parametrize(("one", "other"), LIKELY)
def test_what_only_seems_to_be_one_is_likely_and_not_sure(one: str, other: str) -> None:
    assert SPELLINGS.sure_name(one) != SPELLINGS.sure_name(other)
    assert SPELLINGS.likely_name(one) == SPELLINGS.likely_name(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_indicators_stay_apart(one: str, other: str) -> None:
    assert SPELLINGS.likely_name(one) != SPELLINGS.likely_name(other)


def test_a_name_is_never_emptied() -> None:
    assert SPELLINGS.likely_name("有效") == "有效"


def test_both_names_are_stated_of_each_indicator() -> None:
    graph, indicator = Graph(), URIRef("https://example.org/种业企业数")
    graph.add((indicator, RDF.type, PLAN.Indicator))
    graph.add((indicator, RDFS.label, Literal("有效种业企业数", lang="zh")))
    state_comparison_names(graph, SPELLINGS, Iris())
    assert graph.value(indicator, PLAN.comparisonName) == Literal("有效种业企业")
    assert graph.value(indicator, PLAN.likelyComparisonName) == Literal("种业企业")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"printed": "数$", "plain": "", "certainty": "perhaps"}, "'perhaps' is no certainty"),
        ({"printed": "(数", "plain": "", "certainty": "same"}, "is no pattern"),
    ],
)
def test_a_broken_row_is_refused_with_its_words(row: dict[str, str], said: str) -> None:
    with pytest.raises(RegisterError, match=said.replace("(", r"\(")):
        Spellings.of(Lookups({"indicator_spellings": (row,)}))
