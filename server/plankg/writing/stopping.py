"""Turns the signals that ask a process to end into an exception, so that it can undo its work."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# SIGINT is Python's own KeyboardInterrupt; Windows has no SIGHUP.
_SIGNALS = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]


class Stopped(BaseException):
    """The process was asked to end, by the signal of that number.

    Like KeyboardInterrupt it is no error, and only the top catches it.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` in the block when a signal asks the process to end.

    Only while something is written: elsewhere a process should end at once, also in the midst of a
    long computation in which Python hears no signals. A signal that is ignored (``nohup``) or
    handled already stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    taken = [number for number in _SIGNALS if signal.getsignal(number) is signal.SIG_DFL]

    def stop(number: int, _frame: FrameType | None) -> None:
        for one in taken:
            # Whoever asks twice should not break off what is being undone.
            signal.signal(one, signal.SIG_IGN)
        raise Stopped(number)

    for number in taken:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
