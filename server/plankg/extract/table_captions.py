"""Knows what the line above a table says of it: its number (表1), a year (2023年主要目标)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.model import Span, Table

# Boxes and annexes, whose rows have numbers of their own.
_COUNTING = re.compile(r"专栏|附[^ ]*\Z")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:[ 　]*年|(?=[年度]))")
_SPAN_OF_YEARS = re.compile(r"20\d\d[ 　]*年?[ 　]*[-－—–~～至][ 　]*(?:20)?\d\d")
_COMMITS = re.compile(r"目标|任务|计划|指标|要点|安排|清单|工作|项目")
_NUMBER = re.compile(
    r"表[ 　]*(?P<n>\d{1,2}(?:[-－—]\d{1,2})?|[一二三四五六七八九十]{1,3})(?!\d|[、）)])"
    # 表 四川省…, 表三明市…: the sign is a place's.
    r"(?!(?<=[一二三四五六七八九十])(?![全各本我])[一-鿿]{1,2}[省市州])"
)
# 年度新增任务表: all that the table counts is added within its years.
_ADDS = re.compile(
    r"新增[^。；，\n]{0,12}(?:目标|任务|计划|指标)[^。；，\n]{0,6}表[^。；，\n]{0,4}\Z"
)
# 单位：万元 may stand between a caption and its table.
_LINES_ABOVE = 2
# A longer line is a sentence of the text.
_LONGEST = 40


def counts_rows(where: str) -> bool:
    """Say whether a place is a box or an annex (附件1); its parts (附件1 一) count none."""
    return _COUNTING.match(where) is not None


@dataclass(frozen=True)
class CaptionYear:
    """A caption's year and where it is said; not `alone` where it is to be reached (到2025年)."""

    year: int
    span: Span
    alone: bool


def number_above(text: str, table: Table) -> str:
    """Return the number that a table's caption prints (``表1``), ``""`` where there is none."""
    first = [cell for cell in table.rows[0] if cell.text]
    lines = [first[0].span] if len(first) == 1 else []
    end = table.span.start
    for _ in range(_LINES_ABOVE):
        line = _line_before(text, end)
        lines.append(line)
        end = line.start
    for line in lines:
        words = line.of(text).strip()
        match = _NUMBER.match(words)
        if match and len(words) <= _LONGEST and "。" not in words:
            return f"表{match['n']}"
    return ""


def caption_above(text: str, table: Table) -> tuple[str, Span] | None:
    """Return a table's caption and where it stands: the line above it, no sentence; else None.

    Behind the sentences of its line the words that lead to the table do: …评估。各镇任务如下：
    """
    first = [cell for cell in table.rows[0] if cell.text]
    line = first[0].span if len(first) == 1 else _line_before(text, table.span.start)
    if text.endswith(("：", ":"), line.start, line.end):
        stop = text.rfind("。", max(line.start, line.end - _LONGEST), line.end)
        line = Span(stop + 1, line.end) if stop >= 0 else line
    words = line.of(text).strip()
    return (words, line) if words and len(words) <= _LONGEST and "。" not in words else None


def _line_before(text: str, end: int) -> Span:
    """Return the line with words before a place, no more than a caption's length of it."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return Span(text.rfind("\n", max(0, end - _LONGEST - 1), end) + 1, end)


def counts_additions(text: str, table: Table) -> bool:
    """Say whether a table's caption says that its values are what is added: 年度新增任务表."""
    line = _line_before(text, table.span.start)
    return _ADDS.search(text, line.start, line.end) is not None


def year_above(text: str, table: Table) -> CaptionYear | None:
    """Return the one year that a table's caption names, None where it names none.

    The caption is the line above the table, or a first row with words in one cell alone.
    """
    first = [cell for cell in table.rows[0] if cell.text]
    if len(first) == 1:
        return _year_in(text, first[0].span)
    line = _line_before(text, table.span.start)
    return _year_in(text, line) if line.start or line.end <= _LONGEST else None


def _year_in(text: str, line: Span) -> CaptionYear | None:
    words = line.of(text)
    years = list(_YEAR.finditer(words))
    if len(years) != 1 or len(words) > _LONGEST or "。" in words:
        return None
    if _SPAN_OF_YEARS.search(words) or not _COMMITS.search(words, years[0].end()):
        return None
    span = Span(line.start + years[0].start(), line.start + years[0].end())
    return CaptionYear(int(years[0][1]), span, words[: years[0].start()][-1:] not in ("到", "至"))
