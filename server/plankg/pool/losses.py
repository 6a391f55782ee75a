"""What is told of a worker that was lost: the way it ended says which limit its query met."""

from __future__ import annotations

import signal
from collections.abc import Callable

from plankg.engine import Limits
from plankg.errors import (
    DepthLimitError,
    EngineCrashedError,
    MemoryLimitError,
    PlanKGError,
    TimeLimitError,
)


def why_lost(status: int | None, limits: Limits) -> PlanKGError:
    """Return the error for a query during which its worker ended.

    Args:
        status: the exit status, less than 0 for a signal, None if it is not known.
        limits: the limits of the query.
    """
    if status is not None and -status in _BY_SIGNAL:
        return _BY_SIGNAL[-status](limits)
    return EngineCrashedError(
        "the process that answered was ended from outside, as by a machine short of memory: ask"
        " again, and if it happens again ask for less"
    )


def out_of_time(limits: Limits) -> str:
    """Return what is told of a query that was stopped at its deadline."""
    return (
        f"the query was stopped after {limits.seconds:g} s: narrow it, start from what is rare, or"
        " ask for a part at a time"
    )


def out_of_memory(limits: Limits) -> str:
    """Return what is told of a query that wanted more memory than it may have."""
    return (
        f"the query needs more than {limits.memory // 2**20} MiB of memory: narrow it, leave out"
        " DISTINCT, ORDER BY or GROUP BY over many rows, or build shorter strings"
    )


def _too_deep(limits: Limits) -> PlanKGError:
    return DepthLimitError(
        "the query is nested too deeply for the engine: write it with fewer brackets, filters or"
        " steps within each other"
    )


# A process whose stack is full meets the first two; the engine aborts when no memory is left.
_BY_SIGNAL: dict[int, Callable[[Limits], PlanKGError]] = {
    signal.SIGSEGV: _too_deep,
    signal.SIGBUS: _too_deep,
    signal.SIGABRT: lambda limits: MemoryLimitError(out_of_memory(limits)),
    signal.SIGALRM: lambda limits: TimeLimitError(out_of_time(limits)),
}
