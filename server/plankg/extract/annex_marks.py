"""Finds where annexes begin: at their marks, alone on a line or with a title and a table."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from plankg.extract.parts import Part
from plankg.extract.scored_rows import scored_rows
from plankg.model import Document, Paragraph, Span, Table

_ANNEX_MARK = (
    r"[\s　]*附[\s　]*(?P<k>件|表|录)[\s　]*"
    r"(?P<n>(?:[0-9]{1,2}(?![0-9年])(?:[-－—][0-9]+)?|[一二三四五六七八九十]*))[\s　]*[:：]?[\s　]*"
)
ANNEX = re.compile(rf"{_ANNEX_MARK}\Z")
# 附件1：任务分工表 heads an annex where its table follows at once; else it lists what is annexed.
_TITLED_ANNEX = re.compile(rf"{_ANNEX_MARK}(?P<title>[^。；，]{{2,40}}?)[\s　]*\Z")
# The first row of a table may be one cell with the annex's mark and title: 附件2⏎任务分工表.
_ANNEX_CELL = re.compile(rf"{_ANNEX_MARK}(?P<title>[^。；，]{{2,60}}?)[\s　]*\Z")
_FEWEST_ROWS = 3
# So many lines (a subtitle, a unit) stand at most between an annex's title and its table.
_LINES_BEFORE_TABLE = 2
# What divides a plan's work further is read as the plan itself; standards and notes are not.
_DIVIDES_WORK = re.compile(
    r"(?:分工|任务|措施|行动|工程|工作)[^。；，]{0,12}\Z|(?:方案|计划|要点|分解)(?:[（(][^（()）]*[)）])?\Z"
)
_SETS_STANDARDS = re.compile(r"(?:标准|指南|指引|规范|导则|办法|细则|解释|说明|名单|[图表])\Z")
ANNEX_LIST = re.compile(r"[\s　]*附[ 　]*[件表录][ 　]*\d*[ 　]*[:：][ 　]*\S")
_LIST_HEAD = re.compile(r"附[ 　]*件[ 　]*[:：]\s*\Z")
_LISTED = re.compile(r"[\s　]*[（(]?\d{1,2}[）)．.、]|[\s　]*附[ 　]*件[ 　]*\d")
# 附件治水任务分工序号任务…: a table's header glued to the annex's mark and title.
GLUED_ANNEX = re.compile(r"附[ 　]*件[ 　]*(?P<title>[^。；：:，]{2,30}?)(?=序[ 　]*号)")

# 附件：年度任务表年度任务表目标项目2021年…: the list of annexes, the title again, its table; the
# signature may stand between them.
TWICE_TITLED_ANNEX = re.compile(
    r"附[ 　]*件[ 　]*[:：]?[ 　]*(?P<listed>[^。；：:，\n]{6,60}?)"
    r"(?:[一-鿿]{4,24}20\d\d年\d{1,2}月\d{1,2}日[ 　]*)?(?P<title>(?P=listed))"
)


# …不动摇。附件：1.任务表2.考核标准…: a list of annexes within running text.
_GLUED_LIST = re.compile(
    r"(?<=[。；！）)”])[ 　]*附[ 　]*件[ 　]*[:：][ 　]*(?=1[ 　]*[．.、](?!\d))"
)
_LISTED_TITLE = re.compile(r"(?<!\d)(?P<n>\d{1,2})[ 　]*[．.、][ 　]*(?=[一-鿿“《])")
_FURTHER_PLAN = re.compile(r"(?:一、|第一[章条][ 　])")
_SHORTEST_ANNEX_TITLE = 4
_LONGEST_ANNEX_TITLE = 60


def glued_list_at(text: str, span: Span) -> Span | None:
    """Return what a stretch has from its list of annexes on; None where it lists none.

    A list before further headings is a notice's, whose plans come behind it.
    """
    match = _GLUED_LIST.search(text, span.start, span.end)
    if match is None or _FURTHER_PLAN.search(text, match.end(), span.end):
        return None
    return Span(match.start(), span.end)


def glued_annexes(text: str, listing: Span, first: int) -> list[Part]:
    """Return the annexes that follow their list in running text, numbered from `first` on.

    附件：1.任务表2.标准江阴市水利局2021年2月8日附件1任务表…: each begins where its mark and title,
    as they were listed, come again.
    """
    found: list[tuple[int, Span, str]] = []
    for listed in _LISTED_TITLE.finditer(text, listing.start, listing.end):
        mark = re.compile(rf"附[ 　]*件[ 　]*{listed['n']}(?!\d)[ 　]*[:：.．]?[ 　]*")
        for begin in mark.finditer(text, listed.end(), listing.end):
            size = _common(text, listed.end(), begin.end(), listing.end)
            if size >= _SHORTEST_ANNEX_TITLE and begin.start() >= listed.end() + size:
                title = Span(begin.end(), begin.end() + size)
                found.append((begin.start(), title, f"附件{listed['n']}"))
                break
    found.sort(key=lambda one: one[0])
    ends = [*(start for start, _, _ in found[1:]), listing.end][: len(found)]
    return [
        _glued(
            text, Part("annex", 0, number, first + at, title.of(text), title, [Span(start, end)])
        )
        for at, ((start, title, number), end) in enumerate(zip(found, ends, strict=True))
    ]


def _glued(text: str, annex: Part) -> Part:
    """Part what an annex within running text says from its title, if it says a sentence."""
    title, whole = annex.title_span, annex.lines[0]
    if title is not None and any(scored_rows(text, whole)):
        annex.lines = [Span(whole.start, title.end), Span(title.end, whole.end)]
    elif title is not None and "。" in text[title.end : whole.end]:
        said = Part("paragraph", 0, "", 1, "", None, [Span(title.end, whole.end)])
        said.annex = annex.number
        annex.lines, annex.children = [Span(whole.start, title.end)], [said]
    return annex


def _common(text: str, one: int, other: int, end: int) -> int:
    """Return how many signs are the same from two places of a text on."""
    size = 0
    while (
        other + size < end
        and size < _LONGEST_ANNEX_TITLE
        and text[one + size] == text[other + size]
    ):
        size += 1
    return size


def lists_annexes(text: str, piece: Span, listed: bool) -> bool:
    """Say whether a piece of the front is one of a list of annexes; `listed` for the one before."""
    words = piece.of(text)
    if ANNEX_LIST.match(words):
        return True
    begins = bool(_LIST_HEAD.search(text, max(0, piece.start - 12), piece.start))
    return (listed or begins) and bool(_LISTED.match(words))


def numbered_annex(lines: Iterable[str]) -> str:
    """Return the annex as which a plan is printed (附件1), ``""`` without a number.

    Its mark stands alone on a line above the plan's title.
    """
    marks = [mark for line in lines if (mark := ANNEX.match(line)) and mark["n"]]
    return f"附{marks[-1]['k']}{marks[-1]['n']}" if marks else ""


def glued_annex(text: str, span: Span, match: re.Match[str]) -> Part:
    """Return an annex whose title and table follow its mark without a line break."""
    title = Span(match.start("title"), match.end("title"))
    return Part("annex", 0, "附件", 1, title.of(text).strip(), title, [span])


def annex_at(
    document: Document, paragraph: Paragraph, mark: re.Match[str] | None, order: int
) -> Part:
    """Return the annex that a paragraph with its mark begins."""
    start = document.text.index("附", paragraph.span.start)
    groups = mark.groupdict() if mark else {}
    title, span = groups.get("title") or "", None
    if mark and title:
        begin = paragraph.span.start + mark.start("title")
        span = Span(begin, begin + len(title))
    number = f"附{groups.get('k') or '件'}{groups.get('n') or ''}"
    return Part("annex", 0, number, order, title, span, [Span(start, paragraph.span.end)])


def titled_annex(document: Document, index: int) -> re.Match[str] | None:
    """Return the mark and title of an annex whose table follows at once, else None."""
    paragraph = document.paragraphs[index]
    mark = _TITLED_ANNEX.match(paragraph.text)
    if mark is None:
        return None
    return mark if table_follows(document, index) else None


def next_annex(paragraph: Paragraph, before: Part) -> re.Match[str] | None:
    """Return the mark and title of a line that goes on with the numbering of the annex before it.

    附表2　渠道表 below 附表1: a table that lost its lines follows it, or words.
    """
    mark = _TITLED_ANNEX.match(paragraph.text)
    if mark is None or not mark["n"].isdigit():
        return None
    return mark if before.number == f"附{mark['k']}{int(mark['n']) - 1}" else None


def table_follows(document: Document, index: int) -> bool:
    """Say whether a table follows a paragraph at once, or after a short line or two."""
    paragraph = document.paragraphs[index]
    at = bisect.bisect_left(document.tables, paragraph.span.end, key=lambda t: t.span.start)
    if at == len(document.tables):
        return False
    if annex_of_table(document.tables[at], 1):
        # It is the table's own row that begins the annex; the lines above list what is annexed.
        return False
    table = document.tables[at].span.start
    between = document.paragraphs[index + 1 : index + 2 + _LINES_BEFORE_TABLE]
    lines = [one.text for one in between if one.span.start < table]
    near = len(lines) <= _LINES_BEFORE_TABLE and not any("。" in line for line in lines)
    return near and not any(ANNEX.match(line) or _TITLED_ANNEX.match(line) for line in lines)


def annex_of_table(table: Table, order: int) -> Part | None:
    """Return the annex whose mark and title are a table's first row, one cell alone, else None."""
    said = [cell for cell in table.rows[0] if cell.text]
    mark = _ANNEX_CELL.match(said[0].text) if len(said) == 1 else None
    if mark is None or len(table.rows) < _FEWEST_ROWS:
        return None
    cell = said[0].span
    title = Span(cell.start + mark.start("title"), cell.start + mark.end("title"))
    number = f"附{mark['k']}{mark['n']}"
    return Part("annex", 0, number, order, mark["title"], title, [cell])


def divides_work(annex: Part) -> bool:
    """Say whether an annex without tables is itself a list of tasks, by its title."""
    if annex.tables or annex.title_span is None or len(annex.lines) < _FEWEST_ROWS:
        return False
    title = annex.title.strip()
    return _DIVIDES_WORK.search(title) is not None and not _SETS_STANDARDS.search(title)


def take_title_of_table(annex: Part) -> None:
    """Title an annex without a title by the first row of its table, if that has one cell."""
    if annex.title_span is not None or not annex.tables:
        return
    said = [cell for cell in annex.tables[0].rows[0] if cell.text]
    if len(said) == 1:
        annex.title, annex.title_span = said[0].text, said[0].span


def extend_annex(annex: Part, paragraph: Paragraph) -> None:
    """Add a paragraph to an annex; its first one is its title."""
    if annex.title_span is None:
        lead = len(paragraph.text) - len(paragraph.text.lstrip(" 　"))
        span = Span(paragraph.span.start + lead, paragraph.span.end)
        annex.title, annex.title_span = paragraph.text.strip(" 　\r"), span
    annex.lines.append(paragraph.span)
