"""Who asks much waits behind itself; who asks more than may wait is told when to come again."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from serving_sample import ENDLESS, POINT, new, serving, sparql, until

from plankg.engine import Answer
from plankg.errors import WorkspaceError
from plankg.patience import Patience
from plankg.pool import WorkerPool
from plankg.serving.clients import Clients
from plankg.serving.fair_use import RefusedError, Turns
from plankg.serving.large_answers import LargeAnswers
from plankg.serving.settings import FairUseSettings
from plankg.serving.switchboard import Switchboard


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 30))


def test_turns_go_round_among_clients_whoever_came_first() -> None:
    async def story() -> None:
        turns = Turns(FairUseSettings(running=1, queue_s=20), share=1)
        done: list[str] = []

        async def ask(client: str) -> None:
            await turns.take(client)
            await asyncio.sleep(0)
            done.append(client)
            turns.leave(client)

        await turns.take("first")
        waiting = [asyncio.ensure_future(ask(name)) for name in ("a", "a", "a", "b", "c")]
        await asyncio.sleep(0)
        turns.leave("first")
        await asyncio.gather(*waiting)
        assert done == ["a", "b", "c", "a", "a"]
        assert (turns.running, turns.waiting) == (0, 0)

    run(story())


def test_one_client_leaves_turns_for_others() -> None:
    async def story() -> None:
        turns = Turns(FairUseSettings(running=3, queue_s=20), share=2)
        await turns.take("a")
        await turns.take("a")
        third = asyncio.ensure_future(turns.take("a"))
        await asyncio.sleep(0)
        assert not third.done()
        await turns.take("b")
        turns.leave("a")
        await third
        assert turns.running == 3

    run(story())


def test_too_many_of_one_client_and_too_many_of_all_are_told_apart() -> None:
    async def story() -> None:
        turns = Turns(FairUseSettings(running=1, queue=2, per_client=2, queue_s=20), share=1)
        await turns.take("a")
        waiting = [asyncio.ensure_future(turns.take("a"))]
        await asyncio.sleep(0)
        with pytest.raises(RefusedError) as refused:
            await turns.take("a")
        assert (refused.value.status, refused.value.retry_after) == (429, 1)
        waiting.append(asyncio.ensure_future(turns.take("b")))
        await asyncio.sleep(0)
        with pytest.raises(RefusedError) as refused:
            await turns.take("c")
        assert refused.value.status == 503
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert turns.waiting == 0

    run(story())


def test_who_waits_too_long_is_told_and_leaves_no_trace() -> None:
    async def story() -> None:
        turns = Turns(FairUseSettings(running=1, queue_s=0.01), share=1)
        await turns.take("a")
        with pytest.raises(RefusedError, match="no turn came"):
            await turns.take("b")
        assert turns.waiting == 0
        turns.leave("a")
        await turns.take("b")
        assert turns.running == 1

    run(story())


def test_who_has_waited_before_waits_for_what_is_left() -> None:
    async def story() -> None:
        turns = Turns(FairUseSettings(running=1, queue_s=60), share=1)
        await turns.take("a")
        patience = Patience(60)
        waiting = asyncio.ensure_future(turns.take("b", patience))
        await asyncio.sleep(0)
        turns.leave("a")
        await waiting
        assert patience.left < patience.seconds
        patience.spend(60)
        with pytest.raises(RefusedError, match="no turn came"):
            await turns.take("c", patience)

    run(story())


@pytest.fixture
def patiences(monkeypatch: pytest.MonkeyPatch) -> list[Patience]:
    """How patient those who asked a worker by way of the web were, in their order."""
    found: list[Patience] = []
    answer = WorkerPool.answer

    def noted(pool: WorkerPool, *arguments: Any, patience: Patience, **further: Any) -> Answer:
        found.append(copy(patience))
        return answer(pool, *arguments, patience=patience, **further)

    monkeypatch.setattr(WorkerPool, "answer", noted)
    return found


def test_no_more_are_worked_on_than_workers_can_take_and_who_waits_does_so_once(
    state: Path, patiences: list[Patience]
) -> None:
    server = {"workers": 2, "trusted_proxies": ("127.0.0.1",)}
    use = {"queue_s": 30.0}
    with (
        serving(state, server=server, fair_use=use, limits={"time_s": 1.0}) as service,
        ThreadPoolExecutor(3) as others,
    ):

        def slow(number: int) -> int:
            forwarded = f"192.0.2.{number}"
            return service.ask(new(ENDLESS, number), X_Forwarded_For=forwarded).status

        statuses = others.map(slow, range(3))
        assert until(lambda: service.metric("plankg_requests_waiting") == 1)
        assert service.metric("plankg_requests_running") == 2
        assert service.metric("plankg_queries_waiting") == 0
        assert set(statuses) == {504}
    assert [patience.seconds for patience in patiences] == [30.0] * 3
    assert [patience.left < 30.0 for patience in patiences] == [False, False, True]


def test_who_finds_no_worker_after_a_turn_does_not_begin_to_wait_anew(
    state: Path, patiences: list[Patience], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(state, server={"workers": 1}) as service, service.connect() as client:

        def ask(name: str) -> bytes:
            client.sendall(f"GET {sparql(new(POINT, name))} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            return client.recv(65536)

        assert ask("by the web").startswith(b"HTTP/1.1 200 ")
        assert ask("directly").startswith(b"HTTP/1.1 200 ")
        monkeypatch.setattr(Switchboard, "ask", lambda *_: None)
        assert ask("by the web after all").startswith(b"HTTP/1.1 200 ")
    first, last = patiences
    assert first.left == first.seconds
    assert last.left < last.seconds


def test_slow_questions_of_one_client_do_not_hold_up_another(state: Path) -> None:
    # Two addresses of this machine are two clients.
    use = {"per_client": 6, "queue": 20, "queue_s": 30.0}
    limits = {"time_s": 4.0}
    proxies = ("127.0.0.1",)
    server = {"workers": 3, "trusted_proxies": proxies}
    with serving(state, server=server, fair_use=use, limits=limits) as service:

        def slow(number: int) -> int:
            return service.ask(new(ENDLESS, number), X_Forwarded_For="192.0.2.1").status

        with ThreadPoolExecutor(12) as greedy:
            statuses = greedy.map(slow, range(12))
            assert until(lambda: service.metric("plankg_requests_running") == 2)
            quick = service.ask(new(POINT, "quick"), X_Forwarded_For="192.0.2.2")
            assert quick.status == 200
            assert service.metric("plankg_requests_running") == 2  # they still run
            found = list(statuses)
        assert set(found) == {429, 504}
        assert service.metric('plankg_refused_total{reason="per_client"}') == found.count(429)


def test_a_refusal_says_when_to_come_again(state: Path) -> None:
    use = {"running": 1, "per_client": 1}
    limits = {"time_s": 5.0}
    with (
        serving(state, server={"workers": 2}, fair_use=use, limits=limits) as service,
        ThreadPoolExecutor(1) as other,
    ):
        running = other.submit(service.ask, ENDLESS)
        assert until(lambda: service.metric("plankg_requests_running") == 1)
        refused = service.ask(POINT)
        shown = service.ask(POINT, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
        assert running.result().status == 504
    assert refused.status == 429
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["limit"] == "client"
    assert "Retry-After" in refused.headers["access-control-expose-headers"]
    assert refused.headers["x-plankg-release"] == service.served.pool.release
    assert (shown.status, shown.headers["retry-after"]) == (429, "1")
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in shown.headers["content-security-policy"]
    page = shown.body.decode()
    assert "您同时提出的查询超过了限额：请等待前一个结果，1 秒后再试" in page
    assert "come again in 1 s" in page


def some_megabytes(client: str, name: str) -> bytes:
    """Return a request for 12 MB."""
    rows = " ".join(f"('{'x' * 2000}{n}')" for n in range(20))
    query = (
        f"SELECT * {{ VALUES (?{name}) {{ {rows} }} {{ SELECT ?s ?o {{ ?s a ?o }} LIMIT 300 }} }}"
    )
    return (
        f"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {client}\r\nAccept: text/csv\r\n"
        "Connection: close\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {len(query)}\r\n\r\n{query}"
    ).encode()


def test_who_does_not_take_large_answers_leaves_room_for_those_of_others(state: Path) -> None:
    server = {"workers": 2, "trusted_proxies": ("127.0.0.1",)}
    use = {"pending_mb": 30}
    with serving(state, server=server, fair_use=use) as service, ExitStack() as stack:

        def begin(client: str, name: str) -> None:
            connection = stack.enter_context(service.connect())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(some_megabytes(client, name))

        def answer(client: str, name: str) -> bytes:
            with service.connect() as connection:
                connection.sendall(some_megabytes(client, name))
                return b"".join(iter(lambda: connection.recv(1 << 20), b""))

        begin("192.0.2.1", "a")
        assert until(lambda: service.metric("plankg_pending_bytes") > 10_000_000)
        refused = answer("192.0.2.1", "b")
        assert refused.startswith(b"HTTP/1.1 429 ")
        assert b"\r\nretry-after: 5\r\n" in refused
        assert b'"limit": "client"' in refused
        assert answer("192.0.2.2", "c").startswith(b"HTTP/1.1 200 ")
        begin("192.0.2.2", "d")
        assert until(lambda: service.metric("plankg_pending_bytes") > 20_000_000)
        assert answer("192.0.2.3", "e").startswith(b"HTTP/1.1 503 ")
        reasons = ("pending_client", "pending")
        lines = (f'plankg_refused_total{{reason="{reason}"}}' for reason in reasons)
        assert list(map(service.metric, lines)) == [1, 1]


@pytest.mark.parametrize("clients", [1, 2, 5])
def test_however_many_take_large_answers_some_room_is_left(clients: int) -> None:
    large = LargeAnswers(1000)
    for client in map(str, range(clients)):
        with suppress(RefusedError):
            while True:
                large.hold(client, 10)
    large.hold("another", 10)
    assert large.held < 1000


def test_an_answer_alone_may_have_any_size_and_leaves_no_trace() -> None:
    large = LargeAnswers(1000)
    large.hold("a", 2000)
    with pytest.raises(RefusedError) as refused:
        large.hold("b", 1)
    assert refused.value.status == 503
    large.let_go("a", 2000)
    large.hold("b", 2000)
    assert large.held == 2000


FORWARDED = {
    "nobody is trusted": ((), "10.0.0.1", b"192.0.2.1", "10.0.0.1"),
    "the proxy says who it is": (("10.0.0.0/8",), "10.0.0.1", b"192.0.2.1", "192.0.2.1"),
    "what the client invents does not count": (
        ("10.0.0.1",),
        "10.0.0.1",
        b"198.51.100.9, 192.0.2.1",
        "192.0.2.1",
    ),
    "two proxies": (("10.0.0.0/8",), "10.0.0.1", b"192.0.2.1, 10.0.0.2", "192.0.2.1"),
    "others' proxies are clients": (("10.0.0.1",), "192.0.2.7", b"192.0.2.1", "192.0.2.7"),
    "a customer's network is one client": ((), "2001:db8:1:2:3::4", b"", "2001:db8:1:2::/64"),
    "IPv4 in IPv6": ((), "::ffff:192.0.2.1", b"", "192.0.2.1"),
}


@pytest.mark.parametrize(
    ("trusted", "peer", "header", "client"), FORWARDED.values(), ids=FORWARDED.keys()
)
def test_who_asks(trusted: tuple[str, ...], peer: str, header: bytes, client: str) -> None:
    headers = {b"x-forwarded-for": header} if header else {}
    assert Clients(trusted).client_of(peer, headers) == client


def test_a_proxy_that_is_no_address_is_told() -> None:
    with pytest.raises(WorkspaceError, match=r"'proxy\.local' is no address"):
        Clients(("proxy.local",))
