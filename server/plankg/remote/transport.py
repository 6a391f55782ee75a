"""Sends HTTP requests to an endpoint, and tells what became of them by errors of our own."""

from __future__ import annotations

import base64
import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from io import IOBase
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from plankg.errors import InputError
from plankg.remote.failures import EndpointError, TransientError, refused

# As much of an error's body as could hold a reason worth showing.
_ERROR_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a token, or a user and a password; by default nobody in particular."""

    token: str = ""
    user: str = ""
    password: str = ""

    @classmethod
    def of_environment(cls, environment: Mapping[str, str], prefix: str) -> Credentials:
        """Return what ``<prefix>_TOKEN``, or ``<prefix>_USER`` and ``_PASSWORD``, say."""
        names = ("TOKEN", "USER", "PASSWORD")
        return cls(*(environment.get(f"{prefix}_{name}", "") for name in names))

    @property
    def header(self) -> str:
        """The value of the Authorization header; empty for nobody."""
        if self.token:
            return f"Bearer {self.token}"
        if not self.user:
            return ""
        pair = f"{self.user}:{self.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"


def checked_url(url: str) -> str:
    """Return `url`, if it can be the address of an endpoint.

    Raises:
        InputError: it is no HTTP address, or has a password in it, which logs would show.
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isascii()
        hides = parts.username is not None
    except ValueError:
        fits = hides = False
    if not fits or any(char.isspace() for char in url):
        raise InputError(f"{url!r} is no address of an endpoint: give one like http://host/sparql")
    if hides:
        raise InputError(
            "leave user and password out of the endpoint's address, and give them by the"
            " environment: see docs/remote-endpoints.md"
        )
    return url


class _NoRedirect(HTTPRedirectHandler):
    """Takes no other address than the one given: it would get our credentials, too."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


class Login(HTTPDigestAuthHandler):
    """Tells a server who writes: by a token or a password, or by a digest where it wants that.

    Once the server has asked for a digest, it is sent with each request: one that asked first each
    time would have to take each graph twice.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._known = HTTPPasswordMgrWithDefaultRealm()
        super().__init__(self._known)
        self._credentials = credentials
        self._digests = False
        self._challenge: dict[str, str] | None = None

    def may_digest(self) -> bool:
        """Say whether it is worth asking again without a password, and do so from now on."""
        if self._digests or not self._credentials.user:
            return False
        self._digests = True
        return True

    def http_request(self, request: Request) -> Request:
        """Add what is known to `request`."""
        if isinstance(request.data, IOBase):
            request.data.seek(0)
        if request.has_header("Authorization"):
            return request
        if not self._digests and self._credentials.header:
            request.add_unredirected_header("Authorization", self._credentials.header)
        elif self._challenge is not None:
            told = self.get_authorization(request, self._challenge)
            request.add_unredirected_header("Authorization", f"Digest {told}")
        return request

    https_request = http_request

    def retry_http_digest_auth(self, req: Request, auth: str) -> http.client.HTTPResponse | None:
        """Answer the question of a server, and keep it for the next request."""
        user, password = self._credentials.user, self._credentials.password
        self._known.add_password(None, req.full_url, user, password)
        self._challenge = parse_keqv_list(parse_http_list(auth.partition(" ")[2]))
        return super().retry_http_digest_auth(req, auth)


def send(request: Request, seconds: float, login: Login | None = None) -> http.client.HTTPResponse:
    """Send `request` and return the response, whose body is still to be read.

    Args:
        request: to an address that `checked_url` let through.
        seconds: how long the endpoint may be silent.
        login: adds who asks, where that is not in the request.

    Raises:
        TransientError: the same request may succeed later.
        PlanKGError: any other failure.
    """
    url = request.full_url.partition("?")[0]
    opener = build_opener(_NoRedirect, *([login] if login else []))
    try:
        response: http.client.HTTPResponse = opener.open(request, timeout=seconds)
    except HTTPError as error:
        with error:
            raise _refused(url, error) from error
    except (URLError, OSError, http.client.HTTPException) as error:
        raise unreachable(url, error) from error
    return response


def unreachable(url: str, error: Exception) -> TransientError:
    """Return the error for a connection that failed or broke off."""
    reason = getattr(error, "reason", None) or error
    return TransientError(f"{url!r} cannot be reached: {reason or type(error).__name__}")


def _refused(url: str, error: HTTPError) -> Exception:
    if 300 <= error.code < 400:
        return EndpointError(
            f"{url!r} has moved to {error.headers.get('Location', '')!r}: give that address, if"
            " you trust it"
        )
    try:
        body = error.read(_ERROR_BYTES).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        body = ""
    return refused(url, error.code, body, _seconds(error.headers.get("Retry-After", "")))


def _seconds(text: str) -> float | None:
    """Return how long Retry-After asks to wait: seconds, or until a day and time."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
