"""Who answers for a target: its own list's bodies, the same in the graph as in the reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from plankg.assets import assets_root
from plankg.extract import read_plan
from plankg.graph import write_turtle
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.model import Document, Paragraph, Reading, Span
from plankg.register import Register
from plankg.tables import rows_from_turtle, rows_of

Build = Callable[[Reading], Graph]

REGISTER = Register.load(assets_root() / "data" / "registers")
LOOKUPS = Lookups.load()
HEAD = "江阴市创新平台行动计划（2021－2022年）\n\n一、重点任务\n（一）建设创新平台\n"
# Three lists in one paragraph; 市科技局 is in each of them, at another place and in another role.
SEVERAL = (
    "1．建设研发平台。新建研发平台12家（责任单位：市科技局、市财政局）。"
    "建成中试基地3个（责任单位：市工信局、市科技局）。"
    "新建厂房5万平方米（市住建局牵头，市科技局配合）。\n"
)


def read(body: str) -> Reading:
    text = HEAD + body
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Paragraph(Span(start, start + len(line)), line))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("short.txt", text, digest, tuple(lines))
    return read_plan(document, "short", register=REGISTER, iris=Iris(), lookups=LOOKUPS)


def test_a_target_has_the_bodies_of_its_own_list_in_their_printed_order(build: Build) -> None:
    reading = read(SEVERAL)
    records = rows_from_turtle([write_turtle(build(reading))], "targets").records()
    assert [
        (row["indicator"], row["lead"], row["participants"], row["responsible"]) for row in records
    ] == [
        ("研发平台", "", "", "市科技局；市财政局"),
        ("中试基地", "", "", "市工信局；市科技局"),
        ("厂房", "市住建局", "市科技局", ""),
    ]


def test_the_graph_links_a_target_to_the_responsibilities_of_its_list(build: Build) -> None:
    reading, terms = read(SEVERAL), Iris().ontology
    graph = build(reading)
    held = {
        str(graph.value(one, URIRef(f"{terms}printedName")))
        for one in graph.objects(
            URIRef(reading.targets[1].iri), URIRef(f"{terms}hasResponsibility")
        )
    }
    assert held == {"市工信局", "市科技局"}


def test_a_part_without_a_list_has_the_bodies_of_the_part_above(build: Build) -> None:
    reading = read(
        "1．建设平台（责任单位：市科技局、市财政局）\n"
        "（1）建好研发平台。新建研发平台12家。\n"
        "（2）建好中试基地。建成中试基地3个（责任单位：市工信局）。\n"
    )
    rows = rows_from_turtle([write_turtle(build(reading))], "targets")
    assert [row["responsible"] for row in rows.records()] == ["市科技局；市财政局", "市工信局"]
    assert rows == rows_of(reading, "targets")


BOX = (
    "1．建设平台。建好平台（责任单位：市科技局）。\n"
    "专栏1 创新平台工程\n新建研发平台12家。\n建成中试基地3个。\n"
)


def test_a_box_is_about_the_action_around_it_and_has_no_bodies_of_others(build: Build) -> None:
    reading = read(BOX)
    rows = rows_from_turtle([write_turtle(build(reading))], "targets")
    found = [(row["action"], row["task"], row["responsible"]) for row in rows.records()]
    assert found == [("建设创新平台", "", "")] * 2
    assert rows == rows_of(reading, "targets")


def test_what_a_box_lists_has_the_box_for_an_action_in_a_plan_without(
    build: Build,
) -> None:
    reading = read(
        "（一）建设平台。建好平台。\n"
        "专栏1 创新平台工程\n1．新建研发平台12家。\n2．建成中试基地3个。\n"
        "（二）建设厂房。建好厂房。\n专栏2 厂房工程\n新建厂房5万平方米。\n"
    )
    rows = rows_from_turtle([write_turtle(build(reading))], "targets")
    assert [(row["where"], row["action"], row["task"]) for row in rows.records()] == [
        ("专栏1 1", "创新平台工程", "新建研发平台12家"),
        ("专栏1 2", "创新平台工程", "建成中试基地3个"),
        ("专栏2", "", "建设厂房"),
    ]
    assert rows == rows_of(reading, "targets")


NAMES = ("市科技局", "市财政局", "市工信局", "科技局", "各镇街", "高新区")
_THINGS = ("新建研发平台12家", "建成中试基地3个", "新建厂房5万平方米", "完善服务机制")
_bodies = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
_lists = st.one_of(
    st.just(""),
    _bodies.map(lambda names: f"（责任单位：{'、'.join(names)}）"),
    _bodies.map(lambda names: f"（牵头单位：{names[0]}；配合单位：{'、'.join(names)}）"),
    _bodies.map(lambda names: f"（{names[0]}牵头，{'、'.join(names[1:] or NAMES[:1])}配合）"),
)
_measures = st.tuples(st.sampled_from(_THINGS), _lists).map(lambda pair: f"{pair[0]}{pair[1]}。")
_paragraphs = st.lists(_measures, min_size=1, max_size=4).map("".join)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(_paragraphs, min_size=1, max_size=4))
def test_whatever_lists_a_plan_has_its_graph_gives_the_rows_of_its_reading(
    build: Build, paragraphs: list[str]
) -> None:
    lines = (f"{number}．任务{number}。{text}\n" for number, text in enumerate(paragraphs, start=1))
    reading = read("".join(lines))
    published = [write_turtle(build(reading))]
    for table in ("targets", "responsibilities", "elements"):
        assert rows_from_turtle(published, table) == rows_of(reading, table)
