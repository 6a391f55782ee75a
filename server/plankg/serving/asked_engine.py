"""The engine as the service asks it: each answer kept, counted and logged.

An answer is kept by release, query, parameters, graphs and format, so that pages that share a
question, GET and POST, and codings of one answer cost one evaluation. Whether the client of a
request has gone is known by the thread that works on it.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plankg.engine import Answer, Dataset, Engine, Limits, Term
from plankg.errors import PlanKGError
from plankg.serving.byte_cache import ByteCache


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """One query that an engine worked on; `outcome` is ``ok`` or the name of the error."""

    query: str
    seconds: float
    outcome: str
    release: str
    rows: int | None = None
    size: int = 0

    @property
    def digest(self) -> str:
        """The beginning of the query's SHA-256, by which logs name it."""
        return hashlib.sha256(self.query.encode()).hexdigest()[:16]


class _Work(threading.local):
    """What is known of the request that this thread works on."""

    gone: Callable[[], bool] | None = None


class AskedEngine:
    """An engine before another, for all threads; `observe` is told of each query that ran."""

    def __init__(
        self,
        inner: Engine,
        size: int,
        largest: int,
        observe: Callable[[AskedQuery], None] = lambda _: None,
    ) -> None:
        self.inner = inner
        self._observe = observe
        self._kept: ByteCache[Answer] = ByteCache(size, largest)
        self._work = _Work()

    @property
    def release(self) -> str:
        """The content hash of the published graphs that answers come from."""
        return self.inner.release

    def begin(self, gone: Callable[[], bool]) -> None:
        """Begin a request on this thread; `gone` says whether its client has."""
        self._work.gone = gone

    def end(self) -> None:
        """End the request of this thread."""
        self._work.gone = None

    def forget(self) -> None:
        """Forget the kept answers: there is another release."""
        self._kept.clear()

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002 - the word of the interface
        limits: Limits,
        *,
        dataset: Dataset | None = None,
        base: str = "",
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Return the whole answer to `query`; see `Engine.answer`."""
        release = self.inner.release
        arguments = (query, tuple(sorted(bindings.items(), key=_name)), format, dataset, base)
        key = release, arguments, limits.rows, limits.size
        found = self._kept.get(key)
        if found is None:
            found = self._ask(query, bindings, format, limits, dataset, base, gone)
            if (found.release or release) == release:
                self._kept.put(key, found, len(found.body) + len(query))
        return found

    def _ask(
        self,
        query: str,
        bindings: Mapping[str, Term],
        form: str,
        limits: Limits,
        dataset: Dataset | None,
        base: str,
        gone: Callable[[], bool] | None,
    ) -> Answer:
        start = time.perf_counter()
        release = self.inner.release
        try:
            answer = self.inner.answer(
                query,
                bindings,
                form,
                limits,
                dataset=dataset,
                base=base,
                gone=gone or self._work.gone,
            )
        except PlanKGError as error:
            taken = time.perf_counter() - start
            self._observe(AskedQuery(query, taken, type(error).__name__, release))
            raise
        taken = time.perf_counter() - start
        rows = getattr(answer, "rows", None)
        self._observe(
            AskedQuery(query, taken, "ok", answer.release or release, rows, len(answer.body))
        )
        return answer


def _name(binding: tuple[str, Term]) -> str:
    return binding[0]
