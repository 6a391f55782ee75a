"""Makes findings of what the SHACL shapes say of a plan, in the one model of all findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import RDFS, SH, Graph, URIRef
from rdflib import Literal as RdfLiteral

from plankg.audit.plan_store import PlanStore
from plankg.audit.sides import SideReader
from plankg.check import CheckResult
from plankg.findings.finding import Finding, Severity, finding_ids
from plankg.findings.report import CheckText
from plankg.findings.values import LANGUAGES, Bilingual, Thing, Value

GROUP = "shapes"
_SEVERITIES: Mapping[str, Severity] = {"violation": "error", "warning": "warning", "info": "info"}
_SETTLE = {
    "zh": "改正规划文本；若是读取有误，在 data/reviews/ 中更正。",
    "en": "Mend the plan's text; if it was misread, correct the reading in data/reviews/.",
}


def shape_findings(
    results: Iterable[CheckResult], store: PlanStore, reader: SideReader
) -> list[Finding]:
    """Return the findings of one plan's check, named by the shapes' local names."""
    by_shape: dict[str, list[CheckResult]] = {}
    for result in results:
        by_shape.setdefault(shape_name(result.shape), []).append(result)
    found: list[Finding] = []
    for name, some in by_shape.items():
        ids = finding_ids(name, ((one.focus, one.path, one.value) for one in some), store.iris.base)
        found += (
            _finding(id_, name, one, store, reader) for id_, one in zip(ids, some, strict=True)
        )
    return found


def shape_name(iri: str) -> str:
    """Return a shape's local name, by which its findings go."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def shape_texts(shapes: Graph) -> dict[str, CheckText]:
    """Return what the shapes say of themselves, by name; their message stands for a title."""
    said = {shape for shape in shapes.subjects(SH.message) if isinstance(shape, URIRef)}
    return {
        shape_name(str(shape)): CheckText(
            shape_name(str(shape)),
            GROUP,
            _texts(shapes, shape, SH.name, RDFS.label, SH.message),
            _texts(shapes, shape, SH.description),
        )
        for shape in sorted(said)
    }


def texts_of_found(findings: Iterable[Finding]) -> dict[str, CheckText]:
    """Return what there is to say of checks that say nothing: their names."""
    return {
        one.check: CheckText(one.check, one.group, dict.fromkeys(LANGUAGES, one.check))
        for one in findings
    }


def _texts(shapes: Graph, shape: URIRef, *predicates: URIRef) -> Bilingual:
    """Return the first text in both languages, else the first at all for both, else none."""
    several: list[dict[str | None, str]] = []
    for predicate in predicates:
        said = shapes.objects(shape, predicate)
        texts = {text.language: str(text) for text in said if isinstance(text, RdfLiteral)}
        if texts.keys() >= set(LANGUAGES):
            return {language: texts[language] for language in LANGUAGES}
        several += [texts] if texts else []
    return dict.fromkeys(LANGUAGES, min(several[0].values())) if several else {}


def _finding(
    name: str, check: str, result: CheckResult, store: PlanStore, reader: SideReader
) -> Finding:
    side = reader.side("a", result.focus, {})
    elements = (side.element,) if side.element else ()
    values: dict[str, Value] = {"path": Thing(result.path)} if result.path else {}
    values |= {"value": result.value} if result.value else {}
    return Finding(
        id=name,
        iri=f"{store.iris.plan(store.slug)}/finding/{name}",
        plan=store.slug,
        check=check,
        group=GROUP,
        method="shape",
        severity=_SEVERITIES[result.severity],
        message={"zh": result.message_zh, "en": result.message_en},
        settle=_SETTLE,
        sides=(side,),
        elements=elements,
        tasks=reader.tasks_of(elements),
        bodies=reader.bodies_of((side.fact,)),
        values=values,
        confidence=side.confidence,
        component=result.component,
    )
