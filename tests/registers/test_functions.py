"""Which line of government a body's name shows, and how the lines went on through reforms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from functions_turtle import events_turtle, functions_turtle
from plans import REGISTER, read_text
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, XSD, Namespace

from plankg.assets import assets_root
from plankg.errors import RegisterError
from plankg.functions import CHANGE_COLUMNS, FUNCTION_COLUMNS, Functions
from plankg.graph import build_graph
from plankg.iris import Iris
from plankg.ontology import load_ontology
from plankg.units import Units

IRIS = Iris()
PLAN = Namespace(IRIS.ontology)


def functions_of(area: str, printed: str) -> set[str]:
    return {*REGISTER.functions_of(REGISTER.body(area, printed))}


@pytest.mark.parametrize(
    ("area", "printed", "function"),
    [
        ("320281", "市科技局", "科技"),
        ("320281", "江阴市科学技术局", "科技"),
        ("320000", "省科技厅", "科技"),
        ("中国", "科技部", "科技"),
        ("310000", "市科委", "科技"),
        ("青禾市", "青禾市科技局", "科技"),
        ("320281", "江阴生态环境局", "生态环境"),
        ("320200", "市环保局", "环境保护"),
        ("320281", "市场监管局", "市场监管"),
        ("320281", "市市场监管局", "市场监管"),
        ("320281", "国家税务总局江阴市税务局", "税务"),
        ("320281", "人行江阴市支行", "人民银行"),
        ("310000", "人民银行上海总部", "人民银行"),
        ("310000", "国家外汇管理局上海市分局", "外汇管理"),
        ("320281", "国家统计局江阴调查队", "统计"),
        ("320281", "市委组织部", "组织"),
        ("320281", "中共江阴市委组织部", "组织"),
        ("320281", "市委编办", "机构编制"),
        ("320281", "市中级法院", "法院"),
        ("中国", "国家发展和改革委员会", "发展改革"),
        ("中国", "国家安全部", "国家安全"),
        ("310000", "上海海关", "海关"),
        ("320281", "团市委", "共青团"),
        ("320281", "市政府外办", "外事"),
        ("320000", "人行苏州中心支行", "人民银行"),
        ("320000", "苏州海关", "海关"),
        ("320000", "中国证监会江苏监管局", "证券监管"),
        ("320281", "市委组织部（市委人才办）", "组织"),
        ("320281", "市市监局", "市场监管"),
    ],
)
def test_offices_of_all_levels_and_names_share_their_line(area: str, printed: str, function: str):
    assert functions_of(area, printed) == {function}


def test_an_office_of_two_lines_has_both():
    assert functions_of("320281", "市教育体育局") == {"教育", "体育"}
    assert functions_of("320281", "市发改委（市数据局）") == {"发展改革", "数据"}
    assert functions_of("320281", "市政务服务和数据管理局") == {"政务服务", "数据"}


@pytest.mark.parametrize(
    "printed",
    [
        "市科技馆",
        "科技城管委会",
        "市科技局下属单位",
        "高新区",
        "江阴农商银行",
        "市水务集团",
        "市人民医院",
        "市税务师协会",
        "各有关部门",
        "区县人民政府",
        "市保险行业协会",
        "苏州工业园区海关学院",
        "市公安局等部门",
    ],
)
def test_a_name_that_only_begins_or_sounds_like_an_office_has_no_line(printed: str):
    assert functions_of("320281", printed) == set()


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("科技", {"科技"}),
        ("自然资源", {"自然资源", "国土资源", "城乡规划", "海洋", "测绘"}),
        ("工商", {"工商", "市场监管", "药品监管"}),
        ("卫生", {"卫生", "卫生计生", "卫生健康"}),
        ("扶贫", {"扶贫", "乡村振兴", "农业农村"}),
        ("银行监管", {"银行监管", "金融监管"}),
    ],
)
def test_a_line_goes_through_its_reforms_but_not_to_its_sisters(key: str, line: set[str]):
    assert {*REGISTER.functions.line(key)} == line


def test_the_bodies_of_a_plan_have_their_lines_and_groups_have_none():
    text = (
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）引水\n新建净水站3座。"
        "（责任单位：市科技局、市水利局、市净水站，各镇街）\n"
    )
    units = Units.from_graph(load_ontology(assets_root()))
    graph = build_graph(read_text(text), REGISTER, IRIS, units)
    found = {
        (IRIS.names(str(body), "body")[-1], str(function).rpartition("/")[2])
        for body, function in graph.subject_objects(PLAN.hasFunction)
    }
    assert found == {("市科技局", "科技"), ("市水利局", "水利")}


def test_a_plan_before_a_reform_and_one_after_it_are_found_by_one_line():
    text = (
        "江阴市{title}\n一、重点任务\n（一）引水\n新建净水站3座。（责任单位：{body}、市财政局）\n"
    )
    units = Units.from_graph(load_ontology(assets_root()))
    graph = Graph().parse(assets_root() / "ontology" / "vocab" / "functions.ttl")
    for slug, title, body in (
        ("before", "清泉行动计划（2015－2017年）", "市国土局"),
        ("after", "清泉行动计划（2021－2023年）", "市自然资源和规划局"),
    ):
        reading = read_text(text.format(title=title, body=body), slug)
        graph += build_graph(reading, REGISTER, IRIS, units)
    found = graph.query(
        "SELECT ?name { ?held plan:heldBy ?body ; plan:printedName ?name ."
        " ?body plan:hasFunction/plan:continuedBy* ?function }",
        initNs={"plan": PLAN},
        initBindings={"function": URIRef(IRIS.concept("function", "自然资源"))},
    )
    assert {str(row[0]) for row in found} == {"市国土局", "市自然资源和规划局"}


def test_a_row_of_a_workspace_replaces_its_namesake_and_adds_others(tmp_path: Path):
    rows = [
        "\t".join(FUNCTION_COLUMNS),
        "水利|government|water|水。|Water.|水|||局||市水局".replace("|", "\t"),
        "净水|government|clean water|净水。|Clean water.|净水|||局||市净水局".replace("|", "\t"),
    ]
    (tmp_path / "functions.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    functions = Functions.load(assets_root() / "data" / "registers", tmp_path)
    assert functions.of_names(["市水局"]) == ("水利",)
    assert functions.of_names(["市水利局"]) == ()
    assert functions.of_names(["市净水局"]) == ("净水",)
    assert functions.of_names(["市科技局"]) == ("科技",)


def test_the_vocabularies_are_what_the_tables_say():
    folder = assets_root() / "ontology" / "vocab"
    for name, text in (
        ("functions.ttl", functions_turtle(REGISTER)),
        ("changeevents.ttl", events_turtle(REGISTER)),
    ):
        assert (folder / name).read_text(encoding="utf-8") == text, f"{name}: run make functions"


def test_a_reform_has_its_day_its_bodies_and_its_basis():
    graph = Graph().parse(assets_root() / "ontology" / "vocab" / "changeevents.ttl")
    event = URIRef(IRIS.concept("changeevent", "2018-自然资源"))
    assert (event, RDF.type, ORG.ChangeEvent) in graph
    assert graph.value(event, DCTERMS.date) == Literal("2018-03-17", datatype=XSD.date)
    before = {
        IRIS.names(str(one), "body")[-1] for one in graph.objects(event, ORG.originalOrganization)
    }
    assert before == {"国土资源部", "国家海洋局", "国家测绘地理信息局"}
    after = {
        IRIS.names(str(one), "body")[-1] for one in graph.objects(event, ORG.resultingOrganization)
    }
    assert after == {"自然资源部"}
    assert "国务院机构改革方案" in str(graph.value(event, DCTERMS.bibliographicCitation))


@pytest.mark.parametrize(
    ("functions", "events", "problem"),
    [
        ("水|sea|water|水。|Water.|水|||局||市水局", "", "functions.tsv:2: group is 'sea'"),
        ("水|government|water|水。|Water.|水|||||市水局", "", "functions.tsv:2: no names"),
        (
            "水|government|water|水。|Water.|水|||局||市水局",
            "2018-水|水改火|water|2018-03-17|火|水||水部|决定",
            "change_events.tsv:2: function '火' is not in",
        ),
        (
            "水|government|water|水。|Water.|水|||局||市水局",
            "2018-水|水改水|water|2018|水|水||水部|决定",
            "change_events.tsv:2: date is '2018'",
        ),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(
    tmp_path: Path, functions: str, events: str, problem: str
):
    for name, header, row in (
        ("functions.tsv", FUNCTION_COLUMNS, functions),
        ("change_events.tsv", CHANGE_COLUMNS, events),
    ):
        text = "\n".join(["\t".join(header), row.replace("|", "\t")]) + "\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError, match=re.escape(problem)):
        Functions.load(tmp_path)
