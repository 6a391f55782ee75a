"""What Word prints is read: its numbers, its merged cells, not what is deleted or hidden."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from test_same_facts import reading_of

from plankg.model import Document
from plankg.readers import read_document
from plankg.readers.docx_numbering import han_numeral


def level(number: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbered(
    path: Path, levels: str, paragraphs: list[tuple[int | None, str]], override: str = ""
) -> Document:
    """Return the document whose paragraphs are in list 77, at the given levels."""
    word = docx.Document()
    numbering = word.part.numbering_part.element
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    )
    numbering.insert(0, definition)
    for name, inner in (("77", ""), ("78", override)):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="77"/>'
                f"{inner}</w:num>"
            )
        )
    for at, text in paragraphs:
        paragraph = word.add_paragraph(text.removeprefix("*"))
        if at is not None:
            name = "78" if text.startswith("*") else "77"
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/>'
                    "</w:numPr>"
                )
            )
    word.save(str(path))
    return read_document(path)


PLAN = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "japaneseCounting", "（%2）")
    + level(2, "decimal", "%3.")
)


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_numbers_that_word_draws_are_put_back(tmp_path: Path) -> None:
    document = numbered(
        tmp_path / "plan.docx",
        PLAN,
        [(0, "主要目标"), (None, "到2022年。"), (0, "重点任务"), (1, "引水"), (2, "修渠"),
         (2, "筑坝"), (1, "护水"), (2, "植树"), (0, "保障措施"), (1, "组织")],
    )  # fmt: skip
    assert lines(document) == [
        "一、主要目标", "到2022年。", "二、重点任务", "（一）引水", "1.修渠", "2.筑坝",
        "（二）护水", "1.植树", "三、保障措施", "（一）组织",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "paragraphs", "expected"),
    [
        (level(0, "bullet", "\uf0b7"), [(0, "要点")], ["要点"]),
        (level(0, "chineseCounting", "第%1章"), [(0, "总则")], ["第一章 总则"]),
        (level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"), [(0, "一"), (1, "二")],
         ["1.一", "1.1 二"]),
        (PLAN + level(3, "decimal", "（%1）", "<w:isLgl/>"), [(0, "甲"), (3, "乙")],
         ["一、甲", "（1）乙"]),
        (level(0, "decimalEnclosedCircleChinese", "%1"), [(0, "甲"), (0, "乙")], ["①甲", "②乙"]),
        (PLAN + level(4, "upperLetter", "%5)", '<w:lvlRestart w:val="0"/>'),
         [(4, "甲"), (0, "乙"), (4, "丙")], ["A)甲", "一、乙", "B)丙"]),
    ],
)  # fmt: skip
def test_number_formats(
    tmp_path: Path, levels: str, paragraphs: list[tuple[int | None, str]], expected: list[str]
) -> None:
    document = numbered(tmp_path / "plan.docx", levels, paragraphs)
    assert lines(document) == expected


def test_a_list_with_a_start_of_its_own_begins_there(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    document = numbered(
        tmp_path / "plan.docx", PLAN, [(0, "甲"), (0, "乙"), (0, "*丙"), (0, "*丁")], override
    )
    assert lines(document) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_headings_are_numbered_by_their_style(tmp_path: Path) -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>') + level(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="Heading2"/>'
    )
    numbering.insert(
        0,
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for name in ("Heading 1", "Heading 2"):
        word.styles[name].element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>')
        )
    word.add_heading("主要目标", 1)
    word.add_heading("引水", 2)
    word.add_heading("护水", 2)
    word.save(str(tmp_path / "plan.docx"))
    assert lines(read_document(tmp_path / "plan.docx")) == [
        "一、主要目标",
        "（一）引水",
        "（二）护水",
    ]


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (101, "一百零一"),
     (110, "一百一十"), (1001, "一千零一"), (0, "0")],
)  # fmt: skip
def test_chinese_numerals(number: int, numeral: str) -> None:
    assert han_numeral(number) == numeral


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("新建孵化器")
    for xml in (
        '<w:ins {ns} w:id="1" w:author="甲"><w:r><w:t>5家</w:t></w:r></w:ins>',
        '<w:del {ns} w:id="2" w:author="甲"><w:r><w:delText>3家</w:delText></w:r></w:del>',
        "<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>批注</w:t></w:r>",
        '<w:r {ns}><w:br w:type="page"/><w:t>。</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(xml.format(ns=nsdecls("w"))))
    word.save(str(tmp_path / "plan.docx"))
    assert lines(read_document(tmp_path / "plan.docx")) == ["新建孵化器5家。"]


def test_paragraphs_whose_end_was_deleted_are_joined_and_count_once(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    numbered(path, PLAN, [(0, "修渠"), (0, "新建渠道"), (0, "3条。"), (0, "删去"), (0, "种树")])
    word = docx.Document(str(path))
    _, second, _, fourth, _ = word.paragraphs
    for paragraph in (second, fourth):
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="甲"/></w:rPr>')
        )
    fourth._p.remove(fourth.runs[0]._r)
    word.save(str(path))
    assert lines(read_document(path)) == ["一、修渠", "二、新建渠道3条。", "三、种树"]


def test_a_deleted_end_before_a_table_or_at_the_end_loses_no_words(tmp_path: Path) -> None:
    word = docx.Document()
    for text in ("新建渠道3条。", "新建泵站2座。"):
        paragraph = word.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="甲"/></w:rPr>')
        )
        if text.endswith("条。"):
            table = word.add_table(2, 2)
            for index, cell in enumerate(table._cells):
                cell.text = "甲乙丙丁"[index]
    word.save(str(tmp_path / "plan.docx"))
    assert lines(read_document(tmp_path / "plan.docx")) == ["新建渠道3条。", "新建泵站2座。"]


@pytest.mark.parametrize(("code", "sign"), [("F0B3", "≥"), ("f0a3", "≤"), ("F06C", "")])
def test_signs_of_the_font_symbol_are_read(code: str, sign: str, tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("净水率")
    paragraph._p.append(
        parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="{code}"/></w:r>')
    )
    paragraph.add_run("90%。")
    word.save(str(tmp_path / "plan.docx"))
    assert lines(read_document(tmp_path / "plan.docx")) == [f"净水率{sign}90%。"]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    word = docx.Document()
    word.styles.add_style("toc 1", 1)
    word.add_paragraph("一、主要目标	1", style="toc 1")
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:docPartObj><w:docPartGallery"
            ' w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>'
            "二、重点任务 2</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    word.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    word.add_paragraph("一、主要目标")
    word.save(str(tmp_path / "plan.docx"))
    assert lines(read_document(tmp_path / "plan.docx")) == ["控件里的字", "一、主要目标"]


def box(words: str) -> object:
    """Return a run that holds a text box, as Word writes it for newer and for older versions."""
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    content = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    return parse_xml(
        f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent><mc:Choice Requires='wps'>{content}"
        f"</mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")._p.append(box("框里的字。"))
    word.add_paragraph("后文。")
    word.save(str(tmp_path / "plan.docx"))
    assert lines(read_document(tmp_path / "plan.docx")) == ["正文。", "框里的字。", "后文。"]


def test_text_boxes_in_cells_and_footnotes_are_not_read_but_told(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("正文。")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    table = word.add_table(2, 2)
    for number, cell in enumerate(one for row in table.rows for one in row.cells):
        cell.text = f"格{number}"
    table.cell(1, 1).paragraphs[0]._p.append(box("框里的字。"))
    word.save(str(tmp_path / "plan.docx"))
    document = read_document(tmp_path / "plan.docx")
    assert "框里的字" not in document.text
    assert document.notices == (
        "not read: 1 text box in cells of tables",
        "not read: 1 footnote",
    )


def test_a_table_within_a_cell_is_read_as_the_cells_lines(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(2, 3)
    for cell, words in zip(table.rows[0].cells, ("序号", "重点任务", "牵头单位"), strict=True):
        cell.text = words
    for cell, words in zip(table.rows[1].cells, ("1", "引水", "市水利局"), strict=True):
        cell.text = words
    inner = table.cell(1, 1).add_table(2, 2)
    for cell, words in zip(inner._cells, ("年份", "水厂", "2022年", "5座"), strict=True):
        cell.text = words
    word.save(str(tmp_path / "plan.docx"))
    document = read_document(tmp_path / "plan.docx")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["序号", "重点任务", "牵头单位"],
        ["1", "引水\n年份 水厂\n2022年 5座", "市水利局"],
    ]


def test_a_table_that_frames_a_plan_and_its_tables_is_layout(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(2, 3)
    for cell, words in zip(table.rows[0].cells, ("首页", "政务", "服务"), strict=True):
        cell.text = words
    table.cell(1, 1).text = "一、引水"
    table.cell(1, 1).add_table(2, 2).cell(0, 0).text = "水厂"
    word.save(str(tmp_path / "plan.docx"))
    document = read_document(tmp_path / "plan.docx")
    assert lines(document) == ["首页", "政务", "服务", "一、引水", "水厂"]


def test_what_follows_a_text_box_stands_in_no_box(tmp_path: Path) -> None:
    word = docx.Document()
    for words in ("江阴市清泉计划（2021－2022年）", "一、任务", "（一）引水", "新建水厂5座。"):
        word.add_paragraph(words)
    word.paragraphs[-1]._p.append(box("专栏1 水站"))
    word.add_paragraph("新建泵房6座。")
    word.save(str(tmp_path / "plan.docx"))
    reading = reading_of(read_document(tmp_path / "plan.docx"))
    assert [(one.where, one.indicator) for one in reading.targets] == [
        ("一（一）", "水厂"),
        ("一（一）", "泵房"),
    ]


def test_merged_cells_keep_the_grid_and_their_place(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(4, 4)
    for row, words in enumerate(
        (
            ("指标", "目标", "", "牵头"),
            ("", "2021年", "2022年", ""),
            ("孵化器（家）", "3", "5", "科技局"),
            ("加速器（家）", "1", "2", ""),
        )
    ):
        for column, word_ in enumerate(words):
            table.cell(row, column).text = word_
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "目标"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "牵头"
    table.cell(2, 3).merge(table.cell(3, 3)).text = "科技局"
    word.save(str(tmp_path / "plan.docx"))
    document = read_document(tmp_path / "plan.docx")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["指标", "目标", "", "牵头"],
        ["", "2021年", "2022年", ""],
        ["孵化器（家）", "3", "5", "科技局"],
        ["加速器（家）", "1", "2", ""],
    ]
    continued = {
        origin.ref: origin.continues.of(document.text)
        for origin in document.origins
        if origin.continues
    }
    assert continued == {
        "table 1 r1-2 c1": "指标",
        "table 1 r1 c2-3": "目标",
        "table 1 r1-2 c4": "牵头",
        "table 1 r3-4 c4": "科技局",
    }


def test_paragraphs_and_tables_keep_their_order(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("前")
    word.add_table(2, 2).cell(1, 1).text = "甲"
    second = word.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            second.cell(row, column).text = f"{row}{column}"
    word.add_paragraph("后")
    frame = word.add_table(1, 1)
    frame.cell(0, 0).text = "专栏1\n框里的话。"
    word.save(str(tmp_path / "plan.docx"))
    document = read_document(tmp_path / "plan.docx")
    # The first table has a single word: it is no grid.
    assert lines(document) == ["前", "甲", "后", "专栏1", "框里的话。"]
    assert len(document.tables) == 1
    assert document.origins[-1].ref == "table 3 r1 c1"
