"""Cuts running text into sentences and clauses, each a span of the document's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.model import Span

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)]*|\n|\Z)")
_CLAUSE_END = re.compile(r"[，,；;：:。！？\n]")
# What counts or leads a clause and says nothing of its own: 一是, ①, ——.
_LEAD = re.compile(
    r"[\s　]*(?:[一二三四五六七八九十]{1,2}是(?!指|否)|[①-⑳]|[(（]\d{1,2}[)）]"
    r"|\d{1,2}(?:[．、)）]|\.(?!\d))"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}(?=[ 　]+[一-鿿])(?![ 　]*[万亿千百个家项公平])"
    # 3 净水率达到85%: a row's number at the head of a line; 3 家企业 counts.
    r"|(?<![^\n 　])\d{1,2}(?=[ 　][一-鿿]{2})"
    r"(?![ 　](?:[万亿千百个家项人平米吨元倍度年月日名件座处所公条台套户亩岁位]|左右|以))"
    r"|[—－-]{2,}|[•●■◆▪➢])[ 　]*"
)
# （其中甲镇3座，乙镇9座）, （含改造3座）, and without such a word what places have: （甲镇3座）,
# （示范区超过60%）.
_PARTS = re.compile(
    r"[（(](?:(?:其中|包括|包含)[^（()）\d]{0,20}|含[^（()）\d]{2,20}"
    r"|(?![约折合即含])[一-鿿]{1,6}(?:[区县市镇乡]|街道|本级|市直)(?:达到?|超过?|不低于|不少于)?)"
    r"\d[^（()）]{0,200}[）)]"
)
_DATED = re.compile(r"[ 　]*[（(](?P<what>(?:[到至])?20\d\d年[^（()）\n]+)[）)][。；;\s　]*")
# 1个|面积不少于1000平方米，具备科普功能的|护水馆: what is counted is described over the comma.
_SIZE_BEFORE = re.compile(
    r"\d[ 　]*[个座家所处栋条][^，,。；;：\d]{2,8}(?:不少于|不低于|不小于)[ 　]*\d[\d.]*[ 　]*"
    r"[^，,。；;：\d]{1,6}\Z"
)
REST_OF_NAME = re.compile(r"[，,](?:具备|具有|拥有|配有|设有|集)[^。；;：\d]{2,60}?的[一-鿿]{2,}")
_LONGEST_SIZE = 40
# 实现“净水率达到95%，漏损率降到9%”的目标: what the marks hold is said of the plan itself.
_AIMS = re.compile(
    r"(?<!围绕实现)(?<!紧扣实现)(?<!对照实现)(?<=[现到成保])“(?=[^“”\n]{2,60}(?:达到?|超过?|突破|不低于|不少于|提高|增长|降)[^“”\d\n]{0,8}\d)"
    r"[^“”\n]{4,300}”的?[^，,。；;“”\n]{0,6}目标"
)
_OPENING = "（(〔【《“「"
_CLOSING = "）)〕】》”」"


def sentences_in(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a stretch, each with its closing signs, covering it without gap."""
    position = span.start
    for match in _SENTENCE.finditer(text, span.start, span.end):
        end = min(match.end(), span.end)
        if end > position:
            yield Span(position, end)
            position = end


def clauses_in(text: str, span: Span) -> Iterator[Span]:
    """Yield the clauses of a sentence: cut at commas, semicolons, colons outside brackets.

    What only counts them (一是, ①) is no part of them.
    """
    depth, begin, inner = 0, _behind_lead(text, span.start, span.end), -1
    quoted = 0
    if dated := _DATED.fullmatch(text, begin, span.end):
        # （2021年新建水站3座、泵房5座）: a sentence in brackets.
        begin, span = dated.start("what"), Span(span.start, dated.end("what"))
    for position in range(begin, span.end):
        char = text[position]
        if depth == 0 and inner < position and (end := _end_of_parts(text, position, span.end)):
            # 新建水站12座（其中甲镇3座，乙镇9座）: the bracket's own clauses.
            if position > begin:
                yield Span(begin, position)
            begin, inner = position + 1 + text.startswith("含", position + 1), end
        elif depth == 0 and char == "“" and (aims := _AIMS.match(text, position, span.end)):
            if position > begin:
                yield Span(begin, position)
            begin, inner = position + 1, text.index("”", position, aims.end())
        elif position == inner:
            if position > begin:
                yield Span(begin, position)
            begin = position + 1
        elif char in _OPENING:
            depth += 1
            quoted += char == "“"
        elif char in _CLOSING or (char == '"' and quoted):
            # “十四五": a mark that should have closed as it opened.
            depth = max(0, depth - 1)
            quoted -= quoted > 0 and char in '”"'
        elif depth == 0 and _CLAUSE_END.match(char) and not _inside_number(text, position):
            if _within_name(text, begin, position, span.end):
                continue
            if position > begin:
                yield Span(begin, position)
            begin = _behind_lead(text, position + 1, span.end)
    if span.end > begin:
        yield Span(begin, span.end)


def _end_of_parts(text: str, position: int, end: int) -> int:
    """Return where a bracket closes that opens here and tells parts with numbers, else 0."""
    match = _PARTS.match(text, position, end)
    return match.end() - 1 if match else 0


def _behind_lead(text: str, start: int, end: int) -> int:
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead and lead.end() < end else start


def _within_name(text: str, begin: int, position: int, end: int) -> bool:
    """Say whether a comma stands between a size and the rest of what is counted."""
    if text[position] not in "，," or not REST_OF_NAME.match(text, position, end):
        return False
    return _SIZE_BEFORE.search(text, max(begin, position - _LONGEST_SIZE), position) is not None


def _inside_number(text: str, position: int) -> bool:
    """Say whether a sign stands within one number: the comma of 3,000, the colon of 2.8:1."""
    if text[position] in ":：":
        around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
        return len(around) == 2 and around.isdigit()
    return (
        text[position] == ","
        and text[max(0, position - 1) : position].isdigit()
        and text[position + 1 : position + 4].isdigit()
        and not text[position + 4 : position + 5].isdigit()
    )
