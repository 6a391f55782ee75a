"""Finds ruled tables on a PDF's pages, and puts together those that run on over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from plankg.readers.grids import Grid, Region, grid_of
from plankg.readers.pdf_lines import Char, Line, lines_of
from plankg.readers.pdf_paragraphs import cell_text

Box = tuple[float, float, float, float]

# Rules closer together than this are one; pdfplumber snaps to 3.
_NEAR = 4.0
# A row that is cut by a page break ends without a full stop in columns whose cells have one.
_FINISHED = "。；！？!?;"
_MOSTLY = 0.75


@dataclass(slots=True)
class Cell:
    """A ruled box and the lines in it."""

    x0: float
    x1: float
    top: float
    bottom: float
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class PageTable:
    """The part of a table that is on one page. Open: no rule closes it where the page ends."""

    page: int
    cells: list[Cell]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def top(self) -> float:
        """Where it begins on its page."""
        return min(cell.top for cell in self.cells)

    def columns(self) -> list[float]:
        """Return the places of its vertical rules, from left to right."""
        return _clustered(x for cell in self.cells for x in (cell.x0, cell.x1))


def tables_on(page: Any, chars: Sequence[Char]) -> tuple[list[PageTable], list[Char]]:
    """Return a page's ruled boxes with their characters, and the characters outside them."""
    frames = _frames(page)
    settings = {"explicit_horizontal_lines": [y for frame in frames for y in frame.missing]}
    found = page.find_tables(table_settings=settings)
    tables = []
    rest = list(chars)
    for table in found:
        cells = [Cell(box[0], box[2], box[1], box[3]) for box in _boxes(table.cells)]
        if not cells:
            continue
        rest = _fill(cells, rest, page.page_number)
        top, bottom = min(c.top for c in cells), max(c.bottom for c in cells)
        tables.append(
            PageTable(
                page=page.page_number,
                cells=cells,
                open_top=any(abs(y - top) < _NEAR for frame in frames for y in frame.open_top),
                open_bottom=any(
                    abs(y - bottom) < _NEAR for frame in frames for y in frame.open_bottom
                ),
            )
        )
    return tables, rest


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a group of vertical rules begins and ends without a horizontal one."""

    open_top: tuple[float, ...]
    open_bottom: tuple[float, ...]

    @property
    def missing(self) -> tuple[float, ...]:
        return (*self.open_top, *self.open_bottom)


def _frames(page: Any) -> list[_Frame]:
    """Return the groups of vertical rules; Word leaves a row open where a page break cuts it."""
    ups = sorted(
        (edge["top"], edge["bottom"]) for edge in page.vertical_edges if edge["height"] > _NEAR
    )
    levels = [edge["top"] for edge in page.horizontal_edges if edge["width"] > 2 * _NEAR]
    groups: list[tuple[float, float]] = []
    for top, bottom in ups:
        if groups and top - groups[-1][1] <= _NEAR:
            groups[-1] = (groups[-1][0], max(groups[-1][1], bottom))
        else:
            groups.append((top, bottom))
    return [
        _Frame(
            () if _any_near(levels, top) else (top,),
            () if _any_near(levels, bottom) else (bottom,),
        )
        for top, bottom in groups
    ]


def _any_near(levels: Iterable[float], place: float) -> bool:
    return any(abs(level - place) <= _NEAR for level in levels)


def _boxes(cells: Iterable[Box]) -> list[Box]:
    """Return the boxes that could hold a word; double rules leave slits between them."""
    return [box for box in cells if box[2] - box[0] > _NEAR and box[3] - box[1] > _NEAR]


def _fill(cells: list[Cell], chars: Sequence[Char], page: int) -> list[Char]:
    """Put the characters into the cells that they stand in; return the others."""
    held: list[list[Char]] = [[] for _ in cells]
    rest = []
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for cell, own in zip(cells, held, strict=True):
            if cell.x0 <= x < cell.x1 and cell.top <= y < cell.bottom:
                own.append(char)
                break
        else:
            rest.append(char)
    for cell, own in zip(cells, held, strict=True):
        cell.lines = lines_of(own, page)
    return rest


def is_table(table: PageTable) -> bool:
    """Say whether boxes may be a table: they stand beside each other, and are no mere frame.

    A single row is one too: it may be the rest of a table on the page before.
    """
    return len({round(cell.x0) for cell in table.cells}) > 1


def runs_on(table: PageTable, below: PageTable) -> bool:
    """Say whether a table goes on with the one at the top of the next page: its rules agree."""
    one, other = table.columns(), below.columns()
    if abs(one[0] - other[0]) > 2 * _NEAR or abs(one[-1] - other[-1]) > 2 * _NEAR:
        return False
    few, many = sorted((one, other), key=len)
    return all(any(abs(x - y) <= 2 * _NEAR for y in many) for x in few)


def grid_from(parts: Sequence[PageTable]) -> Grid:
    """Return the grid of a table that stands on one page or runs on over several."""
    xs = _clustered(x for part in parts for x in part.columns())
    rows: list[_Row] = []
    for part in parts:
        fresh = _rows_of(part, xs)
        if rows:
            fresh = _without_header(rows, fresh)
            if fresh and _is_cut(parts, part, rows, fresh):
                _append(rows[-1], fresh.pop(0))
        rows.extend(fresh)
    return grid_of(list(_regions(rows)))


@dataclass(slots=True)
class _Field:
    columns: tuple[int, int]
    rows: int
    page: int
    x0: float
    x1: float
    lines: list[Line]

    @property
    def text(self) -> str:
        return cell_text(self.lines, self.x0, self.x1)


_Row = dict[int, _Field]


def _rows_of(part: PageTable, xs: Sequence[float]) -> list[_Row]:
    ys = _clustered(y for cell in part.cells for y in (cell.top, cell.bottom))
    rows: list[_Row] = [{} for _ in ys[1:]]
    for cell in part.cells:
        first, last = _nearest(ys, cell.top), _nearest(ys, cell.bottom)
        left, right = _nearest(xs, cell.x0), _nearest(xs, cell.x1)
        if first < last and left < right:
            rows[first][left] = _Field(
                (left, right), last - first, part.page, cell.x0, cell.x1, cell.lines
            )
    return [row for row in rows if row]


def _without_header(rows: Sequence[_Row], fresh: list[_Row]) -> list[_Row]:
    """Return the new page's rows without the header that it repeats."""
    for count, (old, new) in enumerate(zip(rows, fresh, strict=False)):
        if not _words(new) or _words(old) != _words(new):
            return fresh[count:]
    return []


