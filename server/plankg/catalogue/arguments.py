"""Parameters of named queries: what they are, and how a given text becomes a term to bind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from plankg.engine import Term
from plankg.errors import ParameterError, shown

# Queries take words apart by STRBEFORE and STRAFTER, one line for each; nobody searches for more.
_MOST_WORDS = 5
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True)
class Names:
    """The names that a kind of thing goes by: a query of ``queries/names/``.

    Its rows have ``?name`` and ``?iri``. `match` says whether an argument must be a whole name
    (``whole``) or may be a part of one (``part``).
    """

    kind: str
    title: Mapping[str, str]
    match: str
    text: str


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query; the query's variable is its name after ``?_``.

    `type` is ``string``, ``words``, ``iri``, ``integer``, ``date`` or the kind of thing whose
    names `names` tells. `allowed` lists the only values, if it isn't empty. What is not given is
    `default`; without a default it is bound to the empty text. `narrows` says that whoever gives it
    asks for less.
    """

    name: str
    type: str
    description: Mapping[str, str]
    example: str
    required: bool = False
    default: str = ""
    allowed: tuple[str, ...] = ()
    names: Names | None = None
    narrows: bool = False

    @property
    def variable(self) -> str:
        """The query's variable without its question mark."""
        return f"_{self.name}"

    def term(self, value: str) -> Term:
        """Return the term that `value` means; a blank one is the default.

        Raises:
            ParameterError: it is missing, or not of the parameter's type.
        """
        text = " ".join(value.split()) if self.type == "words" else value.strip()
        text = text or self.default
        if not text:
            if self.required:
                raise ParameterError(
                    f"the parameter {self.name!r} is missing; give one, as in"
                    f" {self.name}={self.example}",
                    "missing",
                    name=self.name,
                    example=self.example,
                )
            return Term("")
        if self.allowed and text not in self.allowed:
            raise self.unfit(text, "choice", f"is none of {', '.join(self.allowed)}")
        return _CONVERTERS.get(self.type, _string)(self, text)

    def unfit(self, text: str, key: str, why: str) -> ParameterError:
        """Return the error that says why `text` is no value of this parameter."""
        said = shown(text)
        return ParameterError(
            f"{self.name}={said!r} {why}",
            key,
            name=self.name,
            value=said,
            example=self.example,
            available=", ".join(self.allowed),
        )


def bind(parameters: Mapping[str, Parameter], arguments: Mapping[str, str]) -> Mapping[str, Term]:
    """Return the terms to bind, by variable, one for each parameter.

    Raises:
        ParameterError: an unknown, missing or unfit argument.
    """
    for name in arguments:
        if name not in parameters:
            known = ", ".join(parameters) or "none"
            raise ParameterError(
                f"there is no parameter {shown(name)!r} here; known are: {known}",
                "unknown",
                name=shown(name),
                available=known,
            )
    return {
        parameter.variable: parameter.term(arguments.get(name, ""))
        for name, parameter in parameters.items()
    }


def _string(_: Parameter, text: str) -> Term:
    return Term(text)


def _words(parameter: Parameter, text: str) -> Term:
    if len(text.split()) > _MOST_WORDS:
        raise parameter.unfit(text, "words", f"has more than {_MOST_WORDS} words; leave some out")
    return Term(text)


def _iri(parameter: Parameter, text: str) -> Term:
    if not _IRI.fullmatch(text):
        raise parameter.unfit(
            text, "iri", f"is no absolute IRI; give one, as in {parameter.example}"
        )
    return Term.iri(text)


def _integer(parameter: Parameter, text: str) -> Term:
    if not _INTEGER.fullmatch(text):
        raise parameter.unfit(
            text, "integer", f"is no whole number; give one, as in {parameter.example}"
        )
    return Term.typed(str(int(text)), "integer")


def _date(parameter: Parameter, text: str) -> Term:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise parameter.unfit(
            text, "date", f"is no day; write year-month-day, as in {parameter.example}"
        ) from error
    return Term.typed(day.isoformat(), "date")


_CONVERTERS: dict[str, Callable[[Parameter, str], Term]] = {
    "string": _string,
    "words": _words,
    "iri": _iri,
    "integer": _integer,
    "date": _date,
}
PLAIN_TYPES = tuple(_CONVERTERS)
"""The types that need no names; every other one is a file of ``queries/names/``."""
