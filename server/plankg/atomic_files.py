"""Writes files so that a reader, or a kill at any moment, meets the old one or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from plankg.errors import WorkspaceError


def replace_files(files: Mapping[Path, bytes], gone: Iterable[Path] = ()) -> None:
    """Write all `files`; each is replaced only when all of them lie written beside their places.

    Last the files `gone` are removed, unless they are among `files`.

    Raises:
        WorkspaceError: a file could not be written; none was replaced.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            written[path] = _written_beside(path, content)
    except OSError as error:
        for beside in written.values():
            beside.unlink(missing_ok=True)
        raise WorkspaceError(f"cannot write {error.filename!r}: {error.strerror}") from error
    for path, beside in written.items():
        beside.replace(path)
    for path in gone:
        if path not in files:
            path.unlink(missing_ok=True)


def _written_beside(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    # The process id keeps two builds at once from writing into each other's file.
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside
