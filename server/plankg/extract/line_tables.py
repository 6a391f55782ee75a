"""Makes tables whose cells stand on lines of their own into tables again.

A page or a converter often prints a cell a line, with or without empty lines between, page numbers
and repeated headers in between, or all cells on one line between blanks. Where three of them or
more are header words, of a table of indicators or of goals, the ones below are laid out in rows
(`cell_rows`). A table of which more than one row in five is in doubt is left to other readers, or
to the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plankg.extract.cell_fit import ROLES, VALUES, CellFit
from plankg.extract.cell_rows import CellRow, rows_of
from plankg.extract.department_columns import DepartmentWords
from plankg.extract.flat_tables import with_tables_found
from plankg.extract.goal_columns import HeaderWords, goal_sorts
from plankg.extract.indicator_columns import Headers, told_levels
from plankg.extract.name_pieces import is_broken
from plankg.extract.part_rows import PartRows
from plankg.lookups import Lookups
from plankg.model import Cell, Document, Span, Table

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\s　|]+")
_PAGE = re.compile(
    r"[—–－-]+[ 　]*\d{1,3}[ 　]*[—–－-]+\Z|第[ 　]*\d{1,3}[ 　]*页(?:[ 　]*共[ 　]*\d+[ 　]*页)?\Z"
)
_NO_ROW = re.compile(
    r"备?注[ 　]*[:：]|第[一二三四五六七八九十百]+[章节][ 　]"
    r"|专栏[ 　]*[\d一二三四五六七八九十]|附件[ 　]*\d*[ 　]*[:：]?\Z"
)
# 一、主要预期目标: the title of the rows below a header.
_TITLE = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
# 1.水质改善。⏎——优良率达到85%。: items with goals, not the cells of rows.
_ITEM, _ITS_GOAL = re.compile(r"\d{1,2}[．.、](?!\d)"), re.compile(r"[—－-]{2}")
_AROUND = " 　\t\r\xa0|"
_FIRST_NUMBER = re.compile(r"[（(]?(?:1|一)[）)．.、]?\Z")
_LONGEST_HEADER = 24
_LONGEST_UNKNOWN = 8
_MOST_UNKNOWN = 2
_SHORT_HEADER = 4
# Header words that two columns may have: the number of a task, and of what is to be done.
_TWICE = ("序号", "编号")
_HEADER_END = re.compile(
    r"单位|部门|时限|时间|期限|任务|目标|名称|内容|措施|领导|处室|科室|[（(].{1,8}[）)]"
)
# 责任科室, 局内牵头处（科）室: the column's bodies are parts of one.
_OFFICE = re.compile(r"(?:处|科|股)(?:[（(].[)）])?室?\Z")
_PROPERTY = re.compile("指标(?:属性|性质|类型)")
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 14
_FEWEST_ROWS = 2
_MOST_TOKENS = 6000
_SHARE_DOUBTFUL = 0.2


@dataclass(frozen=True)
class _Header:
    """A header: the span of each column's words, and the sort of each."""

    cells: tuple[Span, ...]
    sorts: tuple[str, ...]
    after: int


class LineTables:
    """The grammar of tables whose cells stand on lines of their own."""

    def __init__(self, lookups: Lookups) -> None:
        self._indicators = lookups.made(Headers)
        self._goals = lookups.made(HeaderWords)
        self._fit = lookups.made(CellFit)
        self._fit_offices = CellFit(lookups, offices=True)
        self._parts = lookups.made(PartRows)
        self._departments = lookups.made(DepartmentWords)

    def restored(self, document: Document) -> Document:
        """Return the document with such tables as tables."""
        return with_tables_found(document, self.tables_in)

    def tables_in(self, text: str, stretch: Span) -> Iterator[Table]:
        """Yield the tables of a stretch of text."""
        found = list(self._tables_of(text, list(_tokens(text, stretch))))
        if not found and self._has_header_between_blanks(text, stretch):
            found = list(self._tables_of(text, self._between_blanks(text, stretch)))
        yield from found

    def _has_header_between_blanks(self, text: str, stretch: Span) -> bool:
        """Say whether one line has the words of a header, parted by blanks.

        Rows that are numbered are told by their numbers, and by other readers.
        """
        for line in _LINE.finditer(text, stretch.start, stretch.end):
            run: list[str] = []
            for word in _WORD.finditer(text, line.start(), line.end()):
                sort = self._goals.sort(word.group())
                run = [*run, sort] if sort else []
                if len(run) >= _FEWEST_COLUMNS and "number" not in run:
                    return True
        return False

    def _between_blanks(self, text: str, stretch: Span) -> list[Span]:
        """Return the words between blanks, a name that a blank breaks (县交通 运输局) as one."""
        words: list[Span] = []
        for match in _WORD.finditer(text, stretch.start, stretch.end):
            span = Span(match.start(), match.end())
            last = words[-1].of(text) if words else ""
            if last and is_broken(last, match.group(), self._fit.is_bodies, signs=False):
                span = Span(words.pop().start, span.end)
            words.append(span)
        return words

    def _tables_of(self, text: str, cells: Sequence[Span]) -> Iterator[Table]:
        tokens = [one for one in cells if not _PAGE.match(one.of(text))]
        index = 0
        while index < len(tokens):
            header = self._header(text, tokens, index)
            if header is None or _items_follow(text, tokens, header):
                index += 1
                continue
            below = self._below(text, tokens, header)
            offices = any(_OFFICE.search(cell.of(text)) for cell in header.cells)
            fit = self._fit_offices if offices else self._fit
            rows = rows_of(text, below, _with_task(text, header), fit)
            if "indicator" in header.sorts:
                rows = list(self._parts.parted(text, rows, header.sorts))
            table = _table(text, header, rows)
            if table is None:
                index += 1
                continue
            yield table
            while index < len(tokens) and tokens[index].start < table.span.end:
                index += 1

    def _below(self, text: str, tokens: Sequence[Span], header: _Header) -> Iterator[Span]:
        """Yield the lines that may be cells, the header left out where a new page repeats it."""
        words = [re.sub(r"\s", "", cell.of(text)) for cell in header.cells]
        index, fresh = header.after, False
        while index < min(len(tokens), header.after + _MOST_TOKENS):
            if _NO_ROW.match(tokens[index].of(text)):
                return
            run = (re.sub(r"\s", "", one.of(text)) for one in tokens[index : index + len(words)])
            if list(run) == words:
                if not fresh:
                    return
                index, fresh = index + len(words), False
                continue
            if self._begins_header(text, tokens[index : index + _FEWEST_COLUMNS]):
                # Another table; and among words of headers alone every one would be tried.
                return
            yield tokens[index]
            index, fresh = index + 1, True

    def _begins_header(self, text: str, tokens: Sequence[Span]) -> bool:
        """Say whether so many lines follow one another that are each a header word.

        A row's deadline (2022年底前) may stand before a header that is printed again.
        """
        words = [re.sub(r"\s", "", one.of(text)) for one in tokens]
        if not words or self._indicators.sort_of(words[0])[0] in VALUES:
            return False
        return len(words) == _FEWEST_COLUMNS and all(
            len(one) <= _LONGEST_HEADER
            and (self._indicators.sort_of(one)[0] or self._goals.sort(one))
            for one in words
        )

    def _header(self, text: str, tokens: Sequence[Span], index: int) -> _Header | None:
        return self._bridged(text, tokens, index) or self._known(text, tokens, index)

    def _bridged(self, text: str, tokens: Sequence[Span], index: int) -> _Header | None:
        """Return a header of goals with words that no table knows between those that one does.

        序号⏎项目名称⏎片区⏎建设内容⏎牵头单位⏎1: it goes from 序号 to the first row's number; what
        stands below an unknown word is not read.
        """
        if self._goals.sort(tokens[index].of(text)) != "number":
            return None
        cells: list[Span] = []
        said: list[str] = []
        while index < len(tokens) and len(cells) < _MOST_COLUMNS:
            cell, count = self._word(text, tokens, index, named=False)
            sort = self._goals.sort(re.sub(r"\s", "", cell.of(text))) if cell else ""
            if cell is None or not sort:
                cell, count = tokens[index], 1
                words = cell.of(text)
                other = self._indicators.sort_of(words)[0]
                if not _is_unknown(words) or (
                    other and not self._departments.heads_departments(words)
                ):
                    break
            cells.append(cell)
            said.append(sort)
            index += count
        unknown = said.count("")
        if not 0 < unknown <= _MOST_UNKNOWN or index == len(tokens):
            return None
        if not _FIRST_NUMBER.match(tokens[index].of(text)):
            return None
        sorts = goal_sorts([sort or "other" for sort in said])
        if sorts is None:
            said = self._departments.with_departments([cell.of(text) for cell in cells], said)
            sorts = goal_sorts([sort or "other" for sort in said])
        return _Header(tuple(cells), tuple(sorts), index) if sorts else None

    def _known(self, text: str, tokens: Sequence[Span], index: int) -> _Header | None:
        cells: list[Span] = []
        said: list[tuple[str, str]] = []
        while index < len(tokens) and len(cells) < _MOST_COLUMNS:
            named = any(sort == "indicator" for sort, _ in said)
            cell, count = self._word(text, tokens, index, named=named)
            if cell is None:
                break
            words = re.sub(r"\s", "", cell.of(text))
            known = [re.sub(r"\s", "", one.of(text)) for one in cells]
            if known.count(words) > (words in _TWICE):
                # The header begins anew.
                break
            cells.append(cell)
            said.append((self._indicators.sort_of(words)[0], self._goals.sort(words)))
            index += count
        sorts = header_sorts(said)
        if sorts is None:
            return None
        if sorts[0] == "number" and _is_last_column(text, tokens[index : index + 2]):
            # The header's last word is one that no table knows; what stands below it is not read.
            cells.append(tokens[index])
            sorts, index = [*sorts, "other"], index + 1
        cells, sorts = _below_a_common_head(cells, sorts)
        return _Header(tuple(cells), tuple(sorts), index)

    def _word(
        self, text: str, tokens: Sequence[Span], index: int, *, named: bool
    ) -> tuple[Span | None, int]:
        """Return the header word that begins at a line, and over how many lines it goes.

        `named` says that the column of names has been found: 指标⏎属性 is one word then.
        """
        lines = tokens[index : index + 2]
        parted = _parted(text, lines) or (
            named and bool(_PROPERTY.fullmatch("".join(one.of(text) for one in lines)))
        )
        for count in (2, 1) if parted else (1, 2):
            if index + count > len(tokens):
                break
            span = Span(tokens[index].start, tokens[index + count - 1].end)
            words = re.sub(r"\s", "", span.of(text))
            if len(words) > _LONGEST_HEADER or _TITLE.match(words):
                break
            if self._indicators.sort_of(words)[0] or self._goals.sort(words):
                return span, count
        return None, 0


