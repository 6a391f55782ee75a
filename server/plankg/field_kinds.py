"""The kinds of fields that a decision may set: what may stand there, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from rdflib.namespace import SKOS

from plankg.assets import assets_root
from plankg.ontology import parse_turtle
from plankg.target_bodies import NAME_SIGN

FieldValue = str | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A kind of field: `says` is what may stand there, in words for people.

    `read` returns the value of a field's words, and raises ValueError for words that are none.
    """

    says: Callable[[], str]
    read: Callable[[str, str], FieldValue]

    def value(self, name: str, words: str) -> FieldValue:
        """Return the value that `words` say for the field `name`.

        Raises:
            ValueError: they are none of its values.
        """
        try:
            return self.read(name, words)
        except (ValueError, InvalidOperation) as error:
            raise ValueError(f"{name} must be {self.says()}, not {words!r}") from error


def _words(_: str, words: str) -> str:
    if not words:
        raise ValueError
    return words


def _name(_: str, words: str) -> str:
    # Names stand side by side in one cell.
    if not words or NAME_SIGN in words:
        raise ValueError
    return words


def _number(_: str, words: str) -> Decimal:
    number = Decimal(words)
    if not number.is_finite():
        raise ValueError
    return number


def _number_or_nothing(name: str, words: str) -> Decimal | None:
    return _number(name, words) if words else None


def _day_or_nothing(_: str, words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def _truth(_: str, words: str) -> bool:
    if words not in ("true", "false"):
        raise ValueError
    return words == "true"


WORDS = FieldKind(lambda: "some words", _words)
WORDS_OR_NOTHING = FieldKind(lambda: "words or empty", lambda _, words: words)
NAME = FieldKind(lambda: f"one name without {NAME_SIGN}", _name)
NUMBER = FieldKind(lambda: "a number as in 30 or 0.5", _number)
NUMBER_OR_NOTHING = FieldKind(lambda: "a number as in 30 or 0.5, or empty", _number_or_nothing)
DAY_OR_NOTHING = FieldKind(lambda: "a day as in 2022-12-31, or empty", _day_or_nothing)
TRUTH = FieldKind(lambda: "true or false", _truth)


def one_of(values: tuple[str, ...]) -> FieldKind:
    """Return the kind of a field that has one of the values."""
    return _chosen(lambda: values)


def concept_of(scheme: str, *, optional: bool = False) -> FieldKind:
    """Return the kind of a field that names a concept of one of the packaged vocabularies."""
    return _chosen(lambda: _concepts(scheme), optional=optional)


def _chosen(values: Callable[[], tuple[str, ...]], *, optional: bool = False) -> FieldKind:
    def read(_: str, words: str) -> str:
        if words not in values() and not (optional and not words):
            raise ValueError
        return words

    def says() -> str:
        return f"one of {', '.join(values())}" + (", or empty" if optional else "")

    return FieldKind(says, read)


@lru_cache
def _concepts(scheme: str) -> tuple[str, ...]:
    graph = parse_turtle(assets_root() / "ontology" / "vocab" / f"{scheme}s.ttl")
    return tuple(sorted(str(one).rpartition("/")[2] for one in graph.subjects(SKOS.inScheme)))
