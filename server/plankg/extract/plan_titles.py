"""Finds a plan's own title among the lines above its body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plankg.lookups import Lookups, any_of
from plankg.model import Paragraph, Span

_BRACKETED_YEARS = re.compile(r"[\s　]*[（(][^（()）]*20\d\d[^（()）]*[）)][\s　]*\Z")
_NOTICE = re.compile(r"关于(?:印发|转发|发布|下达)[《“]?(?P<title>.+?)》?的(?:通知|函|公告)\s*\Z")
_HEADS_NOTICE = re.compile("关于(?:印发|转发|发布|下达)")
# 印发《…意见》: a notice that hands on a plan, in other words.
_ISSUES = re.compile(r"(?:印发|出台|发布)了?《(?P<title>[^《》]{6,60})》\s*\Z")
_DAY = r"20\d\d[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日"
# …的通知（2023 年6 月12 日）: when it was issued is no part of a title.
# …若干措施（2023年6月12日管委会办公会议审议通过）: nor is by whom it was adopted.
_DAY_BEHIND = re.compile(
    rf"(?<![ 　])[ 　]*[（(][ 　]*{_DAY}[ 　]*"
    r"(?:[^（()）\n]{0,40}(?:通过|印发|发布|公布))?[）)][ 　]*\Z"
)
# 青禾市人民政府2023 年3 月25 日|青禾市治水若干措施: a signature glued to the title below it.
_SIGNATURE = re.compile(
    rf"(?:[一-鿿]{{4,24}}?(?:政府|办公[厅室]|委员会|[局委厅部])[ 　]*)?{_DAY}"
    r"(?=[一-鿿“”]{6}|[一-鿿]{0,5}20\d\d[ 　]*年[一-鿿]{4})"
)
_OPENS_WITH_DAY = re.compile(rf"[\s　]*[（(][ 　]*{_DAY}")
_NO_TITLE = re.compile(r"[。；，：]")
# 上海市国民经济和社会发展第十四个五年规划⏎和二〇三五年远景目标纲要
_GOES_ON = re.compile(r"[和与及].*(?:目标|纲要)[\s　]*\Z")
# 国务院关于做好当前和今后一个时期⏎促进就业工作的若干意见: a line that begins as a title does.
_BEGINS = re.compile(r"(?:中共)?[一-鿿]{2,20}?(?:关于|委|政府|办公[厅室])|关于")
_NO_LINE_OF_A_TITLE = re.compile(r"[〔\[]\d{4}|\d{4}年\d{1,2}月|[》”〉]\Z|(?:通知|公告|函)\Z")
_IN_MARKS = re.compile("《(?P<title>[^《》]+)》")
_PAGE_TAIL = re.compile(
    r"(?<![ 　\t])[ 　\t]+"
    r"(?:发布(?:时间|日期)|(?:信息)?来源|时间|日期|作者|浏览(?:次数|量)?|字号|字体)"
    r"[ 　]*[:：].*\Z"
)
# II|清泉省治水规划: the number of the page above, glued to the title.
_PAGE_NUMBER = re.compile("[IVX]{1,4}(?=[一-鿿]{4})")
_ANNEX_MARK = re.compile(
    r"附[ 　]*件(?:[ 　]*\d*[ 　]*[:：][ 　]*(?=\S)|(?=(?![的中所及和与里])[一-鿿]{6,}))"
)
_LONGEST = 80
_MOST_LINES = 3
# 关于我们 above a title is a button of the page.
_SHORTEST_LINE = 8


def title_in(text: str, front: tuple[Paragraph, ...], lookups: Lookups) -> Span | None:
    """Return the plan's own title: the last title line before the body, years included.

    `front` are the lines above the body, whose spans count in `text`. A title over several lines
    is found whole; a notice's title names that of the plan which it issues.
    """
    kinds = any_of(lookups.words("plan_types"))
    ends = re.compile(rf"{kinds}(?:[（(][^（()）]*[）)]){{0,2}}[\s　]*\Z")
    found: Span | None = None
    notice: Span | None = None
    for index, line in enumerate(front):
        stripped = _without_page(text, _behind_annex_mark(text, stripped_line(line)))
        words = stripped.of(text)
        if notice is None and (over := _named_over_lines(text, front[index : index + _MOST_LINES])):
            notice = over
        if _NO_TITLE.search(words) or len(words) > _LONGEST:
            continue
        if named := _NOTICE.search(one_line(words)) or _ISSUES.search(one_line(words)):
            inner = words.find(named["title"])
            if inner >= 0 and notice is None:
                start = stripped.start + inner
                notice = Span(start, start + len(named["title"]))
            continue
        if not ends.search(words) or re.search(r"印发|《", words) or _GOES_ON.match(words):
            continue
        whole = Span(_start(text, front, index), _end(text, front, index))
        found = _without_page(text, whole)
    if found and notice:
        return _as_in_notice(text, front, found, notice.of(text))
    return found or notice


def _named_over_lines(text: str, lines: Sequence[Paragraph]) -> Span | None:
    """Return the plan that a notice's title names which is broken over several of the lines.

    青禾市人民政府关于印发青禾市“十四五”水务⏎发展规划的通知（2023 年6 月6 日）
    """
    if not lines or not _HEADS_NOTICE.search(lines[0].text):
        return None
    at: list[int] = []
    for count, line in enumerate(lines, start=1):
        stripped = stripped_line(line)
        at += range(stripped.start, stripped.end)
        words = "".join(text[place] for place in at)
        whole = _DAY_BEHIND.sub("", words)
        if count > 1 and len(whole) <= 2 * _LONGEST and (named := _NOTICE.search(whole)):
            return Span(at[named.start("title")], at[named.end("title") - 1] + 1)
        if _NO_TITLE.search(words):
            return None
    return None


def _as_in_notice(text: str, front: Sequence[Paragraph], title: Span, named: str) -> Span:
    """Return a title with the lines above it that the notice (关于印发《…》的通知) names, too."""
    whole = re.sub(r"\s", "", named)
    for line in reversed([one for one in front if one.span.end <= title.start][-_MOST_LINES:]):
        start = stripped_line(line).start
        if not whole.endswith(re.sub(r"\s", "", text[start : title.end])):
            break
        title = Span(start, title.end)
    return title


def _behind_annex_mark(text: str, line: Span) -> Span:
    """Return a line without the mark that lists it as an annex: 附件：|2023年任务分解表."""
    mark = _ANNEX_MARK.match(text, line.start, line.end)
    return Span(mark.end(), line.end) if mark else line


def _without_page(text: str, line: Span) -> Span:
    """Return a title's line without what the page prints beside it: marks, 发布时间：2022-10-10."""
    quoted = _IN_MARKS.fullmatch(text, line.start, line.end)
    if quoted:
        return Span(*quoted.span("title"))
    tail = _PAGE_TAIL.search(text, line.start, line.end)
    tail = tail or _DAY_BEHIND.search(text, line.start, line.end)
    page = _PAGE_NUMBER.match(text, line.start, line.end)
    page = page or _SIGNATURE.match(text, line.start, line.end)
    start = page.end() if page else line.start
    return Span(start, tail.start() if tail else line.end)


