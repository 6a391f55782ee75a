"""Pages: blocks are paragraphs, tables are grids, whatever the encoding says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    with pytest.raises(InputError, match="columns"):
        page(tmp_path, "<table><tr><td colspan=999999>甲<td>乙<tr><td>丙<td>丁</table>")


def test_a_page_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nested"):
        page(tmp_path, "<div>" * 2000 + "甲")


def test_long_lists_and_pages_are_read_in_linear_time(tmp_path: Path) -> None:
    document = page(tmp_path, "<ol>" + "<li>引水" * 20_000 + "</ol>")
    assert lines(document)[-1] == "20000.引水"
