"""Lays cells that are printed one after the other out in rows, each in the column that it fits.

The best way is searched for that gives every cell a column: from left to right within a row, blank
where a merged or empty cell prints nothing, over several lines where a cell has some. Rows are
scored by `cell_fit`; what follows the table fits in no column, and ends it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plankg.extract.cell_fit import MAIN, NEVER, ROLES, VALUES, CellFit
from plankg.extract.even_cells import evenly_parted
from plankg.extract.numerals import han_number
from plankg.model import Span

_NUMBER = re.compile(r"(?P<path>(?:\d{1,3}\.)*)(?P<n>\d{1,3})\Z")
_HEADED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_DIGITS = re.compile(r"\d{1,3}\Z")
# A row's number that counts on is the best sign of all; another is hardly one.
_COUNTS_ON, _SKIPS = 2.0, -3.0
# A department's extract of a table (3, 68, 69) leaves rows out.
_SKIPS_AHEAD = -1.5
# The title of rows below it, in a row of its own.
_SECTION, _SECTION_UNMARKED = -0.5, -2.0
_LONGEST_SECTION = 40
# A page's number between two lines.
_PAGE = -2.0
_SAME_TASK, _UNNUMBERED = 0.5, 2.5
# So far may the rows fall behind the best end before the search is given up.
_GIVE_UP = 9.0
# A row below this score is not told safely.
_DOUBTFUL = 1.0


@dataclass(frozen=True)
class CellRow:
    """A row: a span for each column, an empty one where blank. Sections hold one cell alone.

    `unclear` are neighbouring columns of bodies whose lines cannot be told apart.
    """

    cells: tuple[Span, ...]
    section: bool
    doubtful: bool
    unclear: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _State:
    """The last token's column on the best way there; `last` is what each column of numbers said."""

    score: float
    column: int
    last: tuple[str, ...]
    row_score: float
    before: _State | None
    token: int
    begins: bool = False


def rows_of(text: str, tokens: Iterable[Span], sorts: Sequence[str], fit: CellFit) -> list[CellRow]:
    """Return the rows that the tokens give; no more are asked for than the table has, and a few."""
    search = _Search(text, tokens, sorts, fit)
    end = search.best_end()
    return search.rows(end) if end else []


