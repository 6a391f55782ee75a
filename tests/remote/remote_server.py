"""A real separate server on the loopback interface, written to and asked."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from plankg.remote.contents import contents_of
from plankg.remote.graph_store import TURTLE, Body, GraphStore
from plankg.remote.publishing import changes_to, publish
from plankg.remote.transport import Credentials
from plankg.snapshot_sources import SnapshotSources

_PROGRAM = Path(sys.executable).with_name("oxigraph")


def turtle(text: str) -> Body:
    """Return Turtle as it is sent."""
    return Body(TURTLE, text.encode())


@dataclass(frozen=True)
class Server:
    """A running server: where it is asked, written and updated."""

    address: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def query(self) -> str:
        return f"{self.address}/query"

    @property
    def update(self) -> str:
        return f"{self.address}/update"

    def store(self, *, updates: bool = False) -> GraphStore:
        update = self.update if updates else ""
        return GraphStore(f"{self.address}/store", update, Credentials(), 30.0)

    def load(self, sources: SnapshotSources, **options: bool) -> list[str]:
        """Publish, and return what was said."""
        said: list[str] = []
        updates = options.pop("updates", False)
        store = self.store(updates=updates)
        contents = contents_of(sources, default_graph=options.get("default_graph", False))
        publish(store, changes_to(store, contents), said.append)
        return said

    def graphs(self) -> dict[str, int]:
        """Return the named graphs with their numbers of triples, asked without any of our code."""
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        return {row[0].strip("<>"): int(row[1]) for row in self.rows(query)}

    def rows(self, query: str) -> list[list[str]]:
        body = get(f"{self.query}?{urlencode({'query': query})}")
        return [line.split("\t") for line in body.replace('"', "").split("\n")[1:] if line]


def get(address: str) -> str:
    """Return what is at an address, without any of our code."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=10)
    with closing(connection):
        accept = {"Accept": "text/tab-separated-values"}
        connection.request("GET", f"{parts.path}?{parts.query}", headers=accept)
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read().decode()


@contextmanager
def oxigraph(*arguments: str) -> Iterator[Server]:
    """Run ``oxigraph serve`` with an empty store in memory."""
    assert _PROGRAM.exists(), "install the dev extra: it brings the server that is tested with"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [str(_PROGRAM), "serve", "--bind", f"127.0.0.1:{port}", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait(process, server)
        yield server
    finally:
        server.stop()


def _wait(process: subprocess.Popen[bytes], server: Server) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            get(f"{server.query}?query=ASK%7B%7D")
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the server did not start")
