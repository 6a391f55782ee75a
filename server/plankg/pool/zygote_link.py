"""The pool's side of one zygote: starts it, tells it to fork, hears what becomes of workers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import plankg
from plankg.pool.allocator import preloading
from plankg.pool.worker_link import WorkerLink

_MESSAGE = 64 * 1024
_EXIT_SECONDS = 5
# glibc keeps seven freed pieces of a size by default and gives the rest back to its heap, piece by
# piece; a query frees thousands. With these, ranked questions take a worker a fifth less time
# (docs/decisions/0013-workers.md). Other C libraries have no such variable and ignore it.
_TUNABLES = {
    "glibc.malloc.tcache_count": 65535,
    "glibc.malloc.mmap_threshold": 32 * 1024 * 1024,
    "glibc.malloc.trim_threshold": 256 * 1024 * 1024,
    # Large pages where the kernel offers them (madvise): the store is walked in no order.
    "glibc.malloc.hugetlb": 1,
}


class ZygoteLink:
    """One zygote, from its start to the end of its ``with`` block.

    `fork` and `hang_up` may be called by any thread, `events` by one only. `library` is preloaded;
    see `plankg.pool.allocator`. For `default_apart` see `plankg.store.open_snapshot`.
    """

    def __init__(
        self,
        snapshot: Path,
        services: Mapping[str, str],
        library: str = "",
        *,
        default_apart: bool = False,
    ) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [
                    *(sys.executable, "-P", "-m", "plankg.pool.zygote"),
                    *(str(theirs.fileno()), str(snapshot)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=_environment(library),
                # Ctrl-C is for the service, which ends the zygote; before that one can ignore the
                # signal, it would die of it with a traceback.
                process_group=0,
            )
        first = {"services": dict(services), "default_apart": default_apart}
        with suppress(OSError):  # as in `fork`
            self._control.send(json.dumps(first).encode())
        self._newborn: dict[int, socket.socket] = {}

    @property
    def pid(self) -> int:
        """The process id of the zygote."""
        return self._process.pid

    def fork(self, number: int) -> None:
        """Ask for a worker, which `events` will tell of under this number.

        Raises:
            OSError: this process may open no more descriptors.
        """
        ours, theirs = socket.socketpair()
        self._newborn[number] = ours
        with theirs, suppress(OSError):  # a zygote that has gone is told of by `events`
            message = json.dumps({"fork": number}).encode()
            socket.send_fds(self._control, [message], [theirs.fileno()])

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield what the zygote tells, until it ends; ``forked`` comes with a `WorkerLink`.

        ``missed`` is a worker that cannot be taken, as this process may open no more descriptors.
        """
        while True:
            try:
                message, descriptors, _, _ = socket.recv_fds(self._control, _MESSAGE, 1)
            except OSError:
                return
            if not message:
                return
            event = json.loads(message)
            if "forked" in event:
                event = self._taken(event["forked"], event["pid"], descriptors)
            yield event

    def _taken(self, number: int, pid: int, descriptors: Sequence[int]) -> dict[str, Any]:
        connection = self._newborn.pop(number)
        # The kernel leaves out what there is no room for.
        if not descriptors:
            connection.close()  # so that the worker ends
            return {"missed": number}
        return {"forked": number, "worker": WorkerLink(number, connection, descriptors[0], pid)}

    def hang_up(self) -> None:
        """Let the zygote end, and with it its workers."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> ZygoteLink:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()
        try:
            self._process.wait(_EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._control.close()
        for connection in self._newborn.values():
            connection.close()
        self._newborn.clear()


def _environment(library: str) -> dict[str, str]:
    """Return ours, made so that the zygote finds the same package and runs as quietly."""
    package = str(Path(plankg.__file__).parents[1])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    tunables = [f"{name}={value}" for name, value in _TUNABLES.items()]
    # Later ones win: what the operator sets holds.
    tunables += filter(None, [os.environ.get("GLIBC_TUNABLES")])
    return {
        **os.environ,
        **preloading(library, os.environ),
        "PYTHONPATH": os.pathsep.join(paths),
        "GLIBC_TUNABLES": ":".join(tunables),
        # A backtrace of the engine says nothing to whoever runs the service, and costs a second.
        "RUST_BACKTRACE": "0",
    }
