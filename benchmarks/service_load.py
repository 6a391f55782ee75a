"""Asks one server over several connections at once, and times each answer.

A client of our own on plain sockets: the load generators on the Python Package Index cost more for
a request than the servers that are measured, and there are two cores for both.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

TIMEOUT = 120.0


@dataclass
class Load:
    """What came of asking: seconds of each answer, the answers that were no 200, the time."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    elapsed: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0

    def quantile(self, share: float) -> float:
        """Return the time within which that share of the answers came, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else 0.0


@dataclass
class Connection:
    """One connection: what came of its answer, the length that it should have, since when."""

    socket: socket.socket
    received: bytearray = field(default_factory=bytearray)
    length: int = -1
    begun: float = 0.0


def request(host: str, path: str) -> bytes:
    """Return a GET for results in JSON."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/sparql-results+json\r\n\r\n"
    ).encode()


def ask_once(port: int, sent: bytes) -> tuple[int, bytes]:
    """Return status and body of one answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as client:
        client.sendall(sent)
        received = bytearray()
        while (end := _end(received)) <= 0 or len(received) < end:
            received += client.recv(1 << 20) or _broken()
        head = received.index(b"\r\n\r\n") + 4
        body = bytes(received[head:])
        return int(received[9:12]), _unchunked(body) if _is_chunked(received) else body


def load(port: int, requests: Iterator[bytes], connections: int, seconds: float) -> Load:
    """Ask for so many seconds, each connection its next request as soon as it is answered."""
    found = Load()
    with selectors.DefaultSelector() as selector:
        begun = time.perf_counter()
        for _ in range(connections):
            client = connected(port)
            selector.register(client.socket, selectors.EVENT_READ, client)
            ask(client, requests)
        stop, open_connections = begun + seconds, connections
        while open_connections:
            ready = selector.select(TIMEOUT)
            if not ready:
                found.failed += open_connections
                break
            for key, _ in ready:
                client = key.data
                if not receive(client):
                    continue
                now = time.perf_counter()
                if client.received.startswith(b"HTTP/1.1 200"):
                    found.seconds.append(now - client.begun)
                else:
                    found.failed += 1
                if now < stop:
                    ask(client, requests)
                else:
                    selector.unregister(client.socket)
                    client.socket.close()
                    open_connections -= 1
        found.elapsed = time.perf_counter() - begun
    return found


def repeated(sent: bytes) -> Iterator[bytes]:
    """Return the same request again and again."""
    return cycle((sent,))


def connected(port: int) -> Connection:
    """Return a new connection to a server."""
    client = Connection(socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT))
    client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def ask(client: Connection, requests: Iterator[bytes]) -> None:
    """Send the next request."""
    sent = next(requests)
    client.received.clear()
    client.length = -1
    client.begun = time.perf_counter()
    client.socket.sendall(sent)


def receive(client: Connection) -> bool:
    """Take what has come; say whether the answer is whole."""
    client.received += client.socket.recv(1 << 18) or _broken()
    if client.length < 0:
        client.length = _end(client.received)
    if client.length == 0:  # of unknown length: whole when the last chunk is there
        return client.received.endswith(b"0\r\n\r\n")
    return 0 < client.length <= len(client.received)


def _end(received: bytearray) -> int:
    """Return the length of the whole answer; 0 if it comes in chunks, -1 if not known yet."""
    head = received.find(b"\r\n\r\n")
    if head < 0:
        return -1
    if _is_chunked(received):
        return len(received) if received.endswith(b"0\r\n\r\n") else 0
    lines = bytes(received[:head]).lower()
    start = lines.index(b"content-length:") + 15
    return head + 4 + int(lines[start:].split(b"\r\n", 1)[0])


def _is_chunked(received: bytearray) -> bool:
    head = received.find(b"\r\n\r\n")
    return b"transfer-encoding: chunked" in bytes(received[:head]).lower()


def _unchunked(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, rest = body.partition(b"\r\n")
        parts.append(rest[: int(size, 16)])
        body = rest[int(size, 16) + 2 :]
    return b"".join(parts)


def _broken() -> bytes:
    raise ConnectionError("the server hung up in the middle of an answer")
