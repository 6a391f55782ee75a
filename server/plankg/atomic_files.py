"""Writes files so that a reader, or a kill at any moment, meets the old one or the new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from plankg.errors import WorkspaceError


def replace_files(files: Mapping[Path, bytes], gone: Iterable[Path] = ()) -> None:
    """Write all `files`; each is replaced only when all of them lie written beside their places.

    A folder that is not there yet appears at once, with all that comes into it. Last the files
    `gone` are removed, unless they are among `files`.

    Raises:
        WorkspaceError: a file could not be written; none was replaced, and no folder made.
    """
    beside: dict[Path, Path] = {}
    for path, content in files.items():
        place = _place(path)
        try:
            _write(beside.setdefault(place, _beside(place)) / path.relative_to(place), content)
        except OSError as error:
            for written in beside.values():
                _remove(written)
            raise WorkspaceError(f"cannot write {str(path)!r}: {error.strerror}") from error
    for place, written in beside.items():
        written.replace(place)
    for path in gone:
        if path not in files:
            path.unlink(missing_ok=True)


@contextmanager
def replaced_files(files: Mapping[Path, bytes], gone: Iterable[Path] = ()) -> Iterator[None]:
    """Replace `files` as `replace_files` does; put all back if what is done with them fails.

    Raises:
        WorkspaceError: as `replace_files`.
    """
    gone = tuple(gone)
    before = {path: path.read_bytes() for path in (*files, *gone) if path.is_file()}
    made = {place for path in files if (place := _place(path)) != path}
    replace_files(files, gone)
    try:
        yield
    except BaseException:
        for path in files.keys() - before.keys():
            path.unlink(missing_ok=True)
        for folder in made:
            _remove(folder)
        # On a full disk what is new goes first, so that there is room for what was.
        replace_files(before)
        raise


def _place(path: Path) -> Path:
    """Return the outermost folder above a path that is not there yet, else the path."""
    return next((above for above in reversed(path.parents) if not above.exists()), path)


def _beside(place: Path) -> Path:
    # The process id keeps two builds at once from writing into each other's file.
    return place.with_name(f".{place.name}.{os.getpid()}.new")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _remove(written: Path) -> None:
    with suppress(OSError):
        if written.is_dir():
            shutil.rmtree(written)
        else:
            written.unlink(missing_ok=True)
