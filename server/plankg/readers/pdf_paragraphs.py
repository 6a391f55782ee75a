"""Joins a PDF's printed lines to paragraphs.

A PDF knows no paragraphs. A line ends one if the next word would still have fitted into it, or if
the next line is indented after a full stop or begins with a part's number. Where paragraphs begin
indented or with a number, a line at the margin begins none, however short the one above it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from plankg.leaders import leads_to_page
from plankg.readers.pdf_lines import Line

_SENTENCE_END = "。；：！？!?;:…”）)】"
_STOPS = "。；：！？!?;:"
# Signs that may not begin a line go onto the next one together with the word before them.
_NO_BEGINNING = "，。；：、！？）】》〉」』”’％%,.;:!?)]"
_NO_END = "（【《〈「『“‘(["
_RUN = re.compile(r"[!-~]+")
_HEADING = re.compile(
    r"第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+[、．]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,3}[．、]|\d{1,3}\.(?!\d)|\d{1,2}\.(?=20\d\d年)|附件|专栏"
    # 责任单位：市工信局: a line of bodies.
    r"|[一-鿿]{2,6}单位[：:]"
)
# Within a sentence even a number at the head of an indented line is no heading.
_PAUSES = ("，", "、")
# A part whose heading has a sentence behind it, so that its lines are a paragraph's.
_TELLS = re.compile(r"[。；]")
# What stands alone on its line, however full the one above it is.
_APART = re.compile(r"(?:附 *[件表录] *\d{0,2}|目 *录) *[：:]?\Z")
_ONE_SIGN = re.compile(r"[一-鿿]\Z")
# Title lines are set larger than the text, and in the middle.
_TITLE = 1.1
# A line within a sentence that leaves more of its width free is a heading.
_RAGGED = 0.3


def paragraphs_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines that are one paragraph each."""
    pitch = _pitch(lines)
    body = median(line.size for line in lines) if lines else 0.0
    run: list[Line] = []
    for line in lines:
        if run and not (goes_on(run[-1], line, pitch, body) or _breaks_off(run, line, pitch)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _breaks_off(run: Sequence[Line], below: Line, pitch: float) -> bool:
    """Say whether a paragraph's last line was broken off by hand, and goes on below.

    Text that was broken at one width and set to a smaller one has a line of a word or two after
    each full one. Its paragraphs begin indented or with a number; the line below does neither.
    """
    first, line = run[0], run[-1]
    if leads_to_page(line.text) or leads_to_page(below.text) or not _is_near(line, below, pitch):
        return False
    if _ONE_SIGN.match(below.text):
        return not _leaves_room(line, below) and not _HEADING.match(below.text)
    if len(run) < 2 or line.text.endswith(tuple(_SENTENCE_END)) or _APART.match(below.text):
        return False
    if _is_indented(below) or _HEADING.match(below.text):
        return False
    told = _HEADING.match(first.text) and any(_TELLS.search(one.text) for one in run)
    begun = _is_indented(first) and not _is_indented(line)
    return bool(told or begun)


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
    if not _is_near(line, below, pitch) or leads_to_page(line.text) or leads_to_page(below.text):
        return False
    if _APART.match(below.text):
        return False
    if body and line.size > _TITLE * body and _stand_in_the_middle(line, below):
        return not _HEADING.match(below.text)
    room = line.right - line.x1
    ended = line.text.endswith(tuple(_SENTENCE_END))
    indented = _is_indented(below)
    begins = _HEADING.match(below.text)
    if not ended and not indented and not (_HEADING.match(line.text) or begins or line.is_centred):
        # Lines set by hand end early within a sentence; the next one is not indented.
        return room < _RAGGED * (line.right - line.left)
    if _leaves_room(line, below):
        return False
    if (ended and (indented or begins)) or (
        indented and begins and not line.text.endswith(_PAUSES)
    ):
        return False
    # A full line that ends within a sentence goes on, however the next one is indented; but a
    # centred heading that happens to be long, or a line far to the right, is no continuation.
    return not indented or below.x0 - below.left < 4.5 * max(line.size, below.size)


def _is_near(line: Line, below: Line, pitch: float) -> bool:
    """Say whether two lines are of one size of type, and no further apart than lines are."""
    if abs(line.size - below.size) > 0.12 * max(line.size, below.size):
        return False
    return not (line.page == below.page and pitch and below.top - line.top > 1.7 * pitch)


def _stand_in_the_middle(line: Line, below: Line) -> bool:
    """Say whether two lines are a title's: each in the middle, or the lower one below the upper's.

    A title's first line may fill its width, or stand a little aside with the whole title.
    """
    if line.is_centred and below.is_centred:
        return True
    shift = abs((line.x0 + line.x1) - (below.x0 + below.x1)) / 2
    within = below.x0 - below.left > below.size and below.x1 - below.x0 < line.x1 - line.x0
    return shift < line.size and within and not line.text.endswith(tuple(_STOPS))


def _is_indented(line: Line) -> bool:
    return line.x0 - line.left > 0.9 * line.size


def _leaves_room(line: Line, below: Line) -> bool:
    """Say whether the first word of the line below would have fitted into a line."""
    return line.right - line.x1 >= _first_word(line, below) + 0.6 * max(line.size, below.size)


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


__all__ = ["cell_text", "goes_on", "joined", "paragraphs_of"]
