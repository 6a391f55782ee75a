"""What the kernel lets a worker do: answer on its one connection, and nothing else.

The engine is asked not to fetch and not to read files, and then the process has no descriptor left
that it could open one with, no file that it could write, and only so much memory and time.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
from contextlib import suppress

_PAGE = resource.getpagesize()
_CONNECTION, _SIZES = 3, 4
# Two for each worker is what a zygote needs.
_MOST_DESCRIPTORS = 1024
# A query that goes to allowed endpoints needs a few connections to them; see `services`.
SERVICE_DESCRIPTORS = 16
# The deadline is the pool's affair. This is for the case that the pool is no longer there.
_GRACE = 1.0


def ignore_signals() -> None:
    """Leave the end of this process to the one that it serves.

    Ctrl-C and a service manager's stop go to all processes at once, but questions that are being
    answered should be finished. When the served process is gone, its connections end.
    """
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, signal.SIG_IGN)


def limit_loader() -> None:
    """Limit this process, which loads the store, and all that it forks: no dumps of it on disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A worker closes all descriptors, also where the kernel closes them only one by one.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_DESCRIPTORS if most == resource.RLIM_INFINITY else min(most, _MOST_DESCRIPTORS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Confinement:
    """The limits of this process, which has just been forked; they hold until it ends.

    `connection` is the descriptor of its connection; all others are closed.
    """

    def __init__(self, connection: int, further_descriptors: int = 0) -> None:
        os.dup2(connection, _CONNECTION)
        os.closerange(_CONNECTION + 1, os.sysconf("SC_OPEN_MAX"))
        # What the engine prints when it runs out of memory: the pool tells it in its own words.
        os.dup2(os.open(os.devnull, os.O_RDWR), 2)
        os.closerange(_CONNECTION + 1, _CONNECTION + 2)
        assert os.open("/proc/self/statm", os.O_RDONLY) == _SIZES  # noqa: S101 - the lowest free
        descriptors = _SIZES + 1 + further_descriptors
        resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        self.connection = socket.socket(fileno=_CONNECTION)
        self._start = self._size()
        self._limited = resource.RLIM_INFINITY

    def begin(self, seconds: float, memory: int) -> None:
        """Limit what comes now: time from now, memory beyond what there was at the start."""
        self._limit_memory(self._start + memory)
        # Without a handler: the kernel ends the process, also in the midst of the engine.
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)

    def end(self) -> None:
        """Lift the limit of time; that of memory stays until the next `begin`."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def lift_memory(self) -> None:
        """Lift the limit of memory, so that its having been met can be told."""
        self._limit_memory(resource.RLIM_INFINITY)

    def grown(self) -> int:
        """Return by how many bytes this process has grown since it was forked."""
        return self._size() - self._start

    def _limit_memory(self, size: int) -> None:
        if size != self._limited:
            resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))
            self._limited = size

    def _size(self) -> int:
        return int(os.pread(_SIZES, 64, 0).split(maxsplit=1)[0]) * _PAGE


def prefer_to_be_killed() -> None:
    """Should the machine run out of memory, let the kernel take a worker first."""
    with suppress(OSError):
        descriptor = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        try:
            os.write(descriptor, b"500")
        finally:
            os.close(descriptor)


def give_way() -> None:
    """Leave the core to who runs there: a question that comes takes it from nobody.

    Else the process that hands out questions loses it with each one that it sends.
    """
    with suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
