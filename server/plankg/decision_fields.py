"""What may stand in the fields of a decision: for each table its fields, each with its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from rdflib.namespace import SKOS

from plankg.assets import assets_root
from plankg.model import Basis, Comparator, ElementType, Frequency, Kind, Role
from plankg.ontology import parse_turtle

Verdict = Literal["accept", "reject", "change", "add"]
ReviewTable = Literal[
    "targets", "responsibilities", "elements", "carriers", "mentions", "plan", "ledger"
]
FieldValue = str | Decimal | date | bool | None

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
TABLES: tuple[ReviewTable, ...] = get_args(ReviewTable)


def field_names(table: ReviewTable) -> tuple[str, ...]:
    """Return the fields of a table that a person may change."""
    return tuple(_FIELDS[table])


def required_fields(table: ReviewTable) -> tuple[str, ...]:
    """Return the fields that an added fact cannot do without."""
    return _REQUIRED[table]


def field_value(table: ReviewTable, name: str, words: str) -> FieldValue:
    """Return the value that `words` say for a field.

    Raises:
        ValueError: the table has no such field, or the words are none of its values.
    """
    if name not in _FIELDS[table]:
        known = ", ".join(_FIELDS[table]) or "none"
        raise ValueError(f"{table} have no field {name!r} to set; there are: {known}")
    return _FIELDS[table][name](name, words.strip())


def faults_of(table: ReviewTable, verdict: Verdict, fields: Mapping[str, FieldValue]) -> str:
    """Return why the fields don't go with the verdict, ``""`` if they do."""
    if table == "ledger" and verdict != "reject":
        return (
            f"an entry of the ledger can only be rejected (nothing is committed to), not {verdict};"
            " to add a fact name its table, such as targets"
        )
    if table == "plan" and verdict not in ("accept", "change"):
        return (
            f"what the plan says of itself can be accepted or changed, not {verdict};"
            " to take a value away leave its field empty"
        )
    if verdict in ("accept", "reject"):
        return f"{verdict} takes no fields; to change some write 'change'" if fields else ""
    if verdict == "change":
        return "" if fields else "change needs at least one field"
    missing = [name for name in _REQUIRED[table] if name not in fields]
    return f"an added fact needs {', '.join(missing)}" if missing else ""


def _words(name: str, words: str) -> str:
    if not words:
        raise ValueError(f"{name} cannot be empty")
    return words


def _words_or_nothing(_: str, words: str) -> str:
    return words


def _number(name: str, words: str) -> Decimal:
    try:
        number = Decimal(words)
    except InvalidOperation as error:
        raise ValueError(f"{name} must be a number as in 30 or 0.5, not {words!r}") from error
    if not number.is_finite():
        raise ValueError(f"{name} must be a number as in 30 or 0.5, not {words!r}")
    return number


def _number_or_nothing(name: str, words: str) -> Decimal | None:
    return _number(name, words) if words else None


def _day_or_nothing(name: str, words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise ValueError(f"{name} must be a day as in 2022-12-31, not {words!r}") from error


def _truth(name: str, words: str) -> bool:
    if words not in ("true", "false"):
        raise ValueError(f"{name} must be true or false, not {words!r}")
    return words == "true"


def _concept(scheme: str, *, needed: bool = True) -> Callable[[str, str], str]:
    """Return a parser for the names of a vocabulary's concepts."""

    def one(name: str, words: str) -> str:
        return words if not words and not needed else _one_of(_names(scheme))(name, words)

    return one


@lru_cache
def _names(scheme: str) -> tuple[str, ...]:
    graph = parse_turtle(assets_root() / "ontology" / "vocab" / f"{scheme}s.ttl")
    return tuple(sorted(str(one).rpartition("/")[2] for one in graph.subjects(SKOS.inScheme)))


def _one_of(values: tuple[str, ...]) -> Callable[[str, str], str]:
    def one(name: str, words: str) -> str:
        if words not in values:
            raise ValueError(f"{name} must be one of {', '.join(values)}, not {words!r}")
        return words

    return one


_Parser = Callable[[str, str], FieldValue]
_FIELDS: Mapping[str, Mapping[str, _Parser]] = MappingProxyType(
    {
        "targets": {
            "scope": _words,
            "indicator": _words,
            "comparator": _one_of(get_args(Comparator)),
            "value": _number,
            "value_max": _number_or_nothing,
            "unit": _words_or_nothing,
            "kind": _one_of(get_args(Kind)),
            "frequency": _one_of(get_args(Frequency)),
            "period_start": _day_or_nothing,
            "period_end": _day_or_nothing,
            "hedge": _words_or_nothing,
        },
        "responsibilities": {
            "body": _words,
            "role": _one_of(get_args(Role)),
            "basis": _one_of(get_args(Basis)),
        },
        "elements": {
            "type": _one_of(get_args(ElementType)),
            "number": _words_or_nothing,
            "title": _words_or_nothing,
            "qualitative": _truth,
            "deadline": _day_or_nothing,
        },
        "carriers": {
            "carrier": _words,
            "carrier_type": _concept("carriertype", needed=False),
            "place": _words_or_nothing,
            "measure": _concept("measure"),
            "verb": _words_or_nothing,
        },
        "mentions": {
            "kind": _one_of(("programme", "document")),
            "name": _words_or_nothing,
            "number": _words_or_nothing,
            "issuer": _words_or_nothing,
        },
        "plan": {
            "title": _words,
            "number": _words_or_nothing,
            "issuers": _words_or_nothing,
            "issued": _day_or_nothing,
            "period_start": _day_or_nothing,
            "period_end": _day_or_nothing,
            "area": _words,
        },
        "ledger": {},
    }
)
_REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "targets": ("indicator", "value", "kind"),
        "responsibilities": ("role",),
        "elements": ("type",),
        "carriers": ("measure",),
        "mentions": ("kind",),
        "plan": (),
        "ledger": (),
    }
)


def verdict_named(words: str) -> Verdict:
    """Return the verdict of that name.

    Raises:
        ValueError: there is none.
    """
    return cast(Verdict, _one_of(VERDICTS)("decision", words))


def table_named(words: str) -> ReviewTable:
    """Return the table of that name.

    Raises:
        ValueError: there is none that can be reviewed.
    """
    return cast(ReviewTable, _one_of(TABLES)("table", words))
