"""The end of a connection whose client may still be sending: what comes is thrown away for a while.

A connection that is closed with bytes unread is reset by the kernel, and a client that is still
sending its request then sees an error in the place of the answer.
"""

from __future__ import annotations

import asyncio

# As much as a client sends before it looks for an answer. Beyond that it is not worth the reading.
_MOST = 64 * 1024 * 1024


class Lingering(asyncio.Protocol):
    """Takes the place of a protocol that has written its last, until the client ends too.

    The client sees the end of the answer at once. It is cut off when it sends more than `_MOST`
    bytes, or has not ended after `seconds`. `before` is told of the end.
    """

    def __init__(
        self, before: asyncio.Protocol, transport: asyncio.Transport, seconds: float
    ) -> None:
        self._before, self._transport = before, transport
        self._left = _MOST
        self._timer = asyncio.get_running_loop().call_later(seconds, transport.abort)
        transport.set_protocol(self)
        transport.write_eof()

    def data_received(self, data: bytes) -> None:
        """Throw away what comes."""
        self._left -= len(data)
        if self._left < 0:
            self._transport.abort()

    def pause_writing(self) -> None:
        """Hand it on: the client takes nothing."""
        self._before.pause_writing()

    def resume_writing(self) -> None:
        """Hand it on: the client takes something."""
        self._before.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell of the end."""
        self._timer.cancel()
        self._before.connection_lost(exc)
