"""Reads files into documents: one reader for each format, chosen by what is in the file.

A reader, and the library that it needs, is imported when its first file comes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers.sniffing import TEXTS, format_of

Reader = Callable[[Path], Document]

# What a file's content is → where its reader is.
_READERS = {
    ".txt": "plankg.readers.txt:read_txt",
    ".docx": "plankg.readers.docx_file:read_docx",
    ".html": "plankg.readers.html_page:read_html",
    ".pdf": "plankg.readers.pdf_file:read_pdf",
    ".doc": "plankg.readers.office:read_office",
    ".odt": "plankg.readers.office:read_office",
    ".rtf": "plankg.readers.office:read_office",
}
# What a file may be called.
ENDINGS = tuple(sorted((".doc", ".docx", ".htm", ".html", ".odt", ".pdf", ".rtf", ".wps", *TEXTS)))


def read_document(path: Path) -> Document:
    """Return the document in a file, whatever its ending says that it is.

    Raises:
        InputError: the file is missing, empty, too large, encrypted, scanned, damaged, or of a
            format without a reader. Nothing is read by half.
    """
    if path.is_symlink() and not path.exists():
        raise InputError(f"{str(path)!r} is a link to {str(path.readlink())!r}, which is not there")
    if not path.exists():
        raise InputError(f"no such file: {str(path)!r}")
    if not path.is_file():
        raise InputError(f"not a file: {str(path)!r}: give the path of one document")
    if path.suffix.lower() not in ENDINGS:
        raise InputError(
            f"no reader for {path.suffix or 'a file without an ending'!r} ({str(path)!r}): "
            f"PlanKG reads {', '.join(ENDINGS)}; save the document as one of these"
        )
    return _reader(format_of(path))(path)


def _reader(content: str) -> Reader:
    module, name = _READERS[content].split(":")
    return cast(Reader, getattr(import_module(module), name))


__all__ = ["ENDINGS", "TEXTS", "read_document"]
