"""Loading the knowledge files: layers, bases, faults, terms, and Python classes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from plankg.assets import assets_root
from plankg.errors import WorkspaceError
from plankg.iris import DEFAULT_BASE
from plankg.ontology import (
    Units,
    load_ontology,
    load_shapes,
    load_style_shapes,
    parse_turtle,
    python_classes,
    terms,
)

ROOT = assets_root()
PLAN = "https://w3id.org/plankg/ontology#"


def written(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@prefix e: <https://example.org/> .\ne:a a e:B\ne:c a e:D .\n", "line 3"),
        ("\n\ne:a a e:B .\n", "line 3"),
        ('@prefix e: <https://example.org/> .\ne:a e:b "', "line 2"),
        ("<html>not Turtle</html>", "line 1"),
    ],
)
def test_broken_turtle_is_one_clear_line_with_file_line_and_advice(tmp_path, text, line):
    path = written(tmp_path, "ontology/broken.ttl", text)
    with pytest.raises(WorkspaceError) as caught:
        load_ontology(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"broken.ttl: {line}")
    assert repr(str(path)) in message
    assert "mend" in message
    assert "\n" not in message
    assert caught.value.__cause__ is not None


def test_a_file_that_is_no_utf8_text_is_named(tmp_path):
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "latin.ttl").write_bytes(b"# \xff\xfe")
    with pytest.raises(WorkspaceError, match=r"latin\.ttl"):
        load_ontology(tmp_path)


def test_a_folder_without_an_ontology_is_an_error_that_says_where_it_looked(tmp_path):
    with pytest.raises(WorkspaceError, match="ontology"):
        load_ontology(tmp_path)


@pytest.mark.parametrize(
    ("query", "line", "told"),
    [
        ("SELECT $this\n  WHERE { $this a ?type . FILTER( }", 7, "found 'FILTER'"),
        ("SELECT $this WHERE { $this a nowhere:Type }", 5, "prefix : nowhere"),
        ("ASK { $this a ?type }", 5, "no SELECT"),
    ],
)
@pytest.mark.parametrize("base", [DEFAULT_BASE, "https://plans.example.org/"])
def test_a_broken_query_of_a_shape_is_named_with_file_and_line(tmp_path, query, line, told, base):
    path = written(
        tmp_path,
        "shapes/mine.ttl",
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix plan: <{DEFAULT_BASE}ontology#> .
@prefix e: <https://example.org/> .
e:Broken a sh:NodeShape ; sh:targetClass plan:Plan ; sh:sparql e:query .
e:query sh:message "坏"@zh , "Broken"@en ; sh:select '''
{query}''' .
""",
    )
    with pytest.raises(WorkspaceError) as caught:
        load_shapes(tmp_path, base=base)
    message = str(caught.value)
    assert message.startswith(f"{str(path)!r}, line {line}: the query of https://example.org/query")
    assert told in message
    assert "\n" not in message


