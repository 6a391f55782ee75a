"""Connections that are slow, idle, many or no HTTP: they are bounded, and others are served."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from serving_sample import ENDLESS, PATIENT, POINT, Running, new, serving, sparql, until

QUICK = {
    "workers": 2,
    "request_s": 1.0,
    "idle_s": 2.0,
    "write_s": 1.0,
    "max_connections": 1200,
    "max_request_line": 4096,
    "max_headers": 2048,
    "max_body": 1000,
}


@pytest.fixture(scope="module")
def strict(state: Path) -> Iterator[Running]:
    with serving(state, server=QUICK) as running:
        yield running


def exchange(service: Running, sent: bytes) -> bytes:
    """Send bytes and return all that comes until the server ends the connection."""
    with service.connect() as client:
        client.sendall(sent)
        return received(client)


def received(client: socket.socket) -> bytes:
    parts = []
    try:
        while part := client.recv(65536):
            parts.append(part)
    except ConnectionError:  # it may end before it has read all that was sent
        pass
    return b"".join(parts)


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


REFUSED = {
    "no HTTP": (b"hello\r\n\r\n", 400),
    "no method": (b"FETCH / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
    "a method in small letters": (b"get / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
    "no header line": (b"GET / HTTP/1.1\r\nHost: x\r\n no\x00\r\n\r\n", 400),
    "no Host": (b"GET /ontology HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "a long address": (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    "long headers": (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 3000 + b"\r\n\r\n", 431),
    "many headers": (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: aaaa\r\n" * 400 + b"\r\n", 431),
    "a head that never ends": (b"GET / HTTP/1.1\r\nX: " + b"a" * 8000, 431),
    "a large body": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n" + b"a" * 1001,
        413,
    ),
    "a large body in chunks": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        + (b"1f4\r\n" + b"a" * 500 + b"\r\n") * 3
        + b"0\r\n\r\n",
        413,
    ),
    "a head that comes too slowly": (b"GET / HTTP/1.1\r\nHost:", 408),
}


@pytest.mark.parametrize(("sent", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_served_is_refused(strict: Running, sent: bytes, expected: int) -> None:
    answer = exchange(strict, sent)
    assert status(answer) == expected
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    assert b"x-plankg-release: " + strict.served.pool.release.encode() in lines
    assert b"access-control-expose-headers: retry-after, x-plankg-release" in lines
    problem = json.loads(body)
    assert problem["status"] == expected
    assert problem["detail"]


def test_more_is_read_where_the_settings_allow_more(state: Path) -> None:
    sizes = {"max_body": 3_000_000, "max_request_line": 100_000}
    with serving(state, server={**QUICK, **sizes}) as roomy:
        spaces = " " * 2_500_000
        asked = roomy.get(
            "/sparql", "POST", f"ASK {{{spaces}}}".encode(), Content_Type="application/sparql-query"
        )
        assert (asked.status, asked.json()["boolean"]) == (200, True)
        assert roomy.get(sparql("ASK {" + "#" * 20_000 + "\n}")).status == 200
        too_long = roomy.get(sparql("#" * 40_000))
        assert too_long.status == 414
        assert "100000 bytes" in too_long.json()["detail"]


def test_a_browser_is_shown_in_both_languages_that_its_form_is_too_large(strict: Running) -> None:
    reply = strict.get("/sparql", "POST", b"a" * 1001, Accept="text/html")
    assert reply.status == 413
    assert "请求体超过了所读取的上限 1000 字节" in reply.body.decode()
    assert "larger than the 1000 bytes" in reply.body.decode()
    plain = strict.get("/sparql", "POST", b"a" * 1001, Accept="application/json, text/html")
    assert (plain.status, plain.json()["limit"]) == (413, "body")


LARGE = b"a" * 20_000_000
STILL_SENT = {
    "a body": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n" + LARGE,
        413,
    ),
    "a body by HTTP/1.0": (b"POST / HTTP/1.0\r\nContent-Length: 20000000\r\n\r\n" + LARGE, 413),
    "a body in chunks": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1312D00\r\n"
        + LARGE,
        413,
    ),
    "an address": (b"GET /" + LARGE, 414),
    "a header line": (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + LARGE, 431),
    "no HTTP": (LARGE, 400),
}


@pytest.mark.parametrize(("sent", "expected"), STILL_SENT.values(), ids=STILL_SENT.keys())
def test_who_is_refused_while_still_sending_is_told_why(
    service: Running, sent: bytes, expected: int
) -> None:
    for _ in range(3):
        with service.connect() as client:
            client.sendall(sent)
            answer = b"".join(iter(lambda: client.recv(65536), b""))
        assert status(answer) == expected
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["status"] == expected


def test_an_ordinary_client_sees_that_its_body_is_too_large(service: Running) -> None:
    for size in (3_000_000, 20_000_000):
        assert service.get("/sparql", "POST", LARGE[:size]).status == 413


def test_who_is_refused_and_never_ends_is_cut_off(strict: Running) -> None:
    refused = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n"
    with strict.connect() as silent, strict.connect() as client:
        silent.sendall(refused)
        client.sendall(refused)
        with pytest.raises(ConnectionError):
            client.sendall(LARGE * 5)
        assert until(lambda: strict.metric("plankg_connections") == 1)


def test_a_body_that_does_not_come_ends_the_connection(strict: Running) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n"
    begun = time.monotonic()
    exchange(strict, head + b"query=")
    assert time.monotonic() - begun < PATIENT


def test_an_address_in_chinese_is_taken_as_it_is_typed(strict: Running) -> None:
    asked = "GET /queries/workload-of-bodies.csv?plan=样本 HTTP/1.1\r\nHost: x\r\n".encode()
    answers = {exchange(strict, asked + b"Connection: close\r\n\r\n") for _ in range(1)}
    with strict.connect() as client:  # a second time by its bytes alone
        for _ in range(3):
            client.sendall(asked + b"\r\n")
            answers.add(client.recv(65536))
    assert {status(answer) for answer in answers} == {400}
    assert all("样本" in json.loads(a.partition(b"\r\n\r\n")[2])["detail"] for a in answers)


def test_a_thousand_idle_connections_hold_up_nobody(strict: Running) -> None:
    with ExitStack() as stack:
        idle = [stack.enter_context(strict.connect()) for _ in range(1000)]
        for number, client in enumerate(idle):
            if number % 2:  # half of them have begun to ask, slowly
                client.sendall(b"GET /heal")
        assert strict.ask(POINT).status == 200
        assert strict.get("/healthz").status == 200
    assert until(lambda: strict.metric("plankg_connections") < 100)


def test_idle_connections_are_ended(strict: Running) -> None:
    with strict.connect() as silent, strict.connect() as once:
        once.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert once.recv(65536).startswith(b"HTTP/1.1 200")
        assert received(silent) == received(once) == b""


def test_beyond_the_most_connections_new_ones_are_told_so(state: Path) -> None:
    with serving(state, server={"max_connections": 5, "workers": 1}) as service, ExitStack() as s:
        clients = [s.enter_context(service.connect()) for _ in range(5)]
        assert until(lambda: service.served.server.connections == 5)
        refused = s.enter_context(service.connect())
        answer = received(refused)
        assert status(answer) == 503
        assert b"\r\nretry-after: " in answer.lower()
        assert b"\r\nx-plankg-release: " in answer.lower()
        clients[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert clients[0].recv(65536).startswith(b"HTTP/1.1 200")


def test_who_takes_nothing_of_a_large_answer_is_cut_off(strict: Running) -> None:
    rows = " ".join(f"('{'x' * 2000}{n}')" for n in range(20))
    # Some 12 MB: more than is kept, and less than any answer may have.
    some = "{ SELECT ?s ?o { ?s a ?o } LIMIT 300 }"
    query = f"SELECT * {{ VALUES (?x) {{ {rows} }} {some} }}"
    body = f"query={query}".encode()
    with serving_large(strict) as service, service.connect() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body) + body
        )
        assert until(lambda: service.metric("plankg_pending_bytes") > 0)
        # Not one byte is read; the memory is given back all the same.
        assert until(lambda: service.metric("plankg_pending_bytes") == 0)
        assert service.ask(POINT).status == 200


def serving_large(strict: Running) -> serving:
    """The same service with room for large questions."""
    state = strict.served.workspace.state
    return serving(state, server={**QUICK, "max_body": 200_000}, cache={"entry_mb": 1})


def test_a_client_that_hangs_up_stops_its_query(strict: Running) -> None:
    for ask in (ENDLESS, new(ENDLESS, "again")):
        with strict.connect() as client:
            client.sendall(f"GET {sparql(ask)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert until(lambda: strict.metric("plankg_workers_idle") < 2)
        assert until(lambda: strict.metric("plankg_requests_running") == 0, 5)
    assert until(lambda: strict.metric("plankg_workers_idle") == 2)


def test_a_hang_up_is_counted_and_logged_as_such_and_not_as_an_error_of_ours(state: Path) -> None:
    with serving(state, server={"workers": 1}, limits={"time_s": 60}) as service:
        for number, waiting in enumerate(("running", "waiting"), 1):  # for its answer; for its turn
            with service.connect() as client, service.connect() as other:
                client.sendall(asking(new(ENDLESS, number)))
                assert until(lambda: service.metric("plankg_requests_running") == 1)
                if waiting == "waiting":
                    other.sendall(asking(new(ENDLESS, "other")))
                    assert until(lambda: service.metric("plankg_requests_waiting") == 1)
        line = 'plankg_requests_total{route="/sparql",source="miss",status="499"}'
        assert until(lambda: service.metric(line) == 3)
        assert 'status="503"' not in service.get("/metrics").body.decode()
        assert until(lambda: len(service.events("request")) == 3)
    told = [(event["status"], event["bytes"]) for event in service.events("request")]
    assert told == [(499, 0)] * 3


def asking(query: str) -> bytes:
    return f"GET {sparql(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def test_who_asks_what_is_just_being_stopped_gets_an_answer_of_its_own(state: Path) -> None:
    with serving(state, server={"workers": 1}, limits={"time_s": 2}) as service:
        with service.connect() as other:
            other.sendall(asking(new(ENDLESS, "other")))
            assert until(lambda: service.metric("plankg_requests_running") == 1)
            with service.connect() as client:
                client.sendall(asking(ENDLESS))
                assert until(lambda: service.metric("plankg_requests_waiting") == 1)
            # It is in the line still, and nobody waits for it.
            again = service.ask(ENDLESS, Host="x", Accept="")
        assert again.status == 504


def test_who_asks_again_and_again_and_takes_nothing_is_not_served_ahead(state: Path) -> None:
    asked = b"GET /ontology.ttl HTTP/1.1\r\nHost: x\r\n\r\n"
    with serving(state) as service:
        size = len(service.get("/ontology.ttl").body)
        for _ in range(3):  # until it is known by its bytes
            exchange(service, asked[:-2] + b"Connection: close\r\n\r\n")
        with service.connect() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            for _ in range(60):
                client.sendall(asked)
                time.sleep(0.01)
            (connection,) = service.served.server.open_connections
            assert connection.transport.get_write_buffer_size() < 4 * size
        assert service.ask(POINT).status == 200


def test_a_stop_answers_what_is_under_way(state: Path) -> None:
    with serving(state, limits={"time_s": 3.0}) as service, ThreadPoolExecutor(1) as other:
        running = other.submit(service.ask, ENDLESS)
        assert until(lambda: service.metric("plankg_requests_running") == 1)
        service.served.server.stop()
        assert running.result().status == 504  # its own deadline, not the stop's
        with pytest.raises(OSError, match="refused"):
            until(lambda: service.connect().close())


def test_requests_sent_in_a_row_are_answered_in_their_order(strict: Running) -> None:
    paths = ["/healthz", "/readyz", "/nothing", "/healthz"]
    sent = b"".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in paths)
    answer = exchange(strict, sent[:-2] + b"Connection: close\r\n\r\n")
    found = [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]
    assert found == [200, 200, 404, 200]
