"""Parts the values of a row that ran together: 76.7＞80-, 21.6623.04〔1.38〕, 70 ≥85 —.

A run of values must give exactly as many cells as the table has columns of values. Digits of
neighbouring cells are parted only where one way to do so is left: where the row's own arithmetic
proves it (the total, the yearly growth), or no other gives two plausible numbers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from plankg.model import Span

_BLANK = r"[ \t\r\n　\xa0]"
_AFTER = r"(?:及?以上|以下|以内|左右)"
_WORDS = "不少于|不低于|不超过|不高于|不大于|不小于|至少|超过"
_BEFORE = rf"(?:[＞>≥＜<≤≧≦]=?|约(?!束)|{_WORDS})"
_NUMBER = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
RUN = re.compile(
    rf"(?:约(?!束)|{_WORDS}|[\d.,，＞>≥＜<≤≧≦=〔〕\[\]【】%％‰*＊—–－―/~～-]|{_AFTER}|{_BLANK})+"
)
_TOKEN = re.compile(
    rf"(?P<blank>{_BLANK}+)"
    rf"|(?P<value>(?P<open>[〔\[【]{_BLANK}*)?{_BEFORE}?{_BLANK}*(?P<digits>\d[\d.,，]*)[%％‰]?{_AFTER}?[*＊]?"
    rf"(?(open){_BLANK}*[〕\]】]))"
    rf"|(?P<dash>[-—–－―/]+)"
)
_PLAIN = re.compile(rf"(?:{_NUMBER})\Z")
_RANGE_SIGN = re.compile(r"[-—–－~～]\Z")
# No row of a plan has longer ones; what does is no row, and would take long to part. The digits
# of more columns than four cannot be told apart safely.
_LONGEST_RUN = 90
_MOST_DIGITS = 16
_MOST_PARTED = 4
_MOST_WAYS = 600
_MOST_DECIMALS = 2
# A goal within these multiples of its base is plausible; the narrower are asked first.
_NEAR = (Decimal(2), Decimal(5))
_ROUNDING = 0.16


@dataclass(frozen=True)
class Columns:
    """What the columns of values hold: ``level`` (with years), ``growth`` or ``total``."""

    sorts: tuple[str, ...]
    years: tuple[int | None, ...]

    def __len__(self) -> int:
        return len(self.sorts)


Cells = tuple[Span, ...]


@dataclass(frozen=True)
class _Token:
    span: Span
    sort: str
    digits: Span
    open: bool


def cells_in(
    text: str,
    run: Span,
    columns: Columns,
    *,
    part: bool,
    percent: bool,
    footnote: bool,
    blank_after: bool,
) -> Cells | None:
    """Return the cells of a run of values, None where they cannot be told apart.

    `part` allows to part digits; `percent` says that values are shares of a hundred; `footnote`
    that the name before the run may end in a footnote's digit; `blank_after` that a blank cell may
    have left a blank behind the run.
    """
    tokens = list(_tokens(text, run))
    if not tokens:
        return None
    for kept in _readings(tokens, footnote=footnote):
        whole = list(itertools.islice(_ways(text, kept, len(columns)), 2))
        if len(whole) == 1:
            return whole[0]
        if whole:
            return None
    for kept in _readings(tokens, footnote=footnote):
        if blank_after and kept:
            whole = list(itertools.islice(_ways(text, kept, len(columns) - 1), 2))
            if len(whole) == 1:
                end = whole[0][-1].end
                return (*whole[0], Span(end, end))
    if not part or len(columns) > _MOST_PARTED:
        return None
    short = Columns(columns.sorts[:-1], columns.years[:-1])
    for wanted in (columns, short) if blank_after and len(columns) > 1 else (columns,):
        ways = _plausible(text, tokens, wanted, percent=percent)
        if ways is not None:
            missing = len(columns) - len(ways)
            return (*ways, *[Span(ways[-1].end, ways[-1].end)] * missing)
    return None


def _tokens(text: str, run: Span) -> Iterator[_Token]:
    """Yield values and dashes; nothing where the run holds anything else."""
    found: list[_Token] = []
    position = run.start
    if run.end - run.start > _LONGEST_RUN:
        return
    while position < run.end:
        match = _TOKEN.match(text, position, run.end)
        if match is None:
            return
        if match["value"]:
            digits = Span(match.start("digits"), match.end("digits"))
            found.append(_Token(Span(*match.span()), "value", digits, bool(match["open"])))
        elif match["dash"]:
            found.append(_Token(Span(*match.span()), "dash", Span(0, 0), False))
        position = match.end()
    yield from found


def _readings(tokens: list[_Token], *, footnote: bool) -> Iterator[list[_Token]]:
    """Yield the tokens without a footnote's digit in front, where there may be one; then all."""
    if footnote and len(tokens) > 1:
        yield tokens[1:]
    yield tokens


def _ways(text: str, tokens: Sequence[_Token], count: int) -> Iterator[tuple[Span, ...]]:
    """Yield the ways in which whole tokens give `count` cells; ``--`` is one blank cell or two."""
    if not tokens:
        if count == 0:
            yield ()
        return
    if count <= 0:
        return
    first, rest = tokens[0], tokens[1:]
    if first.sort == "dash":
        length = first.span.end - first.span.start
        for cells in range(1, min(length, count) + 1):
            spans = _divided(first.span, cells)
            for others in _ways(text, rest, count - cells):
                yield (*spans, *others)
        return
    if not _PLAIN.match(first.digits.of(text)):
        return
    for others in _ways(text, rest, count - 1):
        yield (first.span, *others)
    if _is_range(text, tokens):
        for others in _ways(text, tokens[3:], count - 1):
            yield (Span(first.span.start, tokens[2].span.end), *others)


