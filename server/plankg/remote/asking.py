"""Asks one query of an endpoint within a time and a size, and again where that may help."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

from SPARQLWrapper import POST, URLENCODED, SPARQLWrapper

from plankg.engine import Dataset
from plankg.errors import CancelledError, LimitError, OverloadedError, TimeLimitError
from plankg.patience import Patience
from plankg.remote.failures import EndpointError, TransientError
from plankg.remote.held_bytes import Share
from plankg.remote.transport import Credentials, send, unreachable
from plankg.sparql_text import form_of

# The pauses before further attempts: an endpoint that restarts is back within a second or two.
_PAUSES = (0.2, 0.6)
_LONGEST_PAUSE = 2.0
# How often it is looked whether whoever asked has gone.
_TICK = 0.05
_CHUNK = 64 * 1024
# Virtuoso cuts answers at limits of its own and says so in these headers alone.
_CUT = {
    "X-SPARQL-MaxRows": "cut the answer at its own limit of rows",
    "X-SQL-State": "gave the part of the answer that it had found within its own time",
}

Gone = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Sent:
    """What an endpoint sent: the bare media type and the body."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one exchange may take: until when by the monotonic clock, and how many bytes.

    They are counted in `share`, too, which may be full. `patience` is how long it may wait for a
    turn, by default as long as the endpoint's `queue_seconds`.
    """

    deadline: float
    size: int
    too_large: Callable[[], LimitError]
    share: Share | None = None
    patience: Patience | None = None

    @property
    def seconds(self) -> float:
        """The time that is left."""
        return self.deadline - time.monotonic()


class _Question(SPARQLWrapper):
    """The library makes the request; sending is ours, so that errors are read with a limit too."""

    seconds: float

    def _query(self) -> tuple[http.client.HTTPResponse, str]:
        return send(self._createRequest(), self.seconds), self.returnFormat


class Endpoint:
    """A SPARQL query service at `url`; all threads may ask at once, `concurrent` are heard."""

    def __init__(self, url: str, credentials: Credentials, concurrent: int, queue_seconds: float):
        self.url = url
        self._credentials = credentials
        self._turns = threading.BoundedSemaphore(concurrent)
        self._queue_seconds = queue_seconds

    def ask(
        self,
        query: str,
        accept: str,
        dataset: Dataset | None,
        allowed: Allowance,
        gone: Gone | None = None,
    ) -> Sent:
        """Return what the endpoint answers to `query`, whole.

        Raises:
            OverloadedError: too many ask at once, here or there.
            LimitError: the answer is too large or too late; a query under way runs on over there
                until the endpoint's own limit.
            CancelledError: `gone` said so.
            PlanKGError: the endpoint fails, also after further attempts.
        """
        for pause in (*_PAUSES, None):
            try:
                return self._attempt(query, accept, dataset, allowed, gone)
            except TransientError as error:
                if pause is None:
                    raise error.final() from error
                pause = min(max(pause, error.wait or 0.0), _LONGEST_PAUSE)
                if pause >= allowed.seconds:
                    raise error.final() from error
                _sleep(pause, gone)
        raise AssertionError("the last attempt returns or raises")

    def ask_once(self, query: str, accept: str, allowed: Allowance) -> Sent:
        """Return what the endpoint answers to `query`, whole; one attempt.

        Raises:
            TransientError: the same query may be answered later; it says when, if it was told.
            PlanKGError: the endpoint fails.
        """
        return self._attempt(query, accept, None, allowed, None)

    def _attempt(
        self,
        query: str,
        accept: str,
        dataset: Dataset | None,
        allowed: Allowance,
        gone: Gone | None,
    ) -> Sent:
        self._take_turn(allowed, gone)
        future: Future[Sent] = Future()

        def work() -> None:
            try:
                future.set_result(self._exchange(query, accept, dataset, allowed))
            except BaseException as error:  # noqa: BLE001 - told to whoever waits
                future.set_exception(error)
            finally:
                self._turns.release()

        # The library blocks; in a thread of its own nobody need wait for it longer than allowed.
        threading.Thread(target=work, name="plankg-endpoint", daemon=True).start()
        while True:
            try:
                return future.result(timeout=max(0.0, min(_TICK, allowed.seconds)))
            except TimeoutError as error:
                if future.done():
                    continue
                _require(gone)
                if allowed.seconds <= 0:
                    raise _too_late() from error

    def _take_turn(self, allowed: Allowance, gone: Gone | None) -> None:
        patience = allowed.patience or Patience(self._queue_seconds)
        while not self._has_turn(patience):
            _require(gone)
            if patience.left <= 0 or allowed.seconds <= 0:
                raise OverloadedError("too many ask the endpoint at once: ask again later")

    def _has_turn(self, patience: Patience) -> bool:
        with patience.waiting():
            return self._turns.acquire(timeout=_TICK)

    def _exchange(
        self, query: str, accept: str, dataset: Dataset | None, allowed: Allowance
    ) -> Sent:
        question = self._question(query, accept, dataset)
        question.seconds = max(0.01, allowed.seconds)
        with self._telling(allowed):
            response = question.query().response
            with response:
                for header, what in _CUT.items():
                    if header in response.headers:
                        raise LimitError(
                            f"the endpoint {what}: raise that, or page with ORDER BY, LIMIT and"
                            " OFFSET"
                        )
                media_type = response.headers.get_content_type()
                return Sent(media_type, b"".join(_chunks(response, allowed)))

    def _question(self, query: str, accept: str, dataset: Dataset | None) -> _Question:
        question = _Question(self.url, agent="PlanKG")
        question.setMethod(POST)
        question.setRequestMethod(URLENCODED)
        question.setOnlyConneg(True)
        # Not by setQuery, which looks for the form with patterns that a query could lead astray.
        question.queryString, question.queryType = query, form_of(query)
        question.addCustomHttpHeader("Accept", accept)
        if self._credentials.header:
            question.addCustomHttpHeader("Authorization", self._credentials.header)
        for graph in dataset.default_graphs if dataset else ():
            question.addParameter("default-graph-uri", graph)
        for graph in dataset.named_graphs if dataset else ():
            question.addParameter("named-graph-uri", graph)
        return question

    @contextmanager
    def _telling(self, allowed: Allowance) -> Iterator[None]:
        try:
            yield
        except TransientError as error:
            if allowed.seconds <= 0:
                raise _too_late() from error
            raise
        except TimeoutError as error:
            raise _too_late() from error
        except http.client.IncompleteRead as error:
            raise EndpointError(
                f"the answer of {self.url!r} broke off: its own log may say why; ask again"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise unreachable(self.url, error) from error


def _chunks(response: http.client.HTTPResponse, allowed: Allowance) -> Iterator[bytes]:
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > allowed.size:
            raise allowed.too_large()
        if allowed.share is not None:
            allowed.share.add(len(chunk))
        if allowed.seconds <= 0:
            raise _too_late()
        yield chunk
    # A body of a told length that ended early; chunked ones raise by themselves.
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _sleep(seconds: float, gone: Gone | None) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        _require(gone)
        time.sleep(min(_TICK, left))


def _require(gone: Gone | None) -> None:
    if gone is not None and gone():
        raise CancelledError("whoever asked has gone")


def _too_late() -> TimeLimitError:
    return TimeLimitError(
        "the endpoint did not answer within the time limit: narrow the query, or grant it more time"
    )
