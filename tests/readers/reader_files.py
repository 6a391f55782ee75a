"""Writes a document of our own as .docx, .html and .pdf, as an office would have made them.

Blank cells that continue the cell above are merged with it, as they are on the printed page.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

from plankg.model import Document, Paragraph, Table

FONT = "STSong-Light"
# The columns in which a blank cell of the sample goes on with the cell above.
CONTINUED = (0, 1)


def blocks_of(document: Document) -> Iterator[Paragraph | Table]:
    """Yield paragraphs and tables in text order."""
    yield from sorted([*document.paragraphs, *document.tables], key=lambda block: block.span.start)


def heights(table: Table) -> dict[tuple[int, int], int]:
    """Return for each cell over how many rows it reaches; 0 for one that another covers."""
    found = {(cell.row, cell.column): 1 for row in table.rows for cell in row}
    for column in CONTINUED:
        for row in range(len(table.rows) - 1, 1, -1):
            if not table.rows[row][column].text:
                found[row - 1, column] += found.pop((row, column))
                found[row, column] = 0
    return found


def write_docx(document: Document, path: Path) -> None:
    word = docx.Document()
    for block in blocks_of(document):
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
            continue
        table = word.add_table(len(block.rows), len(block.rows[0]))
        for row in block.rows:
            for cell in row:
                table.cell(cell.row, cell.column).text = cell.text
        for (row, column), height in heights(block).items():
            if height > 1:
                merged = table.cell(row, column).merge(table.cell(row + height - 1, column))
                merged.text = block.rows[row][column].text
    word.save(str(path))


def write_html(document: Document, path: Path, encoding: str = "utf-8") -> None:
    parts = [
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>站点</title>',
        "<style>p {margin: 0}</style></head><body><nav><a href='/'>首页</a></nav>",
        "<script>var number = '100家';</script><div class='content'>",
    ]
    for block in blocks_of(document):
        if isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(block.text)}</p>\n")
            continue
        spans = heights(block)
        parts.append("<table border=1><tbody>")
        for row in block.rows:
            parts.append("<tr>")
            for cell in row:
                if height := spans[cell.row, cell.column]:
                    words = "<br>".join(html.escape(cell.text).split("\n"))
                    parts.append(f"<td rowspan={height}><p>{words}</p></td>")
            parts.append("</tr>\n")
        parts.append("</tbody></table>\n")
    parts.append("</div><footer>版权所有</footer></body></html>")
    path.write_bytes("".join(parts).encode(encoding))


def write_pdf(document: Document, path: Path, *, header: str = "", merged: bool = True) -> None:
    """Write a PDF with indented paragraphs, ruled tables, page numbers and a running header.

    A table with merged cells must fit on a page: reportlab cannot split those.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle(
        "body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
    )
    small = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
    story: list[PdfParagraph | PdfTable] = []
    for block in blocks_of(document):
        if isinstance(block, Paragraph):
            story.append(PdfParagraph(html.escape(block.text.strip()), body))
            continue
        style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        for (row, column), height in heights(block).items():
            if height > 1 and merged:
                style.append(("SPAN", (column, row), (column, row + height - 1)))
        rows = [
            [PdfParagraph("<br/>".join(html.escape(c.text).split("\n")), small) for c in row]
            for row in block.rows
        ]
        widths = [451 / len(block.rows[0])] * len(block.rows[0])
        story.append(PdfTable(rows, widths, style=style, repeatRows=1))

    def decorate(canvas: object, template: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 40, f"— {template.page} —")  # type: ignore[attr-defined]
        if header:
            canvas.drawString(72, A4[1] - 45, header)  # type: ignore[attr-defined]

    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(
        story, onFirstPage=decorate, onLaterPages=decorate
    )
