"""A query that is wrong is told where a person would point, and what is wrong there."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from plankg.engine import Limits
from plankg.errors import QueryError
from plankg.oxigraph import StoreEngine
from plankg.query_mistakes import SENTENCES
from plankg.sparql_prefixes import SPARQL_PREFIXES
from plankg.web.language import messages

# Each query with the mistake between ⟦ and ⟧, and what is said of it.
MISTAKES = [
    ("⟦SELCT⟧ ?x WHERE { ?x a plan:Target }", "'SELCT' is no keyword; did you mean SELECT?"),
    ("⟦PREFX⟧ ex: <http://x/>\nSELECT ?x { ?x a ex:T }", "'PREFX' is no keyword"),
    ("SELECT ⟦DISTNCT⟧ ?x { ?x a plan:Target }", "did you mean DISTINCT?"),
    ("SELECT ?x ⟦WHER⟧ { ?x a plan:Target }", "did you mean WHERE?"),
    (
        "SELECT ?x {\n  ?x a plan:Target ;\n    plan:value ?v .\n  # big\n  ⟦FLTER⟧(?v > 3)\n}",
        "'FLTER' is no keyword; did you mean FILTER?",
    ),
    ("SELECT ?x {\n  ?x a plan:A .\n  ⟦OPTINAL⟧ { ?x plan:b ?v }\n}", "did you mean OPTIONAL?"),
    ("SELECT ?x { { ?x a plan:A } ⟦UNON⟧ { ?x a plan:B } }", "did you mean UNION?"),
    ("SELECT ?x {\n ?x a ?l\n FILTER(⟦CONTANS⟧(?l, 'a')) }", "did you mean CONTAINS?"),
    ("SELECT ?x { ?x plan:value ?v }\n⟦ORDR⟧ BY ?v", "did you mean ORDER?"),
    ("SELECT ?x { ?x plan:value ?v } ORDER BY ⟦DSC⟧(?v)", "did you mean DESC?"),
    ("SELECT ?x { { { ?x a plan:A } } ⟦LIMT⟧ 3", "did you mean LIMIT?"),
    ("SELECT ?x { ?x plan:value ?v } ORDER ⟦?v⟧", "BY is missing before it"),
    ("SELECT ?x { ?x a plan:A }\nLIMIT ⟦ten⟧", "a whole number is wanted"),
    ("SELECT ⟦?x⟧ (SUM(?v) AS ?t) { ?x plan:value ?v }", "grouped nor aggregated: add GROUP BY ?x"),
    (
        "SELECT ?b ⟦?x⟧ (SUM(?v) AS ?t) { ?x plan:value ?v ; plan:b ?b } GROUP BY ?b",
        "?x is neither grouped nor aggregated: add GROUP BY ?b ?x",
    ),
    ("SELECT (⟦?v⟧ + SUM(?w) AS ?t) { ?x ?v ?w }", "?v is neither grouped nor aggregated"),
    (
        "SELECT ?a {\n {\n SELECT ?a ⟦?b⟧ (COUNT(?c) AS ?n) { ?a ?b ?c } GROUP BY ?a } }",
        "?b is neither grouped nor aggregated: add GROUP BY ?a ?b",
    ),
    ("SELECT ⟦*⟧ { ?x plan:value ?v } GROUP BY ?x", "cannot stand beside GROUP BY"),
    ("SELECT ?x ⟦SUM⟧(?v) AS ?t { ?x plan:value ?v } GROUP BY ?x", "as in (SUM(…) AS ?name)"),
    ("SELECT ⟦COUNT⟧(?x) { ?x a plan:A }", "write brackets around it, as in (COUNT(…) AS ?name)"),
    ("SELECT ?x (1 AS ⟦?x⟧) { ?x a plan:A }", "?x has a value already"),
    ("SELECT ?x { ?x plan:value ?v BIND(3 AS ⟦?v⟧) }", "choose another name after AS"),
    ("SELECT ?x⟦,⟧ ?y { ?x plan:value ?y }", "blanks separate what is selected"),
    ("SELECT ⟦x⟧ { ?x a plan:A }", "a variable is written ?x"),
    ("SELECT ?x ⟦{⟧\n  ?x a plan:Target .\n", "'{' is never closed"),
    ("SELECT ?x {\n  ?x plan:value ?v FILTER⟦(⟧?v > 3\n}", "'(' is never closed"),
    ("SELECT ?x {\n  ?x a plan:Target .\n}⟦}⟧\n", "'}' closes nothing"),
    (
        'SELECT ?x {\n  ?x rdfs:label ⟦"⟧市科技局 .\n}',
        "the string that begins here is never closed",
    ),
    ("SELECT ?x {\n  ?x a plan:Target\n  ⟦?x⟧ plan:value ?v .\n}", "'.' or ';' is missing before"),
    ("SELECT ?x {\n  ?x plan:value ⟦.⟧\n}", "the triple before it is not complete"),
    ("SELECT ?x {\n  ?x a ⟦ex:Target⟧ .\n}", "the prefix 'ex:' is not declared"),
    ("PREFIX ex: ⟦http:⟧//example.org/\nSELECT ?x { ?x a ex:T }", "written between < and >"),
    ("ASK { ?x a ⟦<a b>⟧ }", "'<a b>' is no valid IRI"),
    ("SELECT ?x { ?x plan:value ?v FILTER(?v ⟦==⟧ 3) }", "'==' is no sign of SPARQL; write ="),
    ("SELECT ?x {\n ?x plan:value ?v FILTER(?v > 3 ⟦AND⟧ ?v < 5) }", "write &&"),
    ("SELECT ?x { ?x plan:value ?v FILTER ⟦?v⟧ > 3 }", "as in FILTER(?v …)"),
    ("SELECT ?x { ?x a plan:A ⟦。⟧ }", "'。' is no sign of SPARQL; write ."),
    ("SELECT ?x {} ⟦SELECT⟧ ?y {}", "'SELECT' cannot stand here"),
    ("⟦⟧", "the query ends too soon"),
]


def told(query: str) -> str:
    engine = StoreEngine(ox.Store(), "0" * 64, SPARQL_PREFIXES, "https://example.org/")
    with pytest.raises(QueryError) as caught:
        engine.answer(query, {}, "json", Limits())
    return str(caught.value)


@pytest.mark.parametrize(("marked", "words"), MISTAKES)
def test_a_mistake_is_told_where_a_person_would_point(marked: str, words: str) -> None:
    before = marked.partition("⟦")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    said = told(marked.replace("⟦", "").replace("⟧", ""))
    assert said.startswith(f"line {line}, column {column}: ")
    assert words in said


@pytest.mark.parametrize(
    "marked",
    [
        'SELECT ?x { ?x a "}"@zh , "FLTER"^^xsd:string . # {\n ?x plan:value 3.5. ?y ⟦}⟧',
        "SELECT ?x { ?x plan:a+/plan:b* ?y , [ plan:c () ] , -3 ; a <x:y#z> . ⟦NIT⟧ EXISTS { } }",
        "SELECT ?x { ?x a '''of\nseveral\nlines''' ⟦?y⟧ ?z }",
        "SELECT ?x { ?x a plan:a\\-b , ⟦;⟧ }",
    ],
)
def test_what_stands_in_strings_comments_and_names_misleads_nobody(marked: str) -> None:
    before = marked.partition("⟦")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    said = told(marked.replace("⟦", "").replace("⟧", ""))
    assert said.startswith(f"line {line}, column {column}: ")


def test_a_text_longer_than_people_write_is_told_by_the_parser_alone() -> None:
    query = f"SELECT ?x {{ {'?x a plan:A . ' * 1000} FLTER(?x) }}"
    assert told(query).startswith("line 1, column ")
    assert "FLTER" not in told(query)


@pytest.mark.parametrize("sign", ["a.", "<", '"', "(", "SELECT ?a{", "?a AS ?b ", "a:.", "%", "\\"])
def test_one_sign_again_and_again_is_told_too(sign: str) -> None:
    assert told(f"{sign * (4_000 // len(sign))} x").startswith("line 1, column ")


def test_pages_say_the_same_sentences() -> None:
    english = messages("en")
    assert {kind: english[f"problem.mistake_{kind}"] for kind in SENTENCES} == dict(SENTENCES)
