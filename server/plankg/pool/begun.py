"""A question that a worker works on, for whoever waits for other things at the same time."""

from __future__ import annotations

from collections.abc import Callable

from plankg.engine import Answer
from plankg.errors import EngineCrashedError
from plankg.pool.messages import Question
from plankg.pool.worker_link import NotTakenError, WorkerLink


class Begun:
    """Call `finish` once: when `descriptor` is readable, at the `deadline`, or to give up."""

    def __init__(
        self,
        question: Question,
        worker: WorkerLink,
        deadline: float,
        give_back: Callable[[], None],
    ) -> None:
        self.question = question
        self.deadline = deadline
        self._worker = worker
        self._give_back = give_back

    @property
    def worker(self) -> WorkerLink:
        """The worker that works on it."""
        return self._worker

    @property
    def descriptor(self) -> int:
        """What becomes readable when the answer comes, or the worker ends."""
        return self._worker.descriptor

    @property
    def coming(self) -> int:
        """The size of the answer that begins to come, 0 if none does: then `finish` may wait."""
        return self._worker.coming

    def taken(self) -> Answer | None:
        """Return the answer if it is there, without waiting; if None, call `finish` all the same.

        Raises:
            PlanKGError: as `Engine.answer`.
        """
        whole = True
        try:
            answer = self._worker.taken(self.question)
            whole = answer is not None
            return answer
        finally:
            if whole:
                self._give_back()

    def finish(self, gone: Callable[[], bool] | None = None) -> Answer:
        """Return the answer; past the deadline, or if `gone` says so, stop the query.

        Raises:
            PlanKGError: as `Engine.answer`.
        """
        try:
            return self._worker.finish(self.question, self.deadline, gone)
        except NotTakenError as error:
            raise EngineCrashedError("the process ended before it read the query") from error
        finally:
            self._give_back()
