"""One connection, on uvicorn's HTTP/1.1: ready answers at once, and an end to what takes too long.

uvicorn reads and writes HTTP. Added here: bytes that were asked before are answered without being
read again; heads are bounded; a request must come whole in its time; a client that takes nothing
of its answer is cut off; one that is refused while it still sends can see why; characters that
belong escaped in an address are escaped.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from http import HTTPMethod
from typing import Any
from urllib.parse import quote_from_bytes

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from plankg.serving.direct import Before, Direct
from plankg.serving.exchange import Reply
from plankg.serving.front import CONNECTION
from plankg.serving.kept_answers import Ready, head_of, start_of
from plankg.serving.lingering import Lingering
from plankg.serving.manners import BEGINNING
from plankg.serving.problems import of_release, problem
from plankg.serving.settings import ServerSettings

_ASCII = bytes(range(128)).decode()
# Larger bodies are not copied once more to be sent in one piece with their head.
_ONE_PIECE = 64 * 1024
# A client that takes less than this many bytes a second takes nothing.
_SLOWEST = 1024
# Of requests that come before the answer to the one before.
_MOST_HELD = 64 * 1024
# The line of a request that is one but for its method, which the parser refuses (RFC 9110 §9.1).
_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]++) \S++ HTTP/1\.[01]\r\n")
_METHODS = frozenset(method.encode() for method in HTTPMethod)
_TOLD = {
    400: "this is no request by HTTP/1.1",
    408: "the request did not come in time",
    414: "the address is longer than the {max_request_line} bytes that are read: POST the query",
    431: "the header lines are longer than the {max_headers} bytes that are read",
    501: "no such method is known here",
    503: "there are {max_connections} connections already: try again soon",
}
# Who is too slow, or one too many, shall not hold the connection for longer.
_AT_ONCE = frozenset({408, 503})


class Connection(HttpToolsProtocol):
    """A client's connection; `serve` gives all of a server what they share."""

    # Set by `bound` on a subclass for each server, as uvicorn makes the instances.
    ready: dict[bytes, Ready]
    settings: ServerSettings
    direct: Direct | None
    release: Callable[[], str]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; beyond the most connections there may be, say so and end."""
        super().connection_made(transport)
        self.is_lost = False
        self._in_message = self._in_head = False
        self._head_size = self._fed = 0
        self._refusal = 400
        self._deadline: asyncio.TimerHandle | None = None
        self._slow_write: asyncio.TimerHandle | None = None
        self._lost: Callable[[], None] | None = None
        self._last_asked = self.loop.time()
        self._alone: bytes | None = None
        self.peer = self.client[0] if self.client else ""
        # While a question is answered past the parser: what comes behind it, and its end.
        self._holds = self._ends = False
        self._held = b""
        self._before = Before()
        self._lingers = False
        self.timeout_keep_alive_task = self.loop.call_later(
            self.settings.idle_s, self.timeout_keep_alive_handler
        )
        if len(self.connections) > self.settings.max_connections:
            self._end_with(503)

    def data_received(self, data: bytes) -> None:
        """Answer at once what was asked before; else read on."""
        ready = self.ready.get(data)
        if ready is not None and self._is_free():
            self._send(ready)
            return
        if self._holds:
            self._held += data
            if len(self._held) > _MOST_HELD:
                self.flow.pause_reading()
            return
        if self._is_over():
            return
        direct = self.direct
        if (
            direct is not None
            and data.startswith(BEGINNING)
            and self._is_free()
            and direct.take(self, data)
        ):
            return
        self._read(data)

    def _read(self, data: bytes) -> None:
        sent = data
        if self._in_head or not self._in_message:
            data = self._checked_head(data)
        if not self._in_message:
            line = _LINE.match(data)
            self._refusal = 400 if line is None or line[1] in _METHODS else 501
        whole = not self._in_message
        before = self.cycle
        super().data_received(data)
        if self.parser is None or self._lingers:
            return
        if self._in_head:
            self._fed += len(data)
            if self._fed > self.settings.max_request_line + self.settings.max_headers:
                self._end_with(431)
                return
        self._alone = sent if whole and self._is_one_request(data, before) else None
        if self._in_message and self._deadline is None:
            self._deadline = self.loop.call_later(self.settings.request_s, self._too_late)

    def on_message_begin(self) -> None:
        """Note that a request comes."""
        super().on_message_begin()
        self._in_message = self._in_head = True
        self._head_size = self._fed = 0
        self.scope[CONNECTION] = self  # type: ignore[literal-required]

    def on_url(self, url: bytes) -> None:
        """Take the address, if it is not too long."""
        super().on_url(url)
        if len(self.url) > self.settings.max_request_line:
            self._refuse(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header line, if they are not too long together."""
        self._head_size += len(name) + len(value) + 4
        if self._head_size > self.settings.max_headers:
            self._refuse(431)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Hand the request on."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that the request is there."""
        self._in_message = False
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who works on a request that nobody waits for it."""
        for timer in (self._deadline, self._slow_write):
            if timer is not None:
                timer.cancel()
        self.is_lost = True
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        if self._lost is not None:
            self._lost()

    def pause_writing(self) -> None:
        """Wait for the client to take something, but not for ever."""
        super().pause_writing()
        self._watch_writing(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Go on."""
        if self._slow_write is not None:
            self._slow_write.cancel()
            self._slow_write = None
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """End the connection, if it was idle all the time."""
        idle = self.loop.time() - self._last_asked
        if self._in_message or (self._is_answering() and not self._holds):
            return
        if self._holds:
            idle = 0.0
        if idle + 0.01 < self.settings.idle_s:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.settings.idle_s - idle, self.timeout_keep_alive_handler
            )
        else:
            super().timeout_keep_alive_handler()

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be read, and end."""
        self._end_with(self._refusal)

    @property
    def sent(self) -> bytes | None:
        """The bytes of the request, where it came alone and its answer may be remembered."""
        return self._alone

    def answer(self, scope: Any, start: bytes, head: bytes, body: bytes) -> bool:
        """Send a whole answer at once, if nothing stands in the way; else say False.

        What uvicorn does for each header of each answer is done once for those that are kept.
        """
        cycle = self.cycle
        if scope is not self.scope or not cycle.keep_alive or self.flow.write_paused:
            return False
        if cycle.disconnected or cycle.response_started:
            return False
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        self._write(start, head, body)
        cycle.on_response()
        return True

    def end(self, scope: Any, start: bytes, head: bytes, body: bytes) -> bool:
        """Send a whole answer, the last one, though its request may still be coming.

        Where something stands in the way, say False.
        """
        cycle = self.cycle
        if scope is not self.scope or cycle.disconnected or cycle.response_started:
            return False
        cycle.response_started = cycle.response_complete = True
        self._write(start, head, body)
        self._linger()
        return True

    def shutdown(self) -> None:
        """End as soon as nothing is being answered."""
        if self._holds:
            self._ends = True
        elif self._lingers:
            self.transport.close()
        else:
            super().shutdown()

    def hold(self) -> None:
        """Read nothing more until `finish` or `read_on` is called."""
        self._holds = True
        self._alone = None

    def finish(self, start: bytes, head: bytes, body: bytes) -> None:
        """Send the answer to the request behind which nothing was read, and read on."""
        self._holds = False
        self._last_asked = self.loop.time()
        self._write(start, head, body)
        if self._ends:
            self.transport.close()
        elif self._held:
            self.data_received(self._freed())

    def read_on(self, data: bytes, before: Before) -> None:
        """Read the request behind which nothing was read the long way; `before` came of it."""
        self._holds = False
        self._before = before
        self._read(data)
        if self._ends:
            super().shutdown()
        elif self._held and not self._is_over():
            self._read(self._freed())

    def take_before(self) -> Before:
        """Return, once, what came already of the request that came last."""
        before, self._before = self._before, Before()
        return before

    def when_lost(self, call: Callable[[], None] | None) -> None:
        """Have `call` called when the client hangs up; at once if it has."""
        self._lost = call
        if call is not None and self._is_over():
            call()

    def _freed(self) -> bytes:
        held, self._held = self._held, b""
        self.flow.resume_reading()
        return held

    def _is_free(self) -> bool:
        """Say whether an answer may be sent at once: nothing is before it, nor too much unread."""
        return not (self._in_message or self._is_answering() or self.flow.write_paused)

    def _is_over(self) -> bool:
        """Say whether nothing is read any more."""
        return self._lingers or self.transport.is_closing()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _is_one_request(self, data: bytes, before: Any) -> bool:
        """Say whether `data` was one GET or HEAD that leaves the connection open."""
        return (
            not self._in_message
            and self.cycle is not before
            and not self.pipeline
            and self.cycle.keep_alive
            and data.startswith((b"GET ", b"HEAD "))
            and data.find(b"\r\n\r\n") == len(data) - 4
            and self.scope["http_version"] == "1.1"
        )

    def _send(self, ready: Ready) -> None:
        ready.answer.asked = True
        ready.tally[0] += 1
        self._last_asked = self.loop.time()
        self._write(ready.start, ready.head, ready.body)

    def _write(self, start: bytes, head: bytes, body: bytes) -> None:
        date = self.server_state.default_headers[0][1]
        if len(body) <= _ONE_PIECE:
            self.transport.write(b"".join((start, date, head, body)))
        else:
            self.transport.write(b"".join((start, date, head)))
            self.transport.write(body)

    def _checked_head(self, data: bytes) -> bytes:
        """Escape what is not ASCII in the request line.

        Browsers do so themselves, but ``curl '…?body=科技局'`` sends the characters as they are.
        """
        if data.isascii() or (self._in_head and self.headers):
            return data
        line, end, rest = data.partition(b"\r\n")
        return quote_from_bytes(line, safe=_ASCII).encode() + end + rest

    def _refuse(self, status: int) -> None:
        self._refusal = status
        raise ValueError(status)  # ends the parser, which calls `send_400_response`

    def _too_late(self) -> None:
        if self._is_over():
            return
        if self._in_head:
            self._end_with(408)
        else:  # whoever reads the body sees the connection end
            self.transport.close()

    def _watch_writing(self, size: int) -> None:
        def look() -> None:
            left = self.transport.get_write_buffer_size()
            if left > size - _SLOWEST * self.settings.write_s:
                self.transport.abort()
            else:
                self._watch_writing(left)

        self._slow_write = self.loop.call_later(self.settings.write_s, look)

    def _linger(self) -> None:
        """Write nothing more, and let the client come to its end."""
        self._lingers = True
        if self._deadline is not None:
            self._deadline.cancel()
        if self._is_answering():
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self._lost is not None:
            self._lost()
        self.flow.resume_reading()
        # A whole request would have had as long to come.
        Lingering(self, self.transport, self.settings.request_s)

    def _end_with(self, status: int) -> None:
        told = _TOLD[status].format(**{name: getattr(self.settings, name) for name in _BOUNDS})
        reply: Reply = problem(status, told, retry_after=2 if status == 503 else 0)
        reply = of_release(reply, self.release())
        headers = head_of((*reply.headers, (b"connection", b"close")))
        date = self.server_state.default_headers[0][1]
        self.transport.write(b"".join((start_of(status), date, headers, reply.body)))
        if status in _AT_ONCE or self.transport.is_closing():
            self.transport.close()
        else:
            self._linger()


_BOUNDS = ("max_request_line", "max_headers", "max_connections")


def bound(
    ready: dict[bytes, Ready],
    settings: ServerSettings,
    direct: Direct | None,
    release: Callable[[], str],
) -> type[Connection]:
    """Return the class of one server's connections; `release` says what is served."""
    shared = {"ready": ready, "settings": settings, "direct": direct}
    shared["release"] = staticmethod(release)
    return type("BoundConnection", (Connection,), shared)
