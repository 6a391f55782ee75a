"""Groups of what is one, into which nothing comes that is to be kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable


class Groups:
    """Disjoint groups. `apart` are pairs that are never in one; of `single` a group has one."""

    def __init__(self, apart: Iterable[tuple[str, str]], single: Collection[str] = ()) -> None:
        self._members: dict[str, list[str]] = {}
        self._others: dict[str, set[str]] = defaultdict(set)
        self._single = frozenset(single)
        for one, other in apart:
            self._others[one].add(other)
            self._others[other].add(one)

    def of(self, one: str) -> list[str]:
        """Return all that are one with this, itself included."""
        return self._members.get(one, [one])

    def is_in_one(self, one: str) -> bool:
        """Say whether anything was joined with this."""
        return one in self._members

    def join(self, one: str, other: str) -> bool:
        """Make one group of two, unless that brings together what is kept apart; say whether."""
        mine, theirs = self.of(one), self.of(other)
        if mine is theirs or one == other:
            return True
        if self._are_apart(mine, theirs):
            return False
        small, large = sorted((mine, theirs), key=len)
        large.extend(small)
        for member in (*small, one, other):
            self._members[member] = large
        return True

    def _are_apart(self, mine: list[str], theirs: list[str]) -> bool:
        small, large = sorted((mine, theirs), key=len)
        denied = {other for member in small for other in self._others.get(member, ())}
        if denied and not denied.isdisjoint(large):
            return True
        singles = self._single.intersection
        return bool(self._single and singles(small) and singles(large))
