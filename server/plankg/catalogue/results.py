"""Runs a named query and gives its rows as Python values, nested lists folded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plankg.catalogue.arguments import bind
from plankg.catalogue.projection import Nest
from plankg.catalogue.queries import NamedQuery
from plankg.catalogue.suggestions import refuse_unknown_names
from plankg.engine import Engine, Limits

_XSD = "http://www.w3.org/2001/XMLSchema#"

Value = str | int | Decimal | bool | None
Row = dict[str, Any]
"""Column → `Value`; the column of a nest → list of such rows."""


@dataclass(frozen=True)
class Result:
    """A named query's whole answer: what was asked, of which release, and the rows.

    `parameters` holds the arguments that were given. Every row has every column.
    """

    query: NamedQuery
    parameters: Mapping[str, str]
    release: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def run(
    engine: Engine,
    query: NamedQuery,
    arguments: Mapping[str, str],
    limits: Limits | None = None,
) -> Result:
    """Ask `engine` the named query with `arguments` and return all rows.

    Raises:
        ParameterError: an argument is unknown, missing or unfit, or no rows were found and it
            names a thing that nothing is called, or an IRI of which nothing is known; the text
            says what is allowed.
        LimitError: there are more rows than the limits allow.
    """
    limits = limits or Limits()
    given = {name: value.strip() for name, value in arguments.items() if value.strip()}
    bindings = bind(query.parameters, given)
    answer = engine.answer(query.text, bindings, "json", limits)
    flat = [_values(row) for row in json.loads(answer.body)["results"]["bindings"]]
    rows = tuple(_fold(flat, query)) if query.nests else tuple(_complete(flat, query.columns))
    if not rows:
        refuse_unknown_names(engine, query.parameters, given, limits)
    return Result(query, given, engine.release, query.columns, rows)


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


def _fold(flat: Iterable[Row], query: NamedQuery) -> Iterable[Row]:
    """Yield one row for all that agree outside the nests, at the place of the first.

    Two nests in one query multiply each other's rows, so that equal items are one.
    """
    nests = {nest.name: nest for nest in query.nests}
    outer = [name for name in query.columns if name not in nests]
    folded: dict[tuple[Value, ...], Row] = {}
    for row in flat:
        key = tuple(row.get(name) for name in outer)
        empty: Row = {name: [] if name in nests else row.get(name) for name in query.columns}
        whole = folded.setdefault(key, empty)
        for name, nest in nests.items():
            item = _item(row, nest, query)
            if item and item not in whole[name]:
                whole[name].append(item)
    return folded.values()


def _item(row: Row, nest: Nest, query: NamedQuery) -> Row | None:
    item = {name: row.get(f"{nest.prefix}{name}") for name in query.nested_columns[nest.name]}
    return item if any(value is not None for value in item.values()) else None
