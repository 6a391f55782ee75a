"""The line in which questions wait for a worker: first come, first served, not for ever."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from plankg.errors import CancelledError, OverloadedError
from plankg.patience import Patience

Worker = TypeVar("Worker")
# How often it is looked whether whoever waits has gone.
_LOOK = 0.1


class Line(Generic[Worker]):
    """Idle workers, or else those who wait for one.

    Args:
        length: how many may wait.
        seconds: how long each may wait, unless it brings its own patience.
    """

    def __init__(self, length: int, seconds: float) -> None:
        self._length = length
        self._seconds = seconds
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._places: deque[_Place[Worker]] = deque()
        self._closed = False

    @property
    def idle(self) -> int:
        """How many workers wait for questions."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many questions wait for a worker."""
        return len(self._places)

    def patience(self) -> Patience:
        """Return how long who brings no patience may wait."""
        return Patience(self._seconds)

    def take(self, gone: Callable[[], bool] | None, patience: Patience | None = None) -> Worker:
        """Return an idle worker, as soon as there is one.

        Raises:
            OverloadedError: too many wait already, or it took longer than there was `patience`.
            CancelledError: `gone` said so, or the line was closed.
        """
        with self._lock:
            self._check_open()
            if self._idle:
                # The one used last: its memory is the warmest.
                return self._idle.pop()
            if len(self._places) >= self._length:
                raise self._overloaded(f"{self._length} queries wait already")
            place: _Place[Worker] = _Place()
            self._places.append(place)
        try:
            self._wait(place, gone, patience or self.patience())
        except BaseException:
            self._leave(place)
            raise
        if place.worker is None:
            raise CancelledError("the query was not asked: the service is closing")
        return place.worker

    def take_idle(self) -> Worker | None:
        """Return an idle worker, None if there is none; it does not wait."""
        with self._lock:
            return self._idle.pop() if self._idle and not self._closed else None

    def put(self, worker: Worker) -> None:
        """Give an idle worker to whoever waits the longest, or keep it."""
        with self._lock:
            if self._places:
                self._places.popleft().give(worker)
            else:
                self._idle.append(worker)

    def withdraw(self, worker: Worker) -> bool:
        """Take back an idle worker; say whether it was idle."""
        with self._lock:
            if worker not in self._idle:
                return False
            self._idle.remove(worker)
            return True

    def exchange(self, workers: Iterable[Worker]) -> list[Worker]:
        """Put `workers` in the place of those that are idle now, and return these."""
        with self._lock:
            before, self._idle = self._idle, []
        for worker in workers:
            self.put(worker)
        return before

    def close(self) -> None:
        """Send away all who wait, and who comes."""
        with self._lock:
            self._closed = True
            while self._places:
                self._places.popleft().give(None)

    def _wait(
        self, place: _Place[Worker], gone: Callable[[], bool] | None, patience: Patience
    ) -> None:
        while patience.left > 0:
            with patience.waiting():
                timeout = min(patience.left, _LOOK) if gone else patience.left
                given = place.given.acquire(timeout=timeout)
            if given:
                return
            if gone and gone():
                raise CancelledError("the query was not asked, as whoever asked has gone")
        raise self._overloaded(f"no worker was free within {patience.seconds:g} s")

    def _leave(self, place: _Place[Worker]) -> None:
        with self._lock:
            if place in self._places:
                self._places.remove(place)
        if place.worker is not None:
            self.put(place.worker)

    def _check_open(self) -> None:
        if self._closed:
            raise CancelledError("the query was not asked: the service is closing")

    def _overloaded(self, why: str) -> OverloadedError:
        # By then those who wait now have been answered or sent away.
        again = max(1, math.ceil(self._seconds))
        return OverloadedError(f"too much is asked at once: {why}; try again in {again} s", again)


class _Place(Generic[Worker]):
    def __init__(self) -> None:
        # Released when something is given: a lock hands over faster than an event.
        self.given = threading.Lock()
        self.given.acquire()
        self.worker: Worker | None = None

    def give(self, worker: Worker | None) -> None:
        self.worker = worker
        self.given.release()
