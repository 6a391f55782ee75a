"""Tells tables whose cells hold tables from such as only place things on a page.

A table of tasks may print its figures as a small table within a cell: its rows are read, with that
table's words as the cell's. Most tables around tables are layout, though: menus, and the plan
itself in one of their cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plankg.readers.grids import Piece

# 序号、任务、牵头单位: fewer words side by side are a menu and what it leads to.
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_LONGEST_HEAD = 24
# What is longer, or has a plan's headings, is a text that a table frames.
_LONGEST_CELL = 1_000
_HEADING = re.compile(
    r"(?m)^[ 　]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节])\S"
)


def is_of_rows(rows: Sequence[Sequence[Piece]]) -> bool:
    """Say whether a table that holds tables is one of rows below a header."""
    rows = [row for row in rows if any(piece.text for piece in row)]
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < _FEWEST_COLUMNS:
        return False
    if not all(_is_head(piece) for piece in rows[0]):
        return False
    columns = sum(piece.columns for piece in rows[0])
    if any(sum(piece.columns for piece in row) > columns for row in rows):
        return False
    return not any(
        len(piece.text) > _LONGEST_CELL or _HEADING.search(piece.text)
        for row in rows
        for piece in row
    )


def as_lines(rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the rows of a table within a cell as lines of the cell, blanks between their words."""
    lines = (" ".join(" ".join(words.split()) for words in row if words.strip()) for row in rows)
    return [line for line in lines if line]


def _is_head(piece: Piece) -> bool:
    words = piece.text
    return 0 < len(words) <= _LONGEST_HEAD and "。" not in words and not piece.holds_table


__all__ = ["as_lines", "is_of_rows"]
