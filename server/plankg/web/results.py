"""SPARQL results as values that pages can use: the engine's JSON, parsed once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

Kind = Literal["uri", "literal", "bnode"]


@dataclass(frozen=True, slots=True)
class Value:
    """One RDF term of a result; a plain string for most purposes (`str(value)`)."""

    text: str
    kind: Kind = "literal"
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def is_iri(self) -> bool:
        """Say whether the term is an IRI."""
        return self.kind == "uri"


@dataclass(frozen=True, slots=True)
class Row:
    """One solution. ``row["x"]`` is the text of ``?x``, ``""`` where it is unbound."""

    values: dict[str, Value]

    def __getitem__(self, name: str) -> str:
        value = self.values.get(name)
        return value.text if value else ""

    def value(self, name: str) -> Value | None:
        """Return the term bound to ``?name``, or ``None``."""
        return self.values.get(name)

    def number(self, name: str) -> int:
        """Return ``?name`` as a whole number, 0 where it is unbound."""
        return int(self[name] or 0)


@dataclass(frozen=True, slots=True)
class Table:
    """A SELECT's solutions, or an ASK's answer in `boolean`."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    boolean: bool | None = None


def parse_results(body: bytes) -> Table:
    """Return the solutions in an ``application/sparql-results+json`` document."""
    document = json.loads(body)
    if "boolean" in document:
        return Table((), (), bool(document["boolean"]))
    rows = (
        Row({name: _value(term) for name, term in binding.items()})
        for binding in document["results"]["bindings"]
    )
    return Table(tuple(document["head"]["vars"]), tuple(rows))


def _value(term: dict[str, str]) -> Value:
    kind: Kind = (
        "uri" if term["type"] == "uri" else "bnode" if term["type"] == "bnode" else "literal"
    )
    return Value(term["value"], kind, term.get("datatype", ""), term.get("xml:lang", ""))
