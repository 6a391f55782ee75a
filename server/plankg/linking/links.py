"""Links as data: what a row of a file says, whose it is, and whether it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from plankg.errors import LinkError
from plankg.linking.curies import contracted, expanded
from plankg.linking.model import CERTAIN, EXACT, PREDICATES, SKOS, SYMMETRIC, Kind
from plankg.linking.sssom import REFERENCES, MappingRow, values_of

# certain: applied without review; accepted, rejected: a person says so; proposed: nobody yet.
State = Literal["certain", "accepted", "proposed", "rejected"]

_NOT = "Not"
_SEMAPV = "https://w3id.org/semapv/vocab/"
_JUSTIFICATIONS = frozenset(
    (
        "MappingReview",
        "ManualMappingCuration",
        "LogicalReasoning",
        "LexicalMatching",
        "CompositeMatching",
        "UnspecifiedMatching",
        "SemanticSimilarityThresholdMatching",
        "LexicalSimilarityThresholdMatching",
        "MappingChaining",
        "MappingInversion",
        "StructuralMatching",
        "InstanceBasedMatching",
        "BackgroundKnowledgeBasedMatching",
    )
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OWN = ("subject_id", "predicate_id", "object_id", "predicate_modifier", "mapping_justification")


@dataclass(frozen=True, slots=True)
class Link:
    """One row with its IRIs written out; `further` are its other cells, references as IRIs too.

    `tool` is true for what rules proposed and nobody has signed yet.
    """

    subject: str
    predicate: str
    object: str
    negated: bool
    justification: str
    further: Mapping[str, str]
    tool: bool
    place: str = field(default="", compare=False)

    @property
    def score(self) -> float:
        """The confidence, 1 where none is given, as the standard says."""
        return float(self.further.get("confidence") or 1)

    @property
    def state(self) -> State:
        """Whether it holds, and by whose word."""
        if self.negated:
            return "rejected"
        if not self.tool:
            return "accepted"
        return "certain" if self.score >= CERTAIN else "proposed"

    @property
    def pair(self) -> frozenset[str]:
        """The two IRIs, in no order."""
        return frozenset((self.subject, self.object))

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """What it says, by which rows are sorted."""
        return (self.subject, self.object, self.predicate, self.negated)

    @property
    def signed_by(self) -> str:
        """Who decided, in the words of the row; ``""`` for a proposal."""
        if self.tool:
            return ""
        slots = ("reviewer_label", "reviewer_id", "author_label", "author_id")
        return next((self.further[slot] for slot in slots if self.further.get(slot)), "")

    def label(self, side: Literal["subject", "object"]) -> str:
        """Return how a side is shown: its label, else its IRI."""
        return self.further.get(f"{side}_label") or getattr(self, side)

    def told(self) -> str:
        """Return the link in one line: both labels, and what joins them."""
        joint = contracted(self.predicate, {"skos": SKOS, "owl": "http://www.w3.org/2002/07/owl#"})
        verb = f"{'not ' if self.negated else ''}{joint or self.predicate}"
        return f"{self.label('subject')!r} {verb} {self.label('object')!r}"


def link_of(
    row: MappingRow, kind: Kind | None, prefixes: Mapping[str, str], rules: str, path: Path
) -> Link:
    """Return what a row says.

    `rules` starts the IRIs of the rules that propose; `kind` is the kind of things that the file
    is about, None where any may stand in it.

    Raises:
        LinkError: a slot is missing or wrong; the error names the line.
    """
    place = f"{path}:{row.line}"
    for slot in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
        if not row.cells.get(slot):
            raise LinkError(f"{place}: {slot} is empty; every mapping needs it")
    try:
        cells = {slot: _expanded(slot, cell, prefixes) for slot, cell in row.cells.items()}
    except ValueError as error:
        raise LinkError(f"{place}: {error}") from error
    _refuse_wrong_values(place, cells)
    if kind is not None:
        _refuse_unfit_predicate(place, kind, cells["predicate_id"], row.cells["predicate_id"])
    negated = cells.get("predicate_modifier") == _NOT
    reviewed = bool(cells.get("reviewer_label") or cells.get("reviewer_id"))
    authors = values_of("author_id", cells.get("author_id", ""))
    by_rule = bool(authors) and all(author.startswith(rules) for author in authors)
    if negated and by_rule and not reviewed:
        raise LinkError(f"{place}: who says that it is not so? Fill in reviewer_label")
    if not (authors or reviewed or cells.get("author_label")):
        raise LinkError(f"{place}: nobody has signed this link; fill in author_label")
    return Link(
        subject=cells["subject_id"],
        predicate=cells["predicate_id"],
        object=cells["object_id"],
        negated=negated,
        justification=cells["mapping_justification"],
        further={slot: cell for slot, cell in cells.items() if slot not in _OWN},
        tool=by_rule and not reviewed,
        place=place,
    )


def row_of(link: Link, prefixes: Mapping[str, str]) -> MappingRow:
    """Return a link as a row, its IRIs as CURIEs."""
    cells = dict(link.further) | {
        "subject_id": link.subject,
        "predicate_id": link.predicate,
        "object_id": link.object,
        "mapping_justification": link.justification,
    }
    if link.negated:
        cells["predicate_modifier"] = _NOT
    return MappingRow(
        {
            slot: "|".join(contracted(iri, prefixes) for iri in values_of(slot, cell))
            if slot in REFERENCES
            else cell
            for slot, cell in cells.items()
        }
    )


def iris_in(link: Link) -> tuple[str, ...]:
    """Return all IRIs that a row of the link needs a prefix for."""
    further = [iri for slot in REFERENCES for iri in values_of(slot, link.further.get(slot, ""))]
    return (link.subject, link.predicate, link.object, link.justification, *further)


def is_symmetric(predicate: str) -> bool:
    """Say whether a predicate says the same in both directions."""
    return predicate in SYMMETRIC


def default_predicate(kind: Kind) -> str:
    """Return the predicate that says of two things of this kind that they are one."""
    return EXACT if EXACT in PREDICATES[kind] else PREDICATES[kind][0]


def _expanded(slot: str, cell: str, prefixes: Mapping[str, str]) -> str:
    if slot not in REFERENCES:
        return cell
    return "|".join(expanded(curie, prefixes) for curie in values_of(slot, cell))


def _refuse_wrong_values(place: str, cells: Mapping[str, str]) -> None:
    modifier = cells.get("predicate_modifier", _NOT)
    if modifier != _NOT:
        raise LinkError(f"{place}: predicate_modifier is {modifier!r}; write Not, or nothing")
    justification = cells["mapping_justification"].removeprefix(_SEMAPV)
    if justification not in _JUSTIFICATIONS:
        raise LinkError(
            f"{place}: {justification!r} is no justification; a link by hand is"
            " semapv:ManualMappingCuration"
        )
    for slot, least in (("confidence", 0), ("similarity_score", 0), ("reviewer_agreement", -1)):
        if not _is_between(cells.get(slot, "1"), least):
            raise LinkError(f"{place}: {slot} is {cells[slot]!r}; write a number {least} to 1")
    for slot in ("mapping_date", "publication_date", "review_date"):
        if not _DATE.fullmatch(cells.get(slot, "2026-01-01")):
            raise LinkError(f"{place}: {slot} is {cells[slot]!r}; write it as 2026-03-01")
    if cells.get("review_date") and not (cells.get("reviewer_label") or cells.get("reviewer_id")):
        raise LinkError(f"{place}: a review_date needs a reviewer: fill in reviewer_label")


def _refuse_unfit_predicate(place: str, kind: Kind, predicate: str, printed: str) -> None:
    if not predicate.startswith(SKOS) or predicate in PREDICATES[kind]:
        return
    if EXACT in PREDICATES[kind]:
        raise LinkError(
            f"{place}: {printed} joins no {kind}; use skos:exactMatch, closeMatch, broadMatch,"
            " narrowMatch or relatedMatch"
        )
    raise LinkError(
        f"{place}: {printed} joins concepts, and {kind} are none; use owl:sameAs or rdfs:seeAlso"
    )


def _is_between(cell: str, least: float) -> bool:
    try:
        return least <= float(cell) <= 1
    except ValueError:
        return False
