"""Says how many things an engine can do at once; engines don't hold the interpreter's lock."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Return how many cores this process may use, at least one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
