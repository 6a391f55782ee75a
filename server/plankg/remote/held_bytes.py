"""Bounds the memory that answers take which are under way, all together."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from plankg.errors import OverloadedError


class HeldBytes:
    """Counts bytes that are held, for all threads; `most` are allowed."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.now = 0
        self._lock = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[Share]:
        """Yield a share to which bytes are added; at the end they are let go."""
        share = Share(self)
        try:
            yield share
        finally:
            share.end()

    def change(self, count: int) -> None:
        """Hold so many bytes more, or fewer.

        Raises:
            OverloadedError: that would be too many.
        """
        with self._lock:
            if count > 0 and self.now + count > self.most:
                raise OverloadedError(
                    "large answers that are under way take all memory that they may: ask again"
                    " later, or for less"
                )
            self.now += count


class Share:
    """What one answer holds."""

    def __init__(self, of: HeldBytes) -> None:
        self._of = of
        self._count = 0
        self._ended = False
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        """Hold so many bytes more.

        Raises:
            OverloadedError: that would be too many, or nobody waits for the answer any more.
        """
        with self._lock:
            if self._ended:
                raise OverloadedError("the answer was given up")
            self._of.change(count)
            self._count += count

    def end(self) -> None:
        """Let all go."""
        with self._lock:
            self._ended = True
            self._of.change(-self._count)
            self._count = 0
