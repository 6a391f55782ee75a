"""Tells whoever waits at a terminal what is worked on, and for how long already."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from plankg.cli.table import display_width

# What takes no longer than this is not told: a line that flashes up is read by nobody.
_SECONDS = 1.0
_SECONDS_WIDTH = len(": 99999 s")


@contextmanager
def waiting_for(what: str) -> Iterator[None]:
    """Show `what` and the seconds that it has taken, each second, until it is done.

    On stderr, and only if that is a terminal; the line is gone in the end.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    teller = Thread(target=_tell, args=(what, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: Event) -> None:
    # Of a longer line the terminal's next would be the one that is written over.
    fits = display_width(what) + _SECONDS_WIDTH < shutil.get_terminal_size().columns
    shown = what if fits else f"{what.partition(' ')[0]} …"
    started, line = time.monotonic(), ""
    while not done.wait(_SECONDS):
        line = f"{shown}: {time.monotonic() - started:.0f} s"
        # The cursor goes back, so that a warning of the reader writes over it.
        _write(f"{line}\r")
    if line:
        _write(f"{' ' * display_width(line)}\r")


def _write(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()
