"""Snapshots: a release of the published graphs, built atomically, opened by many readers.

A snapshot is a folder ``snapshots/<release>`` with the quads as N-Quads, those of the default graph
before those of named graphs, each sorted, and a description with their checksum; the file
``current`` names the one that is served. A build works in a folder of its own and becomes visible
by two renames, so that a reader sees the old snapshot or the new one, also after a kill. Why
N-Quads and not a database: docs/decisions/0006-store.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from plankg.errors import WorkspaceError
from plankg.oxigraph import StoreEngine
from plankg.snapshot_sources import SnapshotSources

# Goes up when the files of a snapshot change, so that older ones are built anew.
LAYOUT = 2
# The one that is served, and the one before it, for readers that are just opening it.
_KEPT = 2
_QUADS, _DESCRIPTION, _CURRENT = "data.nq", "snapshot.json", "current"
_UNFINISHED = ".building-"

__all__ = [
    "Snapshot",
    "SnapshotSources",
    "build_snapshot",
    "current_snapshot",
    "forget_current",
    "open_current",
    "open_snapshot",
    "snapshot_prefixes",
]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A complete snapshot on disk: the release's content hash, and its folder."""

    release: str
    path: Path


def build_snapshot(folder: Path, sources: SnapshotSources) -> Snapshot:
    """Make `sources` the current snapshot of `folder` and return it.

    A complete snapshot of the same release is taken as it is. On any failure, and on a kill at
    any moment, the old snapshot stays current; what a killed build left is removed by the next.

    Raises:
        WorkspaceError: Turtle that cannot be parsed, or a folder that cannot be written.
    """
    release = sources.release
    try:
        with _only_builder(folder) as snapshots:
            for leftover in snapshots.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(leftover)
            path = snapshots / release[:16]
            if not _is_complete(path, release):
                _write(path, release, sources)
            _make_current(folder, path)
            _prune(snapshots, path)
    except OSError as error:
        raise WorkspaceError(f"cannot write a snapshot in {str(folder)!r}: {error}") from error
    return Snapshot(release, path)


def current_snapshot(folder: Path) -> Snapshot:
    """Return the snapshot that is served from `folder`.

    Raises:
        WorkspaceError: there is none yet, or its folder is missing.
    """
    pointer = folder / _CURRENT
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except OSError as error:
        raise WorkspaceError(
            f"nothing is built in {str(folder)!r} yet: run 'plankg build'"
        ) from error
    path = folder / "snapshots" / name
    return Snapshot(str(_description(path)["release"]), path)


def snapshot_prefixes(snapshot: Snapshot) -> dict[str, str]:
    """Return the prefixes that are predeclared for queries to the snapshot.

    Raises:
        WorkspaceError: it is missing or damaged.
    """
    return dict(_description(snapshot.path)["prefixes"])


def forget_current(folder: Path) -> None:
    """Leave `folder` without a current snapshot, as nothing is published any more.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    try:
        with _only_builder(folder):
            (folder / _CURRENT).unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(f"cannot write in {str(folder)!r}: {error}") from error


def open_snapshot(path: Path, *, default_apart: bool = False) -> StoreEngine:
    """Load a snapshot into memory and return the engine over it.

    With `default_apart` the default graph is loaded a second time, by itself: questions to it
    take a quarter to a third less time, for half as much memory again. No thread is left when
    this returns.

    Raises:
        WorkspaceError: it is missing, incomplete or damaged.
    """
    description = _description(path)
    content = _checked_quads(path, description)
    parts = [content, content[: description["default_bytes"]]] if default_apart else [content]
    with ThreadPoolExecutor(len(parts)) as threads:
        store, *default = threads.map(_loaded, parts)
    return StoreEngine(
        store,
        description["release"],
        dict(description["prefixes"]),
        description["base"],
        default_graph=default[0] if default else None,
    )


def _loaded(quads: bytes) -> ox.Store:
    store = ox.Store()
    # Lenient: these are bytes that we have written ourselves, and the checksum says so.
    store.bulk_load(quads, ox.RdfFormat.N_QUADS, lenient=True)
    return store


def open_current(folder: Path) -> StoreEngine:
    """Load the current snapshot of `folder`; its release is the engine's `release`.

    Raises:
        WorkspaceError: there is none, or it is damaged.
    """
    path = current_snapshot(folder).path
    try:
        return open_snapshot(path)
    except WorkspaceError:
        # Two builds may have passed between the pointer and the folder; then there is a new one.
        latest = current_snapshot(folder).path
        if latest == path:
            raise
        return open_snapshot(latest)


@contextmanager
def _only_builder(folder: Path) -> Iterator[Path]:
    """Yield the folder of snapshots while no other process builds there.

    The lock is the kernel's and ends with the process. Windows has no such lock in the standard
    library; there, two builds at once may undo each other, but readers are as safe.
    """
    snapshots = folder / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield snapshots


def _write(path: Path, release: str, sources: SnapshotSources) -> None:
    default, named = sources.quads()
    content = default + named
    description = {
        "layout": LAYOUT,
        "release": release,
        "sha256": hashlib.sha256(content).hexdigest(),
        "quads": content.count(b"\n"),
        "default_bytes": len(default),
        "base": sources.base,
        "prefixes": dict(sorted(sources.prefixes.items())),
    }
    unfinished = path.with_name(f"{_UNFINISHED}{path.name}")
    unfinished.mkdir()
    _write_durably(unfinished / _QUADS, content)
    text = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
    _write_durably(unfinished / _DESCRIPTION, text.encode())
    _sync(unfinished)
    if path.exists():  # damaged, or of another layout
        shutil.rmtree(path)
    unfinished.rename(path)
    _sync(path.parent)


def _make_current(folder: Path, path: Path) -> None:
    pointer = folder / _CURRENT
    if pointer.is_file() and pointer.read_text(encoding="ascii").strip() == path.name:
        return
    new = folder / f".{_CURRENT}"
    _write_durably(new, f"{path.name}\n".encode())
    new.replace(pointer)
    _sync(folder)


def _prune(snapshots: Path, current: Path) -> None:
    others = sorted(
        (path for path in snapshots.iterdir() if path != current and path.name[0] != "."),
        key=lambda path: (path.stat().st_mtime, path.name),
    )
    for path in others[: len(others) - (_KEPT - 1)]:
        shutil.rmtree(path)


def _is_complete(path: Path, release: str) -> bool:
    try:
        description = _description(path)
        _checked_quads(path, description)
    except WorkspaceError:
        return False
    return bool(description["release"] == release)


def _description(path: Path) -> dict[str, Any]:
    try:
        description = json.loads((path / _DESCRIPTION).read_text(encoding="utf-8"))
        if description["layout"] != LAYOUT:
            raise ValueError(f"layout {description['layout']!r}, not {LAYOUT}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, error) from error
    return dict(description)


def _checked_quads(path: Path, description: Mapping[str, Any]) -> bytes:
    try:
        content = (path / _QUADS).read_bytes()
    except OSError as error:
        raise _damaged(path, error) from error
    if hashlib.sha256(content).hexdigest() != description["sha256"]:
        raise _damaged(path, "its checksum differs")
    return content


def _damaged(path: Path, why: object) -> WorkspaceError:
    return WorkspaceError(
        f"the snapshot {str(path)!r} is missing or damaged ({why}): run 'plankg build'"
    )


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    if sys.platform != "win32":  # where a folder cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
