"""What becomes of an endpoint that fails: a few attempts, then an error that says what to do."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from scripted_server import Reply, scripted

from plankg.engine import Dataset, Limits
from plankg.errors import (
    CancelledError,
    InputError,
    LimitError,
    OverloadedError,
    PlanKGError,
    QueryError,
    SizeLimitError,
    TimeLimitError,
)
from plankg.patience import Patience
from plankg.remote import Credentials, EndpointError, wire
from plankg.remote.asking import Allowance, Endpoint, Sent
from plankg.remote.transport import checked_url

QUERY = "SELECT ?x { VALUES ?x { 1 } }"
JSON = {"Content-Type": "application/sparql-results+json"}
ONE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
GOOD = Reply(200, ONE, JSON)


def ask(
    address: str,
    seconds: float = 20,
    size: int = 10_000,
    dataset: Dataset | None = None,
    credentials: Credentials | None = None,
    gone: Callable[[], bool] | None = None,
) -> Sent:
    endpoint = Endpoint(f"{address}/sparql", credentials or Credentials(), 4, 5.0)
    allowed = Allowance(time.monotonic() + seconds, size, lambda: wire.too_large(Limits(size=size)))
    return endpoint.ask(QUERY, wire.ACCEPT_RESULTS, dataset, allowed, gone)


def test_it_asks_by_the_protocol() -> None:
    dataset = Dataset(("urn:a", "urn:b"), ("urn:c",))
    with scripted(GOOD) as server:
        sent = ask(server.address, dataset=dataset, credentials=Credentials("secret"))
    assert sent == Sent("application/sparql-results+json", ONE)
    [(method, path, headers, body)] = server.asked
    assert (method, path) == ("POST", "/sparql")
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["Accept"] == wire.ACCEPT_RESULTS
    assert headers["Authorization"] == "Bearer secret"
    assert parse_qs(body.decode()) == {
        "query": [QUERY],
        "default-graph-uri": ["urn:a", "urn:b"],
        "named-graph-uri": ["urn:c"],
    }


@pytest.mark.parametrize("status", [502, 503, 429])
def test_what_may_pass_is_tried_again(status: int) -> None:
    with scripted(Reply(status), Reply(status), GOOD) as server:
        assert ask(server.address).body == ONE
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("reply", "error", "message"),
    [
        (Reply(502), EndpointError, "answered 502"),
        (Reply(503, headers={"Retry-After": "7"}), OverloadedError, "busy"),
        (Reply(429, headers={"Retry-After": "7"}), OverloadedError, "busy"),
    ],
)
def test_it_is_not_tried_for_ever(reply: Reply, error: type[PlanKGError], message: str) -> None:
    with scripted(reply) as server, pytest.raises(error, match=message) as told:
        ask(server.address)
    assert len(server.asked) == 3
    assert getattr(told.value, "retry_after", 7) == 7


@pytest.mark.parametrize(
    ("reply", "error", "message"),
    [
        (Reply(400, b"bad \n syntax"), QueryError, "refuses the query: bad syntax"),
        (Reply(401), EndpointError, "give it a user or a token"),
        (Reply(403), EndpointError, "give it a user or a token"),
        (Reply(404), EndpointError, "no such address"),
        (Reply(405), EndpointError, "takes POST"),
        (Reply(413), EndpointError, "raise its limit"),
        (Reply(500, b"x" * 100_000), EndpointError, "answered 500: x{300}; see its own log"),
        (Reply(504), TimeLimitError, "its own time limit"),
        (Reply(302, headers={"Location": "http://127.0.0.1:9/"}), EndpointError, "has moved to"),
        (Reply(200, ONE, JSON, length=len(ONE) + 1), EndpointError, "broke off"),
        (Reply(200, ONE, {**JSON, "X-SPARQL-MaxRows": "1"}), LimitError, "cut the answer"),
        (Reply(200, ONE, {**JSON, "X-SQL-State": "S1TAT"}), LimitError, "gave the part"),
        (Reply(200, b"x" * 10_001, JSON), SizeLimitError, "larger than 10000 bytes"),
    ],
)
def test_what_will_not_pass_is_told_at_once(
    reply: Reply, error: type[PlanKGError], message: str
) -> None:
    with scripted(reply) as server, pytest.raises(error, match=message):
        ask(server.address)
    assert len(server.asked) == 1


def test_an_endpoint_that_is_not_there_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match=f"'http://127.0.0.1:{port}/sparql' cannot be reached"):
        ask(f"http://127.0.0.1:{port}")


def test_an_endpoint_that_is_silent_is_not_waited_for() -> None:
    with (
        scripted(Reply(200, ONE, JSON, act=lambda: time.sleep(3))) as server,
        pytest.raises(TimeLimitError),
    ):
        ask(server.address, seconds=0.5)


def test_an_endpoint_that_dribbles_is_not_waited_for() -> None:
    def dribble() -> Reply:
        return Reply(200, b"{", JSON, length=1_000, act=lambda: time.sleep(0.1))

    with scripted(dribble()) as server, pytest.raises(PlanKGError):
        ask(server.address, seconds=1)


def test_who_has_waited_before_waits_for_a_turn_for_what_is_left() -> None:
    endpoint = Endpoint("http://127.0.0.1/sparql", Credentials(), 0, 60.0)
    patience = Patience(30)
    patience.spend(29.99)
    deadline = time.monotonic() + 30
    allowed = Allowance(deadline, 1, lambda: wire.too_large(Limits()), patience=patience)
    with pytest.raises(OverloadedError, match="too many ask the endpoint"):
        endpoint.ask_once(QUERY, wire.ACCEPT_RESULTS, allowed)
    assert allowed.seconds > 0


def test_whoever_has_gone_is_not_waited_for() -> None:
    slow = Reply(200, ONE, JSON, act=lambda: time.sleep(3))
    with scripted(slow) as server, pytest.raises(CancelledError):
        ask(server.address, gone=lambda: True)


@pytest.mark.parametrize(
    ("media_type", "body", "message"),
    [
        ("text/html", b"<html>", "no format of answers"),
        ("application/sparql-results+json", ONE[:-3], "broke off"),
        ("application/sparql-results+json", ONE + b"{}", "broke off"),
        ("application/sparql-results+xml", b"<sparql>", "broke off"),
        ("text/turtle", b"", "no format of answers"),
    ],
)
def test_what_is_no_whole_result_is_no_answer(media_type: str, body: bytes, message: str) -> None:
    with pytest.raises(EndpointError, match=message):
        wire.results_as("json", media_type, body, Limits())


def test_what_is_no_whole_graph_is_no_answer() -> None:
    for media_type, body in (("text/turtle", b"<a:a> <a:b>"), ("text/html", b"")):
        with pytest.raises(EndpointError):
            wire.graph_as("turtle", media_type, body, Limits(), {})


def test_results_in_xml_are_read_as_well() -> None:
    body = (
        b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
        b'<variable name="x"/></head><results><result><binding name="x"><literal>0</literal>'
        b"</binding></result><result/></results></sparql>"
    )
    read = wire.results_as("csv", "application/sparql-results+xml", body, Limits(rows=2))
    assert read == ("text/csv; charset=utf-8", b"x\r\n0\r\n\r\n")
    with pytest.raises(LimitError, match="more than 1 rows"):
        wire.results_as("csv", "application/sparql-results+xml", body, Limits(rows=1))


@pytest.mark.parametrize(
    "url",
    ["", "sparql", "ftp://host/x", "file:///etc/passwd", "http://", "http://a b/", "http://[::1"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="no address of an endpoint"):
        checked_url(url)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(InputError, match="by the environment") as told:
        checked_url("http://me:hidden@host/sparql")
    assert "hidden" not in str(told.value)
