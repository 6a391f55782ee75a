"""Gives the turn to write to one process; another one waits a little, and then is told.

The lock is the kernel's: it ends with its process, however that ends. Readers never ask for it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from plankg.errors import WorkspaceBusyError, WorkspaceError

_LOCK = ".lock"
# What most writers need; who adds a folder of plans needs longer than anybody would wait.
PATIENCE = 10.0
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    # A locked byte cannot be read; this one is far behind what the file says.
    _LOCKED_BYTE = 2**30

    def _lock(file: BinaryIO) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def turn(
    state: Path, tell: Callable[[str], None] = lambda _: None, patience: float | None = None
) -> Iterator[None]:
    """Let no other process write what `state` belongs to while the block runs.

    `patience` is how many seconds to wait for it [default: `PATIENCE`].

    Raises:
        WorkspaceBusyError: another process is still writing.
        WorkspaceError: the folder cannot be written.
    """
    with _locked(state, tell, PATIENCE if patience is None else patience) as file:
        _say_who(file)
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no open file
                (state / _LOCK).unlink()


def _locked(state: Path, tell: Callable[[str], None], patience: float) -> BinaryIO:
    """Return the lock's file, which is locked until it is closed."""
    if file := _taken(state):
        return file
    end = time.monotonic() + patience
    tell(f"{_who(state)} is writing here: waiting for it up to {patience:g} s")
    while time.monotonic() < end:
        time.sleep(_PAUSE)
        if file := _taken(state):
            return file
    raise WorkspaceBusyError(
        f"{_who(state)} is still writing in {str(state.parent)!r}: nothing was changed; run the"
        " command again when the other has ended"
    )


def _taken(state: Path) -> BinaryIO | None:
    """Return the lock's file if it could be locked."""
    path = state / _LOCK
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise WorkspaceError(f"cannot write in {str(state)!r}: {error.strerror}") from error
    try:
        # Whoever had the turn removes the file: this one may be locked, and found by nobody else.
        if _lock(file) and _is_at(path, file):
            return file
    except OSError as error:
        file.close()
        raise WorkspaceError(
            f"cannot lock {str(path)!r}: {error.strerror}; a workspace needs a file system with"
            " locks"
        ) from error
    file.close()
    return None


def _is_at(path: Path, file: BinaryIO) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    return False


def _who(state: Path) -> str:
    try:
        process = (state / _LOCK).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        process = ""
    return f"another plankg command (process {process})" if process else "another plankg command"


def _say_who(file: BinaryIO) -> None:
    with suppress(OSError):  # on a full disk nobody is told who writes, and no more
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
