"""Shows a reader the files of a workspace as they were, whatever is changed there meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plankg.errors import WorkspaceError
from plankg.writing.journal import Journal, journals, last_done

# Between finding where a file's old content lies and reading it a change may end or be undone.
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class View:
    """The files of a workspace after its change number `last`, whatever came later.

    None is for the writer, who sees them as they lie.
    """

    state: Path
    last: int | None = None

    @classmethod
    def now(cls, state: Path) -> View:
        """Return what holds now: what is only under way does not."""
        return cls(state, last_done(state))

    def path(self, path: Path) -> Path:
        """Return where the content of a file or folder lies; nothing need be there.

        Raises:
            WorkspaceError: the workspace was changed so often meanwhile that it is known no more.
        """
        for journal in self._later():
            place = journal.place_of(path)
            if place is not None:
                return _before(journal, place, path)
        return path

    def is_file(self, path: Path) -> bool:
        """Say whether there was a file."""
        # Twice, for it may have been moved between finding out where it lies and looking there.
        return self.path(path).is_file() or self.path(path).is_file()

    def is_dir(self, path: Path) -> bool:
        """Say whether there was a folder."""
        return self.path(path).is_dir() or self.path(path).is_dir()

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none if it is not there.

        Raises:
            WorkspaceError: as `path`.
        """
        names = _listed(self.path(folder))
        # Looked up after the folder was listed: what changed it is known by now.
        for journal in reversed(list(self._later())):
            for path, place in journal.places.items():
                if path.parent == folder:
                    (names.add if place.was else names.discard)(path.name)
        return sorted(names)

    def files(self, folder: Path, ending: str) -> list[Path]:
        """Return where the files of a folder lie whose names end so, sorted by name.

        Raises:
            WorkspaceError: as `path`.
        """
        names = (name for name in self.names(folder) if name.endswith(ending))
        return [self.path(folder / name) for name in names]

    def read(self, path: Path) -> bytes:
        """Return the content of a file.

        Raises:
            FileNotFoundError: there was none.
            WorkspaceError: as `path`.
        """
        for _ in range(_ATTEMPTS - 1):
            lies = self.path(path)
            try:
                content = lies.read_bytes()
            except FileNotFoundError:
                if self.path(path) == lies:
                    break
                continue
            if self.path(path) == lies:
                return content
        return self.path(path).read_bytes()

    def _later(self) -> Iterator[Journal]:
        if self.last is None:
            return
        expected = self.last + 1
        for journal in journals(self.state, self.last):
            if journal.number > expected:
                raise WorkspaceError(
                    f"{str(self.state.parent)!r} was changed several times while it was read:"
                    " run the command again"
                )
            expected += 1
            yield journal


def _before(journal: Journal, place: Path, path: Path) -> Path:
    old = journal.old(place) / path.relative_to(place)
    if not journal.places[place].was:
        return old  # where nothing is
    # A folder that is to go lies in its place until it is moved away.
    return old if old.exists() else path


def _listed(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir()}
    except (FileNotFoundError, NotADirectoryError):
        return set()