class _Search:
    def __init__(
        self, text: str, tokens: Iterable[Span], sorts: Sequence[str], fit: CellFit
    ) -> None:
        self._text, self._sorts, self._fit = text, sorts, fit
        self._coming = tokens
        self._tokens: list[Span] = []
        self._blanks = [fit.blank(sort) for sort in sorts]
        self._section = len(sorts)
        self._numbers = [column for column, sort in enumerate(sorts) if sort == "number"]
        if len(self._numbers) > 1:
            # Of two columns of numbers the first counts tasks, and is blank where one goes on.
            self._blanks[self._numbers[0]] = _SAME_TASK
            self._blanks[self._numbers[-1]] = _UNNUMBERED

    def best_end(self) -> _State | None:
        """Return the state in which the best table ends."""
        states = [_State(0.0, self._section, ("",) * len(self._numbers), 0.0, None, -1)]
        best: _State | None = None
        best_score = 0.0
        for token, span in enumerate(self._coming):
            self._tokens.append(span)
            states = self._after(states, token)
            for state in states:
                ended = state.score - self._rest(state.column)
                if ended > best_score and state.column != self._section:
                    best, best_score = state, ended
            if not states or max(one.score for one in states) < best_score - _GIVE_UP:
                break
        return best

    def _rest(self, column: int) -> float:
        """Return what the blank cells behind a column cost."""
        return sum(self._blanks[column + 1 :])

    def _after(self, states: Sequence[_State], token: int) -> list[_State]:
        words = self._tokens[token].of(self._text)
        found: dict[int, _State] = {}

        def offer(state: _State) -> None:
            known = found.get(state.column)
            if known is None or state.score > known.score:
                found[state.column] = state

        scores = [self._fit.score(words, sort) for sort in self._sorts]
        for state in states:
            for one in self._nexts(state, token, words, scores):
                offer(one)
        return list(found.values())

    def _nexts(
        self, state: _State, token: int, words: str, scores: Sequence[float]
    ) -> list[_State]:
        found = []
        closed = state.score - self._rest(state.column)
        listed = self._lists_on(state)
        for column, score in enumerate(scores):
            if score <= NEVER or (listed and self._sorts[column] in ROLES):
                continue
            last = state.last
            if self._sorts[column] == "number":
                score, last = _counted(last, self._numbers.index(column), words)
            if column > state.column and state.column != self._section:
                step = score - sum(self._blanks[state.column + 1 : column])
                found.append(
                    _State(state.score + step, column, last, state.row_score + step, state, token)
                )
            step = score - sum(self._blanks[:column])
            found.append(_State(closed + step, column, last, step, state, token, begins=True))
        if state.column != self._section and state.token >= 0:
            above = self._tokens[state.token].of(self._text)
            more = self._fit.goes_on(above, words, self._sorts[state.column])
            if more > NEVER:
                found.append(
                    _State(
                        state.score + more,
                        state.column,
                        state.last,
                        state.row_score + more,
                        state,
                        token,
                    )
                )
            if _DIGITS.match(words):
                found.append(
                    _State(
                        state.score + _PAGE,
                        state.column,
                        state.last,
                        state.row_score,
                        state,
                        state.token,
                    )
                )
        if len(words) <= _LONGEST_SECTION and re.search(r"[一-鿿]", words):
            step = _SECTION if _HEADED.match(words) else _SECTION_UNMARKED
            found.append(
                _State(
                    closed + step,
                    self._section,
                    tuple(f"{one}#" for one in state.last),
                    0.0,
                    state,
                    token,
                    begins=True,
                )
            )
        return found

    def _lists_on(self, state: _State) -> bool:
        """Say whether a cell of bodies ends in 、: what follows it is no other such cell."""
        if state.token < 0 or state.column == self._section:
            return False
        held = self._sorts[state.column] in ROLES
        return held and self._tokens[state.token].of(self._text).endswith("、")

    def rows(self, end: _State) -> list[CellRow]:
        """Return the rows on the way to a state."""
        way: list[_State] = []
        state: _State | None = end
        while state is not None and state.token >= 0:
            way.append(state)
            state = state.before
        way.reverse()
        rows: list[list[_State]] = []
        for one in way:
            if one.begins:
                rows.append([])
            rows[-1].append(one)
        found: list[CellRow] = []
        for row in map(self._row, rows):
            above = found[-1] if found else None
            if above and above.doubtful and not row.section and self._lacks_number(row):
                # What stands below a row that was not told may be a part of it.
                found[-1] = replace(above, cells=(*above.cells[:-1], row.cells[-1]))
            else:
                found.append(row)
        return found

    def _lacks_number(self, row: CellRow) -> bool:
        numbers = [row.cells[column] for column in self._numbers]
        return bool(numbers) and all(cell.start == cell.end for cell in numbers)

    def _row(self, states: Sequence[_State]) -> CellRow:
        spans: dict[int, Span] = {}
        states, uneven = self._evenly(states)
        for one in states:
            span = self._tokens[one.token]
            known = spans.get(one.column)
            spans[one.column] = Span(known.start, span.end) if known else span
        if self._section in spans:
            return CellRow((spans[self._section],), True, False)
        cells: list[Span] = []
        position = min(span.start for span in spans.values())
        for column in range(len(self._sorts)):
            span = spans.get(column, Span(position, position))
            cells.append(span)
            position = span.end
        main = [column for column, sort in enumerate(self._sorts) if sort in MAIN]
        whole = all(column in spans for column in main[-1:])
        score = states[-1].row_score - self._rest(states[-1].column)
        doubtful = not whole or score < _DOUBTFUL
        doubtful = doubtful and not self._shares_cells(spans)
        unclear = frozenset((*self._unclear(states), *uneven, *self._unnamed(states)))
        return CellRow(tuple(cells), False, doubtful, unclear)

    def _evenly(self, states: Sequence[_State]) -> tuple[list[_State], tuple[int, ...]]:
        """Return a row's states with values of sorts of places parted evenly among their columns.

        山区县≥20⏎平原县≥10⏎山区县≥30⏎平原县≥15 are two in each of two columns; columns among which
        they do not part are returned as unclear.
        """
        found = list(states)
        values = {
            index: self._fit.places(self._tokens[one.token].of(self._text))
            for index, one in enumerate(states)
            if one.column < len(self._sorts) and self._sorts[one.column] in VALUES
        }
        placed = [index for index, places in values.items() if places]
        if not placed:
            return found, ()
        taken = {states[index].column for index in values if index not in placed}
        free = [c for c, sort in enumerate(self._sorts) if sort in VALUES and c not in taken]
        each = evenly_parted([values[index] for index in placed], len(free))
        if each == 0:
            return found, tuple(free)
        for order, index in enumerate(placed):
            found[index] = replace(found[index], column=free[order // each])
        return found, ()

    def _unclear(self, states: Sequence[_State]) -> Iterator[int]:
        """Yield the columns of bodies between which a line could as well stand in the other.

        Where both have a line, a further line may be of either, unless a sign of a list (、) or a
        narrower gap than that between the columns joins it to its neighbour.
        """
        tokens: dict[int, list[Span]] = {}
        for one in states:
            if one.column < len(self._sorts) and self._sorts[one.column] in ROLES:
                tokens.setdefault(one.column, []).append(self._tokens[one.token])
        for first, second in itertools.pairwise(sorted(tokens)):
            apart = self._gap(tokens[first][-1], tokens[second][0])
            joints = [pair for c in (first, second) for pair in itertools.pairwise(tokens[c])]
            if second == first + 1 and any(
                not above.of(self._text).endswith("、") and self._gap(above, below) >= apart
                for above, below in joints
            ):
                yield from (first, second)

    def _unnamed(self, states: Sequence[_State]) -> Iterator[int]:
        """Yield the columns of bodies whose cell has no body's name, where its place is not sure.

        It is where every column has one line: then the header stands above each of them.
        """
        if [one.column for one in states] == list(range(len(self._sorts))):
            return
        for one in states:
            sort = self._sorts[one.column] if one.column < len(self._sorts) else ""
            if sort in ROLES and self._fit.score(self._tokens[one.token].of(self._text), sort) < 0:
                yield one.column

    def _gap(self, above: Span, below: Span) -> int:
        """Return how many lines end between two tokens."""
        return self._text.count("\n", above.end, below.start)

    def _shares_cells(self, spans: Mapping[int, Span]) -> bool:
        """Say whether a row has a goal and a time of its own, all else in cells that are merged."""
        own = {self._sorts[column] for column in spans}
        goals = [spans[column].of(self._text) for column in spans if self._sorts[column] == "goal"]
        return own == {"goal", "deadline"} and goals[0].endswith("。") and bool(self._numbers)


def _counted(last: tuple[str, ...], column: int, words: str) -> tuple[float, tuple[str, ...]]:
    """Return how well a number counts on in its column, and the numbers that are counted then.

    Below a section's title, and where a column before it counts on, a column may begin at one.
    """
    bare = re.sub(r"[（()）．、]|\.\Z", "", words)
    number = bare if _NUMBER.match(bare) else f"{han_number(bare)}"
    before = last[column]
    follows = _follows(before.rstrip("#"), number, anew=before.endswith("#"))
    later = tuple(f"{one}#" for one in last[column + 1 :])
    score = _COUNTS_ON if follows else _SKIPS_AHEAD if _ahead(before, number) else _SKIPS
    return score, (*last[:column], number, *later)


def _ahead(before: str, number: str) -> bool:
    """Say whether a whole number is higher than the one before it, or the first of all."""
    last = before.rstrip("#") or "0"
    return number.isdigit() and last.isdigit() and int(number) > int(last)


def _follows(before: str, number: str, *, anew: bool) -> bool:
    """Say whether a number is the next one: 4 after 3, 1.3 after 1.2, 2.1 after 1.4."""
    parts = [int(part) for part in number.split(".")]
    if not before:
        return all(part == 1 for part in parts)
    last = [int(part) for part in before.split(".")]
    if anew and parts[-1] == 1:
        return True
    if len(parts) != len(last):
        return False
    if parts[:-1] == last[:-1]:
        return parts[-1] == last[-1] + 1
    return parts[-1] == 1 and parts[:-1] > last[:-1]
