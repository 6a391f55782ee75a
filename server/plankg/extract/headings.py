"""Recognises numbered headings, and says where their titles end."""

from __future__ import annotations

import re

from plankg.extract.numerals import han_number
from plankg.extract.parts import BOX, Part
from plankg.lookups import Lookups
from plankg.model import Span

_BLANK = re.compile(r"[\s　]*")
# Names of parts (指导思想和发展目标) are short; what is longer holds text as well.
_LONGEST_NAME = 24
# 三、工作目标|大力发展养老服务。, 二、基本原则|——坚持…: so begins text, no longer name.
_BEGINS_TEXT = re.compile(
    "——|当前|“十|自20|截至|经过|通过|近年来|大力|坚持|以(?![上下内外及])|到20|力争|按照|围绕|全面|进一步|深入|紧紧|加快"
)
# 一、培育目标|到2025年，…, 二、培育对象|聚焦全县…: a noun, and what a sentence begins with.
_NOUN_TITLE = re.compile(
    r"[一-鿿“”]{2,8}?(?:目标|对象|范围|政策|原则|要求|内容|思路|重点|标准|条件|程序|流程|方式|职责|步骤|任务|措施|形势)"
    r"(?=[到至]20|20\d\d年|聚焦|按照|围绕|坚持|根据|为[了进贯深全加]|从|对|以[“习]|通过|结合|全面|深入|紧紧|认真)"
)
_LONGEST_PLAN_TITLE = 60
_MISPRINTED = "一"
# Three digits or more, and words up to a full stop: a title, not the decimals of a value.
_DIGITS_AFTER = re.compile(
    r"(?P<n>\d{1,3})(?:\.(?=\d{3,4}[一-鿿][^。；，,\d]{2,30}。)"
    # 30 优化税务服务。: the stop behind the number is lost.
    r"|[ 　]+(?=[一-鿿“][^。；，,\d]{3,30}。))"
)

# 组织领导|：成立专班…: what a heading's line goes on to say of it.
_LABEL = re.compile(
    r"[一-鿿“”、]{2,16}(?<![局委办部厅院会组署])(?<!单位|部门|政府|公司)(?=[ 　]?[:：][ 　]*\S)"
)
# 专栏2　供水保障工程|水源工程：…: in a box that is printed as one line its first item is a label.
BOX_TITLE_ENDS = "工程|行动|计划|项目|建设"
BOX_LABEL = (
    r"(?!工程|行动|计划|项目|建设|重点|重大|任务|清单|专项|实施|方案|目标|指标|内容|标准"
    r"|[和及与或的、])[一-鿿“”·—、]{3,25}[:：]"
)
_BOX_TITLE = re.compile(rf"[^。；，,：:\d\n]{{2,40}}?(?<={BOX_TITLE_ENDS})(?={BOX_LABEL})")


