"""One release being served: its zygote, restarted if it dies, and as many workers as asked."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from plankg.errors import WorkspaceError
from plankg.pool.worker_link import WorkerLink
from plankg.pool.zygote_link import ZygoteLink

_LOG = logging.getLogger("plankg.pool")
# Between attempts to start a zygote: doubled each time up to the second.
_PAUSES = (0.05, 10.0)
# Until a worker that could not be started for want of descriptors is tried again.
_RETRY = 0.5
# A worker that ends before it was asked anything is not replaced faster than this.
_BREATH = 0.1


class Generation:
    """The workers of one snapshot.

    Args:
        snapshot: the folder of the snapshot.
        size: how many workers there should be.
        services: stand-ins for the endpoints that SERVICE may go to, by their IRIs.
        library: what the zygote and its workers preload, empty for nothing.
        default_apart: load the default graph by itself, too.
        born: is called with each new worker.
        died: is called with a worker that ended, whether or not somebody asks it just now.
    """

    def __init__(
        self,
        snapshot: Path,
        size: int,
        services: Mapping[str, str],
        library: str,
        default_apart: bool,
        born: Callable[[Generation, WorkerLink], None],
        died: Callable[[Generation, WorkerLink], None],
    ) -> None:
        self.snapshot = snapshot
        self.release = ""
        self.replaced = 0
        self.restarts = 0
        self._size = size
        self._services = services
        self._library = library
        self._default_apart = default_apart
        self._born, self._died = born, died
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()
        self._workers: dict[int, WorkerLink] = {}
        self._expected: set[int] = set()
        self._zygote: ZygoteLink | None = None
        self._again: threading.Timer | None = None
        self._retired = False
        self._closed = threading.Event()
        self._failure = ""
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._run, name="plankg-pool", daemon=True)

    @property
    def zygote_pid(self) -> int | None:
        """The process id of the zygote, while there is one."""
        return self._zygote.pid if self._zygote else None

    @property
    def workers(self) -> tuple[WorkerLink, ...]:
        """The workers that are there."""
        with self._lock:
            return tuple(self._workers.values())

    def start(self) -> None:
        """Begin to load the snapshot, unless it has been closed before it could begin."""
        with self._lock:
            if self._closed.is_set():
                self._fail("the pool was closed")
            else:
                self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until the snapshot is loaded and a first worker is there.

        Raises:
            WorkspaceError: it cannot be loaded, or not in this time.
        """
        if not self._opened.wait(seconds):
            raise WorkspaceError(f"the snapshot was not loaded within {seconds:g} s")
        if self._failure:
            raise WorkspaceError(self._failure)

    def lose(self, worker: WorkerLink) -> None:
        """Kill a worker, if it isn't dead yet, and have another in its place."""
        with self._lock:
            if self._workers.pop(worker.number, None) is not None:
                self.replaced += not self._retired
            worker.close()
            self._fill()
            self._end_if_empty()

    def retire(self) -> None:
        """Replace no more workers, and end with the last of them."""
        with self._lock:
            self._retired = True
            self._end_if_empty()

    def close(self) -> None:
        """End the zygote and all workers at once; those who ask them are told."""
        with self._lock:
            self._retired = True
            for worker in self._workers.values():
                worker.stop()
            self._end()
            started = self._thread.ident is not None
        if started:
            self._thread.join()

    def _end_if_empty(self) -> None:
        if self._retired and not self._workers:
            self._end()

    def _end(self) -> None:
        self._closed.set()
        if self._again is not None:
            self._again.cancel()
        if self._zygote is not None:
            self._zygote.hang_up()

    def _run(self) -> None:
        pause, longest = _PAUSES
        while self._may_serve():
            if self._serve():
                pause = _PAUSES[0]
            if not self._opened.is_set():
                self._fail("the snapshot could not be loaded: the process that loads it ended")
            if self._may_serve():
                self.restarts += 1
                _LOG.warning("the zygote of %s ended and is started again", self.snapshot.name)
                self._closed.wait(pause)
                pause = min(pause * 2, longest)

    def _may_serve(self) -> bool:
        return not (self._retired or self._failure or self._closed.is_set())

    def _serve(self) -> bool:
        """Run one zygote until it ends, and say whether it had loaded the snapshot."""
        loaded = False
        try:
            link = ZygoteLink(
                self.snapshot, self._services, self._library, default_apart=self._default_apart
            )
        except OSError:
            _LOG.exception("the zygote of %s cannot be started", self.snapshot.name)
            return False
        with link as zygote:
            with self._lock:
                self._zygote = zygote
                if self._closed.is_set():
                    zygote.hang_up()
            for event in zygote.events():
                self._hear(event)
                loaded = loaded or "ready" in event
            with self._lock:
                self._zygote = None
                self._expected.clear()
        return loaded

    def _hear(self, event: dict[str, Any]) -> None:
        if "ready" in event:
            self.release = event["ready"]
            self._fill()
        elif "failed" in event:
            _LOG.error("%s", event["failed"])
            if not self._opened.is_set():
                self._fail(event["failed"])
        elif "forked" in event:
            self._admit(event["worker"])
        elif "missed" in event:
            self._miss(event["missed"])
        else:
            self._bury(event["ended"], event["status"])

    def _admit(self, worker: WorkerLink) -> None:
        with self._lock:
            self._expected.discard(worker.number)
            wanted = not self._retired
            if wanted:
                self._workers[worker.number] = worker
        if wanted:
            self._born(self, worker)
            self._opened.set()
        else:
            worker.close()

    def _bury(self, number: int, status: int) -> None:
        with self._lock:
            worker = self._workers.get(number)
        if worker is not None:
            worker.ended(status)
            if not worker.asked:
                self._closed.wait(_BREATH)
            self._died(self, worker)

    def _fill(self) -> None:
        """Ask for the workers that are missing."""
        with self._lock:
            if self._zygote is None or self._retired or not self.release:
                return
            while len(self._workers) + len(self._expected) < self._size:
                number = next(self._numbers)
                self._expected.add(number)
                try:
                    self._zygote.fork(number)
                except OSError:
                    self._miss(number)
                    return

    def _miss(self, number: int) -> None:
        """Try again later to start a worker, as this process may open no more descriptors now."""
        with self._lock:
            self._expected.discard(number)
            if self._again is None and not self._closed.is_set():
                _LOG.warning("no worker can be started: too many files and connections are open")
                self._again = threading.Timer(_RETRY, self._retry)
                self._again.daemon = True
                self._again.start()

    def _retry(self) -> None:
        with self._lock:
            self._again = None
        self._fill()

    def _fail(self, message: str) -> None:
        self._failure = message
        self._opened.set()
