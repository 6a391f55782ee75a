"""Writes graphs to a server by the SPARQL 1.1 Graph Store Protocol, and by one update."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote
from urllib.request import Request

from plankg.engine import Limits
from plankg.errors import InputError, PlanKGError, QueryError
from plankg.remote import wire
from plankg.remote.failures import EndpointError, TransientError
from plankg.remote.publication import DEFAULT
from plankg.remote.transport import Credentials, Login, send

TURTLE, NTRIPLES = "text/turtle", "application/n-triples"
# The pauses before further attempts: a loaded server may need a while to take the next graph.
_PAUSES = (0.5, 1.0, 2.0, 4.0)
_LONGEST_PAUSE = 30.0
_TOLD = Limits(rows=10_000_000, size=512 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent as a graph: bytes, or a file that would take too much memory."""

    media_type: str
    content: bytes | Path

    @property
    def size(self) -> int:
        """How many bytes it has."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return self.content.stat().st_size


class GraphStore:
    """The graphs of a server.

    Args:
        url: the address of its Graph Store service.
        update_url: the address of its update service, if it has one.
        credentials: who writes.
        seconds: how long the server may be silent while it takes a graph.
    """

    def __init__(self, url: str, update_url: str, credentials: Credentials, seconds: float) -> None:
        self.url = url
        self._update_url = update_url
        self._login = Login(credentials)
        self._seconds = seconds

    @property
    def takes_updates(self) -> bool:
        """Whether several changes can be made by one update."""
        return bool(self._update_url)

    def read(self, graph: str) -> bytes:
        """Return a graph as N-Triples; one that isn't there is empty.

        Raises:
            PlanKGError: the server refuses, or fails.
        """
        request = Request(self._address(graph), headers={"Accept": wire.ACCEPT_GRAPH})  # noqa: S310 - checked by `checked_url`
        try:
            media_type, content = self._exchange(request)
        except _AbsentError:
            return b""
        return wire.graph_as("ntriples", media_type, content, _TOLD, {}).body

    def holds_anything(self, graph: str) -> bool:
        """Say whether a graph has any triple, without reading it whole."""
        request = Request(self._address(graph), headers={"Accept": NTRIPLES})  # noqa: S310
        try:
            return bool(self._exchange(request, most=1)[1].strip())
        except _AbsentError:
            return False

    def put(self, graph: str, body: Body) -> None:
        """Make `body` the whole content of a graph.

        Raises:
            PlanKGError: the server refuses, or fails also after further attempts.
        """
        self._write("PUT", self._address(graph), body)

    def add(self, graph: str, body: Body) -> None:
        """Add the triples of `body` to a graph."""
        self._write("POST", self._address(graph), body)

    def delete(self, graph: str) -> None:
        """Remove a graph; one that isn't there is removed already."""
        try:
            self._exchange(Request(self._address(graph), method="DELETE"))  # noqa: S310
        except _AbsentError:
            return

    def update(self, text: str) -> None:
        """Make the changes of a SPARQL update, in one request.

        Raises:
            PlanKGError: as `put`. An update is not sent twice, as nobody knows what became of it.
        """
        body = Body("application/sparql-update", text.encode())
        self._write("POST", self._update_url, body, attempts=1)

    def _address(self, graph: str) -> str:
        joint = "&" if "?" in self.url else "?"
        name = "default" if graph == DEFAULT else f"graph={quote(graph, safe='')}"
        return f"{self.url}{joint}{name}"

    def _write(self, method: str, address: str, body: Body, attempts: int = 5) -> None:
        headers = {"Content-Type": body.media_type, "Content-Length": str(body.size)}
        for number in range(1, attempts + 1):
            try:
                if isinstance(body.content, bytes):
                    self._put(method, address, headers, body.content)
                else:
                    with body.content.open("rb") as file:
                        self._put(method, address, headers, file)
            except TransientError as error:
                if number == attempts:
                    raise error.final() from error
                pause = max(_PAUSES[number - 1], error.wait or 0.0)
                time.sleep(min(pause, _LONGEST_PAUSE))
            else:
                return

    def _put(
        self, method: str, address: str, headers: dict[str, str], data: bytes | BinaryIO
    ) -> None:
        request = Request(address, data=data, headers=headers, method=method)  # noqa: S310
        self._exchange(request)

    def _exchange(self, request: Request, most: int = _TOLD.size) -> tuple[str, bytes]:
        try:
            return self._sent(request, most)
        except EndpointError as error:
            if _status(error) != 401 or not self._login.may_digest():
                raise _explained(error, request) from error
        request.remove_header("Authorization")
        try:
            return self._sent(request, most)
        except EndpointError as error:
            raise _explained(error, request) from error

    def _sent(self, request: Request, most: int) -> tuple[str, bytes]:
        try:
            with send(request, self._seconds, self._login) as response:
                body = response.read(most + 1)
        except OSError as error:
            raise TransientError(f"{self.url!r} broke the connection off: {error}") from error
        except QueryError as error:
            told = str(error).removeprefix("the endpoint refuses the query")
            raise EndpointError(f"{self.url!r} answered 400{told}") from error.__cause__
        if len(body) > most > 1:
            raise InputError(f"{self.url!r} sent more than {most} bytes for one graph")
        return response.headers.get_content_type(), body


def _status(error: EndpointError) -> int:
    return int(getattr(error.__cause__, "code", 0))


class _AbsentError(PlanKGError):
    """A graph that isn't there."""


def _explained(error: EndpointError, request: Request) -> PlanKGError:
    if isinstance(error, TransientError):
        return error
    status = _status(error)
    if status == 404 and request.get_method() in ("GET", "DELETE"):
        return _AbsentError(str(error))
    advice = _ADVICE.get(status)
    if advice is None:
        return error
    told = str(error).partition("; ")[0]
    return EndpointError(f"{told}; {advice}")


_CREDENTIALS = (
    "set PLANKG_PUBLISH_TOKEN, or PLANKG_PUBLISH_USER and PLANKG_PUBLISH_PASSWORD, to someone who"
    " may write there"
)
_ADDRESS = (
    "give the address of its Graph Store service (and its update service with --update), as"
    " docs/remote-endpoints.md lists them"
)
_ADVICE = {
    400: "see its own log, and whether it is the address of its Graph Store service",
    401: _CREDENTIALS,
    403: _CREDENTIALS,
    404: _ADDRESS,
    405: _ADDRESS,
    413: "raise its limit on the size of a request, or give its update service with --update, where"
    " the merge of all plans is made over there",
    415: _ADDRESS,
    501: _ADDRESS,
}
