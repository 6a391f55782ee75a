"""Named innovation carriers in short sentences of our own, and in the shipped plan."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from plans import SHIPPED
from rdflib import SKOS, Graph, URIRef

from plankg.assets import assets_root
from plankg.extract.carriers import CarrierFound, CarrierGrammar
from plankg.lookups import Lookups
from plankg.model import Span

LOOKUPS = Lookups.load()
GRAMMAR = CarrierGrammar(LOOKUPS, ["东湖高新区", "高新区", "青阳园区"])
GOLDEN = Path(__file__).parent.parent / "golden" / "jiangyin-innovation-2020-2022.carriers.csv"
VOCABULARIES = assets_root() / "ontology" / "vocab"

# sentence → (name, type, measure, printed verb)
NAMED = {
    "改造提升青禾孵化园。": ("青禾孵化园", "incubator", "upgrade", "改造提升"),
    "优化完善白鹭智造产业园。": ("白鹭智造产业园", "industrial-park", "improve", "优化完善"),
    "加速建设白鹭科创园": ("白鹭科创园", "innovation-park", "build", "加速建设"),
    "启动青禾科技园建设。": ("青禾科技园", "science-park", "start", "启动…建设"),
    "启动规划建设生物医药加速器二期": (
        "生物医药加速器二期",
        "accelerator",
        "start",
        "启动规划建设",
    ),
    "推进白鹭数码城申报国家级孵化器。": ("白鹭数码城", "digital-city", "apply", "推进…申报"),
    "推动白鹭产业园载体升级；": ("白鹭产业园", "industrial-park", "upgrade", "推动…载体升级"),
    "最终建成环境一流、产城一体的青禾创新港。": (
        "青禾创新港",
        "innovation-harbour",
        "build",
        "建成",
    ),
    "青禾研究院取得实质性成效。": ("青禾研究院", "research-institute", "achieve", "取得实质性成效"),
    "年内青禾科技园建成投用": ("青禾科技园", "science-park", "open", "建成投用"),
    "揭牌运营青禾孵化器。": ("青禾孵化器", "incubator", "open", "揭牌运营"),
    "增强青禾国际人才市场活力": ("青禾国际人才市场", "talent-market", "improve", "增强…活力"),
    "依托青禾大学白鹭校区的科研优势": ("青禾大学白鹭校区", "campus", "use", "依托"),
    "发挥省技术服务中心白鹭分中心作用": (
        "省技术服务中心白鹭分中心",
        "public-service-platform",
        "use",
        "发挥…作用",
    ),
    "打造“保税特色小镇”。": ("保税特色小镇", "characteristic-town", "build", "打造"),
    "加快中国电信（青禾）大数据产业园建设": (
        "中国电信（青禾）大数据产业园",
        "industrial-park",
        "build",
        "加快…建设",
    ),
}

NOT_NAMED = {
    "a number of them": "建成新型研发机构2－3家，新建青禾孵化器5家。",
    "a kind and a rank": "支持建设国家级孵化器，打造省级重点实验室。",
    "a kind by its field": "建设生物医药产业园、高端装备研究院。",
    "a theme of the day": "建设返乡创业园、适老化产业园、数据标注产业园。",
    "a rank applied for": "申报国家级科技企业孵化器。",
    "kinds in a list": "新建科技企业孵化器、加速器、产业园等创新载体。",
    "what a whole region strives to be": "打造青禾科技创新中心。",
    "an indefinite one": "培育一批青禾特色众创空间，建设若干科技园。",
    "a platform by what it does": "建设能源生产监测公共服务平台。",
    "what is built is something else": "推进青禾科技园项目，加快青禾科技园建设用地报批。",
    "no measure": "与青禾科技园开展合作，会议在青禾研究院举行。",
    "a name that holds another verb": "支持青禾县筹建研究院。",
    "an elided list of places": "建成白鹭、青禾产业园。",
    "a light verb whose object goes on": "推动青禾科技园与高校合作。",
    "a place somewhere abroad": "在全球建设“人才飞地”。",
}


def found(text: str, grammar: CarrierGrammar = GRAMMAR) -> list[CarrierFound]:
    return list(grammar.carriers_in(text, Span(0, len(text))))


@pytest.mark.parametrize(("text", "expected"), NAMED.items(), ids=NAMED)
def test_a_named_carrier_is_found_with_its_type_and_measure(
    text: str, expected: tuple[str, str, str, str]
) -> None:
    assert [(f.name, f.carrier_type, f.measure, f.verb) for f in found(text)] == [expected]


@pytest.mark.parametrize("text", NOT_NAMED.values(), ids=NOT_NAMED)
def test_what_is_no_named_carrier_is_left_alone(text: str) -> None:
    assert [f.name for f in found(text)] == []


def test_a_zone_before_a_name_is_its_place_and_makes_a_field_distinctive() -> None:
    text = "推进高新区金属材料研究院建设。"
    (carrier,) = found(text)
    assert (carrier.name, carrier.place) == ("金属材料研究院", "高新区")
    assert [(e.span.of(text), e.supports) for e in carrier.evidence] == [
        ("推进高新区金属材料研究院建设", ("concerns", "hasMeasure")),
        ("高新区", ("locatedIn",)),
    ]


def test_the_longest_zone_is_the_place() -> None:
    (carrier,) = found("推进东湖高新区青禾研究院建设。")
    assert (carrier.name, carrier.place) == ("青禾研究院", "东湖高新区")


def test_a_zone_before_the_verb_is_the_place() -> None:
    (carrier,) = found("在高新区建设青禾研究院。")
    assert (carrier.name, carrier.place) == ("青禾研究院", "高新区")


def test_a_zone_that_is_itself_the_carrier_keeps_its_name() -> None:
    (carrier,) = found("全面加快青阳园区建设。")
    assert (carrier.name, carrier.carrier_type, carrier.place) == ("青阳园区", "park", "")


def test_a_plain_name_counts_beside_a_distinctive_one() -> None:
    text = "推动青禾科技园、科技小镇建设成为重要支撑。"
    assert [f.name for f in found(text)] == ["青禾科技园", "科技小镇"]
    assert {f.quote.of(text) for f in found(text)} == {"推动青禾科技园、科技小镇建设"}


def test_a_kind_does_not_count_beside_a_distinctive_one() -> None:
    assert [f.name for f in found("建设青禾科技园、国家级孵化器、众创空间。")] == ["青禾科技园"]


def test_an_elided_name_is_completed_and_says_where_from() -> None:
    text = "加强青禾集团、白鹭集团国家级工程技术研究中心的能力建设。"
    first, second = found(text)
    assert first.name == "青禾集团国家级工程技术研究中心"
    assert second.name == "白鹭集团国家级工程技术研究中心"
    assert (first.confidence, second.confidence) == ("restored", "printed")
    tail = first.evidence[1]
    assert (tail.span.of(text), tail.restored) == ("国家级工程技术研究中心", True)


def test_a_quote_runs_through_the_words_that_end_the_measure() -> None:
    text = "为此，加快推进青禾技师学院建设，打造“白鹭小镇”。"
    assert [f.quote.of(text) for f in found(text)] == ["加快推进青禾技师学院建设", "打造“白鹭小镇”"]


def test_only_the_given_stretch_is_read() -> None:
    text = "建设青禾科技园。建设白鹭科技园。"
    assert [f.name for f in GRAMMAR.carriers_in(text, Span(8, 16))] == ["白鹭科技园"]


def test_a_long_line_without_signs_takes_no_long_time() -> None:
    assert found("推动青禾白鹭" * 20_000) == []


@pytest.mark.parametrize(
    ("table", "column", "scheme"),
    [("carrier_endings", "type", "carriertype"), ("carrier_measures", "measure", "measure")],
)
def test_the_keys_of_the_tables_are_concepts_of_the_vocabularies(
    table: str, column: str, scheme: str
) -> None:
    used = {row[column] for row in LOOKUPS.rows(table) if row[column]}
    assert used <= set(concepts(scheme))


def test_the_vocabulary_types_an_ending_as_the_table_does() -> None:
    printed = {label: key for key, labels in concepts("carriertype").items() for label in labels}
    table = LOOKUPS.rows("carrier_endings")
    differing = {
        row["ending"]: (row["type"], printed[row["ending"]])
        for row in table
        if row["type"]
        and not row["parent"]
        and printed.get(row["ending"]) not in (None, row["type"])
    }
    assert differing == {}


def concepts(scheme: str) -> dict[str, list[str]]:
    """Return a vocabulary's concepts by local name, each with its Chinese labels."""
    graph = Graph()
    for path in sorted(VOCABULARIES.glob("*.ttl")):
        graph.parse(path)
    base = URIRef(f"https://w3id.org/plankg/vocab/{scheme}")
    return {
        str(concept).rsplit("/", 1)[1]: [
            str(label)
            for prop in (SKOS.prefLabel, SKOS.altLabel)
            for label in graph.objects(concept, prop)
        ]
        for concept in graph.subjects(SKOS.inScheme, base)
    }


