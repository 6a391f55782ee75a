"""Clients that people use, over a real connection: rdflib's store, pandas, curl."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from urllib.parse import quote

import pandas as pd
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from werkzeug.serving import make_server

from plankg.web import Service, create_app

ONE, TWO, THREE = (f"http://example.org/{name}" for name in ("one", "two", "three"))
NAMES = "SELECT ?name { ?s <http://example.org/name> ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def endpoint(service: Service) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(service), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class TestRdflib:
    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_selects(self, endpoint: str, method: str) -> None:
        graph = Graph(SPARQLStore(endpoint, method=method))
        assert [str(row[0]) for row in graph.query(NAMES)] == ["one", "two"]  # type: ignore[index]

    def test_asks_over_one_named_graph(self, endpoint: str) -> None:
        # The store names the graph by default-graph-uri.
        graph = Graph(SPARQLStore(endpoint), identifier=URIRef(THREE))
        assert [str(row[0]) for row in graph.query(NAMES)] == ["three"]  # type: ignore[index]

    def test_constructs(self, endpoint: str) -> None:
        found = Graph(SPARQLStore(endpoint)).query("CONSTRUCT WHERE { ?s a ?type }").graph
        assert found is not None
        assert {str(subject) for subject in found.subjects()} == {ONE, TWO}

    def test_iterates_triples(self, endpoint: str) -> None:
        graph = Graph(SPARQLStore(endpoint))
        assert len(set(graph.triples((URIRef(ONE), None, None)))) == 2


def test_pandas_reads_csv_from_an_address(endpoint: str) -> None:
    address = f"{endpoint}?format=csv&query={quote(NAMES)}"
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        frame = pd.read_csv(io.BytesIO(answer.read()))
    assert list(frame["name"]) == ["one", "two"]


curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@curl
class TestCurl:
    def run(self, *arguments: str) -> str:
        command = ["curl", "--silent", "--show-error", "--max-time", "20", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def test_posts_a_form(self, endpoint: str) -> None:
        answer = json.loads(self.run(endpoint, "--data-urlencode", f"query={NAMES}"))
        assert len(answer["results"]["bindings"]) == 2

    def test_posts_a_query(self, endpoint: str) -> None:
        sent_as = "Content-Type: application/sparql-query"
        text = self.run(endpoint, "-H", sent_as, "-H", "Accept: text/csv", "-d", NAMES)
        assert text.splitlines() == ["name", "one", "two"]

    def test_sends_a_long_query_in_pieces(self, endpoint: str) -> None:
        query = f"# {'x' * 300_000}\n{NAMES}"
        command = ["curl", "--silent", "--max-time", "20", endpoint, "--data-binary", "@-"]
        for header in ("Content-Type: application/sparql-query", "Accept: text/csv"):
            command += ["-H", header]
        sent = subprocess.run(command, input=query, check=True, capture_output=True, text=True)
        assert sent.stdout.splitlines() == ["name", "one", "two"]

    def test_takes_a_whole_file(self, endpoint: str) -> None:
        text = self.run(endpoint.replace("/sparql", "/data/dump.trig"))
        for graph in (ONE, TWO, THREE):
            assert f"<{graph}> {{" in text


@pytest.mark.skipif(
    shutil.which("comunica-sparql") is None,
    reason="npm install -g @comunica/query-sparql@4 gives comunica-sparql",
)
class TestComunica:
    def run(self, source: str, query: str, form: str) -> str:
        command = ["comunica-sparql", source, "-q", query, "-t", form]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    # Named as an endpoint, or found to be one by its service description.
    @pytest.mark.parametrize("kind", ["sparql@", ""])
    def test_selects(self, endpoint: str, kind: str) -> None:
        found = json.loads(self.run(f"{kind}{endpoint}", NAMES, "application/sparql-results+json"))
        names = [row["name"]["value"] for row in found["results"]["bindings"]]
        assert names == ["one", "two"]

    def test_constructs(self, endpoint: str) -> None:
        query = "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type }"
        text = self.run(f"sparql@{endpoint}", query, "application/n-triples")
        assert len(text.strip().splitlines()) == 2

    def test_reads_a_file(self, endpoint: str) -> None:
        source = endpoint.replace("/sparql", "/data/dump.trig")
        found = json.loads(self.run(source, NAMES, "application/sparql-results+json"))
        assert len(found["results"]["bindings"]) == 2
