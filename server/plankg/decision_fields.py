"""What may stand in the fields of a decision: for each table its fields, each with its values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, cast, get_args

from plankg.field_kinds import (
    DAY_OR_NOTHING,
    NAME,
    NUMBER,
    NUMBER_OR_NOTHING,
    TRUTH,
    WORDS,
    WORDS_OR_NOTHING,
    FieldKind,
    FieldValue,
    concept_of,
    one_of,
)
from plankg.model import Basis, Comparator, ElementType, Frequency, Kind, Role

Verdict = Literal["accept", "reject", "change", "add"]
ReviewTable = Literal[
    "targets", "responsibilities", "elements", "carriers", "mentions", "plan", "ledger"
]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
TABLES: tuple[ReviewTable, ...] = get_args(ReviewTable)


def field_names(table: ReviewTable) -> tuple[str, ...]:
    """Return the fields of a table that a person may change."""
    return tuple(_FIELDS[table])


def field_hints(table: ReviewTable, verdict: Verdict) -> tuple[str, ...]:
    """Return a line for each field of a table: its name, what may stand there, if it must."""
    must = _REQUIRED[table] if verdict == "add" else ()
    return tuple(
        f"{name}: {kind.says()}{' (needed)' if name in must else ''}"
        for name, kind in _FIELDS[table].items()
    )


def field_value(table: ReviewTable, name: str, words: str) -> FieldValue:
    """Return the value that `words` say for a field.

    Raises:
        ValueError: the table has no such field, or the words are none of its values.
    """
    if name not in _FIELDS[table]:
        known = ", ".join(_FIELDS[table]) or "none"
        raise ValueError(f"{table} have no field {name!r} to set; there are: {known}")
    return _FIELDS[table][name].value(name, words.strip())


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


_FIELDS: Mapping[str, Mapping[str, FieldKind]] = MappingProxyType(
    {
        "targets": {
            "scope": WORDS,
            "indicator": WORDS,
            "comparator": one_of(get_args(Comparator)),
            "value": NUMBER,
            "value_max": NUMBER_OR_NOTHING,
            "unit": WORDS_OR_NOTHING,
            "kind": one_of(get_args(Kind)),
            "frequency": one_of(get_args(Frequency)),
            "period_start": DAY_OR_NOTHING,
            "period_end": DAY_OR_NOTHING,
            "hedge": WORDS_OR_NOTHING,
        },
        "responsibilities": {
            "body": NAME,
            "role": one_of(get_args(Role)),
            "basis": one_of(get_args(Basis)),
        },
        "elements": {
            "type": one_of(get_args(ElementType)),
            "number": WORDS_OR_NOTHING,
            "title": WORDS_OR_NOTHING,
            "qualitative": TRUTH,
            "deadline": DAY_OR_NOTHING,
        },
        "carriers": {
            "carrier": WORDS,
            "carrier_type": concept_of("carriertype", optional=True),
            "place": WORDS_OR_NOTHING,
            "measure": concept_of("measure"),
            "verb": WORDS_OR_NOTHING,
        },
        "mentions": {
            "kind": one_of(("programme", "document", "industry")),
            "name": WORDS_OR_NOTHING,
            "number": WORDS_OR_NOTHING,
            "issuer": WORDS_OR_NOTHING,
            "relation": concept_of("relation", optional=True),
        },
        "plan": {
            "title": WORDS,
            "number": WORDS_OR_NOTHING,
            "issuers": WORDS_OR_NOTHING,
            "issued": DAY_OR_NOTHING,
            "period_start": DAY_OR_NOTHING,
            "period_end": DAY_OR_NOTHING,
            "area": WORDS,
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
    return cast(Verdict, one_of(VERDICTS).value("decision", words))


def table_named(words: str) -> ReviewTable:
    """Return the table of that name.

    Raises:
        ValueError: there is none that can be reviewed.
    """
    return cast(ReviewTable, one_of(TABLES).value("table", words))
