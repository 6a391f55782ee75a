"""Tells which paragraphs begin with a heading, and of which number among the outermost."""

from __future__ import annotations

from plankg.extract.parts import OUTERMOST
from plankg.extract.structure import Headings, Part
from plankg.model import Document, Paragraph


def heading_of(document: Document, paragraph: Paragraph, headings: Headings) -> Part | None:
    """Return the heading of any style that a paragraph begins with, else None."""
    start, end = paragraph.span.start, paragraph.span.end
    while start < end and document.text[start] in " 　\t":
        start += 1
    return headings.at(document.text, start, end)


def top_order(document: Document, paragraph: Paragraph, headings: Headings) -> int | None:
    """Return the order of a heading of the outermost styles (一、, 第一章), else None."""
    part = heading_of(document, paragraph, headings)
    return part.order if part is not None and part.style in OUTERMOST else None


__all__ = ["heading_of", "top_order"]
