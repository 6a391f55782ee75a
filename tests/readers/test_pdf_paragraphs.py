"""PDFs whose lines were broken off by hand, glued by chance, or numbered in the midst of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_files import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from plankg.readers import read_document

# A full line holds 36 characters; paragraphs begin two characters in.
LEFT, SIZE, FULL = 72, 12, 36
INDENT = LEFT + 2 * SIZE


def drawn(path: Path, *pages: list[tuple[float, float, str]]) -> list[str]:
    """Draw lines at (x, distance from the top) on pages, and return the paragraphs read."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        for x, below, words in page:
            canvas.setFont(FONT, SIZE)
            canvas.drawString(x, A4[1] - below, words)
        canvas.showPage()
    canvas.save()
    return [paragraph.text for paragraph in read_document(path).paragraphs]


def placed(*lines: tuple[float, str], first: float = 100.0) -> list[tuple[float, float, str]]:
    return [(x, first + 20 * n, words) for n, (x, words) in enumerate(lines)]


def full(words: str, *, room: int = FULL) -> str:
    """Return words filled up to a whole line."""
    return (words + "引水修渠治河清淤植树护岸" * 4)[:room]


BROKEN = [
    (INDENT, full("治水。", room=FULL - 2)),
    (LEFT, "水器具使"),
    (LEFT, full("用率达到90%，")),
    (LEFT, "渠"),
    (LEFT, "道加固。"),
]


def test_a_line_that_was_broken_off_goes_on_at_the_margin(tmp_path: Path) -> None:
    after = [(INDENT, full("护水。", room=FULL - 2)), (LEFT, "新渠。")]
    found = drawn(tmp_path / "plan.pdf", placed(*BROKEN, *after))
    assert found == ["".join(words for _, words in BROKEN), "".join(words for _, words in after)]


def test_a_numbered_paragraph_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    lines = [(LEFT, full("（一）治水。")), (LEFT, "水器具"), (LEFT, full("用率达到90%，"))]
    lines.append((LEFT, "清淤。"))
    after = [(LEFT, full("（二）护水。")), (LEFT, "新渠。")]
    found = drawn(tmp_path / "plan.pdf", placed(*lines, *after))
    assert found == ["".join(words for _, words in lines), "".join(words for _, words in after)]


def test_a_heading_of_two_lines_is_not_glued_to_the_text_below(tmp_path: Path) -> None:
    lines = [
        (LEFT, full("（一）治水")),
        (LEFT, "与护水"),
        (LEFT, full("加固渠道，")),
        (LEFT, "清淤。"),
    ]
    found = drawn(tmp_path / "plan.pdf", placed(*lines))
    assert found == [lines[0][1] + lines[1][1], lines[2][1] + lines[3][1]]


@pytest.mark.parametrize(
    "heading", ["（二）护水", "3.护水。建闸。", "2.2024年护水清单", "责任单位：市水务局"]
)
def test_a_full_line_of_bodies_ends_before_the_next_part(tmp_path: Path, heading: str) -> None:
    bodies = full("牵头单位：市水务局、市住建局、", room=FULL - 2)
    after = [(INDENT, full("加固渠道。", room=FULL - 2)), (LEFT, "清淤。")]
    found = drawn(tmp_path / "plan.pdf", placed((INDENT, bodies), (INDENT, heading), *after))
    assert found[:2] == [bodies, heading]


def test_an_annexs_mark_on_the_next_page_is_apart(tmp_path: Path) -> None:
    named = full("附件：治水工作", room=FULL - 2)
    text = placed((INDENT, full("治水。", room=FULL - 2)), (LEFT, "护水。"), (INDENT, named))
    found = drawn(tmp_path / "plan.pdf", text, placed((LEFT, "附件1"), (180, "治水任务表")))
    assert found[1:] == [named, "附件1", "治水任务表"]


def test_lines_that_dots_lead_to_a_page_stay_lines(tmp_path: Path) -> None:
    lines = [
        "目 录",
        *(f"{head}{'.' * 60} {page}" for head, page in (("一、治水", 1), ("二、护水", 4))),
    ]
    found = drawn(tmp_path / "plan.pdf", placed(*((LEFT, line) for line in lines)))
    assert found == lines


def test_pages_numbers_that_count_up_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    parts = [full(f"第{n}段，") for n in "甲乙丙丁"]
    pages = [
        [*placed((LEFT, part), (LEFT, part)), (400, 600, f"- {n} -"), (LEFT, 800, "— 清泉市公报")]
        for n, part in enumerate(parts, 1)
    ]
    text = "".join(drawn(tmp_path / "plan.pdf", *pages))
    assert "-" not in text
    assert parts[1] + parts[1] + parts[2] in text


def test_a_number_that_does_not_count_pages_stays(tmp_path: Path) -> None:
    pages = [
        [*placed((LEFT, full("治水。")), (LEFT, "护水。")), (LEFT, 600, number)]
        for number in ("5", "3", "9")
    ]
    assert drawn(tmp_path / "plan.pdf", *pages).count("3") == 1
