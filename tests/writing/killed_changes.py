"""Kills a change of files at each of its steps, and some undoings at each of theirs; tells in JSON.

Run by a test in a process of its own, as only a process without threads should be forked.
"""

from __future__ import annotations

import json
import shutil
import signal
import sys
from pathlib import Path

from killing import process_met

from plankg.writing.change import changed
from plankg.writing.turn import turn
from plankg.writing.undoing import recover, unfinished
from plankg.writing.view import View

# Undoing is killed, too, at each of its steps, after each so manieth step of a change.
_UNDONE_EACH = 11
NAMES = ("kept", "replaced", "gone", "made", "folder gone/a", "folder made/deep/b", "late", "first")


def main(folder: Path) -> None:
    """Write what was found as JSON: what readers and the next writer saw after each kill."""
    found, at, came = [], 0, True
    while came:
        at += 1
        root = base(folder / str(at))
        _, came = process_met(lambda root=root: change(root), root, at)
        seen = contents(root)
        kills = 0
        if at % _UNDONE_EACH == 0 and unfinished(root / "s"):
            kills = undone_with_kills(root, folder / f"{at} undone")
        found.append({"seen": seen, "lies": after_recovery(root), "undone": kills})
    print(json.dumps(found, ensure_ascii=False))


def base(root: Path) -> Path:
    """Make a folder with a change that is done, as most have one."""
    for name in ("kept", "replaced", "gone", "folder gone/a"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("old")
    (root / "s").mkdir()
    (root / "s" / "late").write_text("older")
    with changed(root / "s", {}, later=[root / "s" / "late"]) as one:
        one.write(root / "s" / "late", b"old")
    return root


def change(root: Path) -> int:
    """Do one change of every sort."""
    late, first = root / "s" / "late", root / "s" / "first"
    files = {root / name: b"new" for name in ("replaced", "made", "folder made/deep/b")}
    gone = [root / "gone", root / "folder gone"]
    with turn(root / "s", patience=0):
        recover(root / "s")
        with changed(root / "s", files, gone, [late, first]) as one:
            one.write(late, b"new")
            one.write(first, b"new")
    return 0


def undone_with_kills(root: Path, copies: Path) -> int:
    """Kill the undoing at each of its steps, and see that all is as it was; return how many."""
    at, came, old = 0, True, contents(root)
    while came:
        at += 1
        copy = copies / str(at)
        shutil.copytree(root, copy)
        _, came = process_met(lambda copy=copy: recovered(copy), copy, at)
        assert contents(copy) == old, (at, contents(copy))
        assert after_recovery(copy) == old, (at, after_recovery(copy))
    return at - 1


def recovered(root: Path) -> int:
    recover(root / "s")
    return 0


def contents(root: Path) -> dict[str, str]:
    """Return what a reader sees in the folder."""
    view = View.now(root / "s")
    seen = {}
    for name in NAMES:
        path = root / "s" / name if name in ("late", "first") else root / name
        if path.name in view.names(path.parent):
            seen[name] = view.read(path).decode()
    assert ("folder gone" in view.names(root)) == ("folder gone/a" in seen)
    assert ("folder made" in view.names(root)) == ("folder made/deep/b" in seen)
    return seen


def after_recovery(root: Path) -> dict[str, str]:
    """Return what lies in the folder when the next writer has its turn."""
    with turn(root / "s", patience=0):
        recover(root / "s")
    # What an undoing that was killed left beside a place goes with the other leftovers.
    lying = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return {
        name.removeprefix("s/"): (root / name).read_text()
        for name in lying
        if ".new" not in name and "changes/" not in name
    }


if __name__ == "__main__":
    signal.alarm(300)
    main(Path(sys.argv[1]))
