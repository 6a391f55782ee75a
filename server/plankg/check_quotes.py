"""Checks that every quote is what the text says at its position.

SHACL sees one graph, and the text stands in another, the ledger: hence a rule in Python.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib import RDFS

from plankg.check import CheckResult
from plankg.graph.namespaces import OA

# What the rule reads of a graph; the rest is passed over.
_READ = {str(name) for name in (OA.hasSelector, OA.start, OA.end, OA.exact)}
_Values = Mapping[tuple[str, str], list[str]]


def quote_results(turtle: str | bytes, text: str) -> tuple[CheckResult, ...]:
    """Return a violation for each quote in a graph that `text` does not say at its position.

    The graph is given as Turtle. `focus` is the fact whose evidence it is, `value` the quote. A
    selector that is missing or has no number is told by the shapes.
    """
    faults = [
        (evidence, quote, text[start:end])
        for evidence, start, end, quote in _quotes(_values(turtle))
        if end > len(text) or text[start:end] != quote
    ]
    if not faults:
        return ()
    facts = _facts(turtle, {evidence for evidence, _, _ in faults})
    results = (_result(*facts[evidence], quote, found) for evidence, quote, found in faults)
    return tuple(sorted(results, key=lambda fault: (fault.focus, fault.value)))


def _values(turtle: str | bytes) -> _Values:
    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in ox.parse(turtle, ox.RdfFormat.TURTLE):
        if quad.predicate.value in _READ:
            values[_key(quad.subject), quad.predicate.value].append(_key(quad.object))
    return values


def _quotes(values: _Values) -> Iterator[tuple[str, int, int, str]]:
    """Yield each evidence with its offsets and its quote."""
    for (evidence, name), selectors in values.items():
        if name != str(OA.hasSelector):
            continue
        for position in selectors:
            start, end = _offset(values, position, OA.start), _offset(values, position, OA.end)
            if start is None or end is None:
                continue
            for quote in selectors:
                for exact in values.get((quote, str(OA.exact)), ()):
                    yield evidence, start, end, exact


def _offset(values: _Values, position: str, end: str) -> int | None:
    digits = values.get((position, str(end)), [""])[0]
    return int(digits) if digits.isdecimal() else None


def _facts(turtle: str | bytes, evidences: set[str]) -> dict[str, tuple[str, str]]:
    """Return the fact of each evidence, and the fact's label."""
    owners: dict[str, set[str]] = {evidence: set() for evidence in evidences}
    labels: dict[str, list[str]] = defaultdict(list)
    for quad in ox.parse(turtle, ox.RdfFormat.TURTLE):
        # Whichever property leads to the evidence: its name follows the workspace's base.
        if _key(quad.object) in owners:
            owners[_key(quad.object)].add(_key(quad.subject))
        if quad.predicate.value == str(RDFS.label):
            labels[_key(quad.subject)].append(_key(quad.object))
    facts = {evidence: min(of, default=evidence) for evidence, of in owners.items()}
    return {evidence: (fact, min(labels[fact], default="")) for evidence, fact in facts.items()}


def _key(term: object) -> str:
    return str(getattr(term, "value", term))


def _result(fact: str, label: str, quote: str, found: str) -> CheckResult:
    name = label or fact
    return CheckResult(
        severity="violation",
        focus=fact,
        label=label,
        path=str(OA.exact),
        value=quote,
        message_zh=f"{name}：引文“{quote}”与原文该处的“{found}”不符。",
        message_en=f"{name}: the quote {quote!r} is not what the text says there, {found!r}.",
        shape="",
    )
