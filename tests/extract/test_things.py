"""Where things of a plan lie, and under which names they stand."""

import pytest
from plans import REGISTER, plan_with, read_text
from rdflib import URIRef
from rdflib.namespace import DCTERMS

from plankg.assets import assets_root
from plankg.graph import build_graph
from plankg.graph.namespaces import ELI
from plankg.iris import Iris
from plankg.ontology import load_ontology
from plankg.units import Units


@pytest.mark.parametrize(
    ("sentence", "area"),
    [
        ("深入实施江风英才计划。", "320281"),
        ("落实省“双创计划”。", "320000"),
        ("深入实施无锡“太湖人才计划”。", "320200"),
        ("参与国家“清泉”科技创新合作行动计划。", "中国"),
    ],
)
def test_a_programme_is_of_the_area_that_its_name_begins_with(sentence: str, area: str) -> None:
    (mention,) = read_text(plan_with(sentence)).mentions
    assert f"/programme/{area}/" in mention.thing_iri


def test_a_plan_named_with_its_own_years_is_a_cited_document_too() -> None:
    mentions = read_text(plan_with("落实清泉倍增计划（2018－2022年）。")).mentions
    assert {(mention.kind, mention.name) for mention in mentions} == {
        ("programme", "清泉倍增计划（2018－2022年）"),
        ("document", "清泉倍增计划（2018－2022年）"),
    }


def test_one_plan_printed_in_two_ways_has_one_id() -> None:
    text = plan_with(
        "实施“清泉对接行动计划”（2020－2022年）。深化“清泉对接行动计划”（2020－2022）。"
    )
    programmes = [m.thing_iri for m in read_text(text).mentions if m.kind == "programme"]
    assert len(programmes) == 2
    assert len(set(programmes)) == 1


def test_a_carrier_of_a_task_about_a_zone_lies_there() -> None:
    text = plan_with("改造提升水谷孵化园。（责任单位：高新区）").replace(
        "1．引水入城", "1．提升高新区供水能力"
    )
    (measure,) = read_text(text).carrier_measures
    assert (measure.carrier, measure.place, measure.confidence) == (
        "水谷孵化园",
        "高新区",
        "inferred",
    )


def test_what_the_preamble_rests_on_is_cited_by_the_plan_itself() -> None:
    words = "根据《青禾市人才条例》（青发[2020]3号），为落实《青禾市引水规划》，制定本行动计划。\n"
    text = plan_with("修订《青禾市水源办法》。").replace("一、重点任务", f"{words}一、重点任务")
    reading = read_text(text)
    assert [(m.where, m.name, m.number, m.relation) for m in reading.mentions] == [
        ("", "青禾市人才条例", "青发〔2020〕3号", "based-on"),
        ("", "青禾市引水规划", "", "implements"),
        ("一（一）1", "青禾市水源办法", "", "amends"),
    ]
    assert [m.element_iri == reading.meta.iri for m in reading.mentions] == [True, True, False]


def test_of_the_plan_is_stated_what_it_rests_on_and_not_what_its_tasks_change() -> None:
    words = "根据《青禾市人才条例》，为落实《青禾市引水规划》，制定本行动计划。\n"
    text = plan_with("修订《青禾市水源办法》。《青禾市旧水办法》同时废止。").replace(
        "一、重点任务", f"{words}一、重点任务"
    )
    reading = read_text(text)
    graph = build_graph(reading, REGISTER, Iris(), Units.from_graph(load_ontology(assets_root())))
    plan = URIRef(reading.meta.iri)
    said = {
        (str(predicate).rpartition("#")[2], str(graph.value(thing, DCTERMS.title)))
        for predicate, thing in graph.predicate_objects(plan)
        if predicate in (ELI.applies, ELI.based_on, ELI.repeals, ELI.amends)
    }
    assert said == {
        ("based_on", "青禾市人才条例"),
        ("applies", "青禾市引水规划"),
        ("repeals", "青禾市旧水办法"),
    }
    relations = {
        str(relation).rpartition("/")[2]
        for relation in graph.objects(None, URIRef(f"{Iris().ontology}hasRelation"))
    }
    assert relations == {"amends", "based-on", "implements", "replaces"}


def test_what_was_issued_so_far_stands_in_no_relation() -> None:
    text = plan_with("引水入城。").replace(
        "一、重点任务", "一、发展基础\n发布《青禾市水源名录》。\n二、重点任务"
    )
    (mention,) = read_text(text).mentions
    assert (mention.name, mention.relation) == ("青禾市水源名录", "")
