from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from plankg import pipeline as pipeline_module
from plankg.graph import build_graph
from plankg.pipeline import build, compare
from plankg.store import current_snapshot, open_current
from plankg.workspace import open_workspace
from sample import SLUG

GRAPH, LEDGER = Path("data/plans") / f"{SLUG}.ttl", Path("data/ledgers") / f"{SLUG}.ttl"


unchecked = pytest.mark.usefixtures("unchecked")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def edit(folder: Path) -> None:
    text = folder / "data" / "sources" / SLUG / "text.txt"
    text.write_bytes(text.read_bytes() + "附记。\n".encode())


def test_a_build_publishes_the_graph_the_ledger_and_a_snapshot(folder: Path) -> None:
    report = build(open_workspace(folder))
    assert {path.relative_to(folder) for path in report.written} == {GRAPH, LEDGER}
    assert current_snapshot(folder / ".plankg").release == report.release


@unchecked
def test_a_second_build_does_nothing(folder: Path, read: list[str]) -> None:
    first = build(open_workspace(folder))
    before = files(folder)
    second = build(open_workspace(folder))
    assert (second.fresh, second.release, read) == (False, first.release, [SLUG])
    assert files(folder) == before


@unchecked
def test_a_touched_file_is_no_change(folder: Path, read: list[str]) -> None:
    build(open_workspace(folder))
    (folder / "data" / "sources" / SLUG / "text.txt").touch()
    assert not build(open_workspace(folder)).fresh


@unchecked
@pytest.mark.parametrize(
    "change",
    [
        edit,
        lambda folder: (folder / GRAPH).write_text(""),
        lambda folder: (folder / LEDGER).unlink(),
        lambda folder: (folder / "shapes" / "mine.ttl").write_text("# nothing yet\n"),
        lambda folder: (folder / "data" / "lookups" / "hedges.tsv").write_text("word\texample\n"),
    ],
    ids=["source", "published graph edited", "published ledger removed", "shape", "lookup"],
)
def test_a_change_is_built(folder: Path, read: list[str], change) -> None:
    build(open_workspace(folder))
    change(folder)
    assert build(open_workspace(folder)).fresh
    assert read == [SLUG, SLUG]


def test_the_same_sources_give_the_same_bytes(folder: Path) -> None:
    build(open_workspace(folder))
    before = (folder / GRAPH).read_bytes()
    assert build(open_workspace(folder), anew=True).written == ()
    assert (folder / GRAPH).read_bytes() == before


@unchecked
def test_comparing_finds_an_edited_graph_and_writes_nothing(folder: Path, plankg) -> None:
    build(open_workspace(folder))
    graph = (folder / GRAPH).read_text(encoding="utf-8")
    (folder / GRAPH).write_text(graph.replace("市财政局", "市财务局"), encoding="utf-8")
    before = files(folder)
    outcome = plankg("build", "--compare", "--workspace", folder)
    assert outcome.code == 1
    assert "1 published file not as the sources give" in outcome.error
    assert "-" in outcome.out
    assert "市财务局" in outcome.out
    assert files(folder) == before


@unchecked
def test_comparing_equal_files_is_done(folder: Path, plankg) -> None:
    build(open_workspace(folder))
    assert compare(open_workspace(folder)) == ()
    assert plankg("build", "--compare", "--workspace", folder).code == 0


def break_source(folder: Path) -> None:
    (folder / "data" / "sources" / SLUG / "text.txt").write_text("天气很好。")


def empty_source(folder: Path) -> None:
    (folder / "data" / "sources" / SLUG / "text.txt").write_text("")


def remove_source(folder: Path) -> None:
    (folder / "data" / "sources" / SLUG / "text.txt").unlink()


def break_shape(folder: Path) -> None:
    (folder / "shapes" / "mine.ttl").write_text("<a> <b> \n")


def break_query(folder: Path) -> None:
    (folder / "queries" / "catalogue" / "mine.rq").write_text("#+ title: one\nSELECT * {}\n")


def break_register(folder: Path) -> None:
    (folder / "data" / "registers" / "bodies.tsv").write_text("one\ttwo\n")


