"""Tells what a file is by what is in it; its ending may be wrong, or lie."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from plankg.errors import InputError

# Larger than any plan with its pictures; refused before a byte is read.
MAX_BYTES = 100_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h1|span)\b",
    re.I | re.S,
)
# A text file may begin with a tag that it speaks about; only a whole page is taken for one.
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_HEAD = 4096
_OTHER_ZIPS = (
    ("xl/", "a spreadsheet: copy the plan into a .docx"),
    ("ppt/", "a presentation: copy the plan into a .docx"),
    ("OFD.xml", "an OFD: print it as PDF"),
)
_OTHER_OLE = (
    ("EncryptedPackage", "encrypted: open it with its password and save it without one"),
    ("Workbook", "a spreadsheet: copy the plan into a .docx"),
    ("PowerPoint Document", "a presentation: copy the plan into a .docx"),
)

# What a file may be called that is its own text.
TEXTS = (".markdown", ".md", ".txt")


def format_of(path: Path) -> str:
    """Return the ending that a file's content deserves: .docx, .pdf, .html, .doc, .odt, .rtf, .txt.

    Raises:
        InputError: too large, unreadable, or nothing that holds a plan's text; the text says what
            it is and what to do.
    """
    head = _head(path)
    if not head:
        raise InputError(f"{str(path)!r} is empty: there is no text to read")
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(_PICTURES):
        raise InputError(f"{str(path)!r} is a picture: recognise its text (OCR) and give that")
    if head[:200].lower().startswith(b"mime-version:"):
        raise InputError(f"{str(path)!r} is a web archive (MHTML): save it as .html or .docx")
    return _written(path, head)


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"{str(path)!r} has {size} bytes; PlanKG reads up to {MAX_BYTES}: save the plan"
                " without its pictures"
            )
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}") from error


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            kind = package.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError) as error:
        raise InputError(
            f"{str(path)!r} is damaged or cut off (it begins as a .docx does, but its end is"
            " missing): fetch or save it again"
        ) from error
    if "word/document.xml" in names:
        return ".docx"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return ".odt"
    for name, what in _OTHER_ZIPS:
        if any(member.startswith(name) for member in names):
            raise InputError(f"{str(path)!r} is {what}")
    raise InputError(f"{str(path)!r} is an archive, no document: unpack it and give one file of it")


def _compound(path: Path) -> str:
    """Look for the names of streams, which are written in UTF-16, in an OLE file."""
    content = path.read_bytes()
    for stream, what in _OTHER_OLE:
        if stream.encode("utf-16-le") in content:
            raise InputError(f"{str(path)!r} is {what}")
    if "WordDocument".encode("utf-16-le") in content:
        return ".doc"
    raise InputError(
        f"{str(path)!r} is an old office file without a text document in it: save it as .docx"
    )


def _written(path: Path, head: bytes) -> str:
    ending = path.suffix.lower()
    plain = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    plain = plain.lstrip(b"\xef\xbb\xbf\xff\xfe")
    if ending in (".html", ".htm") and b"\x00" not in plain:
        return ".html"
    if (_PAGE if ending in TEXTS else _HTML).match(plain):
        return ".html"
    if b"\x00" in plain and ending not in TEXTS:
        raise InputError(
            f"{str(path)!r} is not what its ending {ending!r} says, nor any other document that"
            " PlanKG knows: open it in the program that made it and save it as .docx"
        )
    if ending in (".pdf", ".docx"):
        raise InputError(
            f"{str(path)!r} is no {ending}: its beginning is missing or it is something else;"
            " fetch or save it again"
        )
    return ".txt"


__all__ = ["MAX_BYTES", "TEXTS", "format_of"]