class Headings:
    """Recognises headings by the numbering styles of the lookup table."""

    def __init__(self, lookups: Lookups) -> None:
        self._styles = [
            (row["style"], int(row["rank"]), re.compile(row["pattern"]))
            for row in lookups.rows("numbering")
        ]
        names = "|".join(
            row["title"].replace("(?:.*的)?", "").replace(".*", "")
            for row in lookups.rows("part_roles")
        )
        self._named = re.compile(rf"(?:{names})(?:[和与、及](?:{names}))*")
        self._titles = tuple(lookups.words("plan_types"))

    def _title(self, text: str, start: int, end: int) -> Span:
        """Return a heading's title; where its text follows at once, the known name of a part.

        一、指导思想和目标按照…: in text without line breaks nothing parts title and text.
        """
        title = _title_span(text, start, end)
        named = self._named.match(text, title.start, title.end)
        longer = title.end - title.start > _LONGEST_NAME
        if named and (longer or _BEGINS_TEXT.match(text, named.end(), title.end)):
            return Span(title.start, named.end())
        noun = _NOUN_TITLE.match(text, title.start, title.end) if longer else None
        return Span(title.start, noun.end()) if noun else title

    def at(self, text: str, start: int, end: int) -> Part | None:
        """Return the heading that begins at `start`, its first line up to `end`; else None."""
        for style, rank, pattern in self._styles:
            match = pattern.match(text, start, end)
            if match:
                return self._part(text, style, rank, match, Span(start, end))
        return None

    def follow_title(self, text: str, start: int, end: int) -> bool:
        """Say whether a plan's title fills a stretch, so that its first heading may come next.

        江阴市清泉工作意见一、指导思想: in text without line breaks nothing parts the two.
        """
        return (
            end - start <= _LONGEST_PLAN_TITLE
            and text.endswith(self._titles, start, end)
            and "。" not in text[start:end]
        )

    def next_at(self, text: str, start: int, end: int, order: int) -> Part | None:
        """Return the heading with the Arabic number `order` whose title begins with digits.

        ``11.365护水队项目。``: only that 11 is the next number tells it from a value, and so it is
        with ``30 优化服务。``, of which the stop is lost.
        """
        match = _DIGITS_AFTER.match(text, start, end)
        if match is None or int(match["n"]) != order:
            return None
        rank = next(rank for style, rank, _ in self._styles if style == "arabic")
        return self._part(text, "arabic", rank, match, Span(start, end))

    def _part(self, text: str, style: str, rank: int, match: re.Match[str], line: Span) -> Part:
        # 一 is often misread or mistyped as a dash: —、指导思想.
        printed = match["n"] or _MISPRINTED
        title = self._title(text, match.end(), line.end)
        box = _BOX_TITLE.match(text, title.start, title.end) if style == BOX else None
        title = Span(*box.span()) if box else title
        label = _LABEL.match(text, title.start, title.end) if style != BOX else None
        title = Span(*label.span()) if label else title
        return Part(
            style=style,
            rank=rank,
            number=_without_stops(match.group()) if match["n"] else _MISPRINTED,
            order=int(printed) if printed.isdigit() else han_number(printed),
            title=title.of(text),
            title_span=title,
            lines=[line],
        )


_BODIES = re.compile(
    r"[（(〔\[【](?:责任|牵头|主办|主责|配合|负责)(?:单位|部门|主体)?[^（()）]{0,8}[:：]"
    # （指标牵头单位：市水利局）: of what the body answers for one thing.
    r"|[（(〔\[【][一-鿿]{1,6}?(?:责任|牵头|主办|主责|配合|负责)(?:单位|部门|主体)[ 　]*[:：]"
    r"|[（(〔\[【][^（()）：:]{2,60}(?:牵头|负责|配合)(?:[，,；;]|[）)〕\]】])"
)


# 一、环境形势　　 近年来，…: what stands behind a gap was a paragraph of its own.
_AHEAD_OF_GAP = re.compile(r"[ 　\t]*[^ 　\t，。；：\n]{2,30}(?= {0,2}　[ 　]{2})")


# 加强创新生态建设|一是实施…，二是…: a list begins behind the title.
_LISTS = re.compile("(?<=[一-鿿]{4})一是(?=[^。]{4,})")


def _without_stops(printed: str) -> str:
    """Return a printed number without the signs around it, its round brackets full-width."""
    plain = re.sub(r"[ 　【】〖〗\[\]]", "", printed).rstrip("、．.﹒:：")
    return plain.replace("(", "（").replace(")", "）")


def _title_span(text: str, start: int, end: int) -> Span:
    """Return a heading's title: up to its first full stop, or the whole line."""
    stop = text.find("。", start, end)
    end = stop if stop >= 0 else end
    ahead = _AHEAD_OF_GAP.match(text, start, end)
    end = ahead.end() if ahead else end
    listed = _LISTS.search(text, start, end)
    end = listed.start() if listed else end
    while start < end and text[start] in " 　\t":
        start += 1
    bodies = _BODIES.search(text, start + 1, end)
    if bodies:
        # 清淤工程（责任单位：市水利局）: who does it is no part of the title.
        end = bodies.start()
    while end > start and text[end - 1] in " 　\t\r：:":
        end -= 1
    return Span(start, end)


def paragraph_title(text: str, line: Span) -> Span:
    """Return the title with which a paragraph begins: its first sentence."""
    blank = _BLANK.match(text, line.start, line.end)
    return _title_span(text, blank.end() if blank else line.start, line.end)
