"""``plankg serve --endpoint``: the whole service before a separate server, as a process."""

from __future__ import annotations

import gzip
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from remote_server import Server, oxigraph
from scripted_server import Reply, scripted
from web_sample import service_over

from plankg.cli import main
from plankg.oxigraph import StoreEngine
from plankg.remote.contents import contents_of
from plankg.remote.publishing import changes_to, publish
from plankg.snapshot_sources import SnapshotSources
from plankg.web import create_app
from sample import SLUG

PATIENT = 60.0
# What differs by where it is asked, or when.
_OF_PLACE = re.compile(rb"http://(127\.0\.0\.1:\d+|localhost)")


@contextmanager
def serving(endpoint: str, folder: Path, **environment: str) -> Iterator[tuple[str, Path]]:
    """Serve `endpoint`; give the address, and the file of what is logged."""
    log = folder / "log"
    command = [sys.executable, "-m", "plankg", "serve", "--port", "0", "--endpoint", endpoint]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=folder,
            env=os.environ | {"PLANKG_SERVER_WATCH_S": "0.1"} | environment,
        )
    try:
        told = process.stdout.readline()
        found = re.search(r"serves release [0-9a-f]{16} of an endpoint at http://([^ ]+)", told)
        assert found, log.read_text()
        yield found[1], log
    finally:
        process.terminate()
        process.communicate(timeout=PATIENT)


