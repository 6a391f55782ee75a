"""How long who asks may still wait, in one line after the other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Patience:
    """The `seconds` that a request may wait in all its lines together, and what is `left` of them.

    A request waits in one line at a time, so nothing is locked.
    """

    __slots__ = ("left", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds = self.left = seconds

    def spend(self, seconds: float) -> None:
        """Take off what was waited."""
        self.left = max(0.0, self.left - seconds)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Take off the time that is spent within."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.spend(time.monotonic() - begun)
