"""Answers plain SPARQL questions in the connection: no HTTP parser, no ASGI, no task.

What they ask `Manners` knows, and a recipe of `Shortcut` says how they are asked and answered.
Whatever does not fit to the letter goes the long way, and so does every error: the web is told what
the worker said, and makes the answer.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from plankg.engine import Answer
from plankg.errors import PlanKGError
from plankg.patience import Patience
from plankg.serving.asked_engine import Said
from plankg.serving.coding import is_worth_packing
from plankg.serving.exchange import CLIENT_CLOSED_REQUEST, Request
from plankg.serving.fair_use import Place, RefusedError, Turns
from plankg.serving.flights import Flight
from plankg.serving.kept_answers import KeptAnswer, KeptAnswers, Ready, kept_answer
from plankg.serving.manners import PATH, Asked, Manners
from plankg.serving.measurements import Measurements
from plankg.serving.shortcut import Outcome, Shortcut, outcome_of
from plankg.serving.steady import is_steady
from plankg.serving.switchboard import Call

# A larger answer is handed on in pieces, by the front.
_LARGEST = 256 * 1024
_TICK = 0.05


class Asking(Protocol):
    """What is wanted of a connection; `peer` is the address of its other side."""

    peer: str

    def when_lost(self, call: Callable[[], None] | None) -> None:
        """Have `call` called when the client hangs up."""

    def hold(self) -> None:
        """Read nothing more until `finish` or `read_on` is called."""

    def finish(self, start: bytes, head: bytes, body: bytes) -> None:
        """Send the answer, and read on behind the request."""

    def read_on(self, data: bytes, before: Before) -> None:
        """Read the request the long way after all; `before` is what came of it."""


class Before(NamedTuple):
    """What came of a request before it went the long way.

    What a worker said to it, a refusal, or nothing but that it has waited: how long it still may.
    """

    said: Said | None = None
    refused: RefusedError | None = None
    patience: Patience | None = None


@dataclass(slots=True, eq=False)
class _Run:
    """A question on its way."""

    connection: Asking
    asked: Asked
    flight: Flight
    begun: float
    started: float = 0.0
    place: Place | None = None
    call: Call | None = None
    left: bool = False

    def leave(self) -> None:
        """Count the client off, once."""
        if not self.left:
            self.left = True
            self.flight.leave()


class Direct:
    """Answers what it can at once, with what the front has: turns, flights, kept answers."""

    def __init__(
        self,
        shortcut: Shortcut,
        turns: Turns,
        kept: KeptAnswers,
        flights: dict[Hashable, Flight],
        release: Callable[[], str],
        measured: Measurements,
    ) -> None:
        self._shortcut, self._turns, self._kept, self._flights = shortcut, turns, kept, flights
        self._release, self._measured = release, measured
        self._manners = Manners(shortcut)
        self._queue: dict[_Run, float] = {}
        self._timer: asyncio.TimerHandle | None = None

    def forget(self) -> None:
        """Forget what was learned: another release or another application is served."""
        self._manners.forget()

    def learn(self, peer: str, sent: bytes, request: Request, shape: object, coding: str) -> None:
        """Remember how `sent` was understood, if there is a recipe for its kind."""
        self._manners.learn(peer, sent, request, shape, coding)

    def take(self, connection: Asking, data: bytes) -> bool:
        """Begin to answer a request; False if it has to go the long way."""
        asked = self._manners.read(connection.peer, data)
        if asked is None or asked.recipe.release != self._release():
            return False
        manner = asked.manner
        if asked.key in self._flights or self._kept.get(asked.key, manner.coding) is not None:
            return False
        known = self._shortcut.kept(asked.engine_key)
        if known is not None:
            return self._answer_known(connection, asked, known)
        try:
            free = self._turns.take_now(manner.client)
        except RefusedError:
            return False  # and is refused there
        flight = Flight(asyncio.get_running_loop().create_future())
        run = _Run(connection, asked, flight, time.perf_counter())
        self._flights[asked.key] = flight
        connection.hold()
        flight.join()
        flight.absence.when_told(lambda: self._gone(run))
        if free:
            self._start(run)
        else:
            self._wait(run)
        connection.when_lost(run.leave)
        return True

    def _answer_known(self, connection: Asking, asked: Asked, known: Answer) -> bool:
        """Answer what was asked before, in whatever manner; False if it has to go the long way."""
        begun = time.perf_counter()
        answer = self._cast(asked, Outcome(asked.question, known))
        if answer is None:
            return False
        connection.hold()
        connection.finish(answer.start, answer.head, answer.body)
        self._kept.put(asked.key, asked.manner.coding, answer)
        tally = self._measured.tally(PATH, answer.status)
        self._kept.remember(
            asked.data, Ready(answer, answer.start, answer.head, answer.body, tally)
        )
        self._count(asked, answer.status, len(answer.body), "hit", begun)
        return True

    def _wait(self, run: _Run) -> None:
        run.place = Place(run.asked.manner.client, lambda: self._called(run))
        self._turns.queue(run.place)
        self._queue[run] = time.monotonic() + self._turns.patience().left
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_TICK, self._look)

    def _called(self, run: _Run) -> None:
        del self._queue[run]
        run.place = None
        self._start(run)

    def _start(self, run: _Run) -> None:
        run.started = time.perf_counter()
        run.call = self._shortcut.begin(run.asked.question, lambda said: self._told(run, said))
        if run.call is None:
            # Not at once: a turn that is given back here may be given to another here.
            asyncio.get_running_loop().call_soon(self._told, run, None)

    def _look(self) -> None:
        """Send away who waited too long for a turn."""
        now = time.monotonic()
        for run, until in list(self._queue.items()):
            if until > now:
                break
            self._withdraw(run)
            self._refuse(run)
        again = bool(self._queue)
        self._timer = asyncio.get_running_loop().call_later(_TICK, self._look) if again else None

    def _withdraw(self, run: _Run) -> None:
        del self._queue[run]
        if run.place is not None:
            self._turns.give_up(run.place)

    def _gone(self, run: _Run) -> None:
        """Stop a question that nobody waits for."""
        if run in self._queue:
            self._withdraw(run)
            self._land(run, None)
            self._count_lost(run)
        elif run.call is not None:
            self._shortcut.give_up(run.call)

    def _told(self, run: _Run, said: Answer | PlanKGError | None) -> None:
        run.call = None
        # First of all: whoever is next keeps the worker busy meanwhile.
        self._turns.leave(run.asked.manner.client)
        if said is None:
            patience = self._turns.patience()
            patience.spend(run.started - run.begun)
            self._send_on(run, Before(patience=patience))
            return
        outcome, seconds = outcome_of(run.asked.question, said), time.perf_counter() - run.started
        answer = self._cast(run.asked, outcome)
        if answer is not None and not run.left:
            run.connection.when_lost(None)
            run.connection.finish(answer.start, answer.head, answer.body)
        # What is counted, logged and kept can wait for the answer.
        self._shortcut.note(outcome, run.asked.recipe.release, seconds, run.asked.engine_key)
        if answer is None:
            self._send_on(run, Before(outcome.said))
        else:
            packed = isinstance(said, Answer) and answer.body is not said.body
            self._answered(run, answer, packed=packed)

    def _cast(self, asked: Asked, outcome: Outcome) -> KeptAnswer | None:
        """Return what is sent, in the client's coding; None if it is for the front to make."""
        answer = self._shortcut.answer(asked.recipe, outcome)
        if answer is None or len(answer.body) > _LARGEST:
            return None
        coding = asked.manner.coding
        if coding and is_worth_packing(asked.recipe.mould.content_type, len(answer.body)):
            return kept_answer(answer.as_reply(), coding)
        return answer

    def _answered(self, run: _Run, answer: KeptAnswer, *, packed: bool) -> None:
        asked = run.asked
        steady = asked.recipe.release == self._release() and is_steady(asked.question.query)
        if steady and packed:
            # Not to be packed again. What is not packed is kept as the engine's answer, and here
            # when somebody asks for it again, which most never do.
            self._kept.put(asked.key, asked.manner.coding, answer)
        self._land(run, (answer, steady))
        if run.left:
            self._count_lost(run)
        else:
            self._count(asked, answer.status, len(answer.body), "miss", run.begun)

    def _refuse(self, run: _Run) -> None:
        error = self._turns.too_late()
        self._forget_flight(run)
        run.flight.reply.set_exception(error)
        run.flight.reply.exception()  # seen, also if nobody else waits
        self._long_way(run, Before(refused=error))

    def _send_on(self, run: _Run, before: Before) -> None:
        """Let the web answer; whoever else waits has to ask it too."""
        self._land(run, None)
        self._long_way(run, before)

    def _long_way(self, run: _Run, before: Before) -> None:
        if run.left:
            self._count_lost(run)
        else:
            run.connection.when_lost(None)
            run.connection.read_on(run.asked.data, before)

    def _count_lost(self, run: _Run) -> None:
        self._count(run.asked, CLIENT_CLOSED_REQUEST, 0, "miss", run.begun)

    def _count(self, asked: Asked, status: int, size: int, source: str, begun: float) -> None:
        seconds, release = time.perf_counter() - begun, asked.recipe.release
        client = asked.manner.client
        self._measured.answered("GET", PATH, status, size, source, seconds, release, client)

    def _land(self, run: _Run, made: tuple[KeptAnswer, bool] | None) -> None:
        self._forget_flight(run)
        run.flight.absence.when_told(None)
        run.flight.reply.set_result(made)

    def _forget_flight(self, run: _Run) -> None:
        if self._flights.get(run.asked.key) is run.flight:
            del self._flights[run.asked.key]
