"""What a client asks: queries for candidates and for values, read strictly from JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plankg.errors import LimitError, ParameterError, shown

BATCH_SIZE = 50
"""Queries in one batch; OpenRefine sends ten at a time."""

MOST_CANDIDATES, DEFAULT_CANDIDATES = 100, 10
MOST_IDS, MOST_PROPERTIES = 1000, 20
# Longer than any name or title; what is longer is no name.
_LONGEST = 1000
_PROPERTIES = "'properties' must be a list of objects with an 'id'"


class BatchLimitError(LimitError):
    """More is asked in one request than is answered at once; `key` and `values` as elsewhere."""

    def __init__(self, message: str, key: str, **values: object) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property that a candidate should have, with the values of which one should fit."""

    property: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One query: a name or none, types or none, how many candidates, and what else is known."""

    name: str = ""
    types: tuple[str, ...] = ()
    limit: int = DEFAULT_CANDIDATES
    constraints: tuple[Constraint, ...] = ()


def queries_in(text: str) -> Mapping[str, Query]:
    """Return the queries of a batch by their keys.

    Raises:
        ParameterError: it is no JSON of the form that the specification has.
        BatchLimitError: it holds more than `BATCH_SIZE` queries.
    """
    batch = _object(_parsed(text, "queries"), "queries")
    if len(batch) > BATCH_SIZE:
        raise BatchLimitError(
            f"a batch has at most {BATCH_SIZE} queries, not {len(batch)}",
            "batch",
            maximum=BATCH_SIZE,
            count=len(batch),
        )
    return {key: _query(value, key) for key, value in batch.items()}


def extension_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids and the properties that a data extension query names.

    Raises:
        ParameterError: it is no JSON of the form that the specification has.
        BatchLimitError: it names too many.
    """
    asked = _object(_parsed(text, "extend"), "extend")
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(given, str) for given in ids):
        raise _wrong("extend", "'ids' must be a list of texts", "ids")
    if not isinstance(properties, list):
        raise _wrong("extend", _PROPERTIES, "property_ids")
    names = [_object(item, "extend").get("id") for item in properties]
    if not all(isinstance(name, str) for name in names):
        raise _wrong("extend", _PROPERTIES, "property_ids")
    if len(ids) > MOST_IDS or len(names) > MOST_PROPERTIES:
        raise BatchLimitError(
            f"at most {MOST_IDS} ids and {MOST_PROPERTIES} properties are answered at once",
            "batch_extend",
            ids=MOST_IDS,
            properties=MOST_PROPERTIES,
        )
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(map(str, names)))


def _query(value: Any, key: str) -> Query:
    asked = _object(value, key)
    unknown = asked.keys() - {"query", "type", "limit", "properties", "type_strict"}
    if unknown:
        found = shown(min(unknown))
        raise _wrong(key, f"the key {found!r} is unknown", "key", found=found)
    name = asked.get("query", "")
    if not isinstance(name, str) or len(name) > _LONGEST:
        raise _wrong(
            key,
            f"'query' must be a text of at most {_LONGEST} characters",
            "query",
            maximum=_LONGEST,
        )
    constraints = tuple(_constraint(item, key) for item in _list(asked.get("properties", []), key))
    if not name.strip() and not constraints:
        raise _wrong(key, "give a 'query' or 'properties'", "nothing")
    return Query(name.strip(), _types(asked.get("type", []), key), _limit(asked, key), constraints)


def _types(value: Any, key: str) -> tuple[str, ...]:
    given = [value] if isinstance(value, (str, dict)) else _list(value, key)
    ids = [item.get("id") if isinstance(item, dict) else item for item in given]
    if not all(isinstance(name, str) for name in ids):
        raise _wrong(key, "'type' must be a text or a list of texts", "type")
    return tuple(map(str, ids))


def _limit(asked: Mapping[str, Any], key: str) -> int:
    limit = asked.get("limit", DEFAULT_CANDIDATES)
    # A number like 1e999 is read as infinite, which is no whole one either.
    is_whole = isinstance(limit, int) or (isinstance(limit, float) and limit.is_integer())
    if isinstance(limit, bool) or not is_whole or limit < 1:
        raise _wrong(key, "'limit' must be a positive whole number", "limit")
    return min(int(limit), MOST_CANDIDATES)


def _constraint(item: Any, key: str) -> Constraint:
    asked = _object(item, key)
    if not isinstance(asked.get("pid"), str) or "v" not in asked:
        raise _wrong(key, "each of 'properties' must have a 'pid' and a 'v'", "pid")
    given = asked["v"] if isinstance(asked["v"], list) else [asked["v"]]
    return Constraint(asked["pid"], tuple(_value(value, key) for value in given))


def _value(value: Any, key: str) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return str(value["id"])
    if isinstance(value, (str, int, float)):
        return str(value).strip()
    raise _wrong(key, "'v' must be a text, a number, true or false, or an object with an 'id'", "v")


def _list(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(key, "'type' and 'properties' must be lists", "lists")
    return value


def _object(value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, "write an object", "object")
    return value


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        said = str(error)[:200]
        raise ParameterError(
            f"{name}= is no JSON: {said}", "reconcile_json", name=name, said=said
        ) from error


def _no_number(name: str) -> Any:
    # Python reads NaN and Infinity, which JSON (RFC 8259) has not.
    raise ValueError(f"{name} is no number")


def _wrong(key: str, what: str, message: str, **values: object) -> ParameterError:
    at = shown(key)
    return ParameterError(f"in {at!r}: {what}", f"reconcile_{message}", at=at, **values)
