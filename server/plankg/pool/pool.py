"""The engine that a query cannot bring down: it runs in workers, and they can be killed."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plankg.engine import Answer, Dataset, Limits, Term
from plankg.errors import EngineCrashedError
from plankg.patience import Patience
from plankg.pool.allocator import Allocator
from plankg.pool.begun import Begun
from plankg.pool.generation import Generation
from plankg.pool.line import Line
from plankg.pool.messages import Question
from plankg.pool.worker_link import NotTakenError, WorkerLink

if TYPE_CHECKING:
    from plankg.pool.forwarder import Forwarder

_LOG = logging.getLogger("plankg.pool")
# A million quads take seven seconds; a machine may be busy.
_LOAD_SECONDS = 600.0
# Workers that may have ended while they were idle, one after the other.
_ATTEMPTS = 5
_SYSTEMS = Allocator()


def can_isolate() -> bool:
    """Say whether this system offers what a pool needs: fork, and pidfds (Linux 5.3).

    Elsewhere `plankg.store.open_snapshot` gives an engine in this process, which no query of
    strangers should reach.
    """
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class PoolState:
    """What a pool is doing at a moment: numbers for a health check and for metrics.

    `replaced` counts workers that were killed, broke down or grew too large, `restarts` zygotes,
    both since the pool was opened.
    """

    release: str
    workers: int
    idle: int
    waiting: int
    replaced: int
    restarts: int


class WorkerPool:
    """An `Engine` over a snapshot, in processes that are killed at a deadline or a limit.

    All methods may be called by many threads at once. Use it as a context manager, or `close` it.
    `size` is how many workers there should be.
    """

    def __init__(
        self,
        snapshot: Path,
        workers: int = 2,
        queue: int = 64,
        queue_seconds: float = 5.0,
        services: Sequence[str] = (),
        allocator: Allocator = _SYSTEMS,
        *,
        default_apart: bool = True,
    ) -> None:
        """Start to load `snapshot` without waiting; see `open` for the arguments."""
        self._default_apart = default_apart
        self._forwarder = _forwarder(services)
        self.allocator = allocator
        self.size = workers
        self._line: Line[_Hand] = Line(queue, queue_seconds)
        self._lock = threading.RLock()
        self._swapping = threading.Lock()
        self._closed = False
        self._replaced = self._restarts = 0
        # Of a generation that is loading.
        self._spare: list[_Hand] = []
        self._loading: Generation | None = None
        self._current = self._generation(snapshot)
        self._current.start()

    @classmethod
    def open(
        cls,
        snapshot: Path,
        workers: int = 2,
        queue: int = 64,
        queue_seconds: float = 5.0,
        services: Sequence[str] = (),
        allocator: Allocator = _SYSTEMS,
        *,
        default_apart: bool = True,
    ) -> WorkerPool:
        """Return a pool that is ready to answer from the snapshot in the folder `snapshot`.

        Args:
            snapshot: as `plankg.store.current_snapshot` gives its `path`.
            workers: how many queries run at once; more than there are cores make none faster.
            queue: how many queries may wait for a worker.
            queue_seconds: how long each may wait.
            services: the endpoints that SERVICE may go to; none by default. Each is its IRI, with
                `` private`` after it if it may lie in a private network.
            allocator: what the processes take their memory from, as `allocator_for` gives it.
            default_apart: keep the default graph by itself, too, as `plankg.store.open_snapshot`
                does: questions to it are answered faster, the store takes half as much memory
                again.

        Raises:
            WorkspaceError: the snapshot cannot be loaded.
            InputError: a service is no address of an endpoint.
        """
        pool = cls(
            *(snapshot, workers, queue, queue_seconds, services, allocator),
            default_apart=default_apart,
        )
        try:
            pool.wait()
        except BaseException:
            pool.close()
            raise
        return pool

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait(self, seconds: float = _LOAD_SECONDS) -> None:
        """Wait until the first snapshot is loaded.

        Raises:
            WorkspaceError: it cannot be loaded.
        """
        self._current.wait(seconds)

    @property
    def release(self) -> str:
        """The content hash of the graphs that new questions are answered from."""
        if not self._current.release:
            self.wait()
        return self._current.release

    @property
    def zygote_pid(self) -> int | None:
        """The process id of the one that workers are forked from, while there is one."""
        return self._current.zygote_pid

    @property
    def state(self) -> PoolState:
        """What the pool is doing now."""
        with self._lock:
            current = self._current
            return PoolState(
                release=current.release,
                workers=len(current.workers),
                idle=self._line.idle,
                waiting=self._line.waiting,
                replaced=self._replaced + current.replaced,
                restarts=self._restarts + current.restarts,
            )

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002 - the word of the interface
        limits: Limits,
        *,
        dataset: Dataset | None = None,
        base: str = "",
        gone: Callable[[], bool] | None = None,
        patience: Patience | None = None,
    ) -> Answer:
        """Return the whole answer to `query`; see `Engine.answer`.

        `patience` is how long it may wait for a worker, by default the pool's `queue_seconds`.
        """
        if not self._current.release:
            self.wait()
        question = Question(query, bindings, format, limits, dataset, base)
        patience = patience or self._line.patience()
        for _ in range(_ATTEMPTS):
            hand = self._line.take(gone, patience)
            try:
                return hand.worker.ask(question, gone)
            except NotTakenError:
                _LOG.info("a worker had ended before it read its question; another is asked")
            finally:
                self._give_back(hand)
        raise EngineCrashedError(f"{_ATTEMPTS} processes ended before they read the query")

    def begin(self, question: Question) -> Begun | None:
        """Ask an idle worker without waiting for its answer; None if none is idle.

        For callers that wait for many things at once, as an event loop does.
        """
        hand = self._line.take_idle()
        if hand is None:
            return None
        try:
            deadline = hand.worker.begin(question)
        except NotTakenError:
            self._give_back(hand)
            return None
        return Begun(question, hand.worker, deadline, lambda: self._give_back(hand))

    def swap(self, snapshot: Path) -> None:
        """Load another snapshot, then answer from it; questions under way end where they began.

        Until it returns, questions are answered from the old one, and if it fails, afterwards too.

        Raises:
            WorkspaceError: the snapshot cannot be loaded.
        """
        with self._swapping:
            new = self._generation(snapshot)
            with self._lock:
                self._loading = new
            new.start()
            try:
                new.wait(_LOAD_SECONDS)
            except BaseException:
                new.close()
                for hand in self._spared():
                    new.lose(hand.worker)
                raise
            self._install(new)

    def close(self) -> None:
        """End all processes; whoever still waits gets an error."""
        with self._lock:
            self._closed = True
            self._line.close()
            generations = [self._current, *filter(None, [self._loading])]
        self._end(*generations)
        if self._forwarder is not None:
            self._forwarder.close()

    def _end(self, *generations: Generation) -> None:
        for generation in generations:
            generation.close()
        # Not before: until a generation is closed, workers may be born to it.
        for hand in (*self._line.exchange([]), *self._spared()):
            hand.generation.lose(hand.worker)

    def _generation(self, snapshot: Path) -> Generation:
        services = self._forwarder.stand_ins if self._forwarder else {}
        library, apart = self.allocator.library, self._default_apart
        return Generation(
            Path(snapshot), self.size, services, library, apart, self._born, self._died
        )

    def _install(self, new: Generation) -> None:
        with self._lock:
            old, self._current, self._loading = self._current, new, None
            self._replaced += old.replaced
            self._restarts += old.restarts
            idle = self._line.exchange(self._spared())
            closed = self._closed
        old.retire()
        for hand in idle:
            old.lose(hand.worker)
        if closed:
            self._end(new)

    def _spared(self) -> list[_Hand]:
        with self._lock:
            spared, self._spare = self._spare, []
        return spared

    def _born(self, generation: Generation, worker: WorkerLink) -> None:
        hand = _Hand(generation, worker)
        with self._lock:
            if generation is self._current:
                self._line.put(hand)
            else:
                self._spare.append(hand)

    def _died(self, generation: Generation, worker: WorkerLink) -> None:
        hand = _Hand(generation, worker)
        with self._lock:
            idle = self._line.withdraw(hand)
            if hand in self._spare:
                self._spare.remove(hand)
                idle = True
        # Else somebody asks it, who will hear of it and lose it.
        if idle:
            generation.lose(worker)

    def _give_back(self, hand: _Hand) -> None:
        with self._lock:
            current = hand.generation is self._current and not self._closed
            if hand.worker.usable and current:
                self._line.put(hand)
                return
        hand.generation.lose(hand.worker)


@dataclass(frozen=True, slots=True)
class _Hand:
    """A worker and the generation that it belongs to."""

    generation: Generation
    worker: WorkerLink


def _forwarder(services: Sequence[str]) -> Forwarder | None:
    if not services:
        return None
    # A server and TLS, which start in no time but for most pools never have to.
    from plankg.pool.endpoints import AllowedEndpoint
    from plankg.pool.forwarder import Forwarder

    return Forwarder([AllowedEndpoint.parse(entry) for entry in services])
