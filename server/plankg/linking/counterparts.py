"""Asks an endpoint for counterparts, politely: in batches, at a pace, and never twice."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from plankg.errors import PlanKGError, SizeLimitError
from plankg.linking.answer_cache import AnswerCache, Counterpart
from plankg.linking.templates import Template
from plankg.remote.asking import Allowance, Endpoint, Sent
from plankg.remote.failures import EndpointError, TransientError

_JSON = "application/sparql-results+json"
# A batch of names has some hundred rows; more than this is no answer to it.
_BYTES = 32 * 1024 * 1024
_ATTEMPTS = 5
# An endpoint that asks for more patience than this is better asked another day.
_LONGEST_WAIT = 300.0


@dataclass(frozen=True)
class Manners:
    """How an endpoint is asked: names in a batch, seconds between requests and for each answer.

    `sleep` and `clock` are replaced in tests.
    """

    batch: int = 50
    pause: float = 1.0
    seconds: float = 60.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)


class Interview:
    """One endpoint, asked by one template; answers are kept in `cache` as they come."""

    def __init__(
        self, endpoint: Endpoint, template: Template, cache: AnswerCache, manners: Manners
    ) -> None:
        self._endpoint = endpoint
        self._template = template
        self._cache = cache
        self._manners = manners
        self._asked_at: float | None = None

    def ask(self, names: Sequence[str], tell: Callable[[str], None]) -> None:
        """Ask for all names that are not answered yet.

        Raises:
            EndpointError: it fails for good, or wants to be left alone for long; what it answered
                before is kept, and the same call goes on from there.
        """
        left = [name for name in dict.fromkeys(names) if name not in self._cache]
        size = self._manners.batch
        for start in range(0, len(left), size):
            batch = left[start : start + size]
            try:
                answers = self._answers(batch)
            except PlanKGError as error:
                raise EndpointError(
                    f"{error} ({start} of {len(left)} names were answered and are kept; the same"
                    " command goes on from there)"
                ) from error
            self._cache.keep(answers)
            tell(f"{min(start + size, len(left))}/{len(left)} names asked")

    def _answers(self, names: Sequence[str]) -> dict[str, list[Counterpart]]:
        sent = self._sent(self._template.asking(names))
        answers: dict[str, list[Counterpart]] = {name: [] for name in names}
        for name, counterpart in _rows(self._endpoint.url, sent):
            if name in answers and counterpart not in answers[name]:
                answers[name].append(counterpart)
        return answers

    def _sent(self, query: str) -> Sent:
        """Send a query at the pace, again after failures that pass, as late as is asked for."""
        for attempt in range(1, _ATTEMPTS + 1):
            self._wait_for_turn()
            try:
                deadline = time.monotonic() + self._manners.seconds
                allowed = Allowance(deadline, _BYTES, lambda: _too_large(self._endpoint.url))
                return self._endpoint.ask_once(query, _JSON, allowed)
            except TransientError as error:
                wait = error.wait if error.wait is not None else float(2**attempt)
                if attempt == _ATTEMPTS or wait > _LONGEST_WAIT:
                    raise EndpointError(f"{error}; {_advice(wait)}") from error
                self._manners.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _wait_for_turn(self) -> None:
        now = self._manners.clock()
        if self._asked_at is not None:
            early = self._asked_at + self._manners.pause - now
            if early > 0:
                self._manners.sleep(early)
        self._asked_at = self._manners.clock()


def _rows(url: str, sent: Sent) -> list[tuple[str, Counterpart]]:
    try:
        bindings = json.loads(sent.body)["results"]["bindings"]
        return [
            (
                row["name"]["value"],
                Counterpart(
                    row["counterpart"]["value"],
                    row.get("label", {}).get("value", ""),
                    row.get("note", {}).get("value", ""),
                ),
            )
            for row in bindings
            if row.get("counterpart", {}).get("type") == "uri"
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EndpointError(
            f"{url!r} answered what is no SPARQL result ({sent.media_type or 'no media type'}):"
            " is this the address of its query service?"
        ) from error


def _too_large(url: str) -> SizeLimitError:
    return SizeLimitError(
        f"the answer of {url!r} is larger than {_BYTES} bytes: ask smaller batches with --batch"
    )


def _advice(wait: float) -> str:
    if wait > _LONGEST_WAIT:
        return f"it asks to be left alone for {wait:.0f} seconds: come back then"
    return f"{_ATTEMPTS} attempts failed: is it running?"