def _is_last_column(text: str, tokens: Sequence[Span]) -> bool:
    """Say whether one more word of the header stands before the first row's number."""
    words = [one.of(text) for one in tokens]
    return len(words) > 1 and bool(_FIRST_NUMBER.match(words[1])) and _is_unknown(words[0])


def _is_unknown(words: str) -> bool:
    """Say whether words may be those of a header that no table knows."""
    short = len(words) <= _LONGEST_UNKNOWN and not _TITLE.match(words)
    return short and not re.search(r"[\d。；]", words)


def _parted(text: str, lines: Sequence[Span]) -> bool:
    """Say whether two lines look like one word that was too long for its column: 牵头⏎单位."""
    if len(lines) < 2:
        return False
    above, below = (line.of(text) for line in lines)
    return len(above) <= _SHORT_HEADER and bool(_HEADER_END.fullmatch(below))


def header_sorts(said: Sequence[tuple[str, str]]) -> list[str] | None:
    """Return the sorts of a header's columns: of indicators, else of goals; None for neither."""
    if not len(said) >= _FEWEST_COLUMNS:
        return None
    if [one for one, _ in said[:2]] == ["indicator", "level"]:
        # 主要指标⏎一级⏎二级: the first line is the table's title.
        return None
    by_value = told_levels([one for one, _ in said])
    said = [(value, goal) for value, (_, goal) in zip(by_value, said, strict=True)]
    if "indicator" in by_value and any(one in (*VALUES, "goal") for one in by_value):
        sorts = [
            "goal-value"
            if value == "goal"
            else (goal if goal in (*ROLES, "deadline", "person") else value)
            for value, goal in said
        ]
        first = sorts[0] in ("number", "category", "indicator")
        return sorts if first and all(sorts) and sorts.count("indicator") == 1 else None
    return goal_sorts([goal or ("other" if value == "other" else "") for value, goal in said])


