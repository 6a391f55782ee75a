"""Reads .doc, .wps, .rtf and .odt: LibreOffice makes a .docx of them, which is then read."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers.docx_file import read_docx
from plankg.readers.sniffing import format_of

_LOG = logging.getLogger(__name__)

PROGRAMS = ("soffice", "libreoffice")
# A plan takes three seconds; the first start after an installation up to twenty.
TIMEOUT = 180
# Chinese words as a .doc stores them: UTF-16, low byte first, U+4E00 to U+9FFF.
_WORDS = re.compile(rb"(?:[\x00-\xff][\x4e-\x9f]){6,}")
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
        _warn_of_losses(source.read_bytes(), ending, document)
    return document


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
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _warn_of_losses(source: bytes, ending: str, document: Document) -> None:
    """Say what the file holds and the conversion lacks: a last table has been seen to vanish."""
    if ending == ".rtf":
        rows = len(_RTF_ROW.findall(source))
        kept = sum(len(table.rows) for table in document.tables)
        if kept < rows and not document.tables:
            _LOG.warning(
                "%s: its %d table rows are missing after conversion: save it as .docx",
                document.name,
                rows,
            )
        return
    lost = lost_words(source, document.text) if ending == ".doc" else []
    if lost:
        _LOG.warning(
            "%s: %d stretches of its words are missing after conversion, the first is %r (deleted"
            " words, a header, or a lost table): save it as .docx if the plan needs them",
            document.name,
            len(lost),
            lost[0],
        )


def lost_words(source: bytes, text: str) -> list[str]:
    """Return the stretches of Chinese in a .doc's bytes that do not occur in its converted text.

    Stretches may be cut anywhere in the file, so their ends are not compared.
    """
    plain = re.sub(r"\s", "", text)
    found: dict[str, None] = {}
    for start in (0, 1):
        for match in _WORDS.finditer(source, start):
            if (match.start() - start) % 2 == 0:
                found.setdefault(match.group().decode("utf-16-le")[1:-1])
    return [words for words in found if words not in plain]


__all__ = ["lost_words", "read_office"]
