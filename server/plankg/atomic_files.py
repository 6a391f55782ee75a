"""Writes files so that a reader, or a kill at any moment, meets the old one or the new one.

Each file for itself: what is to change together, in a workspace, is a change (`plankg.writing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plankg.errors import WorkspaceError
from plankg.writing.durable import beside_place, delete, outermost, write_durably


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write all `files`; each is replaced only when all of them lie written beside their places.

    A folder that is not there yet appears at once, with all that comes into it.

    Raises:
        WorkspaceError: a file could not be written; none was replaced, and no folder made.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            _write_beside(path, content, beside)
        for place, written in beside.items():
            written.replace(place)
    except BaseException:
        for written in beside.values():
            delete(written)
        raise


def _write_beside(path: Path, content: bytes, beside: dict[Path, Path]) -> None:
    place = outermost(path)
    written = beside.setdefault(place, beside_place(place))
    try:
        write_durably(written / path.relative_to(place), content)
    except OSError as error:
        raise WorkspaceError(f"cannot write {str(path)!r}: {error.strerror}") from error
