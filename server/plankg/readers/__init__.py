"""Reads files into documents: one reader for each format, chosen by the file's ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers.txt import read_txt

READERS: dict[str, Callable[[Path], Document]] = {".txt": read_txt}


def read_document(path: Path) -> Document:
    """Return the document in a file.

    Raises:
        InputError: the file is missing, empty, undecodable or of a format without a reader.
    """
    if not path.exists():
        raise InputError(f"no such file: {str(path)!r}")
    if not path.is_file():
        raise InputError(f"not a file: {str(path)!r}: give the path of one document")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise InputError(
            f"no reader for {path.suffix or 'a file without an ending'!r} ({str(path)!r}): "
            f"PlanKG reads {known}; save the document as one of these"
        )
    return reader(path)


__all__ = ["READERS", "read_document"]
