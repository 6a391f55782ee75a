"""Questions answered in the connection itself behave as all others do."""

from __future__ import annotations

import errno
import gzip
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pytest
from serving_sample import ENDLESS, POINT, Running, new, serving, sparql, until

from plankg.pool import can_isolate
from plankg.serving import switchboard
from plankg.serving.manners import plain_text

if not can_isolate():
    pytest.skip("pools need fork and pidfds", allow_module_level=True)

HEAD = b"HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
OK = 'plankg_queries_total{outcome="ok"}'


def request(query: str) -> bytes:
    return f"GET {sparql(query)} ".encode() + HEAD


def answers(client: socket.socket, count: int) -> list[bytes]:
    """Read so many answers, each with its length in its head."""
    stream = client.makefile("rb")
    bodies = []
    for _ in range(count):
        length, status = 0, stream.readline()
        while (line := stream.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        bodies.append(status.split()[1] + b" " + stream.read(length))
    return bodies


def ask(client: socket.socket, query: str) -> bytes:
    client.sendall(request(query))
    return answers(client, 1)[0]


@pytest.fixture(scope="module")
def quick(state: Path) -> Iterator[Running]:
    with serving(state, server={"workers": 2}, limits={"time_s": 0.5}) as running:
        with running.connect() as client:  # so that the manner is known
            for number in range(2):
                ask(client, new(POINT, f"known {number}"))
                ask(client, new("ASK {}", f"known {number}"))
        yield running


def test_answers_come_in_order_where_questions_do_not_wait_for_them(quick: Running) -> None:
    with quick.connect() as client:
        ask(client, new(POINT, "alone"))
        client.sendall(request(new("SELECT (1 AS ?n) {}", "a")))
        for name in "bcd":
            client.sendall(request(f"SELECT ('{name}' AS ?n) {{}}"))
        client.sendall(b"GET /nowhere " + HEAD)
        bodies = answers(client, 5)
    assert bodies[:4] == [
        b"200 n\r\n1\r\n",
        b"200 n\r\nb\r\n",
        b"200 n\r\nc\r\n",
        b"200 n\r\nd\r\n",
    ]
    assert bodies[4].startswith(b"404 ")


@pytest.mark.parametrize(
    ("query", "status"), [("SELECT ?s {", b"400"), ("DROP ALL", b"400"), (ENDLESS, b"504")]
)
def test_errors_are_the_webs_and_the_connection_goes_on(
    quick: Running, query: str, status: bytes
) -> None:
    with quick.connect() as client:
        assert ask(client, new(query, status)).startswith(status + b" ")
        assert ask(client, new(POINT, f"after {query}")).startswith(b"200 ")
    assert until(lambda: quick.metric("plankg_workers_idle") == 2)


def test_a_query_past_its_deadline_is_asked_once(quick: Running) -> None:
    line = 'plankg_queries_total{outcome="TimeLimitError"}'
    before = quick.metric(line)
    with quick.connect() as client:
        assert ask(client, new(ENDLESS, "once")).startswith(b"504 ")
    assert quick.metric(line) == before + 1


def test_who_hangs_up_stops_the_query(state: Path) -> None:
    with serving(state, server={"workers": 2}, limits={"time_s": 60}) as service:
        with service.connect() as client:
            for number in range(2):
                ask(client, new(POINT, number))
        with service.connect() as client:
            client.sendall(request(ENDLESS))
            assert until(lambda: service.metric("plankg_workers_idle") == 1)
        assert until(lambda: service.metric("plankg_workers_idle") == 2)
        assert service.metric("plankg_requests_running") == 0
        line = 'plankg_requests_total{route="/sparql",source="miss",status="499"}'
        assert until(lambda: service.metric(line) == 1)
        assert 'status="503"' not in service.get("/metrics").body.decode()


def test_who_waits_for_a_turn_too_long_is_told(state: Path) -> None:
    use = {"share": 1, "queue_s": 0.3}
    with (
        serving(state, server={"workers": 2}, limits={"time_s": 60}, fair_use=use) as service,
        service.connect() as slow,
        service.connect() as client,
    ):
        for number in range(2):
            ask(client, new(POINT, number))
        slow.sendall(request(ENDLESS))
        assert until(lambda: service.metric("plankg_workers_idle") == 1)
        assert ask(client, new(POINT, "in vain")).startswith(b"503 ")
        slow.close()
        assert until(lambda: service.metric("plankg_requests_running") == 0)
        assert ask(client, new(POINT, "again")).startswith(b"200 ")


def test_what_is_asked_at_the_same_time_is_asked_once(quick: Running) -> None:
    before = quick.metric(OK)
    clients = [quick.connect() for _ in range(6)]
    for client in clients:
        client.sendall(request(new(POINT, "all at once")))
    bodies = {answers(client, 1)[0] for client in clients}
    for client in clients:
        client.close()
    assert len(bodies) == 1
    assert quick.metric(OK) == before + 1


def test_without_a_descriptor_to_watch_a_worker_questions_are_answered_too(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(_: int) -> int:
        raise OSError(errno.EMFILE, "too many open files")

    with (
        serving(state, server={"workers": 2}) as service,
        service.connect() as client,
        monkeypatch.context() as patch,
    ):
        patch.setattr(switchboard.os, "dup", none_left)
        for number in range(6):
            assert ask(client, new(POINT, f"unwatched {number}")).startswith(b"200 ")
        assert until(lambda: service.metric("plankg_workers_idle") == 2)


def test_who_asks_again_is_answered_at_once_and_counted_so(quick: Running) -> None:
    hits = 'plankg_requests_total{route="/sparql",source="hit",status="200"}'
    ready = 'plankg_ready_requests_total{route="/sparql",status="200"}'
    query = new(POINT, "again and again")
    with quick.connect() as client:
        asked, hit, at_once = quick.metric(OK), quick.metric(hits), quick.metric(ready)
        bodies = {ask(client, query) for _ in range(4)}
        assert len(bodies) == 1
        assert (quick.metric(OK), quick.metric(hits)) == (asked + 1, hit + 1)
        assert quick.metric(ready) == at_once + 2


def test_who_asks_in_a_coding_again_gets_the_same_bytes(quick: Running) -> None:
    rows = "SELECT * { ?s ?p ?o } LIMIT 200"
    head = HEAD.replace(b"\r\n\r\n", b"\r\nAccept-Encoding: gzip\r\n\r\n")
    with quick.connect() as client:
        for name in ("known", "coded"):
            sent = f"GET {sparql(new(rows, name))} ".encode() + head
            bodies = set()
            for _ in range(4):
                client.sendall(sent)
                bodies.add(answers(client, 1)[0])
            (body,) = bodies
            assert gzip.decompress(body.removeprefix(b"200 ")).count(b"\n") == 201


@pytest.mark.parametrize("text", ["a+b%2B%e6%8A%80=%3d%3D==%", "", "%00%0A%20", quote(POINT)])
def test_an_escaped_text_is_read_as_forms_are(text: str) -> None:
    sent = text.encode()
    expected = None if text.endswith("%") else unquote_to_bytes(sent.replace(b"+", b" "))
    assert plain_text(sent, 0, len(sent)) == expected


@pytest.mark.parametrize(
    "sent", [b"a&b", b"a;b", b"a#b", b"a b", b"\xe6", b"a\nb", b"%4", b"a%", b"%g1", b"<"]
)
def test_an_address_that_could_mean_more_is_left_to_the_parser(sent: bytes) -> None:
    assert plain_text(sent, 0, len(sent)) is None
