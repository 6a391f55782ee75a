"""The engine's interface: whole answers, or errors that say what to do."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plankg.engine import GRAPH_FORMATS, RESULT_FORMATS, Answer, Dataset, Limits, Term
from plankg.errors import NotAcceptableError, QueryError, RowLimitError, SizeLimitError
from plankg.oxigraph import StoreEngine
from plankg.sparql_text import (
    canonical,
    form_of,
    is_update,
    may_name_graphs,
    redirected,
    without_comments_and_strings,
)

EX = "http://example.org/"
TURTLE = """
@prefix ex: <http://example.org/> .
ex:a ex:name "江阴市"@zh ; ex:value 3.30 ; ex:count 0 ; ex:done false .
ex:b ex:name "无锡, \\"市\\"\\n二"@zh ; ex:value 12 .
"""
NAMED = "@prefix ex: <http://example.org/> . ex:c ex:name '靖江' ."


@pytest.fixture(scope="module")
def engine() -> StoreEngine:
    store = ox.Store()
    store.load(TURTLE.encode(), ox.RdfFormat.TURTLE)
    store.load(NAMED.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"{EX}graph"))
    return StoreEngine(store, "0" * 64, {"ex": EX}, "http://example.org/base/")


def ask(engine: StoreEngine, query: str, kind: str = "json", **bindings: Term) -> Answer:
    return engine.answer(query, bindings, kind, Limits())


def values(engine: StoreEngine, query: str, **bindings: Term) -> list[dict[str, str]]:
    document = json.loads(ask(engine, query, "json", **bindings).body)
    return [
        {name: term["value"] for name, term in row.items()}
        for row in document["results"]["bindings"]
    ]


NAMES = "SELECT ?s ?name WHERE { ?s ex:name ?name } ORDER BY ?s"


@pytest.mark.parametrize(
    ("kind", "media_type", "body"),
    [
        (
            "json",
            "application/sparql-results+json",
            '{"head":{"vars":["v"]},"results":{"bindings":[{"v":{"type":"literal","value":"0",'
            '"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}',
        ),
        (
            "xml",
            "application/sparql-results+xml",
            '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
            '<variable name="v"/></head><results><result><binding name="v"><literal datatype='
            '"http://www.w3.org/2001/XMLSchema#integer">0</literal></binding></result></results>'
            "</sparql>",
        ),
        ("csv", "text/csv; charset=utf-8", "v\r\n0\r\n"),
        ("tsv", "text/tab-separated-values; charset=utf-8", "?v\n0\n"),
    ],
)
def test_rows_come_in_each_format_with_zero_kept(
    engine: StoreEngine,
    kind: str,
    media_type: str,
    body: str,
) -> None:
    answer = ask(engine, "SELECT ?v WHERE { ex:a ex:count ?v }", kind)
    assert answer == Answer(200, media_type, body.encode())


@pytest.mark.parametrize("kind", [*RESULT_FORMATS, *RESULT_FORMATS.values()])
def test_ask_answers_in_each_format(engine: StoreEngine, kind: str) -> None:
    assert b"true" in ask(engine, "ASK { ex:a ex:done false }", kind).body


@pytest.mark.parametrize("kind", [*GRAPH_FORMATS, *GRAPH_FORMATS.values()])
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ex:a ?p ?o }", "DESCRIBE ex:a"])
def test_graphs_come_in_each_format(engine: StoreEngine, query: str, kind: str) -> None:
    answer = ask(engine, query, kind)
    bare = answer.media_type.partition(";")[0]
    assert bare in (kind, GRAPH_FORMATS.get(kind))
    back = ox.Store()
    back.load(answer.body, ox.RdfFormat.from_media_type(bare))
    assert len(back) == 4


def test_a_graph_is_the_same_bytes_each_time_with_declared_prefixes(engine: StoreEngine) -> None:
    query = "CONSTRUCT { ?s ex:called ?name . ?s a ex:Place } WHERE { ?s ex:name ?name }"
    body = ask(engine, query, "turtle").body
    assert body == ask(engine, query, "turtle").body
    assert body.startswith(b"@prefix ex: <http://example.org/> .")


@pytest.mark.parametrize(
    ("query", "kind"),
    [(NAMES, "turtle"), ("ASK {}", "ntriples"), ("DESCRIBE ex:a", "csv"), (NAMES, "text/html")],
)
def test_a_format_of_the_other_kind_is_refused_with_the_ones_there_are(
    engine: StoreEngine,
    query: str,
    kind: str,
) -> None:
    with pytest.raises(NotAcceptableError, match=r"ask for one of (json, xml|turtle, nt)"):
        ask(engine, query, kind)


def test_variables_are_bound_by_the_engine_and_not_pasted(engine: StoreEngine) -> None:
    query = "SELECT ?s ?name WHERE { ?s ex:name ?label FILTER(STR(?label) = ?name) }"
    found = values(engine, query, name=Term('无锡, "市"\n二'))
    assert [row["s"] for row in found] == [f"{EX}b"]
    assert values(engine, query, name=Term('" || true || "')) == []


def test_iris_numbers_and_languages_are_bound_as_what_they_are(engine: StoreEngine) -> None:
    by_iri = values(engine, "SELECT ?s ?v WHERE { ?s ex:value ?v }", s=Term.iri(f"{EX}a"))
    by_number = values(
        engine,
        "SELECT ?s ?least WHERE { ?s ex:value ?v FILTER(?v > ?least) }",
        least=Term.typed("10", "integer"),
    )
    by_language = values(
        engine, "SELECT ?s ?n WHERE { ?s ex:name ?n }", n=Term("江阴市", language="zh")
    )
    assert by_iri == [{"s": f"{EX}a", "v": "3.3"}]
    assert by_number == [{"s": f"{EX}b", "least": "10"}]
    assert by_language == [{"s": f"{EX}a", "n": "江阴市"}]


def test_a_binding_without_a_variable_in_the_projection_is_an_error(engine: StoreEngine) -> None:
    with pytest.raises(QueryError, match="name"):
        ask(engine, NAMES.replace("?name", "?n"), name=Term("x"))


def test_predeclared_prefixes_can_be_declared_otherwise(engine: StoreEngine) -> None:
    query = "PREFIX ex: <http://other.example/>\nSELECT (ex:a AS ?iri) WHERE {}"
    assert values(engine, query) == [{"iri": "http://other.example/a"}]


def test_relative_iris_are_resolved_against_the_base(engine: StoreEngine) -> None:
    assert values(engine, "SELECT (<x> AS ?iri) {}") == [{"iri": "http://example.org/base/x"}]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT ?n WHERE { ?s ex:name ?n } ORDER BY ?n", ['无锡, "市"\n二', "江阴市"]),
        ("SELECT ?n FROM ex:graph WHERE { ?s ex:name ?n }", ["靖江"]),
        ("SELECT ?n FROM NAMED ex:graph WHERE { GRAPH ?g { ?s ex:name ?n } }", ["靖江"]),
        ("SELECT ?n WHERE { GRAPH ?g { ?s ex:name ?n } }", ["靖江"]),
        ("SELECT ?n FROM <http://127.0.0.1:9/none> WHERE { ?s ex:name ?n }", []),
    ],
)
def test_graphs_are_chosen_by_the_query_and_never_fetched(
    engine: StoreEngine, query: str, names: list[str]
) -> None:
    assert [row["n"] for row in values(engine, query)] == names


DEFAULT = "SELECT ?n { ?s ex:name ?n } ORDER BY ?n"
# The two stores differ, so that the answer tells which of them was asked.
APART = "SELECT ?n { ?s ex:name ?n }"


@pytest.mark.parametrize(
    ("query", "dataset", "store"),
    [
        (APART, None, "default"),
        ("SELECT ?n { ?s ex:name ?n { SELECT ?s { ?s ex:name ?x } } }", None, "default"),
        ("SELECT ?n FROM ex:g { ?s ex:name ?n }", None, "whole"),
        ("SELECT ?n fRoM<http://example.org/g>{ ?s ex:name ?n }", None, "whole"),
        ("SELECT ?n { { ?s ex:name ?n } UNION { GRAPH ?g { ?s ex:name ?n } } }", None, "whole"),
        ("SELECT ?n { VALUES ?x {1}graph ?g{ ?s ex:name ?n } }", None, "whole"),
        ("SELECT ?n { # all else follows from it\n ?s ex:name ?n }", None, "default"),
        ("SELECT ?n { ?s ex:name ?n FILTER(?n != 'graph') }", None, "default"),
        ("SELECT ?n FROM ex:g # \n { ?s ex:name ?n }", None, "whole"),
        (APART, Dataset(default_graphs=(f"{EX}g",)), "whole"),
        (APART, Dataset(named_graphs=(f"{EX}g",)), "none"),
    ],
)
def test_questions_to_the_default_graph_alone_are_asked_of_its_own_store(
    query: str, dataset: Dataset | None, store: str
) -> None:
    whole, default = ox.Store(), ox.Store()
    name = ox.NamedNode(f"{EX}name")
    whole.add(ox.Quad(ox.NamedNode("x:s"), name, ox.Literal("whole"), ox.NamedNode(f"{EX}g")))
    default.add(ox.Quad(ox.NamedNode("x:s"), name, ox.Literal("default")))
    engine = StoreEngine(whole, "0" * 64, {"ex": EX}, EX, default_graph=default)
    body = engine.answer(query, {}, "csv", Limits(), dataset=dataset).body.decode()
    assert body.split()[1:] == ([] if store == "none" else [store])


def test_an_escaped_keyword_is_no_way_around_the_graphs() -> None:
    assert may_name_graphs("SELECT * { \\u0047RAPH ?g { ?s ?p ?o } }")
    assert not may_name_graphs("SELECT * { ?s ?p '\\n' }")
    # As an escape, a sign begins no comment and no string.
    assert may_name_graphs("SELECT * { ?s ex:a\\#b ?o GRAPH ?g { ?s ?p ?o } }")
    assert may_name_graphs("SELECT * { ?s ex:a\\'b ?o GRAPH ?g { ?s ?p 'x' } }")


IN_GRAPHS = "SELECT ?n { GRAPH ?g { ?s ex:name ?n } }"
FROM_NONE = "SELECT ?n FROM ex:none FROM NAMED ex:none {{ {} }}"


@pytest.mark.parametrize(
    ("query", "dataset", "names"),
    [
        (DEFAULT, Dataset(default_graphs=(f"{EX}graph",)), ["靖江"]),
        (DEFAULT, Dataset(named_graphs=(f"{EX}graph",)), []),
        (IN_GRAPHS, Dataset(named_graphs=(f"{EX}graph",)), ["靖江"]),
        (IN_GRAPHS, Dataset(default_graphs=(f"{EX}graph",)), []),
        (DEFAULT, Dataset(("http://127.0.0.1:9/none",)), []),
        (FROM_NONE.format("?s ex:name ?n"), Dataset((f"{EX}graph",)), ["靖江"]),
        (FROM_NONE.format("GRAPH ?g { ?s ex:name ?n }"), Dataset((), (f"{EX}graph",)), ["靖江"]),
    ],
)
def test_the_dataset_of_a_request_overrides_that_of_the_query(
    engine: StoreEngine, query: str, dataset: Dataset, names: list[str]
) -> None:
    body = engine.answer(query, {}, "csv", Limits(), dataset=dataset).body
    assert body.decode().split() == ["n", *names]


def test_a_dataset_takes_only_absolute_iris(engine: StoreEngine) -> None:
    with pytest.raises(QueryError, match="no absolute IRI"):
        engine.answer(DEFAULT, {}, "csv", Limits(), dataset=Dataset(("relative",)))


def test_relative_iris_are_resolved_against_the_base_of_a_request(engine: StoreEngine) -> None:
    query = "SELECT (<x> AS ?iri) {}"
    answer = engine.answer(query, {}, "csv", Limits(), base="http://other.example/sparql")
    assert answer.body == b"iri\r\nhttp://other.example/x\r\n"
    with pytest.raises(QueryError, match="base IRI"):
        engine.answer(query, {}, "csv", Limits(), base="sparql")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n  ?s ?p\n}", "line 3, column "),
        ("SELECT ?x {\n  ?x nope:y 1 }", "line 2, column "),
        ("", "line 1, column 1: "),
        ("SELECT ?x {} SELECT ?y {}", "line 1, column "),
        ("SELECT ?x { ?x ?y ?z # service\n", "line 1, column 11: "),
    ],
)
def test_bad_syntax_is_told_with_line_and_column(
    engine: StoreEngine, query: str, message: str
) -> None:
    with pytest.raises(QueryError, match=f"^{message}"):
        ask(engine, query)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n  ?s ?p\n}", "line 3, column 1: '}' cannot stand here; the triple before"),
        (
            "SELECT ?x { } ORDER BY",
            "line 1, column 23: the query ends too soon",
        ),
        (
            "SELECT ?x { ?x a 'a }",
            "line 1, column 18: the string that begins here is never closed",
        ),
        (
            "SELECT ?x {\n  ?x nope:y 1 }",
            "line 2, column 6: the prefix 'nope:' is not declared",
        ),
        ("ASK { ?x a <a b> }", "line 1, column 12: '<a b>' is no valid IRI"),
        ("SELEKT ?x {}", "line 1, column 1: 'SELEKT' is no keyword; did you mean SELECT?"),
        ("SELECT ? {}", "line 1, column 8: '?' cannot stand here"),
        ("", "line 1, column 1: the query ends too soon"),
    ],
)
def test_what_the_parser_expected_is_told_without_classes_of_characters(
    engine: StoreEngine, query: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(engine, query)
    told = str(caught.value)
    assert told.startswith(message)
    assert not re.search(r"'0'|'A'|\[_\]|\n", told)


def test_an_unknown_function_is_told(engine: StoreEngine) -> None:
    with pytest.raises(QueryError, match=r"http://example\.org/f"):
        ask(engine, "SELECT (ex:f(1) AS ?x) {}")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { ex:a ex:b ex:c }",
        "# comment\nPREFIX x: <http://x/#y> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/x>",
        "BASE <http://x/> clear all",
        "WITH ex:graph DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(engine: StoreEngine, update: str) -> None:
    with pytest.raises(QueryError, match="read-only"):
        ask(engine, update)


class Listener:
    """Counts who knocks at a loopback port."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.knocks = 0
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.knocks += 1
            connection.close()

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(timeout=5)


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { ?a ex:count ?n FILTER(?n<1).SERVICE<URL>{ ?s ?p ?o } }",
        "SELECT * { service silent <URL> { ?s ?p ?o } }",
        "ASK { SERVICE <URL> { ?s ?p ?o } }",
        "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <URL> PREFIX service: <URL> ASK { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { BIND(<URL> AS ?e) SERVICE ?e { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } { {SELECT * {SERVICE#\n<URL> { ?s ?p ?o }}} }",
        "ASK { FILTER EXISTS { SERVICE SILENT <URL> {} } }",
    ],
)
def test_service_is_refused_and_nothing_leaves_the_machine(
    engine: StoreEngine, listener: Listener, query: str
) -> None:
    with pytest.raises(QueryError, match="SERVICE is switched off"):
        ask(engine, query.replace("URL", f"http://127.0.0.1:{listener.port}/x"), "json")
    assert listener.knocks == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { VALUES ?x { 'SERVICE <http://x/> { }' } }",
        "SELECT ?x { VALUES ?x { 1 } } # SERVICE <http://x/> {}",
        "SELECT ?service { VALUES ?service { <http://x/service> } }",
        "PREFIX service: <http://x/> SELECT ?x { VALUES ?x { service:service } }",
        '''SELECT ?x { VALUES ?x { """a
        " SERVICE <http://x/> {} """@service } }''',
    ],
)
def test_the_word_service_elsewhere_is_only_a_word(engine: StoreEngine, query: str) -> None:
    assert len(values(engine, query)) == 1


