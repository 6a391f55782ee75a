"""A query file that is wrong is told when the catalogue is loaded: file, line, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from plankg.catalogue import Catalogue
from plankg.errors import CatalogueError, NotFoundError

HEADER = """\
#+ title: {zh: 题, en: Title}
#+ description: {zh: 说明, en: What it gives}
#+ parameters:
#+   body:
#+     type: string
#+     required: true
#+     description: {zh: 单位, en: The body}
#+     example: 科技局
"""
QUERY = """
SELECT ?name ?quote ?start ?end ?evidence ?_body
WHERE {
  ?evidence <http://x/name> ?name ; <http://x/quote> ?quote ; <http://x/at> ?start, ?end .
  FILTER(?name = ?_body)
}
ORDER BY ?start ?evidence
"""
GOOD = HEADER + QUERY


def load(folder: Path, text: str, name: str = "a-query") -> Catalogue:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return Catalogue.load(folder, prefixes={})


def test_a_header_says_what_the_query_asks_and_gives(tmp_path: Path) -> None:
    query = load(tmp_path, GOOD)["a-query"]
    parameter = query.parameters["body"]
    assert query.title == {"zh": "题", "en": "Title"}
    assert query.columns == ("name", "quote", "start", "end", "evidence")
    assert query.states_facts
    assert query.example == {"body": "科技局"}
    assert (parameter.variable, parameter.type, parameter.required) == ("_body", "string", True)
    assert query.text == GOOD


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("#+ title: {zh: 题, en: Title}\n", "", 1, "the key 'title' is missing"),
        ("zh: 题, en: Title", "zh: 题", 1, "the key 'en' is missing"),
        ("zh: 题, en: Title", "zh: 题, en: ''", 1, "write a text"),
        ("zh: 题, en: Title", "zh: 题, en: Title, fr: T", 1, "the key 'fr' is unknown"),
        ("#+ title: {zh", "#+ titel: {zh", 1, "the key 'titel' is unknown"),
        ("#+ title: {zh: 题, en: Title}", "#+ title: [", 3, "no YAML"),
        ("#+ title: {zh: 题, en: Title}", "#+ title: a: b", 1, "no YAML"),
        (
            "#+ description",
            "#+ title: {zh: 题, en: Title}\n#+ description",
            2,
            "'title' stands here twice",
        ),
        ("#+     type: string", "#+     type: planet", 5, "'planet' is none of date, "),
        ("#+     example: 科技局\n", "", 4, "the key 'example' is missing"),
        ("#+     required: true", "#+     required: yes", 6, "write true or false"),
        (
            "#+     example",
            "#+     default: x\n#+     example",
            8,
            "what is required has no default",
        ),
        ("type: string", "type: integer", 8, "not a value of this parameter"),
        ("#+     example", "#+     allowed: a\n#+     example", 8, "write a list"),
        ("#+     example", "#+     allowed: [a]\n#+     example", 9, "not a value of this"),
        ("#+   body:", "#+   Body:", 4, "name a parameter in small letters"),
        ("#+   body:", "#+   limit:", 4, "no parameter can be called 'limit'"),
        ("#+   body:", "#+   bodies:", 1, r"\?_body is no parameter of the header"),
        ("?evidence ?_body\nWHERE", "?evidence\nWHERE", 1, r"select \?_body too"),
        ("FILTER(?name = ?_body)", "FILTER(?name = 'x') # ?_body", 1, "selected but used nowhere"),
        ("SELECT ?name ?quote", "SELECT ?name", 1, r"select \?quote too"),
        ("ORDER BY ?start ?evidence", "", 1, "end the query with ORDER BY"),
        ("<http://x/at>", "nope:at", 12, "doesn't parse: line 12, column"),
        (QUERY, "\nASK { BIND(?_body AS ?x) ?s ?_body ?o } ORDER BY ?s", 1, "doesn't parse|SELECT"),
        (
            QUERY,
            "\nCONSTRUCT { ?_body ?p ?o } WHERE { ?_body ?p ?o } ORDER BY ?p",
            1,
            "is a SELECT",
        ),
        (HEADER, "", 1, "there is no header"),
        (HEADER, "#+ just words\n", 1, "must be keys with values"),
        ("#+ parameters:", "#+ rows: some\n#+ parameters:", 3, "'some' is none of counts, facts"),
        ("#+ parameters:", "#+ columns: {x: {zh: 一, en: x}}\n#+ parameters:", 3, "no column is"),
        (
            "#+ parameters:",
            "#+ nest: {names: {prefix: name, joined: label}}\n#+ parameters:",
            3,
            r"select \?namelabel",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError, match=rf"a-query\.rq:{line}: .*({message})"):
        load(tmp_path, GOOD.replace(old, new, 1))


def test_rows_that_only_count_need_no_evidence(tmp_path: Path) -> None:
    text = GOOD.replace("SELECT ?name ?quote", "SELECT ?name")
    query = load(tmp_path, text.replace("#+ parameters:", "#+ rows: counts\n#+ parameters:"))
    assert not query["a-query"].states_facts


LISTED = GOOD.replace(
    QUERY,
    """
