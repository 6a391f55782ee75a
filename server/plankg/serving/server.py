"""Runs the front on uvicorn: signals, a graceful stop, releases that come meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from plankg.serving.connection import Connection, bound
from plankg.serving.front import Front
from plankg.serving.memory import give_back_large_pieces
from plankg.serving.releases import Releases
from plankg.serving.settings import ServerSettings

# Connections that the kernel holds until they are taken: a burst of a thousand is no attack.
_BACKLOG = 2048
# New objects until the youngest are looked through, and rounds until older ones are.
_COLLECT = (5_000, 20, 50)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to us: uvicorn would end the process by the signal after stopping."""
        yield


class HttpServer:
    """Serves `front` on a listening socket, until it is told to stop."""

    def __init__(
        self,
        front: Front,
        settings: ServerSettings,
        releases: Releases | None,
        started: Callable[[], None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._releases = releases
        self._started = started
        self._front = front
        config = uvicorn.Config(
            front,
            loop="auto",
            http=bound(front.kept.ready, settings, front.direct, front.release),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=_BACKLOG,
            timeout_keep_alive=int(settings.idle_s) or 1,
            timeout_graceful_shutdown=int(settings.drain_s),
        )
        # Else each request that is no HTTP would be a line in the log, as many as someone likes.
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
        self._config = config
        self._server = _Server(config)

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._server.server_state.connections)

    @property
    def open_connections(self) -> tuple[Connection, ...]:
        """The open connections."""
        found = self._server.server_state.connections
        return tuple(one for one in found if isinstance(one, Connection))

    def run(self, listener: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until SIGINT or SIGTERM; a second one ends what still runs.

        `ready` is called as soon as these are taken.
        """
        with asyncio.Runner(loop_factory=self._config.get_loop_factory()) as runner:
            runner.run(self.serve(listener, ready))

    async def serve(
        self, listener: socket.socket, ready: Callable[[], None] = lambda: None
    ) -> None:
        """Serve on the running event loop; `ready` as for `run`."""
        self._started()
        # What is there now stays, and so do most answers that come: looking through them again
        # and again for cycles took a quarter of this process's time.
        gc.freeze()
        gc.set_threshold(*_COLLECT)
        give_back_large_pieces()
        background = self._follow_releases()
        self._take_signals()
        ready()
        try:
            await self._server.serve(sockets=[listener])
        finally:
            if background is not None:
                background.cancel()
            self._front.close()

    def stop(self) -> None:
        """Take no further requests, and end when those under way are answered."""
        if self._server.should_exit:
            self._server.force_exit = True
        self._server.should_exit = True

    def _follow_releases(self) -> asyncio.Task[None] | None:
        if self._releases is None or not self._settings.watch_s:
            return None
        return asyncio.create_task(self._releases.watch(self._settings.watch_s))

    def _take_signals(self) -> None:
        loop = asyncio.get_running_loop()
        # Not on Windows, where there are no signals to handle on a loop; Ctrl-C ends it there.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self.stop)
            loop.add_signal_handler(signal.SIGHUP, self._reload)

    def _reload(self) -> None:
        if self._releases is not None:
            self._reloading = asyncio.ensure_future(self._releases.reload())
