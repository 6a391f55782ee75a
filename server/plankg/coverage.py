"""What became of a plan's text: its published ledger with totals, and what no fact explains.

Reads published files only, so that it says what others can check. Numbers and bodies are looked
for in every entry (`Finder`): what lies in the background without a fact that points at it may be
an oversight of the rules.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal, cast, get_args

from rdflib.namespace import SKOS

from plankg.graph.namespaces import OA
from plankg.graph.published import Published
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.model import LedgerState, Span
from plankg.register import Register
from plankg.unexplained import Finder

STATES: tuple[LedgerState, ...] = get_args(LedgerState)
_FACTS = ("Target", "Responsibility", "CarrierMeasure", "Mention", "Plan")
# As many signs before and after as tell what the words are about.
_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the published ledger; `element` is the IRI of the element it stands in."""

    where: str
    start: int
    end: int
    state: LedgerState
    reason: str
    quote: str
    element: str = ""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A number, or a body's name, that no fact points at.

    `state` is that of the ledger's entry in which it stands, `context` its words with some around.
    """

    kind: Literal["number", "body"]
    where: str
    start: int
    end: int
    state: LedgerState
    words: str
    context: str


@dataclass(frozen=True, slots=True)
class Total:
    """How much of the text is in one state."""

    state: LedgerState
    entries: int
    characters: int
    share: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """The ledger of one plan, and what no fact explains, both in text order.

    `notices` say what its file holds beside the text, and was not read.
    """

    plan: str
    entries: tuple[Entry, ...]
    unexplained: tuple[Unexplained, ...]
    notices: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """The length of the text in code points."""
        return sum(entry.end - entry.start for entry in self.entries)

    def totals(self) -> tuple[Total, ...]:
        """Return how much is in each state; also 0 is said."""
        whole = self.characters or 1
        return tuple(self._total(state, whole) for state in STATES)

    def _total(self, state: LedgerState, whole: int) -> Total:
        lengths = [entry.end - entry.start for entry in self.entries if entry.state == state]
        return Total(state, len(lengths), sum(lengths), sum(lengths) / whole)


def coverage_of(
    plan: str, graph: bytes, ledger: bytes, iris: Iris, lookups: Lookups, register: Register
) -> Coverage:
    """Return the coverage of a plan by its published graph and ledger.

    Raises:
        WorkspaceError: a file is not Turtle.
    """
    published = Published.from_turtle([graph, ledger], iris)
    entries = tuple(sorted(_entries(published), key=lambda entry: entry.start))
    finder = _finder(published, iris.plan(plan), lookups, register)
    named = _named(published, iris.plan(plan))
    found = _unexplained(entries, finder, _explained(published), named)
    notices = tuple(published.many(iris.plan(plan), "omission"))
    return Coverage(plan, entries, tuple(found), notices)


def _finder(published: Published, plan: str, lookups: Lookups, register: Register) -> Finder:
    area = published.iris.area_key(published.one(plan, "hasArea"))
    known = register.areas.get(area)
    zones = {name for zone in (known.zones if known else ()) for name in (zone.name, *zone.aliases)}
    names = {published.one(held, "printedName") for held in published.instances("Responsibility")}
    for entry in register.bodies.values():
        if entry.area == area:
            names |= {entry.name, entry.official, *entry.aliases}
    # A zone is named as a place far more often than as a body.
    return Finder(lookups, {name for name in names if len(name) > 2} - zones)


def _named(published: Published, plan: str) -> set[tuple[str, str]]:
    """Return the elements and the names of bodies that facts of them name, wherever they stand.

    A body that stands in two lists of one paragraph holds one role there. Issuers are named of the
    plan, and may be printed above it once more.
    """
    named = {
        (published.one(held, "responsibleFor"), published.one(held, "printedName"))
        for held in published.instances("Responsibility")
    }
    for issuer in published.many(plan, "issuedBy"):
        named |= {("", published.label(issuer))}
        named |= {("", name) for name in published.many(issuer, str(SKOS.altLabel))}
    return named


def _entries(published: Published) -> Iterator[Entry]:
    one = published.one
    for iri in published.instances("LedgerEntry"):
        yield Entry(
            where=one(iri, "printedPath"),
            start=int(one(iri, "start")),
            end=int(one(iri, "end")),
            state=cast(LedgerState, one(iri, "hasState").rpartition("/")[2]),
            reason=one(iri, "reason"),
            quote=one(iri, "exact"),
            element=one(iri, "statedIn"),
        )


def _explained(published: Published) -> list[Span]:
    """Return the stretches that facts point at, joined and in order."""
    spans = sorted(
        span
        for name in _FACTS
        for fact in published.instances(name)
        for span in _evidence(published, fact)
    )
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _evidence(published: Published, fact: str) -> Iterator[Span]:
    number = 1
    while start := published.one(f"{fact}#evidence-{number}-position", str(OA.start)):
        end = published.one(f"{fact}#evidence-{number}-position", str(OA.end))
        yield Span(int(start), int(end))
        number += 1


def _unexplained(
    entries: Sequence[Entry],
    finder: Finder,
    explained: Sequence[Span],
    named: Set[tuple[str, str]],
) -> Iterator[Unexplained]:
    starts = [span.start for span in explained]
    for entry in entries:
        for found in finder.found_in(entry.quote, entry.start):
            at = bisect.bisect_left(starts, found.reach) - 1
            start, end = found.span.start, found.span.end
            words = entry.quote[start - entry.start : end - entry.start]
            shown = at >= 0 and explained[at].end > start
            if shown or (found.sort == "body" and (entry.element, words) in named):
                continue
            low, high = max(0, start - entry.start - _CONTEXT), end - entry.start + _CONTEXT
            context = " ".join(entry.quote[low:high].split())
            yield Unexplained(found.sort, entry.where, start, end, entry.state, words, context)
