"""PDFs without vertical rules, and pages in two columns: words are read where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_files import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from plankg.model import Document
from plankg.readers import read_document

HEADER = ["序号", "指标", "单位", "2020年", "2025年", "属性"]
ROWS = [
    ["1", "净水率", "%", "85", "≥95", "约束性"],
    ["2", "新增水渠", "公里", "", "〔120〕", "预期性"],
    ["3", "节水企业数", "家", "120", "260", "预期性"],
]
PLACES = (72, 110, 250, 310, 370, 430)
String = tuple[float, float, str]


def drawn(path: Path, strings: list[String], rules: tuple[int, ...] = ()) -> Document:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for x, y, words in strings:
        canvas.setFont(FONT, 12)
        canvas.drawString(x, y, words)
    for y in rules:
        canvas.line(72, y, 520, y)
    canvas.save()
    return read_document(path)


def table(*rows: list[str]) -> list[String]:
    return [
        (x, 690 - 20 * r, words)
        for r, row in enumerate(rows)
        for x, words in zip(PLACES, row, strict=True)
    ]


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in one.rows] for one in document.tables]


@pytest.mark.parametrize(
    "rules",
    [(), (706, 684, 622), (706, 684, 664, 644, 622)],
    ids=["no rules", "three rules", "a rule below each row"],
)
def test_words_below_each_other_are_a_table(tmp_path: Path, rules: tuple[int, ...]) -> None:
    strings = [(72, 740, "一、发展目标"), (210, 715, "主要指标"), *table(HEADER, *ROWS)]
    document = drawn(tmp_path / "plan.pdf", [*strings, (72, 590, "二、重点任务")], rules)
    assert grids(document) == [[HEADER, *ROWS]]
    assert [one.text for one in document.paragraphs] == ["一、发展目标", "主要指标", "二、重点任务"]


def test_a_cell_of_two_lines_stays_in_its_row(tmp_path: Path) -> None:
    second = ["", "（含一级水渠）", "", "", "", ""]
    document = drawn(tmp_path / "plan.pdf", table(HEADER, *ROWS[:2], second, ROWS[2]))
    assert [row[1] for row in grids(document)[0]] == [
        "指标", "净水率", "新增水渠\n（含一级水渠）", "节水企业数",
    ]  # fmt: skip


def test_lines_of_names_with_gaps_are_no_table(tmp_path: Path) -> None:
    document = drawn(
        tmp_path / "plan.pdf", [(72, 700, "组长："), (150, 700, "张三"), (72, 680, "副组长：李四")]
    )
    assert document.tables == ()


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = ["一、发展目标", "引水入城，加固渠道，让全市河湖更清", "更净，推动各镇街共同治理。"]
    left += ["二、重点任务", *["加固渠道，清理河道，修复湿地和水源"] * 5]
    right = [*["加固渠道，清理河道，修复湿地和水源"] * 3, "（一）绿化。新建苗圃。", "三、保障措施"]
    right += ["加强领导，落实责任，各镇街共同推进"] * 4
    strings: list[String] = [(150, 780, "江阴市清泉行动计划（2021－2025年）")]
    strings += [(72, 740 - 20 * n, words) for n, words in enumerate(left)]
    strings += [(310, 740 - 20 * n, words) for n, words in enumerate(right)]
    document = drawn(tmp_path / "plan.pdf", [*strings, (290, 40, "— 1 —")])
    order = [document.text.index(words) for words in (*left[:4], "（一）绿化", "三、保障措施")]
    assert order == sorted(order)
    assert "更清更净" in document.text
    assert document.text.startswith("江阴市清泉行动计划（2021－2025年）\n一、发展目标\n")
    assert "— 1 —" not in document.text


@pytest.mark.parametrize(("angle", "told"), [(90, True), (270, True), (45, False)])
def test_words_that_are_drawn_sideways_are_told(tmp_path: Path, angle: int, told: bool) -> None:
    path = tmp_path / "wide.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont(FONT, 10)
    canvas.drawString(72, 700, "附件：清泉行动重点任务分解表，由市水利局负责。")
    canvas.showPage()
    canvas.setFont(FONT, 10)
    canvas.drawString(72, 800, "清泉行动重点任务分解表，共两项。")
    canvas.translate(300, 300)
    canvas.rotate(angle)
    for row in range(3):
        canvas.drawString(0, -20 * row, "新建净水站5座，牵头单位：市水利局")
    canvas.save()
    notice = "not read, since drawn sideways: words on page 2 (turn them and print to a new PDF)"
    assert (notice in read_document(path).notices) is told
