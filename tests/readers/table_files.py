"""Writes a plan with one table, with merged cells, as .docx, .html and .pdf."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from reader_files import FONT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable


@dataclass(frozen=True)
class Merged:
    """A cell that reaches over several rows or columns."""

    text: str
    rows: int = 1
    columns: int = 1


Cells = Sequence[Sequence[str | Merged]]


@dataclass(frozen=True)
class Sheet:
    """A plan: lines above, a table, lines below."""

    above: tuple[str, ...]
    cells: Cells
    below: tuple[str, ...] = ()

    def placed(self) -> tuple[list[tuple[int, int, Merged]], int]:
        """Return each cell with its place, and the number of columns."""
        taken: set[tuple[int, int]] = set()
        found = []
        for r, row in enumerate(self.cells):
            c = 0
            for cell in row:
                one = cell if isinstance(cell, Merged) else Merged(cell)
                while (r, c) in taken:
                    c += 1
                taken |= {(r + i, c + j) for i in range(one.rows) for j in range(one.columns)}
                found.append((r, c, one))
                c += one.columns
        return found, 1 + max(column for _, column in taken)


def write_docx(sheet: Sheet, path: Path) -> None:
    word = docx.Document()
    for line in sheet.above:
        word.add_paragraph(line)
    placed, width = sheet.placed()
    table = word.add_table(len(sheet.cells), width)
    for r, c, one in placed:
        cell = table.cell(r, c).merge(table.cell(r + one.rows - 1, c + one.columns - 1))
        cell.text = one.text
    for line in sheet.below:
        word.add_paragraph(line)
    word.save(str(path))


def write_html(sheet: Sheet, path: Path) -> None:
    rows = []
    for row in sheet.cells:
        cells = [one if isinstance(one, Merged) else Merged(one) for one in row]
        rows.append(
            "<tr>"
            + "".join(
                f"<td rowspan={one.rows} colspan={one.columns}>{html.escape(one.text)}</td>"
                for one in cells
            )
            + "</tr>"
        )
    lines = [f"<p>{html.escape(line)}</p>" for line in sheet.above]
    after = [f"<p>{html.escape(line)}</p>" for line in sheet.below]
    body = [*lines, "<table border=1>", *rows, "</table>", *after]
    path.write_text(f"<html><meta charset=utf-8><body>{''.join(body)}</body></html>", "utf-8")


def write_pdf(sheet: Sheet, path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle(
        "body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
    )
    small = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
    placed, width = sheet.placed()
    grid: list[list[object]] = [[""] * width for _ in sheet.cells]
    style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    for r, c, one in placed:
        grid[r][c] = Paragraph(html.escape(one.text), small)
        if one.rows > 1 or one.columns > 1:
            style.append(("SPAN", (c, r), (c + one.columns - 1, r + one.rows - 1)))
    story: list[object] = [Paragraph(html.escape(line), body) for line in sheet.above]
    story.append(PdfTable(grid, [451 / width] * width, style=style))
    story += [Paragraph(html.escape(line), body) for line in sheet.below]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)


WRITERS: dict[str, Callable[[Sheet, Path], None]] = {
    ".docx": write_docx,
    ".html": write_html,
    ".pdf": write_pdf,
}
