"""Writes what happens to the standard error stream: one JSON object a line, or one line of text.

A thread of its own writes, so that a terminal or a pipe that does not take it holds up no request.
What it cannot write in time is dropped and counted, and the count is written.
"""

from __future__ import annotations

import json
import logging
import queue
import sys
import threading
from datetime import UTC, datetime
from typing import Any, TextIO

# Lines that may wait; at some 200 bytes each, 2 MB.
_WAITING = 10_000
# What a log line says of a message of another library, at most.
_LONGEST = 4000


class EventLog:
    """A log of events; `close` writes what still waits."""

    def __init__(self, form: str = "json", stream: TextIO | None = None) -> None:
        self._line = _as_json if form == "json" else _as_text
        self._stream = stream or sys.stderr
        self._waiting: queue.Queue[dict[str, Any] | None] = queue.Queue(_WAITING)
        self._dropped = 0
        self._thread = threading.Thread(target=self._write_all, name="log", daemon=True)
        self._thread.start()

    def write(self, event: str, **facts: Any) -> None:
        """Log an event; facts that are ``None`` are left out."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        known = {name: value for name, value in facts.items() if value is not None}
        try:
            self._waiting.put_nowait({"time": now, "event": event, **known})
        except queue.Full:
            self._dropped += 1

    def close(self) -> None:
        """Write what waits, then end; gives up after a second on a stream that takes nothing."""
        try:
            self._waiting.put(None, timeout=1)
        except queue.Full:
            return
        self._thread.join(timeout=1)

    def take_over(self) -> LogHandler:
        """Let the log of the libraries that we use, warnings and worse, come here too."""
        handler = LogHandler(self)
        logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
        return handler

    def _write_all(self) -> None:
        while (event := self._waiting.get()) is not None:
            if self._dropped:
                event["dropped_before"], self._dropped = self._dropped, 0
            try:
                self._stream.write(self._line(event))
                if self._waiting.empty():
                    self._stream.flush()
            except (OSError, ValueError):  # nobody reads any more, or the stream is closed
                continue


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


def _as_json(event: dict[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"


def _as_text(event: dict[str, Any]) -> str:
    facts = " ".join(f"{name}={_word(value)}" for name, value in list(event.items())[2:])
    return f"{event['time']} {event['event']} {facts}\n"


def _word(value: Any) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if not text or set(text) & set(' "\n=') else text
