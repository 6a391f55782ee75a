"""Runs a named query and gives its rows as Python values, nested lists folded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from plankg.catalogue.arguments import bind
from plankg.catalogue.paging import Window, page_token
from plankg.catalogue.projection import Nest
from plankg.catalogue.queries import NamedQuery
from plankg.catalogue.suggestions import refuse_unknown_names
from plankg.catalogue.ways_out import ways_out
from plankg.engine import Engine, Limits, Term
from plankg.errors import RowLimitError

_XSD = "http://www.w3.org/2001/XMLSchema#"

# How many of the engine's rows a row with nested lists is first thought to take.
_ROWS_IN_ONE = 8

Value = str | int | Decimal | bool | None
Row = dict[str, Any]
"""Column → `Value`; the column of a nest → list of such rows."""


@dataclass(frozen=True)
class Result:
    """A named query's answer or a page of it: what was asked, of which release, and the rows.

    `parameters` holds the arguments that were given. Every row has every column. `window` is the
    page that was asked for; `next_start` is where the next one begins, None after the last row.
    """

    query: NamedQuery
    parameters: Mapping[str, str]
    release: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    window: Window = field(default_factory=Window)
    next_start: int | None = None

    @property
    def complete(self) -> bool:
        """Whether these are all rows of the answer."""
        return self.window.start == 0 and self.next_start is None

    @property
    def next_page(self) -> str:
        """The token of the page that follows, empty after the last one."""
        return "" if self.next_start is None else page_token(self.release, self.next_start)


def run(
    engine: Engine,
    query: NamedQuery,
    arguments: Mapping[str, str],
    limits: Limits | None = None,
    window: Window | None = None,
) -> Result:
    """Ask `engine` the named query with `arguments` and return its rows, or those of a page.

    Raises:
        ParameterError: an argument is unknown, missing or unfit, or no rows were found and it
            names a thing that nothing is called, or an IRI of which nothing is known; the text
            says what is allowed.
        LimitError: the answer would pass a limit; the text says what to do about this query.
    """
    limits, window = limits or Limits(), window or Window()
    given = given_arguments(arguments)
    asked = _Asked(engine, query, bind(query.parameters, given), limits)
    with ways_out(query, given, window):
        rows, next_start = (
            asked.all() if window.limit is None else asked.page(window.limit, window.start)
        )
        if not rows and window.start == 0:
            refuse_unknown_names(engine, query.parameters, given, limits)
    return Result(query, given, engine.release, query.columns, rows, window, next_start)


def given_arguments(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return the arguments that say something, without blanks around them."""
    return {name: value.strip() for name, value in arguments.items() if value.strip()}


@dataclass(frozen=True, slots=True)
class _Asked:
    engine: Engine
    query: NamedQuery
    bindings: Mapping[str, Term]
    limits: Limits

    def all(self) -> tuple[tuple[Row, ...], None]:
        """Return every row."""
        return tuple(row for row, _ in self._folded(self._flat(self.query.text))), None

    def page(self, wanted: int, start: int) -> tuple[tuple[Row, ...], int | None]:
        """Return up to `wanted` rows from the place `start` on, and where the next page begins."""
        cut = self.query.cut
        if cut is None:
            return self._page_of_rows(wanted, start)
        # One more than wanted tells that there is a next page.
        rows = [row for row, _ in self._folded(self._flat(self.query.piece(wanted + 1, start)))]
        places = list(dict.fromkeys(map(cut.place, rows)))
        if len(places) <= wanted:
            return tuple(rows), None
        return tuple(row for row in rows if cut.place(row) != places[-1]), start + wanted

    def _page_of_rows(self, wanted: int, start: int) -> tuple[tuple[Row, ...], int | None]:
        """Return the same where every row of the engine is made first.

        How many of the engine's rows fold into one is known only afterwards, so that it is asked
        again for more where the first guess was too low.
        """
        # One more than wanted tells that there is a next page.
        count = (wanted + 1) * (_ROWS_IN_ONE if self.query.nests else 1)
        while True:
            count = min(count, self.limits.rows)
            flat = self._flat(self.query.piece(count, start))
            ended = len(flat) < count
            folded = self._folded(flat)
            # The last one may go on in the next row of the engine.
            whole = folded if ended or not self.query.nests else folded[:-1]
            if len(whole) > wanted:
                return tuple(row for row, _ in whole[:wanted]), start + whole[wanted][1]
            if ended:
                return tuple(row for row, _ in whole), None
            if count == self.limits.rows:
                raise RowLimitError(
                    f"a page of {wanted} rows takes more than {self.limits.rows} of the engine's"
                )
            count *= _ROWS_IN_ONE

    def _flat(self, text: str) -> list[Row]:
        answer = self.engine.answer(text, self.bindings, "json", self.limits)
        return [_values(row) for row in json.loads(answer.body)["results"]["bindings"]]

    def _folded(self, flat: Sequence[Row]) -> list[tuple[Row, int]]:
        if self.query.nests:
            return _fold(flat, self.query)
        return [(row, number) for number, row in enumerate(_complete(flat, self.query.columns))]


def _values(binding: Mapping[str, Mapping[str, str]]) -> Row:
    return {name: _value(term) for name, term in binding.items()}


def _value(term: Mapping[str, str]) -> Value:
    datatype = term.get("datatype", "").removeprefix(_XSD)
    return _CONVERTERS.get(datatype, str)(term["value"])


_CONVERTERS: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "nonNegativeInteger": int,
    "positiveInteger": int,
    "decimal": Decimal,
    "double": Decimal,
    "boolean": lambda text: text in ("true", "1"),
}


def _complete(rows: Iterable[Row], columns: Sequence[str]) -> Iterable[Row]:
    for row in rows:
        yield {name: row.get(name) for name in columns}


def _fold(flat: Iterable[Row], query: NamedQuery) -> list[tuple[Row, int]]:
    """Return one row for all that agree outside the nests, with the place of the first.

    Two nests in one query multiply each other's rows, so that equal items are one.
    """
    nests = {nest.name: nest for nest in query.nests}
    outer = [name for name in query.columns if name not in nests]
    folded: dict[tuple[Value, ...], tuple[Row, int]] = {}
    for number, row in enumerate(flat):
        key = tuple(map(row.get, outer))
        if key not in folded:
            empty: Row = {name: [] if name in nests else row.get(name) for name in query.columns}
            folded[key] = (empty, number)
        whole, _ = folded[key]
        for name, nest in nests.items():
            item = _item(row, nest, query)
            if item and item not in whole[name]:
                whole[name].append(item)
    return list(folded.values())


def _item(row: Row, nest: Nest, query: NamedQuery) -> Row | None:
    item = {name: row.get(f"{nest.prefix}{name}") for name in query.nested_columns[nest.name]}
    return item if any(value is not None for value in item.values()) else None
