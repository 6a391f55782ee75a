"""Reads a document that a command was given, and tells what in it was not read."""

from __future__ import annotations

from pathlib import Path

from plankg.cli.output import say
from plankg.model import Document
from plankg.readers import read_document


def read_telling(file: Path) -> Document:
    """Read a document, and tell on stderr what in its file was not read.

    Raises:
        InputError: it cannot be read.
    """
    document = read_document(file)
    for notice in document.notices:
        say(f"warning: {file.name}: {notice}")
    return document
