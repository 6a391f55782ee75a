"""Quotes as they are compared."""

from __future__ import annotations


def squeezed(quote: str) -> str:
    """Return a quote as it is compared: line breaks and blanks in it are the print's."""
    return "".join(quote.split())
