"""Journals: what a change does to which places, and where it keeps what was there before.

A change has a folder ``changes/<number>`` in the workspace's state, with the old content in
``old/``. While it is under way its ``journal.json`` says so: whoever reads takes the old content,
and if the process dies, the next writer puts it back. That file's renaming to ``done.json`` is
the moment in which the new state holds. A folder with neither is a change that never began.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from plankg.errors import WorkspaceError

UNDER_WAY, DONE = "journal.json", "done.json"
_FOLDER = "changes"
# Goes up when a journal changes, so that no version undoes what it does not understand.
_LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Place:
    """What a change does to one file or folder.

    `drawer` is the number of the folder around it, below ``old/`` and ``new/``. `was` says whether
    there was one before. `digest` is that of what the change puts there, ``""`` where it leaves
    nothing, None for a file of the state, which nobody but us writes.
    """

    drawer: int
    was: bool
    digest: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """A change: being prepared, under way, or done."""

    folder: Path
    places: Mapping[Path, Place]
    done: bool = False

    @classmethod
    def of(cls, folder: Path, digests: Mapping[Path, str | None]) -> Journal:
        """Return the journal of a change that puts there what has these digests."""
        around = dict.fromkeys(path.parent for path in digests)
        drawers = {parent: drawer for drawer, parent in enumerate(around)}
        places = {
            path: Place(drawers[path.parent], path.exists(), digest)
            for path, digest in digests.items()
        }
        return cls(folder, places)

    @property
    def number(self) -> int:
        """The changes of a workspace are numbered as they come."""
        return int(self.folder.name)

    def new(self, path: Path) -> Path:
        """Return where the new content of a place lies until it is put there."""
        return self.folder / "new" / str(self.places[path].drawer) / path.name

    def old(self, path: Path) -> Path:
        """Return where the old content of a place lies."""
        return self.folder / "old" / str(self.places[path].drawer) / path.name

    def place_of(self, path: Path) -> Path | None:
        """Return the place that a path is, or is in; None if the change leaves it alone."""
        return next((one for one in (path, *path.parents) if one in self.places), None)

    def text(self, state: Path) -> bytes:
        """Return the journal as a file, which holds also where the workspace is moved."""
        places = [
            {"path": Path(os.path.relpath(path, state)).as_posix(), **asdict(place)}
            for path, place in self.places.items()
        ]
        return json.dumps({"layout": _LAYOUT, "places": places}, ensure_ascii=False).encode()


def folder_of(state: Path, number: int) -> Path:
    """Return the folder of a change."""
    return state / _FOLDER / str(number)


def numbers(state: Path) -> list[int]:
    """Return the numbers of the changes that have a folder, in their order.

    None where there is no state, or none that may be read: it is not needed to read what is
    published.
    """
    try:
        names = [path.name for path in (state / _FOLDER).iterdir()]
    except OSError:
        return []
    return sorted(int(name) for name in names if name.isdecimal())


def last_done(state: Path) -> int:
    """Return the number of the last change that is done, 0 if there is none."""
    for number in reversed(numbers(state)):
        if (folder_of(state, number) / DONE).is_file():
            return number
    return 0


def journals(state: Path, after: int = 0) -> Iterator[Journal]:
    """Yield the changes after that number which are under way or done, in their order.

    Raises:
        WorkspaceError: a journal cannot be read, or is another version's.
    """
    for number in numbers(state):
        if number > after and (found := _journal(state, number)):
            yield found


def _journal(state: Path, number: int) -> Journal | None:
    folder = folder_of(state, number)
    # In this order: one that ends meanwhile is found under its second name.
    for name in (UNDER_WAY, DONE):
        file = folder / name
        try:
            found = file.stat()
            places = _places(state, file, found.st_ino, found.st_mtime_ns)
        except FileNotFoundError:
            continue
        return Journal(folder, places, done=name == DONE)
    return None


@functools.lru_cache(maxsize=8)
def _places(state: Path, file: Path, _inode: int, _time: int) -> Mapping[Path, Place]:
    """Return what a journal says; who reads a thousand files asks as often."""
    content = file.read_bytes()
    try:
        values = json.loads(content)
        if values["layout"] != _LAYOUT:
            raise ValueError(f"layout {values['layout']!r}, not {_LAYOUT}")
        return {
            Path(os.path.normpath(state / one.pop("path"))): Place(**one)
            for one in values["places"]
        }
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            f"cannot understand {str(file)!r}, which says how to undo a change that was broken off"
            f" ({error}): use the version of PlanKG that made it"
        ) from error