@pytest.mark.parametrize("kind", RESULT_FORMATS)
def test_an_answer_at_its_limit_is_whole_and_one_above_is_refused(
    engine: StoreEngine,
    kind: str,
) -> None:
    query = 'SELECT ?x ?y { VALUES ?x { "},{\\"<result>\\n" "b" "c" } VALUES ?y { "\\n," } }'
    whole = engine.answer(query, {}, kind, Limits(rows=3)).body
    assert engine.answer(query, {}, kind, Limits(rows=3, size=len(whole))).body == whole
    with pytest.raises(RowLimitError, match="more than 2 rows"):
        engine.answer(query, {}, kind, Limits(rows=2))
    with pytest.raises(SizeLimitError, match=f"larger than {len(whole) - 1} bytes"):
        engine.answer(query, {}, kind, Limits(size=len(whole) - 1))


def test_an_answer_says_which_release_it_came_from(engine: StoreEngine) -> None:
    assert ask(engine, "ASK {}").release == engine.release == "0" * 64


def test_a_graph_above_a_limit_is_refused(engine: StoreEngine) -> None:
    assert engine.answer("DESCRIBE ex:a", {}, "turtle", Limits(rows=4)).status == 200
    with pytest.raises(RowLimitError, match="more than 3 triples"):
        engine.answer("DESCRIBE ex:a", {}, "turtle", Limits(rows=3))
    with pytest.raises(SizeLimitError, match="larger than 50 bytes"):
        engine.answer("DESCRIBE ex:a", {}, "turtle", Limits(size=50))


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX " + "#" * 30,
        "BASE " + "#" * 30,
        "SERVICE " + "#" * 30,
        "SERVICE" + " #\n" * 100_000 + "SILEN",
        "PREFIX " * 30_000,
        "PREFIX " + "a" * 200_000,
        "<" * 200_000,
        "'" * 200_001,
        '"""' + "\\" * 200_001,
        "VERSION " * 20_000 + '"',
        "(#" * 200_000,
        "(\n#\n" * 50_000,
    ],
    ids=lambda text: f"{text[:9].strip()} x {len(text)}",
)
def test_no_text_keeps_the_patterns_busy(text: str) -> None:
    began = time.monotonic()
    form_of(text)
    is_update(text)
    without_comments_and_strings(text)
    canonical(text)
    redirected(text, {"http://x/": "http://y/"}, lambda _: True)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nPREFIX ask: <http://x/#>\n ask {}", "ASK"),
        ("BASE <http://x/> PREFIX : <y> construct where {}", "CONSTRUCT"),
        ("describe<http://x/>", "DESCRIBE"),
        ("PREFIX a: # <\n <http://x/>DESCRIBE a:b", "DESCRIBE"),
        ("INSERT DATA {}", None),
        ("", None),
    ],
)
def test_the_form_of_a_query_is_its_first_word(query: str, form: str | None) -> None:
    assert form_of(query) == form


