"""Makes arguments and standard streams what every command may rely on: UTF-8, and there."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper, UnsupportedOperation
from typing import TextIO

# https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUTF8; processes of our own inherit it.
_UTF8_MODE = "PYTHONUTF8"


def insist_on_utf8() -> None:
    """Start anew in Python's UTF-8 mode where the locale has no Chinese.

    In the locale C, or one of Latin-1, Python takes 科技局 among the arguments, and files' names,
    for other signs than were typed. What is typed there today is UTF-8 all the same; a locale of
    GBK means what it says.
    """
    # Whoever has set the mode before, and is not heeded (`python -I`), shall not come here again.
    if not _has_chinese(sys.getfilesystemencoding()) and os.environ.get(_UTF8_MODE) != "1":
        environment = os.environ | {_UTF8_MODE: "1"}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606


def _has_chinese(encoding: str) -> bool:
    try:
        return bool("策图".encode(encoding))
    except UnicodeEncodeError:
        return False


def prepare_streams() -> None:
    """Let output be UTF-8 whatever the locale says, and closed streams (``>&-``) be streams.

    Python has None for a closed one. Reading then finds the end at once, what is said to nobody
    goes nowhere, and writing an answer is an error, which tells that it was not had.
    """
    # Their descriptors come to be the lowest free ones, so in this order 0, 1 and 2 again.
    if sys.stdin is None:
        sys.stdin = _opened(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _opened(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _opened(os.O_WRONLY, "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def drop_the_rest(stream: TextIO) -> None:
    """Let what waits to be written, and what comes, go nowhere.

    Python would complain of it when it flushes at its end.
    """
    with suppress(UnsupportedOperation):  # A stream of Python's own, as in tests, waits for nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _opened(flags: int, mode: str) -> TextIOWrapper:
    stream = os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8")
    assert isinstance(stream, TextIOWrapper)  # noqa: S101 - a text mode gives one
    return stream
