"""One process writes at a time; another one waits a little, and is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plankg.errors import WorkspaceBusyError, WorkspaceError
from plankg.writing.turn import turn

HOLDER = """
import sys
from pathlib import Path
from plankg.writing.turn import turn
with turn(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that has the turn until its input ends."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    yield process
    process.kill()
    process.communicate()


def test_who_comes_second_is_told_who_writes_and_that_nothing_was_changed(tmp_path, holder) -> None:
    said: list[str] = []
    who = f"another plankg command (process {holder.pid}) is"
    words = "nothing was changed; run the command again"
    with (
        pytest.raises(WorkspaceBusyError, match=words),
        turn(tmp_path, said.append, patience=0),
    ):
        pytest.fail("both have the turn")
    assert said == [f"{who} writing here: waiting for it up to 0 s"]


def test_who_waits_gets_the_turn_when_the_other_ends(tmp_path, holder) -> None:
    def end(_: str) -> None:
        holder.communicate("\n")

    with turn(tmp_path, end, patience=60):
        pass


def test_the_turn_ends_with_a_process_that_is_killed(tmp_path, holder) -> None:
    holder.kill()
    holder.wait()
    said: list[str] = []
    with turn(tmp_path, said.append, patience=60):
        pass
    assert said == []


def test_a_turn_leaves_nothing_behind(tmp_path: Path) -> None:
    for _ in range(2):
        with turn(tmp_path, patience=0):
            assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot write in"), turn(tmp_path / "file"):
        pass