@pytest.mark.parametrize(
    ("query", "known_by"),
    [
        ("SELECT * {} # 1", "SELECT * {}"),
        ("# a\n\tSELECT *\r\n  { ?s ?p ?o } ", "SELECT * { ?s ?p ?o }"),
        ("ASK{?s ?p 'a # b'}#c", "ASK{?s ?p 'a # b'}"),
        ("ASK { <http://x/#a> ?p ?o#b\n}", "ASK { <http://x/#a> ?p ?o }"),
        ('ASK { ?s ?p "a  \' # b" }', 'ASK { ?s ?p "a  \' # b" }'),
        ("ASK { FILTER(1 < 2) # >\n}", "ASK { FILTER(1 < 2) }"),
        # White space of SPARQL alone: an ideographic space is none, and the query no query.
        ("ASK\u3000{}", "ASK\u3000{}"),
        # An escape may hide a quotation mark, and a comment mark may stand in a string of lines.
        ("ASK { ?s ?p \\u0022a#b\\u0022 }  # c", "ASK { ?s ?p \\u0022a#b\\u0022 }  # c"),
        ("ASK { ?s ?p '''a\n# b''' }  # c", "ASK { ?s ?p '''a\n# b''' }  # c"),
    ],
)
def test_a_query_is_known_without_its_comments_and_spare_space(query: str, known_by: str) -> None:
    assert canonical(query) == known_by
    assert canonical(known_by) == known_by


