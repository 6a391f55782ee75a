"""Finds tables of goals whose cells a page broke over lines, a row's cells one below the other.

``序号⏎重点任务⏎主要内容⏎牵头部门⏎责任单位⏎1⏎1.水务提⏎升⏎新建渠道3条，改造⏎泵房12座。⏎市水⏎利局⏎…``:
rows begin at numbers that count from one, the header comes again on each page, and a page may end
within a row. A row whose lines part into cells in several ways, or in none (`wrapped_goal_rows`),
is left to the ledger, and of a table with too many such rows nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plankg.extract.cell_fit import ROLES
from plankg.extract.goal_columns import HeaderWords
from plankg.extract.indicator_columns import plain
from plankg.extract.page_numbers import page_markers
from plankg.extract.wrapped_cells import Cells, WrappedCells
from plankg.extract.wrapped_goal_rows import GoalRows, RowLines
from plankg.lookups import Lookups
from plankg.model import Paragraph, Span

_NUMBER_HEAD = ("序号", "编号")
_BEHIND_GOAL = (*ROLES, "deadline")
# What stands below a table's last row.
_NO_ROW = re.compile(
    r"附[ 　]*件|备?注[：:]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章节]"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]"
)
# 推进共享。|市水利局: where a short goal fills its line, the next cell follows it at once.
_STOP_WITHIN = re.compile(r"。(?=[一-鿿]{2,12}(?<![等])\Z)")
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 7
# A number, and lines that hold a goal and a body.
_FEWEST_LINES, _MOST_LINES = 2, 120


@dataclass(frozen=True)
class WrappedTable:
    """A table between two lines of the text, both included.

    `rows` hold the lines of each cell, none of a blank one, the header first; a row of one cell is
    not told.
    """

    first: int
    last: int
    rows: tuple[Cells, ...]


class WrappedGoals:
    """The grammar of such tables, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._words = lookups.made(HeaderWords)
        self._cells = lookups.made(WrappedCells)

    def tables_in(self, text: str, lines: Sequence[Paragraph]) -> Iterator[WrappedTable]:
        """Yield the tables that a text's lines hold."""
        words = [plain(line.text) for line in lines]
        heads = [index for index, word in enumerate(words) if word in _NUMBER_HEAD]
        markers = frozenset(page_markers(lines)) if heads else frozenset()
        position = 0
        for head in heads:
            sorts = self._sorts(words, head) if head >= position else None
            if sorts is None:
                continue
            below = _Below(lines, words, head, len(sorts), markers)
            rows = list(below.rows())
            told = GoalRows(text, sorts, self._cells).told(rows)
            if told is None:
                continue
            header = tuple((line.span,) for line in lines[head : head + len(sorts)])
            end = max(span.end for span in told[-1][-1])
            position = next(at for at in range(head, len(lines)) if lines[at].span.end >= end) + 1
            yield WrappedTable(head, position - 1, (header, *told))

    def _sorts(self, words: Sequence[str], head: int) -> tuple[str, ...] | None:
        """Return the sorts of the columns whose header begins at a line, the first row below it."""
        most = words[head : head + _MOST_COLUMNS + 1]
        sorts = [self._words.sort(word) for word in most[: most.index("1") if "1" in most else 0]]
        if len(sorts) < _FEWEST_COLUMNS:
            return None
        if "goal" not in sorts and "task" in sorts:
            sorts[sorts.index("task")] = "goal"
        behind = sorts[sorts.index("goal") + 1 :] if "goal" in sorts else []
        before = sorts[: len(sorts) - len(behind)]
        good = before in (["number", "goal"], ["number", "task", "goal"])
        good = good and len(set(behind)) == len(behind) and {*behind} <= {*_BEHIND_GOAL}
        return tuple(sorts) if good and any(one in ROLES for one in behind) else None


class _Below:
    """The lines below a header, row by row."""

    def __init__(
        self,
        lines: Sequence[Paragraph],
        words: Sequence[str],
        head: int,
        columns: int,
        markers: frozenset[int],
    ) -> None:
        self._lines, self._words, self._markers = lines, words, markers
        self._header = list(words[head : head + columns])
        self._first, self._columns = head + columns, columns

    def rows(self) -> Iterator[RowLines]:
        """Yield the rows that count on; the last one may go on into what stands below the table."""
        begin, number = self._first, 1
        while begin < len(self._lines) and self._words[begin] == f"{number}":
            end = self._end(begin, number + 1)
            pages = self._pages(begin + 1, end)
            yield RowLines(self._lines[begin].span, *pages)
            begin = end
            number += 1

    def _end(self, begin: int, number: int) -> int:
        """Return where a row ends: at the next number, or where the table does."""
        last = min(len(self._lines), begin + _MOST_LINES)
        for at in range(begin + _FEWEST_LINES, last):
            if self._words[at] == f"{number}":
                return at
        return next((at for at in range(begin + 1, last) if _NO_ROW.match(self._words[at])), last)

    def _pages(self, begin: int, end: int) -> tuple[tuple[Span, ...], ...]:
        """Return a row's lines before the header of a new page, and those behind it."""
        pages: list[list[Span]] = [[]]
        at = begin
        while at < end:
            if self._begins_header(at):
                pages.append([])
                at += self._columns
                continue
            if at not in self._markers:
                pages[-1] += _at_stop(self._lines[at].span, self._lines[at].text)
            at += 1
        first, *others = pages
        return tuple(first), tuple(line for page in others for line in page)

    def _begins_header(self, at: int) -> bool:
        return list(self._words[at : at + self._columns]) == self._header


def _at_stop(span: Span, words: str) -> list[Span]:
    """Return a line, or its two parts where a cell begins right behind another one's full stop."""
    stop = _STOP_WITHIN.search(words)
    if not stop:
        return [span]
    return [Span(span.start, span.start + stop.end()), Span(span.start + stop.end(), span.end)]
