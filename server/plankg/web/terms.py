"""The ontology's terms and the vocabularies' concepts as lists that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from plankg.web.links import Link, Linker
from plankg.web.outline import local_name
from plankg.web.results import Row

# What a term's further rows say, and the message that names it.
_RELATIONS = (
    ("broader", "ontology.broader"),
    ("domain", "ontology.domain"),
    ("range", "ontology.range"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term with its label and definition in the reader's language."""

    name: str
    anchor: str
    href: str
    label: str
    definition: str
    notation: str
    relations: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(slots=True)
class Group:
    """Terms, or links to further documents, under one heading (a message key)."""

    id: str
    heading: str
    terms: list[Term] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def notations(self) -> bool:
        """Say whether any term has a printed sign."""
        return any(term.notation for term in self.terms)


def terms_of(
    rows: Iterable[Row], linker: Linker, href: Callable[[str], str] = lambda _: ""
) -> list[Term]:
    """Return the terms of terms.rq or concepts.rq; `href` gives a term's own page if any."""
    return [
        _term(iri, list(group), linker, href(iri))
        for iri, group in groupby(rows, key=lambda row: row["term"])
    ]


def _term(iri: str, rows: list[Row], linker: Linker, href: str) -> Term:
    return Term(
        name=linker.addresses.short(iri),
        anchor=iri.partition("#")[2] or local_name(iri),
        href=href,
        label=_pick(rows, "label", linker),
        definition=_pick(rows, "definition", linker),
        notation=next((row["notation"] for row in rows if row["notation"]), ""),
        relations=tuple(_relations(rows, linker)),
    )


def _pick(rows: list[Row], name: str, linker: Linker) -> str:
    found = (value for row in rows if (value := row.value(name)) is not None)
    return linker.translate.pick({value.language: value.text for value in found})


def _relations(rows: list[Row], linker: Linker) -> Iterable[tuple[str, tuple[Link, ...]]]:
    for name, key in _RELATIONS:
        iris = dict.fromkeys(row[name] for row in rows if row[name])
        if iris:
            yield key, tuple(linker.iri(iri) for iri in iris)