_TOKENS = ["?s", "?p", "'a # b'", '"c  d"', "<http://x/#y>", "{", "}", "<", ">", "1", "ex:a", "."]
_GAPS = [" ", "\n", "\t \r\n", " # x\n", "#' \" <\n", "  "]


@given(
    tokens=st.lists(st.sampled_from(_TOKENS), min_size=1, max_size=12),
    data=st.data(),
)
def test_a_query_laid_out_in_another_way_is_the_same(
    tokens: list[str], data: st.DataObject
) -> None:
    gaps = data.draw(st.lists(st.sampled_from(_GAPS), min_size=len(tokens), max_size=len(tokens)))
    laid_out = "".join(token + gap for token, gap in zip(tokens, gaps, strict=True))
    assert canonical(laid_out) == " ".join(tokens)


@given(text=st.text(alphabet="?a '\"#\n<>\\{}|é", max_size=40))
def test_what_is_left_out_of_a_query_is_comment_and_space(text: str) -> None:
    kept, at = canonical(text), 0
    for sign in kept.replace(" ", ""):
        at = text.index(sign, at) + 1
    assert canonical(kept) == kept


# A comparison and what stands behind it may read like an IRI with a quotation mark or a # in it.
COMPARED = "SELECT ?n ?l {VALUES (?n ?l) {(1 'a>b #1') (2 'a>b #2')} FILTER(?n<3&&?l='a>b #1')}"
SPACED = "SELECT ?b {VALUES (?a ?b) {('=' 'x y') ('=' 'x  y')} FILTER(?a<'>' && ?b='x y')}"


