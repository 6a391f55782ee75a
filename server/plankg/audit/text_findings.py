"""Makes findings of the places where a check's patterns match the text."""

from __future__ import annotations

from plankg.audit.checks import Check
from plankg.audit.matches import Match
from plankg.audit.patterns import Patterns
from plankg.audit.plan_store import PlanStore
from plankg.audit.sides import SideReader
from plankg.audit.templates import filled
from plankg.findings.finding import Finding, Side, finding_ids
from plankg.findings.values import shown

# How much of a long sentence is shown around what was found.
_AROUND = 15


def text_findings(
    check: Check, patterns: Patterns, store: PlanStore, reader: SideReader
) -> list[Finding]:
    """Return what a check finds in a plan's text by its patterns."""
    names = (str(row["name"]) for row in store.select(patterns.names)) if patterns.names else ()
    matches = patterns.matches(reader.text.whole, names)
    found = [(match, _side(check, match, store, reader)) for match in matches]
    keys = ((side.fact, side.quote, *map(str, match.values.values())) for match, side in found)
    ids = finding_ids(check.name, keys, store.iris.base)
    return [
        _finding(check, name, match, side, store, reader)
        for name, (match, side) in zip(ids, found, strict=True)
    ]


def _side(check: Check, match: Match, store: PlanStore, reader: SideReader) -> Side:
    """Return the words around a match, which name its place better than one sign would."""
    text, span = reader.text, match.span
    sentence = text.sentence_at(span.start, span.end)
    whole = text.whole
    # Not beyond the line: a table's next cell is another matter.
    line_start = whole.rfind("\n", 0, span.start) + 1
    line_end = whole.find("\n", span.end)
    start = max(span.start - _AROUND, sentence.start, line_start)
    end = min(span.end + _AROUND, sentence.end, line_end if line_end >= 0 else len(whole))
    if not sentence.words:
        start, end = span.start, span.end
    return Side(
        name="a",
        fact=sentence.element or store.iris.plan(store.slug),
        element=sentence.element,
        where=sentence.where,
        label=text.whole[span.start : span.end],
        quote=text.whole[start:end],
        start=start,
        end=end,
        sentence=sentence.words,
        sentence_start=sentence.start,
        caption=check.captions.get("a", {}),
    )


def _finding(
    check: Check, name: str, match: Match, side: Side, store: PlanStore, reader: SideReader
) -> Finding:
    def value(place: str, language: str) -> str:
        if place in match.values:
            return shown(match.values[place], language)
        sign, _, part = place.partition(".")
        return str(getattr(side, part or "label")) if sign == "a" else ""

    elements = (side.element,) if side.element else ()
    return Finding(
        id=name,
        iri=f"{store.iris.plan(store.slug)}/finding/{name}",
        plan=store.slug,
        check=check.name,
        group=check.group,
        method="text",
        severity=check.severity,
        message=filled(check.message, value),
        settle=filled(check.settle, value),
        sides=(side,),
        elements=elements,
        tasks=reader.tasks_of(elements),
        bodies=reader.bodies_of(elements),
        values=dict(match.values),
        arithmetic=filled(check.arithmetic, value),
        confidence=check.confidence,
    )