def _with_task(text: str, header: _Header) -> tuple[str, ...]:
    """Return a header's sorts with the first of several columns of goals as the tasks.

    工作事项、主要内容: the first may be printed once for several rows; columns of years
    are no such.
    """
    sorts = list(header.sorts)
    first = sorts.index("goal") if sorts.count("goal") > 1 and "task" not in sorts else None
    if first is not None and not re.search(r"\d", header.cells[first].of(text)):
        sorts[first] = "task"
    return tuple(sorts)


def _below_a_common_head(cells: list[Span], sorts: list[str]) -> tuple[list[Span], list[str]]:
    """Return a header of two rows as one: 目标值 stands over the years that are printed last."""
    years = len(sorts)
    while years > 0 and sorts[years - 1] == "year":
        years -= 1
    heads = [index for index in range(years) if sorts[index] == "goal-value"]
    if len(heads) != 1 or len(sorts) - years < 2 or years == heads[0] + 1 == len(sorts):
        return cells, sorts
    at = heads[0]
    order = [*range(at), *range(years, len(sorts)), *range(at + 1, years)]
    return [cells[index] for index in order], [sorts[index] for index in order]


def _items_follow(text: str, tokens: Sequence[Span], header: _Header) -> bool:
    """Say whether items with goals stand below a header that has no column for their numbers."""
    first = [one.of(text) for one in tokens[header.after : header.after + 2]]
    if "number" in header.sorts or len(first) < 2:
        return False
    return bool(_ITEM.match(first[0]) and _ITS_GOAL.match(first[1]))


def _table(text: str, header: _Header, rows: Sequence[CellRow]) -> Table | None:
    told = [row for row in rows if not row.section]
    doubtful = sum(row.doubtful for row in told)
    if len(told) - doubtful < _FEWEST_ROWS or doubtful > _SHARE_DOUBTFUL * len(told):
        return None
    place = _place_alone(header.sorts)
    grid = [tuple(Cell(0, c, one, one.of(text).strip()) for c, one in enumerate(header.cells))]
    for row in rows:
        cells, unclear = row.cells, row.unclear
        if row.section or row.doubtful:
            whole = Span(cells[0].start, cells[-1].end)
            cells, unclear = _alone(whole, place, len(header.sorts)), frozenset()
        grid.append(
            tuple(
                # An unclear cell says nothing: its words are listed in the ledger.
                Cell(len(grid), c, one, "" if c in unclear else one.of(text).strip())
                for c, one in enumerate(cells)
            )
        )
    begin = min(cell.start for cell in header.cells)
    return Table(Span(begin, max(cell.span.end for cell in grid[-1])), tuple(grid))


def _place_alone(sorts: Sequence[str]) -> int:
    """Return the column of what stands alone in its row: a title, or a row that was not told."""
    if "indicator" in sorts:
        return sorts.index("indicator")
    return next((column for column, sort in enumerate(sorts) if sort != "goal"), 0)


def _alone(span: Span, place: int, columns: int) -> tuple[Span, ...]:
    """Return a row that has one cell with words."""
    before, after = Span(span.start, span.start), Span(span.end, span.end)
    return (*[before] * place, span, *[after] * (columns - place - 1))


def _tokens(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines with words, without blanks around these and the bar that closes a cell."""
    for match in _LINE.finditer(text, span.start, span.end):
        start, end = match.span()
        while start < end and text[start] in _AROUND:
            start += 1
        while end > start and text[end - 1] in _AROUND:
            end -= 1
        if end > start:
            yield Span(start, end)
