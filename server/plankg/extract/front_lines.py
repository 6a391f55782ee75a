"""Cuts what stands above a plan into the lines that a crawler ran together.

Title, 文号, issuer and date are known by having a line of their own. Where a page came without
line breaks, its labels and buttons (``data/lookups/front_words.tsv``), the ends of sentences, of
notices' and plans' titles and of dates say where lines ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.lookups import Lookups, any_of
from plankg.model import Paragraph, Span

# A line of a title or an address is shorter; what is longer may be several.
_LONGEST_LINE = 60
# 于2023年1月5日前报送 is no line, but part of a sentence.
# A short one that goes on behind the years of a title, with a sentence, is two lines all the same.
_TWO = re.compile(r"20\d\d年?[）)][ 　\xa0]*[^\s　。][^。]*。")
_DATE = r"(?<![于至到从自在截])20\d\d年\d{1,2}月\d{1,2}日(?![前起之以至到，,、；的在])"
_DAY = r"20\d\d[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日"
_NUMBER = r"[〔\[][ 　]*20\d\d[ 　]*[〕\]][ 　]*第?[ 　]*\d{1,4}[ 　]*号"
# 清政办发|〔2021〕7号: whose number it is.
_SIGN = "[一-鿿]{1,6}[发字函规]"
_SALUTATION = r"各[^。：:]{2,60}[：:]"


class FrontLines:
    """The words at which lines above a plan end, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        label = "|".join(lookups.words("front_words", "pattern", sort="label"))
        button = "|".join(lookups.words("front_words", "pattern", sort="button"))
        kinds = any_of(lookups.words("plan_types"))
        years = r"[（(][^（()）]{0,6}20\d\d[^（()）]{0,12}[)）]"
        ends = (
            rf"(?:{label})[ 　]*[:：]",
            button,
            r"[。！？]",
            rf"的通知(?![》”])(?:[ 　]*[（(][ 　]*{_DAY}[ 　]*[）)])?",
            _NUMBER,
            _DATE,
            _SALUTATION,
            r"[（(]此件[^（()）]{2,8}[）)]",
            r"附件[ 　]*[:：]",
            r"附件\d{1,2}(?![:：])",
            rf"{kinds}{years}(?![ 　]*》?的(?:通知|函|公告))",
            rf"{kinds}(?=为|根据|按照|现将)",
            rf"{kinds}(?={_SIGN}{_NUMBER})",
        )
        self._ends = re.compile(rf"(?:{'|'.join(ends)})[ 　]*")
        # 首页 > 规划计划 清泉市治水方案（2021－2023年） 为…: a page's words, blanks between them.
        title = rf"[^ 　>＞：:|，。；\r\n]{{5,50}}?{kinds}(?:{years})?"
        self._token = re.compile(rf"(?<=[ 　>＞：:|]){title}(?=[ 　\r\n]|\Z)")
        self._begins = re.compile(
            rf"(?:{label})[ 　]*[:：]|{_DATE}|附件\d{{1,2}}(?!\d)|附件[ 　]*[:：]"
        )

    def lines_in(self, text: str, paragraph: Paragraph) -> Iterator[Paragraph]:
        """Yield a paragraph's lines; the paragraph itself where it is one."""
        span = paragraph.span
        if span.end - span.start <= _LONGEST_LINE and not _TWO.search(paragraph.text):
            yield paragraph
            return
        marks = {match.end() for match in self._ends.finditer(text, span.start, span.end)}
        marks |= {match.start() for match in self._begins.finditer(text, span.start, span.end)}
        for token in self._token.finditer(text, span.start, span.end):
            marks |= {token.start(), token.end()}
        position = span.start
        for mark in sorted(marks | {span.end}):
            if mark > position:
                piece = Span(position, mark)
                yield Paragraph(piece, piece.of(text))
                position = mark
