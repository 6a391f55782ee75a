"""Which representation a client gets, by the letter of RFC 9110."""

from __future__ import annotations

import pytest

from plankg.errors import NotAcceptableError
from plankg.web.negotiation import choose, require

OFFERS = ("text/turtle", "application/n-triples", "text/html")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/*", "text/turtle"),
        ("text/html;q=0.4, text/turtle;q=0.5", "text/turtle"),
        ("text/html;q=0.5, text/turtle;q=0.4", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*;q=0.1, application/n-triples", "application/n-triples"),
        ("text/turtle;q=0, */*", "application/n-triples"),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/html"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
    ],
)
def test_the_best_offer_by_quality_then_by_the_servers_order(
    accept: str, chosen: str | None
) -> None:
    assert choose(OFFERS, accept) == chosen


def test_a_client_that_takes_nothing_we_have_is_told_what_there_is() -> None:
    with pytest.raises(NotAcceptableError, match="text/turtle, application/n-triples, text/html"):
        require(OFFERS, "image/png")


def test_a_long_header_is_not_said_again_in_whole() -> None:
    with pytest.raises(NotAcceptableError) as caught:
        require(OFFERS, "image/png, " * 3000)
    assert len(str(caught.value)) < 400
    assert str(caught.value).startswith("'image/png, image/png")
