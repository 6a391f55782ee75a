"""Changes files of a workspace and what is published of it together, without importing what builds.

So the packaged plan, whose graphs lie ready, is published at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from plankg.build_record import BuildRecord, record_file, record_text
from plankg.snapshot_sources import SnapshotSources
from plankg.store import pointer_file, pointer_text, remove_old_snapshots, write_snapshot
from plankg.workspace import Workspace
from plankg.writing.change import Change, changed

# These stay once they are made; only the folder of a source comes and goes as one.
_FOLDERS = ("sources", "plans", "ledgers", "reviews")


@contextmanager
def published_change(
    workspace: Workspace, files: Mapping[Path, bytes], gone: Iterable[Path] = ()
) -> Iterator[Change]:
    """Change files of `workspace` and what is published of it, both or none.

    For the process whose turn it is (`plankg.sole_writer`); the block publishes.

    Raises:
        WorkspaceError: something cannot be written; all is as it was.
    """
    for folder in _FOLDERS if files else ():
        (workspace.root / "data" / folder).mkdir(parents=True, exist_ok=True)
    later = (pointer_file(workspace.state), record_file(workspace))
    with changed(workspace.state, files, gone, later) as change:
        yield change
    remove_old_snapshots(workspace.state)


def make_current(workspace: Workspace, change: Change, sources: SnapshotSources) -> str:
    """Make the snapshot of `sources` the current one once `change` holds; return its release.

    Raises:
        WorkspaceError: Turtle that cannot be parsed, or a folder that cannot be written.
    """
    snapshot = write_snapshot(workspace.state, sources)
    change.write(pointer_file(workspace.state), pointer_text(snapshot))
    return snapshot.release


def keep_record(workspace: Workspace, change: Change, record: BuildRecord) -> None:
    """Remember for the next build what this one was made of."""
    change.write(record_file(workspace), record_text(record))
