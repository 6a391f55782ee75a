"""SERVICE goes to the endpoints that are allowed, and nowhere else."""

from __future__ import annotations

import ipaddress
import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pool_sample import PATIENT, ask, is_full, name_of, opened, until

from plankg.engine import Limits
from plankg.errors import InputError, TimeLimitError, UnanswerableQueryError
from plankg.pool import WorkerPool
from plankg.pool.endpoints import AllowedEndpoint, EndpointError, is_public

FAR = json.dumps(
    {
        "head": {"vars": ["far"]},
        "results": {"bindings": [{"far": {"type": "literal", "value": "远方"}}]},
    }
)


class Endpoint(BaseHTTPRequestHandler):
    """Answers by its path as an endpoint may, or as it should not."""

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, query.decode()))  # type: ignore[attr-defined]
        headers = {"Content-Type": "application/sparql-results+json"}
        status, body = 200, FAR.encode()
        if self.path == "/redirects":
            status, headers["Location"] = 307, "/sparql"
        elif self.path == "/fails":
            status = 500
        elif self.path == "/compresses":
            headers["Content-Encoding"] = "gzip"
        elif self.path == "/talks":
            headers["Content-Type"] = "text/html"
        elif self.path == "/floods":
            body = b" " * (17 * 2**20) + body
        elif self.path == "/sleeps":
            time.sleep(2)
        elif self.path in ("/trickles", "/trickles-its-head"):
            self._trickle()
            return
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def _trickle(self) -> None:
        """Send a byte now and then, until the other side has gone."""
        if self.path == "/trickles":
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", "1000000")
            self.end_headers()
        try:
            while True:
                self.wfile.write(b" ")
                time.sleep(0.02)
        except OSError:
            self.server.left.append(self.path)  # type: ignore[attr-defined]

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


class Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Endpoint)
        self.asked: list[tuple[str, str]] = []
        self.left: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.by_name = f"http://localhost:{self.server_port}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever).start()
        yield server
        server.shutdown()


PATHS = ("sparql", "redirects", "fails", "compresses", "talks", "floods", "sleeps")
TRICKLING = ("trickles", "trickles-its-head")


@pytest.fixture(scope="module")
def _allowing(snapshot: Path, server: Server) -> Iterator[WorkerPool]:
    services = [f"{server.address}/{path} private" for path in PATHS + TRICKLING]
    services += [f"{server.address}/public", f"{server.by_name}/named"]
    with opened(snapshot, services=services) as pool:
        yield pool


@pytest.fixture
def allowing(_allowing: WorkerPool, server: Server) -> WorkerPool:
    server.asked.clear()
    assert until(lambda: is_full(_allowing))
    return _allowing


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?far { SERVICE <URL/sparql> { ?s ?p ?far } }",
        "SELECT ?far { x:store x:name ?n . service silent<URL/sparql>{ ?s ?p ?far } }",
        "SELECT ?far { SERVICE # SERVICE <x> {\n <URL/sparql> { ?s ?p ?far } }",
        "SELECT ?far { { SELECT * { SERVICE <URL/sparql> { ?s ?p ?far } } } }",
    ],
)
def test_an_allowed_endpoint_is_asked(allowing: WorkerPool, server: Server, query: str) -> None:
    assert ask(allowing, query.replace("URL", server.address)).body == "far\r\n远方\r\n".encode()
    assert [path for path, _ in server.asked] == ["/sparql"]


def test_two_clauses_ask_twice(allowing: WorkerPool, server: Server) -> None:
    clause = f"SERVICE <{server.address}/sparql> {{ ?s ?p ?far }}"
    assert ask(allowing, f"SELECT ?far {{ {clause} {clause} }}").body.count(b"\n") == 2
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL/other> { ?s ?p ?far } }",
        "SELECT * { SERVICE <URL/sparql/> { ?s ?p ?far } }",
        "SELECT * { SERVICE ?e { ?s ?p ?far } VALUES ?e { <URL/sparql> } }",
        "PREFIX u: <URL/> SELECT * { SERVICE u:sparql { ?s ?p ?far } }",
        "BASE <URL/> SELECT * { SERVICE <sparql> { ?s ?p ?far } }",
        "SELECT * { SERVICE <URL/sparql> { ?s ?p ?o } SERVICE <URL/other> { ?s ?p ?far } }",
        "SELECT * { SERVICE <URL/sparql> { SERVICE <URL/other> { ?s ?p ?far } } }",
        # Allowed, but without a parser one cannot be sure: what looks like an IRI is a comparison.
        "SELECT * { FILTER('!'<'>') SERVICE <URL/sparql> { ?s ?p ?far } BIND('' AS ?x) }",
        "SELECT * {" + "SERVICE <URL/sparql> { ?s ?p ?far }" * 9 + "}",
    ],
)
def test_any_other_place_is_refused(allowing: WorkerPool, server: Server, query: str) -> None:
    with pytest.raises(UnanswerableQueryError, match="not among those allowed") as caught:
        ask(allowing, query.replace("URL", server.address))
    # Which ones are allowed is the operator's business.
    assert server.address not in str(caught.value)
    assert server.asked == []