@unchecked
@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (break_source, "is no plan"),
        (empty_source, "empty"),
        (remove_source, "no such file"),
        (break_shape, "mine.ttl"),
        (break_register, "bodies.tsv"),
        (break_query, "mine.rq:1: "),
    ],
)
def test_broken_input_is_one_line_and_leaves_the_last_good_build(
    folder: Path, plankg, damage, message: str
) -> None:
    release = build(open_workspace(folder)).release
    damage(folder)
    before = files(folder)
    outcome = plankg("build", "--workspace", folder)
    assert outcome.code == 2
    assert message in outcome.error
    assert files(folder) == before
    assert open_current(folder / ".plankg").release == release


@unchecked
def test_a_broken_query_is_told_even_where_nothing_else_changed(folder: Path, plankg) -> None:
    release = build(open_workspace(folder)).release
    break_query(folder)
    for command in (["build"], ["build", "--compare"], ["check"]):
        outcome = plankg(*command, "--workspace", folder)
        assert outcome.code == 2
        assert "mine.rq:1: " in outcome.error
    assert open_current(folder / ".plankg").release == release


def break_lookup(folder: Path) -> None:
    (folder / "data" / "lookups" / "mine.tsv").write_text("word\texample\none\n")


@pytest.mark.parametrize(
    ("damage", "message"),
    [(break_shape, "mine.ttl"), (break_register, "bodies.tsv"), (break_lookup, "mine.tsv:2")],
)
def test_broken_knowledge_is_told_in_a_workspace_without_plans_of_its_own(
    workspace: Path, plankg, damage, message: str
) -> None:
    (workspace / "plankg.toml").write_text("[workspace]\npackaged_plans = true\n")
    release = build(open_workspace(workspace)).release
    damage(workspace)
    outcome = plankg("build", "--workspace", workspace)
    assert outcome.code == 2
    assert message in outcome.error
    assert open_current(workspace / ".plankg").release == release


@unchecked
def test_broken_turtle_in_the_ontology_leaves_the_last_good_build(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plankg
) -> None:
    release = build(open_workspace(folder)).release
    assets = tmp_path / "assets"
    (assets / "ontology").mkdir(parents=True)
    (assets / "ontology" / "plan.ttl").write_text("plan:Task a owl:Class")
    monkeypatch.setattr("plankg.workspace.assets_root", lambda: assets)
    outcome = plankg("build", "--workspace", folder)
    assert outcome.code == 2
    assert "plan.ttl" in outcome.error
    assert open_current(folder / ".plankg").release == release


def test_violations_are_told_and_nothing_is_published(
    folder: Path, monkeypatch: pytest.MonkeyPatch, plankg
) -> None:
    build(open_workspace(folder))
    edit(folder)
    before = files(folder)
    monkeypatch.setattr(pipeline_module, "build_graph", without_values(build_graph))
    outcome = plankg("build", "--workspace", folder)
    assert outcome.code == 1
    assert SLUG in outcome.error
    assert files(folder) == before


def without_values(build):
    def built(reading, register, iris, units):
        graph = build(reading, register, iris, units)
        graph.remove((None, URIRef(f"{iris.ontology}hasIndicator"), None))
        return graph

    return built


@unchecked
def test_a_quote_that_the_text_does_not_say_stops_a_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch, plankg
) -> None:
    build(open_workspace(folder))
    edit(folder)
    before = files(folder)
    monkeypatch.setattr(pipeline_module, "ledger_text", lambda *_: "别的文字")
    outcome = plankg("build", "--workspace", folder)
    assert outcome.code == 1
    assert "与原文该处的" in outcome.err
    assert files(folder) == before


@unchecked
def test_a_kill_between_writing_and_replacing_leaves_the_published_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(open_workspace(folder))
    edit(folder)
    before = files(folder)
    monkeypatch.setattr(Path, "replace", _killed)
    with pytest.raises(KeyboardInterrupt):
        build(open_workspace(folder))
    after = files(folder)
    assert {name: after[name] for name in before} == before
    monkeypatch.undo()


def _killed(_path: Path, _target: Path) -> None:
    raise KeyboardInterrupt
