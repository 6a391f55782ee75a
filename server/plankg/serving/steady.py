"""Says which queries give the same answer as long as the release stays."""

from __future__ import annotations

import re
from functools import lru_cache

# What is another each time, and what comes from elsewhere. A word in a string or a name costs no
# more than that the answer is not kept; an escape may hide a word. The engine wants no space before
# a word ("ORDER BYRAND()"), so only what stands behind it tells a function from a longer name.
_WORDS = ("NOW", "RAND", "UUID", "SERVICE", "\\U")
_UNSTEADY = re.compile(r"(?:NOW|RAND|UUID)[ \t\r\n]*+[(#]|SERVICE|\\U", re.IGNORECASE)


@lru_cache(maxsize=64)  # asked more than once for one request, with others between
def is_steady(query: str) -> bool:
    """Say whether the answer to `query` depends on the release alone; no if that is not sure."""
    # Most queries have none of these letters in a row, which is found out ten times faster.
    raised = query.upper()
    for word in _WORDS:
        if word in raised:
            return _UNSTEADY.search(query) is None
    return True
