"""The servers that the service is compared with hold what a release has, in its graphs."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

CORPUS = """<urn:x:a> <urn:x:is> "a" .
<urn:x:a> <urn:x:is> "a" <urn:x:graph/plan> .
<urn:x:entry> <urn:x:quotes> "words" <urn:x:graph/plan/ledger> .
"""


@pytest.fixture
def peers(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "benchmarks"))
    import service_peers

    yield service_peers
    sys.modules.pop("service_peers", None)


@pytest.mark.parametrize("program", ["oxigraph", "rdflib-endpoint"])
def test_a_peer_holds_the_whole_release(peers: ModuleType, tmp_path: Path, program: str) -> None:
    if not (Path(sys.executable).with_name(program).exists() or shutil.which(program)):
        pytest.skip(f"{program} is not installed")
    corpus = tmp_path / "corpus.nq"
    corpus.write_text(CORPUS, encoding="utf-8")
    start = {"oxigraph": peers.oxigraph, "rdflib-endpoint": peers.rdflib_endpoint}[program]
    with start(corpus, tmp_path) as server:
        assert values(server, "SELECT ?v { <urn:x:a> <urn:x:is> ?v }") == ["a"]
        ledger = "SELECT ?v { GRAPH <urn:x:graph/plan/ledger> { ?s <urn:x:quotes> ?v } }"
        assert values(server, ledger) == ["words"]
        named = "SELECT DISTINCT ?v { GRAPH ?v { ?s ?p ?o } FILTER(STRSTARTS(STR(?v), 'urn:x:')) }"
        assert values(server, named) == ["urn:x:graph/plan", "urn:x:graph/plan/ledger"]


def values(server: object, query: str) -> list[str]:
    """Return what a server binds to ?v, sorted, asked as the load generator asks."""
    address = f"http://127.0.0.1:{server.port}{server.path}?query={quote(query)}"  # type: ignore[attr-defined]
    asked = Request(address, headers={"Accept": "application/sparql-results+json"})
    with urlopen(asked, timeout=30) as answer:  # noqa: S310 - on the loopback interface
        rows = json.loads(answer.read())["results"]["bindings"]
    return sorted(row["v"]["value"] for row in rows)
