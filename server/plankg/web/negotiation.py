"""Chooses the representation that a client likes best, and says so when there is none.

RFC 9110 §12.5.1: of the ranges in an ``Accept`` header that match a media type, the most specific
one gives its quality; a quality of 0 forbids. Among equals the server's order decides, so that
``*/*`` (curl) gets the first offer and a browser, which names HTML, gets the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from plankg.web.refusals import NoFormatError

HTML = "text/html"


def quality(media_type: str, accept: MIMEAccept) -> float:
    """Return how much the client wants `media_type`: 0 (not at all) to 1."""
    kind = media_type.split("/", 1)[0]
    specificity = {media_type: 3, f"{kind}/*": 2, "*/*": 1}
    best = (0, 0.0)
    for media_range, weight in accept:
        name = media_range.split(";", 1)[0].strip().lower()
        if name in specificity:
            best = max(best, (specificity[name], weight))
    return best[1]


def choose(offers: Sequence[str], header: str) -> str | None:
    """Return the media type of `offers` that `header` likes best; ``None`` if it takes none.

    An empty or absent header accepts everything.
    """
    accept = parse_accept_header(header, MIMEAccept)
    if not accept:
        return offers[0]
    ranked = sorted(offers, key=lambda offer: -quality(offer, accept))
    return ranked[0] if quality(ranked[0], accept) > 0 else None


def require(offers: Sequence[str], header: str) -> str:
    """Return the media type of `offers` that `header` likes best.

    Raises:
        NoFormatError: the client takes none of them; the text lists what there is.
    """
    chosen = choose(offers, header)
    if chosen is None:
        raise NoFormatError("accept", found=header, available=list(offers))
    return chosen
