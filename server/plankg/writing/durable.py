"""Writes, links and moves files so that they are on the disk when a call returns."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Put on the disk which files are in a folder."""
    if sys.platform != "win32":  # where a folder cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def second_name(path: Path, name: Path) -> None:
    """Give a file another name; where the file system has no such names, copy it."""
    name.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Of a link what it leads to, so that a relative one does not lead elsewhere from there.
        os.link(path.resolve(), name)
    except OSError:
        write_durably(name, path.read_bytes())


def move(path: Path, place: Path) -> None:
    """Put a file or folder in its place, also from another file system."""
    try:
        path.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = beside_place(place)
        if path.is_dir():
            shutil.copytree(path, beside)
        else:
            write_durably(beside, path.read_bytes())
        beside.replace(place)


def outermost(path: Path) -> Path:
    """Return the outermost folder above a path that is not there yet, else the path."""
    return next((above for above in reversed(path.parents) if not above.exists()), path)


def beside_place(place: Path) -> Path:
    """Return the name under which what is to come into a place lies beside it until then."""
    # The process id keeps two that write at once from writing into each other's file.
    return place.with_name(f".{place.name}.{os.getpid()}.new")


def delete(path: Path) -> None:
    """Delete a file or folder if that can be done; whoever comes next can try again."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
