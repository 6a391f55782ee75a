"""A request and its reply as values, between connections and the web application."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from typing import Any

from plankg.engine import Answer
from plankg.pool.messages import Question
from plankg.serving.clients import Clients

# A client that hung up before its answer, in metrics and log: so nginx has it, and after it many.
# It is never sent. As an error of ours it would look like a fault of the service.
CLIENT_CLOSED_REQUEST = 499

Headers = tuple[tuple[bytes, bytes], ...]
# Of a body that is made while it is sent; closing them gives back what they hold.
Chunks = Generator[bytes, None, None]

# What an answer may depend on, beside method and address; `Vary` may name these and no others.
_SHAPING = (b"host", b"accept", b"accept-language", b"origin")
VARIES = frozenset(
    (*(name.decode() for name in _SHAPING), "cookie", "accept-encoding", "content-type")
)
# Longer ones are no browser's; who sends them shall not fill the memory with keys.
_LONGEST = 8192
# The only cookie that the pages read.
_LANGUAGE_COOKIE = "plankg-lang"
# POST asks there, as GET does, with the parameters in the body.
_ASKED_BY_POST = ("/sparql", "/queries/")
_FILES = "/data/"
_FORMS = (b"application/x-www-form-urlencoded", b"application/sparql-query", b"application/json")


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request. `path` is as sent, still escaped; header names are in small letters."""

    method: str
    path: str
    query: bytes
    headers: Mapping[bytes, bytes]
    client: str
    scheme: str = "http"
    server: tuple[str, int] = ("", 0)
    version: str = "1.1"
    body: bytes = b""

    @property
    def target(self) -> str:
        """The address as sent: path and query string."""
        query = self.query.decode("latin-1")
        return f"{self.path}?{query}" if query else self.path

    def header(self, name: bytes) -> bytes:
        """Return a header's value, empty if it was not sent."""
        return self.headers.get(name, b"")

    @property
    def wants_part(self) -> bool:
        """Whether it asks for a part of a file, which the web cuts.

        Not where it says what it has: that is for the front, and ranges may be ignored (RFC 9110
        §14.2).
        """
        has_one = b"if-none-match" in self.headers or b"if-modified-since" in self.headers
        wanted = b"range" in self.headers and self.path.startswith(_FILES)
        return wanted and self.method == "GET" and not has_one

    def question(self) -> Hashable | None:
        """Return what the answer depends on beside the release; ``None`` if that is not known.

        HEAD asks what GET asks. The coding of the answer is no part of the question.
        """
        if self.method not in ("GET", "HEAD", "POST") or b"authorization" in self.headers:
            return None
        if self.wants_part:
            return None
        shape = tuple(map(self.header, _SHAPING))
        if len(self.path) + len(self.query) + sum(map(len, shape)) > _LONGEST:
            return None
        posted = self._posted() if self.method == "POST" else b""
        if posted is None:
            return None
        return self.scheme, self.path, self.query, shape, self._language(), posted

    def _posted(self) -> bytes | None:
        kind = self.header(b"content-type")
        plain = kind.partition(b";")[0].strip().lower() in _FORMS
        if not plain or b"content-encoding" in self.headers or len(kind) > 200:
            return None
        if not self.path.startswith(_ASKED_BY_POST):
            return None
        return kind + hashlib.blake2b(self.body, digest_size=32).digest()

    def _language(self) -> str:
        header = self.headers.get(b"cookie")
        return _language_in(header) if header and len(header) < _LONGEST else ""


@lru_cache(maxsize=1024)
def _language_in(cookie: bytes) -> str:
    try:
        found = SimpleCookie(cookie.decode("latin-1")).get(_LANGUAGE_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer, or the beginning of a long one whose `rest` follows.

    `asked` is what was asked of the engine for it, with the engine's answers; `head` the headers as
    they are sent, where that is known already.
    """

    status: int
    headers: Headers
    body: bytes = b""
    rest: Chunks | None = None
    release: str = ""
    asked: tuple[tuple[Question, Answer], ...] = ()
    head: bytes = b""

    def header(self, name: bytes) -> bytes:
        """Return the first value of a header, empty if there is none."""
        return next((value for known, value in self.headers if known == name), b"")

    def with_headers(self, *headers: tuple[bytes, bytes], body: bytes | None = None) -> Reply:
        """Return the reply with `headers` in the place of those of their names."""
        names = {name for name, _ in headers}
        kept = tuple(pair for pair in self.headers if pair[0] not in names)
        return replace(self, headers=(*kept, *headers), body=self.body if body is None else body)

    def varies_by(self) -> frozenset[str]:
        """Return the request headers that the reply says it depends on, in small letters."""
        named = b",".join(value for name, value in self.headers if name == b"vary")
        return frozenset(
            part.strip().lower() for part in named.decode("latin-1").split(",") if part.strip()
        )


def request_of(scope: Mapping[str, Any], clients: Clients, peer: str) -> Request:
    """Return the request that an ASGI scope describes; its body comes later."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in headers:  # RFC 9110 §5.3; cookies are joined by their own sign
            separator = b"; " if name == b"cookie" else b", "
            headers[name] += separator + value
        else:
            headers[name] = value
    host, port = scope.get("server") or ("", 0)
    return Request(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        query=scope["query_string"],
        headers=headers,
        client=clients.client_of(peer, headers),
        scheme=clients.scheme_of(peer, headers),
        server=(host, port or 0),
        version=scope["http_version"],
    )
