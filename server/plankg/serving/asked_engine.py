"""The engine as the service asks it: each answer kept, counted and logged.

An answer is kept by release, canonical query, parameters, graphs and format, so that pages that
share a question, GET and POST, codings of one answer, and a query laid out in another way cost one
evaluation. What a request has asked, and whether its client has gone, is known by the thread that
works on it.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from plankg.engine import Answer, Dataset, Limits, Term
from plankg.errors import PlanKGError
from plankg.patience import Patience
from plankg.pool.messages import Question
from plankg.serving.answer_rows import rows_in
from plankg.serving.byte_cache import ByteCache
from plankg.serving.steady import is_steady
from plankg.sparql_text import canonical


class AskedQuery(NamedTuple):
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


Asked = tuple[Question, Answer]
# What was said already to a question: an answer, or the error that it met.
Said = tuple[Question, Answer | PlanKGError]


@dataclass(slots=True)
class Observed:
    """What comes of a question, to be filled in by who asks it."""

    answer: Answer | None = None
    error: PlanKGError | None = None


class _Work(threading.local):
    """What is known of the request that this thread works on."""

    gone: Callable[[], bool] | None = None
    asked: list[Asked] | None = None
    said: Said | None = None
    patience: Patience | None = None


class PatientEngine(Protocol):
    """An `Engine` that may be told how long a question may still wait until it is worked on."""

    @property
    def release(self) -> str:
        """As `Engine.release`."""

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
        patience: Patience | None = None,
    ) -> Answer:
        """As `Engine.answer`; what is waited is taken off `patience`, by default the engine's."""


class AskedEngine:
    """An engine before another, for all threads; `observe` is told of each query that ran."""

    def __init__(
        self,
        inner: PatientEngine,
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

    def begin(
        self,
        gone: Callable[[], bool],
        said: Said | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Begin a request on this thread.

        `gone` says whether its client has; `said` is taken for the answer to its question;
        `patience` is how long its questions may wait, all together.
        """
        self._work.gone, self._work.said, self._work.asked = gone, said, []
        self._work.patience = patience

    def end(self) -> tuple[Asked, ...]:
        """End the request of this thread; return what it asked and was answered."""
        asked = tuple(self._work.asked or ())
        self._work.gone = self._work.said = self._work.asked = self._work.patience = None
        return asked

    def forget(self) -> None:
        """Forget the kept answers: there is another release."""
        self._kept.clear()

    def kept(self, key: Hashable) -> Answer | None:
        """Return the answer that is kept under the key of a question."""
        return self._kept.get(key)

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
        question = Question(query, bindings, format, limits, dataset, base)
        answer = self._said(question) or self.kept(self.key_of(question))
        if answer is None:
            with self.observing(question) as observed:
                try:
                    observed.answer = answer = self.inner.answer(
                        query,
                        bindings,
                        format,
                        limits,
                        dataset=dataset,
                        base=base,
                        gone=gone or self._work.gone,
                        patience=self._work.patience,
                    )
                except PlanKGError as error:
                    observed.error = error
                    raise
        if self._work.asked is not None:
            self._work.asked.append((question, answer))
        return answer

    @contextmanager
    def observing(self, question: Question) -> Iterator[Observed]:
        """Time, count and log a question, and keep its answer."""
        start = time.perf_counter()
        release, observed = self.inner.release, Observed()
        try:
            yield observed
        finally:
            taken = time.perf_counter() - start
            self.note(question, observed.answer, observed.error, release, taken)

    def note(
        self,
        question: Question,
        answer: Answer | None,
        error: PlanKGError | None,
        release: str,
        taken: float,
        key: Hashable | None = None,
    ) -> None:
        """Count and log what came of a question, and keep an answer.

        `release` is what was served when it was asked, `taken` the seconds since then; `key` is
        that of the question at that time, if it is known.
        """
        if answer is None:
            outcome = type(error).__name__ if error else "failed"
            self._observe(AskedQuery(question.query, taken, outcome, release))
            return
        from_release = answer.release or release
        self._observe(
            AskedQuery(question.query, taken, "ok", from_release, rows_in(answer), len(answer.body))
        )
        if from_release == release and is_steady(question.query):
            size = len(answer.body) + len(question.query)
            self._kept.put(key or self.key_of(question, release), answer, size)

    def _said(self, question: Question) -> Answer | None:
        """Return, or raise, what was said already to this very question."""
        said, self._work.said = self._work.said, None
        if said is None or said[0] != question:
            return None
        if isinstance(said[1], PlanKGError):
            raise said[1]
        return said[1]

    def key_of(self, question: Question, release: str = "") -> Hashable:
        """Return what an answer of the release, by default the one served now, is kept by."""
        bindings = question.bindings
        return (
            release or self.inner.release,
            canonical(question.query),
            tuple(sorted(bindings.items(), key=lambda pair: pair[0])) if bindings else (),
            question.format,
            question.dataset,
            question.base,
            question.limits.rows,
            question.limits.size,
        )
