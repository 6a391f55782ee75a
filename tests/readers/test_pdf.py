"""PDFs: lines become paragraphs, tables run on over pages, page furniture is left out."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from plans import SHIPPED
from reader_files import FONT, write_pdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable
from test_same_facts import reading_of, responsibilities, targets

from plankg.readers import read_document
from plankg.readers.pdf_lines import Line
from plankg.readers.pdf_paragraphs import goes_on

SENTENCE = "围绕产业链部署创新链，支持企业自建研发团队，引进高层次人才，"


def test_the_shipped_plan_gives_the_same_facts_as_a_pdf(tmp_path: Path) -> None:
    text = read_document(SHIPPED)
    write_pdf(text, tmp_path / "plan.pdf", header="江阴市人民政府公报 2020年第3期", merged=False)
    document = read_document(tmp_path / "plan.pdf")
    assert targets(reading_of(document)) == targets(reading_of(text))
    assert responsibilities(reading_of(document)) == responsibilities(reading_of(text))
    assert "公报" not in document.text
    assert [len(table.rows) for table in document.tables] == [70]


def test_a_paragraph_over_a_page_break_is_one_and_knows_its_pages(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle(
        "body", fontName=FONT, fontSize=14, leading=28, firstLineIndent=28, wordWrap="CJK"
    )
    words = [SENTENCE * 9 + f"共{number}家。" for number in range(1, 10)]
    SimpleDocTemplate(str(tmp_path / "plan.pdf"), pagesize=A4, invariant=1).build(
        [Paragraph(html.escape(one), style) for one in words]
    )
    document = read_document(tmp_path / "plan.pdf")
    assert [paragraph.text for paragraph in document.paragraphs] == words
    assert "p. 1-2" in {origin.ref for origin in document.origins}


def test_a_table_row_that_a_page_break_cuts_is_one_row(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("cell", fontName=FONT, fontSize=12, leading=18, wordWrap="CJK")
    rows = [["序号", "重点任务", "牵头单位"]]
    rows += [[str(n), SENTENCE * 7 + "落实到位。", "市科技局"] for n in range(1, 13)]
    cells = [[Paragraph(one, style) for one in row] for row in rows]
    SimpleDocTemplate(str(tmp_path / "plan.pdf"), pagesize=A4, invariant=1).build(
        [
            PdfTable(
                cells,
                [50, 300, 100],
                style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
                # With a repeated header reportlab draws it over the words of the row that it cuts.
                repeatRows=0,
                splitInRow=1,
            )
        ]
    )
    document = read_document(tmp_path / "plan.pdf")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == rows
    assert document.origins[-1].ref.startswith("p. 3 table 1 ")


def drawn(path: Path, *strings: tuple[float, float, float, str]) -> Path:
    """Write a PDF of strings at (x, y from below, size)."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for x, y, size, words in strings:
        canvas.setFont(FONT, size)
        canvas.drawString(x, y, words)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("first", "second"),
    [(206, 195), (74, 250), (236, 262)],
    ids=["in the middle", "over the whole width", "a little aside"],
)
def test_a_title_over_two_lines_is_one_paragraph(first: int, second: int, tmp_path: Path) -> None:
    above = "关于印发引水入城" if first > 74 else "关于印发《引水入城与加固渠道、清淤治河护岸"
    below = "三年行动计划的通知" if second < 200 else "行动》通知"
    document = read_document(
        drawn(
            tmp_path / "plan.pdf",
            (first, 700, 21, above),
            (second, 668, 21, below),
            *((72 + 24 * (n % 3 == 0), 600 - 20 * n, 12, "引" * (37 - 2 * (n % 3 == 0)))
              for n in range(12)),
        )
    )  # fmt: skip
    assert document.paragraphs[0].text == above + below


def test_letters_that_are_drawn_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    document = read_document(
        drawn(
            tmp_path / "plan.pdf",
            (100, 700, 16, "一、主要目标和任务"),
            (100.3, 700, 16, "一、主要目标和任务"),
            (100, 660, 12, "到2022年，新建孵化器5家。"),
        )
    )
    assert document.text.split("\n")[0] == "一、主要目标和任务"


def line(text: str, x0: float, x1: float, top: float = 0.0, page: int = 1) -> Line:
    return Line(text, x0, x1, top, top + 12, 12.0, page, left=100.0, right=500.0)


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        (line("支持企业自建研发", 124, 500), line("团队。", 100, 136, 20), True),
        (line("支持企业自建研发团队。", 124, 500), line("引进人才", 124, 500, 20), False),
        (line("支持企业自建研发团队。", 124, 500), line("引进人才", 100, 500, 20), True),
        (line("支持企业自建研发团队。", 124, 300), line("引进人才", 100, 500, 20), False),
        (line("支持企业自建研发团队，", 124, 500), line("（一）引进", 124, 500, 20), True),
        (line("支持企业自建研发团队。", 124, 500), line("（一）引进", 100, 500, 20), False),
        (line("一、目标", 124, 180), line("到2022年", 100, 500, 20), False),
        (line("接入带宽达到", 124, 440), line("1000Mbps以上", 100, 500, 20), True),
        (line("支持企业自建研发", 124, 500), line("团队。", 100, 136, 0, 2), True),
        (line("支持企业自建研发", 124, 500), line("团队。", 100, 136, 90), False),
    ],
)
def test_when_a_line_goes_on(above: Line, below: Line, one: bool) -> None:
    assert goes_on(above, below, pitch=20.0, body=12.0) is one


def test_reading_writes_nothing_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    read_document(drawn(tmp_path / "plan.pdf", (100, 700, 12, "到2022年，新建孵化器五家。")))
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