def stripped_line(line: Paragraph) -> Span:
    """Return a line's place without the blanks around it."""
    lead = len(line.text) - len(line.text.lstrip(" 　\t"))
    tail = len(line.text) - len(line.text.rstrip(" 　\t\r"))
    return Span(line.span.start + lead, max(line.span.start + lead, line.span.end - tail))


def one_line(words: str) -> str:
    """Return words without the breaks that the page made in them."""
    return re.sub(r"[\r\n]+[\s　]*", "", words)


def _start(text: str, front: Sequence[Paragraph], index: int) -> int:
    """Return where a title starts whose last line this is: on it, or on a line above."""
    start = _behind_annex_mark(text, stripped_line(front[index]))
    if _BEGINS.match(start.of(text)):
        return start.start
    for line in front[max(0, index - _MOST_LINES) : index][::-1]:
        above = stripped_line(line)
        words = above.of(text)
        # A line between that is empty ends a title, as does one that is none of it.
        if not words or _NO_TITLE.search(words) or _NO_LINE_OF_A_TITLE.search(words):
            break
        if _BEGINS.match(words) and "关于" in words and len(words) >= _SHORTEST_LINE:
            return above.start
    return start.start


def _end(text: str, front: Sequence[Paragraph], index: int) -> int:
    """Return where a title ends that this line could end: here, or on the next."""
    end = stripped_line(front[index]).end
    for line in front[index + 1 : index + 2]:
        below = stripped_line(line)
        words = below.of(text)
        # （2023年6月12日 青禾市水利局）: a day is none of its years.
        years = _BRACKETED_YEARS.match(line.text) and not _OPENS_WITH_DAY.match(line.text)
        if years or _GOES_ON.match(words):
            end = below.end
    return end
