"""A wrong check file is one line that names the file, the line, and what to do."""

from __future__ import annotations

import pytest

from plankg.audit import Checks
from plankg.errors import CatalogueError
from plankg.sparql_prefixes import SPARQL_PREFIXES

HEADER = """\
#+ severity: error
#+ group: time
#+ title: {zh: 题, en: Title}
#+ explanation: {zh: 释, en: Why}
#+ limits: {zh: 限, en: Limits}
#+ message: {zh: "{a}", en: "{a}"}
#+ settle: {zh: 改, en: Change it}
"""
QUERY = "SELECT ?a ?day WHERE { ?a plan:deadline ?day }\n"
PATTERNS = HEADER.replace("#+ ", "") + "find: [的的]\n"


def loaded(folder, **files: str) -> Checks:
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem.replace('_', '-')}.{suffix}").write_text(text, encoding="utf-8")
    return Checks.load([folder], SPARQL_PREFIXES, ("text", "time"))


def test_a_file_is_a_check_whose_name_is_the_file_s(tmp_path):
    checks = loaded(tmp_path, late_rq=HEADER + QUERY, doubled_word_yml=PATTERNS)
    assert checks.names() == ("doubled-word", "late")


def test_a_query_may_end_with_rows_of_its_own(tmp_path):
    days = 'VALUES ?day { "2022-12-31"^^xsd:date }'
    (check,) = loaded(tmp_path, late_rq=f"{HEADER}{QUERY}{days}\n")
    assert check.method.sides == ("a",)
    assert check.method.values == ("day",)


def test_a_file_of_a_later_folder_stands_for_its_namesake(tmp_path):
    folders = [tmp_path / "packaged", tmp_path / "own"]
    for folder, severity in zip(folders, ("error", "info"), strict=True):
        folder.mkdir()
        text = HEADER.replace("severity: error", f"severity: {severity}") + QUERY
        (folder / "late.rq").write_text(text, encoding="utf-8")
    (check,) = Checks.load(folders, SPARQL_PREFIXES, ("time",))
    assert check.severity == "info"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (QUERY, "late.rq:1: there is no header"),
        (HEADER.replace("error", "grave") + QUERY, "late.rq:1: 'grave' is none of error, info"),
        (HEADER.replace("group: time", "group: tide") + QUERY, "late.rq:2: 'tide' is none of text"),
        (
            HEADER.replace("{a}", "{b}") + QUERY,
            "late.rq:6: nothing fills {b}; there are a,",
        ),
        (HEADER.replace("#+ limits: {zh: 限, en: Limits}\n", "") + QUERY, "'limits' is missing"),
        (HEADER + "#+ sides: {b: {zh: 乙, en: B}}\n" + QUERY, "late.rq:8: no side is called 'b'"),
        (HEADER + QUERY.replace("?a", "?x").replace("{a}", ""), "select the facts"),
        (HEADER + "SELECT ?a WHERE {\n", "late.rq:8: the query doesn't parse"),
        (HEADER + "ASK { ?a plan:deadline ?day }\n", "is a SELECT"),
        (HEADER + "#+ confidence: sure\n" + QUERY, "late.rq:8: 'sure' is none of inferred"),
        (HEADER + "#+ compare: {}\n" + QUERY, "late.rq:8: a check that compares clauses selects"),
        (
            HEADER + "#+ compare: {may_differ: ['(']}\nSELECT ?a ?b WHERE { ?a plan:partOf ?b }\n",
            "late.rq:8: '(' is no regular expression",
        ),
    ],
)
def test_what_is_wrong_with_a_query_is_told(tmp_path, text, told):
    with pytest.raises(CatalogueError) as caught:
        loaded(tmp_path, late_rq=text)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("find: ['(']", "twice.yml:8: '(' is no regular expression"),
        ("pairs: [（]", "twice.yml:8: a pair is two signs"),
        ("find: 的的", "twice.yml:8: write a list here"),
        ("", "say what to look for"),
        ("find: [的的]\nseldom: 0", "twice.yml:9: write a number from 1"),
        ("names: SELECT ?x WHERE { ?x a ?y }", "twice.yml:8: select ?name"),
        ("names: |\n  SELECT ?name\n  WHERE {", "twice.yml:10: the query doesn't parse"),
        ("names: SELECT ?name { SERVICE <http://x/> { ?name a ?y } }", "SERVICE is not for checks"),
    ],
)
def test_what_is_wrong_with_patterns_is_told(tmp_path, wrong, told):
    text = PATTERNS.replace("find: [的的]", wrong)
    with pytest.raises(CatalogueError) as caught:
        loaded(tmp_path, twice_yml=text)
    assert told in str(caught.value)


def test_one_name_is_one_check(tmp_path):
    with pytest.raises(CatalogueError, match=r"late\.yml: there is a late\.rq too"):
        loaded(tmp_path, late_rq=HEADER + QUERY, late_yml=PATTERNS)
