"""A change of several files holds whole, or not at all, whatever ends it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plankg.errors import WorkspaceError
from plankg.writing.change import changed
from plankg.writing.undoing import recover, unfinished
from plankg.writing.view import View

DRIVER = Path(__file__).with_name("killed_changes.py")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with files, and one whose state keeps the changes."""
    for name in ("kept", "replaced", "gone", "folder/a"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / "state").mkdir()
    return tmp_path


def lying(root: Path) -> dict[str, str]:
    paths = (path for path in root.rglob("*") if path.is_file() and "state" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text() for path in paths}


OLD = {"kept": "old", "replaced": "old", "gone": "old", "folder/a": "old"}
NEW = {"kept": "old", "replaced": "new", "made/deep/b": "new"}


def change(root: Path):
    files = {root / "replaced": b"new", root / "made" / "deep" / "b": b"new"}
    return changed(root / "state", files, [root / "gone", root / "folder"])


def killed(root: Path) -> None:
    """Leave a change under way, as a process does that dies."""

    class Killed(BaseException):
        pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plankg.writing.change.Change.undo", lambda _: None)
        with pytest.raises(Killed), change(root):
            raise Killed


def test_what_a_change_leaves_holds_from_its_end_on(root: Path) -> None:
    with change(root):
        assert lying(root) == NEW
        before = View.now(root / "state")
        assert before.names(root) == ["folder", "gone", "kept", "replaced", "state"]
        assert before.read(root / "folder" / "a") == b"old"
    assert lying(root) == NEW
    after = View.now(root / "state")
    assert after.names(root) == ["kept", "made", "replaced", "state"]
    assert after.read(root / "made" / "deep" / "b") == b"new"


@pytest.mark.parametrize("error", [WorkspaceError("full"), KeyboardInterrupt(), OSError("odd")])
def test_whatever_fails_in_a_change_puts_all_back(root: Path, error: BaseException) -> None:
    with pytest.raises(type(error)), change(root):
        raise error
    assert lying(root) == OLD
    assert unfinished(root / "state") == []


def test_killed_at_any_step_readers_and_the_next_writer_find_the_old_state_or_the_new(
    tmp_path: Path,
) -> None:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, DRIVER, tmp_path],
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    old = dict.fromkeys(("kept", "replaced", "gone", "folder gone/a", "late"), "old")
    new = dict.fromkeys(("replaced", "made", "folder made/deep/b", "late", "first"), "new")
    new["kept"] = "old"
    states = [one["seen"] for one in found]
    turning = states.index(new)
    assert states == [old] * turning + [new] * (len(states) - turning)
    assert [one["lies"] for one in found] == states
    assert turning > 40
    # Undoing was killed as well, at each of its steps, and all was as before each time.
    assert sum(one["undone"] for one in found) > 60


def test_the_next_writer_undoes_a_change_and_leaves_what_a_person_wrote_since(root: Path) -> None:
    killed(root)
    (root / "replaced").write_text("by hand")
    (root / "gone").write_text("by hand, too")
    (root / "made" / "deep" / "note").write_text("mine")
    recover(root / "state")
    by_hand = {"replaced": "by hand", "gone": "by hand, too"}
    theirs = {"made/deep/b": "new", "made/deep/note": "mine"}
    assert lying(root) == OLD | by_hand | theirs
    assert unfinished(root / "state") == []


def test_a_workspace_that_was_moved_after_a_kill_is_put_in_order_where_it_is(root: Path) -> None:
    inside = root.parent / f"{root.name} moved"
    killed(root)
    root.rename(inside)
    assert View.now(inside / "state").read(inside / "gone") == b"old"
    recover(inside / "state")
    assert lying(inside) == OLD


def test_a_change_of_a_later_version_is_not_undone_by_this_one(root: Path) -> None:
    killed(root)
    (journal,) = (root / "state").rglob("journal.json")
    journal.write_bytes(journal.read_bytes().replace(b'"layout": 1', b'"layout": 2'))
    with pytest.raises(WorkspaceError, match="use the version of PlanKG that made it"):
        recover(root / "state")
    assert lying(root) == NEW


@pytest.mark.parametrize("step", ["write", "link", "move"])
def test_a_step_that_fails_leaves_all_as_it_was(
    root: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    owner, name = {"write": (os, "fsync"), "link": (os, "link"), "move": (Path, "replace")}[step]
    monkeypatch.setattr(owner, name, full)
    if step == "link":  # then files are copied
        monkeypatch.setattr("plankg.writing.durable.Path.read_bytes", full)
    with pytest.raises(WorkspaceError, match="No space left on device"), change(root):
        pass
    monkeypatch.undo()
    assert lying(root) == OLD
    assert unfinished(root / "state") == []


def test_state_and_files_may_lie_on_two_file_systems(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def apart(original):
        def call(path, place):
            if ("state" in Path(path).parts) != ("state" in Path(place).parts):
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            return original(path, place)

        return call

    monkeypatch.setattr(Path, "replace", apart(Path.replace))
    monkeypatch.setattr(os, "link", apart(os.link))
    files = {root / "replaced": b"new", root / "made" / "deep" / "b": b"new"}
    with pytest.raises(KeyboardInterrupt), changed(root / "state", files, [root / "gone"]):
        raise KeyboardInterrupt
    assert lying(root) == OLD
    with changed(root / "state", files, [root / "gone"]):
        pass
    assert lying(root) == NEW | {"folder/a": "old"}
