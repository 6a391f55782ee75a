"""What linking is about: things that plans share, and proposals that two belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["indicators", "bodies", "documents", "programmes", "carriers", "industries"]
KINDS: tuple[Kind, ...] = (
    "indicators",
    "bodies",
    "documents",
    "programmes",
    "carriers",
    "industries",
)

SKOS = "http://www.w3.org/2004/02/skos/core#"
EXACT, CLOSE = f"{SKOS}exactMatch", f"{SKOS}closeMatch"
BROAD, NARROW = f"{SKOS}broadMatch", f"{SKOS}narrowMatch"
RELATED = f"{SKOS}relatedMatch"
SAME = "http://www.w3.org/2002/07/owl#sameAs"
LINKED = "http://www.w3.org/ns/org#linkedTo"
CLASSIFIED = "http://www.w3.org/ns/org#classification"
SEE_ALSO = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
REPLACES = "http://purl.org/dc/terms/replaces"
REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"

# Matching properties of SKOS make concepts of what they join, so they are for concepts alone; a
# body, a scheme or a document is the same as another, or is not.
_CONCEPTS = (EXACT, CLOSE, BROAD, NARROW, RELATED)
PREDICATES: Mapping[Kind, tuple[str, ...]] = {
    "indicators": _CONCEPTS,
    "bodies": (SAME, LINKED, CLASSIFIED, REPLACED_BY, REPLACES, SEE_ALSO),
    "documents": (SAME, REPLACES, REPLACED_BY, SEE_ALSO),
    "programmes": (SAME, REPLACES, REPLACED_BY, SEE_ALSO),
    "carriers": (SAME, REPLACES, REPLACED_BY, SEE_ALSO),
    "industries": _CONCEPTS,
}

SYMMETRIC = frozenset({EXACT, CLOSE, RELATED, SAME, LINKED})

# How a proposal came about, as SSSOM's vocabulary of justifications has it.
Justification = Literal[
    "LexicalMatching",
    "LexicalSimilarityThresholdMatching",
    "StructuralMatching",
    "BackgroundKnowledgeBasedMatching",
]
LEXICAL: Justification = "LexicalMatching"
SIMILAR: Justification = "LexicalSimilarityThresholdMatching"
STRUCTURAL: Justification = "StructuralMatching"
KNOWN: Justification = "BackgroundKnowledgeBasedMatching"

# From this score on a proposal is applied without review. The pair lists of tests/linking show
# that of a hundred such links three at most are wrong.
CERTAIN = 0.95


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a plan speaks of a thing: the plan's slug, the evidence's IRI, its quote."""

    plan: str
    evidence: str
    quote: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that plans share, or the counterpart of one, with all names that it goes by.

    `area` is the key of the area that it belongs to, ``""`` where it belongs to none; `number` a
    document's 文号, `issuers` who issued it as printed; `dimensions` the quantity kinds of an
    indicator's values, `compared` the name by which its wordings compare, `functions` the lines
    that a body belongs to. `plans` are the slugs of those that speak of it, `sightings` the words
    of the first few of them, one of each.
    """

    kind: Kind
    iri: str
    label: str
    names: tuple[str, ...] = ()
    area: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    dimensions: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    compared: str = ""
    plans: frozenset[str] = frozenset()
    sightings: tuple[Sighting, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature behind a proposal, in words."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """That `subject` and `object` belong together by `predicate`: a score in [0, 1], and why."""

    subject: Thing
    predicate: str
    object: Thing
    score: float
    justification: Justification
    reasons: tuple[Reason, ...] = ()
    similarity: float | None = field(default=None)

    @property
    def is_certain(self) -> bool:
        """Whether it is applied without review."""
        return self.score >= CERTAIN

    @property
    def pair(self) -> frozenset[str]:
        """The two IRIs, in no order."""
        return frozenset((self.subject.iri, self.object.iri))
