"""The errors that are answered before the web application is asked, as problem details."""

from __future__ import annotations

import json
from http import HTTPStatus

from plankg.serving.exchange import Reply

_PROBLEM = b"application/problem+json"


def problem(status: int, detail: str = "", retry_after: int = 0) -> Reply:
    """Return an error as RFC 9457 has it; `retry_after` in seconds, where it is worth it."""
    title = HTTPStatus(status).phrase
    members = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    body = json.dumps({name: value for name, value in members.items() if value != ""}).encode()
    headers = [
        (b"content-type", _PROBLEM),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"access-control-allow-origin", b"*"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if retry_after:
        headers.append((b"retry-after", b"%d" % retry_after))
    return Reply(status, tuple(headers), body)
