"""The errors that are answered before the web application is asked.

They are problem details, and for browsers a page in both languages: who is refused because too much
is asked shall not cost more than these lines.
"""

from __future__ import annotations

import json
from html import escape
from http import HTTPStatus

from plankg.serving.exchange import Headers, Reply, Request
from plankg.web.language import LANGUAGES, TAGS, Translator

_PROBLEM = b"application/problem+json"
_PAGE = b"text/html; charset=utf-8"
_OPEN: Headers = (
    (b"cache-control", b"no-store"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Retry-After, X-PlanKG-Release"),
    (b"x-content-type-options", b"nosniff"),
)
_CLOSED: Headers = (
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    (b"vary", b"Accept"),
)


def problem(status: int, detail: str = "", retry_after: int = 0, limit: str = "") -> Reply:
    """Return an error as RFC 9457 has it; `retry_after` in seconds, where it is worth it.

    `limit` names the limit that was met, as the web application's own errors do.
    """
    title = HTTPStatus(status).phrase
    members = {"type": "about:blank", "title": title, "status": status}
    members |= {"detail": detail, "limit": limit}
    body = json.dumps({name: value for name, value in members.items() if value != ""}).encode()
    return Reply(status, _headers(_PROBLEM, body, retry_after), body)


def refusal(
    request: Request, status: int, detail: str, message: str, limit: str, **values: int
) -> Reply:
    """Return what a client is told whose request met a limit; a browser gets a page.

    `message` is the key of the page's text, filled with `values`, of which ``seconds`` is when to
    come again.
    """
    wait = values.get("seconds", 0)
    if not _is_browser(request):
        return problem(status, detail, wait, limit)
    body = "".join(
        (
            f'<!doctype html>\n<html lang="{TAGS[LANGUAGES[0]]}">\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width">\n',
            f"<title>{status}</title>\n",
            *(_said(language, status, message, values) for language in LANGUAGES),
        )
    ).encode()
    return Reply(status, (*_headers(_PAGE, body, wait), *_CLOSED), body)


def of_release(reply: Reply, release: str) -> Reply:
    """Return `reply` with the release that is served, as every answer names it, if one is."""
    return reply.with_headers((b"x-plankg-release", release.encode())) if release else reply


def _said(language: str, status: int, message: str, values: dict[str, int]) -> str:
    t = Translator(language)
    heading, words = escape(t(f"error.{status}")), escape(t(message, **values))
    return f'<h1 lang="{TAGS[language]}">{heading}</h1>\n<p lang="{TAGS[language]}">{words}</p>\n'


def _is_browser(request: Request) -> bool:
    # No negotiation to the letter: it would cost more than what is refused here may cost.
    accepted = request.header(b"accept")
    return b"text/html" in accepted and b"json" not in accepted


def _headers(content_type: bytes, body: bytes, retry_after: int) -> Headers:
    own = ((b"content-type", content_type), (b"content-length", b"%d" % len(body)))
    wait = ((b"retry-after", b"%d" % retry_after),) if retry_after else ()
    return (*own, *_OPEN, *wait)
