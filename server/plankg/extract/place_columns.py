"""Knows which columns of a table of places, or of lines of work, say what each is to do.

A column is of one year (2022年), or the table is of a period that its caption or the column names
(“十四五”…任务分配表): then its words count something that is to come (新增泵站, 泵站改造计划).
Where the caption says that the table is one of tasks (各镇任务：), each column that names its unit
counts one of them: what is done (泵站改造（座）), or how much there is to be (泵站（座）).
A head over an amount and its growth (2021年投资目标：总量、比增) names what both are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plankg.extract.commitments import Setting
from plankg.extract.indicator_columns import Headers, plain
from plankg.extract.plan_periods import period_in_title
from plankg.lookups import Lookups, any_of
from plankg.model import Cell, Span, Table

UNIT = re.compile(r"[（(](?P<u>[^（()）\d]{1,8})[）)]\Z")
SHORTEST = 4
_SHORTEST_NAME = 2
_DONE = re.compile(r"已|完成|现状|基期|基数|实际")
# 泵站改造计划（座）: what kind of table it is, behind what is counted.
_SORT = re.compile(
    r"(?:年度|分年度|分解|预期|目标|任务|计划|指标|安排|情况|数量?|一览|汇总|明细|清单|分配)*表?\Z"
)
_MARK = re.compile(r"\A附?[件表录][ 　]*[\d一二三四五六七八九十.．\-－]*[ 　:：]*")
_PERIOD = re.compile(
    r"[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期)?|20\d\d年?(?:[-－—~～至]+20\d\d年?)?"
)
_PLACE_ENDS = re.compile(r"\A[一-鿿]{2,8}?[省市县区](?=[一-鿿]{4})")
# 泵房数量: how many there are, beside how many of them something is to be done to.
_THINGS = re.compile(r"(?P<what>[一-鿿]{2,12}?)(?:总数量?|数量|个数)")
_TASK = re.compile(r"任务|计划|目标")
_SHARED_OUT = re.compile(r"任务|计划|目标|分配|分解")
# 各镇任务（2025年）：, 年度目标分解表: a table of what is to be done, of which nothing is done yet.
_TASKS = re.compile(r"(?:任务|目标|计划)(?!完成|执行|落实|进展)")


@dataclass(frozen=True)
class PlaceColumn:
    """A column of values: its period, what it counts, in what unit, and where that is printed.

    `period_at` is where the period is said; `new` marks a column of things that are added (新增),
    which needs no unit; `growth` one of growth over the year before. A column is `named` where it
    says itself what it counts, however short; of a `state` where that is what there is to be.
    """

    column: int
    period: tuple[date | None, date | None]
    header: Span
    period_at: Span
    unit: str
    words: str
    new: bool = False
    growth: bool = False
    named: bool = False
    state: bool = False


class PlaceColumns:
    """The grammar of such columns, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._headers = lookups.made(Headers)
        new = sorted(lookups.words("target_verbs", "word", sort="new"), key=len, reverse=True)
        self._new = re.compile("|".join(map(re.escape, new)))
        # 泵站改造: what is done; 泵站建设: the word only says that it is.
        self._done = re.compile(rf"{any_of(lookups.words('verbs', kind='increase'))}\Z")
        dropped = any_of(lookups.words("verbs", kind="increase", name="drop"))
        self._said_behind = re.compile(rf"{dropped}\Z")
        self._said_ahead = re.compile(rf"{self._new.pattern}|新建")
        self._amount, self._growth = (
            re.compile("|".join(lookups.words("indicator_words", "pattern", sort=sort)))
            for sort in ("amount-column", "growth-column")
        )

    def of_years(self, table: Table, row: int, body: int, setting: Setting) -> list[PlaceColumn]:
        """Return the columns of years of the plan, with the head over them."""
        return list(self._of_years(table, row, body, setting))

    def _of_years(
        self, table: Table, row: int, body: int, setting: Setting
    ) -> Iterator[PlaceColumn]:
        head = thing = ""
        first = setting.period[0] if setting.period else None
        for cell in table.rows[row]:
            head = plain(cell.text) or head
            own = table.rows[body - 1][cell.column]
            words = plain(own.text) or head
            if counted := _THINGS.fullmatch(UNIT.sub("", words)):
                thing = counted["what"]
            year = self._headers.sort_of(UNIT.sub("", words))[1]
            if year is None or _DONE.search(words) or _DONE.search(head):
                continue
            if first is not None and year < first.year:
                continue
            above = head if body > row + 1 else ""
            unit = UNIT.search(words) or UNIT.search(above)
            at = own.span if own.text else cell.span
            yield PlaceColumn(
                cell.column,
                (date(year, 1, 1), date(year, 12, 31)),
                at,
                at,
                unit["u"] if unit else "",
                _whole(counted_by(above) or counted_by(words), thing),
            )

    def of_period(
        self, row: tuple[Cell, ...], caption: tuple[str, Span] | None
    ) -> list[PlaceColumn]:
        """Return the columns of what is to come within a period that is named, none without one.

        The caption must say that the table shares something out (任务分配表).
        """
        if caption is None or not _SHARED_OUT.search(caption[0]):
            return []
        return list(self._of_period(row, caption))

    def _of_period(self, row: tuple[Cell, ...], caption: tuple[str, Span]) -> Iterator[PlaceColumn]:
        named = period_in_title(plain(caption[0]), self._lookups)
        for cell in row:
            words = plain(cell.text)
            bare = UNIT.sub("", words)
            new = self._new.match(bare)
            own = period_in_title(bare, self._lookups)
            period = own or named
            if period is None or _DONE.search(words) or not (new or _TASK.search(bare)):
                continue
            unit = UNIT.search(words)
            if not (new or unit):
                # 任务名称 names what is done, and counts nothing.
                continue
            counted = counted_by(bare[new.end() :] if new else bare)
            yield PlaceColumn(
                cell.column,
                period,
                cell.span,
                cell.span if own else caption[1],
                unit["u"] if unit else "",
                counted,
                new=bool(new),
            )

    def of_tasks(
        self,
        row: tuple[Cell, ...],
        named: int,
        caption: tuple[str, Span] | None,
        setting: Setting,
    ) -> list[PlaceColumn]:
        """Return the columns of a table that its caption says to be one of tasks, none of others.

        `named` is the column of the places. All others must name their unit; the period is that of
        the caption, else the plan's.
        """
        if caption is None or not _TASKS.search(caption[0]) or _DONE.search(caption[0]):
            return []
        said = period_in_title(plain(caption[0]), self._lookups)
        period = said or setting.period or (None, None)
        at = caption[1] if said or not setting.period_span else setting.period_span
        cells = [cell for cell in row if cell.column != named and not self._is_number(cell)]
        if not all(UNIT.search(plain(cell.text)) for cell in cells):
            return []
        return [column for cell in cells for column in self._of_task(cell, period, at)]

    def _is_number(self, cell: Cell) -> bool:
        return self._headers.sort_of(plain(cell.text))[0] == "number"

    def _of_task(
        self, cell: Cell, period: tuple[date | None, date | None], at: Span
    ) -> Iterator[PlaceColumn]:
        """Yield what a column with its unit counts: 新建泵站（座）, 泵站改造（座）, 泵站（座）."""
        unit = UNIT.search(plain(cell.text))
        bare = UNIT.sub("", plain(cell.text))
        if unit is None or _DONE.search(bare):
            return
        ahead, behind = self._said_ahead.match(bare), self._said_behind.search(bare)
        words = bare[ahead.end() :] if ahead else bare[: behind.start()] if behind else bare
        if len(words) < _SHORTEST_NAME:
            return
        new = ahead is not None or behind is not None
        yield PlaceColumn(
            cell.column,
            period,
            cell.span,
            at,
            unit["u"],
            words,
            new=new,
            named=True,
            state=not new and self._done.search(words) is None,
        )

    def of_heads(
        self, table: Table, row: int, caption: tuple[str, Span] | None
    ) -> list[PlaceColumn]:
        """Return the columns of amounts and growth below heads that say what is aimed at.

        None where the row below the heads has other words: then it is no header.
        """
        below = [(cell, UNIT.sub("", plain(cell.text))) for cell in table.rows[row + 1]]
        said = [words for _, words in below if words]
        if not said or not all(self._is_measure(words) for words in said):
            return []
        return list(self._of_heads(table.rows[row], below, caption))

    def _is_measure(self, words: str) -> bool:
        return bool(self._amount.fullmatch(words) or self._growth.fullmatch(words))

    def _of_heads(
        self,
        heads: tuple[Cell, ...],
        below: list[tuple[Cell, str]],
        caption: tuple[str, Span] | None,
    ) -> Iterator[PlaceColumn]:
        head: Cell | None = None
        for above, (cell, words) in zip(heads, below, strict=True):
            head = above if above.text else head
            if head is None or not words:
                continue
            bare = UNIT.sub("", plain(head.text))
            own = period_in_title(bare, self._lookups)
            named = period_in_title(plain(caption[0]), self._lookups) if caption else None
            period = own or named
            aims = _SHARED_OUT.search(bare) or (caption and _SHARED_OUT.search(caption[0]))
            if period is None or _DONE.search(bare) or not aims:
                continue
            growth = self._growth.fullmatch(words) is not None
            unit = UNIT.search(plain(cell.text)) or (
                None if growth else UNIT.search(plain(head.text))
            )
            yield PlaceColumn(
                cell.column,
                period,
                head.span,
                head.span if own or caption is None else caption[1],
                unit["u"] if unit else "%" if growth else "",
                counted_by(bare),
                growth=growth,
            )


def captioned(caption: str) -> str:
    """Return what a caption says is counted, without the area that it begins with."""
    return counted_by(_PLACE_ENDS.sub("", plain(_MARK.sub("", caption))))


def _whole(words: str, thing: str) -> str:
    """Return what is counted: 泵房改造 where 改造计划 stands behind a column of 泵房数量."""
    return thing + words if thing and words and len(words) < SHORTEST else words


def counted_by(printed: str) -> str:
    """Return what a head or a caption says is counted: 泵站改造 of 2022年泵站改造计划（座）."""
    words = UNIT.sub("", plain(_MARK.sub("", printed)))
    words = _PERIOD.sub("", words)
    return _SORT.sub("", words)
