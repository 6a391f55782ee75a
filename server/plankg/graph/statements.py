"""A plan's graph while it is being made, and the statements that every fact has in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, Namespace
from rdflib.term import Node

from plankg.graph import literals
from plankg.graph.namespaces import ELI, OA
from plankg.iris import Iris
from plankg.model import (
    CarrierMeasure,
    Confidence,
    Element,
    Evidence,
    Mention,
    Reading,
    Responsibility,
    Span,
    Target,
)
from plankg.register import Register
from plankg.units import Units

# As many signs of context as tell two equal quotes apart in practice.
_CONTEXT = 16

# Properties of a standard that evidence supports under the name the model gives them.
_STANDARD_NAMES = {"title": DCTERMS.title, "issued": DCTERMS.issued, "idLocal": ELI.id_local}

Reviewed = Target | Responsibility | Element | CarrierMeasure | Mention | Evidence
"""What a person may have accepted, changed or added."""


@dataclass(frozen=True)
class Statements:
    """One plan's graph in the making, with all that is needed to mint and look up its terms."""

    graph: Graph
    reading: Reading
    register: Register
    iris: Iris
    units: Units

    @property
    def plan_terms(self) -> Namespace:
        """The ontology's namespace."""
        return Namespace(self.iris.ontology)

    @property
    def plan(self) -> URIRef:
        """The plan that all of this is about."""
        return URIRef(self.reading.meta.iri)

    def concept(self, scheme: str, name: str) -> URIRef:
        """Return a concept of one of our vocabularies."""
        return URIRef(self.iris.concept(scheme, name))

    def concept_scheme(self, scheme: str) -> URIRef:
        """Return one of our vocabularies."""
        return URIRef(f"{self.iris.base}vocab/{scheme}")

    def say(self, subject: str, predicate: URIRef, *objects: Node) -> None:
        """State `predicate` of `subject` for each of `objects`; for none, nothing."""
        for value in objects:
            self.graph.add((URIRef(subject), predicate, value))

    def say_words(self, subject: str, predicate: URIRef, words: str) -> None:
        """State printed words, unless there are none."""
        if words:
            self.say(subject, predicate, literals.string(words))

    def introduce(self, subject: str, types: Iterable[URIRef], label: str) -> None:
        """State what `subject` is and how to show it; shared things get no more than this."""
        self.say(subject, RDF.type, *types)
        self.say(subject, RDFS.label, literals.zh(label))

    def introduce_fact(self, subject: str, types: Iterable[URIRef], label: str, where: str) -> None:
        """Introduce what this plan says, and the printed number path at which it says it."""
        self.introduce(subject, types, label)
        self.say(subject, self.plan_terms.inPlan, self.plan)
        self.say_words(subject, self.plan_terms.printedPath, where)

    def attribute(self, subject: str, confidence: Confidence, rule: str) -> None:
        """State how sure we are, and which rule in which version said it."""
        terms = self.plan_terms
        self.say(subject, terms.hasConfidence, self.concept("confidence", confidence))
        if not rule:
            return
        agent, (name, _, version) = self.iris.rule(rule), rule.partition("@")
        self.say(subject, PROV.wasAttributedTo, URIRef(agent))
        self.say(agent, RDF.type, terms.ExtractionRule)
        self.say(agent, RDFS.label, Literal(name, lang="en"))
        self.say(agent, terms.ruleVersion, literals.integer(int(version)))

    def attribute_review(self, subject: str, fact: Reviewed) -> None:
        """State who accepted, changed or added a fact, when and why; of other facts nothing."""
        if not fact.reviewed_by:
            return
        person = self.iris.person(fact.reviewed_by)
        self.introduce(person, (PROV.Person,), fact.reviewed_by)
        self.say(subject, PROV.wasAttributedTo, URIRef(person))
        if fact.reviewed_on is not None:
            self.say(subject, self.plan_terms.reviewDate, literals.day(fact.reviewed_on))
        self.say_words(subject, self.plan_terms.reviewReason, fact.review_reason)

    def show(
        self, subject: str, own: Span | None, supports: Sequence[str], further: Sequence[Evidence]
    ) -> None:
        """Point at the words that say it: first `own`, supporting `supports`, then `further`.

        The first of `further` may be the fact's own quote; it then says itself what it supports.
        """
        evidence = list(further)
        if own is not None and (not evidence or evidence[0].span != own):
            evidence.insert(0, Evidence(own, tuple(supports)))
        for number, item in enumerate(evidence, start=1):
            node = f"{subject}#evidence-{number}"
            self._show_one(subject, node, item)
            self.attribute_review(node, item)

    def _show_one(self, subject: str, node: str, item: Evidence) -> None:
        terms, text, span = self.plan_terms, self.reading.text, item.span
        position, quote = f"{node}-position", f"{node}-quote"
        self.say(subject, terms.hasEvidence, URIRef(node))
        self.say(node, RDF.type, OA.SpecificResource)
        self.say(node, terms.inPlan, self.plan)
        self.say(node, OA.hasSource, URIRef(self.iris.text(self.reading.meta.slug)))
        self.say(node, OA.hasSelector, URIRef(position), URIRef(quote))
        self.say(node, terms.supports, *(self._property(name) for name in item.supports))
        self.say(node, terms.restored, literals.boolean(item.restored))
        self.say(position, RDF.type, OA.TextPositionSelector)
        self.say(position, OA.start, literals.offset(span.start))
        self.say(position, OA.end, literals.offset(span.end))
        self.say(quote, RDF.type, OA.TextQuoteSelector)
        self.say(quote, OA.exact, literals.string(span.of(text)))
        before = text[max(0, span.start - _CONTEXT) : span.start]
        self.say(quote, OA.prefix, literals.string(before))
        self.say(quote, OA.suffix, literals.string(text[span.end : span.end + _CONTEXT]))

    def _property(self, name: str) -> URIRef:
        return URIRef(_STANDARD_NAMES.get(name, self.plan_terms[name]))
