"""The answers of this release, ready to be sent: by question, and by the very bytes that ask it.

Clients that ask again send the same bytes again. For those nothing is parsed: one look-up in a
dictionary gives what is to be sent. Everything here happens on the event loop's thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus

from plankg.serving.byte_cache import ByteCache
from plankg.serving.coding import is_worth_packing, packed
from plankg.serving.exchange import VARIES, Headers, Reply

# Ways to ask that an answer is remembered by; a question has a few kinds of clients.
_WAYS = 8
_LONGEST_REQUEST = 4096
_OF_BODY = frozenset({b"etag", b"content-length"})
_KEPT_STATUSES = frozenset({200, 303})


@dataclass(slots=True)
class KeptAnswer:
    """An answer that can be sent as it is. `asked` is set by whoever sends it."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes
    last_modified: bytes
    start: bytes
    head: bytes
    ways: list[bytes] = field(default_factory=list)
    asked: bool = False

    @property
    def content_type(self) -> str:
        """The media type of the body."""
        return self.as_reply().header(b"content-type").decode("latin-1")

    def as_reply(self) -> Reply:
        """Return the answer as the application would have given it."""
        return Reply(self.status, self.headers, self.body)


@dataclass(frozen=True, slots=True)
class Ready:
    """What is sent for exactly these bytes of a request: ``start + date + head + body``.

    `tally` is the one-item list in which it is counted how often.
    """

    answer: KeptAnswer
    start: bytes
    head: bytes
    body: bytes
    tally: list[int]


def kept_answer(reply: Reply, coding: str) -> KeptAnswer:
    """Return the reply as it is kept: in the coding, with an entity tag of its bytes."""
    body, extra = reply.body, [(b"content-length", b"")]
    content_type = reply.header(b"content-type").decode("latin-1")
    if reply.status == HTTPStatus.OK and is_worth_packing(content_type, len(body)):
        extra.append((b"vary", _vary(reply)))
        if coding and not reply.header(b"content-encoding"):
            body = packed(body)
            extra.append((b"content-encoding", coding.encode()))
    etag = _etag(reply, body, coding if len(extra) > 2 else "") if reply.status == 200 else b""
    if etag:
        extra.append((b"etag", etag))
    if not reply.header(b"cache-control"):
        # Ask each time whether it is still so: a release may come at any moment, and the tag
        # makes asking cheap.
        extra.append((b"cache-control", b"no-cache"))
    extra[0] = (b"content-length", b"%d" % len(body))
    whole = reply.with_headers(*extra, body=body)
    return KeptAnswer(
        whole.status,
        whole.headers,
        body,
        etag,
        whole.header(b"last-modified"),
        start_of(whole.status),
        head_of(whole.headers),
    )


@dataclass(frozen=True, slots=True)
class Mould:
    """The head of answers that differ by their bodies alone, written once.

    `large` is for bodies that are worth packing, which others may get packed.
    """

    content_type: str
    last_modified: bytes
    small: tuple[Headers, bytes]
    large: tuple[Headers, bytes]

    @classmethod
    def of(cls, reply: Reply) -> Mould:
        """Return the mould of answers like `reply`."""
        kept = tuple(pair for pair in reply.headers if pair[0] not in _OF_BODY)
        varied = Reply(200, kept).with_headers((b"vary", _vary(reply))).headers
        return cls(
            reply.header(b"content-type").decode("latin-1"),
            reply.header(b"last-modified"),
            (kept, _lines(kept)),
            (varied, _lines(varied)),
        )

    def cast(self, body: bytes, etag: bytes) -> KeptAnswer:
        """Return the answer with this body, not packed."""
        large = is_worth_packing(self.content_type, len(body))
        headers, lines = self.large if large else self.small
        length = b"%d" % len(body)
        return KeptAnswer(
            200,
            (*headers, (b"content-length", length), (b"etag", etag)),
            body,
            etag,
            self.last_modified,
            start_of(200),
            b"\r\n%scontent-length: %s\r\netag: %s\r\n\r\n" % (lines, length, etag),
        )


def may_be_kept(reply: Reply, release: str) -> bool:
    """Say whether everyone who asks the same gets this answer, as long as the release stays."""
    return (
        reply.status in _KEPT_STATUSES
        and reply.rest is None
        and reply.release == release
        and not reply.header(b"set-cookie")
        and b"no-store" not in reply.header(b"cache-control")
        and b"private" not in reply.header(b"cache-control")
        and reply.varies_by() <= VARIES
    )


@cache
def start_of(status: int) -> bytes:
    """Return the beginning of an answer, up to the date."""
    return b"HTTP/1.1 %d %s\r\ndate: " % (status, HTTPStatus(status).phrase.encode())


def head_of(headers: Headers) -> bytes:
    """Return the rest of an answer's head, after the date."""
    return b"\r\n" + _lines(headers) + b"\r\n"


class KeptAnswers:
    """The kept answers by question, and the ready ones by the bytes of a request."""

    def __init__(self, size: int, largest: int) -> None:
        self._answers: ByteCache[KeptAnswer] = ByteCache(
            size, largest, spared=_was_asked, dropped=self._forget_ways
        )
        # Read by connections for each piece of data that comes; never replaced.
        self.ready: dict[bytes, Ready] = {}

    def get(self, question: Hashable, coding: str) -> KeptAnswer | None:
        """Return what is kept for a question in a coding."""
        return self._answers.get((question, coding))

    def put(self, question: Hashable, coding: str, answer: KeptAnswer) -> None:
        """Keep an answer, if it is not too large."""
        self._answers.put((question, coding), answer, len(answer.body))

    def remember(self, request: bytes, ready: Ready) -> None:
        """Let exactly these bytes be answered without being read again."""
        ways = ready.answer.ways
        if len(request) > _LONGEST_REQUEST or request in self.ready:
            return
        if len(ways) == _WAYS:
            del self.ready[ways.pop(0)]
        ways.append(request)
        self.ready[request] = ready

    def clear(self) -> None:
        """Forget everything: there is another release."""
        self._answers.clear()
        self.ready.clear()

    @property
    def used(self) -> int:
        """The bytes in use."""
        return self._answers.used

    def __len__(self) -> int:
        return len(self._answers)

    def _forget_ways(self, answer: KeptAnswer) -> None:
        for request in answer.ways:
            self.ready.pop(request, None)
        answer.ways.clear()


def _lines(headers: Headers) -> bytes:
    return b"".join(b"%s: %s\r\n" % pair for pair in headers)


def _was_asked(answer: KeptAnswer) -> bool:
    asked, answer.asked = answer.asked, False
    return asked


def _etag(reply: Reply, body: bytes, coding: str) -> bytes:
    """Return a strong tag: the application's own, told apart by coding, or one of the bytes."""
    given = reply.header(b"etag")
    if given.startswith(b'"'):
        return given[:-1] + b"-%s" % coding.encode() + b'"' if coding else given
    return b'"%s"' % hashlib.blake2b(body, digest_size=16).hexdigest().encode()


def _vary(reply: Reply) -> bytes:
    named = b", ".join(value for name, value in reply.headers if name == b"vary")
    if b"accept-encoding" in named.lower():
        return named
    return named + b", Accept-Encoding" if named else b"Accept-Encoding"
