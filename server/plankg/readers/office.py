"""Reads .doc, .wps, .rtf and .odt: LibreOffice makes a .docx of them, which is then read."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers.docx_file import read_docx
from plankg.readers.docx_package import opened
from plankg.readers.notices import counted
from plankg.readers.sniffing import format_of

_OLE = b"\xd0\xcf\x11\xe0"

PROGRAMS = ("soffice", "libreoffice")
# A plan takes three seconds; the first start after an installation up to twenty.
TIMEOUT = 180
# Chinese words as a .doc stores them: UTF-16, low byte first, U+4E00 to U+9FFF; and the end of a
# table's cell, which is U+0007.
_WORDS = re.compile(rb"(?:[\x00-\xff][\x4e-\x9f]){6,}")
_CELL_END = re.compile(
    rb"((?:[\x00-\xff][\x4e-\x9f]){2,8})(?:[\x01\x02\x0c\x0d][\x30\xff])?\x07\x00"
)
_RTF_ROW = re.compile(rb"\\row(?![a-z])")


def read_office(path: Path) -> Document:
    """Return the document in a file that only an office program can read.

    Raises:
        InputError: LibreOffice is not installed, or cannot read the file.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    ending = format_of(path)
    if program is None:
        raise InputError(
            f"{str(path)!r} is a {ending}, which PlanKG reads by means of LibreOffice: install it"
            " so that 'soffice' can be called, or save the file as .docx"
        )
    with tempfile.TemporaryDirectory(prefix="plankg-") as folder:
        source = Path(folder) / f"document{ending}"
        shutil.copyfile(path, source)
        converted = _converted(program, source, str(path))
        document = read_docx(converted, path.name)
        _refuse_lost_tables(source.read_bytes(), converted, document, str(path))
        return _telling_lost_words(source.read_bytes(), ending, document)


def _converted(program: str, source: Path, name: str) -> Path:
    folder = source.parent
    profile = (folder / "profile").as_uri()
    command = [
        program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    output = _run(command, name)
    converted = folder / "out" / f"{source.stem}.docx"
    if not converted.is_file():
        said = f" ({output})" if output else ""
        raise InputError(
            f"LibreOffice could not read {name!r}{said}: it may be damaged or have a password;"
            " open it, and save it as .docx"
        )
    return converted


def _run(command: list[str], name: str) -> str:
    """Run LibreOffice, and end all that it started if it hangs; return the last line it says."""
    with subprocess.Popen(  # noqa: S603 - no shell; the only outside value is our own file's path
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise InputError(
                f"LibreOffice did not finish {name!r} within {TIMEOUT} s: save it as .docx"
            ) from error
    lines = output.decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    return next((line for line in said if line.startswith("Error")), (said or [""])[-1])


def _refuse_lost_tables(source: bytes, converted: Path, document: Document, name: str) -> None:
    """Refuse a conversion whose cells became running text: a file's last table may lose its grid.

    Glued together, 牵头单位 and number of one row would be read with the words of another.
    """
    body = opened(converted, name).body
    rows = sum(1 for _ in body.iter(qn("w:tr")))
    lost = unframed_cells(source, body, document.text) if source.startswith(_OLE) else []
    if len(lost) > 1 or (not rows and _RTF_ROW.search(source)):
        first = f", with {lost[0]!r} in it," if lost else ""
        raise InputError(
            f"LibreOffice loses a table of {name!r}{first} when it converts it: open the file, type"
            " a line after its last table, and save it as .docx"
        )


def unframed_cells(source: bytes, body: etree._Element, text: str) -> list[str]:
    """Return the ends of cells in a .doc's bytes that are words but no longer in a cell."""
    framed = "".join("".join(map(str, cell.itertext())) for cell in body.iter(qn("w:tc")))
    ends = (match[1].decode("utf-16-le") for match in _CELL_END.finditer(source))
    return [words for words in dict.fromkeys(ends) if words not in framed and words in text]


def _telling_lost_words(source: bytes, ending: str, document: Document) -> Document:
    """Return the document with a notice of the words that its conversion lost."""
    lost = lost_words(source, document.text) if ending == ".doc" else []
    if not lost:
        return document
    stretches = counted(len(lost), "stretch of words", "stretches of words")
    notice = (
        f"not read: {stretches} that its conversion lost, the first is {lost[0]!r} (deleted, or a"
        " header; save it as .docx if the plan needs them)"
    )
    return replace(document, notices=(*document.notices, notice))


def lost_words(source: bytes, text: str) -> list[str]:
    """Return the stretches of Chinese in a .doc's bytes that do not occur in its converted text.

    Stretches may be cut anywhere in the file, so their ends are not compared.
    """
    plain = re.sub(r"\s", "", text)
    found: dict[str, None] = {}
    for start in (0, 1):
        for match in _WORDS.finditer(source, start):
            # English words, read two letters at a time or from the wrong byte, look Chinese.
            words = match.group()
            if (match.start() - start) % 2 == 0 and any(words[::2]) and not words.isascii():
                found.setdefault(words.decode("utf-16-le")[1:-1])
    return [words for words in found if words not in plain]


__all__ = ["lost_words", "read_office"]
