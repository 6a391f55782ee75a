"""Keeps the names of the releases that are asked for, so that they are read once each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from plankg.reconciliation.entities import Entities

# The current release, and the one before while its last requests run.
_KEPT = 2


class KeptEntities:
    """The entities by release, the last two of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Entities] = OrderedDict()
        self._lock = Lock()

    def of(self, release: str, load: Callable[[], Entities]) -> Entities:
        """Return those of a release; `load` is called where they are not kept, by one at a time."""
        with self._lock:
            if release not in self._kept:
                self._kept[release] = load()
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return self._kept[release]
