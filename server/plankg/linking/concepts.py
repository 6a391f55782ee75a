"""Proposes which common indicator of the vocabulary a plan's wording means."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph

from plankg.indicator_parts import IndicatorGrammar
from plankg.indicators import IndicatorMatch, Indicators
from plankg.iris import Iris
from plankg.linking.model import (
    CLOSE,
    EXACT,
    KNOWN,
    LEXICAL,
    STRUCTURAL,
    Justification,
    Proposal,
    Reason,
    Thing,
)
from plankg.lookups import Lookups

_NAMED, _SAME_PARTS, _DOUBTFUL, _NEAR = 0.98, 0.97, 0.85, 0.65
_WORDS: dict[str, tuple[float, Justification, str]] = {
    "label": (_NAMED, LEXICAL, "its preferred name"),
    "alias": (_NAMED, KNOWN, "one of its usual names"),
    "structure": (_SAME_PARTS, STRUCTURAL, "the same parts"),
    "near": (_NEAR, STRUCTURAL, "the same numerator, one part is unsaid"),
}


@dataclass(frozen=True)
class ConceptRules:
    """Matches wordings with the vocabulary of common indicators."""

    indicators: Indicators

    @classmethod
    def of(cls, lookups: Lookups, ontology: Graph, iris: Iris) -> ConceptRules:
        """Return the rules over a loaded ontology.

        Raises:
            WorkspaceError: two indicators of the vocabulary go by one name.
        """
        return cls(Indicators.from_graph(ontology, IndicatorGrammar(lookups), iris))

    def meant_by(self, thing: Thing) -> str:
        """Return the IRI of the indicator that a wording surely means, ``""`` if none."""
        best = self._best(thing)
        return best.indicator.iri if best is not None and best.certain else ""

    def propose(self, thing: Thing) -> Proposal | None:
        """Return the best link to the vocabulary, None where nothing is near enough."""
        best = self._best(thing)
        if best is None:
            return None
        score, justification, english = _WORDS[best.reason]
        if not best.certain and best.reason != "near":
            score, english = _DOUBTFUL, f"{english}, but a unit of another dimension"
        concept = Thing("indicators", best.indicator.iri, best.indicator.label)
        reasons = (Reason("；".join(best.features), english),)
        predicate = CLOSE if best.reason == "near" else EXACT
        return Proposal(thing, predicate, concept, score, justification, reasons)

    def _best(self, thing: Thing) -> IndicatorMatch | None:
        dimension = next(iter(thing.dimensions)) if len(thing.dimensions) == 1 else ""
        found = self.indicators.matches(thing.label, dimension.rpartition("/")[2])
        for match in found[:1]:
            if match.reason != "near" or _is_only_unsaid(match):
                return match
        return None


def _is_only_unsaid(match: IndicatorMatch) -> bool:
    """Say whether the one difference is that the wording says less than the vocabulary does."""
    return len(match.features) == 1 and match.features[0].endswith("，无")
