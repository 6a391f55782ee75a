"""Counterparts are found in a real server, politely, and nothing found is ever lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from remote_server import Server, oxigraph, turtle
from scripted_server import Reply, scripted
from small_plans import SmallPlan, workspace_of

from plankg.errors import CatalogueError
from plankg.linking.answer_cache import AnswerCache, Counterpart
from plankg.linking.counterparts import Interview, Manners
from plankg.linking.templates import Template, read_template, template_named
from plankg.remote.asking import Endpoint
from plankg.remote.failures import EndpointError
from plankg.remote.transport import Credentials
from plankg.workspace import open_workspace

PLAN = SmallPlan(
    "green",
    "江阴市青禾行动计划（2021—2023年）",
    indicators=(("森林覆盖率", "percent"), ("茶叶产量", "吨")),
    bodies=(("江阴市科学技术局", "科技"), ("科技局", "科技")),
)
OTHERS = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
<http://data.example/forest> skos:prefLabel "森林覆盖率"@zh ;
    skos:definition "林地占土地的比重"@zh .
<http://data.example/tea> skos:altLabel "茶叶产量" ; skos:prefLabel "Tea"@en .
<http://data.example/tea-too> skos:prefLabel "茶叶产量"@zh .
<http://data.example/org/1> a org:FormalOrganization ; skos:prefLabel "江阴市科学技术局"@zh .
<http://data.example/org/2> a org:FormalOrganization ; skos:prefLabel "科技局"@zh .
wd:Q1 rdfs:label "森林覆盖率"@zh ; schema:description "a share"@en .
wd:Q2 rdfs:label "森林覆盖率"@zh ; wdt:P31 wd:Q4167410 .
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with oxigraph("--union-default-graph") as running:
        running.store().put("urn:x:others", turtle(OTHERS))
        yield running


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return workspace_of(tmp_path / "workspace", PLAN)


def search(plankg, workspace: Path, url: str, template: str, *options: str):
    return plankg(
        "link", "--endpoint", url, "--template", template, "--pause", "0", *options,
        "--workspace", workspace,
    )  # fmt: skip


def found(plankg, workspace: Path, name: str) -> dict[tuple[str, str], dict[str, str]]:
    out = plankg("link", "--list", "--format", "json", "--workspace", workspace).out
    rows = [row for row in json.loads(out) if row["links"] == name]
    return {(row["subject_label"], row["object"]): row for row in rows}


def test_concepts_of_a_vocabulary_are_proposed_and_never_applied(plankg, workspace, server):
    outcome = search(plankg, workspace, server.query, "skos")
    assert outcome.code == 0, outcome.err
    rows = found(plankg, workspace, "indicators.skos")
    assert set(rows) == {
        ("森林覆盖率", "http://data.example/forest"),
        ("茶叶产量", "http://data.example/tea"),
        ("茶叶产量", "http://data.example/tea-too"),
    }
    forest = rows["森林覆盖率", "http://data.example/forest"]
    assert (forest["state"], forest["score"]) == ("proposed", 0.8)
    assert forest["predicate"].endswith("#closeMatch")
    assert "对方说明：林地占土地的比重" in forest["reasons"]
    assert forest["subject_quote"] == "green：森林覆盖率达到9"
    assert rows["茶叶产量", "http://data.example/tea"]["score"] == 0.6
    assert plankg("build", "--workspace", workspace).code == 0


def test_bodies_are_sought_by_names_that_say_their_area(plankg, workspace, server):
    assert search(plankg, workspace, server.query, "org").code == 0
    rows = found(plankg, workspace, "bodies.org")
    assert list(rows) == [("江阴市科学技术局", "http://data.example/org/1")]
    (row,) = rows.values()
    assert row["predicate"] == "http://www.w3.org/2002/07/owl#sameAs"


def test_items_of_wikidata_are_found_but_no_disambiguation_pages(plankg, workspace, server):
    search(plankg, workspace, server.query, "wikidata", "--kind", "indicators")
    rows = found(plankg, workspace, "indicators.wikidata")
    assert list(rows) == [("森林覆盖率", "http://www.wikidata.org/entity/Q1")]
    text = (workspace / "data" / "links" / "indicators.wikidata.sssom.tsv").read_text("utf-8")
    assert "\twd:Q1\t" in text


def test_a_decision_about_a_counterpart_survives_a_further_search(plankg, workspace, server, typed):
    search(plankg, workspace, server.query, "org")
    typed("r", "不是同一单位")
    assert (
        "1 decision kept"
        in plankg(
            "link", "--review", "--who", "王五", "--when", "2026-03-01", "--workspace", workspace
        ).err
    )
    search(plankg, workspace, server.query, "org", "--anew")
    (row,) = found(plankg, workspace, "bodies.org").values()
    assert (row["state"], row["signed_by"]) == ("rejected", "王五")


def _answer(*rows: tuple[str, str]) -> Reply:
    bindings = [
        {"name": {"type": "literal", "value": name}, "counterpart": {"type": "uri", "value": iri}}
        for name, iri in rows
    ]
    return Reply(
        200,
        json.dumps({"head": {}, "results": {"bindings": bindings}}).encode(),
        {"Content-Type": "application/sparql-results+json"},
    )


def _interview(url: str, folder: Path, slept: list[float], **manners: int) -> Interview:
    template = Template("t", {}, ("indicators",), ("zh",), "SELECT * { VALUES ?name { } }")
    ticks = iter(range(1000))
    polite = Manners(pause=5, sleep=slept.append, clock=lambda: float(next(ticks)), **manners)
    cache = AnswerCache(folder, url, template.text)
    return Interview(Endpoint(url, Credentials(), 1, 1), template, cache, polite)


def test_an_endpoint_is_asked_in_batches_at_the_pace_and_each_name_once(tmp_path: Path):
    slept: list[float] = []
    with scripted(_answer(("甲", "urn:x:1"))) as script:
        interview = _interview(script.address, tmp_path, slept, batch=2)
        interview.ask(["甲", "乙", "甲", "丙"], lambda _: None)
        assert len(script.asked) == 2
        assert all(method == "POST" for method, *_ in script.asked)
        assert slept == [4.0], "a second of the five had passed"
        _interview(script.address, tmp_path, slept).ask(["甲", "乙", "丙"], lambda _: None)
        assert len(script.asked) == 2


def test_a_busy_endpoint_is_asked_again_when_it_says(tmp_path: Path):
    slept: list[float] = []
    with scripted(Reply(429, headers={"Retry-After": "17"}), _answer(("甲", "urn:x:1"))) as script:
        interview = _interview(script.address, tmp_path, slept)
        interview.ask(["甲"], lambda _: None)
    assert 17.0 in slept
    assert len(script.asked) == 2


@pytest.mark.parametrize("wait", ["3600", "Fri, 31 Dec 2199 23:59:59 GMT"])
def test_an_endpoint_that_wants_to_be_left_alone_is(tmp_path: Path, wait: str):
    slept: list[float] = []
    with scripted(Reply(503, headers={"Retry-After": wait})) as script:
        interview = _interview(script.address, tmp_path, slept)
        with pytest.raises(EndpointError, match=r"left alone for \d+ seconds: come back then"):
            interview.ask(["甲"], lambda _: None)
    assert len(script.asked) == 1
    assert slept == []


def test_what_is_no_sparql_is_told_with_the_address(tmp_path: Path):
    with (
        scripted(Reply(200, b"<html>", {"Content-Type": "text/html"})) as script,
        pytest.raises(EndpointError, match=r"no SPARQL result \(text/html\): is this the address"),
    ):
        _interview(script.address, tmp_path, []).ask(["甲"], lambda _: None)


def test_a_dead_endpoint_loses_nothing_and_the_search_goes_on_from_there(
    plankg, workspace, monkeypatch
):
    monkeypatch.setattr("plankg.linking.counterparts.time.sleep", lambda _: None)
    replies = (_answer(("森林覆盖率", "http://data.example/f")), Reply(500))
    with scripted(*replies) as script:
        outcome = search(plankg, workspace, script.address, "skos", "--batch", "1")
        assert outcome.code == 2
        assert "1 of 2 names were answered and are kept; the same command goes on" in outcome.err
        assert len(outcome.err.splitlines()) == 2
        assert list(found(plankg, workspace, "indicators.skos")) == [
            ("森林覆盖率", "http://data.example/f")
        ]
        script.replies[:] = [_answer(("茶叶产量", "http://data.example/t"))]
        asked = len(script.asked)
        assert search(plankg, workspace, script.address, "skos", "--batch", "1").code == 0
        assert len(script.asked) == asked + 1
    assert len(found(plankg, workspace, "indicators.skos")) == 2


def test_a_line_that_was_cut_by_a_kill_is_asked_anew_and_the_rest_kept(tmp_path: Path):
    cache = AnswerCache(tmp_path, "http://x", "q")
    cache.keep({"甲": [Counterpart("urn:x:1")], "乙": []})
    content = cache.path.read_bytes()
    cache.path.write_bytes(content[:-4])
    again = AnswerCache(tmp_path, "http://x", "q")
    assert ("甲" in again, "乙" in again) == (True, False)
    again.keep({"乙": [Counterpart("urn:x:2")]})
    assert AnswerCache(tmp_path, "http://x", "q").of("乙") == (Counterpart("urn:x:2"),)
    assert "甲" not in AnswerCache(tmp_path, "http://y", "q")


def test_a_killed_search_leaves_what_was_answered(workspace: Path):
    stop = Reply(200, b"", {"Content-Type": "application/sparql-results+json"}, None, _wait_long)
    with scripted(_answer(("森林覆盖率", "http://data.example/f")), stop) as script:
        command = [
            sys.executable, "-m", "plankg", "link", "--endpoint", script.address, "--template",
            "skos", "--batch", "1", "--pause", "0", "--workspace", str(workspace),
        ]  # fmt: skip
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        _until(lambda: len(script.asked) == 2)
        process.kill()
        process.wait()
    files = list((workspace / ".plankg" / "counterparts").iterdir())
    assert [json.loads(file.read_text("utf-8"))[0] for file in files] == ["森林覆盖率"]
    assert not list((workspace / "data" / "links").glob(".*"))


def _wait_long() -> None:
    time.sleep(1)


def _until(happened) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("VALUES ?name { }", "", "write 'VALUES"),
        ("SELECT", "CONSTRUCT", "it must SELECT"),
        ("kinds: [bodies]", "kinds: [people]", r"org.rq:7: kinds are indicators"),
        ("languages:", "tongues:", "the key 'tongues' is unknown"),
        ("?note", "?remark", "it must SELECT"),
    ],
)
def test_a_wrong_template_is_refused(workspace: Path, old: str, new: str, error: str):
    text = template_named(open_workspace(workspace), "org").text
    path = workspace / "queries" / "counterparts" / "org.rq"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=error):
        read_template(path)


def test_names_are_asked_as_literals_whatever_signs_they_hold():
    template = Template("t", {}, ("indicators",), ("zh", ""), "SELECT * { VALUES ?name { } }")
    query = template.asking(['a" } DELETE { ?s ?p ?o } #\\', "乙"])
    assert query == (
        'SELECT * { VALUES ?name { "a\\" } DELETE { ?s ?p ?o } #\\\\"@zh'
        ' "a\\" } DELETE { ?s ?p ?o } #\\\\" "乙"@zh "乙" } }'
    )


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (("--endpoint", "http://127.0.0.1:1/"), "--endpoint needs a --template"),
        (("--template", "skos"), "--template an --endpoint"),
        (("--endpoint", "ftp://x/", "--template", "skos"), "is no address of an endpoint"),
        (("--endpoint", "http://127.0.0.1:1/", "--template", "sk"), "no template 'sk'"),
    ],
)
def test_wrong_use_is_one_line(plankg, workspace, options, error):
    outcome = plankg("link", *options, "--workspace", workspace)
    assert outcome.code == 2
    assert error in outcome.err
    assert len(outcome.err.splitlines()) == 1
