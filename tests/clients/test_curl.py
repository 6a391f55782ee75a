"""curl, as in the lines that people copy from a README."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from sample import SLUG

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
QUERY = "SELECT ?n { BIND(1 AS ?n) }"


def curl(*arguments: str) -> str:
    command = ["curl", "--silent", "--show-error", "--max-time", "30", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_query_by_get(endpoint: str) -> None:
    answer = curl("--get", endpoint, "--data-urlencode", f"query={QUERY}")
    assert json.loads(answer)["results"]["bindings"][0]["n"]["value"] == "1"


def test_a_query_in_a_form(endpoint: str) -> None:
    answer = curl(endpoint, "--data-urlencode", f"query={QUERY}", "--header", "Accept: text/csv")
    assert answer.split() == ["n", "1"]


def test_a_query_as_the_body(endpoint: str) -> None:
    sent = ("--header", "Content-Type: application/sparql-query", "--data-binary", QUERY)
    answer = curl(endpoint, *sent, "--header", "Accept: text/tab-separated-values")
    assert answer.split() == ["?n", "1"]


def test_a_thing_as_turtle(service: str) -> None:
    address = f"{service}/id/{SLUG}"
    answer = curl("--location", address, "--header", "Accept: text/turtle")
    assert "a plan:Plan" in answer
    assert curl("--output", "/dev/null", "--write-out", "%{http_code}", address) == "303"


def test_a_named_query_in_chinese_as_it_is_typed(service: str) -> None:
    answer = curl(f"{service}/queries/targets-led-by.csv?body=科技局")
    assert answer.splitlines()[0].startswith("plan,where,action,task,goal")


def test_a_dump_that_is_packed(service: str, tmp_path) -> None:
    file = tmp_path / "dump.nq.gz"
    curl("--output", str(file), f"{service}/data/dump.nq.gz")
    import gzip

    assert (
        f"<https://w3id.org/plankg/graph/{SLUG}> ." in gzip.decompress(file.read_bytes()).decode()
    )


def test_the_head_of_an_answer(endpoint: str) -> None:
    head = curl("--head", "--get", endpoint, "--data-urlencode", f"query={QUERY}").lower()
    assert head.startswith("http/1.1 200")
    assert "x-plankg-release: " in head
    assert "etag: " in head


def test_what_is_packed_on_the_way_is_the_same(endpoint: str) -> None:
    asked = ("--get", endpoint, "--data-urlencode", "query=SELECT * { ?s a ?c } ORDER BY ?s ?c")
    assert curl(*asked, "--compressed") == curl(*asked)


def test_a_bad_query_fails_with_a_reason(endpoint: str) -> None:
    answer = json.loads(curl("--get", endpoint, "--data-urlencode", "query=SELECT"))
    assert answer["status"] == 400
    assert "line 1" in answer["detail"]
