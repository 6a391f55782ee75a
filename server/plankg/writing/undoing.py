"""Puts back what a change has done that never came to its end.

What somebody has written by hand since is left as it is: a change that was killed may be found
days later, and a person's work is worth more than ours. Undoing may be killed, too, and begun
anew.
"""

from __future__ import annotations

from pathlib import Path

from plankg.writing.digests import digest_at
from plankg.writing.durable import beside_place, delete, move, second_name, sync_folder
from plankg.writing.journal import DONE, UNDER_WAY, Journal, folder_of, journals, numbers


def undo(journal: Journal) -> None:
    """Put all places of a change back, and forget it."""
    for path, place in journal.places.items():
        if not place.was:
            _take_back(journal, path)
        elif path.is_dir() or journal.old(path).is_dir():
            _move_back(journal, path)
        else:
            _put_back(journal, path)
    for folder in {path.parent for path in journal.places}:
        if folder.is_dir():
            sync_folder(folder)
    (journal.folder / UNDER_WAY).unlink()
    sync_folder(journal.folder)
    delete(journal.folder)


def recover(state: Path) -> None:
    """Undo the change that a killed process left, and forget what it had only prepared.

    Raises:
        WorkspaceError: the journal is another version's.
        OSError: a file cannot be put back; its old content stays in the change's folder.
    """
    for journal in journals(state):
        if not journal.done:
            undo(journal)
    for folder in unfinished(state):
        delete(folder)


def unfinished(state: Path) -> list[Path]:
    """Return the folders of changes that are not done: under way, or left by a killed process."""
    folders = (folder_of(state, number) for number in numbers(state))
    return [folder for folder in folders if not (folder / DONE).is_file()]


def _take_back(journal: Journal, path: Path) -> None:
    """Remove what was put where nothing was: at once, as a folder half removed is no plan."""
    if path.exists() and _is_ours(journal, path):
        beside = beside_place(path)
        delete(beside)
        path.rename(beside)
        delete(beside)


def _move_back(journal: Journal, path: Path) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        journal.old(path).rename(path)


def _put_back(journal: Journal, path: Path) -> None:
    old = journal.old(path)
    if path.exists() and (path.samefile(old) or not _is_ours(journal, path)):
        return
    beside = beside_place(path)
    delete(beside)
    second_name(old, beside)
    move(beside, path)


def _is_ours(journal: Journal, path: Path) -> bool:
    digest = journal.places[path].digest
    return digest is None or digest_at(path) == digest
