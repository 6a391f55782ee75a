"""The concept schemes: nothing ambiguous, and what they say of the world is right."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from plankg.assets import assets_root
from plankg.iris import DEFAULT_BASE, Iris
from plankg.ontology import Units, load_ontology, parse_turtle

ROOT = assets_root()
ONTOLOGY = load_ontology(ROOT)
UNITS = Units.from_graph(ONTOLOGY)
SCHEMES = sorted(str(scheme) for scheme in ONTOLOGY.subjects(RDF.type, SKOS.ConceptScheme))
PLAN = f"{DEFAULT_BASE}ontology#"


def members(scheme: str) -> list[URIRef]:
    return sorted(URIRef(str(one)) for one in ONTOLOGY.subjects(SKOS.inScheme, URIRef(scheme)))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_has_members_and_no_two_share_a_notation(scheme: str):
    found = members(scheme)
    assert found
    notations = [str(note) for one in found for note in ONTOLOGY.objects(one, SKOS.notation)]
    assert [note for note, times in Counter(notations).items() if times > 1] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_name_means_one_member_of_its_scheme_only(scheme: str):
    names = [
        (str(name), name.language)
        for one in members(scheme)
        for label in (SKOS.prefLabel, SKOS.altLabel)
        for name in ONTOLOGY.objects(one, label)
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_broader_concepts_are_of_the_same_scheme_and_run_in_no_circle(scheme: str):
    found = set(members(scheme))
    for one in found:
        above = list(ONTOLOGY.transitive_objects(one, SKOS.broader))[1:]
        assert one not in above
        assert set(above) <= found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("incubator", {"孵化器", "科技企业孵化器", "孵化园"}),
        ("accelerator", {"加速器"}),
        ("industrial-park", {"产业园"}),
        ("innovation-park", {"科创园"}),
        ("science-park", {"科技园"}),
        ("makerspace", {"众创空间"}),
        ("new-rd-institution", {"新型研发机构"}),
        ("enterprise-rd-institution", {"企业研发机构"}),
        ("research-institute", {"研究院"}),
        ("public-service-platform", {"公共服务平台"}),
        ("characteristic-town", {"特色小镇", "科技小镇"}),
        ("innovation-harbour", {"创新港"}),
        ("offshore-incubator", {"飞地孵化器"}),
        ("engineering-research-centre", {"工程技术研究中心"}),
        ("laboratory", {"实验室"}),
        ("campus", {"校区"}),
    ],
)
def test_a_carrier_type_is_found_by_the_words_that_plans_use(name: str, words: set[str]):
    concept = URIRef(Iris().concept("carriertype", name))
    labels = {*ONTOLOGY.objects(concept, SKOS.prefLabel), *ONTOLOGY.objects(concept, SKOS.altLabel)}
    assert words <= {str(label) for label in labels if label.language == "zh"}


# Factors by hand, to the base that the unit's dimension names.
@pytest.mark.parametrize(
    ("sign", "name", "dimension", "factor"),
    [
        ("家", "家", "count", "1"),
        ("个", "个", "count", "1"),
        ("万人", "万人", "count", "10000"),
        ("亿人次", "亿人次", "count", "100000000"),
        ("%", "percent", "ratio", "0.01"),
        ("％", "percent", "ratio", "0.01"),
        ("‰", "permille", "ratio", "0.001"),
        ("个百分点", "个百分点", "ratio", "0.01"),
        ("倍", "倍", "ratio", "1"),
        ("亿元", "亿元", "renminbi", "100000000"),
        ("万亿元", "万亿元", "renminbi", "1000000000000"),
        ("亿美元", "亿美元", "us-dollar", "100000000"),
        ("万平方米", "万平方米", "area", "10000"),
        ("公顷", "公顷", "area", "10000"),
        ("平方公里", "平方公里", "area", "1000000"),
        ("公里", "公里", "length", "1000"),
        ("万吨", "万吨", "mass", "10000000"),
        ("万吨标准煤", "万吨标准煤", "coal-equivalent", "10000"),
        ("亿千瓦时", "亿千瓦时", "energy", "360000000000000"),
        ("万千瓦", "万千瓦", "power", "10000000"),
        ("亿立方米", "亿立方米", "volume", "100000000"),
        ("微克/立方米", "微克%2F立方米", "mass-concentration", "0.000000001"),
        ("件/万人", "件%2F万人", "per-capita", "0.0001"),
        ("个工作日", "个工作日", "working-time", "1"),
        ("小时", "小时", "time", "3600"),
        ("Gbps", "Gbps", "data-rate", "1000000000"),
        ("ZB", "ZB", "data-volume", "8000000000000000000000"),
        ("Gb", "Gb", "data-volume", "1000000000"),
        ("EFlops", "EFLOPS", "computing-power", "1000000000000000000"),
        ("平米", "平方米", "area", "1"),
        ("万平米", "万平方米", "area", "10000"),
        ("亿立方", "亿立方米", "volume", "100000000"),
        ("亿标立方米", "亿标立方米", "volume", "100000000"),
        ("蒸吨", "蒸吨", "power", "700000"),
        ("万蒸吨", "万蒸吨", "power", "7000000000"),
        ("万千伏安", "万千伏安", "apparent-power", "10000000"),
        ("万吉焦", "万吉焦", "energy", "10000000000000"),
        ("周", "周", "time", "604800"),
        ("周岁", "周岁", "time", "31557600"),
        ("人天", "人日", "person-days", "1"),
        ("万人年", "万人年", "person-years", "10000"),
        ("亿吨公里", "亿吨公里", "freight-turnover", "100000000"),
        ("万车公里", "万车公里", "vehicle-distance", "10000"),
        ("摄氏度", "摄氏度", "celsius-temperature", "1"),
        ("万间", "万间", "count", "10000"),
        ("GWh", "吉瓦时", "energy", "3600000000000"),
        ("MVA", "兆伏安", "apparent-power", "1000000"),
        ("km²", "平方公里", "area", "1000000"),
        ("/十万", "per-100000", "ratio", "0.00001"),
    ],
)
def test_a_unit_is_known_by_its_sign_with_its_dimension_and_factor(
    sign: str, name: str, dimension: str, factor: str
):
    unit = UNITS.get(sign)
    assert unit is not None
    assert unit.iri == f"{DEFAULT_BASE}vocab/unit/{name}"
    assert unit.dimension == f"{DEFAULT_BASE}vocab/dimension/{dimension}"
    assert unit.factor == Decimal(factor)


def test_fifteen_mu_are_one_hectare():
    mu, hectare = UNITS.get("亩"), UNITS.get("公顷")
    assert mu is not None
    assert hectare is not None
    assert mu.normalise(Decimal(15)) == hectare.normalise(Decimal(1)) == Decimal(10000)


MULTIPLES = {"万": 10_000, "亿": 100_000_000, "百": 100, "千": 1000, "百万": 10**6, "万亿": 10**12}
# 千米 and 千克 are units of their own right, not a thousand of the printed kind.
AS_PRINTED = {"千米", "千克", "千瓦", "千瓦时", "千克标准煤", "百分点"}


def test_a_multiple_is_so_many_of_its_plain_unit():
    for unit in UNITS:
        for prefix, times in MULTIPLES.items():
            plain = UNITS.get(unit.sign.removeprefix(prefix))
            if not unit.sign.startswith(prefix) or plain is None or unit.sign in AS_PRINTED:
                continue
            assert unit.dimension == plain.dimension, unit.sign
            near = abs(unit.factor / plain.factor - times)
            assert near < Decimal("1e-9") * times, unit.sign


def test_every_measure_word_of_the_grammar_is_a_unit():
    with (ROOT / "data" / "lookups" / "measure_words.tsv").open(encoding="utf-8") as file:
        words = [row["word"] for row in csv.DictReader(file, delimiter="\t")]
    assert [word for word in words if UNITS.get(word) is None] == []


@pytest.mark.parametrize(
    ("lookup", "word", "column", "scheme"),
    [
        ("carrier_endings.tsv", "ending", "type", "carriertype"),
        ("carrier_measures.tsv", "word", "measure", "measure"),
    ],
)
def test_the_grammar_and_the_vocabulary_name_carriers_and_measures_alike(
    lookup: str, word: str, column: str, scheme: str
):
    with (ROOT / "data" / "lookups" / lookup).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row[column]]
    concepts = {str(one) for one in members(f"{DEFAULT_BASE}vocab/{scheme}")}
    named = {
        str(label): str(one)
        for one in members(f"{DEFAULT_BASE}vocab/{scheme}")
        for kind in (SKOS.prefLabel, SKOS.altLabel)
        for label in ONTOLOGY.objects(one, kind)
    }
    meant: dict[str, set[str]] = {}
    for row in rows:
        meant.setdefault(row[word], set()).add(Iris().concept(scheme, row[column]))
    assert set().union(*meant.values()) <= concepts
    # A word may mean several things in the grammar; the one that bears its name is among them.
    assert [name for name, iris in meant.items() if named.get(name, min(iris)) not in iris] == []


AREAS = parse_turtle(ROOT / "ontology" / "vocab" / "areas.ttl")


@pytest.mark.parametrize(
    ("code", "name", "within"),
    [("320281", "江阴市", "320200"), ("320200", "无锡市", "320000"), ("320000", "江苏省", "中国")],
)
def test_areas_have_their_codes_and_lie_within_each_other(code: str, name: str, within: str):
    area = URIRef(Iris().area(code))
    assert str(AREAS.value(area, SKOS.notation)) == code
    assert name in {str(label) for label in AREAS.objects(area, SKOS.prefLabel)}
    assert AREAS.value(area, URIRef(f"{PLAN}within")) == URIRef(Iris().area(within))


def test_the_register_and_the_vocabulary_know_the_same_areas():
    with (ROOT / "data" / "registers" / "areas.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        area = URIRef(Iris().area(*row["code"].split("/")))
        labels = {str(label) for label in AREAS.objects(area, SKOS.prefLabel)}
        assert row["name"] in labels, f"{row['code']} is missing in ontology/vocab/areas.ttl"
        others = {str(label) for label in AREAS.objects(area, SKOS.altLabel)}
        assert others <= set(row["aliases"].split("；")), row["code"]
    assert len(rows) == len(set(AREAS.subjects(RDF.type, URIRef(f"{PLAN}Area"))))


def test_no_vocabulary_says_anything_of_another_ones_members():
    seen: dict[str, str] = {}
    for file in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        graph: Graph = parse_turtle(file)
        for subject in set(graph.subjects(RDF.type)):
            assert seen.setdefault(str(subject), file.name) == file.name
