"""Words for what stands in a file and is not read; they stay with the plan (`Document.notices`)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise


def counted(count: int, thing: str, things: str = "") -> str:
    """Return a number of things in words: ``1 footnote``, ``2 text boxes``."""
    return f"1 {thing}" if count == 1 else f"{count} {things or thing + 's'}"


def pages_told(numbers: Iterable[int]) -> str:
    """Return pages' numbers with runs of them as such: ``page 4``, ``pages 1-3, 7``."""
    pages = sorted(set(numbers))
    breaks = [at for at, (one, other) in enumerate(pairwise(pages), 1) if other != one + 1]
    runs = [
        pages[first:last] for first, last in zip([0, *breaks], [*breaks, len(pages)], strict=True)
    ]
    told = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page {told}" if len(pages) == 1 else f"pages {told}"


__all__ = ["counted", "pages_told"]
