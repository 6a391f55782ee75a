"""Puts the service together: workers, web application, front, server, releases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import Flask

from plankg.catalogue import Catalogue
from plankg.pool import WorkerPool
from plankg.serving.asked_engine import AskedEngine
from plankg.serving.engines import LocalEngine
from plankg.serving.event_log import EventLog
from plankg.serving.front import Front
from plankg.serving.gateway import Gateway
from plankg.serving.measurements import Measurements
from plankg.serving.operations import operations
from plankg.serving.releases import Releases
from plankg.serving.server import HttpServer
from plankg.serving.settings import Settings
from plankg.serving.shortcut import Shortcut
from plankg.serving.switchboard import Switchboard
from plankg.store import current_snapshot, snapshot_prefixes
from plankg.web import Service, create_app
from plankg.workspace import Workspace

if TYPE_CHECKING:
    # Imports rdflib, which what serves a store of its own does without.
    from plankg.remote import RemoteEngine
    from plankg.serving.endpoint import ServedEndpoint

_MB = 1024 * 1024


@dataclass
class ServedWorkspace:
    """A workspace being served, by the `pool` that `open_pool` gives, or the engine of `endpoint`.

    `close` ends its processes and writes what is left to log.
    """

    workspace: Workspace
    settings: Settings
    log: EventLog
    pool: WorkerPool | LocalEngine | RemoteEngine
    server: HttpServer = field(init=False)
    endpoint: ServedEndpoint | None = None

    def __post_init__(self) -> None:
        try:
            self._assemble()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the processes."""
        self.pool.close()
        self.log.close()

    def _assemble(self) -> None:
        cache = self.settings.cache
        app = self._app
        self._engine = AskedEngine(
            self.pool, cache.size_mb * _MB // 2, cache.entry_mb * _MB, self._asked
        )
        first = app()
        self._measured = Measurements(self.settings.log, self.log, _routes(first))
        self._gateway = Gateway(first, self._engine)
        shown = operations(
            lambda: self.pool.state.release,
            lambda: self.pool.state.workers,
            self._measured,
            self.settings.server.metrics,
        )
        pool = self.pool
        shortcut = None
        if isinstance(pool, WorkerPool):
            shortcut = Shortcut(self._engine, Switchboard(pool.begin))
            self.log.write("allocator", used=pool.allocator.told)
            if services := self.settings.limits.services:
                # Whom SERVICE is refused is not told where it may go.
                self.log.write("services", allowed=", ".join(services))
        self._front = Front(
            self._gateway, self.settings, self._serving, self._measured, shown, shortcut
        )
        self.server = HttpServer(self._front, self.settings.server, self._releases(), self._started)
        self._watch()

    def _releases(self) -> Releases:
        if self.endpoint is not None:
            return self.endpoint.releases(self._renew, self.log)
        swap = cast("WorkerPool | LocalEngine", self.pool).swap
        return Releases(self.workspace.state, self._serving, swap, self._renew, self.log)

    def _prefixes(self) -> Mapping[str, str]:
        if self.endpoint is not None:
            return self.endpoint.prefixes
        return snapshot_prefixes(current_snapshot(self.workspace.state))

    def _serving(self) -> str:
        return self.pool.release

    def _asked(self, asked: object) -> None:
        self._measured.asked(asked)  # type: ignore[arg-type]

    def _app(self) -> Flask:
        """Return a web application with the named queries as they are now."""
        workspace = self.workspace
        prefixes = self._prefixes()
        return create_app(
            Service(
                self._engine,
                Catalogue.load(*workspace.query_folders, prefixes=prefixes),
                workspace.base,
                self.settings.query_limits,
                prefixes,
                published=datetime.now(UTC).replace(microsecond=0),
            ),
            max_body=self.settings.server.max_body,
            max_address=self.settings.server.max_request_line,
        )

    def _started(self) -> None:
        self._loop = asyncio.get_running_loop()

    def _renew(self) -> None:
        app = self._app()
        self._engine.forget()
        self._gateway.replace(app)
        self._loop.call_soon_threadsafe(self._front.renew)

    def _watch(self) -> None:
        front, state = self._front, self.pool
        watched: Iterable[tuple[str, str, Callable[[], float]]] = (
            ("plankg_cache_bytes", "Memory that kept answers take.", lambda: front.kept.used),
            ("plankg_cache_answers", "Kept answers.", lambda: len(front.kept)),
            ("plankg_requests_running", "Requests worked on.", lambda: front.turns.running),
            ("plankg_requests_waiting", "Requests that wait.", lambda: front.turns.waiting),
            ("plankg_pending_bytes", "Large answers being taken.", lambda: front.large.held),
            ("plankg_connections", "Open connections.", lambda: self.server.connections),
            ("plankg_workers", "Processes that run queries.", lambda: state.state.workers),
            ("plankg_workers_idle", "Of these, idle ones.", lambda: state.state.idle),
            ("plankg_queries_waiting", "Queries that wait.", lambda: state.state.waiting),
        )
        for name, says, value in watched:
            self._measured.watch(name, says, value)
        self._measured.watch_release(self._serving)
        self._measured.watch_losses(
            lambda: {"worker": state.state.replaced, "loader": state.state.restarts}
        )


def _routes(app: Flask) -> set[str]:
    """Return the first segments of the application's addresses."""
    firsts = {str(rule).split("/")[1].partition(".")[0] for rule in app.url_map.iter_rules()}
    operated = {"healthz", "readyz", "metrics"}
    return {first for first in firsts if first and "<" not in first} | operated