def test_a_query_with_a_prefix_that_only_its_file_declares_is_left_to_pyshacl(tmp_path):
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> .
e:A a sh:NodeShape ; sh:targetClass e:B ; sh:sparql [ sh:select "SELECT $this { $this a e:C }" ] .
"""
    written(tmp_path, "shapes/a.ttl", text)
    assert load_shapes(tmp_path)


def test_a_later_root_adds_files_and_replaces_those_of_the_same_name(tmp_path):
    prefix = "@prefix e: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    written(tmp_path / "one", "shapes/a.ttl", prefix + "e:A a sh:NodeShape .")
    written(tmp_path / "one", "shapes/b.ttl", prefix + "e:B a sh:NodeShape .")
    written(tmp_path / "two", "shapes/b.ttl", prefix + "e:C a sh:NodeShape .")
    graph = load_shapes(tmp_path / "one", tmp_path / "two")
    names = {str(shape)[-1] for shape in graph.subjects(RDF.type, SH.NodeShape)}
    assert names == {"A", "C"}


def test_the_shapes_of_plans_do_not_hold_those_of_the_ontology():
    style = set(load_style_shapes(ROOT).subjects(SH.message))
    assert style
    assert style.isdisjoint(load_shapes(ROOT).subjects(SH.message))


def test_another_base_moves_every_term_of_ours_and_no_other():
    base = "https://example.org/kg/"
    moved = load_ontology(ROOT, base=base)
    assert not [term for triple in moved for term in triple if "w3id.org/plankg" in term]
    assert (URIRef(f"{base}ontology#Task"), RDF.type, None) in moved
    assert len(moved) == len(load_ontology(ROOT))
    assert {term.iri.rsplit("#")[0] for term in terms(moved, base=base)} == {f"{base}ontology"}


def test_a_preferred_label_is_a_label_too():
    graph = load_ontology(ROOT)
    lead = URIRef("https://w3id.org/plankg/vocab/role/lead")
    assert (lead, RDFS.label, Literal("牵头", lang="zh")) in graph


def test_terms_are_listed_with_texts_in_both_languages_classes_first():
    listed = terms(load_ontology(ROOT))
    task = next(term for term in listed if term.iri == f"{PLAN}Task")
    assert task.kind == "class"
    assert (task.labels["zh"], task.labels["en"]) == ("重点任务", "task")
    assert set(task.definitions) == {"zh", "en"}
    assert listed[0].kind == "class"
    assert all(term.iri.startswith(PLAN) for term in listed)
    assert list(listed) == [
        term
        for kind in ("class", "object property", "datatype property", "annotation property")
        for term in sorted((t for t in listed if t.kind == kind), key=lambda t: t.iri)
    ]


UNIT = """
@prefix qudt: <http://qudt.org/schema/qudt/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix e: <https://example.org/> .
"""


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('e:u a qudt:Unit ; skos:notation "家" ; qudt:hasQuantityKind e:count .', "example.org/u"),
        (
            'e:u a qudt:Unit ; skos:notation "家" ; qudt:hasQuantityKind e:count ;'
            " qudt:conversionMultiplier 1.0 . "
            'e:v a qudt:Unit ; skos:notation "间" ; skos:altLabel "家"@zh ;'
            " qudt:hasQuantityKind e:count ; qudt:conversionMultiplier 1.0 .",
            "'家'",
        ),
    ],
)
def test_an_incomplete_or_ambiguous_unit_is_named(turtle, message):
    with pytest.raises(WorkspaceError, match=message):
        Units.from_graph(Graph().parse(data=UNIT + turtle, format="turtle"))


@pytest.mark.parametrize(
    ("sign", "printed", "normalised"),
    [
        ("万人", "1.5", "15000"),
        ("%", "3.3", "0.033"),
        ("%", "30", "0.3"),
        ("个百分点", "0.5", "0.005"),
        ("亩", "6600", "4400000"),
        ("亩", "1600", "1066666.66666667"),
        ("亿元", "50", "5000000000"),
        ("万亿元", "1.2", "1200000000000"),
        ("家", "600", "600"),
    ],
)
def test_a_value_is_normalised_without_a_tail_of_digits(sign, printed, normalised):
    unit = Units.from_graph(load_ontology(ROOT)).get(sign)
    assert unit is not None
    found = unit.normalise(Decimal(printed))
    assert found == Decimal(normalised)
    assert f"{found:f}" == normalised


def test_an_unknown_sign_has_no_unit():
    assert Units.from_graph(load_ontology(ROOT)).get("筐") is None


def test_owlready2_gives_python_users_the_classes_with_their_chinese_labels():
    ontology = python_classes(ROOT)
    assert ontology.Task.label.zh == ["重点任务"]
    assert ontology.PlanElement in ontology.Task.is_a
    assert {"Plan", "Target", "Carrier"} <= {str(one.name) for one in ontology.classes()}
    assert ontology.hasScope.range == [ontology.Area]
    instance = ontology.Task("task-5")
    assert instance.iri == f"{PLAN}task-5"


def test_without_a_folder_the_python_classes_are_the_packaged_ones():
    assert python_classes().Task.label.zh == ["重点任务"]


def test_two_worlds_of_python_classes_do_not_touch_each_other():
    one, other = python_classes(ROOT), python_classes(ROOT)
    one.Task("only-here")
    assert list(other.Task.instances()) == []


def test_every_file_of_ontology_and_shapes_parses_on_its_own():
    files = [*ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("shapes/*.ttl")]
    assert files
    for file in files:
        assert len(parse_turtle(file)) > 0
        assert "\t" not in file.read_text(encoding="utf-8")
    assert (URIRef(f"{PLAN}Task"), SKOS.definition, None) in load_ontology(ROOT)
