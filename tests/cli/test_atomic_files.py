from __future__ import annotations

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
