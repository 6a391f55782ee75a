"""Findings as RDF: for each plan a ``sh:ValidationReport`` in a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from plankg.audit.stated_things import StatedThings
from plankg.audit.waiver_graph import state_idle_waivers, state_waiver
from plankg.findings.finding import Finding, Method, Severity, Side
from plankg.findings.report import AuditReport, CheckText, Entry
from plankg.findings.values import Scalar, Thing
from plankg.findings.waivers import Waiver
from plankg.graph import literals
from plankg.graph.namespaces import OA, new_graph
from plankg.iris import Iris

_SEVERITIES: Mapping[Severity, URIRef] = {
    "error": SH.Violation,
    "warning": SH.Warning,
    "info": SH.Info,
}

_COMPONENTS: Mapping[Method, URIRef] = {
    "query": SH.SPARQLConstraintComponent,
    "text": SH.PatternConstraintComponent,
}


def finding_graph(
    plan: str, entries: Iterable[Entry], iris: Iris, idle: Iterable[Waiver] = ()
) -> Graph:
    """Return the graph ``…/graph/<plan>/findings``: the plan's report, and who waived what.

    `idle` are the waivers that waive nothing; like entries, those of other plans are left out.
    """
    stated = _StatedFindings(new_graph(iris.base), iris)
    some = [entry for entry in entries if entry.finding.plan == plan]
    report = f"{iris.plan(plan)}/findings"
    stated.say(report, RDF.type, SH.ValidationReport)
    stated.say(report, stated.terms.inPlan, URIRef(iris.plan(plan)))
    stated.say(report, SH.conforms, literals.boolean(not some))
    for entry in some:
        stated.say(report, SH.result, URIRef(entry.finding.iri))
        stated.state_finding(entry.finding)
        if entry.waiver:
            state_waiver(stated, entry.waiver, entry.finding)
    state_idle_waivers(stated, (waiver for waiver in idle if waiver.plan == plan))
    return stated.graph


def idle_waiver_graph(waivers: Iterable[Waiver], iris: Iris) -> Graph:
    """Return a graph of waivers that waive nothing, and of nothing else.

    For those of a plan that is not published, of which there is no report.
    """
    stated = StatedThings(new_graph(iris.base), iris)
    state_idle_waivers(stated, waivers)
    return stated.graph


def check_graph_of(checks: Iterable[CheckText], iris: Iris) -> Graph:
    """Return the graph ``…/graph/checks``: what the checks say of themselves."""
    stated = StatedThings(new_graph(iris.base), iris)
    for check in checks:
        iri = iris.check(check.name)
        stated.say(iri, RDF.type, stated.terms.Check)
        stated.say(iri, DCTERMS.identifier, literals.string(check.name))
        stated.say(iri, stated.terms.hasGroup, URIRef(iris.concept("checkgroup", check.group)))
        stated.say_texts(iri, RDFS.label, check.title)
        stated.say_texts(iri, SKOS.definition, check.explanation)
        stated.say_texts(iri, SKOS.scopeNote, check.limits)
    return stated.graph


def report_graph(report: AuditReport, iris: Iris) -> Graph:
    """Return one graph of a whole report: findings of all its plans, and their checks."""
    graph = new_graph(iris.base)
    known = [entry for entry in report.entries if entry.change != "gone"]
    for plan in report.plans:
        for triple in finding_graph(plan, known, iris):
            graph.add(triple)
    for triple in idle_waiver_graph(report.unmatched, iris):
        graph.add(triple)
    used = {entry.finding.check for entry in known}
    for triple in check_graph_of((report.checks[name] for name in sorted(used)), iris):
        graph.add(triple)
    return graph


@dataclass(frozen=True)
class _StatedFindings(StatedThings):
    def state_finding(self, finding: Finding) -> None:
        """State a finding with its sides and values."""
        terms, iri = self.terms, finding.iri
        self.say(iri, RDF.type, terms.Finding, SH.ValidationResult)
        self.say(iri, DCTERMS.identifier, literals.string(finding.id))
        self.say(iri, terms.inPlan, URIRef(self.iris.plan(finding.plan)))
        self.say(iri, terms.foundBy, URIRef(self.iris.check(finding.check)))
        self.say(iri, SH.resultSeverity, _SEVERITIES[finding.severity])
        component = _COMPONENTS.get(finding.method) or URIRef(finding.component)
        self.say(iri, SH.sourceConstraintComponent, component)
        self.say(iri, SH.focusNode, URIRef(finding.sides[0].fact))
        confidence = URIRef(self.iris.concept("confidence", finding.confidence))
        self.say(iri, terms.hasConfidence, confidence)
        self.say_texts(iri, SH.resultMessage, finding.message)
        self.say_texts(iri, RDFS.label, finding.message)
        self.say_texts(iri, terms.arithmetic, finding.arithmetic)
        self.say_texts(iri, terms.settlement, finding.settle)
        self.say(iri, terms.concernsElement, *map(URIRef, finding.elements))
        self.say(iri, terms.concernsTask, *(URIRef(task.iri) for task in finding.tasks))
        self.say(iri, terms.concernsBody, *(URIRef(body.iri) for body in finding.bodies))
        for number, side in enumerate(finding.sides, start=1):
            self.say(iri, terms.hasSide, URIRef(f"{iri}#side-{number}"))
            self.state_side(f"{iri}#side-{number}", number, side, finding.plan)
        for name, value in finding.values.items():
            node = f"{iri}#value-{name}"
            self.say(iri, terms.hasFindingValue, URIRef(node))
            self.say(node, RDF.type, terms.FindingValue)
            self.say(node, DCTERMS.identifier, literals.string(name))
            many = value if isinstance(value, tuple) else (value,)
            self.say(node, RDF.value, *map(_literal, many))

    def state_side(self, iri: str, number: int, side: Side, plan: str) -> None:
        """State one side with its words, what stands before and after them in the sentence."""
        terms = self.terms
        self.say(iri, RDF.type, terms.FindingSide, OA.SpecificResource)
        self.say(iri, terms.order, literals.integer(number))
        self.say(iri, terms.restsOn, URIRef(side.fact))
        self.say(iri, terms.printedPath, literals.string(side.where))
        self.say_texts(iri, RDFS.label, side.caption)
        # A plan above or cited has a text of its own.
        self.say(iri, OA.hasSource, URIRef(side.source or self.iris.text(plan)))
        if side.start is None or side.end is None:
            return
        position, quote = f"{iri}-position", f"{iri}-quote"
        self.say(iri, OA.hasSelector, URIRef(position), URIRef(quote))
        self.say(position, RDF.type, OA.TextPositionSelector)
        self.say(position, OA.start, literals.offset(side.start))
        self.say(position, OA.end, literals.offset(side.end))
        self.say(quote, RDF.type, OA.TextQuoteSelector)
        self.say(quote, OA.exact, literals.string(side.quote))
        if side.sentence:
            start, end = side.start - side.sentence_start, side.end - side.sentence_start
            self.say(quote, OA.prefix, literals.string(side.sentence[:start]))
            self.say(quote, OA.suffix, literals.string(side.sentence[end:]))


def _literal(value: Scalar) -> Node:
    if isinstance(value, Thing):
        return URIRef(value.iri)
    if isinstance(value, bool):
        return literals.boolean(value)
    if isinstance(value, int):
        return literals.integer(value)
    if isinstance(value, Decimal):
        return literals.decimal(value)
    if isinstance(value, date):
        return literals.day(value)
    return literals.string(value)
