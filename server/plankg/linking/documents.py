"""Proposes which cited documents are one, and which plan of the workspace a citation means.

What makes two documents one is `plankg.documents`; here it becomes a proposal with a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plankg.documents import Document, DocumentMatch, Documents, TitleGrammar
from plankg.linking.model import LEXICAL, SAME, STRUCTURAL, Proposal, Reason, Thing
from plankg.lookups import Lookups
from plankg.register import Register

_SURE = {"number": 0.99, "title": 0.97}
_ONE_NUMBER, _DOUBTFUL = 0.85, 0.75
_WORDS = {
    "number": "the same number (文号)",
    "title": "the same title, years and area",
    "near": "the same title or number, but not all that would settle it",
}
# A title without area and years that is shorter (行动计划, 实施意见) names nothing.
_SHORTEST = 6


class DocumentRules:
    """Compares documents; addresses of plans begin with `plans` and have no folder below."""

    def __init__(self, lookups: Lookups, register: Register, plans: str) -> None:
        self._grammar = TitleGrammar(lookups, register)
        self._plans = plans

    def propose(self, things: Iterable[Thing]) -> Iterator[Proposal]:
        """Yield the proposals for these documents, each pair once."""
        found = {thing.iri: thing for thing in things}
        documents = {iri: self._document(thing) for iri, thing in sorted(found.items())}
        known = Documents(documents.values(), self._grammar)
        done: set[frozenset[str]] = set()
        for iri, document in documents.items():
            for match in known.matches(document):
                pair = frozenset((iri, match.document.iri))
                if pair not in done and self._is_telling(document, match):
                    done.add(pair)
                    yield self._proposal(found[iri], found[match.document.iri], match)

    def compare(self, one: Thing, other: Thing) -> Proposal | None:
        """Return what is proposed about two documents, None if nothing is."""
        return next(self.propose((one, other)), None)

    def _is_telling(self, document: Document, match: DocumentMatch) -> bool:
        if document.is_plan and match.document.is_plan:
            # One notice, with one number, may issue several plans.
            return False
        core = self._grammar.title(document).core
        return match.certain or match.reason == "number" or len(core) >= _SHORTEST

    def _proposal(self, one: Thing, other: Thing, match: DocumentMatch) -> Proposal:
        cited, target = sorted((one, other), key=self._rank)
        reasons = (Reason("；".join(match.features), _WORDS[match.reason]),)
        if match.certain:
            return Proposal(cited, SAME, target, _SURE[match.reason], LEXICAL, reasons)
        score = _ONE_NUMBER if match.reason == "number" else _DOUBTFUL
        return Proposal(cited, SAME, target, score, STRUCTURAL, reasons)

    def _document(self, thing: Thing) -> Document:
        return Document(
            iri=thing.iri,
            title=thing.label if thing.label != thing.number else "",
            number=thing.number,
            issuers=thing.issuers,
            within=thing.area,
            is_plan=self._is_plan(thing),
        )

    def _rank(self, thing: Thing) -> tuple[bool, int, str]:
        """Order what is cited before the plan that it is, and short names before long ones."""
        return self._is_plan(thing), len(thing.label), thing.iri

    def _is_plan(self, thing: Thing) -> bool:
        return "/" not in thing.iri.removeprefix(self._plans)