LEFT_OUT = {
    # Kinds, told apart only by where they are to be.
    ("三（二）8", "离岸研发孵化基地"),
    ("三（五）18", "离岸科技创新中心"),
    ("三（五）18", "在岸创业基地"),
    ("附件 18.4", "飞地孵化器"),
    # Platforms, told apart only by what they do.
    ("三（二）10", "知识产权公共服务平台"),
    ("三（六）24", "市科技创新云服务平台"),
    # Nothing but a rank before the ending.
    ("三（三）12", "国家软件园"),
}


def test_of_the_shipped_plan_the_hand_made_carriers_are_found_but_for_those_named_here() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        golden = list(csv.DictReader(file))
    wanted = [
        (row["carrier"], row["place"] if row["place"] == "高新区" else "")
        for row in golden
        if (row["where"], row["carrier"]) not in LEFT_OUT
    ]
    text = SHIPPED.read_text(encoding="utf-8")
    zones = ["高新区", "临港开发区", "靖江园区", "青阳园区"]
    carriers = found(text, CarrierGrammar(LOOKUPS, zones))
    assert sorted((f.name, f.place) for f in carriers) == sorted(wanted)
    assert len(golden) - len(wanted) == len(LEFT_OUT)


def test_of_the_shipped_plan_the_measures_are_those_that_a_reader_gives() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    measures = {
        (f.name, f.measure)
        for f in found(text, CarrierGrammar(LOOKUPS, ["高新区"]))
        if f.measure in ("apply", "start", "upgrade", "achieve")
    }
    assert measures == {
        ("百桥生物孵化园", "upgrade"),
        ("启星智能制造产业园", "upgrade"),
        ("天安数码城", "apply"),
        ("滨江科技创新走廊", "start"),
        ("生物医药加速器二期", "start"),
        ("南理工科技园", "start"),
        ("金属材料创新研究院", "achieve"),
    }
