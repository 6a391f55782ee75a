"""The pool's side of one worker: asks it, waits, and kills it when its time is up."""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from plankg.engine import Answer, Limits
from plankg.errors import CancelledError, EngineCrashedError, PlanKGError, TimeLimitError
from plankg.pool.frames import PREFIX_SIZE, FrameError, Frames, size_of
from plankg.pool.losses import out_of_time, why_lost
from plankg.pool.messages import Question, answer_of

# How often it is looked whether whoever asked has gone.
_LOOK = 0.1
# A worker that waits takes a question at once; one that doesn't take it was stopped from outside.
_SEND_SECONDS = 2
# How long the zygote may take to tell why a worker ended: part of the half second in which an
# error is due.
_STATUS_SECONDS = 0.3


class NotTakenError(Exception):
    """The worker ended before it read the question, which any other may answer as well."""


class WorkerLink:
    """One worker. Only one thread at a time may `ask`; any may `kill`.

    `usable` says that it can be asked again.
    """

    def __init__(self, number: int, connection: socket.socket, pidfd: int, pid: int) -> None:
        self.number = number
        self.pid = pid
        self.usable = True
        self.asked = False
        self._connection = connection
        self._frames = Frames(connection)
        self._pidfd = pidfd
        self._stopped = False
        self._ended = threading.Event()
        self._status: int | None = None
        self._lock = threading.Lock()
        # What `taken` has read of an answer that is not whole yet.
        self._there = b""
        self._broken: OSError | None = None
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)
        timeout = struct.pack("ll", _SEND_SECONDS, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, timeout)

    def ask(self, question: Question, gone: Callable[[], bool] | None) -> Answer:
        """Return the worker's answer; see `Engine.answer`.

        After an error that isn't the engine's own word, the worker is no longer usable.

        Raises:
            NotTakenError: the worker ended before it read the question.
        """
        return self.finish(question, self.begin(question), gone)

    def begin(self, question: Question) -> float:
        """Send a question and return the moment until which its answer must have come.

        Raises:
            NotTakenError: the worker ended before it read the question.
        """
        self.asked = True
        self.usable = False
        self._there = b""
        deadline = time.monotonic() + question.limits.seconds
        try:
            self._frames.send(*question.as_frame())
        except OSError as error:
            raise NotTakenError from error
        return deadline

    def finish(
        self, question: Question, deadline: float, gone: Callable[[], bool] | None
    ) -> Answer:
        """Return the answer to the question that was begun; see `ask`."""
        try:
            if self._broken is not None:
                raise self._broken
            header, body = self._frames.receive(
                question.limits.size,
                lambda: self._wait(deadline, question.limits, gone),
                self._there,
            )
        except EOFError as error:
            raise self._loss(question.limits) from error
        except OSError as error:
            # So the kernel tells, other than by the end of what comes, that something was not read.
            raise NotTakenError from error
        except FrameError as error:
            raise EngineCrashedError(f"the engine broke down: {error}") from error
        self.usable = not header["leaves"]
        return answer_of(header, body)

    def taken(self, question: Question) -> Answer | None:
        """Return the answer to the question that was begun if it is there; see `ask`.

        It does not wait: if None, `finish` goes on, and also tells of an end.
        """
        try:
            self._there += self._frames.there()
        except BlockingIOError:
            return None
        except OSError as error:
            self._broken = error
            return None
        try:
            whole = self._frames.whole(self._there, question.limits.size)
        except FrameError:
            return None  # as `finish` will tell
        if whole is None:
            return None
        header, body = whole
        self.usable = not header["leaves"]
        return answer_of(header, body)

    @property
    def descriptor(self) -> int:
        """What becomes readable when an answer comes, or the worker ends."""
        return self._connection.fileno()

    @property
    def coming(self) -> int:
        """The size of the answer that begins to come; 0 where it doesn't yet, or the worker ended.

        It does not wait.
        """
        try:
            start = self._connection.recv(PREFIX_SIZE, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except OSError:
            return 0
        return size_of(start)

    def kill(self) -> None:
        """End the worker at once, whatever it does."""
        self.usable = False
        with self._lock, suppress(OSError):
            if self._pidfd >= 0:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def stop(self) -> None:
        """Kill the worker as the service is closing, of which whoever asks it is told."""
        self._stopped = True
        self.kill()

    def close(self) -> None:
        """Kill the worker and let go of it. Not while a thread asks it."""
        self.kill()
        self._connection.close()
        with self._lock:
            if self._pidfd >= 0:
                os.close(self._pidfd)
            self._pidfd = -1

    def ended(self, status: int) -> None:
        """Take note of how the worker ended: its exit status, or less than 0 for a signal."""
        self.usable = False
        self._status = status
        self._ended.set()

    def _wait(self, deadline: float, limits: Limits, gone: Callable[[], bool] | None) -> None:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeLimitError(out_of_time(limits))
            # Rounded up: a poll of 0 ms would be no wait at all.
            if self._poll.poll(int(min(left, _LOOK if gone else left) * 1000) + 1):
                return
            if gone and gone():
                raise CancelledError("the query was stopped, as whoever asked has gone")

    def _loss(self, limits: Limits) -> PlanKGError:
        if self._stopped:
            return CancelledError("the query was stopped: the service is closing")
        self._ended.wait(_STATUS_SECONDS)
        return why_lost(self._status, limits)
