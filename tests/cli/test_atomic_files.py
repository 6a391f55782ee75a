from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plankg.atomic_files import replace_files
from plankg.errors import WorkspaceError


def test_all_files_are_replaced_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    replace_files({tmp_path / "a": b"1", tmp_path / "new" / "b": b"2"})
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert found == {"a", "new", "new/b"}
    assert (tmp_path / "new" / "b").read_bytes() == b"2"


def test_if_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WorkspaceError, match="cannot write"):
        replace_files({tmp_path / "a": b"new", tmp_path / "file" / "b": b"2"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "file"]


def test_if_the_disk_is_full_the_file_is_named_and_no_folder_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = iter([None, OSError(errno.ENOSPC, "No space left on device")])

    def write_through(_descriptor: int) -> None:
        if trouble := next(full):
            raise trouble

    monkeypatch.setattr(os, "fsync", write_through)
    with pytest.raises(WorkspaceError, match=r"plan\.toml': No space left on device"):
        replace_files({tmp_path / "a" / "text.txt": b"1", tmp_path / "a" / "plan.toml": b"2"})
    assert list(tmp_path.iterdir()) == []


class Killed(BaseException):
    """What no handler of errors catches, like a kill."""


@pytest.mark.parametrize("step", range(12))
def test_killed_at_any_step_a_new_folder_is_whole_or_not_there(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = itertools.count(step, -1)

    def killing(original: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            if next(left) == 0:
                raise Killed
            return original(*arguments, **options)

        return call

    for owner, name in ((os, "fsync"), (Path, "mkdir"), (Path, "replace")):
        monkeypatch.setattr(owner, name, killing(getattr(owner, name)))
    new = tmp_path / "sources" / "new"
    (tmp_path / "old.ttl").write_bytes(b"old")
    wanted = {new / "text.txt": b"1", new / "plan.toml": b"2", tmp_path / "old.ttl": b"new"}
    killed = False
    try:
        replace_files(wanted)
    except Killed:
        killed = True
    assert killed or step >= 8  # three folders asked for, three files written, two places taken
    seen = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}
    assert seen in ({"old.ttl"}, {"old.ttl", "sources"})
    if "sources" in seen:
        assert {path.name: path.read_bytes() for path in new.iterdir()} == {
            "text.txt": b"1",
            "plan.toml": b"2",
        }
    assert (tmp_path / "old.ttl").read_bytes() == (b"old" if killed else b"new")
