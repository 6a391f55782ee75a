"""Queries that would bring an engine down meet a limit, and the next question is answered."""

from __future__ import annotations

import threading
import time

import pytest
from pool_sample import COUNT, ENDLESS, PATIENT, THINGS, ask, until

from plankg.engine import Limits
from plankg.errors import (
    CancelledError,
    DepthLimitError,
    LimitError,
    MemoryLimitError,
    QueryError,
    RowLimitError,
    SizeLimitError,
    TimeLimitError,
)
from plankg.pool import Allocator, WorkerPool

DEEP = 12_000
DOUBLINGS = 40
DOUBLED = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(DOUBLINGS))
PAIRS = "?a x:next ?b . ?c x:next ?d"
MEMORY = Limits(seconds=60, memory=64 * 1024 * 1024)


@pytest.fixture(scope="module", params=["system", "mimalloc"])
def allocator(request: pytest.FixtureRequest) -> Allocator:
    """Each attack is met with both: how memory runs out is the allocator's affair."""
    if request.param == "system":
        return Allocator()
    found: Allocator = request.getfixturevalue("mimalloc")
    return found


def still_answers(pool: WorkerPool) -> bool:
    return ask(pool, COUNT).body == f"n\r\n{THINGS}\r\n".encode()


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {'{' * DEEP} ?s ?p ?o {'}' * DEEP} }}",
        f"SELECT * {{ FILTER({'(' * DEEP}1{')' * DEEP}) }}",
        f"SELECT * {{ FILTER({'!' * DEEP}true) }}",
        f"SELECT * {{ {'OPTIONAL { ' * DEEP} ?s ?p ?o {'}' * DEEP} }}",
        f"SELECT * {{ ?s {'(' * DEEP}x:next{')*' * DEEP} ?o }}",
        f"SELECT * {{ ?s x:next {'[ x:next ' * DEEP} 1 {']' * DEEP} }}",
        f"SELECT * {{ FILTER {'EXISTS { FILTER ' * DEEP} (1) {'}' * DEEP} }}",
        f"SELECT * {{ {'{ SELECT * ' * DEEP} {{ ?s ?p ?o }} {'}' * DEEP} }}",
        f"SELECT (1{' + 1' * (20 * DEEP)} AS ?x) {{}}",
    ],
    ids=[
        "groups",
        "brackets",
        "not",
        "optional",
        "path",
        "nodes",
        "exists",
        "select",
        "sum",
    ],
)
def test_a_query_nested_too_deeply_is_refused_with_the_limit_named(
    pool: WorkerPool, query: str
) -> None:
    with pytest.raises(DepthLimitError, match="nested too deeply") as caught:
        ask(pool, query)
    assert caught.value.limit == "depth"
    assert still_answers(pool)


@pytest.mark.parametrize(
    "query",
    [
        ENDLESS,
        f"SELECT * {{ ?s x:next {'(' * 500} 1 {')' * 500} }}",
        "SELECT (COUNT(*) AS ?n) { ?a x:next* ?b . ?b x:next* ?c . ?c x:next* ?d }",
        "SELECT (COUNT(*) AS ?n) { ?a (x:next|^x:next)* ?b . ?b (x:next+/x:next*)+ ?c }",
        f"ASK {{ {PAIRS} . ?e x:next ?f FILTER(REGEX(CONCAT(STR(?a), STR(?e)), '(.*)*y$')) }}",
    ],
    ids=["product", "lists", "paths", "path", "regex"],
)
def test_a_query_without_end_is_stopped_at_its_deadline(pool: WorkerPool, query: str) -> None:
    began = time.monotonic()
    with pytest.raises(TimeLimitError, match=r"stopped after 0\.4 s") as caught:
        ask(pool, query, Limits(seconds=0.4))
    assert 0.4 <= time.monotonic() - began < 10
    assert caught.value.limit == "time"
    assert still_answers(pool)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT (STRLEN(?v{DOUBLINGS}) AS ?n) {{ BIND('0123456789' AS ?v0) {DOUBLED} }}",
        f"SELECT DISTINCT ?a ?b ?c ?d {{ {PAIRS} }} ORDER BY ?d ?a LIMIT 1",
        f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {PAIRS} }}",
        f"SELECT (GROUP_CONCAT(STR(?a)) AS ?n) {{ {PAIRS} }}",
        f"CONSTRUCT {{ ?a ?d ?c }} {{ {PAIRS} }} ORDER BY ?a LIMIT 1",
    ],
    ids=["concat", "distinct", "count-distinct", "group-concat", "construct"],
)
def test_a_query_that_wants_too_much_memory_is_stopped(pool: WorkerPool, query: str) -> None:
    kind = "turtle" if query.startswith("CONSTRUCT") else "csv"
    with pytest.raises(MemoryLimitError, match="more than 64 MiB of memory") as caught:
        pool.answer(query, {}, kind, MEMORY)
    assert caught.value.limit == "memory"
    assert still_answers(pool)