def _words(row: _Row) -> list[str]:
    return [words for _, one in sorted(row.items()) if (words := re.sub(r"\s", "", one.text))]


def _is_cut(
    parts: Sequence[PageTable], part: PageTable, rows: Sequence[_Row], fresh: Sequence[_Row]
) -> bool:
    """Say whether the page break cut a row in two: no rule closes it, or its words say so."""
    before = parts[[id(one) for one in parts].index(id(part)) - 1]
    old, new = rows[-1], fresh[0]
    if set(old) != set(new):
        return False
    if before.open_bottom or part.open_top:
        return True
    filled = [column for column in old if old[column].text and new[column].text]
    if not filled:
        return False
    body = [row for row in (*rows[1:-1], *fresh[1:]) if set(row) == set(old)]
    key = min(old)
    keys = [bool(row[key].text) for row in body]
    if keys and sum(keys) >= _MOSTLY * len(keys):
        return not (old[key].text and new[key].text) and key not in filled
    return any(
        not old[column].text.endswith(tuple(_FINISHED)) and _mostly_finished(body, column)
        for column in filled
    )


def _mostly_finished(rows: Sequence[_Row], column: int) -> bool:
    ends = [row[column].text.endswith(tuple(_FINISHED)) for row in rows if row[column].text]
    return bool(ends) and sum(ends) >= _MOSTLY * len(ends)


def _append(row: _Row, more: _Row) -> None:
    for column, field_ in more.items():
        row[column].lines = [*row[column].lines, *field_.lines]


def _regions(rows: Sequence[_Row]) -> Iterable[Region]:
    for r, row in enumerate(rows):
        for one in row.values():
            left, right = one.columns
            height = min(one.rows, len(rows) - r)
            yield Region(r, left, height, right - left, one.text, one.page)


def _clustered(places: Iterable[float]) -> list[float]:
    """Return places from low to high, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _nearest(places: Sequence[float], place: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - place))


__all__ = ["PageTable", "grid_from", "is_table", "runs_on", "tables_on"]
