"""Answers plain SPARQL questions in the connection: no HTTP parser, no ASGI, no task.

A client sends the same header lines again, to the letter, with the next question. So what a request
means beside its question is remembered by the bytes after it, once the web and the front have
answered one such request; and how questions of its kind are asked and answered is a recipe of
`Shortcut`. Whatever does not fit to the letter goes the long way, and so does every error: the web
is told what the worker said, and makes the answer.
"""

from __future__ import annotations

import asyncio
import binascii
import re
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from plankg.engine import Answer
from plankg.errors import PlanKGError
from plankg.patience import Patience
from plankg.pool.messages import Question
from plankg.serving.asked_engine import Said
from plankg.serving.coding import is_worth_packing
from plankg.serving.exchange import CLIENT_CLOSED_REQUEST, Request
from plankg.serving.fair_use import Place, RefusedError, Turns
from plankg.serving.flights import Flight
from plankg.serving.kept_answers import KeptAnswer, KeptAnswers, kept_answer
from plankg.serving.measurements import Measurements
from plankg.serving.shortcut import Recipe, Shortcut, outcome_of
from plankg.serving.steady import is_steady
from plankg.serving.switchboard import Call
from plankg.sparql_text import form_of

BEGINNING = b"GET /sparql?query="
_PATH = "/sparql"
_AT_QUERY = len(b"GET /sparql?")
_AT_TEXT = len(BEGINNING)
# What can mean nothing else in an address; `quote` leaves no other.
_PLAIN = re.compile(rb"(?:[A-Za-z0-9+._~/:?@!$'()*,=-]++|%[0-9A-Fa-f]{2})*+")
# As the front has it for questions whose answers are kept, with room for what else makes a key.
_LONGEST = 4096
# Header lines that say more than who asks and what they like.
_SPECIAL = (b"if-", b"content-", b"transfer-", b"expect", b"upgrade", b"range", b"authorization")
_MOST_MANNERS = 512
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


@dataclass(slots=True)
class _Manner:
    """What is known of requests that differ by the question alone."""

    scheme: str
    shape: Hashable
    coding: str
    client: str
    recipes: dict[str | None, Recipe] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Run:
    """A question on its way."""

    connection: Asking
    data: bytes
    manner: _Manner
    recipe: Recipe
    key: Hashable
    question: Question
    flight: Flight
    begun: float
    asked: float = 0.0
    place: Place | None = None
    call: Call | None = None
    left: bool = False

    def leave(self) -> None:
        """Count the client off, once."""
        if not self.left:
            self.left = True
            self.flight.leave()


