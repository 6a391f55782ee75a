"""Opens the package that a .docx is: whole, sound, and no larger inside than a plan can be."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from plankg.errors import InputError

# A plan of a million characters has about 20 MB of XML; pictures are not unpacked, but counted.
MAX_UNPACKED = 400_000_000
MAX_XML = 100_000_000


@dataclass(frozen=True)
class Package:
    """The parts of a .docx that hold its text."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None


def opened(path: Path) -> Package:
    """Return the parts of a .docx.

    Raises:
        InputError: damaged, cut off, encrypted, or too large when unpacked.
    """
    _refuse_bombs(path)
    try:
        document = docx.Document(str(path))
        return Package(
            body=document.element.body,
            styles=_part(document, RELATIONSHIP_TYPE.STYLES),
            numbering=_part(document, RELATIONSHIP_TYPE.NUMBERING),
        )
    except (
        OpcError, KeyError, ValueError, AttributeError, OSError, zlib.error,
        zipfile.BadZipFile, etree.XMLSyntaxError,
    ) as error:  # fmt: skip
        raise InputError(
            f"{str(path)!r} is a damaged .docx ({_reason(error)}): open and save it in Word or"
            " LibreOffice, or fetch it again"
        ) from error


def _refuse_bombs(path: Path) -> None:
    """Look at the sizes that the package declares; unpacking never gives more than these."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(f"{str(path)!r} is a damaged .docx ({_reason(error)})") from error
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"{str(path)!r} is encrypted: save it without a password")
    unpacked = sum(member.file_size for member in members)
    xml = max((one.file_size for one in members if one.filename.endswith(".xml")), default=0)
    if unpacked > MAX_UNPACKED or xml > MAX_XML:
        raise InputError(
            f"{str(path)!r} would be {unpacked} bytes when unpacked; no plan is (the limit is"
            f" {MAX_UNPACKED}, {MAX_XML} for its text): save the plan alone as .docx"
        )


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
