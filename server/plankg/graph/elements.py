"""States the plan, its text, and its elements."""

from __future__ import annotations

from dataclasses import replace

from rdflib import URIRef
from rdflib.namespace import DCTERMS, PROV

from plankg.graph import literals
from plankg.graph.namespaces import ELI
from plankg.graph.statements import Statements
from plankg.graph.things import issuer_of, state_area, state_body
from plankg.model import Element, Evidence, Span

# Long enough for any title; a goal that is longer is shown whole by its text.
_LABEL = 60

# PlanMeta's names for what its evidence shows, where the graph has others.
_META_NAMES = {"number": "idLocal"}


def state_plan(statements: Statements) -> None:
    """State what the plan says of itself, and its text as a resource."""
    terms, meta = statements.plan_terms, statements.reading.meta
    statements.introduce(meta.iri, (terms.Plan,), meta.title or meta.slug)
    say = statements.say
    say(meta.iri, DCTERMS.identifier, literals.string(meta.slug))
    if meta.title:
        say(meta.iri, DCTERMS.title, literals.zh(meta.title))
    statements.say_words(meta.iri, ELI.id_local, meta.number)
    for predicate, value in (
        (DCTERMS.issued, meta.issued),
        (terms.periodStart, meta.period_start),
        (terms.periodEnd, meta.period_end),
    ):
        if value is not None:
            say(meta.iri, predicate, literals.day(value))
    if meta.area_iri:
        say(meta.iri, terms.hasArea, URIRef(meta.area_iri))
        state_area(statements, meta.area_iri)
    for printed in meta.issuers:
        body = issuer_of(statements, printed)
        say(meta.iri, terms.issuedBy, URIRef(body))
        state_body(statements, body, printed)
    evidence = tuple(
        replace(item, supports=tuple(_META_NAMES.get(name, name) for name in item.supports))
        for item in meta.evidence
    )
    statements.show(meta.iri, None, (), evidence)
    _state_text(statements)


def _state_text(statements: Statements) -> None:
    terms, document, meta = (
        statements.plan_terms,
        statements.reading.document,
        statements.reading.meta,
    )
    text = statements.iris.text(meta.slug)
    statements.say(meta.iri, terms.hasText, URIRef(text))
    statements.introduce(text, (terms.Text, PROV.Entity), f"{meta.title or meta.slug}（文本）")
    statements.say(text, terms.inPlan, statements.plan)
    statements.say(text, terms.sha256, literals.string(document.sha256))
    statements.say(text, terms.length, literals.integer(len(document.text)))
    statements.say(text, DCTERMS.format, literals.string("text/plain; charset=utf-8"))


def state_element(statements: Statements, element: Element) -> None:
    """State a section or an element that commits, and every place in which it is printed."""
    terms, iri, say = statements.plan_terms, element.iri, statements.say
    statements.introduce_fact(iri, _types(statements, element), label_of(element), element.where)
    if element.title:
        say(iri, DCTERMS.title, literals.zh(element.title))
    statements.say_words(iri, terms.number, element.number)
    if element.order:
        say(iri, terms.order, literals.integer(element.order))
    statements.say_words(iri, terms.workLevel, element.work)
    say(iri, terms.partOf, URIRef(element.parent_iri))
    sections = (element.printed_in, *(place.section_iri for place in element.places))
    say(iri, terms.statedIn, *(URIRef(section) for section in sections if section))
    say(iri, terms.text, literals.string(element.text))
    # A section commits to nothing, so that it can neither lack a number nor be late.
    commits = element.type != "Section"
    if commits:
        say(iri, terms.qualitative, literals.boolean(element.qualitative))
    if commits and element.deadline is not None:
        say(iri, terms.deadline, literals.day(element.deadline))
    statements.show(iri, None, (), _evidence(element))
    statements.attribute(iri, element.confidence, element.rule)
    statements.attribute_review(iri, element)


def label_of(element: Element) -> str:
    """Return what an element is shown as: its title, or the beginning of its text."""
    words = element.title or " ".join(element.text.split())
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1]}…"


def _types(statements: Statements, element: Element) -> tuple[URIRef, ...]:
    terms = statements.plan_terms
    if element.type == "Section":
        return (terms.Section,)
    if element.type == "Element":
        return (terms.PlanElement,)
    return (terms.PlanElement, terms[element.type])


def _evidence(element: Element) -> tuple[Evidence, ...]:
    supports = ("text", "number") if element.number else ("text",)
    own = Evidence(Span(element.start, element.end), supports)
    span = element.title_span if element.title else None
    titles = (Evidence(span, ("title",)),) if span else ()
    places = (Evidence(place.span, ("statedIn",)) for place in element.places)
    return (own, *titles, *_deadline(element, own), *places)


def _deadline(element: Element, own: Evidence) -> tuple[Evidence, ...]:
    """Return the words that say a deadline: a section, which commits to nothing, has none."""
    span = element.deadline_span
    if span is None or element.deadline is None or element.type == "Section":
        return ()
    return (Evidence(span, ("deadline",), restored=not own.span.covers(span)),)
