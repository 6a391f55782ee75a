"""Snapshots: a release of the published graphs, built atomically, opened by many readers.

A snapshot is a folder ``snapshots/<release>`` with the quads as N-Quads, those of the default graph
before those of named graphs, each sorted, and a description with their checksum; the file
``current`` names the one that is served. A build works in a folder of its own and becomes visible
by two renames, so that a reader sees the old snapshot or the new one, also after a kill. Why
N-Quads and not a database: docs/decisions/0006-store.md; what a workspace's files have to do with
it: docs/decisions/0027-writing.md.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from plankg.atomic_files import replace_files
from plankg.errors import WorkspaceError
from plankg.oxigraph import StoreEngine
from plankg.snapshot_sources import SnapshotSources
from plankg.writing.durable import delete, sync_folder, write_durably
from plankg.writing.turn import turn
from plankg.writing.undoing import recover
from plankg.writing.view import View

# Goes up when the files of a snapshot change, so that older ones are built anew.
LAYOUT = 2
# The one that is served, and the one before it, for readers that are just opening it.
_KEPT = 2
_QUADS, _DESCRIPTION, _CURRENT = "data.nq", "snapshot.json", "current"
_UNFINISHED = ".building-"
# A snapshot of a large workspace takes minutes; another that builds the same waits for it.
_PATIENCE = 600.0

__all__ = [
    "Snapshot",
    "SnapshotSources",
    "build_snapshot",
    "current_snapshot",
    "open_current",
    "open_snapshot",
    "pointer_file",
    "pointer_text",
    "remove_old_snapshots",
    "snapshot_prefixes",
    "unfinished_snapshots",
    "write_snapshot",
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
    with _told(folder), turn(folder, patience=_PATIENCE):
        recover(folder)
        for leftover in unfinished_snapshots(folder):
            delete(leftover)
        snapshot = write_snapshot(folder, sources)
        _make_current(folder, snapshot)
        remove_old_snapshots(folder)
    return snapshot


def write_snapshot(folder: Path, sources: SnapshotSources) -> Snapshot:
    """Write the snapshot of `sources` without making it current, and return it.

    For the process whose turn it is to write. A complete snapshot is taken as it is.

    Raises:
        WorkspaceError: Turtle that cannot be parsed, or a folder that cannot be written.
    """
    release = sources.release
    path = folder / "snapshots" / release[:16]
    if not _is_complete(path, release):
        with _told(folder):
            _write(path, release, sources)
    return Snapshot(release, path)


def remove_old_snapshots(folder: Path) -> None:
    """Remove all snapshots but the current one and the one before it, for readers opening that.

    For the process whose turn it is to write.
    """
    current = _current_name(folder)
    others = sorted(
        (path for path in (folder / "snapshots").glob("[!.]*") if path.name != current),
        key=lambda path: (path.stat().st_mtime, path.name),
    )
    for path in others[: 1 - _KEPT]:
        delete(path)


def unfinished_snapshots(folder: Path) -> list[Path]:
    """Return what killed builds left in `folder`, and what one under way is writing."""
    return list((folder / "snapshots").glob(f"{_UNFINISHED}*"))


def pointer_file(folder: Path) -> Path:
    """Return the file that names the current snapshot of `folder`."""
    return folder / _CURRENT


def pointer_text(snapshot: Snapshot) -> bytes:
    """Return what the pointer says when a snapshot is current."""
    return f"{snapshot.path.name}\n".encode()


def current_snapshot(folder: Path) -> Snapshot:
    """Return the snapshot that is served from `folder`.

    Raises:
        WorkspaceError: there is none yet, or its folder is missing.
    """
    name = _current_name(folder)
    if not name:
        raise WorkspaceError(f"nothing is built in {str(folder)!r} yet: run 'plankg build'")
    path = folder / "snapshots" / name
    return Snapshot(str(_description(path)["release"]), path)


def snapshot_prefixes(snapshot: Snapshot) -> dict[str, str]:
    """Return the prefixes that are predeclared for queries to the snapshot.

    Raises:
        WorkspaceError: it is missing or damaged.
    """
    return dict(_description(snapshot.path)["prefixes"])


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
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"cannot write a snapshot in {str(folder)!r}: {error}") from error


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
    try:
        write_durably(unfinished / _QUADS, content)
        text = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
        write_durably(unfinished / _DESCRIPTION, text.encode())
        sync_folder(unfinished)
        if path.exists():  # damaged, or of another layout
            shutil.rmtree(path)
        unfinished.rename(path)
    except BaseException:
        # On a full disk it would take the room that is missing.
        delete(unfinished)
        raise
    sync_folder(path.parent)


def _make_current(folder: Path, snapshot: Snapshot) -> None:
    if _current_name(folder) != snapshot.path.name:
        replace_files({pointer_file(folder): pointer_text(snapshot)})
        sync_folder(folder)


def _current_name(folder: Path) -> str:
    try:
        return View.now(folder).read(pointer_file(folder)).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


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
