"""Asks an empty store first, in a process that can be killed: what that refuses is not sent on.

So syntax is told with line and column, SERVICE, updates and unknown formats are refused, and a
query that would overflow a parser's stack ends a worker of ours, as at a service with a store of
its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from plankg.engine import Dataset, Limits
from plankg.oxigraph import StoreEngine
from plankg.patience import Patience
from plankg.pool import PoolState, WorkerPool, can_isolate
from plankg.snapshot_sources import SnapshotSources
from plankg.store import build_snapshot, open_snapshot


class Gate:
    """Lets queries through, or raises what an engine of our own would raise of them."""

    def __init__(
        self,
        prefixes: Mapping[str, str],
        base: str,
        workers: int,
        queue: int,
        queue_seconds: float,
    ) -> None:
        self._folder = TemporaryDirectory(prefix="plankg-gate-")
        nothing = SnapshotSources(
            plans={}, ontology={}, ontology_graph=base, prefixes=prefixes, base=base
        )
        snapshot = build_snapshot(Path(self._folder.name), nothing).path
        self._engine: WorkerPool | StoreEngine = (
            WorkerPool(snapshot, workers, queue, queue_seconds)
            if can_isolate()
            else open_snapshot(snapshot)
        )

    @property
    def state(self) -> PoolState:
        """What its workers are doing."""
        if isinstance(self._engine, WorkerPool):
            return self._engine.state
        return PoolState("", workers=1, idle=1, waiting=0, replaced=0, restarts=0)

    def require(
        self,
        query: str,
        form: str,
        limits: Limits,
        dataset: Dataset | None,
        base: str,
        gone: Callable[[], bool] | None,
        patience: Patience | None,
    ) -> None:
        """Raise what `Engine.answer` would raise of this question over an empty store."""
        if isinstance(self._engine, WorkerPool):
            self._engine.answer(
                query, {}, form, limits, dataset=dataset, base=base, gone=gone, patience=patience
            )
        else:
            self._engine.answer(query, {}, form, limits, dataset=dataset, base=base, gone=gone)

    def wait(self) -> None:
        """Wait until it is ready."""
        if isinstance(self._engine, WorkerPool):
            self._engine.wait()

    def close(self) -> None:
        """End its processes."""
        if isinstance(self._engine, WorkerPool):
            self._engine.close()
        self._folder.cleanup()
