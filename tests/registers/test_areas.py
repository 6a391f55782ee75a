"""Which area a name means, where a plan applies, and what its graph says of the place."""

from __future__ import annotations

import re

import pytest
from plans import REGISTER, read_text
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, Namespace

from plankg.areas import level_of
from plankg.assets import assets_root
from plankg.graph import build_graph
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.units import Units

IRIS = Iris()
PLAN = Namespace(IRIS.ontology)
FRAME = "{title}\n{front}一、重点任务\n（一）引水。{task}\n"


def reading(title: str = "清泉行动实施方案", front: str = "", task: str = "新建净水站3座。"):
    return read_text(FRAME.format(title=title, front=front, task=task))


@pytest.mark.parametrize(
    ("name", "within", "key"),
    [
        ("江阴市", "", "320281"),
        ("南通", "", "320600"),
        ("320281", "", "320281"),
        ("江苏省", "", "320000"),
        ("江苏", "", "320000"),
        ("吉林", "", "220000"),
        ("吉林市", "", "220200"),
        ("浦东新区", "", "310115"),
        ("南京市鼓楼区", "", "320106"),
        ("江苏省江阴市", "", "320281"),
        ("鼓楼区", "320100", "320106"),
        ("鼓楼区", "320106", "320106"),
        ("市中区", "370100", "370103"),
        ("襄樊市", "", "420600"),
        ("莱芜市", "", "371200"),
    ],
)
def test_an_area_is_found_by_its_full_usual_or_former_name(name: str, within: str, key: str):
    assert REGISTER.area_key(name, within) == key


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("鼓楼区", ""),
        ("鼓楼区", "320500"),
        ("市中区", ""),
        ("朝阳区", ""),
        ("和平", ""),
        ("青阳", ""),
        ("青阳园区", ""),
        ("南京市朝阳区", ""),
        ("青禾市", ""),
    ],
)
def test_a_name_that_could_be_several_or_no_division_stays_open(name: str, within: str):
    assert REGISTER.area(name, within) is None


@pytest.mark.parametrize(
    ("area", "printed", "key"),
    [
        ("320200", "江阴市", "320281"),
        ("320000", "无锡", "320200"),
        ("320000", "江阴市", "320281"),
        ("320281", "高新区", "320281/高新区"),
        ("320281", "江阴高新区", "320281/高新区"),
        ("320281", "青阳园区", "320281/青阳园区"),
        ("320281", "青阳县", "320281/青阳县"),
        ("320281", "江阴市", "320281"),
        ("110000", "朝阳区", "110105"),
        ("320500", "鼓楼区", "320500/鼓楼区"),
    ],
)
def test_a_place_is_looked_for_in_the_plans_own_area_only(area: str, printed: str, key: str):
    assert REGISTER.place_key(area, printed) == key


@pytest.mark.parametrize(
    ("title", "front", "name", "key"),
    [
        ("瑞昌市清泉行动方案", "", "瑞昌市", "360481"),
        ("江苏省江阴市清泉行动方案", "", "江阴市", "320281"),
        ("清泉行动方案", "南京市鼓楼区人民政府\n2021年3月1日\n", "鼓楼区", "320106"),
        ("清泉行动方案", "鼓楼区人民政府\n2021年3月1日\n", "鼓楼区", "鼓楼区"),
        ("江阴高新区清泉行动方案", "", "高新区", "320281/高新区"),
        ("苏州工业园区清泉行动方案", "", "苏州工业园区", "320500/苏州工业园区"),
        ("无锡市新安开发区清泉行动方案", "", "新安开发区", "320200/新安开发区"),
        ("青禾市清泉行动方案", "", "青禾市", "青禾市"),
        ("国务院关于清泉行动的实施方案", "", "全国", "中国"),
        ("上海市浦东新区清泉行动方案", "", "浦东新区", "310115"),
    ],
)
def test_the_area_of_a_plan_is_its_issuers_or_the_one_its_title_begins_with(
    title: str, front: str, name: str, key: str
):
    meta = reading(title, front).meta
    assert (meta.area, meta.area_iri) == (name, IRIS.area(key))


@pytest.mark.parametrize("title", ["示范区域清泉行动方案", "新县城清泉行动方案"])
def test_a_word_that_begins_like_a_division_is_none(title: str):
    found = REGISTER.names.first_in(title)
    assert found is None


def test_what_is_said_of_the_whole_city_or_of_a_county_in_it_has_that_area_as_scope():
    task = "全市新建净水站3座。江阴市、宜兴市各新建净水站1座。"
    scopes = {
        (target.scope, IRIS.area_key(target.scope_iri))
        for target in reading("无锡市清泉行动方案（2021－2023年）", task=task).targets
    }
    assert scopes == {("无锡市", "320200"), ("江阴市", "320281"), ("宜兴市", "320282")}


def graph_of(title: str) -> Graph:
    units = Units.from_graph(load_ontology(assets_root()))
    return build_graph(reading(title), REGISTER, IRIS, units)


def test_plans_within_a_province_are_found_by_the_chain_of_their_areas():
    graph = graph_of("江阴市清泉行动方案") + graph_of("瑞昌市清泉行动方案")
    graph += graph_of("苏州工业园区清泉行动方案")
    found = graph.query(
        "SELECT DISTINCT ?area { ?plan plan:hasArea ?area . ?area plan:within* ?province }",
        initNs={"plan": PLAN},
        initBindings={"province": URIRef(IRIS.area("320000"))},
    )
    zone = IRIS.area("320500", "苏州工业园区")
    assert {str(row[0]) for row in found} == {IRIS.area("320281"), zone}


def test_a_graph_has_only_the_areas_that_its_plan_uses_and_those_above():
    graph = graph_of("江阴市清泉行动方案")
    levels = {
        IRIS.area_key(str(area)): str(level).rpartition("/")[2]
        for area, level in graph.subject_objects(PLAN.hasLevel)
    }
    assert levels == {
        "中国": "country",
        "320000": "province",
        "320200": "prefecture",
        "320281": "county",
    }


def test_an_area_that_ended_says_when_and_what_it_became():
    graph = graph_of("莱芜市清泉行动方案")
    area = URIRef(IRIS.area("371200"))
    assert [str(year) for year in graph.objects(area, PLAN.lastYear)] == ["2019"]
    assert list(graph.objects(area, DCTERMS.isReplacedBy)) == [URIRef(IRIS.area("370116"))]
    assert (URIRef(IRIS.area("370116")), PLAN.within, URIRef(IRIS.area("370100"))) in graph


def test_a_zone_is_known_by_the_endings_of_the_lookup_table():
    for ending in Lookups.load().words("zone_endings", "ending"):
        assert level_of(f"320281/滨江{ending}") == "zone"
    for name in ("中心城区", "镇街", "京津冀区域", "各开发区", "每个园区"):
        assert level_of(f"320281/{name}") == ""


def test_an_areas_key_comes_back_from_its_iri():
    for key in ("320281", "中国", "320281/高新区", "青禾市"):
        assert IRIS.area_key(IRIS.area(key)) == key
    assert IRIS.area_key(IRIS.body("320281/高新区", "区科技局")) == ""
    assert re.fullmatch(r".*/body/320281/高新区/区科技局", IRIS.body("320281/高新区", "区科技局"))