@pytest.mark.parametrize(
    ("query", "other"),
    [
        (COMPARED, COMPARED.replace("?l='a>b #1'", "?l='a>b #2'")),
        (SPACED, SPACED.replace("?b='x y'", "?b='x  y'")),
        ("ASK{FILTER(1<?x#>\n)}", "ASK{FILTER(1<?x#> )}"),
        ("SELECT (' \n b' AS ?x) {}", "SELECT (' b' AS ?x) {}"),
        ("SELECT (COUNT(#\n) AS ?n) {}", "SELECT (COUNT( ) AS ?n) {}"),
    ],
)
def test_queries_that_ask_different_things_are_known_apart(query: str, other: str) -> None:
    assert canonical(query) != canonical(other)


_OPERANDS = ["?n", "?l", "3", "'a>b #1'", "'x  y'", "'>'", '"it\'s <"', "<http://a#b>"]
_COMPARED = ["<", "=", "<="]
_JOINED = ["&&", "||"]
_ODD = ["<it's>", "<#x>", "'", '"', "(", ")", "[", "]", "<<", ">>", "NOW", "e:", "\\", "'''"]
_BETWEEN = ["", " ", "  ", "\n", "#\n", " # it's\r\n", "# >\n "]
_QUERY = """PREFIX e:#>
 <http://a#>SELECT  *{{?s  ?p#'
 ?n.{pattern}  VALUES ?l {{'a>b #1'  'x  y' 'x y'}} FILTER ({expression}  )}}# '"""


