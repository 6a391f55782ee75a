"""A service over three small graphs of our own, one of them kept out of the default graph."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from web_sample import service_over

from plankg.sparql_prefixes import prefixes
from plankg.store import SnapshotSources, build_snapshot, open_snapshot
from plankg.web import Service, create_app

EXAMPLE = "http://example.org/"


def _sources() -> SnapshotSources:
    def about(name: str) -> bytes:
        return f"<{EXAMPLE}{name}> a <{EXAMPLE}Document> ; <{EXAMPLE}name> '{name}' .".encode()

    return SnapshotSources(
        plans={f"{EXAMPLE}{name}": about(name) for name in ("one", "two")},
        ledgers={f"{EXAMPLE}three": about("three")},
        ontology={"ontology": b""},
        ontology_graph=f"{EXAMPLE}ontology",
        prefixes=prefixes(EXAMPLE),
        base=EXAMPLE,
    )


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("protocol")
    return service_over(open_snapshot(build_snapshot(folder, _sources()).path))


@pytest.fixture
def client(service: Service) -> FlaskClient:
    return create_app(service).test_client()
