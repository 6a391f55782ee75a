"""Values of a check's rows: taken from the engine with their types, shown in Chinese or English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

Bilingual = Mapping[str, str]
"""A text in each of our languages, ``zh`` and ``en``."""

LANGUAGES = ("zh", "en")

_XSD = "http://www.w3.org/2001/XMLSchema#"
_COMMAS = {"zh": "、", "en": ", "}
_TRUTH = {"zh": ("否", "是"), "en": ("no", "yes")}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a row names: its IRI, and how it is shown."""

    iri: str
    labels: Bilingual = field(default_factory=dict, compare=False)


Scalar = str | int | Decimal | date | bool | Thing
Value = Scalar | tuple[Scalar, ...]


def scalar_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Scalar:
    """Return a term as a value; a thing's labels are for who knows the graph to fill in."""
    if isinstance(term, ox.NamedNode):
        return Thing(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    datatype = term.datatype.value.removeprefix(_XSD)
    return _CONVERTERS.get(datatype, str)(term.value)


def shown(value: Value, language: str) -> str:
    """Return a value as a sentence in that language has it."""
    if isinstance(value, tuple):
        return _COMMAS[language].join(shown(item, language) for item in value)
    if isinstance(value, Thing):
        return value.labels.get(language) or value.labels.get("zh") or value.iri
    if isinstance(value, bool):
        return _TRUTH[language][value]
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, date):
        return _day(value, language)
    return str(value)


def _plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing: ``0.3``, ``90``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(day: date, language: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


_CONVERTERS: Mapping[str, Callable[[str], Scalar]] = {
    "integer": int,
    "nonNegativeInteger": int,
    "positiveInteger": int,
    "decimal": Decimal,
    "double": Decimal,
    "boolean": lambda text: text in ("true", "1"),
    "date": date.fromisoformat,
}
