"""Asks workers from the event loop: no thread, timer or future for each question.

The loop watches a descriptor of its own for each worker that it has asked, from one question to the
next. Whatever is not an answer that is there in one piece (a large one, an end, a deadline, a
client that has gone) is left to a thread, which may wait.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from plankg.engine import Answer
from plankg.errors import EngineCrashedError, PlanKGError
from plankg.pool.begun import Begun
from plankg.pool.messages import Question
from plankg.pool.worker_link import WorkerLink

# How late a deadline may be noticed; an error is due half a second after it.
_TICK = 0.05

Told = Callable[[Answer | PlanKGError], None]


class Call:
    """A question that a worker works on, and who is told of its answer."""

    __slots__ = ("begun", "gone", "told")

    def __init__(self, begun: Begun, told: Told) -> None:
        self.begun, self.told, self.gone = begun, told, False

    def is_gone(self) -> bool:
        """Say whether whoever asked has gone."""
        return self.gone


class _Line:
    __slots__ = ("call", "descriptor")

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.call: Call | None = None


class Switchboard:
    """Asks by `begin`; all of it on the event loop's thread."""

    def __init__(self, begin: Callable[[Question], Begun | None]) -> None:
        self._begin = begin
        self._lines: dict[WorkerLink, _Line] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: set[asyncio.Task[None]] = set()

    def ask(self, question: Question, told: Told) -> Call | None:
        """Ask an idle worker; `told` is called once with what came. None if none is idle."""
        begun = self._begin(question)
        if begun is None:
            return None
        call = Call(begun, told)
        try:
            line = self._lines.get(begun.worker) or self._open(begun.worker)
        except OSError:  # no descriptor is left, and a thread needs none
            self._leave_to_thread(call)
            return call
        line.call = call
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_TICK, self._look)
        return call

    def give_up(self, call: Call) -> None:
        """Stop the query of a call, as nobody waits for it; `told` is called with an error."""
        call.gone = True
        line = self._lines.get(call.begun.worker)
        if line is not None and line.call is call:
            self._leave_to_thread(call)

    def close(self) -> None:
        """Watch nobody any more; what is being asked is told when a thread has its end."""
        for worker, line in list(self._lines.items()):
            if line.call is None:
                self._close(worker)
            else:
                self._leave_to_thread(line.call)

    def _open(self, worker: WorkerLink) -> _Line:
        # A descriptor of our own: the worker's may be closed, and its number be another's, before
        # the loop knows. The connection ends when the worker does, which is killed before that.
        line = _Line(os.dup(worker.descriptor))
        self._lines[worker] = line
        asyncio.get_running_loop().add_reader(line.descriptor, self._hear, worker, line)
        return line

    def _close(self, worker: WorkerLink) -> None:
        line = self._lines.pop(worker)
        asyncio.get_running_loop().remove_reader(line.descriptor)
        os.close(line.descriptor)

    def _hear(self, worker: WorkerLink, line: _Line) -> None:
        call = line.call
        if call is None:  # it has ended, or a thread has asked it
            self._close(worker)
            return
        try:
            said: Answer | PlanKGError | None = call.begun.taken()
        except PlanKGError as error:
            said = error
        if said is None:
            self._leave_to_thread(call)
        else:
            line.call = None
            call.told(said)

    def _look(self) -> None:
        """Stop what is past its deadline."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        calls = [line.call for line in self._lines.values() if line.call is not None]
        self._timer = loop.call_later(_TICK, self._look) if calls else None
        for call in calls:
            if call.begun.deadline <= now:
                self._leave_to_thread(call)

    def _leave_to_thread(self, call: Call) -> None:
        if call.begun.worker in self._lines:
            self._close(call.begun.worker)
        task = asyncio.get_running_loop().create_task(self._finish(call))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def _finish(self, call: Call) -> None:
        loop = asyncio.get_running_loop()
        try:
            said: Answer | PlanKGError = await loop.run_in_executor(
                None, call.begun.finish, call.is_gone
            )
        except PlanKGError as error:
            said = error
        except OSError as error:
            said = EngineCrashedError(f"the connection to the engine broke: {error}")
            said.__cause__ = error
        call.told(said)
