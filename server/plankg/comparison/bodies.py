"""Which bodies of a task changed: who leads it, who came, who went, who has another role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plankg.comparison.sides import ComparedPart, ComparedPlan, Holder
from plankg.comparison.tasks import PartChange

_LEAD = "lead"


@dataclass(frozen=True, slots=True)
class BodyChange:
    """`change` is lead-changed, added, removed or role-changed, within these two parts."""

    change: str
    part: ComparedPart
    before: Holder | None
    after: Holder | None


def body_changes(
    before: ComparedPlan, after: ComparedPlan, parts: Iterable[PartChange]
) -> tuple[BodyChange, ...]:
    """Return what changed among the bodies of tasks that are in both plans.

    What was merged or split is compared as a whole: a body that answered for one of several parts
    and now answers for all of them has neither come nor gone.
    """
    changes: list[BodyChange] = []
    for olds, news in _groups(parts):
        old = _held(before, olds)
        new = _held(after, news)
        changes += _changes(news, old, new)
    return tuple(changes)


def _groups(
    parts: Iterable[PartChange],
) -> list[tuple[list[ComparedPart], list[ComparedPart]]]:
    """Return the parts that belong together, by what they went into or came out of."""
    groups: dict[str, tuple[list[ComparedPart], list[ComparedPart]]] = {}
    for found in parts:
        if found.before is None or found.after is None:
            continue
        key = found.before.iri if found.change == "split" else found.after.iri
        olds, news = groups.setdefault(key, ([], []))
        if found.before not in olds:
            olds.append(found.before)
        if found.after not in news:
            news.append(found.after)
    return list(groups.values())


def _held(plan: ComparedPlan, parts: Sequence[ComparedPart]) -> dict[str, Holder]:
    """Return the bodies of parts by name, each once; who leads one of them leads."""
    found: dict[str, Holder] = {}
    for part in parts:
        for holder in plan.holders_of.get(part.iri, ()):
            known = found.get(holder.key)
            if known is None or (holder.role == _LEAD and known.role != _LEAD):
                found[holder.key] = holder
    return found


def _changes(
    parts: Sequence[ComparedPart], old: dict[str, Holder], new: dict[str, Holder]
) -> Iterable[BodyChange]:
    was, now = ([holder for holder in held.values() if holder.role == _LEAD] for held in (old, new))
    changed = bool(was and now) and not {h.key for h in was} & {h.key for h in now}
    if changed:
        yield BodyChange("lead-changed", _part_of(now[0], parts), was[0], now[0])
    told = {was[0].key, now[0].key} if changed else set()
    for key in [*old, *(key for key in new if key not in old)]:
        one, other = old.get(key), new.get(key)
        if one is None or other is None:
            if key not in told:
                change = "removed" if other is None else "added"
                yield BodyChange(change, _part_of(other, parts), one, other)
        elif one.role != other.role:
            yield BodyChange("role-changed", _part_of(other, parts), one, other)


def _part_of(holder: Holder | None, parts: Sequence[ComparedPart]) -> ComparedPart:
    """Return which of several parts a body answers for now, the first if for none of them."""
    held = (part for part in parts if holder and part.iri == holder.part_iri)
    return next(held, parts[0])
