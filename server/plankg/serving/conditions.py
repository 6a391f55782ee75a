"""Answers "not modified" (RFC 9110 §13): what a client has already need not be sent again."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime

from plankg.serving.exchange import Headers, Request

# What a 304 repeats of the answer that the client has (RFC 9110 §15.4.5).
_REPEATED = frozenset(
    {b"cache-control", b"content-location", b"etag", b"expires", b"vary", b"last-modified"}
    | {b"x-plankg-release", b"access-control-allow-origin", b"access-control-expose-headers"}
)


def is_unchanged(request: Request, status: int, etag: bytes, last_modified: bytes) -> bool:
    """Say whether the client has the answer with these validators already."""
    tags = request.headers.get(b"if-none-match")
    if tags is not None:  # then the date does not count
        return status == 200 and _names(tags, etag)
    asked = request.headers.get(b"if-modified-since")
    if asked is None:
        return False
    since, changed = _day(asked), _day(last_modified)
    return since is not None and changed is not None and changed <= since


def headers_of_unchanged(headers: Headers) -> Headers:
    """Return the headers of the 304, of those of the answer."""
    return tuple(pair for pair in headers if pair[0] in _REPEATED)


def _names(tags: bytes, etag: bytes) -> bool:
    if tags.strip() == b"*":
        return True
    return any(tag.strip().removeprefix(b"W/") == etag for tag in tags.split(b","))


def _day(text: bytes) -> datetime | None:
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text.decode("latin-1"))
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else None
