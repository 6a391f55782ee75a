"""Answers "not modified" (RFC 9110 §13): what a client has already need not be sent again."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime

from plankg.serving.exchange import Headers, Request
from plankg.serving.kept_answers import KeptAnswer

# What a 304 repeats of the answer that the client has (RFC 9110 §15.4.5).
_REPEATED = frozenset(
    {b"cache-control", b"content-location", b"etag", b"expires", b"vary", b"last-modified"}
    | {b"x-plankg-release", b"access-control-allow-origin", b"access-control-expose-headers"}
)


def is_unchanged(request: Request, answer: KeptAnswer) -> bool:
    """Say whether the client has this answer already."""
    tags = request.headers.get(b"if-none-match")
    if tags is not None:  # then the date does not count
        return answer.status == 200 and _names(tags, answer.etag)
    asked = request.headers.get(b"if-modified-since")
    if asked is None:
        return False
    since, changed = _day(asked), _day(answer.last_modified)
    return since is not None and changed is not None and changed <= since


def headers_of_unchanged(answer: KeptAnswer) -> Headers:
    """Return the headers of the 304."""
    return tuple(pair for pair in answer.headers if pair[0] in _REPEATED)


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
