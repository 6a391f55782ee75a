"""Changes several files of a workspace at once: all of them, or after a failure or kill none.

Only the process whose turn it is may change files (`plankg.writing.turn`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from plankg.errors import WorkspaceError
from plankg.writing.digests import digest_of
from plankg.writing.durable import delete, move, outermost, second_name, sync_folder, write_durably
from plankg.writing.journal import DONE, UNDER_WAY, Journal, folder_of, numbers
from plankg.writing.undoing import undo

# The last change, and the one before it, for readers that began before them.
_KEPT = 2

# What comes into its place by one move: a file, or the outermost folder that is not there yet,
# with the files in it by their paths below it.
Units = Mapping[Path, Mapping[Path, bytes]]


@contextmanager
def changed(
    state: Path,
    files: Mapping[Path, bytes],
    gone: Iterable[Path] = (),
    later: Sequence[Path] = (),
) -> Iterator[Change]:
    """Put `files` in their places and remove `gone` (files and folders), and run the block.

    The new state holds from the block's end on, until then readers see the old one. If the block
    fails, or the process dies, all is put back. `later` are files of the state that the block
    writes itself. A file that is also in `gone` stays.

    Raises:
        WorkspaceError: something cannot be written or removed; all is as it was.
    """
    change = Change(state, _units(files), [path for path in gone if path not in files], later)
    try:
        with _told(state):
            change.begin()
        yield change
        with _told(state):
            change.end()
    except BaseException:
        change.undo()
        raise


class Change:
    """One change, while it is under way."""

    def __init__(
        self, state: Path, units: Units, gone: Sequence[Path], later: Sequence[Path]
    ) -> None:
        self._state = state
        self._units = units
        self._gone = gone
        digests: dict[Path, str | None] = {
            unit: digest_of({path.as_posix(): content for path, content in files.items()})
            for unit, files in units.items()
        }
        digests |= dict.fromkeys(gone, "") | dict.fromkeys(later)
        number = max(numbers(state), default=0) + 1
        self._journal = Journal.of(folder_of(state, number), digests)

    def begin(self) -> None:
        """Write the new content apart, then the journal; then put everything in its place."""
        journal = self._journal
        for unit, files in self._units.items():
            with _told(unit):
                for path, content in files.items():
                    write_durably(journal.new(unit) / path, content)
        for path, place in journal.places.items():
            if place.was and not path.is_dir():
                with _told(path):
                    second_name(path, journal.old(path))
        self._announce()
        for unit in self._units:
            with _told(unit):
                move(journal.new(unit), unit)
        for path in self._gone:
            with _told(path):
                self._take_away(path)
        for folder in {path.parent for path in (*self._units, *self._gone)}:
            sync_folder(folder)

    def write(self, path: Path, content: bytes) -> None:
        """Write one of the files that were announced as `later`.

        Raises:
            WorkspaceError: it cannot be written.
        """
        with _told(path):
            new = self._journal.new(path)
            write_durably(new, content)
            move(new, path)
            sync_folder(path.parent)

    def remove(self, path: Path) -> None:
        """Remove one of the files that were announced as `later`, if it is there.

        Raises:
            WorkspaceError: it cannot be removed.
        """
        with _told(path):
            path.unlink(missing_ok=True)
            sync_folder(path.parent)

    def end(self) -> None:
        """Let the new state hold; forget the changes that no reader needs any more."""
        folder = self._journal.folder
        (folder / UNDER_WAY).rename(folder / DONE)
        sync_folder(folder)
        delete(folder / "new")
        for number in numbers(self._state)[:-_KEPT]:
            delete(folder_of(self._state, number))

    def undo(self) -> None:
        """Put all back, unless the new state holds already."""
        folder = self._journal.folder
        if (folder / UNDER_WAY).is_file():
            with _told(self._state):
                undo(self._journal)
        elif not (folder / DONE).is_file():
            delete(folder)

    def _announce(self) -> None:
        """Put the journal on the disk, after what it speaks of; from now on it holds."""
        folder = self._journal.folder
        unfinished = folder / f".{UNDER_WAY}"
        write_durably(unfinished, self._journal.text(self._state))
        for inside in folder.rglob("*"):
            if inside.is_dir():
                sync_folder(inside)
        unfinished.rename(folder / UNDER_WAY)
        for around in (folder, folder.parent, self._state):
            sync_folder(around)

    def _take_away(self, path: Path) -> None:
        if not path.is_dir():
            path.unlink(missing_ok=True)
            return
        old = self._journal.old(path)
        old.parent.mkdir(parents=True, exist_ok=True)
        path.rename(old)
        sync_folder(old.parent)


def _units(files: Mapping[Path, bytes]) -> Units:
    units: dict[Path, dict[Path, bytes]] = {}
    for path, content in files.items():
        unit = outermost(path)
        units.setdefault(unit, {})[path.relative_to(unit)] = content
    return units


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say of which file it is told that it cannot be written."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"cannot write {str(path)!r}: {error.strerror}") from error
