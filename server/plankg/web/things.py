"""What the page of one thing shows: label, types, properties, evidence, what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from plankg.web.language import TAGS
from plankg.web.links import Labels, Link, Linker
from plankg.web.results import Row, Table

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

# What a thing is called, best first.
_NAMING = (f"{_SKOS}prefLabel", f"{_RDFS}label", "http://purl.org/dc/terms/title")


@dataclass(frozen=True, slots=True)
class Property:
    """One property with its values."""

    link: Link
    values: tuple[Link, ...]


@dataclass(slots=True)
class Quote:
    """One piece of evidence: the words, their place, and the properties that they show."""

    anchor: str
    exact: str
    prefix: str
    suffix: str
    start: str
    end: str
    href: str
    restored: bool
    supports: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Backlinks:
    """The things that point here by one property; `count` of them, of which some are listed."""

    link: Link
    query_href: str
    others: tuple[Link, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Thing:
    """Everything that one page says."""

    iri: str
    label: str
    language: str
    types: tuple[Link, ...]
    properties: tuple[Property, ...]
    evidence: tuple[Quote, ...]
    links: tuple[Backlinks, ...]


def describe(
    iri: str,
    *,
    facts: Table,
    evidence: Table,
    others: Table,
    counts: Table,
    linker: Linker,
    labels: Labels,
    query_href: Callable[[str], str],
) -> Thing:
    """Return what to show of `iri`, given what the queries thing*.rq found.

    `query_href` gives the address where everything that points here by a property is listed.
    """
    label, language = _name(iri, facts, linker)
    return Thing(
        iri=iri,
        label=label,
        language=language,
        types=tuple(
            linker.iri(row["value"], labels) for row in facts.rows if row["property"] == RDF_TYPE
        ),
        properties=tuple(_properties(facts, linker, labels)),
        evidence=tuple(_quotes(evidence, linker, labels)),
        links=tuple(_backlinks(others, counts, linker, labels, query_href)),
    )


def _name(iri: str, facts: Table, linker: Linker) -> tuple[str, str]:
    for naming in _NAMING:
        texts = {
            value.language: value.text
            for row in facts.rows
            if row["property"] == naming and (value := row.value("value")) and not value.is_iri
        }
        chosen = linker.translate.pick(texts)
        if chosen:
            tag = next(tag for tag, text in texts.items() if text == chosen)
            return chosen, TAGS.get(tag, tag or TAGS["zh"])
    return linker.addresses.short(iri), ""


def _properties(facts: Table, linker: Linker, labels: Labels) -> Iterable[Property]:
    for iri, rows in groupby(facts.rows, key=lambda row: row["property"]):
        if iri != RDF_TYPE:
            values = (row.value("value") for row in rows)
            yield Property(
                linker.iri(iri, labels),
                tuple(linker.value(value, labels) for value in values if value is not None),
            )


def _quotes(evidence: Table, linker: Linker, labels: Labels) -> Iterable[Quote]:
    for iri, group in groupby(evidence.rows, key=lambda row: row["evidence"]):
        rows = list(group)
        supports = dict.fromkeys(row["supports"] for row in rows if row["supports"])
        yield _quote(iri, rows[0], [linker.iri(term, labels) for term in supports], linker)


def _quote(iri: str, row: Row, supports: list[Link], linker: Linker) -> Quote:
    return Quote(
        anchor=iri.partition("#")[2] or "evidence-1",
        exact=row["exact"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        start=row["start"],
        end=row["end"],
        href=linker.passage(row["source"], row["start"], row["end"]),
        restored=row["restored"] in ("true", "1"),
        supports=supports,
    )


def _backlinks(
    others: Table, counts: Table, linker: Linker, labels: Labels, query_href: Callable[[str], str]
) -> Iterable[Backlinks]:
    total = {row["property"]: row.number("count") for row in counts.rows}
    listed: dict[str, list[Link]] = {iri: [] for iri in total}
    for row in others.rows:
        listed.setdefault(row["property"], []).append(linker.iri(row["other"], labels))
    for iri, links in listed.items():
        count = total.get(iri, len(links))
        yield Backlinks(linker.iri(iri, labels), query_href(iri), tuple(links), count)
