"""Frames between processes: a small JSON header, and a body of plain bytes.

Nothing in a frame can name code, so that a worker whose memory a query has spoilt can at worst
send a wrong answer, never an order.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from typing import Any

_PREFIX = struct.Struct(">IQ")
# Most questions and answers are smaller, and come in one piece.
_CHUNK = 128 * 1024
_MOST_HEADER = 64 * 1024 * 1024
# Most headers came before, to the letter: so many short ones are remembered as they were read.
_MOST_KNOWN, _LONGEST_KNOWN = 64, 1024
_encode = json.JSONEncoder(separators=(",", ":")).encode

# The bytes at the beginning of a frame by which `size_of` knows how long it is.
PREFIX_SIZE = _PREFIX.size

Header = dict[str, Any]


class FrameError(Exception):
    """The other side sent what is no frame, or a larger one than was agreed."""


def size_of(start: bytes) -> int:
    """Return the size of the frame that begins with `start`; 0 if these are too few bytes."""
    return PREFIX_SIZE + sum(_PREFIX.unpack(start)) if len(start) == PREFIX_SIZE else 0


def header_text(header: Header) -> bytes:
    """Return a header as it is sent, for those who send it more than once."""
    return _encode(header).encode()


class Frames:
    """Sends and receives frames on a connection, whose user takes turns with the other side."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        # Kept: a new one for each frame made the allocator search the whole store for room.
        self._piece = bytearray(_CHUNK)
        self._view = memoryview(self._piece)
        self._known: dict[bytes, Header] = {}

    def send(self, header: Header | bytes, body: bytes = b"") -> None:
        """Send one frame; its header may be text already, by `header_text`.

        Raises:
            OSError: the other side has gone, or the socket's time is up.
        """
        text = header if isinstance(header, bytes) else header_text(header)
        start = _PREFIX.pack(len(text), len(body)) + text
        if len(start) + len(body) <= _CHUNK:
            self._connection.sendall(start + body)
        else:
            self._connection.sendall(start)
            self._connection.sendall(body)

    def there(self) -> bytes:
        """Return what has come, up to so much, without waiting.

        Raises:
            BlockingIOError: nothing has.
            OSError: the connection broke.
        """
        count = self._connection.recv_into(self._piece, 0, socket.MSG_DONTWAIT)
        return bytes(self._view[:count])

    def whole(self, there: bytes, most: int) -> tuple[Header, bytes] | None:
        """Return the frame that `there` is; None if it is not all of one, or more: see `receive`.

        Raises:
            FrameError: its header is none.
        """
        if len(there) < PREFIX_SIZE:
            return None
        header_size, body_size = _PREFIX.unpack_from(there)
        start = PREFIX_SIZE + header_size
        if body_size > most or len(there) != start + body_size:
            return None
        return self._header(there[PREFIX_SIZE:start]), there[start:]

    def receive(
        self, most: int, wait: Callable[[], object] = lambda: None, there: bytes = b""
    ) -> tuple[Header, bytes]:
        """Return the next frame. Its header is for reading only.

        Args:
            most: the bytes that its body may have.
            wait: called before each read; it may raise to give up.
            there: what has been read of the frame already.

        Raises:
            EOFError: the other side has gone.
            FrameError: what came is no frame, or one that is too large.
            OSError: the connection broke.
        """
        received = self._at_least(there, _PREFIX.size, wait)
        header_size, body_size = _PREFIX.unpack_from(received)
        if header_size > _MOST_HEADER or body_size > most:
            raise FrameError(f"a frame of {header_size} and {body_size} bytes, {most} allowed")
        start = _PREFIX.size + header_size
        received = self._at_least(received, start, wait)
        header = self._header(received[_PREFIX.size : start])
        return header, self._body(received[start:], body_size, wait)

    def _header(self, text: bytes) -> Header:
        known = self._known.get(text)
        if known is not None:
            return known
        try:
            header: Header = json.loads(text)
        except ValueError as error:
            raise FrameError(f"a frame without a header: {error}") from error
        if len(text) <= _LONGEST_KNOWN:
            if len(self._known) >= _MOST_KNOWN:
                # Headers of graphs tell their size; those that come often are soon here again.
                self._known.clear()
            self._known[text] = header
        return header

    def _at_least(self, received: bytes, size: int, wait: Callable[[], object]) -> bytes:
        there = len(received)
        if there >= size:
            return received
        pieces = [received]
        while there < size:
            wait()
            count = self._connection.recv_into(self._piece)
            if not count:
                raise EOFError
            pieces.append(bytes(self._view[:count]))
            there += count
        return b"".join(pieces)

    def _body(self, there: bytes, size: int, wait: Callable[[], object]) -> bytes:
        if len(there) > size:
            raise FrameError("bytes after the end of a frame")
        if len(there) == size:
            return there
        # In place: a body of many megabytes should not be copied piece by piece.
        body = bytearray(size)
        body[: len(there)] = there
        done = len(there)
        with memoryview(body) as view:
            while done < size:
                wait()
                count = self._connection.recv_into(view[done:])
                if not count:
                    raise EOFError
                done += count
        return bytes(body)