@st.composite
def _queries(draw: st.DrawFn) -> str:
    """Draw a query, which may be none, of tokens that are easily misread together."""

    between = st.sampled_from(draw(st.sampled_from([[""], _BETWEEN])))

    def some(*choices: list[str]) -> str:
        return "".join(draw(st.sampled_from(tokens)) + draw(between) for tokens in choices)

    compared = [_OPERANDS, _COMPARED, _OPERANDS]
    expression = some(*compared, *[_JOINED, *compared] * draw(st.integers(0, 2)))
    pattern = some(*[_OPERANDS] * draw(st.sampled_from([0, 0, 3])))
    expression += some(*[_ODD] * draw(st.sampled_from([0, 0, 1, 2])))
    return _QUERY.format(pattern=pattern, expression=expression)


def _asked_of_a_store(query: str) -> object:
    store = ox.Store()
    for number in range(5):
        for value in (ox.Literal(number), ox.Literal("x  y"), ox.NamedNode("http://a#b")):
            store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("http://a#b"), value))
    try:
        return sorted(map(str, store.query(query, base_iri=EX)))
    except (SyntaxError, RuntimeError):  # a custom function
        return None


@given(query=_queries())
@example(query=COMPARED)
@example(query=SPACED)
def test_a_query_means_what_it_is_known_by(query: str) -> None:
    # So two that are known by one text mean the same.
    assert _asked_of_a_store(canonical(query)) == _asked_of_a_store(query)
