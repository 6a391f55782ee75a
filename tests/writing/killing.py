"""Runs work in a process of its own that a signal meets just before its n-th step on the disk.

A step is whatever changes the disk within a folder (opening a file to write, making, linking,
moving, removing) and each fsync. What the next process finds is what a kill at that moment leaves.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_EVENTS = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"}


def process_met(
    work: Callable[[], int], within: Path, at: int, by: signal.Signals = signal.SIGKILL
) -> tuple[int, bool]:
    """Return how a process that does `work` ended, and whether it came to its step number `at`.

    The first is its exit code, or less than 0 the signal that ended it.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        code = 70  # an exception, which is told on stderr
        try:
            _arm(within, at, by, writing)
            code = work()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        came = bool(pipe.read())
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), came


def _arm(within: Path, at: int, by: signal.Signals, pipe: int) -> None:
    left, folder = at, str(within)
    # However this process was started: in the background, or to outlive a terminal.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.write(pipe, b"!")
            os.kill(os.getpid(), by)

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event in _EVENTS or (event == "open" and _writes(arguments[2])):
            paths = [str(path) for path in arguments[:2]]
            # What a whole folder's removal removes is named by its last name alone.
            if any(path.startswith(folder) for path in paths) or "/" not in paths[0]:
                step()

    def fsync(descriptor: int) -> None:
        step()
        original(descriptor)

    original, os.fsync = os.fsync, fsync
    sys.addaudithook(hear)


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