SELECT ?name ?quote ?start ?end ?evidence ?_body
WHERE {
  {
    SELECT ?start ?evidence { ?evidence <http://x/at> ?start }
    ORDER BY ?start ?evidence
    LIMIT 10000000
  }
  ?evidence <http://x/name> ?name ; <http://x/quote> ?quote ; <http://x/end> ?end .
  FILTER(?name = ?_body)
}
ORDER BY ?start ?evidence
""",
)


def test_a_sorted_list_of_what_the_rows_are_about_is_what_pages_are_cut_from(
    tmp_path: Path,
) -> None:
    query = load(tmp_path, LISTED)["a-query"]
    assert "?evidence\n    LIMIT 3 OFFSET 6\n  }" in query.piece(3, 6)
    assert "?evidence\n    LIMIT 10000000 OFFSET 6\n  }" in query.piece(None, 6)
    whole = load(tmp_path, GOOD)["a-query"]
    assert whole.piece(3, 6).endswith("ORDER BY ?start ?evidence\n\nLIMIT 3\nOFFSET 6\n")


@pytest.mark.parametrize(
    ("last", "message"),
    [
        ("ORDER BY ?evidence", r"begin the last ORDER BY with \?start \?evidence"),
        ("ORDER BY ?start ?evidence ?other", ""),
    ],
)
def test_rows_are_sorted_as_the_list_that_pages_are_cut_from(
    tmp_path: Path, last: str, message: str
) -> None:
    text = LISTED.replace("}\nORDER BY ?start ?evidence", f"}}\n{last}")
    if not message:
        assert load(tmp_path, text)["a-query"].cut
        return
    with pytest.raises(CatalogueError, match=message):
        load(tmp_path, text)


def test_the_list_that_pages_are_cut_from_is_sorted_by_a_column_last(tmp_path: Path) -> None:
    text = LISTED.replace("ORDER BY ?start ?evidence", "ORDER BY ?start ?other")
    with pytest.raises(CatalogueError, match=r"by a column last, not by \?other"):
        load(tmp_path, text)


@pytest.mark.parametrize("name", ["A-Query", "a_query", "查询", "a--b"])
def test_a_file_name_must_fit_an_address(tmp_path: Path, name: str) -> None:
    with pytest.raises(CatalogueError, match="small letters and hyphens"):
        load(tmp_path, GOOD, name)


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes("#+ title: 题".encode("gbk"))
    with pytest.raises(CatalogueError, match=r"q\.rq: not UTF-8 \(invalid"):
        Catalogue.load(tmp_path, prefixes={})


def test_later_folders_are_laid_over_earlier_ones(tmp_path: Path) -> None:
    load(tmp_path / "one", GOOD)
    load(tmp_path / "one", GOOD, "b-query")
    load(tmp_path / "two", GOOD.replace("Title", "Other"))
    catalogue = Catalogue.load(tmp_path / "one", tmp_path / "two", prefixes={})
    assert [query.name for query in catalogue] == ["a-query", "b-query"]
    assert catalogue["a-query"].title["en"] == "Other"


def test_names_lie_beside_the_queries_and_make_a_type(tmp_path: Path) -> None:
    names = "#+ title: {zh: 鸟, en: bird}\n#+ match: whole\n\nSELECT ?name ?iri\n"
    pattern = "WHERE { ?iri <http://x/called> ?name }\nORDER BY ?name ?iri\n"
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "bird.rq").write_text(names + pattern, encoding="utf-8")
    text = GOOD.replace("type: string", "type: bird")
    bird = load(tmp_path / "catalogue", text)["a-query"].parameters["body"].names
    assert bird is not None
    assert bird.title["en"] == "bird"
    (tmp_path / "names" / "bird.rq").write_text(
        names.replace("?iri", "?thing") + pattern, encoding="utf-8"
    )
    with pytest.raises(CatalogueError, match=r"bird\.rq:1: .*selects \?name \?iri"):
        Catalogue.load(tmp_path / "catalogue", prefixes={})


def test_an_unknown_query_is_told_with_what_is_meant_perhaps(tmp_path: Path) -> None:
    catalogue = load(tmp_path, GOOD)
    with pytest.raises(NotFoundError, match="there is no query 'a-qery'; did you mean a-query"):
        catalogue["a-qery"]
    with pytest.raises(NotFoundError, match="no query 'xyz'; there are a-query"):
        catalogue["xyz"]
    assert "a-query" in catalogue
    assert len(catalogue) == 1
