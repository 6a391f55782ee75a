"""Lets so many requests run at once; the others wait, and clients take turns.

A client that sends a hundred slow questions waits behind itself: the next turn goes to the client
that has waited longest for one, not to the request that came first. And no client has more than
its share of the turns at once, so that others need not wait for its slow questions. All of it
happens on the event loop's thread, so nothing is locked.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable

from plankg.patience import Patience
from plankg.serving.settings import FairUseSettings


class RefusedError(Exception):
    """A request that may not even wait; `status` 429 or 503, `reason` for counting."""

    def __init__(self, status: int, reason: str, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.status, self.reason, self.retry_after = status, reason, retry_after


class Place:
    """A place in the queue of a client; `call` is called when its turn has come.

    `given` says whether it has.
    """

    __slots__ = ("call", "client", "given")

    def __init__(self, client: str, call: Callable[[], None]) -> None:
        self.client, self.call, self.given = client, call, False


class Turns:
    """Gives turns by `FairUseSettings`; `running` and `waiting` may be read at any time."""

    def __init__(self, settings: FairUseSettings, share: int) -> None:
        self._settings = settings
        self._share = share
        self.running = 0
        self.waiting = 0
        self._queues: OrderedDict[str, deque[Place]] = OrderedDict()
        self._waiting_of: Counter[str] = Counter()
        self._running_of: Counter[str] = Counter()

    async def take(self, client: str, patience: Patience | None = None) -> None:
        """Wait for a turn; whoever got one gives it back by `leave`.

        Raises:
            RefusedError: the client has too many, all together have too many, or it took longer
                than there was `patience`.
        """
        if not self.take_now(client):
            await self._wait(client, patience or self.patience())

    def take_now(self, client: str) -> bool:
        """Take a turn, if there is one without waiting; say whether there was.

        Raises:
            RefusedError: the client has too many, or all together have.
        """
        if not (not self.waiting and self._may_start(client)):
            self._admit(client)
            if not self._may_start(client):
                return False
        self._start(client)
        return True

    def queue(self, place: Place) -> None:
        """Wait at `place`, after `take_now` said that there is no turn; `give_up` ends waiting."""
        self._queues.setdefault(place.client, deque()).append(place)
        self._waiting_of[place.client] += 1
        self.waiting += 1

    def give_up(self, place: Place) -> None:
        """Wait no more."""
        queue = self._queues.get(place.client)
        if queue is not None and place in queue:
            queue.remove(place)
            self._count_off(place)
            if not queue:
                del self._queues[place.client]

    def patience(self) -> Patience:
        """Return how long a request may wait, here and for a worker."""
        return Patience(self._settings.queue_s)

    def too_late(self) -> RefusedError:
        """Return what is told to who waited that long."""
        waited = self._settings.queue_s
        return RefusedError(
            503, "queue_time", f"no turn came within {waited:g} seconds: try again soon", 5
        )

    def leave(self, client: str) -> None:
        """Give back a turn."""
        self.running -= 1
        self._running_of[client] -= 1
        if not self._running_of[client]:
            del self._running_of[client]
        if self._queues:
            self._pass_on()

    def _admit(self, client: str) -> None:
        if self._waiting_of[client] + self._running_of[client] >= self._settings.per_client:
            most = self._settings.per_client
            raise RefusedError(
                429,
                "per_client",
                f"you have {most} requests running or waiting: ask again when they are answered",
                1,
            )
        if self.waiting >= self._settings.queue and self.waiting:
            raise RefusedError(
                503, "queue_full", f"{self.waiting} requests are waiting: try again soon", 2
            )

    async def _wait(self, client: str, patience: Patience) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        place = Place(client, lambda: None if turn.done() else turn.set_result(None))
        self.queue(place)
        try:
            with patience.waiting():
                async with asyncio.timeout(patience.left):
                    await turn
        except BaseException as error:
            if place.given:
                self.leave(client)  # it came at the very moment that waiting ended
            else:
                self.give_up(place)
            if not isinstance(error, TimeoutError):
                raise
            raise self.too_late() from error

    def _count_off(self, place: Place) -> None:
        self.waiting -= 1
        self._waiting_of[place.client] -= 1
        if not self._waiting_of[place.client]:
            del self._waiting_of[place.client]

    def _may_start(self, client: str) -> bool:
        has_room = self.running < self._settings.running
        return has_room and self._running_of.get(client, 0) < self._share

    def _start(self, client: str) -> None:
        self.running += 1
        self._running_of[client] += 1

    def _pass_on(self) -> None:
        """Give a turn to the client that waits longest for one and has not its share."""
        for client, queue in list(self._queues.items()):
            if self._may_start(client):
                place = queue.popleft()
                self._count_off(place)
                del self._queues[client]
                if queue:
                    self._queues[client] = queue  # behind all the others
                self._start(client)
                place.given = True
                place.call()
                return
