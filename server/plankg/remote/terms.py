"""Writes RDF terms as tokens of SPARQL; the library of the engine does the escaping."""

from __future__ import annotations

import re

import pyoxigraph as ox

from plankg.engine import Term
from plankg.errors import QueryError

# Each escape, an escaped backslash with the u after it. Endpoints that expand \uXXXX before they
# read strings would take these two for an escape; with the letter escaped as well, all read the
# same.
_ESCAPE = re.compile(r"\\(?:\\([uU])?|.)")


def written(term: Term) -> str:
    """Return `term` as one token, whatever its value holds.

    Raises:
        QueryError: it is no RDF term: an IRI with a blank in it, half a character.
    """
    try:
        text = str(_to_ox(term))
        text.encode()
    except (ValueError, TypeError) as error:
        raise QueryError(f"{term.value!r} cannot be asked for: {error}") from error
    return _ESCAPE.sub(_unmistakable, text)


def _unmistakable(escape: re.Match[str]) -> str:
    return rf"\\\U{ord(escape[1]):08X}" if escape[1] else escape[0]


def _to_ox(term: Term) -> ox.NamedNode | ox.Literal:
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    if term.datatype:
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
    return ox.Literal(term.value)
