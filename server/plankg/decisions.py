"""What a person can decide about a plan's facts, and what may stand in the fields of a decision.

A decision is keyed by (table, where, quote, occurrence): words that are printed, never an id or an
offset, so that it outlives better rules and mended typos elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Literal, cast, get_args

from plankg.model import Basis, Comparator, Frequency, Kind, Role

Verdict = Literal["accept", "reject", "change", "add"]
ReviewTable = Literal["targets", "responsibilities", "ledger"]
FieldValue = str | Decimal | date | None

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
TABLES: tuple[ReviewTable, ...] = get_args(ReviewTable)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided about one fact, or one entry of the ledger.

    `occurrence` counts from 1 the facts of the table with this quote at this `where`, as they were
    extracted; of an added fact, the places in the element's words where the quote is printed.
    `line` is where the decision stands in its file, 0 if it stands in none.
    """

    verdict: Verdict
    where: str
    quote: str
    who: str
    when: date
    why: str
    table: ReviewTable = "targets"
    occurrence: int = 1
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What the decision is about. White space in the quote does not count."""
        return (self.table, self.where, squeezed(self.quote), self.occurrence)

    def told(self) -> str:
        """Return the decision's key in words, for messages."""
        count = f", occurrence {self.occurrence}" if self.occurrence > 1 else ""
        return f"{self.verdict} in {self.table} at {self.where!r}: {self.quote!r}{count}"


def squeezed(quote: str) -> str:
    """Return a quote as it is compared: line breaks and blanks in it are the print's."""
    return "".join(quote.split())


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
            " to add a fact name its table: targets or responsibilities"
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
        "ledger": {},
    }
)
_REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"targets": ("indicator", "value", "kind"), "responsibilities": ("role",), "ledger": ()}
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
