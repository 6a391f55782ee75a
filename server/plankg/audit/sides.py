"""Looks up what a finding shows of each fact: its words, the sentence around them, its element.

A side may be a fact, an element, or the evidence of one (an ``oa:SpecificResource``) where other
words than its first are meant, such as the title that an annex prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from plankg.audit.plan_store import PlanStore
from plankg.audit.text import Text
from plankg.findings.finding import Side
from plankg.findings.values import Bilingual, Thing
from plankg.graph.namespaces import OA
from plankg.model import Confidence, Span

_SOURCE, _SELECTOR = str(OA.hasSource), str(OA.hasSelector)
_EXACT, _START, _END = str(OA.exact), str(OA.start), str(OA.end)
_TITLE = "http://purl.org/dc/terms/title"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CONFIDENCES: dict[str, Confidence] = {
    "printed": "printed",
    "restored": "restored",
    "inferred": "inferred",
}


@dataclass(frozen=True)
class SideReader:
    """Reads sides out of one plan's graph, and out of those of `others` by the plans' IRIs."""

    store: PlanStore
    text: Text
    others: Mapping[str, Text] = field(default_factory=dict)
    _known: dict[str, Side] = field(default_factory=dict)

    def side(self, name: str, iri: str, caption: Bilingual) -> Side:
        """Return the side that an IRI in column `name` stands for."""
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._side(iri)
        return replace(known, name=name, caption=caption)

    def _side(self, iri: str) -> Side:
        is_evidence = bool(self.store.one(iri, _SOURCE))
        fact = self._fact_of(iri) if is_evidence else iri
        evidence = iri if is_evidence else self._evidence_of(fact)
        quote, start, end = self._words(evidence)
        text = self._text_of(fact)
        sentence = text.sentence_at(start, end)
        element = self._element_of(fact)
        return Side(
            name="",
            fact=fact,
            element=element,
            where=self.store.one(fact, "printedPath") or self.store.one(element, "printedPath"),
            label=self.store.thing(fact).labels.get("zh") or quote,
            quote=quote,
            start=start,
            end=end,
            sentence=sentence.words,
            sentence_start=sentence.start,
            evidence=evidence,
            words=self.store.one(fact, _TITLE) if fact == element else "",
            confidence=self._confidence(fact),
            source=self.store.one(evidence, _SOURCE) if evidence else "",
        )

    def narrowed(self, side: Side, span: Span) -> Side:
        """Return a side with the words at a place in the text in place of its own."""
        sentence = self.text.sentence_at(span.start, span.end)
        return replace(
            side,
            quote=self.text.whole[span.start : span.end],
            start=span.start,
            end=span.end,
            sentence=sentence.words,
            sentence_start=sentence.start,
            words="",
        )

    def tasks_of(self, elements: Iterable[str]) -> tuple[Thing, ...]:
        """Return the tasks that elements are or belong to."""
        found = {task: None for element in elements if (task := self._task_of(element))}
        return tuple(map(self.store.thing, found))

    def bodies_of(self, facts: Iterable[str]) -> tuple[Thing, ...]:
        """Return who answers for facts and elements: the holders of their responsibilities."""
        holders: dict[str, None] = {}
        for fact in facts:
            held = self.store.many(fact, "hasResponsibility")
            for one in (fact, *(held or self.store.subjects("responsibleFor", fact))):
                if holder := self.store.one(one, "heldBy"):
                    holders.setdefault(holder)
        return tuple(map(self.store.thing, sorted(holders)))

    def parents_of(self, element: str) -> Iterable[str]:
        """Yield an element and those above it, from the nearest on."""
        seen: set[str] = set()
        while element and element not in seen:
            seen.add(element)
            yield element
            element = self.store.one(element, "partOf")

    def _text_of(self, fact: str) -> Text:
        plan = self.store.one(fact, "inPlan") or fact if self.others else ""
        return self.others.get(plan, self.text)

    def _task_of(self, element: str) -> str:
        return next((one for one in self.parents_of(element) if one in self._tasks), "")

    def _fact_of(self, evidence: str) -> str:
        return next(iter(self.store.subjects("hasEvidence", evidence)), evidence)

    def _element_of(self, fact: str) -> str:
        if fact in self._elements:
            return fact
        return self.store.one(fact, "responsibleFor") or self.store.one(fact, "statedIn")

    @cached_property
    def _elements(self) -> frozenset[str]:
        return self._members("PlanElement") | self._members("Section") | self._members("Plan")

    @cached_property
    def _tasks(self) -> frozenset[str]:
        return self._members("Task")

    @cached_property
    def _title_evidence(self) -> frozenset[str]:
        return frozenset(self.store.subjects("supports", _TITLE))

    def _members(self, name: str) -> frozenset[str]:
        """Return the things of a class of our ontology."""
        return frozenset(self.store.subjects(_TYPE, f"{self.store.iris.ontology}{name}"))

    def _evidence_of(self, fact: str) -> str:
        """Return the words to show: of a part with a title this, else the fact's own words."""
        known = self.store.many(fact, "hasEvidence")
        titled = (one for one in known if one in self._title_evidence)
        own = f"{fact}#evidence-1"
        return next(titled, own if own in known else next(iter(known), ""))

    def _words(self, evidence: str) -> tuple[str, int | None, int | None]:
        if not evidence:
            return "", None, None
        found: dict[str, str] = {}
        for selector in self.store.many(evidence, _SELECTOR):
            if exact := self.store.one(selector, _EXACT):
                found[_EXACT] = exact
            else:
                found |= {name: self.store.one(selector, name) for name in (_START, _END)}
        start, end = found.get(_START, ""), found.get(_END, "")
        return (
            found.get(_EXACT, ""),
            int(start) if start else None,
            int(end) if end else None,
        )

    def _confidence(self, fact: str) -> Confidence:
        name = self.store.one(fact, "hasConfidence").rpartition("/")[2]
        return _CONFIDENCES.get(name, "printed")
