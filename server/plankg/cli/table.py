"""Draws rows as an aligned table for a terminal, where a Chinese character is two columns wide.

Nothing is cut: a cell that is too wide for its column goes on in the next line.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable, Sequence

_GAP = "  "
# Narrower than this a column of Chinese is unreadable; then lines wrap at the terminal's edge.
_NARROWEST = 8


def display_width(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    return sum(_char_width(char) for char in text)


def draw_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None
) -> str:
    """Return the table with a header and a rule, no wider than `width` where that is possible.

    `width` is the terminal's where it isn't given.
    """
    cells = [[_flat(cell) for cell in row] for row in rows]
    widths = [
        max(display_width(cell) for cell in column) for column in zip(columns, *cells, strict=True)
    ]
    widths = _fit(widths, width or shutil.get_terminal_size((160, 24)).columns)
    lines = [*_lines(columns, widths), _GAP.join("─" * width for width in widths)]
    for row in cells:
        lines += _lines(row, widths)
    return "\n".join(lines)


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max((len(cell) for cell in wrapped), default=0)
    return [
        _GAP.join(
            _padded(cell[line] if line < len(cell) else "", width)
            for cell, width in zip(wrapped, widths, strict=True)
        ).rstrip()
        for line in range(height)
    ]


def _fit(widths: Sequence[int], available: int) -> list[int]:
    """Narrow the widest columns, one step at a time, until the table fits."""
    fitted = list(widths)
    room = available - len(_GAP) * (len(fitted) - 1)
    while sum(fitted) > room and max(fitted) > _NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _wrap(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for char in text:
        needed = _char_width(char)
        if line and used + needed > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + char, used + needed
    return [*lines, line]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _flat(text: str) -> str:
    """Return `text` on one line: a printed line break inside a quote would break the table."""
    return "⏎".join(text.splitlines()) if text else ""
