"""Which common indicator a wording means: by its parts first, then by name, else none surely."""

from __future__ import annotations

import pytest
from rdflib import SKOS, Graph, URIRef

from plankg.assets import assets_root
from plankg.check import check_graph
from plankg.errors import WorkspaceError
from plankg.indicator_parts import IndicatorGrammar
from plankg.indicators import Indicators
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import load_ontology, parse_turtle

ROOT = assets_root()
VOCABULARY = parse_turtle(ROOT / "ontology" / "vocab" / "indicators.ttl")
GRAMMAR = IndicatorGrammar(Lookups.load())
INDICATORS = Indicators.from_graph(VOCABULARY, GRAMMAR, Iris())


def meant(label: str) -> str:
    """Return the key of the indicator that a wording surely means, ``""`` for none."""
    return next((m.indicator.key for m in INDICATORS.matches(label) if m.certain), "")


@pytest.mark.parametrize(
    ("key", "wordings"),
    [
        (
            "研发经费投入强度",
            "全社会研发投入占GDP的比重；R&D经费支出占地区生产总值比重；研发经费投入强度；"
            "全社会研发经费支出占GDP比重；研究与试验发展（R&D）经费支出占国内生产总值的比重；"
            "全社会R＆D投入占ＧＤＰ的比例；研发投入与GDP之比",
        ),
        (
            "规模以上工业企业研发经费占营业收入的比重",
            "规上工业企业研发投入占营业收入比重；规模以上工业企业研发经费支出占营业收入的比重",
        ),
        ("人均地区生产总值", "人均GDP；人均地区生产总值；人均国内生产总值"),
        ("地区生产总值增长率", "GDP增速；地区生产总值年均增长率；地区生产总值增幅"),
        ("固定资产投资增长率", "全社会固定资产投资增速；固定资产投资年均增速"),
        (
            "每万人有效发明专利拥有量",
            "万人发明专利拥有量；每万人口有效发明专利拥有量；每万名常住人口有效发明专利拥有量",
        ),
        (
            "高新技术产业产值占规模以上工业总产值的比重",
            "高新技术产业产值占规模以上工业产值比重；高新技术产业产值占规上工业总产值的比重",
        ),
        ("服务业增加值占地区生产总值的比重", "第三产业增加值占GDP比重；服务业增加值占GDP的比重"),
        ("高新技术企业", "高新技术企业数；国家高新技术企业；高新技术企业总数"),
        ("有效高新技术企业", "有效期内高新技术企业数；有效高新技术企业数量"),
        ("专精特新小巨人企业", "专精特新“小巨人”企业；国家级专精特新小巨人企业"),
        ("单位地区生产总值能源消耗", "万元GDP能耗；单位GDP能耗；单位地区生产总值能源消费总量"),
        ("单位地区生产总值能源消耗降低", "单位GDP能耗降低；万元地区生产总值能耗降低率"),
        ("每千名老年人养老床位数", "每千名老人养老床位数；每千名老年人拥有养老床位数"),
        ("城镇居民人均可支配收入", "城镇常住居民人均可支配收入"),
        ("PCT国际专利申请量", "PCT专利申请量"),
        ("细颗粒物年均浓度", "PM2.5平均浓度；细颗粒物（PM2.5）年均浓度"),
        ("地表水达到或好于Ⅲ类水体比例", "地表水达到或好于III类水体的比例"),
        ("绿色建筑占新建建筑的比重", "城镇新建建筑中绿色建筑占比；绿色建筑占新建建筑比例"),
    ],
)
def test_wordings_of_one_indicator_are_one(key: str, wordings: str):
    said = wordings.split("；")
    assert {meant(one) for one in said} == {key}
    assert len({INDICATORS.parts(one) for one in said}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全社会研发投入占GDP的比重", "规上工业企业研发投入占营业收入比重"),
        ("全社会研发投入占GDP的比重", "基础研究经费占研发经费的比重"),
        ("规上工业企业研发投入占营业收入比重", "规上工业企业研发投入占主营业务收入比重"),
        ("规上工业企业研发投入占营业收入比重", "企业研发投入占营业收入比重"),
        ("规上工业企业研发投入占营业收入比重", "高新技术企业研发投入占营业收入比重"),
        ("全社会研发投入", "企业研发投入"),
        ("全社会研发投入", "全社会研发投入增长率"),
        ("高新技术企业", "有效高新技术企业"),
        ("高新技术企业", "高新技术企业产值"),
        ("瞪羚企业", "瞪羚企业培育入库数"),
        ("瞪羚企业", "准独角兽企业"),
        ("独角兽企业", "准独角兽企业"),
        ("万人有效发明专利拥有量", "每千人口有效发明专利拥有量"),
        ("万人有效发明专利拥有量", "万人高价值发明专利拥有量"),
        ("有效发明专利拥有量", "发明专利授权量"),
        ("规模以上工业增加值", "规模以上工业总产值"),
        ("规模以上工业增加值", "工业增加值"),
        ("高新技术产业产值占规上工业总产值比重", "高技术制造业增加值占规上工业增加值比重"),
        ("人均GDP", "单位GDP能耗"),
        ("单位GDP能耗", "单位GDP能耗降低"),
        ("单位GDP能耗降低", "单位GDP二氧化碳排放降低"),
        ("万元GDP用水量", "万元工业增加值用水量"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("居民人均可支配收入", "城镇居民人均可支配收入"),
        ("常住人口城镇化率", "户籍人口城镇化率"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("每千人口医疗卫生机构床位数", "每千名老年人养老床位数"),
        ("森林覆盖率", "建成区绿化覆盖率"),
        ("公路总里程", "高速公路通车里程"),
        ("固定资产投资", "工业投资"),
        ("税收收入", "税收占一般公共预算收入的比重"),
        ("一般公共预算收入", "一般公共预算支出"),
        ("进出口总额", "实际使用外资"),
        ("科技进步贡献率", "农业科技进步贡献率"),
        ("城市污水处理率", "农村生活污水治理率"),
        ("技术合同成交额", "电子商务交易额"),
        ("港口货物吞吐量", "集装箱吞吐量"),
    ],
)
def test_near_misses_are_two(one: str, other: str):
    assert INDICATORS.parts(one) != INDICATORS.parts(other)
    assert meant(one) != meant(other)


@pytest.mark.parametrize(
    "label",
    [
        "企业研发投入占主营业务收入的比重",
        "新签10亿元以上产业项目",
        "百家企业进高校",
        "各类科技创新载体",
        "高新技术企业研发投入",
        "生活垃圾无害化处理率",
        "关键工序数控化率",
        "占比",
    ],
)
def test_a_wording_that_could_be_another_indicator_means_none(label: str):
    assert meant(label) == ""


def test_a_match_says_why_in_words():
    said = ("全社会研发投入占比", "研发投入占GDP比重")
    alias, structure = (INDICATORS.matches(one)[0] for one in said)
    assert (alias.reason, alias.features) == ("alias", ("常用名称：全社会研发投入占比",))
    assert structure.reason == "structure"
    assert structure.features == ("同一分子：研发经费", "同一分母：地区生产总值")


def test_what_is_near_says_what_differs_and_is_never_certain():
    found = INDICATORS.matches("每千人口有效发明专利拥有量")
    assert [match.indicator.key for match in found] == [
        "每万人有效发明专利拥有量",
        "有效发明专利拥有量",
    ]
    assert found[0].features == ("每不同：万，千",)
    assert not any(match.certain for match in found)


@pytest.mark.parametrize(
    ("label", "dimension", "kind", "certain"),
    [
        ("地区生产总值", "renminbi", "level", True),
        ("地区生产总值", "ratio", "change", True),
        ("地区生产总值", "ratio", "level", False),
        ("人均GDP", "renminbi-per-capita", "level", True),
        ("万人有效发明专利拥有量", "count", "level", True),
        ("万人有效发明专利拥有量", "per-capita", "level", True),
        ("实际使用外资", "renminbi", "increase", False),
    ],
)
def test_a_unit_that_cannot_measure_the_indicator_makes_it_unsure(
    label: str, dimension: str, kind: str, certain: bool
):
    match = INDICATORS.matches(label, dimension, kind)[0]
    assert match.certain is certain
    assert any(feature.startswith("量纲不同") for feature in match.features) is not certain


def test_every_name_of_every_indicator_means_it():
    for indicator in INDICATORS.by_key.values():
        for label in indicator.labels:
            assert meant(label) == indicator.key


def test_every_indicator_has_what_makes_it_comparable():
    shapes = parse_turtle(ROOT / "shapes" / "indicators.ttl")
    assert check_graph(load_ontology(ROOT), shapes, Graph()).results == ()
    for iri in VOCABULARY.subjects(SKOS.inScheme, URIRef(f"{Iris().base}vocab/indicator")):
        indicator = INDICATORS.by_key[str(iri).rpartition("/")[2]]
        assert indicator.nature in ("stock", "flow")
        assert indicator.dimension
        assert len(list(VOCABULARY.objects(iri, SKOS.definition))) == 2


BLOCK = """
@prefix indicator: <https://w3id.org/plankg/vocab/indicator/> .
@prefix plan: <https://w3id.org/plankg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vocab: <https://w3id.org/plankg/vocab/> .
indicator:水 skos:prefLabel "净水量"@zh ; skos:inScheme vocab:indicator .
indicator:人 skos:prefLabel "用户"@zh ; skos:inScheme vocab:indicator .
indicator:甲 skos:prefLabel "甲"@zh ; skos:inScheme vocab:indicator .
"""
RATIO = "plan:hasNumerator indicator:水 ; plan:hasDenominator indicator:人 ."


@pytest.mark.parametrize(
    ("further", "problem"),
    [
        ('indicator:甲 skos:altLabel "净水量"@zh .', "'净水量' names"),
        (
            f"indicator:甲 {RATIO} indicator:乙 skos:prefLabel '乙'@zh ;"
            f" skos:inScheme vocab:indicator ; {RATIO}",
            "have the same numerator",
        ),
    ],
)
def test_two_indicators_that_nothing_tells_apart_are_refused(further: str, problem: str):
    graph = Graph().parse(data=BLOCK + further, format="turtle")
    with pytest.raises(WorkspaceError, match=problem):
        Indicators.from_graph(graph, GRAMMAR, Iris())
