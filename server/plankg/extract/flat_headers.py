"""Finds the header of a table of indicators that a crawler printed as running text.

``指　　标2015年2020年〔累计〕1属性``: header words one after the other, with or without blanks and
line breaks between them. They must name the indicator and at least one column of values, in the
order number, category, indicator, unit, values, and what else there is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.extract.flat_cells import Columns
from plankg.extract.indicator_columns import Headers, told_levels
from plankg.lookups import Lookups
from plankg.model import Span

_BLANK = r"[ \t\r\n　\xa0]*"
_QUALIFIED = (
    r"(?:(?:规划|预期|计划)?目标(?:值|数)?|(?:目标|规划|预期|计划|预计|现状|基期|实际|完成|展望)(?:值|数)?"
    r"|完成情况|基数|实绩)?"
)
_YEAR = (
    rf"(?:(?:到)?20\d\d(?:年(?:底|末)?|(?=目标|现状|规划|预期))"
    rf"|[“\"]?十[一二三四五六]五[”\"]?(?:规划)?(?:期?末|期间|时期|(?=目标)))"
    rf"(?:[（(][^（()）\d]{{1,6}}[）)])?{_QUALIFIED}"
)
_UNIT = r"(?:[（(](?:[%％‰]|(?:计量)?单位)[）)])?"
# Header words may lead to notes below the table: 〔累计〕1属性.
_NOTE = r"(?:[1-9①-⑨](?![\d.．、]))?"
_FEWEST_WORDS = 3
_MOST_WORDS = 24
_FAR_BACK = 12
# The sorts of columns that hold values.
VALUE_SORTS = ("year", "goal", "base", "growth", "total")
_ONCE = ("number", "category", "indicator", "unit", "property")
_ORDER = ("number", "category", "indicator", "unit", *VALUE_SORTS, "property", "other")


@dataclass(frozen=True)
class FlatHeader:
    """A flattened table's header: the span of each column's words and what the column says."""

    cells: tuple[Span, ...]
    sorts: tuple[str, ...]
    columns: Columns

    @property
    def span(self) -> Span:
        """Where the header is printed."""
        return Span(self.cells[0].start, self.cells[-1].end)

    @property
    def property_first(self) -> bool:
        """Whether 约束性 is printed before a row's values."""
        values = [index for index, sort in enumerate(self.sorts) if sort in VALUE_SORTS]
        return self.has("property") and self.sorts.index("property") < values[0]

    def has(self, sort: str) -> bool:
        """Say whether there is a column of a sort."""
        return sort in self.sorts


class FlatHeaders:
    """The words of flattened headers, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._headers = lookups.made(Headers)
        plain = "|".join(row["pattern"] for row in lookups.rows("indicator_columns"))
        # A blank may stand between any two characters of a short word: 指　　标.
        spaced = "|".join(_spaced(word) for word in ("指标", "单位", "属性", "序号", "类别"))
        self._word = re.compile(rf"(?:{_YEAR}|{plain}|{spaced}){_UNIT}")
        self._sign = re.compile(
            rf"{_spaced('指标')}|目标名称|项目名称|目标项目|一级(?={_BLANK}二级)"
        )

    def headers_in(self, text: str, span: Span) -> Iterator[FlatHeader]:
        """Yield the headers in a stretch of text."""
        position = span.start
        for sign in self._sign.finditer(text, span.start, span.end):
            if sign.start() < position:
                continue
            words = self._words_around(text, sign.start(), span)
            header = self._header(text, words)
            if header is not None:
                yield header
                position = header.span.end

    def _words_around(self, text: str, sign: int, span: Span) -> list[Span]:
        """Return the header words that follow one another through the place of 指标."""
        after = list(self._run(text, sign, span.end))
        if len(after) < 2 or self._sign.match(text, after[1].start):
            # A word in prose; or 指标指标: the next one is the header's.
            return []
        # 序号类别指标: so far at most do the words before 指标 reach back.
        for start in range(max(span.start, sign - _FAR_BACK), sign):
            before = list(itertools.islice(self._run(text, start, sign), 3))
            between = text[before[-1].end : sign] if before else "x"
            if not between.strip() and before[-1].end <= sign:
                return [*before, *after]
        return after

    def _run(self, text: str, start: int, end: int) -> Iterator[Span]:
        position = start
        for _ in range(_MOST_WORDS):
            match = self._word.match(text, position, end)
            if match is None or match.end() == match.start():
                return
            yield Span(*match.span())
            note = re.compile(rf"{_NOTE}{_BLANK}").match(text, match.end(), end)
            after = note.end() if note else match.end()
            if not self._word.match(text, after, end):
                # No header word follows, so the digit is the first row's, not a note's.
                return
            position = after

    def _header(self, text: str, words: list[Span]) -> FlatHeader | None:
        if len(words) < _FEWEST_WORDS:
            return None
        said = [self._headers.sort_of(re.sub(r"\s", "", word.of(text))) for word in words]
        sorts = told_levels([sort for sort, _ in said])
        # 主要指标指标2020年: the first is the table's title.
        first = len(sorts) - 1 - sorts[::-1].index("indicator") if "indicator" in sorts else -1
        if first < 0:
            return None
        while first > 0 and sorts[first - 1] in ("number", "category"):
            first -= 1
        while first + 1 < sorts.index("indicator") and sorts[first] == sorts[first + 1]:
            # 一级指标二级指标三级指标: of several categories the inner one is the rows' own.
            first += 1
        words, said, sorts = words[first:], said[first:], sorts[first:]
        # 约束性 may be printed before the values, too.
        ranks = [_rank(sort) for sort in sorts if sort != "property"]
        values = [(s, year) for s, year in said if s in VALUE_SORTS]
        if len(words) < _FEWEST_WORDS or not values or ranks != sorted(ranks):
            return None
        if any(sorts.count(sort) > 1 for sort in _ONCE):
            return None
        columns = Columns(
            tuple("level" if s in ("year", "goal", "base") else s for s, _ in values),
            tuple(year for _, year in values),
        )
        return FlatHeader(tuple(words), tuple(sorts), columns)


def _rank(sort: str) -> int:
    """Return a column's place in the order; all columns of values have the same.

    A category may be printed before the number or behind it.
    """
    same = "year" if sort in VALUE_SORTS else "number" if sort == "category" else sort
    return _ORDER.index(same) if sort else -1


def _spaced(word: str) -> str:
    return _BLANK.join(word)
