"""Pages: blocks are paragraphs, tables are grids, whatever the encoding says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_same_facts import reading_of

from plankg.errors import InputError
from plankg.model import Document
from plankg.readers import read_document


def page(tmp_path: Path, body: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "plan.html"
    path.write_bytes(body.encode(encoding))
    return read_document(path)


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一、目标</p><p>到2022年。</p>", ["一、目标", "到2022年。"]),
        ("<div>一、目标<br>到2022年。<p>二、任务</div>", ["一、目标", "到2022年。", "二、任务"]),
        ("<p>新建<b>孵化</b><span>器</span>5\n家。</p>", ["新建孵化器5 家。"]),
        ("<p>\u3000\u3000新建孵\n    化器&nbsp;5家。</p>", ["新建孵化器 5家。"]),
        ("<ol><li>引水<li>护水</ol>", ["1.引水", "2.护水"]),
        ("<ol start=3><li>引水<li value=7>护水<li>节水</ol>", ["3.引水", "7.护水", "8.节水"]),
        ("<ol><li>（一）引水<li>（二）护水</ol>", ["（一）引水", "（二）护水"]),
        ("<ul><li>引水</ul><p style='display: none'>暗</p><p hidden>藏</p>", ["引水"]),
        ("<html><body style='visibility: hidden'><p>引水</p></body></html>", ["引水"]),
        ("<nav>首页</nav><script>1</script><p>正文</p><footer>网站</footer>", ["正文"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("<table><tr><td><p>专栏1</p><p>话。</p></td></tr></table>", ["专栏1", "话。"]),
        ("<table><tr><td>左<td>右</table>", ["左", "右"]),
    ],
)
def test_blocks(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert lines(page(tmp_path, f"<html><body>{body}</body></html>")) == expected


def grid(document: Document, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[number].rows]


def test_spans_of_rows_and_columns(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><caption>指标表</caption><thead><tr><th rowspan=2>指标<th colspan=2>目标</tr>"
        "<tr><th>2021年<th>2022年</tr></thead><tbody><tr><td>孵化器<td>3<td rowspan=0>5</tr>"
        "<tr><td>加速器<td>1</tr></tbody></table>",
    )
    assert lines(document) == ["指标表"]
    assert grid(document) == [
        ["指标", "目标", ""],
        ["", "2021年", "2022年"],
        ["孵化器", "3", "5"],
        ["加速器", "1", ""],
    ]


def test_columns_that_no_row_tells_apart_are_one(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><tr><td colspan=3>任务<td>单位</tr><tr><td></td></tr>"
        "<tr><td colspan=3>引水<td>水利局</tr></table>",
    )
    assert grid(document) == [["任务", "单位"], ["引水", "水利局"]]


def test_a_table_around_tables_is_layout(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><tr><td>频道</td><td><p>一、目标</p><table><tr><td>甲<td>乙<tr><td>1<td>2</table>"
        "<table><tr><td>丙<td>丁<tr><td>3<td>4</table></td></tr></table>",
    )
    assert lines(document) == ["频道", "一、目标"]
    assert [grid(document, 0), grid(document, 1)] == [
        [["甲", "乙"], ["1", "2"]],
        [["丙", "丁"], ["3", "4"]],
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gbk"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ("", "gb18030"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta charset="iso-8859-1">', "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_encodings(tmp_path: Path, head: str, encoding: str) -> None:
    words = "到2022年，全市高新技术企业数突破300家，新建创新载体1.5万平方米。"
    document = page(
        tmp_path, f"<html><head>{head}</head><body><p>{words}</p></body></html>", encoding
    )
    assert lines(document) == [words]


def test_a_table_of_a_million_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"plan\.html' has a table with 999999 columns"):
        page(tmp_path, "<table><tr><td colspan=99999999>甲<td>乙<tr><td>丙<td>丁</table>")


def test_a_page_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nested"):
        page(tmp_path, "<div>" * 2000 + "甲")


def test_long_lists_and_pages_are_read_in_linear_time(tmp_path: Path) -> None:
    document = page(tmp_path, "<ol>" + "<li>引水" * 20_000 + "</ol>")
    assert lines(document)[-1] == "20000.引水"


def test_a_table_within_a_cell_is_read_as_the_cells_lines(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><tr><th>序号<th>重点任务<th>牵头单位</tr><tr><td>1<td>引水<table>"
        "<tr><td>年份<td>水厂<tr><td>2022年<td>5座</table><td>市水利局</tr></table>",
    )
    assert grid(document) == [
        ["序号", "重点任务", "牵头单位"],
        ["1", "引水\n年份 水厂\n2022年 5座", "市水利局"],
    ]


def test_a_menu_above_a_plan_with_tables_makes_no_grid_of_it(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><tr><td>首页<td>政务<td>服务</tr><tr><td>栏目<td><p>一、引水</p>"
        "<table><tr><td>甲<td>乙<tr><td>1<td>2</table><td>链接</tr></table>",
    )
    assert lines(document) == ["首页", "政务", "服务", "栏目", "一、引水", "链接"]
    assert grid(document) == [["甲", "乙"], ["1", "2"]]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<!DOCTYPE html><html><body><p>引水</p></body></html>\n<!-- 1 -->", False),
        ("<!DOCTYPE html><html><body><p>引水</p></body>", False),
        ("<!DOCTYPE html><html><body><p>引水</p><p>护", True),
        ("<html><p>引水</p>", True),
        ("<p>引水</p><p>护水", False),
    ],
)
def test_a_page_without_its_end_is_told(tmp_path: Path, body: str, told: bool) -> None:
    notice = "not read, perhaps: its last words, as the page has no end </html> (fetch it again)"
    assert page(tmp_path, body).notices == ((notice,) if told else ())


@pytest.mark.parametrize("end", ["<p class='a", "</di", "<!-- 1", "<"])
def test_a_page_that_ends_within_a_tag_is_refused(tmp_path: Path, end: str) -> None:
    with pytest.raises(InputError, match=r"plan\.html' is cut off .*: fetch it again"):
        page(tmp_path, f"<html><body><p>引水</p>{end}")


def test_a_sign_that_is_no_tag_ends_no_page_early(tmp_path: Path) -> None:
    assert lines(page(tmp_path, "<p>漏损率 <5%")) == ["漏损率 <5%"]


def test_what_follows_a_framed_box_stands_in_no_box(tmp_path: Path) -> None:
    reading = reading_of(
        page(
            tmp_path,
            "<p>江阴市清泉计划（2021－2022年）<p>一、任务<p>（一）引水<p>新建水厂5座。"
            "<table><tr><td><p>专栏1　水站<p>新建水站3座。</table><p>新建泵房6座。"
            "<p>专栏2　渠道<table><tr><td><p>新建渠道4条。<p>新建水闸2座。</table><p>新建苗圃8个。",
        )
    )
    assert [(one.where, one.indicator) for one in reading.targets] == [
        ("一（一）", "水厂"),
        ("专栏1", "水站"),
        ("一（一）", "泵房"),
        ("专栏2", "渠道"),
        ("专栏2", "水闸"),
        ("一（一）", "苗圃"),
    ]