@pytest.mark.parametrize(
    ("query", "kind", "limits", "error", "name"),
    [
        (f"SELECT * {{ {PAIRS} }}", "json", Limits(size=2**20), SizeLimitError, "bytes"),
        (f"SELECT * {{ {PAIRS} }}", "csv", Limits(size=2**20), SizeLimitError, "bytes"),
        ("SELECT * { ?s x:text ?t }", "json", Limits(rows=THINGS - 1), RowLimitError, "rows"),
        ("SELECT * { ?s x:text ?t }", "tsv", Limits(rows=THINGS - 1), RowLimitError, "rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "turtle", Limits(rows=THINGS), RowLimitError, "rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "trig", Limits(size=2**10), SizeLimitError, "bytes"),
    ],
)
def test_a_result_above_a_limit_is_refused_whole(
    pool: WorkerPool, query: str, kind: str, limits: Limits, error: type[LimitError], name: str
) -> None:
    with pytest.raises(error) as caught:
        pool.answer(query, {}, kind, limits)
    assert caught.value.limit == name
    assert still_answers(pool)


def test_a_large_answer_comes_whole(pool: WorkerPool) -> None:
    query = "SELECT ?t { ?a x:text ?t . ?b x:number ?n FILTER(?n < 400) }"
    body = ask(pool, query, Limits(rows=10**6, seconds=60)).body
    assert body.count(b"\n") == THINGS * 400 + 1
    assert len(body) > 2**22
    assert still_answers(pool)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("LOAD <file:///etc/hostname>", "read-only"),
        ("LOAD <http://127.0.0.1:9/> INTO GRAPH <http://x/g>", "read-only"),
        ("INSERT DATA { x:a x:b x:c }", "read-only"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is switched off"),
    ],
)
def test_what_would_write_or_fetch_is_refused(pool: WorkerPool, query: str, error: str) -> None:
    with pytest.raises(QueryError, match=error):
        ask(pool, query)


def test_graphs_named_by_a_file_are_not_read(pool: WorkerPool) -> None:
    query = "SELECT * FROM <file:///etc/hostname> FROM NAMED <file:///etc/passwd> { ?s ?p ?o }"
    assert ask(pool, query).body.count(b"\n") == 1


def test_a_client_that_goes_stops_its_query(pool: WorkerPool) -> None:
    went = threading.Event()
    errors: list[Exception] = []

    def wait_for_it() -> None:
        try:
            pool.answer(ENDLESS, {}, "csv", PATIENT, gone=went.is_set)
        except CancelledError as error:
            errors.append(error)

    asking = threading.Thread(target=wait_for_it)
    asking.start()
    assert until(lambda: pool.state.idle == 1)
    went.set()
    asking.join(timeout=20)
    assert len(errors) == 1
    assert until(lambda: pool.state.idle == 2)


def test_fifty_threads_get_their_own_answers_beside_attacks(pool: WorkerPool) -> None:
    answers: dict[int, bytes] = {}
    refused: list[LimitError] = []
    attacks = [f"SELECT * {{ FILTER({'(' * DEEP}1{')' * DEEP}) }}", ENDLESS] * 3

    def ask_for(number: int) -> None:
        query = f"SELECT ?t {{ x:i{number} x:text ?t }}"
        answers[number] = ask(pool, query).body

    def attack(query: str) -> None:
        try:
            ask(pool, query, Limits(seconds=0.2))
        except LimitError as error:
            refused.append(error)

    threads = [threading.Thread(target=ask_for, args=(number,)) for number in range(50)]
    threads[5:5] = [threading.Thread(target=attack, args=(query,)) for query in attacks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == {n: f"t\r\n第{n}项\r\n".encode() for n in range(50)}
    assert len(refused) == len(attacks)
