"""The Turtle writer: the same graph gives the same bytes, and reading them gives the graph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, XSD

from plankg.graph import new_graph, write_turtle
from plankg.iris import Iris

EX = "https://example.org/"
PLAN = Iris().ontology

segments = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=' <>"{}|^`\\%'), min_size=1
)
iris = st.one_of(
    segments.map(lambda name: URIRef(f"{EX}{name}")),
    segments.map(lambda name: URIRef(f"{PLAN}{name}")),
    st.sampled_from(["市科技局", "a-b", "_1", "a.b", "9", "a/b"]).map(
        lambda name: URIRef(f"{Iris().things}{name}")
    ),
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",))),
    st.sampled_from(
        [
            '"',
            '"""',
            "\\",
            "\\n",
            "a\nb\r\nc\td",
            "\u2028\u2029\x85",
            "江阴市\u3000",
            "\ufeff",
            "😀",
        ]
    ),
)
literals = st.one_of(
    texts.map(Literal),
    texts.map(lambda text: Literal(text, lang="zh")),
    texts.map(lambda text: Literal(text, datatype=URIRef(f"{EX}type"))),
    st.integers().map(lambda number: Literal(str(number), datatype=XSD.integer)),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
        lambda number: Literal(f"{number:f}", datatype=XSD.decimal)
    ),
    st.booleans().map(lambda truth: Literal(str(truth).lower(), datatype=XSD.boolean)),
    st.dates().map(lambda day: Literal(day.isoformat(), datatype=XSD.date)),
)
triples = st.tuples(iris, st.one_of(iris, st.just(RDF.type)), st.one_of(iris, literals))


def graph_of(statements: list[tuple[URIRef, URIRef, URIRef | Literal]]) -> Graph:
    graph = new_graph()
    for statement in statements:
        graph.add(statement)
    return graph


@given(st.lists(triples))
def test_what_is_written_reads_back_as_the_same_graph(
    statements: list[tuple[URIRef, URIRef, URIRef | Literal]],
) -> None:
    graph = graph_of(statements)
    read = Graph().parse(data=write_turtle(graph), format="turtle")
    assert isomorphic(graph, read)


@given(st.lists(triples), st.randoms(use_true_random=False))
def test_the_order_of_adding_makes_no_difference(
    statements: list[tuple[URIRef, URIRef, URIRef | Literal]], random: object
) -> None:
    shuffled = list(statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert write_turtle(graph_of(statements)) == write_turtle(graph_of(shuffled))


def test_a_file_is_sorted_with_one_object_a_line() -> None:
    subject = URIRef(f"{Iris().things}sample")
    graph = graph_of(
        [
            (subject, URIRef(f"{PLAN}order"), Literal("2", datatype=XSD.integer)),
            (subject, URIRef(f"{PLAN}hedge"), Literal("力争\n")),
            (subject, URIRef(f"{PLAN}hedge"), Literal("确保", lang="zh")),
            (subject, RDF.type, URIRef(f"{PLAN}Task")),
            (URIRef(f"{EX}a"), URIRef(f"{PLAN}inPlan"), subject),
        ]
    )
    assert write_turtle(graph).decode() == (
        "@prefix id: <https://w3id.org/plankg/id/> .\n"
        "@prefix plan: <https://w3id.org/plankg/ontology#> .\n"
        "\n"
        "<https://example.org/a>\n"
        "    plan:inPlan id:sample .\n"
        "\n"
        "id:sample\n"
        "    a plan:Task ;\n"
        "    plan:hedge\n"
        '        "力争\\n" ,\n'
        '        "确保"@zh ;\n'
        "    plan:order 2 .\n"
    )


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x85", "\u2028", "\u2029", "\u200b"])
def test_no_sign_inside_a_text_breaks_a_line_or_hides(sign: str) -> None:
    graph = graph_of([(URIRef(f"{EX}a"), URIRef(f"{PLAN}text"), Literal(f"前{sign}后"))])
    text = write_turtle(graph).decode()
    assert sign == "\n" or sign not in text
    assert text.splitlines() == text.split("\n")[:-1]


def test_an_empty_graph_is_an_empty_file() -> None:
    assert write_turtle(new_graph()) == b""


def test_a_blank_node_is_refused() -> None:
    graph = new_graph()
    graph.add((BNode(), RDF.type, URIRef(f"{PLAN}Task")))
    with pytest.raises(ValueError, match="only IRIs and literals can be published"):
        write_turtle(graph)


def test_an_iri_with_a_forbidden_sign_is_refused() -> None:
    graph = new_graph()
    graph.add((URIRef(f"{EX}a b"), RDF.type, URIRef(f"{PLAN}Task")))
    with pytest.raises(ValueError, match=r"not an IRI: '.*/a b'; mint it"):
        write_turtle(graph)
