"""A pool answers as the engine in this process does."""

from __future__ import annotations

import select
from pathlib import Path

import pytest
from pool_sample import ENDLESS, NAME, PATIENT, Asking, ask, is_full, name_of, opened, until

from plankg.engine import GRAPH_FORMATS, RESULT_FORMATS, Dataset, Limits, Term
from plankg.errors import CancelledError, OverloadedError, PlanKGError, TimeLimitError
from plankg.oxigraph import StoreEngine
from plankg.pool import WorkerPool
from plankg.pool.messages import Question
from plankg.store import open_snapshot

NAMED = "SELECT ?s ?g { GRAPH ?g { ?s x:number ?n FILTER(?n < 3) } } ORDER BY ?s"
ALL = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
TEXTS = "SELECT ?s ?t { ?s x:text ?t ; x:number ?n FILTER(?n < 3) } ORDER BY ?n"


@pytest.fixture(scope="module")
def engine(snapshot: Path) -> StoreEngine:
    return open_snapshot(snapshot)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        *((TEXTS, kind) for kind in RESULT_FORMATS),
        (NAMED, "csv"),
        *(("ASK { x:i1 x:next x:i2 }", kind) for kind in RESULT_FORMATS),
        *(("DESCRIBE x:i1", kind) for kind in GRAPH_FORMATS),
    ],
)
def test_answers_are_the_same_bytes(
    pool: WorkerPool, engine: StoreEngine, query: str, kind: str
) -> None:
    expected = engine.answer(query, {}, kind, PATIENT)
    answer = pool.answer(query, {}, kind, PATIENT)
    assert answer == expected
    assert answer.release == expected.release == pool.release == engine.release


def test_the_default_graph_need_not_be_kept_by_itself(snapshot: Path, engine: StoreEngine) -> None:
    with opened(snapshot, workers=1, default_apart=False) as pool:
        for query in (TEXTS, NAMED):
            assert pool.answer(query, {}, "csv", PATIENT) == engine.answer(
                query, {}, "csv", PATIENT
            )


def test_bindings_dataset_and_base_reach_the_worker(pool: WorkerPool) -> None:
    query = "SELECT ?s ?n (<y> AS ?base) { ?s x:number ?n }"
    bindings = {"n": Term.typed("7", "integer")}
    dataset = Dataset(default_graphs=("http://x/graph",))
    answer = pool.answer(query, bindings, "csv", PATIENT, dataset=dataset, base="http://b/x")
    assert answer.body == b"s,n,base\r\nhttp://x/i7,7,http://b/y\r\n"
    nothing = Dataset(named_graphs=("http://x/graph",))
    assert pool.answer(query, bindings, "csv", PATIENT, dataset=nothing).body == b"s,n,base\r\n"


def test_graphs_are_merged_in_the_worker(pool: WorkerPool) -> None:
    graphs = ("http://x/graph", "http://x/name", "http://x/graph")
    clauses = " ".join(f"FROM <{iri}>" for iri in graphs)
    for _ in range(3):
        answer = pool.answer(ALL.format(""), {}, "csv", PATIENT, dataset=Dataset(graphs))
        assert answer.body.split() == [b"n", b"4501"]
        assert ask(pool, ALL.format(clauses)) == answer
    assert ask(pool, ALL.format("FROM x:name FROM x:name")).body.split() == [b"n", b"1"]


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * {", "csv"),
        ("SELECT ?s { ?s y:p ?o }", "csv"),
        ("INSERT DATA { x:a x:b x:c }", "csv"),
        (TEXTS, "turtle"),
        ("ASK {}", "pdf"),
        ("SELECT \ud800 {}", "csv"),
        (TEXTS, ""),
    ],
)
def test_errors_are_the_same_errors(
    pool: WorkerPool, engine: StoreEngine, query: str, kind: str
) -> None:
    errors = []
    for asked in (engine, pool):
        with pytest.raises(PlanKGError) as caught:
            asked.answer(query, {}, kind, PATIENT)
        errors.append((type(caught.value), str(caught.value)))
    assert errors[0] == errors[1]


def test_an_error_of_the_query_costs_no_worker(pool: WorkerPool) -> None:
    before = pool.state.replaced
    for _ in range(5):
        with pytest.raises(PlanKGError):
            ask(pool, "SELECT * {")
    assert pool.state.replaced == before


def test_more_than_may_wait_are_sent_away_and_the_rest_answered(snapshot: Path) -> None:
    with opened(snapshot, workers=1, queue=1) as pool:
        busy = Asking(pool, ENDLESS, Limits(seconds=1.5))
        assert until(lambda: pool.state.idle == 0)
        waiting = Asking(pool, "ASK {}")
        assert until(lambda: pool.state.waiting == 1)
        with pytest.raises(OverloadedError) as told:
            name_of(pool)
        assert told.value.retry_after == 60
        busy.join(timeout=30)
        waiting.join(timeout=30)
        assert waiting.error is None


def test_a_pool_that_is_still_loading_lets_questions_wait(snapshot: Path) -> None:
    with WorkerPool(snapshot) as pool:
        assert name_of(pool) == "first"
        assert len(pool.release) == 64


def question(query: str, limits: Limits = PATIENT) -> Question:
    return Question(query, {}, "csv", limits, None, "")


def test_a_question_can_be_begun_and_its_answer_taken_when_it_comes(pool: WorkerPool) -> None:
    begun = pool.begin(question(NAME))
    assert begun is not None
    assert select.select([begun.descriptor], [], [], 30)[0] == [begun.descriptor]
    assert until(lambda: begun.coming > 0)
    assert begun.finish().body == b"name\r\nfirst\r\n"
    assert is_full(pool)


def test_a_begun_question_has_its_deadline_and_can_be_given_up(pool: WorkerPool) -> None:
    late, given_up = (pool.begin(question(ENDLESS, Limits(seconds=0.2))) for _ in range(2))
    assert late is not None
    assert given_up is not None
    assert pool.begin(question(NAME)) is None
    with pytest.raises(CancelledError):
        given_up.finish(lambda: True)
    with pytest.raises(TimeLimitError):
        late.finish()
    assert until(lambda: is_full(pool))
