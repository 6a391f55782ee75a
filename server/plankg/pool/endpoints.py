"""The endpoints that a query's SERVICE may go to, and the one way to them.

A name on the list is trusted, what it resolves to is not: whoever rules the name could let it point
into our own network. So it is resolved here, its address is looked at, and that very address is
connected to.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from plankg.errors import InputError
from plankg.pool.name_lookup import NameLookup

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# How long it may be silent, where the query has more time left.
_SECONDS = 10.0
_PRIVATE = "private"
# IPv4 addresses wrapped into IPv6 by translators (RFC 6052, RFC 8215).
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class EndpointError(Exception):
    """An endpoint did not answer, or not in a way that is taken."""


@dataclass(frozen=True, slots=True)
class AllowedEndpoint:
    """An endpoint by its IRI. `private` allows that it lies in our own network."""

    iri: str
    private: bool = False
    _names: NameLookup = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", NameLookup(self._host, self._port))

    @classmethod
    def parse(cls, entry: str) -> AllowedEndpoint:
        """Return the endpoint of an entry of the configuration: an IRI, perhaps ``private`` after.

        Raises:
            InputError: it is no absolute ``http`` or ``https`` IRI.
        """
        iri, _, further = entry.strip().partition(" ")
        if not _is_address(iri):
            raise InputError(f"no address of an endpoint: {iri!r}; write https://…/sparql")
        if further.strip() not in ("", _PRIVATE):
            raise InputError(f"{further!r} after {iri!r}: only {_PRIVATE!r} may stand there")
        return cls(iri, further.strip() == _PRIVATE)

    def ask(self, query: bytes, most: int, deadline: float) -> tuple[str, bytes]:
        """Return the media type and body of the endpoint's answer, of at most `most` bytes.

        It must be there, whole, at the `deadline` by the monotonic clock.

        Raises:
            EndpointError: it lies where it should not, or does not answer as SPARQL 1.1 says, or
                not in time.
        """
        try:
            connection = self._connection(deadline)
            try:
                return self._ask(connection, query, most)
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise EndpointError(f"it does not answer: {error}") from error

    def _ask(
        self, connection: http.client.HTTPConnection, query: bytes, most: int
    ) -> tuple[str, bytes]:
        parts = urlsplit(self.iri)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {
            "Accept": ", ".join(_RESULTS),
            "Accept-Encoding": "identity",
            "Content-Type": "application/sparql-query",
            "User-Agent": "PlanKG",
        }
        connection.request("POST", target, query, headers)
        response = connection.getresponse()
        media_type = response.headers.get_content_type()
        if response.status != http.HTTPStatus.OK:
            # Redirects among them: they would lead where nobody has looked.
            raise EndpointError(f"it answered {response.status}, not 200")
        if media_type not in _RESULTS or response.headers.get("Content-Encoding", "identity") != (
            "identity"
        ):
            raise EndpointError(f"it answered with {media_type!r}, or compressed")
        body = response.read(most + 1)
        if len(body) > most:
            raise EndpointError(f"its answer is larger than {most} bytes")
        return media_type, body

    def _connection(self, deadline: float) -> http.client.HTTPConnection:
        address = (self._address(deadline), self._port)
        plain = socket.create_connection(address, _left(deadline))
        connection = http.client.HTTPConnection(self._host, self._port)
        try:
            context = ssl.create_default_context() if self._is_secure else None
            plain.settimeout(_left(deadline))
            sock = context.wrap_socket(plain, server_hostname=self._host) if context else plain
        except BaseException:
            plain.close()
            raise
        connection.sock = _UntilDeadline(sock, deadline)
        return connection

    @property
    def _host(self) -> str:
        return urlsplit(self.iri).hostname or ""

    @property
    def _port(self) -> int:
        return urlsplit(self.iri).port or (443 if self._is_secure else 80)

    @property
    def _is_secure(self) -> bool:
        return urlsplit(self.iri).scheme == "https"

    def _address(self, deadline: float) -> str:
        addresses = self._names.addresses(_left(deadline))
        for address in addresses:
            if not (self.private or is_public(ipaddress.ip_address(address))):
                raise EndpointError("its name leads into a private network")
        return addresses[0]


class _UntilDeadline:
    """What `http.client` uses of a socket, each step in the time that is left.

    A socket's own timeout begins anew with each byte that comes.
    """

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Received(self._sock, self._deadline))

    def close(self) -> None:
        self._sock.close()


class _Received(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline
        # Which keeps the connection when the library closes the socket before it has read all.
        self._inner = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        self._sock.settimeout(_left(self._deadline))
        return self._inner.readinto(buffer)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _is_address(iri: str) -> bool:
    try:
        parts = urlsplit(iri)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not parts.username
            and parts.port != 0
        )
    except ValueError:  # of brackets, or a port
        return False


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the query's time is over")
    return min(left, _SECONDS)


def is_public(address: Address) -> bool:
    """Say whether an address, and any that it wraps, is of the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(address in network for network in _TRANSLATED):
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(inner) for inner in wrapped):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast
