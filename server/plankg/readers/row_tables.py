"""Finds tables in plain text that print a row per line: cells between tabs, or between ``|``.

The header has a word in each cell; the lines below it belong to the table as long as they have as
many cells (or fewer, where a crawler cut blanks off their ends). Markdown's line of dashes below
the header is no row; it says that a header of two words is one, and where it stands below blank
cells, that the header is the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.model import Cell, Span, Table

_DASHES = re.compile(r"[\s|:：—-]+\Z")
_DASHES_OF_TWO = re.compile(r"[ \t]*\|[ \t]*:?-{3,}:?[ \t]*\|[ \t]*:?-{3,}:?[ \t]*\|[ \t]*\Z")
_ROW_OF_DASHES = re.compile(r"[ \t]*\|(?:[ \t]*:?-{3,}:?[ \t]*\|){2,30}[ \t]*\r*(?=\n|\Z)")
_NUMBER = re.compile(r"[ \t]*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)．.、]?[ \t]*\Z")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
# A header's word is short, and no sentence.
_LONGEST_WORD = 24
# So many blank cells at most may have been cut off a line's end.
_MOST_CUT = 2


def row_tables(text: str, lines: Sequence[Span]) -> Iterator[Table]:
    """Yield the tables that print a row per line, in text order."""
    block: list[tuple[Span, list[Span]]] = []
    dashed = False
    for index, line in enumerate([*lines, None]):
        cells = _cells(text, line) if line is not None else []
        if block and line is not None and _belongs(text, block, cells, line, dashed=dashed):
            block.append((line, cells))
            dashed = dashed or bool(_DASHES.match(text, line.start, line.end))
            continue
        if len(block) >= _FEWEST_ROWS:
            yield _table(text, block, dashed=dashed)
        dashed = index > 0 and bool(_ROW_OF_DASHES.match(text, lines[index - 1].start))
        fewest = _FEWEST_COLUMNS - _stands_at_dashes(text, lines, index)
        begins = line is not None and _is_header(text, cells, fewest)
        block = [(line, cells)] if line is not None and begins else []


def _stands_at_dashes(text: str, lines: Sequence[Span], index: int) -> bool:
    """Say whether the dashes of a table of two columns are printed above or below a line."""
    beside = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
    return any(_DASHES_OF_TWO.match(text, one.start, one.end) for one in beside)


def _cells(text: str, line: Span) -> list[Span]:
    """Return the cells of a line, none where it is no row."""
    start, end = line.start, line.end
    while end > start and text[end - 1] in " 　\r":
        end -= 1
    while start < end and text[start] in " 　":
        start += 1
    if text.find("|", start, end) >= 0:
        # The bars around a line may be left out: 指标 | 2020年 | 2025年.
        first = start + text.startswith("|", start)
        last = end - (end - first > 0 and text[end - 1] == "|")
        return list(_between(text, first, last, "|"))
    # The text's own form of a table leads each cell with a tab, on a line of its own.
    if text.find("\t", start + 1, end) >= 0:
        return list(_between(text, start, end, "\t"))
    return []


def _between(text: str, start: int, end: int, sign: str) -> Iterator[Span]:
    """Yield what stands between signs; a bar behind a backslash is a cell's own."""
    position = found = start
    while (found := text.find(sign, found, end)) >= 0:
        if sign == "\t" or text[found - 1 : found] != "\\":
            yield Span(position, found)
            position = found + 1
        found += 1
    yield Span(position, end)


def _is_header(text: str, cells: list[Span], fewest: int) -> bool:
    words = [cell.of(text).strip() for cell in cells]
    return len(words) >= fewest and all(
        word and len(word) <= _LONGEST_WORD and "。" not in word for word in words
    )


def _belongs(
    text: str, block: list[tuple[Span, list[Span]]], cells: list[Span], line: Span, *, dashed: bool
) -> bool:
    """Say whether a line goes on with the table above it, which may have had its dashes."""
    columns = len(block[0][1])
    if dashed and text.startswith("|", line.start) and 0 < len(cells) <= columns:
        return True
    dashes = len(block) == 1 and _DASHES.match(text, line.start, line.end)
    fitting = columns - _MOST_CUT <= len(cells) <= columns and len(cells) > 1
    return fitting or (bool(dashes) and len(cells) > 1)


def _table(text: str, block: list[tuple[Span, list[Span]]], *, dashed: bool) -> Table:
    """Return the table of a block of lines.

    Cells that are missing were at the end of a row; or at its beginning, below a merged number,
    where the other rows of a Markdown table begin with one: | 1 | 市水利局 | 修渠 |, | 清淤 |.
    """
    columns = len(block[0][1])
    rows = [cells for line, cells in block if not _DASHES.match(text, line.start, line.end)]
    whole = [cells for cells in rows[1:] if len(cells) == columns]
    counted = dashed and bool(whole) and all(_NUMBER.match(cells[0].of(text)) for cells in whole)
    grid = []
    for r, cells in enumerate(rows):
        start, end, missing = cells[0].start, cells[-1].end, columns - len(cells)
        filled = [*cells, *[Span(end, end)] * missing]
        # A single cell that is no sentence is the title of the rows below it.
        goes_on = len(cells) > 1 or cells[0].of(text).strip().endswith(("。", "；"))
        if missing and counted and goes_on and not _NUMBER.match(cells[0].of(text)):
            filled = [*[Span(start, start)] * missing, *cells]
        grid.append(tuple(Cell(r, c, span, span.of(text).strip()) for c, span in enumerate(filled)))
    return Table(Span(block[0][0].start, block[-1][0].end), tuple(grid))


__all__ = ["row_tables"]
