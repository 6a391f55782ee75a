"""Reads a workspace's sources into plans, as human decisions make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.decisions import Decision
from plankg.errors import ReviewError
from plankg.extract import read_plan
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.model import Document, Reading
from plankg.readers import read_document
from plankg.register import Register
from plankg.review_files import read_reviews
from plankg.reviewed_plan import overrides_for
from plankg.reviews import apply
from plankg.workspace import PlanSource, Workspace


@dataclass(frozen=True, slots=True)
class ReviewedPlan:
    """A plan as its rules read it, and as people decided.

    `decisions` are those of the file `reviews`; `unmatched` the ones that match nothing (any
    more).
    """

    extracted: Reading
    reading: Reading
    reviews: Path
    decisions: tuple[Decision, ...] = ()
    unmatched: tuple[Decision, ...] = ()

    def warnings(self) -> tuple[str, ...]:
        """Return a line for each decision that matches nothing."""
        return tuple(
            f"{self.reviews.parent.name}/{self.reviews.name}:{decision.line}: this decision"
            f" matches nothing: {decision.told()}"
            for decision in self.unmatched
        )


class SourceReader:
    """Reads plans with one workspace's grammar, registers and human decisions."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.iris = Iris(workspace.base)
        self.lookups = Lookups.load(*workspace.lookup_folders)
        self.register = Register.load(*workspace.register_folders)

    def read(self, source: PlanSource) -> tuple[ReviewedPlan, ...]:
        """Return the plans in a source's file: one, unless a notice issues several.

        Raises:
            InputError: the file cannot be read, or is no plan.
            ReviewError: a review file is wrong, or contradicts its facts.
        """
        document = read_document(source.text)
        reading = self._extracted(document, source, {})
        files = {plan.meta.slug: self._decisions(plan) for plan in reading.plans()}
        said = {
            plan.meta.slug: overrides_for(plan, files[plan.meta.slug]) for plan in reading.plans()
        }
        if any(said.values()):
            # What a plan says of itself decides what much of the rest means: read it with that.
            reading = self._extracted(document, source, said)
        return tuple(self._reviewed(plan, files[plan.meta.slug]) for plan in reading.plans())

    def _extracted(
        self, document: Document, source: PlanSource, said: Mapping[str, Mapping[str, str]]
    ) -> Reading:
        further = {slug: fields for slug, fields in said.items() if slug != source.slug}
        return read_plan(
            document,
            source.slug,
            register=self.register,
            iris=self.iris,
            overrides={**source.overrides, **said.get(source.slug, {})},
            lookups=self.lookups,
            further_overrides=further,
        )

    def _decisions(self, plan: Reading) -> tuple[Decision, ...]:
        return read_reviews(self.workspace.view.path(self.workspace.reviews_file(plan.meta.slug)))

    def _reviewed(self, plan: Reading, decisions: tuple[Decision, ...]) -> ReviewedPlan:
        path = self.workspace.reviews_file(plan.meta.slug)
        try:
            reading, unmatched = apply(plan, decisions, self.register, self.iris)
        except ReviewError as error:
            raise ReviewError(f"{path}: {error}") from error
        return ReviewedPlan(plan, reading, path, decisions, unmatched)
