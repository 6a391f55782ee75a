"""Keeps values up to so many bytes; the one that was not used for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")

# What an entry costs beside its bytes: keys, headers, the objects around them.
_OVERHEAD = 1024


def _nothing(_: object) -> None:
    return None


def _never(_: object) -> bool:
    return False


class ByteCache(Generic[Value]):
    """A cache for several threads, bounded in bytes.

    A value larger than `largest` is not kept: it would drive out a thousand others. Before a value
    goes, `spared` may ask for another round for it; `dropped` is told of each that went.
    """

    def __init__(
        self,
        size: int,
        largest: int,
        *,
        spared: Callable[[Value], bool] = _never,
        dropped: Callable[[Value], None] = _nothing,
    ) -> None:
        self._limit = size
        self._largest = min(largest, size)
        self._spared = spared
        self._dropped = dropped
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._used = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """Return what is kept under `key`, ``None`` if nothing is."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: Value, size: int) -> bool:
        """Keep `value`, whose bytes are `size`; say whether it is kept."""
        if not self._limit or size > self._largest:
            return False
        cost = size + _OVERHEAD
        with self._lock:
            self._remove(key)
            self._values[key] = value, cost
            self._used += cost
            self._make_room(len(self._values))
            return key in self._values

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            for key in list(self._values):
                self._remove(key)

    @property
    def used(self) -> int:
        """The bytes that are in use now, with what entries cost beside their bytes."""
        return self._used

    def __len__(self) -> int:
        return len(self._values)

    def _make_room(self, rounds: int) -> None:
        while self._used > self._limit:
            key, (value, _) = next(iter(self._values.items()))
            rounds -= 1
            # After one round every value had its second chance.
            if rounds > 0 and self._spared(value):
                self._values.move_to_end(key)
            else:
                self._remove(key)

    def _remove(self, key: Hashable) -> None:
        found = self._values.pop(key, None)
        if found is not None:
            self._used -= found[1]
            self._dropped(found[0])
