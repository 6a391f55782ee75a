"""What those who run the service see: health, metrics, the log."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from serving_sample import ENDLESS, POINT, Running, new, serving, until

from plankg.engine import Limits
from plankg.errors import WorkspaceError
from plankg.serving.answer_rows import rows_in
from plankg.serving.event_log import EventLog


def test_alive_and_ready_name_the_release(service: Running) -> None:
    release = service.served.pool.release
    assert service.get("/healthz").json() == {"status": "ok", "release": release}
    ready = {"status": "ready", "release": release, "workers": 3}
    assert until(lambda: service.get("/readyz").json() == ready)


def test_metrics_count_requests_queries_and_what_is_kept(service: Running) -> None:
    for _ in range(3):
        service.ask(new(POINT, "metrics"))
    page = service.get("/metrics")
    text = page.body.decode()
    assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in (
        'plankg_requests_total{route="/sparql",source="miss",status="200"} ',
        'plankg_requests_total{route="/sparql",source="hit",status="200"} ',
        'plankg_request_seconds_bucket{le="0.5",route="/sparql"} ',
        'plankg_queries_total{outcome="ok"} ',
        "plankg_query_seconds_count ",
        "plankg_workers ",
        "plankg_requests_waiting 0.0",
        'plankg_worker_losses_total{cause="worker"} ',
        f'plankg_release_info{{release="{service.served.pool.release}"}} 1.0',
    ):
        assert line in text
    assert service.metric("plankg_cache_bytes") > 1000


def test_what_is_no_route_of_ours_is_counted_under_one_name(service: Running) -> None:
    for name in ("aaa", "bbb", "%2e%2e"):
        assert service.get(f"/{name}").status == 404
    text = service.get("/metrics").body.decode()
    assert 'route="other",source="miss",status="404"} 3.0' in text
    assert "aaa" not in text


def test_a_proxys_clients_do_not_see_the_metrics(service: Running) -> None:
    assert service.get("/metrics", X_Forwarded_For="192.0.2.1").status == 404


def test_the_log_tells_which_allocator_workers_use(state: Path) -> None:
    with serving(state, server={"allocator": "system"}) as service:
        assert until(lambda: service.events("allocator"))
    (event,) = service.events("allocator")
    assert event["used"] == "the system's"


def test_an_allocator_that_is_not_there_is_told_before_anything_is_served(state: Path) -> None:
    with (
        pytest.raises(WorkspaceError, match=r"server\.allocator: '/nowhere/x\.so' is no file"),
        serving(state, server={"allocator": "/nowhere/x.so"}),
    ):
        raise AssertionError("it is served")


def test_a_lost_worker_is_counted(state: Path) -> None:
    with serving(state, server={"workers": 2}, limits={"time_s": 0.5}) as service:
        assert service.ask(ENDLESS).status == 504
        line = 'plankg_worker_losses_total{cause="worker"}'
        assert until(lambda: service.metric(line) == 1)
        assert service.metric('plankg_queries_total{outcome="TimeLimitError"}') == 1
        assert until(lambda: service.get("/readyz").json()["workers"] == 2)


def test_the_log_names_queries_by_hash_and_slow_ones_by_their_text(state: Path) -> None:
    log = {"slow_ms": 1500}
    with serving(state, log=log, limits={"time_s": 2.0}) as service:
        service.ask(POINT)
        service.ask("SELECT nonsense")
        service.ask(ENDLESS, X_Forwarded_For="192.0.2.1")
        assert until(lambda: len(service.events("request")) == 3)
    asked = {event["outcome"]: event for event in service.events("query")}
    assert asked["ok"]["bytes"] > 100
    assert asked["ok"]["rows"] > 3
    assert asked["ok"]["release"] == service.events("request")[0]["release"]
    assert len(asked["ok"]["query"]) == 16
    assert "text" not in asked["ok"]
    assert "QueryError" in asked
    (slow,) = service.events("slow_query")
    assert slow["outcome"] == "TimeLimitError"
    assert slow["text"] == ENDLESS
    assert slow["ms"] >= 1500
    request = service.events("request")[-1]
    assert (request["route"], request["status"], request["source"]) == ("/sparql", 504, "miss")
    # Nobody's address is written, unless it is asked for.
    assert "192.0.2.1" not in service.stream.getvalue()
    assert "127.0.0.1" not in service.stream.getvalue()


@pytest.mark.parametrize(("wanted", "lines"), [("none", 0), ("uncached", 1), ("all", 2)])
def test_which_requests_are_logged(state: Path, wanted: str, lines: int) -> None:
    with serving(state, log={"requests": wanted, "clients": True}) as service:
        for _ in range(2):
            service.ask(POINT)
    events = service.events("request")
    assert len(events) == lines
    assert all(event["client"] == "127.0.0.1" for event in events)


ROWS = {
    "JSON": ("SELECT * { VALUES ?x { 1 2 3 } }", "json", 3),
    "JSON, none": ("SELECT * { VALUES ?x { } }", "json", 0),
    "JSON, one": ("SELECT * { VALUES ?x { 1 } }", "json", 1),
    "XML": ("SELECT * { VALUES ?x { 1 2 3 } }", "xml", 3),
    "CSV": ("SELECT * { VALUES ?x { 1 2 3 } }", "csv", 3),
    "TSV, none": ("SELECT * { VALUES ?x { } }", "tsv", 0),
    "yes": ("ASK {}", "json", 1),
    "triples": ("CONSTRUCT { <x:a> <x:b> ?x } { VALUES ?x { 1 2 } }", "ntriples", 2),
    "Turtle": ("CONSTRUCT { <x:a> <x:b> ?x } { VALUES ?x { 1 2 } }", "turtle", 2),
    "JSON-LD, none": ("CONSTRUCT WHERE { <x:a> <x:b> <x:c> }", "jsonld", 0),
}


@pytest.mark.parametrize(("query", "form", "rows"), ROWS.values(), ids=ROWS.keys())
def test_rows_of_an_answer(service: Running, query: str, form: str, rows: int | None) -> None:
    assert rows_in(service.served.pool.answer(query, {}, form, Limits())) == rows


def test_a_line_of_text_has_the_same_facts() -> None:
    stream = io.StringIO()
    log = EventLog("text", stream)
    log.write("query", outcome="ok", text='a "b"\n', rows=None)
    log.close()
    moment, _, rest = stream.getvalue().partition(" ")
    assert moment.endswith("+00:00")
    assert rest == 'query outcome=ok text="a \\"b\\"\\n"\n'


def test_a_stream_that_takes_nothing_holds_up_nobody() -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError("no space left")

    log = EventLog("json", Full())
    for _ in range(50_000):
        log.write("event")
    log.close()


def test_each_line_is_one_json_object() -> None:
    stream = io.StringIO()
    facts = {
        "text": 'two\nlines, "江"\\\x00',
        "ms": 0.25,
        "rows": 3,
        "whole": True,
        "of": ["a", None],
    }
    log = EventLog("json", stream)
    log.write("message", left_out=None, **facts)
    log.close()
    (line,) = stream.getvalue().splitlines()
    said = json.loads(line)
    assert said.pop("time").endswith("+00:00")
    assert said == {"event": "message", **facts}