def _is_range(text: str, tokens: Sequence[_Token]) -> bool:
    """Say whether three tokens are one cell, 6－7, with nothing between them."""
    if len(tokens) < 3 or tokens[1].sort != "dash" or tokens[2].sort != "value":
        return False
    touching = tokens[0].span.end == tokens[1].span.start and (
        tokens[1].span.end == tokens[2].span.start
    )
    return touching and bool(_RANGE_SIGN.match(tokens[1].span.of(text))) and not tokens[2].open


def _divided(span: Span, cells: int) -> tuple[Span, ...]:
    starts = [span.start + index for index in range(cells)]
    return tuple(
        Span(start, starts[index + 1] if index + 1 < cells else span.end)
        for index, start in enumerate(starts)
    )


def _plausible(
    text: str, tokens: list[_Token], columns: Columns, *, percent: bool
) -> tuple[Span, ...] | None:
    """Return the one plausible way to part the digits, None where there is none or are several."""
    ways = list(itertools.islice(_parted(text, tokens, len(columns)), _MOST_WAYS + 1))
    if not ways or len(ways) > _MOST_WAYS:
        return None
    numbers = {way: tuple(_number(text, cell) for cell in way) for way in ways}
    proved = [way for way in ways if _proved(text, way, numbers[way], columns)]
    if proved:
        return proved[0] if len(proved) == 1 else None
    ways = [way for way in ways if _only_levels_parted(text, way, columns)]
    if percent:
        ways = [
            way
            for way in ways
            if all(
                number is None or number <= 100
                for number, sort in zip(numbers[way], columns.sorts, strict=True)
                if sort == "level"
            )
        ]
    short = [way for way in ways if not any(_decimals(text, c) > _MOST_DECIMALS for c in way)]
    ways = short or ways
    if len(ways) == 1:
        return ways[0]
    for limit in _NEAR:
        near = [way for way in ways if _within(numbers[way], columns, limit)]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _parted(text: str, tokens: Sequence[_Token], count: int) -> Iterator[tuple[Span, ...]]:
    """Yield the ways in which tokens give `count` cells, digits that touch being parted."""
    if not tokens:
        if count == 0:
            yield ()
        return
    if count <= 0:
        return
    first, rest = tokens[0], tokens[1:]
    if first.sort == "dash":
        for cells in range(1, min(first.span.end - first.span.start, count) + 1):
            for others in _parted(text, rest, count - cells):
                yield (*_divided(first.span, cells), *others)
        return
    most = 1 if first.open else count
    for pieces in range(1, most + 1):
        for cells_of in _pieces(text, first, pieces):
            for others in _parted(text, rest, count - pieces):
                yield (*cells_of, *others)


def _pieces(text: str, token: _Token, count: int) -> Iterator[tuple[Span, ...]]:
    """Yield the ways to part a token's digits; its signs go with the first and last number."""
    digits = token.digits
    if digits.end - digits.start > _MOST_DIGITS:
        return
    for cuts in itertools.combinations(range(digits.start + 1, digits.end), count - 1):
        marks = [digits.start, *cuts, digits.end]
        words = [text[a:b] for a, b in itertools.pairwise(marks)]
        if all(_PLAIN.match(word) and not _zero_led(word, count) for word in words):
            marks[0], marks[-1] = token.span.start, token.span.end
            yield tuple(Span(a, b) for a, b in itertools.pairwise(marks))


def _zero_led(word: str, count: int) -> bool:
    return count > 1 and word[0] == "0" and not word.startswith("0.")


def _number(text: str, cell: Span) -> Decimal | None:
    match = re.search(_NUMBER, cell.of(text))
    try:
        return Decimal(re.sub(r"[,，]", "", match.group())) if match else None
    except InvalidOperation:
        return None


def _decimals(text: str, cell: Span) -> int:
    match = re.search(r"\.(\d+)", cell.of(text))
    return len(match[1]) if match else 0


def _levels(
    numbers: Sequence[Decimal | None], columns: Columns
) -> list[tuple[Decimal, int | None]]:
    return [
        (number, year)
        for number, sort, year in zip(numbers, columns.sorts, columns.years, strict=True)
        if sort == "level" and number is not None
    ]


def _proved(
    text: str, way: tuple[Span, ...], numbers: Sequence[Decimal | None], columns: Columns
) -> bool:
    """Say whether a total or a yearly growth follows from the values before it."""
    levels = _levels(numbers, columns)
    if len(levels) < 2:
        return False
    (base, first), (goal, last) = levels[0], levels[-1]
    for cell, number, sort in zip(way, numbers, columns.sorts, strict=True):
        if number is None or sort == "level":
            continue
        if sort == "total" or cell.of(text).strip()[:1] in "〔[【":
            return abs(goal - base) == number
        if first and last and base > 0 and goal > 0 and last > first:
            growth = (float(goal / base) ** (1 / (last - first)) - 1) * 100
            return bool(abs(growth - float(number)) <= _ROUNDING)
    return False


def _only_levels_parted(text: str, way: tuple[Span, ...], columns: Columns) -> bool:
    """Say whether no growth or total was cut off the digits of its neighbour unproved."""
    return all(
        sort == "level"
        or cell.start == cell.end
        or not text[cell.start - 1].isdigit()
        or not text[cell.start].isdigit()
        for cell, sort in zip(way, columns.sorts, strict=True)
    )


def _within(numbers: Sequence[Decimal | None], columns: Columns, limit: Decimal) -> bool:
    levels = [number for number, _ in _levels(numbers, columns)]
    return all(
        low > 0 and 1 / limit <= high / low <= limit for low, high in itertools.pairwise(levels)
    )
