"""Reads the reports of the engines, graphs of ``sh:ValidationResult``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rdflib import SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from plankg.validation.results import CheckResult, Severity

Labels = Callable[[Node], Iterable[Node]]

_SEVERITIES: dict[Node | None, Severity] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}


@dataclass(frozen=True)
class ReportReader:
    """Reads a report on `shapes`; `labels` gives the labels of a node.

    Messages come from the shapes: engines fill them in without their languages, or word them
    their own way where a shape says nothing.
    """

    report: Graph
    shapes: Graph
    labels: Labels

    def results(self) -> set[CheckResult]:
        """Return all results of the report."""
        return {self._result(node) for node in self.report.objects(None, SH.result)}

    def is_worded(self) -> bool:
        """Say whether every result has words of its shape's own in both languages."""
        sources = (self._source(node) for node in self.report.objects(None, SH.result))
        return all(
            _in(language, self._own(source)) for source in sources for language in ("zh", "en")
        )

    def _result(self, node: Node) -> CheckResult:
        focus, value = self._of(node, SH.focusNode), self._of(node, SH.value)
        constraint = self._of(node, SH.sourceConstraint)
        if constraint is not None and isinstance(value, URIRef):
            focus, value = value, None
        shape = self._named(self._of(node, SH.sourceShape))
        source = self._source(node)
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
            component=str(self._of(node, SH.sourceConstraintComponent) or ""),
        )

    def _source(self, node: Node) -> Node | None:
        constraint = self._of(node, SH.sourceConstraint)
        return constraint or self._named(self._of(node, SH.sourceShape))

    def _own(self, source: Node | None) -> Iterable[Node]:
        return self.shapes.objects(source, SH.message) if source is not None else ()

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
        generic = list(self.report.objects(node, SH.resultMessage))
        own = _in(language, self._own(source))
        texts = own or _in(language, generic) or sorted(map(str, generic))[:1]
        words = " ".join(texts)
        if not label:
            return words
        return f"{label}：{words}" if language == "zh" else f"{label}: {words}"

    def _label(self, node: Node | None) -> str:
        labels = list(self.labels(node)) if node is not None else []
        return (_in("zh", labels) or sorted(map(str, labels)) or [""])[0]


def _in(language: str, texts: Iterable[Node]) -> list[str]:
    """Return the texts in a language, sorted."""
    return sorted(
        str(text) for text in texts if isinstance(text, RdfLiteral) and text.language == language
    )
