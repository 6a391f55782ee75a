"""What answers queries: workers, or this process where a system offers none.

No query can be stopped in this process. The module imports little, because loading a snapshot
should begin before the web is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from plankg.engine import Answer, Dataset, Limits, Term
from plankg.patience import Patience
from plankg.pool import Allocator, PoolState, WorkerPool, allocator_for, can_isolate
from plankg.serving.settings import Settings
from plankg.store import current_snapshot, open_snapshot
from plankg.workspace import Workspace


def open_pool(workspace: Workspace, settings: Settings) -> WorkerPool | LocalEngine:
    """Begin to load the current snapshot of `workspace`, and return what will answer from it.

    Raises:
        WorkspaceError: nothing is built there, or the allocator cannot be used.
        InputError: an endpoint for SERVICE is no address.
    """
    snapshot = current_snapshot(workspace.state).path
    if not can_isolate():
        return LocalEngine(snapshot)
    use = settings.fair_use
    services = settings.limits.services
    allocator = chosen_allocator(settings)
    return WorkerPool(
        *(snapshot, settings.workers, use.running, use.queue_s, services, allocator),
        default_apart=settings.server.default_graph_apart,
    )


def chosen_allocator(settings: Settings) -> Allocator:
    """Return the memory allocator of the processes that run queries on this machine.

    Raises:
        WorkspaceError: the one that is asked for cannot be used.
    """
    if not can_isolate():
        return Allocator(told="the system's: queries run in the service's own process")
    return allocator_for(settings.server.allocator)


class LocalEngine:
    """An engine over a snapshot in this process, with the manners of a `WorkerPool`."""

    def __init__(self, snapshot: Path) -> None:
        self._engine = open_snapshot(snapshot)

    @property
    def release(self) -> str:
        """The content hash of the published graphs that answers come from."""
        return self._engine.release

    @property
    def state(self) -> PoolState:
        """What it is doing now: it is always there."""
        return PoolState(self.release, workers=1, idle=1, waiting=0, replaced=0, restarts=0)

    def wait(self) -> None:
        """Wait until the snapshot is loaded, which it is."""

    def swap(self, snapshot: Path) -> None:
        """Load another snapshot, then answer from it.

        Raises:
            WorkspaceError: the snapshot cannot be loaded.
        """
        self._engine = open_snapshot(snapshot)

    def close(self) -> None:
        """End; there is nothing to end."""

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
        """Return the whole answer to `query`; see `Engine.answer`. Nobody waits here."""
        return self._engine.answer(
            query, bindings, format, limits, dataset=dataset, base=base, gone=gone
        )