def test_a_service_within_a_service_does_not_get_out(allowing: WorkerPool, server: Server) -> None:
    inner = f"SERVICE <{server.address}/sparql> {{ ?s ?p ?far }}"
    query = f"SELECT * {{ SERVICE <{server.address}/sparql> {{ {inner} }} }}"
    with pytest.raises(UnanswerableQueryError, match="SERVICE within SERVICE"):
        ask(allowing, query)
    assert server.asked == []


def test_the_words_in_a_string_are_left_alone(allowing: WorkerPool, server: Server) -> None:
    words = f"SERVICE <{server.address}/sparql> "
    query = f"SELECT ?x {{ BIND('{words}' AS ?x) FILTER(1<2||'a'>'b') }}"
    assert ask(allowing, query).body == f"x\r\n{words}\r\n".encode()
    assert server.asked == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("redirects", "it answered 307"),
        ("fails", "it answered 500"),
        ("compresses", "compressed"),
        ("talks", "'text/html'"),
        ("floods", "larger than 16777216 bytes"),
        ("public", "its name leads into a private network"),
        ("named", "its name leads into a private network"),
    ],
)
def test_an_endpoint_that_misbehaves_is_told_without_the_way_to_it(
    allowing: WorkerPool, server: Server, path: str, told: str
) -> None:
    host = server.by_name if path == "named" else server.address
    with pytest.raises(UnanswerableQueryError, match=told) as caught:
        ask(allowing, f"SELECT * {{ SERVICE <{host}/{path}> {{ ?s ?p ?far }} }}")
    assert f"{host}/{path}" in str(caught.value)
    stand_ins = [word for word in str(caught.value).split() if word.startswith("http")]
    assert all(word.startswith(f"{host}/{path}") for word in stand_ins)
    assert server.asked == [] or [path for path, _ in server.asked] == [f"/{path}"]


def test_an_endpoint_that_sleeps_costs_only_its_query(allowing: WorkerPool, server: Server) -> None:
    query = f"SELECT * {{ SERVICE <{server.address}/sleeps> {{ ?s ?p ?far }} }}"
    with pytest.raises(TimeLimitError):
        ask(allowing, query, Limits(seconds=0.3))
    assert name_of(allowing) == "first"


@pytest.mark.parametrize("path", TRICKLING)
def test_an_endpoint_that_trickles_is_left_when_its_query_ends(
    allowing: WorkerPool, server: Server, path: str
) -> None:
    query = f"SELECT * {{ SERVICE <{server.address}/{path}> {{ ?s ?p ?far }} }}"
    with pytest.raises(TimeLimitError):
        ask(allowing, query, Limits(seconds=0.5))
    # Without an end to the exchange it would go on for hours.
    assert until(lambda: f"/{path}" in server.left)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("2606:4700::1111", True),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:1.1.1.1", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
    ],
)
def test_which_addresses_are_of_the_public_internet(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    ("entry", "endpoint"),
    [
        ("https://x.example/sparql", AllowedEndpoint("https://x.example/sparql")),
        (" http://10.0.0.5/q?a=b private ", AllowedEndpoint("http://10.0.0.5/q?a=b", True)),
    ],
)
def test_an_entry_of_the_list_is_an_iri_perhaps_private(
    entry: str, endpoint: AllowedEndpoint
) -> None:
    assert AllowedEndpoint.parse(entry) == endpoint


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "x.example/sparql",
        "ftp://x.example/",
        "http:///sparql",
        "http://x.example:99999/sparql",
        "http://a:b@x.example/",
        "https://x.example/ publik",
    ],
)
def test_an_entry_that_is_no_endpoint_is_told(snapshot: Path, entry: str) -> None:
    with pytest.raises(InputError):
        WorkerPool.open(snapshot, services=(entry,))


def test_without_a_list_nothing_can_be_asked(pool: WorkerPool, server: Server) -> None:
    server.asked.clear()
    with pytest.raises(UnanswerableQueryError, match="SERVICE is switched off"):
        pool.answer(
            f"ASK {{ SERVICE <{server.address}/sparql> {{ ?s ?p ?o }} }}", {}, "csv", PATIENT
        )
    assert server.asked == []


def test_a_name_that_nobody_resolves_in_time_is_left(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, asked = threading.Event(), []

    def never(*arguments: object, **_: object) -> list[object]:
        asked.append(arguments)
        known.wait(60)
        raise OSError("nobody knows")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    endpoint = AllowedEndpoint.parse("http://slow.example/sparql")
    try:
        for _ in range(3):
            with pytest.raises(EndpointError, match=r"'slow\.example' is not resolved in time"):
                endpoint.ask(b"ASK {}", 1000, time.monotonic() + 0.05)
        # Whoever asks meanwhile waits for the same answer.
        assert len(asked) == 1
    finally:
        known.set()


def test_a_name_is_resolved_anew_for_each_query(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve, asked = socket.getaddrinfo, []

    def counted(host: str, *arguments: object, **names: object) -> object:
        asked.append(host)
        return resolve(host, *arguments, **names)

    monkeypatch.setattr(socket, "getaddrinfo", counted)
    endpoint = AllowedEndpoint.parse(f"{server.by_name}/sparql private")
    for _ in range(2):
        assert endpoint.ask(b"ASK {}", 10_000, time.monotonic() + 30)[1] == FAR.encode()
    assert asked.count("localhost") == 2
