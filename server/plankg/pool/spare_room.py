"""Memory that a loaded process has to spare, so that workers need not ask the kernel for a little.

mimalloc 3 as we start it (`plankg.pool.allocator.preloading`) asks for no more than it needs. So a
query that wants some sizes for the first time has a piece mapped, and gives it back at its end:
three system calls and three page faults for each question, a fifth of what a point look-up costs a
worker. A worker finds room for such pieces in what the process that it is forked from has to spare.
The limit of memory counts from there, so a query may take this much more.
"""

from __future__ import annotations

import os

# The least that mimalloc keeps by itself.
SPARE = 32 * 1024 * 1024
# Earlier versions keep what a query gives back.
_SINCE = 300


def leave_room() -> None:
    """Set memory aside in this process, if mimalloc is preloaded; none of it is touched yet."""
    if "LD_PRELOAD" not in os.environ:
        return
    # Takes some milliseconds, for which those without a library to preload need not wait.
    import ctypes

    process = ctypes.CDLL(None)
    version = getattr(process, "mi_version", None)
    if version is not None and version() >= _SINCE:
        process.mi_reserve_os_memory(ctypes.c_size_t(SPARE), False, False)
