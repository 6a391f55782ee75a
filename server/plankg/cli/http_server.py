"""waitress, made to take addresses with Chinese in them as they are typed."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import quote_from_bytes

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

_ASCII = bytes(range(128)).decode()


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    def parse_header(self, header_plus: bytes) -> None:
        """Escape what is not ASCII in the request line.

        Browsers do so themselves, but ``curl '…?body=科技局'`` sends the characters as they are,
        and waitress would refuse them as a bad address.
        """
        line, end, rest = header_plus.partition(b"\r\n")
        escaped = quote_from_bytes(line, safe=_ASCII).encode()
        super().parse_header(escaped + end + rest)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    parser_class = _Parser


def http_server(app: Flask, listener: socket.socket) -> Any:
    """Return a server with ``run`` and ``close`` that answers on `listener`."""
    server = waitress.create_server(app, sockets=[listener], ident=None)
    server.channel_class = _Channel
    return server
