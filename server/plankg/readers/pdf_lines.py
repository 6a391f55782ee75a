"""Finds printed lines among a page's characters, and joins lines to paragraphs.

A PDF knows characters and where they stand, no lines and no paragraphs. A line ends a paragraph if
the next word would still have fitted into it, or if the next line is indented after a full stop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

Char = dict[str, Any]

# A gap of this part of the type size is a blank; Chinese set wide to fill a line has a third.
_GAP = 0.6
# A gap of this part is wide enough to lie between two cells.
_WIDE = 0.9
_SENTENCE_END = "。；：！？!?;:…”）)】"
_STOPS = "。；：！？!?;:"
# Signs that may not begin a line go onto the next one together with the word before them.
_NO_BEGINNING = "，。；：、！？）】》〉」』”’％%,.;:!?)]"
_NO_END = "（【《〈「『“‘(["
_RUN = re.compile(r"[!-~]+")
_HEADING = re.compile(
    r"第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+[、．]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,3}[．、]|\d{1,3}\.(?!\d)|附件|专栏"
)
# Title lines are set larger than the text, and in the middle.
_TITLE = 1.1
# A line within a sentence that leaves more of its width free is a heading.
_RAGGED = 0.3


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


def paragraphs_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines that are one paragraph each."""
    pitch = _pitch(lines)
    body = median(line.size for line in lines) if lines else 0.0
    run: list[Line] = []
    for line in lines:
        if run and not goes_on(run[-1], line, pitch, body):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _pitch(lines: Sequence[Line]) -> float:
    steps = [
        low.top - high.top
        for high, low in pairwise(lines)
        if high.page == low.page and low.top > high.top
    ]
    return median(steps) if steps else 0.0


def goes_on(line: Line, below: Line, pitch: float = 0.0, body: float = 0.0) -> bool:
    """Say whether the line below belongs to the same paragraph.

    `pitch` is the usual distance of lines, `body` the usual size of type; 0 for not known.
    """
    size = max(line.size, below.size)
    if abs(line.size - below.size) > 0.12 * size:
        return False
    if line.page == below.page and pitch and below.top - line.top > 1.7 * pitch:
        return False
    if body and line.size > _TITLE * body and line.is_centred and below.is_centred:
        return not _HEADING.match(below.text)
    room = line.right - line.x1
    ended = line.text.endswith(tuple(_SENTENCE_END))
    indented = below.x0 - below.left > 0.9 * size
    headed = _HEADING.match(line.text) or _HEADING.match(below.text) or line.is_centred
    if not ended and not indented and not headed:
        # Lines set by hand end early within a sentence; the next one is not indented.
        return room < _RAGGED * (line.right - line.left)
    if room >= _first_word(line, below) + 0.6 * size:
        return False
    if ended and (indented or _HEADING.match(below.text)):
        return False
    # A full line that ends within a sentence goes on, however the next one is indented; but a
    # centred heading that happens to be long, or a line far to the right, is no continuation.
    return not indented or below.x0 - below.left < 4.5 * size


def _first_word(line: Line, below: Line) -> float:
    """Return how wide the part of `below` is that could not have been parted from its beginning."""
    text = below.text
    run = _RUN.match(text)
    length = len(run.group()) if run else 1
    while length < len(text) and (text[length] in _NO_BEGINNING or text[length - 1] in _NO_END):
        length += 1
    if line.text[-1:].isascii() and run and line.text[-1:] not in "),.;:!?%":
        length = 1
    return _width(text[:length], below.size)


def _width(text: str, size: float) -> float:
    return sum(size * (0.55 if char.isascii() else 1.0) for char in text)


def joined(lines: Sequence[Line]) -> str:
    """Return a paragraph's words; English words that a line end parts keep a blank."""
    words = ""
    for line in lines:
        parted = words[-1:].isascii() and words[-1:].isalpha()
        if parted and line.text[:1].isascii() and line.text[:1].isalpha():
            words += " "
        words += line.text
    return words


def cell_text(lines: Sequence[Line], x0: float, x1: float) -> str:
    """Return a cell's words: lines that fill it are joined, shorter ones stay lines."""
    if not lines:
        return ""
    padding = max(
        0.0, min(min(line.x0 for line in lines) - x0, x1 - max(line.x1 for line in lines))
    )
    right = max(max(line.x1 for line in lines), x1 - padding - 1.0)
    left = min(line.x0 for line in lines)
    placed = [replace(line, left=left, right=right) for line in lines]
    runs: list[list[Line]] = []
    for line in placed:
        if runs and goes_on(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return "\n".join(map(joined, runs))


__all__ = ["Char", "Line", "Word", "cell_text", "goes_on", "joined", "lines_of", "paragraphs_of",
           "with_margins"]  # fmt: skip
