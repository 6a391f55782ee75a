"""Lets the memory of large answers go back to the system when they are sent.

glibc takes large pieces from the system one by one and gives them back. But with each one that is
freed it raises the size that it counts as large, up to 32 MB, and from then on such pieces come
from heaps that stay: after some large answers a service kept 60 MB that it did not need. A size
that is set stays as it is.
"""

from __future__ import annotations

import sys

# <malloc.h>
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
# Most answers are smaller, and come from the heap.
_LARGE = 256 * 1024
# Of the heap's end, which would be given back and taken again for each request else.
_KEPT = 4 * 1024 * 1024


def give_back_large_pieces() -> None:
    """Settle it for this process, where the C library is glibc; others have no such setting."""
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_TRIM_THRESHOLD, _KEPT)
