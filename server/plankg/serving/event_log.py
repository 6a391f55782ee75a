"""Writes what happens to the standard error stream: one JSON object a line, or one line of text.

A thread of its own writes, so that a terminal or a pipe that does not take it holds up no request.
What it cannot write in time is dropped and counted, and the count is written. The lines are made by
whoever logs: the interpreter runs one thread at a time, and a thread that made them could lose the
processor in the midst of it, and hold up all requests for some milliseconds.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, TextIO

# Lines that may wait; at some 200 bytes each, 2 MB.
_WAITING = 10_000
# Seconds until an event is written.
_PAUSE = 0.2
# Lines that are written in one go.
_AT_ONCE = 1_000
# What a log line says of a message of another library, at most.
_LONGEST = 4000


class EventLog:
    """A log of events; `close` writes what still waits."""

    def __init__(self, form: str = "json", stream: TextIO | None = None) -> None:
        self._line = _as_json if form == "json" else _as_text
        self._stream = stream or sys.stderr
        self._waiting: deque[str] = deque()
        self._closed = threading.Event()
        self._dropped = 0
        self._thread = threading.Thread(target=self._write_all, name="log", daemon=True)
        self._thread.start()

    def write(self, event: str, **facts: Any) -> None:
        """Log an event; facts that are ``None`` are left out."""
        if len(self._waiting) >= _WAITING:
            self._dropped += 1
            return
        self._waiting.append(self._line(_moment(int(time.time() * 1000)), event, facts))

    def close(self) -> None:
        """Write what waits, then end; gives up after a second on a stream that takes nothing."""
        self._closed.set()
        self._thread.join(timeout=1)

    def take_over(self) -> LogHandler:
        """Let the log of the libraries that we use, warnings and worse, come here too."""
        handler = LogHandler(self)
        logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
        return handler

    def _write_all(self) -> None:
        closing = False
        while not closing:
            # Now and then rather than for each event: waking costs more than writing.
            closing = self._closed.wait(_PAUSE)
            while self._waiting:
                self._write_some()

    def _write_some(self) -> None:
        lines: list[str] = []
        if self._dropped:
            self.write("dropped", events=self._dropped)
            self._dropped = 0
        while self._waiting and len(lines) < _AT_ONCE:
            lines.append(self._waiting.popleft())
        # Nobody may read any more, or the stream be closed: that must not end the service.
        with suppress(OSError, ValueError):
            self._stream.write("".join(lines))
            self._stream.flush()


class LogHandler(logging.Handler):
    """Writes records of Python's logging as events."""

    def __init__(self, log: EventLog) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record, with its traceback."""
        self._log.write(
            "message",
            level=record.levelname.lower(),
            logger=record.name,
            message=self.format(record)[:_LONGEST],
        )


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Most facts are of these types, and an encoder that looks for them one by one takes thrice as long.
_WRITTEN: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    float: float.__repr__,
}


@lru_cache(maxsize=2)  # a request has two lines
def _moment(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{_second(seconds)}.{thousandths:03}+00:00"


@lru_cache(maxsize=2)  # many lines are of one second
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _as_json(moment: str, event: str, facts: Mapping[str, Any]) -> str:
    told = [
        f',"{name}":{_WRITTEN.get(type(value), _encode)(value)}'
        for name, value in facts.items()
        if value is not None
    ]
    return f'{{"time":"{moment}","event":"{event}"{"".join(told)}}}\n'


def _as_text(moment: str, event: str, facts: Mapping[str, Any]) -> str:
    told = [f"{name}={_word(value)}" for name, value in facts.items() if value is not None]
    return " ".join((moment, event, *told)) + "\n"


def _word(value: Any) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if not text or set(text) & set(' "\n=') else text
