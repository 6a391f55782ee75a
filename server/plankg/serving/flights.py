"""Runs of questions under way, which all who ask the same at that time wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from plankg.serving.absence import Absence
from plankg.serving.exchange import Reply
from plankg.serving.kept_answers import KeptAnswer

# What the application made, or an answer that is ready to be kept and says whether it may be.
Made = Reply | tuple[KeptAnswer, bool]


class Client(Protocol):
    """Who waits for a flight."""

    def when_lost(self, call: Callable[[], None] | None) -> None:
        """Have `call` called when the client hangs up."""


@dataclass(slots=True)
class Flight:
    """One run of a question that several clients may wait for.

    Its `reply` is None where whoever waits has to ask on their own.
    """

    reply: asyncio.Future[Made | None]
    waiting: int = 0
    absence: Absence = field(default_factory=Absence)

    def join(self) -> None:
        """Count one more who waits."""
        self.waiting += 1

    def leave(self) -> None:
        """Count one less; tell when nobody is left."""
        self.waiting -= 1
        if self.waiting <= 0:
            self.absence.tell()


class listening:  # noqa: N801 - a with-statement reads so
    """Counts a client among those who wait for a flight, until it hangs up or has the reply."""

    def __init__(self, flight: Flight, connection: Client | None) -> None:
        self._flight, self._connection = flight, connection
        self._left = False

    def __enter__(self) -> None:
        self._flight.join()
        if self._connection is not None:
            self._connection.when_lost(self._leave)

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.when_lost(None)

    def _leave(self) -> None:
        if not self._left:
            self._left = True
            self._flight.leave()
