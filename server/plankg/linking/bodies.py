"""Proposes which names of an area's bodies are one body: 发改委 and 发展和改革委员会.

Bodies of two areas are never one, whatever they are called; that they belong to one line of
government is stated of each (`plan:hasFunction`), so that no pair of them needs a link. Within an
area, two bodies of one line are one only if one name is short for the other: 市委组织部 and
市人才办 are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from plankg.body_names import normalised
from plankg.linking.model import KNOWN, LEXICAL, REPLACED_BY, SAME, Proposal, Reason, Thing
from plankg.lookups import Lookups

_SHARED_NAME, _SHORT_IN_LINE, _SHORT, _RENAMED = 0.98, 0.96, 0.75, 0.85


class BodyRules:
    """Compares the names of bodies within their area; `successors` are lines that took over."""

    def __init__(self, lookups: Lookups, successors: Iterable[tuple[str, str]] = ()) -> None:
        endings = lookups.rows("link_body_endings")
        self._endings = {row["ending"]: row["office"] for row in endings}
        self._successors = frozenset(successors)

    def propose(self, things: Iterable[Thing]) -> Iterator[Proposal]:
        """Yield the proposals for these bodies, each area by itself."""
        by_area: dict[str, list[Thing]] = defaultdict(list)
        for thing in things:
            by_area[thing.area].append(thing)
        for area, group in sorted(by_area.items()):
            if area:
                yield from self._within(group)

    def compare(self, one: Thing, other: Thing) -> Proposal | None:
        """Return what is proposed about two bodies, None if nothing is."""
        if one.area != other.area or not one.area:
            return None
        first, second = sorted((one, other), key=lambda thing: thing.iri)
        return (
            self._by_name(first, second)
            or self._by_reform(first, second)
            or self._by_reform(second, first)
        )

    def _within(self, group: list[Thing]) -> Iterator[Proposal]:
        """Compare the bodies of an area, of which there are some dozens at most."""
        for one, other in combinations(sorted(group, key=lambda thing: thing.iri), 2):
            proposal = self.compare(one, other)
            if proposal is not None:
                yield proposal

    def _by_name(self, one: Thing, other: Thing) -> Proposal | None:
        shared = sorted(set(_names(one)) & set(_names(other)))
        if shared:
            reason = Reason(
                f"同一区域内同名：{shared[0]}", f"they share a name in one area: {shared[0]}"
            )
            return Proposal(one, SAME, other, _SHARED_NAME, LEXICAL, (reason,))
        if one.functions and other.functions and not one.functions & other.functions:
            return None
        short = self._short_for(one, other)
        return self._as_short(one, other, short) if short else None

    def _as_short(self, one: Thing, other: Thing, short: tuple[str, str, bool]) -> Proposal:
        name, full, only_the_office = short
        line = one.functions & other.functions
        reasons = [Reason(f"“{name}”是“{full}”的简称", f"{name} is short for {full}")]
        if line:
            reasons.append(Reason("同一区域、同一条线", "they are of one area and one line"))
        score = _SHORT_IN_LINE if line or only_the_office else _SHORT
        return Proposal(one, SAME, other, score, KNOWN, tuple(reasons))

    def _short_for(self, one: Thing, other: Thing) -> tuple[str, str, bool] | None:
        """Return the short name, the full one, and whether only the kind of office is shortened."""
        short, long = sorted((one, other), key=lambda thing: (len(self._bare(thing)), thing.iri))
        (stem, office), (whole, same) = (
            self._parted(self._bare(short)),
            self._parted(self._bare(long)),
        )
        if office != same or not office:
            return None
        if stem == whole:
            # A court has no other name than its office.
            alone = bool(stem) or bool(one.functions & other.functions)
            return (short.label, long.label, True) if alone else None
        signs = iter(whole)
        enough = len(stem) > 1 or (bool(stem) and bool(one.functions & other.functions))
        if enough and stem[0] == whole[:1] and all(sign in signs for sign in stem):
            return short.label, long.label, False
        return None

    def _bare(self, thing: Thing) -> str:
        """Return the shortest name, without 政府 before it: 市政府外办 is 外办."""
        name = min(_names(thing), key=lambda name: (len(name), name))
        # 政府 and 政府办公室 are themselves a kind of office.
        return name.removeprefix("政府") if self._parted(name)[0] else name

    def _parted(self, name: str) -> tuple[str, str]:
        """Return a name's stem and the kind of office that it ends with."""
        for ending, office in self._endings.items():
            if name.endswith(ending):
                return name.removesuffix(ending), office
        return name, ""

    def _by_reform(self, before: Thing, after: Thing) -> Proposal | None:
        reforms = sorted(
            (old, new)
            for old in before.functions
            for new in after.functions
            if (old, new) in self._successors
        )
        if not reforms or before.functions & after.functions:
            return None
        old, new = (function.rpartition("/")[2] for function in reforms[0])
        reason = Reason(
            f"机构改革后“{old}”由“{new}”承接", f"in a reform {new} took over the work of {old}"
        )
        return Proposal(before, REPLACED_BY, after, _RENAMED, KNOWN, (reason,))


def _names(thing: Thing) -> tuple[str, ...]:
    return tuple(normalised(name) for name in thing.names)
