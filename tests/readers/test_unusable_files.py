"""A file that cannot be read is refused whole, in one line that says what it is and what to do."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image
from reader_files import FONT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from plankg.errors import InputError
from plankg.readers import read_document, sniffing
from plankg.readers.docx_package import MAX_UNPACKED

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
WORDS = "到2022年，全市高新技术企业数突破300家。"


def word(words: str = WORDS) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(*, password: str = "", owner: str = "", words: str = WORDS) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    encryption = None
    if password or owner:
        encryption = StandardEncryption(password, owner or None, strength=128)
    canvas = Canvas(buffer, pagesize=A4, invariant=1, encrypt=encryption)
    canvas.setFont(FONT, 12)
    canvas.drawString(100, 700, words)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def with_broken_text() -> bytes:
    """Return a .docx whose package is whole but whose XML is cut off."""
    source, buffer = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for member in source.infolist():
            content = source.read(member)
            package.writestr(
                member, content[:300] if member.filename == "word/document.xml" else content
            )
    return buffer.getvalue()


def without_body() -> bytes:
    """Return a .docx whose document has no body."""
    source, buffer = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "word/document.xml":
                start, end = content.index(b"<w:body>"), content.index(b"</w:body>")
                content = content[:start] + content[end + len(b"</w:body>") :]
            package.writestr(member, content)
    return buffer.getvalue()


def scan(*lines: tuple[float, str], pages: int = 2) -> bytes:
    """Return a PDF of pages that a picture covers, with lines at some height on each."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawInlineImage(Image.new("1", (8, 8)), 0, 0, *A4)
        for height, words in lines:
            canvas.setFont(FONT, 9)
            canvas.drawString(100, height, words.format(number))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bomb() -> bytes:
    """Return a .docx of 100 kB that would fill the memory: 100 MB and more of blanks."""
    return archive(word__document_xml=b" " * 101_000_000)


UNUSABLE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("plan.docx", lambda: b"", "is empty"),
    "a blank text": ("plan.txt", lambda: b" \n\t\n", "is empty"),
    "a page without words": ("plan.html", lambda: b"<html><body></body></html>", "is empty"),
    "a page of frames": ("plan.html", lambda: b"<frameset><frame src=a></frameset>", "its frames"),
    "a page that a script fills": (
        "plan.html",
        lambda: b"<body><div id=app></div><script src=a></script></body>",
        "no words of its own",
    ),
    "a Word file without words": ("plan.docx", lambda: word(""), "is empty"),
    "the beginning of a Word file": ("plan.docx", lambda: word()[:60], "damaged or cut off"),
    "an encrypted Word file": (
        "plan.docx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "is encrypted: open it with its password",
    ),
    "an old spreadsheet": (
        "plan.doc",
        lambda: OLE + "Workbook".encode("utf-16-le"),
        "a spreadsheet",
    ),
    "a Word file cut off": ("plan.docx", lambda: word()[:-4000], "damaged or cut off"),
    "a Word file with broken XML": ("plan.docx", with_broken_text, "damaged .docx"),
    "a Word file without a body": ("plan.docx", without_body, "it has no body"),
    "an encrypted PDF that opens without a password": (
        "plan.pdf",
        lambda: pdf(owner="geheim"),
        "is encrypted with a password against changes",
    ),
    "a scan with pages' numbers": ("plan.pdf", lambda: scan((30, "第 {} 页")), "is scanned"),
    "a scan with a stamped line": (
        "plan.pdf",
        lambda: scan((30, "江阴市水利局办公室扫描件，仅供内部参考使用")),
        "no text layer on 2 of its 2 pages",
    ),
    "a zip bomb": ("plan.docx", bomb, "when unpacked"),
    "a spreadsheet": ("plan.docx", lambda: archive(xl__workbook_xml=b"<x/>"), "a spreadsheet"),
    "an archive": ("plan.docx", lambda: archive(readme=b"x"), "an archive"),
    "an encrypted PDF": ("plan.pdf", lambda: pdf(password="geheim"), "is encrypted"),  # noqa: S106
    "a PDF cut off": ("plan.pdf", lambda: pdf()[:-200], "is cut off"),
    "a PDF cut in the middle": (
        "plan.pdf",
        lambda: b"%PDF-1.4\n" + pdf()[-100:],
        "damaged PDF|no text layer",
    ),
    "a scanned PDF": ("plan.pdf", lambda: pdf(words=""), "no text layer"),
    "a PDF in name only": ("plan.pdf", lambda: WORDS.encode(), "is no .pdf"),
    "a picture": ("plan.pdf", lambda: b"\x89PNG\r\n\x1a\n", "is a picture"),
    "a program": ("plan.doc", lambda: b"\x7fELF\x02\x01\x01" + b"\x00" * 90, "is not what its"),
    "bytes": ("plan.txt", lambda: b"\x00\x01\x02\x03", "NUL"),
    "a web archive": ("plan.doc", lambda: b"MIME-Version: 1.0\r\n", "web archive"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_file_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    name, content, says = UNUSABLE[case]
    path = tmp_path / name
    path.write_bytes(content())
    with pytest.raises(InputError, match=says) as caught:
        read_document(path)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_link_that_leads_nowhere_says_where_it_led(tmp_path: Path) -> None:
    link = tmp_path / "plan.txt"
    link.symlink_to(tmp_path / "gone.txt")
    with pytest.raises(InputError, match=r"a link to '.*gone\.txt', which is not there"):
        read_document(link)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    with path.open("wb") as file:
        file.truncate(sniffing.MAX_BYTES + 1)
    with pytest.raises(InputError, match="PlanKG reads up to 100000000"):
        read_document(path)


def test_the_limits_leave_room_for_pictures() -> None:
    assert sniffing.MAX_BYTES < MAX_UNPACKED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.doc", lambda: f"<html><body><p>{WORDS}</p></body></html>".encode("gbk")),
        ("plan.wps", word),
        ("plan.pdf", word),
        ("plan.txt", pdf),
        ("plan.docx", pdf),
        ("plan.html", lambda: f"\ufeff{WORDS}".encode()),
        ("plan.rtf", lambda: WORDS.encode()),
        ("plan.txt", lambda: WORDS.encode("utf-16")),
        ("plan.txt", lambda: WORDS.encode("gb18030")),
        ("plan.md", lambda: WORDS.encode("gb18030")),
        ("plan.Markdown", lambda: f"\ufeff{WORDS}".encode()),
        ("plan.md", pdf),
        ("plan.TXT", lambda: "到2022年，新建創新載體，推動產業發展，促進科技創新。".encode("big5")),
    ],
)
def test_what_counts_is_what_is_in_the_file(
    name: str, content: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    assert read_document(path).text.startswith("到2022年，")


def test_the_text_reader_needs_no_other_library() -> None:
    code = (
        "import sys, plankg.readers; "
        "print(*{'docx', 'lxml', 'pdfplumber', 'charset_normalizer'} & sys.modules.keys())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == ""


def test_words_amid_a_page_that_a_picture_covers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(scan((400, "到2022年，新建水厂五座。"), (30, "— {} —")))
    document = read_document(path)
    assert document.text.count("到2022年，新建水厂五座。") == 2
    assert document.notices == ()
