"""A service over the sample plan, in this process, on a free port of the loopback interface."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

from plankg.cli.serve import listen
from plankg.serving.assembly import ServedWorkspace
from plankg.serving.engines import open_pool
from plankg.serving.event_log import EventLog
from plankg.serving.settings import TABLES, Settings
from plankg.workspace import packaged_workspace
from sample import SLUG

# On a busy machine everything takes its time; what is waited for here comes sooner or not at all.
PATIENT = 30.0
POINT = f"SELECT ?p ?o WHERE {{ <https://w3id.org/plankg/id/{SLUG}> ?p ?o }}"
# Longer than any test waits, in little memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def new(query: str, name: object) -> str:
    """Return a query that asks the same and was not asked before, unless under this name."""
    return f"{query} VALUES ?new {{ {json.dumps(str(name))} }}"


@dataclass
class Reply:
    """What came of a request: status, headers (names in small letters), body."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Running:
    """A running service, and ways to ask it."""

    served: ServedWorkspace
    port: int
    stream: io.StringIO

    def get(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Reply:
        """Ask on a connection of its own; `headers` are named with _ for -."""
        client = HTTPConnection("127.0.0.1", self.port, timeout=PATIENT)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            client.request(method, path, body, named)
            return reply_of(client.getresponse())
        finally:
            client.close()

    def ask(self, query: str, **headers: str) -> Reply:
        """Ask in SPARQL; `JSON` unless Accept says otherwise."""
        return self.get(sparql(query), **{"Accept": "application/sparql-results+json", **headers})

    def connect(self) -> socket.socket:
        """Return a plain connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENT)

    def metric(self, line: str) -> float:
        """Return a metric's value, 0 where it is not there yet; `line` is all before the value."""
        for found in self.get("/metrics").body.decode().splitlines():
            if found.startswith(f"{line} "):
                return float(found.rpartition(" ")[2])
        return 0.0

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the events of a kind that were logged so far."""
        lines = self.stream.getvalue().splitlines()
        return [event for event in map(json.loads, lines) if event["event"] == kind]


def sparql(query: str) -> str:
    """Return the address that asks `query`."""
    return f"/sparql?query={quote(query)}"


def reply_of(response: HTTPResponse) -> Reply:
    """Read an answer to its end."""
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Reply(response.status, headers, response.read())


def settings(**tables: dict[str, Any]) -> Settings:
    """Return settings with some changed: ``settings(cache={"size_mb": 1})``."""
    changed = {name: TABLES[name](**values) for name, values in tables.items()}
    return replace(Settings(), **changed)


@contextmanager
def serving(state: Path, **tables: dict[str, Any]) -> Iterator[Running]:
    """Serve the snapshots in `state` on a thread of this process."""
    stream = io.StringIO()
    given = settings(**tables)
    with listen("127.0.0.1", 0) as listener:
        workspace = replace(packaged_workspace(), state=state)
        log = EventLog("json", stream)
        served = ServedWorkspace(workspace, given, log, open_pool(workspace, given))
        thread = threading.Thread(target=served.server.run, args=(listener,))
        try:
            served.pool.wait()
            port = listener.getsockname()[1]
            thread.start()
            yield Running(served, port, stream)
        finally:
            served.server.stop()
            if thread.is_alive():
                thread.join(PATIENT)
            served.close()


def until(said: Callable[[], object], seconds: float = PATIENT) -> bool:
    """Wait until `said` says something true; say whether it did in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if said():
            return True
        time.sleep(0.02)
    return bool(said())
