"""The ASGI application before the web: kept answers, one run for the same question, turns."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Protocol

from plankg.patience import Patience
from plankg.serving.absence import Absence
from plankg.serving.asked_engine import Said
from plankg.serving.clients import Clients
from plankg.serving.coding import coding_of, is_worth_packing
from plankg.serving.conditions import headers_of_unchanged, is_unchanged
from plankg.serving.direct import Before, Direct
from plankg.serving.exchange import (
    CLIENT_CLOSED_REQUEST,
    Chunks,
    Headers,
    Reply,
    Request,
    request_of,
)
from plankg.serving.fair_use import RefusedError, Turns
from plankg.serving.flights import Flight, Made, listening
from plankg.serving.kept_answers import (
    KeptAnswer,
    KeptAnswers,
    Ready,
    head_of,
    kept_answer,
    may_be_kept,
    start_of,
)
from plankg.serving.large_answers import LargeAnswers
from plankg.serving.measurements import Measurements, Served
from plankg.serving.problems import of_release, problem, refusal
from plankg.serving.settings import Settings
from plankg.serving.shortcut import Shortcut
from plankg.serving.steady import is_steady

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_MB = 1024 * 1024
# What is handed to the connection at a time, so that a slow client holds little memory.
_PIECE = 256 * 1024
# Where a connection says which bytes a request was, and wants to know what answers them.
CONNECTION = "plankg.connection"
# Statuses of answers that have no body, nor a length (RFC 9110 §8.6).
_BODILESS = frozenset({204, 304})
# In the place of an answer that nobody waits for.
_UNSENT = Reply(CLIENT_CLOSED_REQUEST, ())
_CLOSE = (b"connection", b"close")


class Connection(Protocol):
    """What the front wants of the connection that a request came on."""

    @property
    def sent(self) -> bytes | None:
        """The bytes of the request, where they are all of it and may be remembered."""

    @property
    def peer(self) -> str:
        """The address of the other side."""

    @property
    def is_lost(self) -> bool:
        """Whether the client has hung up."""

    def take_before(self) -> Before:
        """Return, once, what came already of the request that came last."""

    def when_lost(self, call: Callable[[], None] | None) -> None:
        """Have `call` called when the client hangs up."""

    def answer(self, scope: Scope, start: bytes, head: bytes, body: bytes) -> bool:
        """Send a whole answer at once, or say False where that cannot be."""

    def end(self, scope: Scope, start: bytes, head: bytes, body: bytes) -> bool:
        """Send a whole answer as the last one, or say False where that cannot be."""


class Replying(Protocol):
    """What answers requests that are not kept: `Gateway`."""

    def reply(
        self,
        request: Request,
        gone: Callable[[], bool],
        said: Said | None,
        patience: Patience,
    ) -> Reply:
        """Return the reply; called on a thread of its own."""


class Front:
    """The application that a server runs. `release` says what is served now."""

    def __init__(
        self,
        gateway: Replying,
        settings: Settings,
        release: Callable[[], str],
        measurements: Measurements,
        operations: Mapping[str, Callable[[Request], Reply]],
        shortcut: Shortcut | None = None,
    ) -> None:
        self._gateway = gateway
        self._release = release
        self._measured = measurements
        self._operations = operations
        self._shortcut = shortcut
        self._clients = Clients(settings.server.trusted_proxies)
        self._max_body = settings.server.max_body
        self._threads = ThreadPoolExecutor(settings.fair_use.running, "request")
        self._flights: dict[Hashable, Flight] = {}
        self.large = LargeAnswers(settings.fair_use.pending_mb * _MB)
        self.turns = Turns(replace(settings.fair_use, running=settings.turns), settings.share)
        size = settings.cache.size_mb * _MB
        self.kept = KeptAnswers(size // 2, settings.cache.entry_mb * _MB)
        self.direct: Direct | None = None
        if shortcut is not None:
            self.direct = Direct(
                shortcut, self.turns, self.kept, self._flights, release, measurements
            )

    def release(self) -> str:
        """Return the release that is served now."""
        return self._release()

    def renew(self) -> None:
        """Forget what was kept: another release, or other queries, are served from now on."""
        self.kept.clear()
        self._flights.clear()
        if self._shortcut is not None:
            self._shortcut.forget()
        if self.direct is not None:
            self.direct.forget()

    def close(self) -> None:
        """Let go of the workers, when the event loop ends."""
        if self._shortcut is not None:
            self._shortcut.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = time.perf_counter()
        peer = scope["client"][0] if scope.get("client") else ""
        request = request_of(scope, self._clients, peer)
        connection: Connection | None = scope.get(CONNECTION)
        reply, source = await self._answered(request, receive, send, connection)
        if reply is not None and _is_lost(connection):
            reply = _UNSENT
        elif reply is not None:
            if source == "refused":
                reply = of_release(reply, self._release())
                if _CLOSE in reply.headers:
                    reply = replace(reply, head=head_of(reply.headers))
            plain = reply.head and request.method != "HEAD" and len(reply.body) <= _PIECE
            if not (
                plain and connection is not None and _at_once(connection, scope, reply, source)
            ):
                reply = await self._send(request, reply, send)
        self._measured.served(
            Served(request, reply, source, time.perf_counter() - begun, self._release())
        )

    async def _answered(
        self, request: Request, receive: Receive, send: Send, connection: Connection | None
    ) -> tuple[Reply | None, str]:
        before = connection.take_before() if connection else Before()
        if before.refused is not None:
            return self._refused(request, before.refused), "refused"
        sent = connection.sent if connection else None
        if request.path in self._operations and request.method in ("GET", "HEAD"):
            return self._operations[request.path](request), "operation"
        if request.version == "1.1" and b"host" not in request.headers:
            return problem(400, "a request by HTTP/1.1 needs a Host header"), "refused"
        if b"content-length" in request.headers or b"transfer-encoding" in request.headers:
            body = await _body(request, receive, self._max_body)
            if body is None:
                most = self._max_body
                told = f"a request's body may have {most} bytes at most"
                reply = refusal(request, 413, told, "problem.http_413", "body", maximum=most)
                return reply.with_headers(_CLOSE), "refused"
            request = replace(request, body=body)
        question = request.question()
        coding = coding_of(request.header(b"accept-encoding"))
        if question is not None:
            kept = self.kept.get(question, coding)
            if kept is not None:
                return self._from(kept, request, sent), "hit"
        try:
            made, source = await self._asked(request, question, connection, before)
        except RefusedError as error:
            return self._refused(request, error), "refused"
        if source == "miss" and self.direct is not None and connection is not None and sent:
            self.direct.learn(connection.peer, sent, request, question, coding)
        if isinstance(made, tuple):
            kept, steady = made
            if coding and is_worth_packing(kept.content_type, len(kept.body)):
                kept = await self._packed(kept.as_reply(), coding)
        elif made.rest is not None:
            etag, changed = made.header(b"etag"), made.header(b"last-modified")
            if is_unchanged(request, made.status, etag, changed):
                made.rest.close()
                return Reply(304, headers_of_unchanged(made.headers)), source
            if _is_lost(connection):
                made.rest.close()
                return _UNSENT, source
            await self._stream(request, made, made.rest, send)
            return None, "stream"
        elif question is None or made.status >= HTTPStatus.BAD_REQUEST:
            return made, source
        else:
            kept = await self._packed(made, coding)
            steady = may_be_kept(made, self._release())
        if steady and question is not None:
            self.kept.put(question, coding, kept)
        return self._from(kept, request, None), source

    def _refused(self, request: Request, error: RefusedError) -> Reply:
        self._measured.refused(error.reason)
        limit = "client" if error.status == HTTPStatus.TOO_MANY_REQUESTS else "queue"
        message, seconds = f"problem.limit_{limit}", error.retry_after
        return refusal(request, error.status, str(error), message, limit, seconds=seconds)

    def _from(self, kept: KeptAnswer, request: Request, sent: bytes | None) -> Reply:
        """Return what is sent of a kept answer, and remember which bytes asked for it."""
        kept.asked = True
        status, headers, body = kept.status, kept.headers, kept.body
        if is_unchanged(request, status, kept.etag, kept.last_modified):
            status, headers, body = 304, headers_of_unchanged(headers), b""
        elif request.method == "HEAD":
            body = b""
        if sent is not None:
            same = (status, headers) == (kept.status, kept.headers)
            start = kept.start if same else start_of(status)
            head = kept.head if same else head_of(headers)
            tally = self._measured.tally(request.path, status)
            self.kept.remember(sent, Ready(kept, start, head, body, tally))
        return Reply(status, headers, body, head=b"" if body is not kept.body else kept.head)

    async def _packed(self, reply: Reply, coding: str) -> KeptAnswer:
        if coding and len(reply.body) > _PIECE:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, kept_answer, reply, coding)
        return kept_answer(reply, coding)

    async def _asked(
        self,
        request: Request,
        question: Hashable | None,
        connection: Connection | None,
        before: Before,
    ) -> tuple[Made, str]:
        """Ask the application; who asks the same meanwhile gets the same answer."""
        while question is not None and (flight := self._flights.get(question)) is not None:
            if flight.absence.is_set():  # it is being stopped, as all who waited have hung up
                break
            with listening(flight, connection):
                shared = await asyncio.shield(flight.reply)
            if isinstance(shared, tuple) or (shared is not None and shared.rest is None):
                return shared, "shared"
            if shared is not None:  # a stream, of which each needs one
                break
        patience = before.patience or self.turns.patience()
        flight = Flight(asyncio.get_running_loop().create_future())
        if question is not None:
            self._flights[question] = flight
        try:
            with listening(flight, connection):
                made: Made
                if before.said is not None:  # which took a turn already
                    made = await self._by_web(request, flight.absence, before.said, patience)
                else:
                    made = await self._in_turn(request, question, flight.absence, patience)
            flight.reply.set_result(made)
        except BaseException as error:
            flight.reply.set_exception(error)
            flight.reply.exception()  # seen, also if nobody else waits
            raise
        finally:
            if self._flights.get(question) is flight:
                del self._flights[question]
        return made, "miss"

    async def _in_turn(
        self, request: Request, question: Hashable | None, absence: Absence, patience: Patience
    ) -> Made:
        await self.turns.take(request.client, patience)
        try:
            return await self._run(request, question, absence, patience)
        finally:
            self.turns.leave(request.client)

    async def _run(
        self, request: Request, question: Hashable | None, absence: Absence, patience: Patience
    ) -> Made:
        if absence.is_set():
            return _UNSENT
        said: Said | None = None
        found = self._shortcut.recipe_for(request, question) if self._shortcut else None
        if self._shortcut is not None and found is not None:
            recipe, asked = found
            outcome = await self._shortcut.ask(asked, absence)
            if outcome is not None:
                kept = self._shortcut.answer(recipe, outcome)
                if kept is not None:
                    return kept, is_steady(asked.query) and recipe.release == self._release()
                said = outcome.said
        reply = await self._by_web(request, absence, said, patience)
        if self._shortcut is not None and reply.release == self._release():
            self._shortcut.learn(request, question, reply)
        return reply

    async def _by_web(
        self, request: Request, absence: Absence, said: Said | None, patience: Patience
    ) -> Reply:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, self._gateway.reply, request, absence.is_set, said, patience
        )

    async def _send(self, request: Request, reply: Reply, send: Send) -> Reply:
        """Send a reply and return it; where it is large and there is no room, a refusal."""
        unsent = request.method == "HEAD" or reply.status in _BODILESS
        size = len(reply.body)
        if unsent or size <= _PIECE:
            await _send_reply(reply, send, unsent=unsent)
            return reply
        try:
            self.large.hold(request.client, size)
        except RefusedError as error:
            refused = of_release(self._refused(request, error), self._release())
            await _send_reply(refused, send, unsent=False)
            return refused
        try:
            await _send_reply(reply, send, unsent=False)
        finally:
            self.large.let_go(request.client, size)
        return reply

    async def _stream(self, request: Request, reply: Reply, rest: Chunks, send: Send) -> None:
        """Send a long answer as it comes, no faster than the client takes it."""
        await send(
            {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
        )
        if request.method == "HEAD":
            rest.close()
            await send({"type": "http.response.body"})
            return
        loop = asyncio.get_running_loop()
        chunk: bytes | None = reply.body
        while chunk is not None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            chunk = await loop.run_in_executor(self._threads, next, rest, None)
        await send({"type": "http.response.body"})


def _is_lost(connection: Connection | None) -> bool:
    return connection is not None and connection.is_lost


def _at_once(connection: Connection, scope: Scope, reply: Reply, source: str) -> bool:
    """Send a whole answer, if the connection is free for it; say whether it was."""
    is_last = source == "refused" and _CLOSE in reply.headers
    send = connection.end if is_last else connection.answer
    return send(scope, start_of(reply.status), reply.head, reply.body)


async def _body(request: Request, receive: Receive, most: int) -> bytes | None:
    """Return the request's body, ``None`` if it is too long."""
    length = request.header(b"content-length")
    if length.isdigit() and int(length) > most:
        return None
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            return None
        more = message.get("more_body", False)
    return b"".join(parts)


async def _send_reply(reply: Reply, send: Send, *, unsent: bool) -> None:
    headers: Headers = reply.headers
    if not reply.header(b"content-length") and reply.status not in _BODILESS:
        headers = (*headers, (b"content-length", b"%d" % len(reply.body)))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    body = memoryview(b"" if unsent else reply.body)
    # In pieces, so that what a slow client has not taken yet is not held twice.
    while len(body) > _PIECE:
        await send({"type": "http.response.body", "body": bytes(body[:_PIECE]), "more_body": True})
        body = body[_PIECE:]
    await send({"type": "http.response.body", "body": bytes(body)})
