"""Chooses the allocator of the query workers: mimalloc where the machine has it.

A query allocates and frees thousands of small pieces; mimalloc does that faster than the C library
(figures in docs/decisions/0013-workers.md). It comes with the system (Debian: libmimalloc2.0), not
with pip, and nothing depends on it.
"""

from __future__ import annotations

import ctypes.util
import platform
from collections.abc import Mapping

_VARIABLE = "LD_PRELOAD"
_LIBRARY = "mimalloc"


def preloaded(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variable that makes a child use mimalloc; nothing where there is none to use.

    An `environment` that sets ``LD_PRELOAD``, be it to nothing, is left as it is: so an operator
    chooses another allocator, or the C library's own. Only glibc's loader goes on without a
    library that it cannot load, so no other one is asked to.
    """
    if _VARIABLE in environment or platform.libc_ver()[0] != "glibc":
        return {}
    found = ctypes.util.find_library(_LIBRARY)
    return {_VARIABLE: found} if found else {}
