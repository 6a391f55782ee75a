"""Bounds how many long files are made at once, so that questions are never starved by downloads.

Whoever takes nothing for a while may lose the turn to another: slow clients must not lock a file
away from all others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from plankg.errors import OverloadedError

# Making a file is work for one core; more at once would only make each of them slower.
_MOST = 4
# A client that took nothing for so long has stalled, or wants to hold the turn.
_PATIENCE = 30.0


@dataclass(slots=True, eq=False)
class _Turn:
    """One file in the making; `since` is when its client last took a piece."""

    since: float
    lost: bool = False


class FileTurns:
    """Hands out turns to make files. `clock` counts seconds."""

    def __init__(
        self,
        most: int = _MOST,
        patience: float = _PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._patience = patience
        self._clock = clock
        self._turns: list[_Turn] = []
        self._lock = threading.Lock()

    def within(self, chunks: Iterator[bytes]) -> Generator[bytes, None, None]:
        """Yield `chunks` within a turn, taken with the first and given back with the last.

        Raises:
            OverloadedError: all turns are taken, or this one was lost to another client.
        """
        turn = self._take()
        try:
            for chunk in chunks:
                turn.since = self._clock()
                yield chunk
                if turn.lost:
                    raise OverloadedError("the turn was lost, as nothing was taken for too long")
        finally:
            self._give_back(turn)

    def _take(self) -> _Turn:
        with self._lock:
            now = self._clock()
            if len(self._turns) >= self._most:
                slowest = min(self._turns, key=lambda turn: turn.since)
                if now - slowest.since <= self._patience:
                    told = f"{self._most} files are being made already: come again soon"
                    raise OverloadedError(told, retry_after=int(self._patience))
                slowest.lost = True
                self._turns.remove(slowest)
            turn = _Turn(now)
            self._turns.append(turn)
            return turn

    def _give_back(self, turn: _Turn) -> None:
        with self._lock:
            if turn in self._turns:
                self._turns.remove(turn)
