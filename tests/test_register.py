"""The register: which names mean one body, and which mistakes in its files it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from plankg.assets import assets_root
from plankg.body_names import regular_names
from plankg.errors import RegisterError
from plankg.iris import Iris
from plankg.register import Register

JIANGYIN = "320281"
AREA_HEADER = "code\tname\tparent\taliases\texample"
BODY_HEADER = "area\tname\tkind\tofficial\taliases\texample"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load(assets_root() / "data" / "registers")


def folder_with(tmp_path: Path, *bodies: str, areas: tuple[str, ...] = ()) -> Path:
    """Write a register of the area 1 甲市 with these rows, cells parted by ``|``."""
    rows = ["1|甲市|||made up", *areas]
    for name, header, lines in (
        ("areas.tsv", AREA_HEADER, rows),
        ("bodies.tsv", BODY_HEADER, bodies),
    ):
        text = "\n".join([header, *(line.replace("|", "\t") for line in lines)]) + "\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("printed", "registered"),
    [
        ("市科技局", "市科技局"),
        ("科技局", "市科技局"),
        ("江阴市科技局", "市科技局"),
        ("市科学技术局", "市科技局"),
        ("江阴市科学技术局", "市科技局"),
        ("市\n科技局 ", "市科技局"),
        ("市发展改革委", "市发改委"),
        ("江阴市自然资源和规划局", "市自然资源规划局"),
        ("市场监管局", "市市场监管局"),
        ("中共江阴市委组织部", "市委组织部"),
        ("江阴高新技术产业开发区管理委员会", "高新区"),
        ("生态环境局", "江阴生态环境局"),
        ("中国人民银行江阴市支行", "人行江阴市支行"),
        ("市政府", "江阴市人民政府"),
    ],
)
def test_a_body_is_found_by_any_of_its_usual_names(
    register: Register, printed: str, registered: str
) -> None:
    assert register.body(JIANGYIN, printed).name == registered
    assert [entry.name for entry in register.bodies_named(printed)] == [registered]


@pytest.mark.parametrize(
    ("area", "printed", "aliases"),
    [
        ("南通市", "市科技局", ("科技局", "南通市科技局")),
        ("南通市", "科技局", ("市科技局", "南通市科技局")),
        ("南通市", "市场监管局", ("市市场监管局", "南通市市场监管局")),
        ("南通市", "市市场监管局", ("市场监管局", "南通市市场监管局")),
        ("南通市", "市委宣传部", ("南通市委宣传部", "中共南通市委宣传部")),
        ("广东省", "省科技厅", ("科技厅", "广东省科技厅")),
        ("南通市", "省科技厅", ()),
        ("南通市", "南通大学", ()),
        ("南通市", "各有关部门", ()),
        ("中国", "青禾部", ()),
        (JIANGYIN, "市水利局", ("水利局", "江阴市水利局")),
    ],
)
def test_an_unregistered_body_goes_by_its_name_with_and_without_level_and_area(
    register: Register, area: str, printed: str, aliases: tuple[str, ...]
) -> None:
    entry = register.body(area, printed)
    assert (entry.area, entry.name, entry.known) == (area, printed, False)
    assert entry.aliases == aliases


def test_a_party_body_never_loses_its_level() -> None:
    names = regular_names("市委组织部", "江阴市")
    assert names == ("市委组织部", "江阴市委组织部", "中共江阴市委组织部")


def test_every_body_of_the_shipped_plan_is_registered_under_its_printed_name(
    register: Register,
) -> None:
    source = assets_root() / "data" / "sources" / "jiangyin-innovation-2020-2022" / "text.txt"
    lists = re.findall("（责任(?:单位|部门)：(.*?)）", source.read_text(encoding="utf-8"))
    names = {name for words in lists for name in re.split("[、，]", words)}
    entries = [register.body(JIANGYIN, name) for name in sorted(names)]
    assert len(lists) == 25
    assert len(entries) == 28
    assert {entry.name for entry in entries if entry.known} == names
    assert sum(entry.collective for entry in entries) == 5


def test_an_area_is_found_by_name_usual_name_and_code(register: Register) -> None:
    found = {entry.code for name in ("江阴市", "江阴", JIANGYIN) if (entry := register.area(name))}
    assert found == {JIANGYIN}
    assert register.area("青禾市") is None
    assert register.area_key("青禾市") == "青禾市"
    assert register.area_key("无锡") == "320200"


@pytest.mark.parametrize(
    ("printed", "zone"),
    [
        ("高新区", "高新区"),
        ("江阴高新区", "高新区"),
        ("镇街板块", "镇街"),
        ("靖江工业园区", "靖江园区"),
        ("全市", ""),
    ],
)
def test_a_zone_has_one_name(register: Register, printed: str, zone: str) -> None:
    assert register.zone(JIANGYIN, printed) == zone
    assert register.zone("南通市", printed) == ""


def test_a_name_that_fits_two_bodies_of_an_area_is_an_error_naming_both(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "1|市科技局|body||科委|made up", "1|市科委|body|||made up")
    with pytest.raises(RegisterError, match="'科委' names two bodies of area 1, '市科技局' and"):
        Register.load(folder)


def test_the_same_name_in_two_areas_is_two_bodies(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        "1|市科技局|body|||made up",
        "2|市科技局|body|||made up",
        areas=("2|乙市|||made up",),
    )
    register = Register.load(folder)
    assert [entry.area for entry in register.bodies_named("科技局")] == ["1", "2"]
    assert register.body("2", "乙市科技局").area == "2"


def test_a_later_folder_is_laid_over_an_earlier_one(tmp_path: Path, register: Register) -> None:
    rows = [BODY_HEADER, f"{JIANGYIN}\t市科技局\tbody\t\t科创局\tmade up"]
    (tmp_path / "bodies.tsv").write_text("\n".join(rows), encoding="utf-8")
    laid = Register.load(assets_root() / "data" / "registers", tmp_path)
    assert laid.body(JIANGYIN, "科创局").name == "市科技局"
    assert not laid.body(JIANGYIN, "江阴市科学技术局").known
    assert len(laid.bodies) == len(register.bodies)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1|市科技局|body||made up", r"bodies\.tsv:2: 5 cells, but 6 columns .*one tab"),
        ("1|市科技局|office|||made up", r"bodies\.tsv:2: kind is 'office'; write one of body"),
        ("9|市科技局|body|||made up", r"bodies\.tsv:2: area '9' is not in areas.tsv; add"),
        ("1||body|||made up", r"bodies\.tsv:2: name is empty; fill it in"),
        ("1|市科技局|body|||", r"bodies\.tsv:2: example is empty; fill it in"),
        (
            "1|市科技局|body|||x\n1|市科技局|body|||y",
            r"bodies\.tsv:3: \('1', '市科技局'\) stands in line 2; make them one",
        ),
    ],
)
def test_a_broken_body_row_is_named_by_file_and_line(
    tmp_path: Path, row: str, message: str
) -> None:
    with pytest.raises(RegisterError, match=message):
        Register.load(folder_with(tmp_path, *row.split("\n")))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2|乙市|9||made up", r"areas\.tsv:3: parent '9' is no area above this row"),
        ("1/东区|西区|1||made up", r"areas\.tsv:3: a zone's code is its parent's"),
        ("2|甲市|||made up", "'甲市' names two areas"),
    ],
)
def test_a_broken_area_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(RegisterError, match=message):
        Register.load(folder_with(tmp_path, areas=(row,)))


def test_a_wrong_header_or_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "areas.tsv").write_text("code\tname\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"areas\.tsv:1: the header is"):
        Register.load(tmp_path)
    (tmp_path / "areas.tsv").write_bytes("代码".encode("gb18030"))
    with pytest.raises(RegisterError, match="not UTF-8"):
        Register.load(tmp_path)


def test_the_register_and_the_vocabulary_of_areas_agree(register: Register) -> None:
    iris = Iris()
    graph = Graph().parse(assets_root() / "ontology" / "vocab" / "areas.ttl", format="turtle")
    within = URIRef(f"{iris.ontology}within")
    described = {
        str(area): (_zh(graph, area, SKOS.prefLabel), {str(a) for a in graph.objects(area, within)})
        for area in graph.subjects(RDF.type, URIRef(f"{iris.ontology}Area"))
    }
    registered = {
        iris.area(area.code): ({area.name}, {iris.area(area.parent)} if area.parent else set())
        for area in register.areas.values()
        if not area.listed
    } | {
        iris.area(zone.area, zone.name): ({zone.name}, {iris.area(zone.area)})
        for area in register.areas.values()
        for zone in area.zones
    }
    assert described == registered


def test_every_other_name_in_the_vocabulary_of_areas_is_known_to_the_register(
    register: Register,
) -> None:
    graph = Graph().parse(assets_root() / "ontology" / "vocab" / "areas.ttl", format="turtle")
    known = {
        Iris().area(area.code): set(area.aliases)
        for area in register.areas.values()
        if not area.listed
    } | {
        Iris().area(zone.area, zone.name): set(zone.aliases)
        for area in register.areas.values()
        for zone in area.zones
    }
    for area, names in known.items():
        assert _zh(graph, URIRef(area), SKOS.altLabel) <= names, area


def _zh(graph: Graph, subject: Node, predicate: URIRef) -> set[str]:
    labels = graph.objects(subject, predicate)
    return {str(label) for label in labels if isinstance(label, Literal) and label.language == "zh"}
