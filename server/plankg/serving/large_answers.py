"""Bounds the memory of large answers that clients are taking, so that no client has all of it."""

from __future__ import annotations

from collections import Counter

from plankg.serving.fair_use import RefusedError

_AGAIN = 5


class LargeAnswers:
    """Counts the bytes of large answers that clients have not taken yet; all on the event loop.

    All together have room for `most`. Beyond its first answer a client may hold half of what others
    do not: half of all, if it is alone. So some room is left, however many take what they may.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.held = 0
        self._held_of: Counter[str] = Counter()

    def hold(self, client: str, size: int) -> None:
        """Count an answer of `size` bytes, until `let_go`; one may be alone, whatever its size.

        Raises:
            RefusedError: the client holds too much, or all together do.
        """
        left = max(0, self._most - self.held - size)
        own = self._held_of.get(client, 0)
        if own and own + size > left:
            told = "you have not taken large answers that take all of your share: take them first"
            raise RefusedError(429, "pending_client", told, _AGAIN)
        if self.held and self.held + size > self._most:
            told = "too many large answers are being taken: try again soon"
            raise RefusedError(503, "pending", told, _AGAIN)
        self.held += size
        self._held_of[client] += size

    def let_go(self, client: str, size: int) -> None:
        """Count off what was held."""
        self.held -= size
        self._held_of[client] -= size
        if not self._held_of[client]:
            del self._held_of[client]
