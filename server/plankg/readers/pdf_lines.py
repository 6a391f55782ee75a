"""Finds printed lines among a page's characters, and the margins that they keep.

A PDF knows characters and where they stand, and no lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

Char = dict[str, Any]

# A gap of this part of the type size is a blank; Chinese set wide to fill a line has a third.
_GAP = 0.6
# A gap of this part is wide enough to lie between two cells.
_WIDE = 0.9


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a line between wide gaps, and where it begins and ends."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, its box, and the margins that it was set between.

    `words` are the stretches that wide gaps part, as the cells of a table are.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    left: float = 0.0
    right: float = 0.0
    words: tuple[Word, ...] = ()

    @property
    def is_centred(self) -> bool:
        """Say whether about as much is free before the line as after it."""
        before, after = self.x0 - self.left, self.right - self.x1
        return before > self.size and abs(before - after) < self.size


def lines_of(chars: Iterable[Char], page: int) -> list[Line]:
    """Return the lines that characters stand in, from top to bottom."""
    rows: list[list[Char]] = []
    middle = 0.0
    for char in sorted(chars, key=lambda one: ((one["top"] + one["bottom"]) / 2, one["x0"])):
        here = (char["top"] + char["bottom"]) / 2
        if rows and here - middle < 0.5 * max(char["size"], rows[-1][0]["size"]):
            rows[-1].append(char)
        else:
            rows.append([char])
            middle = here
    return [line for row in rows if (line := _line(row, page)) is not None]


def _line(row: list[Char], page: int) -> Line | None:
    row = sorted(row, key=lambda char: char["x0"])
    words = ""
    end: float | None = None
    seen: list[Char] = []
    for char in row:
        if char["text"].isspace():
            words += " " if words and not words.endswith(" ") else ""
            continue
        if end is not None and char["x0"] - end > _GAP * char["size"] and words[-1:] != " ":
            words += " "
        words += char["text"]
        end = char["x1"]
        seen.append(char)
    if not seen:
        return None
    return Line(
        text=words.strip(),
        x0=min(char["x0"] for char in seen),
        x1=max(char["x1"] for char in seen),
        top=min(char["top"] for char in seen),
        bottom=max(char["bottom"] for char in seen),
        size=median(char["size"] for char in seen),
        page=page,
        words=tuple(_words(seen)),
    )


def _words(row: Sequence[Char]) -> Iterator[Word]:
    """Yield a line's characters, cut at its wide gaps."""
    begin = 0
    for at in range(1, len(row) + 1):
        wide = at == len(row) or row[at]["x0"] - row[at - 1]["x1"] > _WIDE * row[at]["size"]
        if wide:
            part = row[begin:at]
            text = "".join(char["text"] for char in part)
            yield Word(text, part[0]["x0"], max(char["x1"] for char in part))
            begin = at


def with_margins(lines: Sequence[Line], others: Sequence[Line] = ()) -> list[Line]:
    """Return the lines with the margins that most of them keep, or those of `others` where few.

    The left margin is the leftmost place where several lines begin, the right one the rightmost
    where several end.
    """
    witnesses = lines if len(lines) >= 6 else [*lines, *others]
    if not witnesses:
        return []
    left = _margin([line.x0 for line in witnesses], min)
    right = _margin([line.x1 for line in witnesses], max)
    return [replace(line, left=min(left, line.x0), right=max(right, line.x1)) for line in lines]


def _margin(places: Sequence[float], outermost: Any) -> float:
    near = Counter(round(place / 3) for place in places)
    enough = max(2, len(places) // 12)
    usual = {place for place, count in near.items() if count >= enough} or set(near)
    chosen = outermost(usual)
    return float(median(place for place in places if round(place / 3) == chosen))


__all__ = ["Char", "Line", "Word", "lines_of", "with_margins"]
