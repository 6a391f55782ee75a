"""Says how values for sorts of places (山区县≥30⏎平原县≥15) part among the columns of a row."""

from __future__ import annotations

from collections.abc import Sequence


def evenly_parted(places: Sequence[tuple[str, ...]], columns: int) -> int:
    """Return how many of the values for sorts of places each column has; 0 where nothing says it.

    A sort is named once in a column, and its sorts are the same in each, or it has several.
    """
    each, rest = divmod(len(places), columns) if columns else (0, 1)
    if rest or each == 0:
        return 0
    blocks = [tuple(places[at : at + each]) for at in range(0, len(places), each)]
    same = all(block == blocks[0] for block in blocks)
    once = all(len(set(block)) == each for block in blocks)
    distinct = len(set(places)) == len(places) and (columns == 1 or each > 1)
    return each if once and (same or distinct) else 0
