"""How long an answer holds: which release it came from, and validators by which caches ask again.

A release never changes, but templates, named queries and the program do without it. So an entity
tag is a hash of what is sent, never of what it was made from (docs/decisions/0014-protocol.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from flask import Response, request

from plankg.web.language import COOKIE
from plankg.web.negotiation import HTML
from plankg.web.refusals import BadRequestError, GoneError
from plankg.web.request import service

# A pinned release's data: not longer, so that a mended query or program shows by tomorrow.
_PINNED = "public, max-age=86400"
# Whatever may be another tomorrow: caches keep it, and ask each time whether it still holds.
_CURRENT = "public, no-cache"

_RELEASE = re.compile(r"[0-9a-f]{12,64}")


def require_release(wanted: Iterable[str]) -> None:
    """Refuse a request for another release than the one that is served.

    Raises:
        BadRequestError: that is no release's name.
        GoneError: it is not served; the text says which is.
    """
    current = service().release
    for name in wanted:
        if not _RELEASE.fullmatch(name):
            raise BadRequestError("release_form", found=name)
        if not current.startswith(name):
            raise GoneError("release", release=name, current=current)


def etag_of(*parts: str | bytes) -> str:
    """Return a strong entity tag over `parts`."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()[:32]


def set_validators(response: Response) -> None:
    """Tell caches how long `response` holds, and answer 304 where the client has it already.

    What set its own Cache-Control stays as it is.
    """
    if "Cache-Control" in response.headers:
        return
    if request.method not in ("GET", "HEAD") or response.status_code not in (200, 206):
        response.headers["Cache-Control"] = "no-cache" if response.status_code < 400 else "no-store"
        return
    response.headers["Cache-Control"] = _cache_control(response)
    if not response.is_streamed and response.get_etag()[0] is None:
        response.set_etag(etag_of(response.content_type or "", response.get_data()))
    if service().published is not None:
        response.last_modified = service().published
    response.make_conditional(request)


def _cache_control(response: Response) -> str:
    if any(cookie.startswith(f"{COOKIE}=") for cookie in response.headers.getlist("Set-Cookie")):
        return "private, no-cache"
    pinned = "release" in request.args and response.mimetype != HTML
    return _PINNED if pinned else _CURRENT
