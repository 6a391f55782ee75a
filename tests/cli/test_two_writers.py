"""Two commands at once: one writes, the other waits and is told; readers never wait."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from plan_texts import WATER

from plankg.sole_writer import sole_writer
from plankg.workspace import open_workspace
from plankg.writing import turn as turns
from plankg.writing.change import Change

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def water(workspace: Path, tmp_path: Path, plankg) -> Path:
    """A workspace with one plan."""
    (tmp_path / "water.txt").write_text(WATER, encoding="utf-8")
    assert plankg("add", tmp_path / "water.txt", "--workspace", workspace).code == 0
    return workspace


@pytest.fixture
def busy(water: Path, monkeypatch: pytest.MonkeyPatch):
    """Somebody else writes to the workspace, and nobody waits for it."""
    monkeypatch.setattr(turns, "PATIENCE", 0)
    with sole_writer(open_workspace(water)):
        yield water


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.name != ".lock")
    return {str(path): path.read_bytes() for path in paths if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        ["add", "water.txt", "--replace"],
        ["add", "."],
        ["remove", "water", "--yes"],
        ["build", "--anew"],
        ["link"],
    ],
    ids=" ".join,
)
def test_who_would_write_too_is_refused_in_one_line_and_changes_nothing(
    busy, tmp_path, plankg, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = files(busy)
    outcome = plankg(*command, "--workspace", busy)
    assert outcome.code == 2
    assert f"(process {os.getpid()}) is still writing in" in outcome.error
    assert "is writing here: waiting for it up to 0 s" in outcome.err
    assert files(busy) == before


@pytest.mark.parametrize(
    "command",
    [
        ["export", "targets"],
        ["coverage", "water"],
        ["check"],
        ["sparql", "-q", "ASK {}"],
        ["audit"],
        ["link", "--list"],
        ["build"],
    ],
    ids=lambda command: command[0],
)
def test_who_only_reads_is_not_kept_waiting(busy, plankg, command: list[str]) -> None:
    outcome = plankg(*command, "--workspace", busy)
    assert outcome.code == 0
    assert "waiting" not in outcome.err


def test_a_decision_is_asked_for_again_while_somebody_else_writes(busy, plankg, typed) -> None:
    typed("王五", "a", "", "q")
    outcome = plankg("review", "water", "--only", "printed", "--workspace", busy)
    assert "is still writing in" in outcome.out
    assert "nothing was decided" in outcome.err


def test_of_two_that_add_one_plan_at_once_one_does_and_the_other_is_told(
    workspace: Path, tmp_path: Path
) -> None:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    texts = {name: WATER.replace("泵站12座", f"泵站{name}座") for name in ("15", "16")}
    adding = {}
    for name, text in texts.items():
        file = tmp_path / name / "water.txt"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "plankg", "add", file, "--workspace", workspace]
        adding[name] = subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
    told = {name: process.communicate()[1] for name, process in adding.items()}
    codes = {process.returncode: name for name, process in adding.items()}
    assert codes.keys() == {0, 2}, told
    refusal = told[codes[2]].splitlines()[-1]
    assert "there is a plan 'water' already" in refusal or "is still writing in" in refusal
    stored = workspace / "data" / "sources" / "water" / "text.txt"
    assert stored.read_text(encoding="utf-8") == texts[codes[0]]


def leave_half_done(workspace: Path, tmp_path: Path, plankg) -> None:
    """Replace a plan in a process that dies before it has published."""
    (tmp_path / "water.txt").write_text(WATER.replace("12座", "15座"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Change, "undo", lambda _: None)
        patch.setattr("plankg.addition.publish", lambda *_: 1 / 0)
        plankg("add", tmp_path / "water.txt", "--replace", "--workspace", workspace)
    assert "15座" in (workspace / "data" / "plans" / "water.ttl").read_text(encoding="utf-8")


READERS = (
    ["export", "targets"],
    ["coverage", "water"],
    ["review", "water", "--list", "--only", "printed"],
    ["query", "targets-by-year"],
    ["audit"],
    ["link", "--list"],
    ["check"],
)


def test_who_reads_after_a_kill_sees_what_was_before_and_changes_nothing(
    water, tmp_path, plankg
) -> None:
    said = [plankg(*command, "--workspace", water) for command in READERS]
    leave_half_done(water, tmp_path, plankg)
    before = files(water)
    assert [plankg(*command, "--workspace", water) for command in READERS] == said
    assert files(water) == before


def test_a_removal_that_was_killed_is_seen_by_nobody(water, plankg) -> None:
    said = [plankg(*command, "--workspace", water) for command in READERS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Change, "undo", lambda _: None)
        patch.setattr("plankg.removal.keep_record", lambda *_: 1 / 0)
        plankg("remove", "water", "--yes", "--purge", "--workspace", water)
    assert not (water / "data" / "sources" / "water").exists()
    assert [plankg(*command, "--workspace", water) for command in READERS] == said
    assert plankg("remove", "water", "--yes", "--purge", "--workspace", water).code == 0
    assert "nothing is published" in plankg("check", "--workspace", water).error


def test_the_next_writer_removes_what_killed_ones_left(water, tmp_path, plankg) -> None:
    whole = {name: content for name, content in files(water).items() if "/changes/" not in name}
    leave_half_done(water, tmp_path, plankg)
    state = water / ".plankg"
    (state / "snapshots" / ".building-0123456789abcdef").mkdir()
    for folder in (state, state / "findings", *(water / "data").iterdir()):
        (folder / ".water.ttl.4711.new").write_text("half of it")
    (water / "data" / "sources" / ".wind.4711.new").mkdir()
    assert "nothing changed" in plankg("build", "--workspace", water).err
    left = {name: content for name, content in files(water).items() if "/changes/" not in name}
    in_no_folder_of_ours = {name for name in left if ".4711.new" in name}
    assert {Path(name).parent.name for name in in_no_folder_of_ours} <= {"registers", "lookups"}
    assert {name: left[name] for name in left.keys() - in_no_folder_of_ours} == whole
    assert list((state / "snapshots").glob(".*")) == []


def test_a_full_disk_leaves_no_unfinished_snapshot(
    water, tmp_path, plankg, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(water)
    original = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name.startswith(".building"):
            raise OSError(28, "No space left on device")
        return original(path, target)

    monkeypatch.setattr(Path, "rename", full)
    (tmp_path / "water.txt").write_text(WATER.replace("12座", "15座"), encoding="utf-8")
    command = ("add", tmp_path / "water.txt", "--replace", "--workspace", water)
    assert "No space left on device" in plankg(*command).error
    found = {n: c for n, c in files(water).items() if "/findings/" not in n}
    assert found == {n: c for n, c in before.items() if "/findings/" not in n}
    assert list((water / ".plankg" / "snapshots").glob(".*")) == []
