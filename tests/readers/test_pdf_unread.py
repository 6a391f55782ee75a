"""What of a PDF's pages could not be read is told with the document."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pdf_objects import packed, pdf_of

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers import read_document
from plankg.readers.notices import pages_told

LINES = b"".join(
    b"BT /F 12 Tf 50 %d Td (row %d of the plan has %d wells) Tj ET\n" % (800 - 20 * n, n, n * 7919)
    for n in range(30)
)
WHOLE = zlib.compress(LINES)


def read(tmp_path: Path, *streams: bytes) -> Document:
    """Return the document of a PDF whose pages have these packed streams."""
    kids = b" ".join(b"%d 0 R" % (2 * number + 4) for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (2 * number + 5)
        )
        said = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
        objects.append(said + stream + b"\nendstream")
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_of(objects))
    return read_document(path)


def told(pages: str) -> tuple[str, ...]:
    return (f"not read whole, since damaged: {pages} (fetch the file again)",)


def spoiled(packed: bytes) -> bytes:
    return packed[:60] + b"\xff" * 10 + packed[70:]


def test_whole_pages_are_read_without_a_word(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE, WHOLE).notices == ()


def test_a_wrong_checksum_does_no_harm(tmp_path: Path) -> None:
    document = read(tmp_path, WHOLE[:-4] + b"\0\0\0\0", WHOLE[:-4])
    assert document.text.count("row 29") == 2
    assert document.notices == ()


@pytest.mark.parametrize("damaged", [WHOLE[: len(WHOLE) // 2], spoiled(WHOLE)])
def test_a_damaged_page_is_told(tmp_path: Path, damaged: bytes) -> None:
    document = read(tmp_path, WHOLE, damaged, WHOLE)
    assert document.text.count("row 29") == 2
    assert document.notices == told("page 2")


def test_a_file_of_damaged_pages_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"plan\.pdf' is damaged: no words are left on its 2"):
        read(tmp_path, spoiled(WHOLE), spoiled(WHOLE))


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([4], "page 4"), ([1, 2, 3, 7], "pages 1-3, 7"), ([2, 5, 6], "pages 2, 5-6")],
)
def test_runs_of_pages_are_told_as_such(numbers: list[int], words: str) -> None:
    assert pages_told(numbers) == words


def test_a_scanned_page_among_others_is_told(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources 3 0 R>>"
    stamped = b"595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 1 /CS /G ID a EI "
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R 5 0 R 6 0 R]/Count 3>>",
        b"<</Font<</F 9 0 R>>>>",
        page % 7,
        page % 8,
        page % 7,
        packed(LINES),
        packed(b"q " + stamped + b"Q BT /F 12 Tf 50 30 Td (received by the office) Tj ET"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    (tmp_path / "plan.pdf").write_bytes(pdf_of(objects))
    assert read_document(tmp_path / "plan.pdf").notices == (
        "not read, since scanned, without a text layer: page 2 (recognise their text by OCR)",
    )
