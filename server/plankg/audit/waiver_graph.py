"""Waivers as RDF: what people decided about findings, and what waives nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS

from plankg.audit.stated_things import StatedThings
from plankg.findings.finding import Finding
from plankg.findings.waivers import Waiver
from plankg.graph import literals
from plankg.iris import distinct


def state_waiver(stated: StatedThings, waiver: Waiver, finding: Finding) -> None:
    """State what a person decided about a finding."""
    terms, iri = stated.terms, f"{stated.iris.plan(waiver.plan)}/waiver/{waiver.id}"
    stated.say(iri, RDF.type, terms.Waiver)
    stated.say(iri, terms.waives, URIRef(finding.iri))
    _state_decision(stated, iri, waiver)


def state_idle_waivers(stated: StatedThings, waivers: Iterable[Waiver]) -> None:
    """State waivers that waive nothing, with all by which their finding was to be known.

    There may be two of one finding, of which the later renews the other.
    """
    some, terms = list(waivers), stated.terms
    iris = distinct(f"{stated.iris.plan(one.plan)}/waiver/{one.id}" for one in some)
    for iri, waiver in zip(iris, some, strict=True):
        stated.say(iri, RDF.type, terms.IdleWaiver)
        stated.say(iri, DCTERMS.identifier, literals.string(waiver.id))
        stated.say(iri, terms.occurrence, literals.integer(waiver.occurrence))
        _state_decision(stated, iri, waiver)
        for number, (where, words) in enumerate(waiver.sides, start=1):
            side = f"{iri}#side-{number}"
            stated.say(iri, terms.looksFor, URIRef(side))
            stated.say(side, RDF.type, terms.SoughtSide)
            stated.say(side, terms.order, literals.integer(number))
            stated.say(side, terms.printedPath, literals.string(where))
            stated.say(side, terms.soughtWords, literals.string(words))


def _state_decision(stated: StatedThings, iri: str, waiver: Waiver) -> None:
    terms, person = stated.terms, stated.iris.person(waiver.who)
    stated.say(iri, terms.inPlan, URIRef(stated.iris.plan(waiver.plan)))
    stated.say(iri, terms.reason, literals.string(waiver.reason))
    stated.say(iri, terms.waiverDate, literals.day(waiver.when))
    if waiver.until:
        stated.say(iri, terms.waiverEnd, literals.day(waiver.until))
    stated.say(iri, PROV.wasAttributedTo, URIRef(person))
    stated.say(person, RDF.type, PROV.Person)
    stated.say(person, RDFS.label, literals.string(waiver.who))
