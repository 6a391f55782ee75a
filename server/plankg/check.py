"""Checks a plan's graph against the shapes (SHACL, run by pySHACL).

Violations stop publication, warnings don't: real plans have tasks without a body and units that no
vocabulary knows (docs/decisions/0004-shacl-severity.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rdflib import RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from plankg.errors import WorkspaceError

Severity = Literal["violation", "warning", "info"]

_SEVERITIES: dict[Node | None, Severity] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}
_RANK: dict[Severity, int] = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that is wrong.

    `focus` is the IRI of the node at fault and `label` how to show it; the messages name it. A
    shape that looks at a whole plan with one query (pySHACL starts each query anew, so that one
    for every node would take minutes) reports the node at fault as its value: it is the `focus`
    here, too. `path` is the property, ``""`` if the fault is not one property's. `value` is the
    offending value, ``""`` if there is none. `shape` is the IRI of the shape that says so, ``""``
    for what no shape can say (`plankg.check_quotes`).
    """

    severity: Severity
    focus: str
    label: str
    path: str
    value: str
    message_zh: str
    message_en: str
    shape: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All results, violations first; then by node, path, shape and value."""

    results: tuple[CheckResult, ...]

    @property
    def violations(self) -> tuple[CheckResult, ...]:
        """What stops publication."""
        return tuple(result for result in self.results if result.severity == "violation")

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings may be there."""
        return not self.violations

    def including(self, results: Iterable[CheckResult]) -> CheckReport:
        """Return the report with further results, all in its order."""
        return CheckReport(tuple(sorted({*self.results, *results}, key=_order)))


def check_graph(data: Graph, shapes: Graph, ontology: Graph) -> CheckReport:
    """Return what `shapes` say of `data`, whose classes and concepts `ontology` declares.

    Raises:
        WorkspaceError: the shapes themselves are wrong; the text says how.
    """
    # Importing pySHACL takes half a second, which commands that check nothing shouldn't pay.
    import pyshacl

    # pySHACL's ont_graph takes classes and properties over, but no concepts: hence one graph.
    everything = Graph()
    for graph in (ontology, data):
        for triple in graph:
            everything.add(triple)
    try:
        _, report, _ = pyshacl.validate(everything, shacl_graph=shapes, inplace=True)
    except Exception as error:  # on a broken shape pySHACL raises what it stumbles over
        reason = " ".join(str(error).split()) or type(error).__name__
        raise WorkspaceError(
            f"a shape in shapes/ cannot be run: {reason}; mend it there"
        ) from error
    if not isinstance(report, Graph):
        raise WorkspaceError(f"a shape in shapes/ cannot be run: {report}; mend it there")
    reader = _ReportReader(report, shapes, (data, ontology))
    found = {reader.result(node) for node in report.objects(None, SH.result)}
    return CheckReport(tuple(sorted(found, key=_order)))


def _order(result: CheckResult) -> tuple[int, str, str, str, str, str]:
    rank = _RANK[result.severity]
    return (rank, result.focus, result.path, result.shape, result.value, result.message_en)


@dataclass(frozen=True)
class _ReportReader:
    """Reads pySHACL's report; messages come from the shapes, since filling in drops languages."""

    report: Graph
    shapes: Graph
    named_in: tuple[Graph, ...]

    def result(self, node: Node) -> CheckResult:
        focus, value = self._of(node, SH.focusNode), self._of(node, SH.value)
        constraint = self._of(node, SH.sourceConstraint)
        if constraint is not None and isinstance(value, URIRef):
            focus, value = value, None
        shape = self._named(self._of(node, SH.sourceShape))
        source = constraint or shape
        path = self._of(node, SH.resultPath)
        label = self._label(focus)
        return CheckResult(
            severity=_SEVERITIES.get(self._of(node, SH.resultSeverity), "violation"),
            focus=str(focus),
            label=label,
            path=str(path) if isinstance(path, URIRef) else "",
            value="" if value is None or isinstance(value, BNode) else str(value),
            message_zh=self._message(node, source, label, "zh"),
            message_en=self._message(node, source, label, "en"),
            shape=str(constraint if isinstance(constraint, URIRef) else shape),
        )

    def _of(self, node: Node, predicate: URIRef) -> Node | None:
        return self.report.value(node, predicate)

    def _named(self, shape: Node | None) -> Node | None:
        """Return the shape, or the named one that a nameless one is part of."""
        while isinstance(shape, BNode):
            owner = next(self.shapes.subjects(None, shape), None)
            if owner is None:
                break
            shape = owner
        return shape

    def _message(self, node: Node, source: Node | None, label: str, language: str) -> str:
        """Return the shape's own words, led by what they are about."""
        own = self.shapes.objects(source, SH.message) if source is not None else ()
        generic = self.report.objects(node, SH.resultMessage)
        texts = _in(language, own) or _in(language, generic) or sorted(map(str, generic))[:1]
        words = " ".join(texts)
        if not label:
            return words
        return f"{label}：{words}" if language == "zh" else f"{label}: {words}"

    def _label(self, node: Node | None) -> str:
        if node is None:
            return ""
        for graph in self.named_in:
            labels = list(graph.objects(node, RDFS.label))
            if labels:
                return (_in("zh", labels) or sorted(map(str, labels)))[0]
        return ""


def _in(language: str, texts: object) -> list[str]:
    """Return the texts in a language, sorted."""
    found = texts if isinstance(texts, list) else list(texts)  # type: ignore[call-overload]
    return sorted(
        str(text) for text in found if isinstance(text, RdfLiteral) and text.language == language
    )
