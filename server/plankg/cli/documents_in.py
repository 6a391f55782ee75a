"""Finds the documents in a folder, and says what else lies there and why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.errors import InputError
from plankg.readers import ENDINGS

_SUBFOLDER = "a folder in it is not searched; name it, too, to add what it holds"
_HIDDEN = "hidden, or left by an editor"
_README = "what a folder says of itself is no plan; name the file if it is one"
_NO_FILE = "no file, or a link to none"
_OTHER = f"PlanKG reads only {', '.join(ENDINGS)}"


@dataclass(frozen=True, slots=True)
class FolderContents:
    """The documents of a folder in the order of their names, and the rest by why it is skipped."""

    folder: Path
    documents: tuple[Path, ...]
    skipped: Mapping[str, tuple[Path, ...]]

    def told(self) -> list[str]:
        """Return a line for each reason to skip something, with all names."""
        return [
            f"skipped in {self.folder} ({why}): {', '.join(path.name for path in paths)}"
            for why, paths in self.skipped.items()
        ]


def documents_in(folder: Path) -> FolderContents:
    """Look through a folder, not through those in it.

    Raises:
        InputError: it holds no document, or cannot be listed.
    """
    documents: list[Path] = []
    skipped: dict[str, list[Path]] = {}
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"cannot list {str(folder)!r}: {error.strerror}") from error
    for path in inside:
        if why := _why_not(path):
            skipped.setdefault(why, []).append(path)
        else:
            documents.append(path)
    found = FolderContents(
        folder, tuple(documents), {why: tuple(paths) for why, paths in skipped.items()}
    )
    if not documents:
        why = "; ".join(found.told()) or _OTHER
        raise InputError(f"no documents in {str(folder)!r}: {why}")
    return found


def _why_not(path: Path) -> str:
    """Return why a path in a folder is no document of it, ``""`` if it is one."""
    if path.name[0] in ".~":
        return _HIDDEN
    if path.is_dir():
        return _SUBFOLDER
    if not path.is_file():
        return _NO_FILE
    if path.suffix.lower() not in ENDINGS:
        return _OTHER
    return _README if path.stem.lower() == "readme" else ""
