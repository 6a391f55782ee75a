"""Resolves the name of an endpoint within the time that a query has left.

The system's resolver has a time of its own, half a minute and more, and nothing stops it. So it
runs in a thread that is left alone when the time is up. There is one such thread for an endpoint at
most: who asks meanwhile waits for the same answer.
"""

from __future__ import annotations

import socket
import threading


class NameLookup:
    """Looks up one host."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._lock = threading.Lock()
        self._running: _Run | None = None

    def addresses(self, seconds: float) -> list[str]:
        """Return the addresses that the name has now.

        Raises:
            TimeoutError: they are not known within so many seconds.
            OSError: there is no such name, or nobody who knows it.
        """
        with self._lock:
            if self._running is None or self._running.done.is_set():
                self._running = _Run(self._host, self._port)
                self._running.start()
            run = self._running
        if not run.done.wait(seconds):
            raise TimeoutError(f"its name {self._host!r} is not resolved in time")
        if run.error is not None:
            raise run.error
        return run.found


class _Run(threading.Thread):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(name="plankg-name", daemon=True)
        self._host, self._port = host, port
        self.found: list[str] = []
        self.error: OSError | UnicodeError | None = None
        self.done = threading.Event()

    def run(self) -> None:
        try:
            found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
            self.found = [str(address[0]).partition("%")[0] for *_, address in found]
        except (OSError, UnicodeError) as error:
            self.error = error
        finally:
            self.done.set()
