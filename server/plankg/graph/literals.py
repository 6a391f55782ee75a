"""Makes RDF literals whose lexical form is the one that we want to see in the published file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rdflib import Literal
from rdflib.namespace import XSD


def zh(text: str) -> Literal:
    """Return Chinese text for people: a label or a title."""
    return Literal(text, lang="zh")


def text(words: str, language: str) -> Literal:
    """Return words for people in a language."""
    return Literal(words, lang=language)


def string(text: str) -> Literal:
    """Return words that are data: printed signs, quotes, paths.

    In RDF 1.1 a literal without datatype is an xsd:string; rdflib holds the two for different,
    and gives the bare one when it reads Turtle.
    """
    return Literal(text)


def integer(number: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(number), datatype=XSD.integer)


def offset(number: int) -> Literal:
    """Return a text offset, which is never negative."""
    return Literal(str(number), datatype=XSD.nonNegativeInteger)


def boolean(truth: bool) -> Literal:
    """Return an xsd:boolean in its canonical form."""
    return Literal("true" if truth else "false", datatype=XSD.boolean)


def day(value: date) -> Literal:
    """Return an xsd:date."""
    return Literal(value.isoformat(), datatype=XSD.date)


def decimal(value: Decimal) -> Literal:
    """Return an xsd:decimal with the digits of `value` and no exponent."""
    return Literal(plain(value), datatype=XSD.decimal, normalize=False)


def plain(value: Decimal) -> str:
    """Return `value` without an exponent and with its own digits: ``1.5``, ``30``, ``1000``."""
    return f"{value:f}"
