"""A way out for SERVICE: the engine asks here, on the loopback, and this asks the endpoint.

The engine has no hook for SERVICE: it connects by itself to whatever the query names. So an allowed
endpoint is replaced in the query by its stand-in, an address of this forwarder with a secret in it
and the moment at which the query ends: right after it the exchange ends, too.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from plankg.pool.endpoints import AllowedEndpoint, EndpointError

_MOST_QUERY = 1024 * 1024
_MOST_ANSWER = 16 * 1024 * 1024
# After the query's own end, so that who asked is told of that one.
_GRACE = 1.0


class Forwarder(ThreadingHTTPServer):
    """Asks `endpoints` for the workers; `stand_ins` are its addresses for them by their IRIs."""

    daemon_threads = True

    def __init__(self, endpoints: Sequence[AllowedEndpoint]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.own = f"http://127.0.0.1:{self.server_port}/{secrets.token_urlsafe(24)}/"
        self._endpoints = {f"{self.own}{n}": endpoint for n, endpoint in enumerate(endpoints)}
        self.stand_ins = {endpoint.iri: address for address, endpoint in self._endpoints.items()}
        self._thread = threading.Thread(
            target=self.serve_forever, name="plankg-services", daemon=True
        )
        self._thread.start()

    def endpoint(self, path: str) -> tuple[AllowedEndpoint, float] | None:
        """Return the endpoint whose stand-in has this path, and until when it may be asked."""
        stand_in, _, deadline = path.rpartition("/")
        found = self._endpoints.get(f"http://127.0.0.1:{self.server_port}{stand_in}")
        try:
            return (found, float(deadline) + _GRACE) if found else None
        except ValueError:
            return None

    def close(self) -> None:
        """Forward nothing more."""
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Forwarder
    timeout = 30

    def do_POST(self) -> None:
        """Forward a query."""
        found = self.server.endpoint(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        if found is None or not 0 < size <= _MOST_QUERY:
            return self._reply(404, "text/plain", b"no such endpoint, or too long a query")
        query = self.rfile.read(size)
        if self.server.own.encode() in query:
            return self._reply(400, "text/plain", b"SERVICE within SERVICE is refused")
        endpoint, deadline = found
        try:
            media_type, body = endpoint.ask(query, _MOST_ANSWER, deadline)
        except EndpointError as error:
            return self._reply(502, "text/plain", str(error).encode())
        return self._reply(200, media_type, body)

    def _reply(self, status: int, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        with suppress(OSError):  # a worker that was killed has hung up
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Log nothing: the service logs the query that came here."""
