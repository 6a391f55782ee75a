"""Reads documents that are in no workspace, as commands do: with its words, and telling who waits.

Reading imports what most commands do without, so it is imported when there is something to read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plankg.cli.output import say
from plankg.cli.waiting import waiting_for

if TYPE_CHECKING:
    from plankg.model import Document, Reading
    from plankg.workspace import Workspace


def document_in(file: Path) -> Document:
    """Return the document in a file, and tell on stderr what in the file was not read.

    Raises:
        InputError: as `plankg.readers.read_document`.
    """
    from plankg.readers import read_document

    with waiting_for(f"reading {file.name}"):
        document = read_document(file)
    for notice in document.notices:
        say(f"warning: {file.name}: {notice}")
    return document


def reading_of(file: Path, slug: str, workspace: Workspace) -> Reading:
    """Return what a file says as a plan, by the registers and lookups of the workspace.

    Raises:
        InputError: the file cannot be read, or is no plan.
    """
    from plankg.extract import read_plan
    from plankg.iris import Iris
    from plankg.lookups import Lookups
    from plankg.register import Register

    document = document_in(file)
    with waiting_for(f"understanding {file.name}"):
        return read_plan(
            document,
            slug,
            register=Register.load(*workspace.register_folders),
            iris=Iris(workspace.base),
            lookups=Lookups.load(*workspace.lookup_folders),
        )
