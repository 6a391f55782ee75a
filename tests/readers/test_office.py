"""Files that only an office program reads: converted by LibreOffice, or refused with its name."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import docx
import pytest

from plankg.errors import InputError
from plankg.readers import office, read_document

RTF = rb"{\rtf1\ansi \trowd\cell\row \trowd\cell\row text}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "WordDocument".encode("utf-16-le")


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of the name soffice on the path that does what `script` says with `out`."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        f"source = pathlib.Path(sys.argv[-1])\n{script}\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))


def copying(tmp_path: Path) -> str:
    """Return a script that gives a ready-made .docx as the conversion's result."""
    word = docx.Document()
    word.add_paragraph("到2022年，新建孵化器5家。")
    word.save(str(tmp_path / "ready.docx"))
    ready = str(tmp_path / "ready.docx")
    return f"out.mkdir()\nimport shutil\nshutil.copy({ready!r}, out / (source.stem + '.docx'))"


@pytest.mark.parametrize(
    ("name", "content"), [("plan.doc", OLE), ("plan.wps", OLE), ("a.rtf", RTF)]
)
def test_without_libreoffice_it_is_said_what_to_install(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match="LibreOffice: install it"):
        read_document(tmp_path / name)


def test_the_converted_file_is_read_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, copying(tmp_path))
    (tmp_path / "计划.wps").write_bytes(OLE)
    document = read_document(tmp_path / "计划.wps")
    assert (document.name, document.text) == ("计划.wps", "到2022年，新建孵化器5家。\n")


def test_a_failed_conversion_is_an_error_with_libreoffices_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "print('Error: source file could not be loaded')")
    (tmp_path / "plan.doc").write_bytes(OLE)
    with pytest.raises(InputError, match="could not be loaded"):
        read_document(tmp_path / "plan.doc")


def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(office, "TIMEOUT", 1)
    (tmp_path / "plan.doc").write_bytes(OLE)
    with pytest.raises(InputError, match="did not finish"):
        read_document(tmp_path / "plan.doc")


def test_words_that_the_conversion_lost_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, copying(tmp_path))
    (tmp_path / "plan.doc").write_bytes(OLE + "最后一张表里的重点任务".encode("utf-16-le"))
    (notice,) = read_document(tmp_path / "plan.doc").notices
    assert notice.startswith("not read: 1 stretch of words that its conversion lost")
    assert "一张表里的重点任" in notice


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.rtf", RTF),
        ("plan.doc", OLE + "到2022年，\x07新建孵化器\x07\x07新建孵化\x07".encode("utf-16-le")),
    ],
)
def test_a_conversion_that_loses_a_table_is_refused(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, copying(tmp_path))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match="loses a table"):
        read_document(tmp_path / name)


@pytest.mark.skipif(not any(map(shutil.which, office.PROGRAMS)), reason="no LibreOffice here")
def test_libreoffice_itself_reads_an_rtf(tmp_path: Path) -> None:
    (tmp_path / "plan.rtf").write_bytes(rb"{\rtf1\ansi Plan \u27700?\u27969?\par}")
    assert read_document(tmp_path / "plan.rtf").text == "Plan 水流\n"
