"""The process that loads a snapshot once and forks workers from it: ``python -m …zygote``.

It has one thread when it forks, so that a fork is a whole copy, and it never evaluates a query. Its
control connection carries JSON messages, one a packet: ``{"fork": n}`` with the worker's end of a
connection comes in; ``ready`` or ``failed``, ``forked`` with the worker's pidfd and ``ended`` go
out. When the connection ends, so do the workers and it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from plankg.errors import WorkspaceError
from plankg.oxigraph import StoreEngine
from plankg.pool.confinement import SERVICE_DESCRIPTORS, ignore_signals, limit_loader
from plankg.pool.spare_room import leave_room
from plankg.pool.worker import work
from plankg.store import open_snapshot

_MESSAGE = 64 * 1024


def main(control: int, snapshot: str) -> None:
    """Load `snapshot`, then serve the connection with the descriptor `control` until it ends.

    First come the endpoints that SERVICE may go to, by IRI, and how to load it, as
    ``{"services": {IRI: stand-in}, "default_apart": true}``.
    """
    ignore_signals()
    limit_loader()
    connection = socket.socket(fileno=control)
    first = json.loads(connection.recv(_MESSAGE) or b"{}")
    services = first.get("services", {})
    try:
        engine = open_snapshot(Path(snapshot), default_apart=first.get("default_apart", False))
    except WorkspaceError as error:
        _send(connection, {"failed": str(error)})
        return
    # What is there now is shared with all workers; the collector should not touch, so copy, it.
    gc.collect()
    gc.freeze()
    engine.allow(services)
    leave_room()
    _send(connection, {"ready": engine.release})
    _Zygote(connection, engine, SERVICE_DESCRIPTORS if services else 0).serve()


class _Zygote:
    def __init__(
        self, control: socket.socket, engine: StoreEngine, further_descriptors: int
    ) -> None:
        self._control = control
        self._engine = engine
        self._further_descriptors = further_descriptors
        # By the descriptor that becomes readable when the worker ends.
        self._workers: dict[int, tuple[int, int]] = {}

    def serve(self) -> NoReturn:
        """Fork and bury workers until nobody is there to work for."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        while True:
            for descriptor, _ in poll.poll():
                if descriptor in self._workers:
                    poll.unregister(descriptor)
                    self._bury(descriptor)
                else:
                    started = self._obey()
                    if started is None:
                        self._end()
                    poll.register(started, select.POLLIN)

    def _obey(self) -> int | None:
        """Fork the worker that is asked for; return its pidfd, or None when nobody is there."""
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, _MESSAGE, 1)
        except OSError:
            return None
        if not message:
            return None
        number = int(json.loads(message)["fork"])
        pid = os.fork()
        if pid == 0:
            self._become_worker(descriptors[0])
        os.close(descriptors[0])
        pidfd = os.pidfd_open(pid)
        self._workers[pidfd] = (pid, number)
        _send(self._control, {"forked": number, "pid": pid}, pidfd)
        return pidfd

    def _become_worker(self, connection: int) -> NoReturn:
        status = 1
        try:
            # Descriptors are closed by number; no object should close them again.
            self._control.detach()
            work(self._engine, connection, self._further_descriptors)
            status = 0
        finally:
            os._exit(status)

    def _bury(self, pidfd: int) -> None:
        pid, number = self._workers.pop(pidfd)
        _, status = os.waitpid(pid, 0)
        os.close(pidfd)
        _send(self._control, {"ended": number, "status": os.waitstatus_to_exitcode(status)})

    def _end(self) -> NoReturn:
        for pid, _ in self._workers.values():
            os.kill(pid, signal.SIGKILL)
        os._exit(0)  # taking the store apart would take longer than all the rest


def _send(control: socket.socket, message: dict[str, Any], descriptor: int | None = None) -> None:
    descriptors = [] if descriptor is None else [descriptor]
    try:
        socket.send_fds(control, [json.dumps(message).encode()], descriptors)
    except OSError:  # nobody is there any more, as the next poll will tell
        return


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
