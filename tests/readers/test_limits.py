"""Files that would fill the memory though they are small are refused early, in one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pdf_objects import packed, pdf, pdf_of

from plankg.errors import InputError
from plankg.readers import limits, pdf_pages, pdf_streams, read_document
from plankg.readers.html_source import MAX_ATTRIBUTES


def word(body: bytes) -> bytes:
    """Return a .docx whose body begins with some XML."""
    plain, buffer = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as to:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + body)
            to.writestr(member, content)
    return buffer.getvalue()


def nested_drawings() -> bytes:
    """Return a PDF whose page draws a drawing, which draws ten of the next, and so on."""
    depth = 6
    drawings = [
        packed(
            b"/X Do " * 10 if number < depth else b"0 0 m 1 1 l S",
            b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X %d 0 R>>>>"
            % (number + 6),
        )
        for number in range(1, depth + 1)
    ]
    return pdf(packed(b"/X Do"), *drawings, uses=b"/XObject<</X 6 0 R>>")


def pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count,
        ]
    )


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "fifteen million empty paragraphs in .docx": (
        "plan.docx",
        lambda: word(b"<w:p/>" * 15_000_000),
        f"more than {limits.MAX_MARKUP} tags and attributes",
    ),
    "too many tags in .html": (
        "plan.html",
        lambda: b"<p>" * (limits.MAX_MARKUP + 1),
        f"more than {limits.MAX_MARKUP} tags and attributes",
    ),
    "too long a text in .html": (
        "plan.html",
        lambda: ("<p>" + "水" * (limits.MAX_CHARACTERS + 1)).encode(),
        f"more than {limits.MAX_CHARACTERS} characters",
    ),
    "a tag with thousands of attributes": (
        "plan.html",
        lambda: b"<p " + b"a='>' b " * MAX_ATTRIBUTES + b">",
        "a tag with 2000 attributes",
    ),
    "too long a text in .txt": (
        "plan.txt",
        lambda: b"a" * (limits.MAX_CHARACTERS + 1),
        f"more than {limits.MAX_CHARACTERS} characters",
    ),
    "too many lines in .txt": (
        "plan.txt",
        lambda: b"a\n" * (limits.MAX_LINES + 1),
        f"more than {limits.MAX_LINES} lines",
    ),
    "twelve million characters on a page": (
        "plan.pdf",
        lambda: pdf(packed(b"BT /F 9 Tf (" + b"A" * 12_000_000 + b") Tj ET")),
        f"more than {pdf_pages.MAX_CHARACTERS} characters on page 1",
    ),
    "drawings within drawings": ("plan.pdf", nested_drawings, "lines and pictures on page 1"),
    "a stream that unpacks to more than a plan": (
        "plan.pdf",
        lambda: pdf(packed(b"q Q"), packed(b" " * (pdf_streams.MAX_UNPACKED + 1))),
        "bytes when unpacked",
    ),
    "too many signs for drawing": (
        "plan.pdf",
        lambda: pdf(packed(b" " * (pdf_streams.MAX_CONTENT + 1))),
        "draws its pages with more than 15000000 bytes",
    ),
    "too many pages": (
        "plan.pdf",
        lambda: pages(pdf_pages.MAX_PAGES + 1),
        f"more than {pdf_pages.MAX_PAGES} pages",
    ),
}


@pytest.fixture(autouse=True)
def lower_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits that are met after seconds, or by hundreds of megabytes."""
    monkeypatch.setattr(pdf_pages, "MAX_SHAPES", 3_000)
    monkeypatch.setattr(pdf_streams, "MAX_UNPACKED", 20_000_000)
    monkeypatch.setattr(pdf_streams, "MAX_CONTENT", 15_000_000)


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    name, content, says = BOMBS[case]
    path = tmp_path / name
    path.write_bytes(content())
    with pytest.raises(InputError, match=says) as caught:
        read_document(path)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize(("name", "limit"), [("MAX_LINES", 4), ("MAX_CHARACTERS", 10)])
def test_lines_and_characters_of_word_files_count_as_they_are_read(
    name: str, limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, name, limit)
    (tmp_path / "plan.docx").write_bytes(word(b"<w:p><w:r><w:t>aa</w:t></w:r></w:p>" * 5))
    with pytest.raises(InputError, match=f"'plan.docx' has more than {limit} "):
        read_document(tmp_path / "plan.docx")


def test_the_limits_leave_room_for_the_longest_plans() -> None:
    # 300,000 characters in runs of three, each with a font and a size of its own.
    run = "<w:r><w:rPr><w:rFonts w:hint='a'/><w:sz w:val='3'/></w:rPr><w:t>治水患</w:t></w:r>"
    assert 100_000 * (run.count("<") + run.count("=")) < limits.MAX_MARKUP


def test_a_line_of_ten_thousand_characters_is_read_in_line_with_its_length(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf(packed(b"BT /F 9 Tf 9 9 Td " + b"(AAAAAAAAA ) Tj " * 1_000 + b" ET")))
    assert read_document(path).text.count("A") == 9_000
