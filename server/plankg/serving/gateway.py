"""Runs the web application (WSGI) for a request, on a thread, and gives its reply as a value."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from plankg.patience import Patience
from plankg.serving.asked_engine import Asked, AskedEngine, Said
from plankg.serving.exchange import Chunks, Headers, Reply, Request
from plankg.serving.steady import is_steady

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# An answer up to this size is taken whole; of a longer one only so much is held at a time.
_WHOLE = 1024 * 1024
_RELEASE = b"x-plankg-release"
# The front decides itself whether something changed, and in what coding it is sent.
_FRONT_HEADERS = frozenset({b"if-none-match", b"if-modified-since", b"accept-encoding", b"range"})
_HOP_BY_HOP = frozenset({b"connection", b"keep-alive", b"transfer-encoding", b"upgrade", b"date"})


class Gateway:
    """Asks the web application; `replace` puts another in its place between two requests."""

    def __init__(self, app: WsgiApp, engine: AskedEngine) -> None:
        self._app = app
        self._engine = engine

    def replace(self, app: WsgiApp) -> None:
        """Ask `app` from the next request on."""
        self._app = app

    def reply(
        self,
        request: Request,
        gone: Callable[[], bool] = lambda: False,
        said: Said | None = None,
        patience: Patience | None = None,
    ) -> Reply:
        """Return the application's reply and the release that makes it what it is, if only that.

        `gone` says whether nobody waits for it any more, `said` what an engine has said already
        to the question that the application will ask, `patience` how long it may still wait.
        """
        asked: tuple[Asked, ...] = ()
        self._engine.begin(gone, said, patience)
        try:
            status, headers, chunks = self._run(request)
            body, rest = _beginning(chunks)
        finally:
            asked = self._engine.end()
        release = next((value for name, value in headers if name == _RELEASE), b"")
        if not all(is_steady(question.query) for question, _ in asked):
            release = b""
        return Reply(status, headers, body, rest, release.decode("latin-1"), asked)

    def _run(self, request: Request) -> tuple[int, Headers, Chunks]:
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], _exc_info: Any = None
        ) -> Callable[[bytes], object]:
            told[:] = [(status, headers)]
            return lambda _: None

        chunks = iter(self._app(_environ(request), start_response))
        first = next(chunks, b"")  # only then need the head be there
        status, headers = told[0]
        return int(status.split(" ", 1)[0]), _sent(headers), _chain(first, chunks)


def _beginning(chunks: Chunks) -> tuple[bytes, Chunks | None]:
    """Return the body if it is short, else its beginning and the rest."""
    taken: list[bytes] = []
    size = 0
    for chunk in chunks:
        taken.append(chunk)
        size += len(chunk)
        if size > _WHOLE and len(taken) > 1:
            return b"".join(taken), chunks
    chunks.close()
    return taken[0] if len(taken) == 1 else b"".join(taken), None


def _chain(first: bytes, chunks: Iterator[bytes]) -> Chunks:
    try:
        yield first
        yield from chunks
    finally:
        _close(chunks)


def _close(chunks: Iterator[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


def _sent(headers: list[tuple[str, str]]) -> Headers:
    found = ((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers)
    return tuple(pair for pair in found if pair[0] not in _HOP_BY_HOP)


def _environ(request: Request) -> dict[str, Any]:
    host, port = request.server
    environ = {
        # HEAD asks what GET asks; the front leaves the body out.
        "REQUEST_METHOD": "GET" if request.method == "HEAD" else request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query.decode("latin-1"),
        "REQUEST_URI": request.target,
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{request.version}",
        "REMOTE_ADDR": request.client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    left_out = _FRONT_HEADERS - {b"range"} if request.wants_part else _FRONT_HEADERS
    for name, value in request.headers.items():
        if name not in left_out and b"_" not in name:
            key = name.decode("latin-1").upper().replace("-", "_")
            environ[key if key.startswith("CONTENT_T") else f"HTTP_{key}"] = value.decode("latin-1")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(len(request.body)) if request.body else ""
    return environ
