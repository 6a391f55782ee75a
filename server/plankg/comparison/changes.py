"""What changed from one plan to another, as rows with the words of both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plankg.comparison.bodies import BodyChange, body_changes
from plankg.comparison.reasons import part_reasons, target_reasons
from plankg.comparison.sides import ComparedPart, ComparedPlan, ComparedTarget, Holder
from plankg.comparison.targets import TargetChange, target_changes
from plankg.comparison.tasks import PartChange, part_changes

UNCHANGED = "same"

_ROLES = {"lead": "牵头", "participant": "参与", "responsible": "责任"}
_SUBJECTS = {"Task": "task", "WorkGoal": "goal", "Safeguard": "safeguard"}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: ``text[start:end] == quote``, and the sentence that it stands in."""

    iri: str
    where: str
    label: str
    quote: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row. `subject` is task, goal, safeguard, target or body; `part` the title it belongs to.

    `changes` has several words only for targets (raised and postponed). `score` says how surely
    the two sides are one; of what is dropped or new, how near the nearest comes.
    """

    subject: str
    changes: tuple[str, ...]
    part: str
    before: Side | None
    after: Side | None
    score: float | None
    reason: Mapping[str, str]
    nearest: Side | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans and what changed from the first to the second.

    `changes` are tasks, goals and safeguards, then targets, then bodies, each in the order of the
    later plan with what is gone last. `same` is how many of each are in both without a change.
    """

    before: ComparedPlan
    after: ComparedPlan
    changes: tuple[Change, ...]
    same: Mapping[str, int]

    @property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """How many changes there are of each subject and kind."""
        return Counter((row.subject, name) for row in self.changes for name in row.changes)


def compare(before: ComparedPlan, after: ComparedPlan) -> Comparison:
    """Return what changed from `before` to `after`."""
    rows = _Rows(before, after)
    parts = part_changes(before, after)
    aligned: dict[str, set[str]] = {}
    for found in parts:
        if found.before and found.after:
            aligned.setdefault(found.before.iri, set()).add(found.after.iri)
    frozen = {iri: frozenset(into) for iri, into in aligned.items()}
    all_rows = [
        *(rows.of_part(found) for found in parts),
        *(rows.of_target(found) for found in target_changes(before, after, frozen)),
        *(rows.of_body(found) for found in body_changes(before, after, parts)),
    ]
    same = Counter(row.subject for row in all_rows if row.changes == (UNCHANGED,))
    changed = tuple(row for row in all_rows if row.changes != (UNCHANGED,))
    return Comparison(before, after, changed, same)


@dataclass(frozen=True, slots=True)
class _Rows:
    before: ComparedPlan
    after: ComparedPlan

    def of_part(self, found: PartChange) -> Change:
        shown = found.after or found.before
        return Change(
            _SUBJECTS[shown.type] if shown else "task",
            (found.change,),
            _title(shown),
            _part_side(self.before, found.before),
            _part_side(self.after, found.after),
            found.score,
            part_reasons(found),
            _part_side(self.before if found.before is None else self.after, found.nearest),
        )

    def of_target(self, found: TargetChange) -> Change:
        plan = self.after if found.after else self.before
        shown = found.after or found.before
        part = plan.part(shown.part_iri) if shown else None
        return Change(
            "target",
            found.changes,
            _title(part),
            _target_side(self.before, found.before),
            _target_side(self.after, found.after),
            found.score,
            target_reasons(found),
            _target_side(self.before if found.before is None else self.after, found.nearest),
        )

    def of_body(self, found: BodyChange) -> Change:
        return Change(
            "body",
            (found.change,),
            _title(found.part),
            _holder_side(self.before, found.before),
            _holder_side(self.after, found.after),
            None,
            {},
        )


def _title(part: ComparedPart | None) -> str:
    return (part.title or part.content.strip()) if part else ""


def _part_side(plan: ComparedPlan, part: ComparedPart | None) -> Side | None:
    return _side(plan, part, part.where, _title(part)) if part else None


def _target_side(plan: ComparedPlan, target: ComparedTarget | None) -> Side | None:
    return _side(plan, target, target.where, target.label) if target else None


def _holder_side(plan: ComparedPlan, holder: Holder | None) -> Side | None:
    if holder is None:
        return None
    part = plan.part(holder.part_iri)
    label = f"{holder.name}（{_ROLES.get(holder.role, holder.role)}）"
    return _side(plan, holder, part.where if part else "", label)


def _side(
    plan: ComparedPlan, thing: ComparedPart | ComparedTarget | Holder, where: str, label: str
) -> Side:
    iri = thing.part_iri if isinstance(thing, Holder) else thing.iri
    quote = plan.text[thing.start : thing.end]
    sentence = plan.sentences(thing.start, thing.end)
    return Side(iri, where, label, quote, thing.start, thing.end, sentence)


def changed_words(changes: Iterable[str]) -> str:
    """Return the kinds of a change joined as tables have them."""
    return "；".join(changes)
