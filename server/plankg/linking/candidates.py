"""Finds which pairs are worth comparing, without comparing all with all.

Names that share one of their rarest pairs of signs meet; what most names have (企业, 项目) brings
nobody together. Each name meets a bounded number of others, so the work grows with the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

# The rarest keys of a name that others are looked up by.
_RAREST = 5
# A key that more names share than this tells nothing: it is the genre's, not the thing's.
_COMMONEST = 40


def candidate_pairs(names: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of positions, the smaller first, each once, in order."""
    keys = [_keys(name) for name in names]
    holders: dict[str, list[int]] = defaultdict(list)
    for position, own in enumerate(keys):
        for key in own:
            holders[key].append(position)
    pairs = {
        (min(position, other), max(position, other))
        for position, own in enumerate(keys)
        for key in _rarest(own, holders)
        for other in holders[key]
        if other != position
    }
    return sorted(pairs)


def _rarest(own: frozenset[str], holders: Mapping[str, list[int]]) -> list[str]:
    shared = [key for key in own if 1 < len(holders[key]) <= _COMMONEST]
    return sorted(shared, key=lambda key: (len(holders[key]), key))[:_RAREST]


def _keys(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1)) or frozenset((name,))
