"""Which target of the one plan is which of the other, and whether it was raised or put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plankg.comparison.sides import ComparedPlan, ComparedTarget
from plankg.comparison.wording import ratio

# Another wording of the same thing counts only within tasks that are the same.
_LIKE_WORDING = 0.8
_SAFE = 0.6


@dataclass(frozen=True, slots=True)
class TargetChange:
    """What became of a target: `changes` of same, raised, lowered, postponed, advanced, reworded.

    Of one that is dropped or new `nearest` is what comes nearest in the other plan. `a_year` are
    the amounts a year of two increases whose periods are not equally long, in the earlier's unit.
    """

    changes: tuple[str, ...]
    before: ComparedTarget | None
    after: ComparedTarget | None
    score: float | None = None
    nearest: ComparedTarget | None = None
    a_year: tuple[Decimal, Decimal] | None = None


def target_changes(
    before: ComparedPlan, after: ComparedPlan, aligned: Mapping[str, frozenset[str]]
) -> tuple[TargetChange, ...]:
    """Return what became of every target.

    `aligned` has for each part of the earlier plan those of the later one that it went into.
    """
    pairing = _Pairing(before, after, aligned)
    scores = pairing.scores()
    matched = _matched(scores)
    taken = set(matched.values())
    changes = [pairing.changed(i, j, scores[i, j]) for i, j in matched.items()]
    near = _nearest((i, j, score) for (i, j), score in scores.items())
    near_back = _nearest((j, i, score) for (i, j), score in scores.items())
    for i, one in enumerate(before.targets):
        if i not in matched:
            score, place = near.get(i, (None, None))
            nearest = after.targets[place] if place is not None else None
            changes.append(TargetChange(("dropped",), one, None, score, nearest))
    for j, other in enumerate(after.targets):
        if j not in taken:
            score, place = near_back.get(j, (None, None))
            nearest = before.targets[place] if place is not None else None
            changes.append(TargetChange(("new",), None, other, score, nearest))
    return tuple(sorted(changes, key=_place_in_text))


def _matched(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return for each target of the one plan its like in the other, the surest pairs first."""
    order = sorted(scores, key=lambda pair: (-scores[pair], abs(pair[0] - pair[1]), sum(pair)))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in order:
        if scores[i, j] >= _SAFE and i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


@dataclass(frozen=True, slots=True)
class _Pairing:
    before: ComparedPlan
    after: ComparedPlan
    aligned: Mapping[str, frozenset[str]]

    def scores(self) -> dict[tuple[int, int], float]:
        """Return how surely two targets are one, of those that could be."""
        by_key: dict[str, list[int]] = {}
        by_part: dict[str, list[int]] = {}
        for j, other in enumerate(self.after.targets):
            by_part.setdefault(other.part_iri, []).append(j)
            for key in {other.key, other.likely_key, other.compared_as} - {""}:
                by_key.setdefault(key, []).append(j)
        found: dict[tuple[int, int], float] = {}
        for i, one in enumerate(self.before.targets):
            names = (one.key, one.likely_key, one.compared_as)
            near = {j for key in names for j in by_key.get(key, ())}
            for part in self.aligned.get(one.part_iri, ()):
                near.update(by_part.get(part, ()))
            for j in sorted(near):
                if score := self._score(one, self.after.targets[j]):
                    found[i, j] = score
        return found

    def _score(self, one: ComparedTarget, other: ComparedTarget) -> float:
        """Return 0 to 1; below the safe bound where something speaks against it."""
        in_one_task = other.part_iri in self.aligned.get(one.part_iri, ())
        name = self._name(one, other, in_one_task)
        if not name:
            return 0.0
        comparable = one.scope == other.scope and one.kind == other.kind
        if not comparable or one.dimension != other.dimension:
            return round(name * 0.5, 4)
        signs = (
            (in_one_task, 0.15),
            (one.frequency == other.frequency, 0.05),
            (self._end(one, self.before) == self._end(other, self.after), 0.08),
            (one.period_end == other.period_end, 0.04),
            ((one.low, one.high) == (other.low, other.high), 0.03),
        )
        return round(0.65 * name + sum(weight for holds, weight in signs if holds), 4)

    def _name(self, one: ComparedTarget, other: ComparedTarget, in_one_task: bool) -> float:
        if one.is_of_one_indicator_with(other):
            return 1.0
        if one.key == other.key:
            # A person says that they are two.
            return 0.0
        if one.likely_key == other.likely_key:
            return 0.9
        like = ratio(one.indicator, other.indicator) if in_one_task else 0.0
        return like if like >= _LIKE_WORDING else 0.0

    @staticmethod
    def _end(target: ComparedTarget, plan: ComparedPlan) -> int | None:
        """Return how many years before its plan's end a target falls due."""
        if target.period_end is None or plan.period_end is None:
            return None
        return plan.period_end.year - target.period_end.year

    def changed(self, i: int, j: int, score: float) -> TargetChange:
        """Return what changed between two targets that are one."""
        one, other = self.before.targets[i], self.after.targets[j]
        changes: list[str] = []
        if one.frequency == other.frequency and (one.low, one.high) != (other.low, other.high):
            changes.append("raised" if (one.low, one.high) < (other.low, other.high) else "lowered")
        same_period = self.before.period_end == self.after.period_end
        if not changes or same_period:
            changes += _moved(one.period_end, other.period_end)
        said = [(t.indicator, t.comparator, t.frequency, t.hedge) for t in (one, other)]
        if said[0] != said[1]:
            changes.append("reworded")
        return TargetChange(
            tuple(changes) or ("same",), one, other, score, a_year=_yearly(one, other)
        )


def _moved(before: date | None, after: date | None) -> list[str]:
    if before is None or after is None or before == after:
        return []
    return ["postponed" if after > before else "advanced"]


def _yearly(one: ComparedTarget, other: ComparedTarget) -> tuple[Decimal, Decimal] | None:
    """Return the amounts a year where two totals are of periods of different length."""
    years = (_years(one), _years(other))
    total = one.kind == other.kind == "increase" and one.frequency == other.frequency == "once"
    if not total or years[0] == years[1] or not all(years) or not one.low:
        return None
    return one.printed / years[0], other.low * one.printed / one.low / years[1]


def _years(target: ComparedTarget) -> int:
    if target.period_start is None or target.period_end is None:
        return 0
    return target.period_end.year - target.period_start.year + 1


def _nearest(scores: Iterable[tuple[int, int, float]]) -> dict[int, tuple[float, int]]:
    best: dict[int, tuple[float, int]] = {}
    for one, other, score in scores:
        known = best.get(one, (0.0, other + 1))
        if (score, -other) > (known[0], -known[1]):
            best[one] = (score, other)
    return best


def _place_in_text(change: TargetChange) -> tuple[bool, int, int]:
    target = change.after or change.before
    start = target.start if target else 0
    return change.after is None, start, change.before.start if change.before else -1
