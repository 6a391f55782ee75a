"""Knows the columns of a table of indicators by their header words.

Header words are ``data/lookups/indicator_columns.tsv``; a column of values is one whose header
names a year (2020年, 2025年目标值), a goal, a yearly growth (年均增速) or a total (〔累计〕). The
header may have two rows, and a title above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from plankg.extract.goal_columns import year_said
from plankg.lookups import Lookups
from plankg.model import Cell, Span, Table

Sort = Literal["level", "growth", "total"]
_YEAR = re.compile(
    r"(?P<y>20\d\d)(?:[ 　]*年|(?!\d))"
    r"|十(?P<plan>[一二三四五六])五[”\"]?(?:规划)?(?:期?末|期间|时期|目标)"
)
_BASE = re.compile(r"现状|基期|基准|基数|实际|完成|实绩|实现")
_PART = "其中"
_TASK = re.compile(r"任务(?:数|量|总量)?(?:[（(]|\Z)|整治计划|建设计划")
_MEAN = re.compile(r"年均(?![增变])")
_UNIT = re.compile(r"[（(](?P<u>[%％‰]|[^（()）\d]{1,8})[）)]\Z")
# So many rows at most stand above the row with the years: a title, the header's upper row.
_ROWS_ABOVE = 2


@dataclass(frozen=True)
class ValueColumn:
    """A column of values: what they are, of which year (None where only 目标 is said).

    `base` marks the state from which the plan starts, `unit` is what the header says; `alone` says
    that what is added is of that year only, `mean` that the header says 年均 and no growth. `task`
    marks a column of what is to be done (计划任务), `part` one of a part of it (其中：2021年任务).
    """

    column: int
    sort: Sort
    year: int | None
    base: bool
    unit: str
    header: Span
    alone: bool = False
    mean: bool = False
    task: bool = False
    part: bool = False


@dataclass(frozen=True)
class Layout:
    """Which column says what; `body` is the first row below the header.

    `names` are the columns of names, the outermost first.
    """

    names: tuple[int, ...]
    unit: int | None
    number: int | None
    values: tuple[ValueColumn, ...]
    body: int


class Headers:
    """Recognises the headers of tables of indicators."""

    def __init__(self, lookups: Lookups) -> None:
        self._sorts = [
            (row["column"], re.compile(row["pattern"])) for row in lookups.rows("indicator_columns")
        ]

    def layout(self, table: Table) -> Layout | None:
        """Return the layout of a table of indicators; None for other tables."""
        for row in range(min(_ROWS_ABOVE + 1, len(table.rows) - 1)):
            sorts = [self.sort_of(plain(cell.text))[0] for cell in table.rows[row]]
            if "indicator" in told_levels(sorts):
                return self._layout(table, row)
        return None

    def sort_of(self, words: str) -> tuple[str, int | None]:
        """Return what a header's words say of their column, and the year that they name."""
        bare = _UNIT.sub("", words)
        years = [year_said(one["y"], one["plan"]) for one in _YEAR.finditer(bare)]
        year = years[-1] if years else None
        for sort, pattern in self._sorts:
            if pattern.fullmatch(bare):
                return sort, year
        if years:
            return ("base" if _BASE.search(bare) else "year"), year
        return "", None

    def _layout(self, table: Table, row: int) -> Layout | None:
        body = row + 1
        headers = [plain(cell.text) for cell in table.rows[row]]
        upper = [""] * len(headers)
        if self._goes_on(table, row):
            upper = _carried(headers)
            lower = [plain(cell.text) for cell in table.rows[body]]
            headers = [low or high for low, high in zip(lower, upper, strict=True)]
            body += 1
        found: dict[str, int] = {}
        values: list[ValueColumn] = []
        said = [self.sort_of(words) for words in headers]
        sorts = told_levels([sort for sort, _ in said])
        for column, (words, sort) in enumerate(zip(headers, sorts, strict=True)):
            year = said[column][1] or self.sort_of(upper[column])[1]
            if sort == "indicator":
                found["indicator"] = column
            elif sort in ("year", "goal", "base", "growth", "total"):
                cell = table.rows[body - 1][column]
                span = cell.span if cell.text else table.rows[row][column].span
                unit = _UNIT.search(words)
                base = sort == "base" or bool(_BASE.search(upper[column]))
                kind: Sort = sort if sort in ("growth", "total") else "level"  # type: ignore[assignment]
                values.append(
                    ValueColumn(
                        column,
                        kind,
                        year,
                        base,
                        unit["u"] if unit else "",
                        span,
                        alone=words.startswith(_PART),
                        mean=bool(_MEAN.search(words)),
                        task=bool(_TASK.search(words)) and not base,
                        part=words.startswith(_PART),
                    )
                )
            elif sort:
                found.setdefault(sort, column)
        if "indicator" not in found or not any(one.sort == "level" for one in values):
            return None
        names = tuple(self._names(headers, found["indicator"]))
        return Layout(names, found.get("unit"), found.get("number"), tuple(values), body)

    def _goes_on(self, table: Table, row: int) -> bool:
        """Say whether the row below is the header's second one."""
        if row + 2 >= len(table.rows):
            return False
        below = [plain(cell.text) for cell in table.rows[row + 1]]
        said = [word for word in below if word]
        return bool(said) and all(self.sort_of(word)[0] not in ("", "indicator") for word in said)

    def _names(self, headers: list[str], indicator: int) -> Iterator[int]:
        """Yield the columns of names: the header 指标 may reach over two."""
        yield indicator
        for column in range(indicator + 1, len(headers)):
            if headers[column] and headers[column] != headers[indicator]:
                return
            yield column


def told_levels(sorts: Sequence[str]) -> list[str]:
    """Return the sorts of columns, those of levels (一级、二级) as categories and indicator.

    The last level names the indicators, unless a column behind it does.
    """
    if "level" not in sorts:
        return list(sorts)
    last = len(sorts) - 1 - sorts[::-1].index("level")
    named = "indicator" in sorts[last:]
    return [
        "indicator"
        if column == last and not named
        else "category"
        if sort == "level" or (sort == "indicator" and column < last)
        else sort
        for column, sort in enumerate(sorts)
    ]


def plain(text: str) -> str:
    """Return a cell's words without blanks and line breaks."""
    return re.sub(r"[\s　]+", "", text)


def is_repeated(table: Table, row: int, layout: Layout) -> bool:
    """Say whether a row below the header prints the header once more, as on a new page."""
    words = [plain(cell.text) for cell in table.rows[row]]
    return any(
        words == [plain(cell.text) for cell in table.rows[head]] for head in range(layout.body)
    )


def _carried(words: list[str]) -> list[str]:
    """Return a header's upper row, a blank cell going on with the one to its left."""
    carried: list[str] = []
    for word in words:
        carried.append(word or (carried[-1] if carried else ""))
    return carried


def name_cell(table: Table, row: int, layout: Layout) -> tuple[Cell, Cell | None]:
    """Return the cell that names a row's indicator, and the one that names its group, if any.

    Where 指标 reaches over two columns, the right one names the parts of the left one.
    """
    cells = [table.rows[row][column] for column in layout.names]
    said = [cell for cell in cells if cell.text]
    own = said[-1] if said else cells[0]
    above = table.value(row, layout.names[0])
    inner = len(layout.names) > 1 and own.column != layout.names[0] and bool(own.text)
    return own, (above if inner and above.text else None)
