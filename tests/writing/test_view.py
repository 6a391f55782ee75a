"""A reader sees one state of the files, however long it reads and whatever is written meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plankg.errors import WorkspaceError
from plankg.writing.change import changed
from plankg.writing.view import View


def put(root: Path, number: int) -> None:
    files = {root / name: str(number).encode() for name in ("a", "b")}
    with changed(root / "state", files, [] if number % 2 else [root / "odd"]):
        pass


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a", "b", "odd"):
        (tmp_path / name).write_bytes(b"0")
    (tmp_path / "state").mkdir()
    return tmp_path


def test_a_view_stays_what_it_was_over_the_next_changes(root: Path) -> None:
    put(root, 1)
    view = View.now(root / "state")
    for number in (2, 3):
        put(root, number)
        assert [view.read(root / name) for name in ("a", "b", "odd")] == [b"1", b"1", b"0"]
        assert view.names(root) == ["a", "b", "odd", "state"]
    assert View.now(root / "state").read(root / "a") == b"3"


def test_a_view_that_is_too_old_says_so(root: Path) -> None:
    view = View.now(root / "state")
    for number in (1, 2, 3):
        put(root, number)
    with pytest.raises(WorkspaceError, match="changed several times while it was read"):
        view.read(root / "a")


def test_what_is_missing_is_missing(root: Path) -> None:
    view = View.now(root / "state")
    with pytest.raises(FileNotFoundError):
        view.read(root / "c")
    assert view.names(root / "c") == []


WRITER = """
import sys
from pathlib import Path
from test_view import put
for number in range(1, 300):
    put(Path(sys.argv[1]), number)
"""


def test_readers_never_see_files_of_two_states(root: Path) -> None:
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, root],
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    seen = set()
    while writer.poll() is None:
        view = View.now(root / "state")
        try:
            a, b = (view.read(root / name) for name in ("a", "b"))
        except WorkspaceError:
            continue  # three changes came between the two
        assert a == b
        seen.add(a)
    assert writer.returncode == 0
    assert len(seen) > 1