def get(address: str, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(address, timeout=PATIENT)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def until(said: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENT
    while time.monotonic() < deadline:
        if said():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def service(loaded: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(loaded.query, tmp_path_factory.mktemp("serve")) as (address, _):
        yield address


PATHS = [
    "/",
    f"/page/{SLUG}",
    f"/page/{SLUG}/section/2/action/1/task/1",
    f"/id/{SLUG}.ttl",
    "/queries",
    f"/queries/targets-led-by.csv?body={quote('科技局')}",
    f"/queries/sentences-with.json?words={quote('高新')}",
    "/queries/workload-of-bodies.html",
    "/data/tables/targets.csv",
    "/data/tables/ledger.csv",
    "/data/dump.trig",
    "/data/dump.nq.gz",
    "/graph/proposals/bodies.nt",
    f"/graph/{SLUG}/ledger.nt",
    "/ontology.ttl",
    "/.well-known/void",
    f"/sparql?query={quote('SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c')}",
    f"/sparql?query={quote('SELECT * {')}",
    "/sparql",
    f"/id/{SLUG}/nothing.ttl",
]


@pytest.mark.parametrize("path", PATHS)
def test_each_address_answers_as_over_a_store_of_its_own(
    service: str, local: StoreEngine, path: str
) -> None:
    accept = "text/html" if path.startswith("/page") or path == "/" else "*/*"
    answer, body = get(service, path, Accept=accept)
    expected = create_app(service_over(local)).test_client().get(path, headers={"Accept": accept})
    assert answer.status == expected.status_code
    assert answer.headers["Content-Type"] == expected.headers["Content-Type"]
    media_type = answer.headers.get_content_type()
    assert _comparable(body, media_type) == _comparable(expected.data, media_type)


def _comparable(body: bytes, media_type: str) -> object:
    """Return what is the same wherever it was asked, and whatever blank nodes are called."""
    if media_type == "application/gzip":
        body, media_type = gzip.decompress(body), "application/n-quads"
    placeless = _OF_PLACE.sub(b"http://here", body)
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        return placeless
    quads = list(ox.parse(placeless, form, base_iri="http://here/"))
    named = {str(quad) for quad in quads if ox.BlankNode not in map(type, quad)}
    # A server names blank nodes anew in each graph that it is given.
    return named, len(quads)


def test_the_release_is_named_and_can_be_pinned(service: str, sources: SnapshotSources) -> None:
    answer, _ = get(service, "/queries/workload-of-bodies.csv")
    assert answer.headers["X-PlanKG-Release"] == sources.release
    assert get(service, f"/sparql?query=ASK%7B%7D&release={sources.release}")[0].status == 200
    assert get(service, "/sparql?query=ASK%7B%7D&release=000000000000")[0].status == 410


def test_a_new_release_is_followed_and_an_endpoint_that_is_lost_is_told(
    small: SnapshotSources, changed, tmp_path: Path
) -> None:
    asked = f"/sparql?query={quote('SELECT ?o { <urn:x:a> <urn:x:is> ?o }')}"
    with oxigraph() as server:
        server.load(small)
        with serving(server.query, tmp_path) as (address, log):
            assert b'"a"' in get(address, asked)[1]
            newer = changed(small, a="<urn:x:a> <urn:x:is> 'newer' .")
            server.load(newer, updates=True)

            def follows() -> bool:
                return get(address, asked)[0].headers["X-PlanKG-Release"] == newer.release

            assert until(follows)
            assert b'"newer"' in get(address, asked)[1]
            assert until(lambda: newer.release[:16] in log.read_text())
            server.stop()
            # What is kept is still answered; what is not is an error that names no address.
            assert b'"newer"' in get(address, asked)[1]
            answer, body = get(address, "/sparql?query=ASK%7B%7D")
            assert answer.status == 502
            assert "application/problem+json" in answer.headers["Content-Type"]
            assert server.address.encode() not in body
            assert b"ask again later" in body
            assert until(lambda: "endpoint_failed" in log.read_text())
            assert until(lambda: get(address, "/readyz")[0].status == 503)
            assert get(address, "/healthz")[0].status == 200


def test_a_release_that_is_completed_is_served_whole_and_not_taken_for_what_it_was(
    of_every_kind: SnapshotSources, tmp_path: Path
) -> None:
    whole = contents_of(of_every_kind, default_graph=False)
    graphs = {name: it for name, it in whole.graphs.items() if name not in of_every_kind.proposals}
    with oxigraph() as server:
        store = server.store()
        publish(store, changes_to(store, replace(whole, graphs=graphs)), lambda _: None)
        with serving(server.query, tmp_path) as (address, _):
            before, old = get(address, "/data/dump.nq.gz")
            assert b"urn:x:proposals" not in gzip.decompress(old)
            server.load(of_every_kind, updates=True)

            def is_whole() -> bool:
                tag = {"If-None-Match": before.headers["ETag"]}
                answer, body = get(address, "/data/dump.nq.gz", **tag)
                return answer.status == 200 and b"urn:x:proposals" in gzip.decompress(body)

            assert until(is_whole)
            after, _ = get(address, "/data/dump.nq.gz")
            assert after.headers["X-PlanKG-Release"] == before.headers["X-PlanKG-Release"]


def test_an_endpoint_that_says_nothing_is_not_ready_until_it_speaks_again(
    small: SnapshotSources, tmp_path: Path
) -> None:
    with oxigraph() as server:
        server.load(small)
        with serving(server.query, tmp_path) as (address, _):
            assert get(address, "/readyz")[0].status == 200
            # It takes connections still, but answers none.
            server.process.send_signal(signal.SIGSTOP)
            try:
                assert until(lambda: get(address, "/readyz")[0].status == 503)
                assert get(address, "/healthz")[0].status == 200
            finally:
                server.process.send_signal(signal.SIGCONT)
            assert until(lambda: get(address, "/readyz")[0].status == 200)


def test_what_cannot_be_served_is_one_line(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    for endpoint, message in (
        ("nowhere", "no address of an endpoint"),
        (server.query, "nothing is published"),
        (f"{server.address}/nothing", "there is no such address"),
    ):
        assert main(["serve", "--port", "0", "--endpoint", endpoint]) == 2
        err = capsys.readouterr().err.splitlines()
        assert len(err) == 1
        assert message in err[0]


def test_who_asks_is_told_by_the_environment(tmp_path: Path) -> None:
    with scripted(Reply(401)) as closed:
        done = subprocess.run(
            [sys.executable, "-m", "plankg", "serve", "--endpoint", closed.address],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENT,
            cwd=tmp_path,
            env=os.environ | {"PLANKG_ENDPOINT_TOKEN": "secret", "PLANKG_SERVER_PORT": "0"},
        )
    assert done.returncode == 2
    assert "give it a user or a token" in done.stderr
    assert "secret" not in done.stderr
    assert closed.asked[0][2]["Authorization"] == "Bearer secret"
