"""Snapshots: whole or not there, the same for the same sources, one current at any moment."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from plankg.engine import Engine, Limits
from plankg.errors import WorkspaceError
from plankg.store import (
    SnapshotSources,
    build_snapshot,
    current_snapshot,
    open_current,
    open_snapshot,
)

BASE = "https://w3id.org/plankg/"
PLAN = f"{BASE}graph/one"
ONE = b"<http://x/plan> <http://x/says> '\xe4\xb8\x80' ; <http://x/has> [ <http://x/n> 1 ] ."
SOURCES = SnapshotSources(
    plans={PLAN: ONE},
    ontology={
        "plan.ttl": b"<http://x/says> a [] .",
        "vocab/a.ttl": b"<http://x/c> a <http://x/C> .",
    },
    ontology_graph=f"{BASE}graph/ontology",
    ledgers={f"{PLAN}/ledger": b"<http://x/entry> <http://x/exact> 'words' ."},
    datasets={f"{BASE}graph/datasets": b"<http://x/set> <http://x/n> 1 ."},
    prefixes={"x": "http://x/"},
)
OTHER = replace(SOURCES, plans={PLAN: b"<http://x/plan> <http://x/says> 'two' ."})


def count(engine: Engine, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
    document = json.loads(engine.answer(query, {}, "json", Limits()).body)
    return int(document["results"]["bindings"][0]["n"]["value"])


def says(folder: Path) -> str:
    answer = open_current(folder).answer("SELECT ?o { ?s x:says ?o }", {}, "csv", Limits())
    return answer.body.decode().splitlines()[1]


@pytest.mark.parametrize(
    ("pattern", "triples"),
    [
        ("?s ?p ?o", 5),
        (f"GRAPH <{PLAN}> {{ ?s ?p ?o }}", 3),
        (f"GRAPH <{BASE}graph/ontology> {{ ?s ?p ?o }}", 2),
        (f"GRAPH <{PLAN}/ledger> {{ ?s ?p ?o }}", 1),
        (f"GRAPH <{BASE}graph/datasets> {{ ?s ?p ?o }}", 1),
        (f"?plan x:has ?b GRAPH <{PLAN}> {{ ?b x:n 1 }}", 1),
        ("?entry x:exact ?words", 0),
    ],
)
def test_the_default_graph_holds_plans_and_ontology_and_the_rest_is_named(
    tmp_path: Path, pattern: str, triples: int
) -> None:
    snapshot = build_snapshot(tmp_path, SOURCES)
    assert count(open_current(tmp_path), pattern) == triples
    assert count(open_snapshot(snapshot.path, default_apart=True), pattern) == triples


def test_the_same_sources_give_the_same_release_and_the_same_bytes(tmp_path: Path) -> None:
    again = replace(SOURCES, ontology=dict(reversed(SOURCES.ontology.items())))
    first = build_snapshot(tmp_path / "first", SOURCES)
    second = build_snapshot(tmp_path / "second", again)
    assert first.release == second.release == open_current(tmp_path / "first").release
    for name in ("data.nq", "snapshot.json"):
        assert (first.path / name).read_bytes() == (second.path / name).read_bytes()


@pytest.mark.parametrize(
    "changed",
    [
        {"plans": {PLAN: ONE + b" "}},
        {"plans": {f"{PLAN}-2": ONE}},
        {"plans": {}, "ledgers": {PLAN: ONE}},
        {"prefixes": {"x": "http://y/"}},
        {"base": "http://y/"},
    ],
)
def test_any_change_of_the_sources_is_another_release(changed: dict[str, object]) -> None:
    assert replace(SOURCES, **changed).release != SOURCES.release


def test_a_complete_snapshot_of_the_same_release_is_not_written_again(tmp_path: Path) -> None:
    first = build_snapshot(tmp_path, SOURCES)
    written = (first.path / "data.nq").stat().st_mtime_ns
    assert build_snapshot(tmp_path, SOURCES) == first
    assert (first.path / "data.nq").stat().st_mtime_ns == written


@pytest.mark.parametrize("name", ["data.nq", "snapshot.json"])
@pytest.mark.parametrize("damage", ["cut", "removed", "overwritten"])
def test_a_damaged_snapshot_is_told_and_mended_by_the_next_build(
    tmp_path: Path, name: str, damage: str
) -> None:
    file = build_snapshot(tmp_path, SOURCES).path / name
    if damage == "removed":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:40] if damage == "cut" else b"{}")
    with pytest.raises(WorkspaceError, match=r"missing or damaged .*run 'plankg build'"):
        open_current(tmp_path)
    build_snapshot(tmp_path, SOURCES)
    assert count(open_current(tmp_path), "?s ?p ?o") == 5


def test_without_a_build_there_is_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="run 'plankg build'"):
        open_current(tmp_path)


@pytest.mark.parametrize("turtle", [b"<http://x/a> <http://x/b>", b"\xff", b"x:a x:b x:c ."])
def test_broken_turtle_is_told_with_its_file_and_leaves_the_old_snapshot(
    tmp_path: Path, turtle: bytes
) -> None:
    before = build_snapshot(tmp_path, SOURCES)
    with pytest.raises(WorkspaceError, match=r"vocab/a\.ttl: not readable as Turtle"):
        build_snapshot(tmp_path, replace(SOURCES, ontology={"vocab/a.ttl": turtle}))
    assert current_snapshot(tmp_path) == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("a file where the folder should be")
    with pytest.raises(WorkspaceError, match="cannot write a snapshot"):
        build_snapshot(tmp_path, SOURCES)


def test_the_current_snapshot_and_one_more_are_kept(tmp_path: Path) -> None:
    plans = [{PLAN: f"<http://x/plan> <http://x/says> '{n}' .".encode()} for n in range(4)]
    built = [build_snapshot(tmp_path, replace(SOURCES, plans=plan)) for plan in plans]
    assert says(tmp_path) == "3"
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == {
        snapshot.path.name for snapshot in built[-2:]
    }


def test_an_engine_goes_on_answering_from_its_release_after_newer_builds(tmp_path: Path) -> None:
    build_snapshot(tmp_path, SOURCES)
    engine = open_current(tmp_path)
    for turtle in (b"<http://x/plan> <http://x/says> 'two' .", b"<http://x/a> a <http://x/B> ."):
        build_snapshot(tmp_path, replace(SOURCES, plans={PLAN: turtle}))
    assert engine.release == SOURCES.release
    assert count(engine, "?s ?p ?o") == 5


def test_several_processes_read_one_snapshot_at_once(tmp_path: Path) -> None:
    path = build_snapshot(tmp_path, SOURCES).path
    held = open_snapshot(path)
    script = (
        "import pathlib, plankg.store as store;"
        f" print(store.open_snapshot(pathlib.Path({str(path)!r})).release)"
    )
    readers = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [reader.communicate(timeout=60)[0].strip() for reader in readers] == [held.release] * 3


# Kills itself at the n-th of the calls by which a build makes things durable or visible.
KILLED_BUILD = textwrap.dedent(
    """
    import os, pathlib, shutil, signal, sys
    sys.path.insert(0, {tests!r})
    from test_store import OTHER
    from plankg.store import build_snapshot

    calls = 0

    def killing(original):
        def call(*arguments, **keywords):
            global calls
            calls += 1
            if calls == {at}:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **keywords)
        return call

    os.fsync = killing(os.fsync)
    pathlib.Path.mkdir = killing(pathlib.Path.mkdir)
    pathlib.Path.rename = killing(pathlib.Path.rename)
    pathlib.Path.replace = killing(pathlib.Path.replace)
    shutil.rmtree = killing(shutil.rmtree)
    build_snapshot(pathlib.Path({folder!r}), OTHER)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_build_killed_at_any_step_leaves_the_old_snapshot_or_the_new_one(tmp_path: Path) -> None:
    seen = []
    for at in range(1, 30):
        folder = tmp_path / str(at)
        build_snapshot(folder, SOURCES)
        script = KILLED_BUILD.format(tests=str(Path(__file__).parent), at=at, folder=str(folder))
        done = subprocess.run([sys.executable, "-c", script], timeout=60, check=False)
        seen.append(says(folder))
        build_snapshot(folder, OTHER)
        assert says(folder) == "two"
        left = [path.name for path in folder.rglob("*") if path.name.startswith(".building")]
        assert left == []
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
    # Old before the pointer is replaced, new from there on; and the last build was not killed.
    assert seen == sorted(seen, key=["一", "two"].index)
    assert seen[0] == "一"
    assert seen[-1] == "two"
    assert len(seen) > 6
