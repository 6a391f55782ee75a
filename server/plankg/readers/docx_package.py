"""Opens the package that a .docx is: whole, sound, and no larger inside than a plan can be."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from plankg.errors import InputError
from plankg.readers.limits import refuse_crowded

# A plan of a million characters has about 20 MB of XML; pictures are not unpacked, but counted.
MAX_UNPACKED = 400_000_000
MAX_XML = 100_000_000
_AT_ONCE = 1_000_000
# What may stand before the first tag: a byte order mark, blanks.
_BEFORE_TAGS = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"


@dataclass(frozen=True)
class Package:
    """The parts of a .docx that hold its text."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None


def opened(path: Path, name: str) -> Package:
    """Return the parts of a .docx; `name` is said in errors.

    Raises:
        InputError: damaged, cut off, encrypted, or too large when unpacked.
    """
    try:
        with zipfile.ZipFile(path) as package:
            _refuse_bombs(package, name)
        document = docx.Document(str(path))
        body = document.element.body
        if body is None:
            raise ValueError("it has no body")
        return Package(
            body=body,
            styles=_part(document, RELATIONSHIP_TYPE.STYLES),
            numbering=_part(document, RELATIONSHIP_TYPE.NUMBERING),
        )
    except (
        OpcError, KeyError, ValueError, AttributeError, OSError, zlib.error, EOFError,
        zipfile.BadZipFile, NotImplementedError, etree.XMLSyntaxError,
    ) as error:  # fmt: skip
        raise InputError(
            f"{name!r} is a damaged .docx ({_reason(error)}): open and save it in Word or"
            " LibreOffice, or fetch it again"
        ) from error


def _refuse_bombs(package: zipfile.ZipFile, name: str) -> None:
    """Look at the sizes that the package declares, as unpacking never gives more than these.

    Then count what its XML would become in memory, without keeping it: of 90 MB of XML that is 2 GB
    if they are nothing but empty paragraphs.
    """
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"{name!r} is encrypted: save it without a password")
    unpacked = sum(member.file_size for member in members)
    xml = max((one.file_size for one in members if one.filename.endswith(".xml")), default=0)
    if unpacked > MAX_UNPACKED or xml > MAX_XML:
        raise InputError(
            f"{name!r} would be {unpacked} bytes when unpacked; no plan is (the limit is"
            f" {MAX_UNPACKED}, {MAX_XML} for its text): save the plan alone as .docx"
        )
    markup = 0
    for member in members:
        for piece in _xml_of(package, member):
            markup += piece.count(b"<") + piece.count(b"=")
            refuse_crowded(name, markup)


def _xml_of(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's bytes piece by piece, none of one that is no XML, whatever its name."""
    with package.open(member) as unpacking:
        piece = unpacking.read(_AT_ONCE)
        if not piece.lstrip(_BEFORE_TAGS).startswith(b"<"):
            return
        while piece:
            yield piece
            piece = unpacking.read(_AT_ONCE)


def _part(document: WordDocument, relationship: str) -> etree._Element | None:
    """Return a part's root, or None where the document has no such part."""
    for found in document.part.rels.values():
        if found.reltype == relationship and not found.is_external:
            return etree.fromstring(found.target_part.blob, _parser())
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


__all__ = ["Package", "opened"]
