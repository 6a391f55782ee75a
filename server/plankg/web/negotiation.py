"""Chooses the representation that a client likes best, and says so when there is none.

RFC 9110 §12.5.1: of the ranges in an ``Accept`` header that match a media type, the most specific
one gives its quality; a quality of 0 forbids. Among equals the server's order decides, so that
``*/*`` (curl) gets the first offer and a browser, which names HTML, gets the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from plankg.web.refusals import NoFormatError

HTML = "text/html"


def choose(offers: Sequence[str], header: str) -> str | None:
    """Return the media type of `offers` that `header` likes best; ``None`` if it takes none.

    An empty or absent header accepts everything.
    """
    weights = _weights(header)
    if not weights:
        return offers[0]
    ranked = sorted(offers, key=lambda offer: -_quality(offer, weights))
    return ranked[0] if _quality(ranked[0], weights) > 0 else None


def _weights(header: str) -> Mapping[str, float]:
    """Return how much each range of a header is wanted; read once, as it may name thousands."""
    weights: dict[str, float] = {}
    for media_range, weight in parse_accept_header(header, MIMEAccept):
        name = media_range.split(";", 1)[0].strip().lower()
        weights[name] = max(weight, weights.get(name, 0.0))
    return weights


def _quality(media_type: str, weights: Mapping[str, float]) -> float:
    """Return how much `media_type` is wanted, by the most specific range that matches it."""
    kind = media_type.split("/", 1)[0]
    matching = (name for name in (media_type, f"{kind}/*", "*/*") if name in weights)
    return weights.get(next(matching, ""), 0.0)


def require(offers: Sequence[str], header: str) -> str:
    """Return the media type of `offers` that `header` likes best.

    Raises:
        NoFormatError: the client takes none of them; the text lists what there is.
    """
    chosen = choose(offers, header)
    if chosen is None:
        raise NoFormatError("accept", found=header, available=list(offers))
    return chosen
