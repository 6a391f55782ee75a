"""Checks that every quote is what the text says at its position.

SHACL sees one graph, and the text stands in another, the ledger: hence a rule in Python.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, RDFS, Graph
from rdflib.term import Node

from plankg.check import CheckResult
from plankg.graph.namespaces import OA


def quote_results(graph: Graph, text: str) -> tuple[CheckResult, ...]:
    """Return a violation for each quote in `graph` that `text` does not say at its position.

    `focus` is the fact whose evidence it is, `value` the quote. A selector that is missing or has
    no number is told by the shapes.
    """
    faults = [
        _result(graph, evidence, quote, text[start:end])
        for evidence, start, end, quote in _quotes(graph)
        if end > len(text) or text[start:end] != quote
    ]
    return tuple(sorted(faults, key=lambda fault: (fault.focus, fault.value)))


def _quotes(graph: Graph) -> Iterator[tuple[Node, int, int, str]]:
    """Yield each evidence with its offsets and its quote."""
    positions = set(graph.subjects(RDF.type, OA.TextPositionSelector))
    quotes = set(graph.subjects(RDF.type, OA.TextQuoteSelector))
    for evidence in graph.subjects(RDF.type, OA.SpecificResource):
        selectors = set(graph.objects(evidence, OA.hasSelector))
        for position in selectors & positions:
            start, end = _offset(graph, position, OA.start), _offset(graph, position, OA.end)
            if start is None or end is None:
                continue
            for quote in selectors & quotes:
                for exact in graph.objects(quote, OA.exact):
                    yield evidence, start, end, str(exact)


def _offset(graph: Graph, position: Node, end: Node) -> int | None:
    value = graph.value(position, end)
    digits = "" if value is None else str(value)
    return int(digits) if digits.isdecimal() else None


def _result(graph: Graph, evidence: Node, quote: str, found: str) -> CheckResult:
    # Whichever property leads to the evidence: its name follows the workspace's base.
    fact = min(graph.subjects(None, evidence), default=evidence, key=str)
    label = min(map(str, graph.objects(fact, RDFS.label)), default="")
    name = label or str(fact)
    return CheckResult(
        severity="violation",
        focus=str(fact),
        label=label,
        path=str(OA.exact),
        value=quote,
        message_zh=f"{name}：引文“{quote}”与原文该处的“{found}”不符。",
        message_en=f"{name}: the quote {quote!r} is not what the text says there, {found!r}.",
        shape="",
    )
