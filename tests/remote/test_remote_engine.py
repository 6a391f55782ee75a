"""The engine over a separate server answers as one over a store of its own does."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from remote_server import oxigraph, turtle

from plankg.catalogue import Catalogue, run
from plankg.engine import GRAPH_FORMATS, RESULT_FORMATS, Answer, Dataset, Limits, Term
from plankg.errors import (
    CancelledError,
    NotAcceptableError,
    OverloadedError,
    PlanKGError,
    QueryError,
    RowLimitError,
    SizeLimitError,
    TimeLimitError,
)
from plankg.iris import Iris
from plankg.oxigraph import StoreEngine
from plankg.remote import EndpointError, RemoteEngine
from plankg.remote.contents import contents_of
from plankg.remote.publishing import changes_to
from plankg.snapshot_sources import SnapshotSources
from plankg.sparql_prefixes import prefixes
from sample import SLUG

IRIS = Iris()
LIMITS = Limits(seconds=60)
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
# Patterns in the default graph and in named ones, in one query.
BOTH = """SELECT ?plan ?g (COUNT(?e) AS ?n) {
  ?plan a plan:Plan . GRAPH ?g { ?e plan:inPlan ?plan }
} GROUP BY ?plan ?g ORDER BY ?g"""


def test_it_names_the_release_that_was_published(
    engine: RemoteEngine, sources: SnapshotSources
) -> None:
    assert engine.release == sources.release
    assert engine.answer("ASK {}", {}, "json", LIMITS).release == sources.release


ASKED = [
    pytest.param(file.stem, case.get("arguments", {}), id=f"{file.stem} {number}")
    for file in sorted(Path(__file__).parents[1].glob("catalogue/expected/sample/*.yml"))
    for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("name", "arguments"), ASKED)
def test_a_named_query_has_the_same_rows(
    engine: RemoteEngine,
    local: StoreEngine,
    catalogue: Catalogue,
    name: str,
    arguments: dict[str, str],
) -> None:
    there = run(engine, catalogue[name], arguments, LIMITS)
    assert there == run(local, catalogue[name], arguments, LIMITS)


@pytest.mark.parametrize("query", [COUNT, GRAPHS, BOTH, "ASK { ?s a plan:Plan }"])
@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_rows_are_the_same_bytes_in_each_format(
    engine: RemoteEngine, local: StoreEngine, query: str, form: str
) -> None:
    assert engine.answer(query, {}, form, LIMITS) == local.answer(query, {}, form, LIMITS)


@pytest.mark.parametrize("form", [*GRAPH_FORMATS, *GRAPH_FORMATS.values()])
def test_graphs_are_the_same_bytes_in_each_format(
    engine: RemoteEngine, local: StoreEngine, form: str
) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a plan:Task ; ?p ?o }"
    assert engine.answer(query, {}, form, LIMITS) == local.answer(query, {}, form, LIMITS)


@pytest.mark.parametrize(
    "dataset",
    [
        Dataset((IRIS.graph(SLUG),)),
        Dataset((), (IRIS.ledger_graph(SLUG),)),
        Dataset((IRIS.graph("second"),), (IRIS.graph(SLUG), IRIS.graph("datasets"))),
        Dataset((IRIS.graph(SLUG),) * 2, (IRIS.graph(SLUG),) * 2),
        Dataset(("http://127.0.0.1:9/none",), ("http://127.0.0.1:9/none",)),
        Dataset((IRIS.graph("publication"),), (IRIS.graph("publication/merged"),)),
    ],
)
@pytest.mark.parametrize("query", [COUNT, GRAPHS])
def test_a_request_names_its_graphs(
    engine: RemoteEngine, local: StoreEngine, dataset: Dataset, query: str
) -> None:
    there = engine.answer(query, {}, "csv", LIMITS, dataset=dataset)
    assert there == local.answer(query, {}, "csv", LIMITS, dataset=dataset)


@pytest.mark.parametrize(
    "query",
    [
        COUNT.replace("{", "FROM graph:second {"),
        COUNT.replace("{", "FROM <http://127.0.0.1:9/none> {"),
        GRAPHS.replace("{", "FROM NAMED graph:second FROM NAMED <urn:x:none> {", 1),
        f"PREFIX g: <{IRIS.base}graph/> " + COUNT.replace("{", "FROM g:second {"),
        COUNT.replace("{", "FROM graph:second FROM graph:second {"),
        "SELECT (EXISTS {?s ?p ?o} AS ?is) FROM <http://127.0.0.1:9/none> {}",
    ],
)
def test_a_query_names_its_graphs(engine: RemoteEngine, local: StoreEngine, query: str) -> None:
    assert engine.answer(query, {}, "csv", LIMITS) == local.answer(query, {}, "csv", LIMITS)


def test_bindings_and_bases_reach_the_endpoint(engine: RemoteEngine, local: StoreEngine) -> None:
    bindings = {"s": Term.iri("urn:x:a"), "o": Term("second")}
    query = "SELECT ?s ?p ?o (<y> AS ?here) { ?s ?p ?o }"
    answers = [
        one.answer(query, bindings, "csv", LIMITS, base="http://base.example/x")
        for one in (engine, local)
    ]
    assert answers[0] == answers[1]
    assert answers[0].body.endswith(b"urn:x:a,urn:x:b,second,http://base.example/y\r\n")


@pytest.mark.parametrize(
    ("query", "form", "error", "message"),
    [
        ("SELECT * {\n  ?s ?p\n}", "json", QueryError, "line 3, column"),
        ("INSERT DATA { <a> <b> <c> }", "json", QueryError, "read-only"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", "json", QueryError, "SERVICE"),
        ("ASK {}", "turtle", NotAcceptableError, "ask for one of json"),
        (r'SELECT ("\u0022" AS ?x) {}', "json", QueryError, "read differently"),
        ("ASK { FILTER(" + "(" * 30000 + "1" + ")" * 30000 + ") }", "json", PlanKGError, "deep"),
        ("SELECT * { ?s ?p ?o } LIMIT 101", "csv", RowLimitError, "more than 100 rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "turtle", RowLimitError, "more than 100 triples"),
    ],
)
def test_it_refuses_what_an_engine_of_our_own_refuses(
    engine: RemoteEngine, query: str, form: str, error: type[PlanKGError], message: str
) -> None:
    with pytest.raises(error, match=message):
        engine.answer(query, {}, form, Limits(rows=100, seconds=60))
    assert engine.answer("ASK {}", {}, "csv", LIMITS).status == 200


def test_an_answer_of_too_many_bytes_is_refused_and_not_cut(engine: RemoteEngine) -> None:
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 90"
    whole = engine.answer(query, {}, "csv", LIMITS).body
    assert engine.answer(query, {}, "csv", Limits(size=len(whole), seconds=60)).body == whole
    for size in (len(whole) - 1, 1000):
        with pytest.raises(SizeLimitError, match=f"larger than {size} bytes"):
            engine.answer(query, {}, "csv", Limits(size=size, seconds=60))


# Less than the queue is waited for, so that the second one in it gets no turn.
ONE = Limits(seconds=1)
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


@pytest.fixture(scope="module")
def impatient(sources: SnapshotSources) -> Iterator[RemoteEngine]:
    """An engine over a server that stops queries itself, and may be asked one at once."""
    with oxigraph("--timeout-s", "2") as server:
        server.load(sources)
        with RemoteEngine.open(server.query, prefixes(), concurrent=1, queue_seconds=10) as opened:
            yield opened


def test_an_answer_that_takes_too_long_is_given_up(impatient: RemoteEngine) -> None:
    with pytest.raises(TimeLimitError, match="time limit"):
        impatient.answer(SLOW, {}, "json", Limits(seconds=0.5))


def test_what_the_endpoint_stops_is_an_error_and_no_answer(impatient: RemoteEngine) -> None:
    with pytest.raises((EndpointError, TimeLimitError)):
        impatient.answer(SLOW, {}, "json", LIMITS)


def test_whoever_has_gone_is_not_waited_for(impatient: RemoteEngine) -> None:
    with pytest.raises(CancelledError):
        impatient.answer(SLOW, {}, "json", LIMITS, gone=lambda: True)


def test_no_more_than_so_many_ask_the_endpoint_at_once(impatient: RemoteEngine) -> None:
    with ThreadPoolExecutor(2) as both:
        asked = [both.submit(impatient.answer, SLOW, {}, "json", ONE) for _ in range(2)]
        errors = [one.exception() for one in asked]
    assert any(isinstance(error, OverloadedError) for error in errors)
    assert all(isinstance(error, PlanKGError) for error in errors)
    assert answered_at_last(impatient, "ASK {}").status == 200


def answered_at_last(engine: RemoteEngine, query: str) -> Answer:
    """Ask until what was given up over there has left its place."""
    for _ in range(300):
        try:
            return engine.answer(query, {}, "json", LIMITS)
        except OverloadedError:
            time.sleep(0.1)
    return engine.answer(query, {}, "json", LIMITS)


def test_an_endpoint_without_anything_of_ours_is_told(server) -> None:
    with pytest.raises(EndpointError, match="load it with 'plankg publish'"):
        RemoteEngine.open(server.query, prefixes())


def test_an_answer_is_of_the_release_that_it_names(server, small, changed) -> None:
    server.load(small)
    with RemoteEngine.open(server.query, prefixes()) as engine:
        assert json.loads(engine.answer("ASK { ?s ?p 'b' }", {}, "json", LIMITS).body)["boolean"]
        newer = changed(small, a="<urn:x:a> <urn:x:is> 'new' .")
        server.load(newer)
        answer = engine.answer("SELECT ?o { <urn:x:a> <urn:x:is> ?o }", {}, "csv", LIMITS)
        assert answer.body == b"o\r\nnew\r\n"
        assert answer.release == engine.release == newer.release
        assert engine.refresh() is False


def test_a_new_release_is_seen_when_it_is_looked_for(server, small, changed) -> None:
    server.load(small)
    with RemoteEngine.open(server.query, prefixes()) as engine:
        newer = changed(small, a="<urn:x:a> <urn:x:is> 'new' .")
        server.load(newer, updates=True)
        assert engine.release == small.release
        assert engine.refresh() is True
        assert engine.release == newer.release


def test_while_graphs_change_nothing_is_answered(server, small) -> None:
    server.load(small)
    with RemoteEngine.open(server.query, prefixes()) as engine:
        store = server.store()
        during = changes_to(store, contents_of(small, default_graph=False)).during
        store.put(during.graph, turtle(during.triples()))
        with pytest.raises(OverloadedError, match="being published") as told:
            engine.answer("ASK {}", {}, "json", LIMITS)
        assert told.value.retry_after == 5
        assert engine.release == small.release


def test_a_server_whose_default_graph_is_all_graphs_answers_the_same(
    sources: SnapshotSources, local: StoreEngine, catalogue: Catalogue
) -> None:
    with oxigraph("--union-default-graph") as server:
        server.load(sources, updates=True)
        assert server.rows(COUNT) != [[str(_number(local))]]
        with RemoteEngine.open(server.query, prefixes()) as engine:
            for query in (COUNT, GRAPHS, BOTH):
                assert engine.answer(query, {}, "csv", LIMITS) == local.answer(
                    query, {}, "csv", LIMITS
                )
            for name in ("workload-of-bodies", "body-network", "programmes-and-citations"):
                assert run(engine, catalogue[name], {}) == run(local, catalogue[name], {})


def _number(engine: StoreEngine) -> int:
    return int(engine.answer(COUNT, {}, "csv", LIMITS).body.split()[1])


def test_what_others_keep_there_does_not_show(server, small) -> None:
    server.store().put("urn:others", turtle("<urn:x:other> <urn:x:is> 'other' ."))
    server.store().put("", turtle("<urn:x:other> <urn:x:is> 'default' ."))
    server.load(small)
    with RemoteEngine.open(server.query, prefixes()) as engine:
        query = (
            "SELECT ?o { { ?s <urn:x:is> ?o } UNION { GRAPH ?g { ?s <urn:x:is> ?o } } } ORDER BY ?o"
        )
        rows = engine.answer(query, {}, "csv", LIMITS).body.decode().split()
    assert [row for row in rows if row in ("other", "default")] == []
    assert rows.count("a") == 2