def plain_text(data: bytes, start: int, end: int) -> bytes | None:
    """Return what a value of a form in an address means; None if it may be more than a value."""
    if not _PLAIN.fullmatch(data, start, end):
        return None
    # Quoted-printable has = for %, and its decoder is seven times as fast as `urllib.parse`.
    quoted = data[start:end].replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    return binascii.a2b_qp(quoted)


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
        self._manners: dict[tuple[str, bytes], _Manner] = {}
        self._queue: dict[_Run, float] = {}
        self._timer: asyncio.TimerHandle | None = None

    def forget(self) -> None:
        """Forget what was learned: another release or another application is served."""
        self._manners.clear()

    def learn(self, peer: str, sent: bytes, request: Request, shape: object, coding: str) -> None:
        """Remember how `sent` was understood, if there is a recipe for its kind."""
        before = b"GET " + request.target.encode("latin-1")
        if any(name.startswith(_SPECIAL) for name in request.headers):
            return
        if not isinstance(shape, tuple) or not sent.startswith(before + b" HTTP/1.1\r\n"):
            return
        found = self._shortcut.recipe_for(request, shape)
        if found is None or request.method != "GET" or request.path != _PATH:
            return
        recipe, question = found
        scheme, _, _, *rest = shape
        if len(self._manners) >= _MOST_MANNERS:
            self._manners.clear()
        manner = self._manners.setdefault(
            (peer, sent[len(before) :]), _Manner(scheme, tuple(rest), coding, request.client)
        )
        manner.recipes[form_of(question.query)] = recipe

    def take(self, connection: Asking, data: bytes) -> bool:
        """Begin to answer a request; False if it has to go the long way."""
        end = data.find(b" ", _AT_TEXT)
        if not _AT_TEXT < end <= _LONGEST:
            return False
        manner = self._manners.get((connection.peer, data[end:]))
        text = plain_text(data, _AT_TEXT, end) if manner is not None else None
        if manner is None or text is None:
            return False
        try:
            query = text.decode()
        except UnicodeDecodeError:
            return False
        recipe = manner.recipes.get(form_of(query))
        if recipe is None or recipe.release != self._release():
            return False
        key = (manner.scheme, _PATH, data[_AT_QUERY:end], *manner.shape)  # type: ignore[misc]
        question = Question(query, {}, recipe.format, recipe.limits, None, recipe.base)
        if key in self._flights or self._kept.get(key, manner.coding) is not None:
            return False
        if self._shortcut.knows(question):
            return False
        try:
            free = self._turns.take_now(manner.client)
        except RefusedError:
            return False  # and is refused there
        flight = Flight(asyncio.get_running_loop().create_future())
        run = _Run(connection, data, manner, recipe, key, question, flight, time.perf_counter())
        self._flights[key] = flight
        connection.hold()
        flight.join()
        flight.absence.when_told(lambda: self._gone(run))
        if free:
            self._start(run)
        else:
            self._wait(run)
        connection.when_lost(run.leave)
        return True

    def _wait(self, run: _Run) -> None:
        run.place = Place(run.manner.client, lambda: self._called(run))
        self._turns.queue(run.place)
        self._queue[run] = time.monotonic() + self._turns.patience().left
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_TICK, self._look)

    def _called(self, run: _Run) -> None:
        del self._queue[run]
        run.place = None
        self._start(run)

    def _start(self, run: _Run) -> None:
        run.asked = time.perf_counter()
        run.call = self._shortcut.begin(run.question, lambda said: self._told(run, said))
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
        self._turns.leave(run.manner.client)
        if said is None:
            patience = self._turns.patience()
            patience.spend(run.asked - run.begun)
            self._send_on(run, Before(patience=patience))
            return
        outcome = outcome_of(run.question, said)
        self._shortcut.note(outcome, run.recipe.release, time.perf_counter() - run.asked)
        cast = self._shortcut.answer(run.recipe, outcome)
        if cast is None or len(cast.body) > _LARGEST:
            self._send_on(run, Before(outcome.said))
        else:
            self._answer(run, cast)

    def _answer(self, run: _Run, answer: KeptAnswer) -> None:
        coding = run.manner.coding
        if coding and is_worth_packing(run.recipe.mould.content_type, len(answer.body)):
            answer = kept_answer(answer.as_reply(), coding)
        steady = run.recipe.release == self._release() and is_steady(run.question.query)
        if not run.left:
            run.connection.when_lost(None)
            run.connection.finish(answer.start, answer.head, answer.body)
        if steady:
            self._kept.put(run.key, coding, answer)
        self._land(run, (answer, steady))
        if run.left:
            self._count_lost(run)
        else:
            self._count(run, answer.status, len(answer.body))

    def _refuse(self, run: _Run) -> None:
        error = self._turns.too_late()
        if self._flights.get(run.key) is run.flight:
            del self._flights[run.key]
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
            run.connection.read_on(run.data, before)

    def _count_lost(self, run: _Run) -> None:
        self._count(run, CLIENT_CLOSED_REQUEST, 0)

    def _count(self, run: _Run, status: int, size: int) -> None:
        self._measured.answered(
            "GET",
            _PATH,
            status,
            size,
            "miss",
            time.perf_counter() - run.begun,
            run.recipe.release,
            run.manner.client,
        )

    def _land(self, run: _Run, made: tuple[KeptAnswer, bool] | None) -> None:
        if self._flights.get(run.key) is run.flight:
            del self._flights[run.key]
        run.flight.absence.when_told(None)
        run.flight.reply.set_result(made)
