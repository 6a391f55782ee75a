"""Comunica 4, in Node.js: a query engine over the endpoint, by itself and with another source."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

_HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (_HERE / "node_modules/@comunica/query-sparql").exists(),
    reason="needs Node.js and 'npm install --prefix tests/clients'",
)


def rows(endpoint: str, query: str) -> list[list[str]]:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(JSON)
    found = wrapper.queryAndConvert()
    names = found["head"]["vars"]
    return [[row[name]["value"] for name in names] for row in found["results"]["bindings"]]


def test_comunica_gets_what_the_endpoint_has(endpoint: str) -> None:
    done = subprocess.run(
        ["node", str(_HERE / "comunica.mjs"), endpoint],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    tasks = rows(endpoint, "SELECT ?t { ?s a plan:Task ; dcterms:title ?t } ORDER BY ?s")
    joined = """SELECT (COUNT(*) AS ?n) {
      ?t a plan:Target ; plan:hasUnit ?unit . ?unit rdfs:label ?label }"""
    quads = "SELECT (COUNT(*) AS ?n) { ?s a plan:Action ; ?p ?o }"
    assert json.loads(done.stdout) == {
        "rows": [title for (title,) in tasks],
        "joined": int(rows(endpoint, joined)[0][0]),
        "quads": int(rows(endpoint, quads)[0][0]),
        "nothing": False,
    }
