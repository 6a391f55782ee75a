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
_CHUNK = 64 * 1024
_encode = json.JSONEncoder(separators=(",", ":")).encode
_MOST_HEADER = 64 * 1024 * 1024

Header = dict[str, Any]


class FrameError(Exception):
    """The other side sent what is no frame, or a larger one than was agreed."""


def send_frame(connection: socket.socket, header: Header, body: bytes = b"") -> None:
    """Send one frame.

    Raises:
        OSError: the other side has gone, or the socket's time is up.
    """
    text = _encode(header).encode()
    start = _PREFIX.pack(len(text), len(body)) + text
    if len(start) + len(body) <= _CHUNK:
        connection.sendall(start + body)
    else:
        connection.sendall(start)
        connection.sendall(body)


def receive_frame(
    connection: socket.socket, most: int, wait: Callable[[], object] = lambda: None
) -> tuple[Header, bytes]:
    """Return the next frame.

    Args:
        connection: where it comes from.
        most: the bytes that its body may have.
        wait: called before each read; it may raise to give up.

    Raises:
        EOFError: the other side has gone.
        FrameError: what came is no frame, or one that is too large.
        OSError: the connection broke.
    """
    received = bytearray()
    _read_up_to(connection, received, _PREFIX.size, wait)
    header_size, body_size = _PREFIX.unpack_from(received)
    if header_size > _MOST_HEADER or body_size > most:
        raise FrameError(f"a frame of {header_size} and {body_size} bytes, {most} allowed")
    start = _PREFIX.size + header_size
    _read_up_to(connection, received, start, wait)
    try:
        header = json.loads(received[_PREFIX.size : start])
    except ValueError as error:
        raise FrameError(f"a frame without a header: {error}") from error
    return header, _body(connection, received, start, body_size, wait)


def _read_up_to(
    connection: socket.socket, received: bytearray, size: int, wait: Callable[[], object]
) -> None:
    while len(received) < size:
        wait()
        piece = connection.recv(max(_CHUNK, size - len(received)))
        if not piece:
            raise EOFError
        received += piece


def _body(
    connection: socket.socket,
    received: bytearray,
    start: int,
    size: int,
    wait: Callable[[], object],
) -> bytes:
    there = len(received) - start
    if there > size:
        raise FrameError("bytes after the end of a frame")
    if there == size:
        return bytes(received[start:])
    # In place: a body of many megabytes should not be copied piece by piece.
    body = bytearray(size)
    body[:there] = received[start:]
    with memoryview(body) as view:
        while there < size:
            wait()
            count = connection.recv_into(view[there:])
            if not count:
                raise EOFError
            there += count
    return bytes(body)
