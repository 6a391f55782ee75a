"""Follows the frames that a page draws around words: text boxes, tables of one cell."""

from __future__ import annotations

import bisect

from plankg.model import Document, Paragraph, Span


class Frames:
    """The frames of a document, to be asked for its paragraphs in their order."""

    def __init__(self, document: Document) -> None:
        self._frames = document.frames
        self._starts = [frame.start for frame in document.frames]
        self._above: Paragraph | None = None
        self._open: Span | None = None

    def left_before(self, paragraph: Paragraph) -> Span | None:
        """Return the frame that ends between the paragraph before and this one, which is in none.

        A caption right above a frame counts as a part of it. A frame right below another one goes
        on with it, as boxes do that a page breaks.
        """
        frame = self._frame_of(paragraph)
        left = None
        if frame is None:
            left, self._open = self._open, None
        elif self._open is None:
            begin = self._above.span.start if self._above else frame.start
            self._open = Span(begin, frame.end)
        self._above = paragraph
        return left

    def _frame_of(self, paragraph: Paragraph) -> Span | None:
        at = bisect.bisect_right(self._starts, paragraph.span.start) - 1
        found = self._frames[at] if at >= 0 else None
        return found if found is not None and found.end > paragraph.span.start else None


__all__ = ["Frames"]
