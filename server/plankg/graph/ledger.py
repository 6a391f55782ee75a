"""Builds the ledger's graph: what became of every stretch of the text."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, Namespace

from plankg.graph import literals
from plankg.graph.namespaces import new_graph
from plankg.iris import Iris, distinct, fingerprint
from plankg.model import LedgerEntry, Reading


def build_ledger(reading: Reading, iris: Iris) -> Graph:
    """Return the ledger graph of one plan, exactly what ``data/ledgers/<slug>.ttl`` publishes.

    ``plan:exact`` in the order of ``plan:start`` is the text. Entries are named by their words,
    not by their place, so that an edit elsewhere leaves them alone. What the file holds beside the
    text, and was not read, is said of the plan.
    """
    graph = new_graph(iris.base)
    root = f"{iris.plan(reading.meta.slug)}/ledger"
    names = distinct(f"{root}/{fingerprint((entry.quote,))}" for entry in reading.ledger)
    for name, entry in zip(names, reading.ledger, strict=True):
        _state_entry(graph, iris, URIRef(reading.meta.iri), URIRef(name), entry)
    for notice in reading.notices:
        omission = Namespace(iris.ontology).omission
        graph.add((URIRef(reading.meta.iri), omission, literals.string(notice)))
    return graph


def ledger_text(turtle: str | bytes, iris: Iris) -> str:
    """Return the text that the entries of a ledger, given as Turtle, make up, each at its place.

    What no entry covers is filled with NUL, which no text has: the ledger of a file's second plan
    begins where that plan does.
    """
    starts: dict[str, int] = {}
    words: dict[str, str] = {}
    for quad in ox.parse(turtle, ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.Literal) and quad.predicate.value == f"{iris.ontology}start":
            starts[str(quad.subject)] = int(quad.object.value)
        elif (
            isinstance(quad.object, ox.Literal) and quad.predicate.value == f"{iris.ontology}exact"
        ):
            words[str(quad.subject)] = quad.object.value
    parts: list[str] = []
    length = 0
    for entry in sorted(words.keys() & starts, key=lambda entry: starts[entry]):
        parts.append("\0" * (starts[entry] - length) + words[entry])
        length += len(parts[-1])
    return "".join(parts)


def _state_entry(graph: Graph, iris: Iris, plan: URIRef, name: URIRef, entry: LedgerEntry) -> None:
    terms = Namespace(iris.ontology)
    graph.add((name, RDF.type, terms.LedgerEntry))
    graph.add((name, terms.inPlan, plan))
    graph.add((name, terms.start, literals.integer(entry.start)))
    graph.add((name, terms.end, literals.integer(entry.end)))
    graph.add((name, terms.exact, literals.string(entry.quote)))
    graph.add((name, terms.hasState, URIRef(iris.concept("ledgerstate", entry.state))))
    if entry.reason:
        graph.add((name, terms.reason, literals.string(entry.reason)))
    if entry.where:
        graph.add((name, terms.printedPath, literals.string(entry.where)))
    if entry.element_iri:
        graph.add((name, terms.statedIn, URIRef(entry.element_iri)))
