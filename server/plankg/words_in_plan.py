"""Finds printed words within a plan's reading: in which element, at which place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from plankg.model import Element, Reading, Span, WorkLevel
from plankg.squeezed import squeezed
from plankg.titles_above import before_box, is_box, title_above


class PlanWords:
    """The words of one plan, by the printed number paths at which they stand."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.elements = {element.iri: element for element in reading.elements}

    def places(self, where: str, quote: str) -> list[Span]:
        """Return where the quote is printed in the words of the elements at `where`, in order.

        White space within the quote does not count. A target's `where` may name an item of a
        running list (``…·一``); its element is the one before the point, where the item is none.
        """
        pattern = re.compile(r"\s*".join(re.escape(char) for char in squeezed(quote)))
        text = self.reading.text
        found = {
            Span(*match.span())
            for stretch in self._stretches(where)
            for match in pattern.finditer(text, stretch.start, stretch.end)
        }
        return sorted(found)

    def element_at(self, where: str, span: Span) -> Element | None:
        """Return the innermost element at `where` whose words hold `span`."""
        holding = [
            element
            for element in self._elements(where)
            if element.start <= span.start and span.end <= element.end
        ]
        return min(holding, key=lambda element: element.end - element.start, default=None)

    def upwards(self, element_iri: str) -> Iterator[Element]:
        """Yield the element and those that it is part of."""
        element = self.elements.get(element_iri)
        while element is not None:
            yield element
            element = self.elements.get(element.parent_iri)

    def title_above(self, element_iri: str, level: WorkLevel) -> str:
        """Return the title of the action or task that an element lies in, from it upwards."""
        around = ((part.work, part.title) for part in self._around(element_iri))
        return title_above(around, level)

    def _around(self, element_iri: str) -> Iterator[Element]:
        """Yield the element and those around it; around a box what it is about."""
        for element in self.upwards(element_iri):
            yield element
            if is_box(element.iri):
                beside = [
                    (one.start, one.work, one.iri)
                    for one in self.reading.elements
                    if one.parent_iri == element.parent_iri and not is_box(one.iri)
                ]
                around = [one.work for one in self.upwards(element.parent_iri)]
                about = self.elements.get(before_box(element.start, beside, around))
                yield from [about] if about else []

    @cached_property
    def whole(self) -> Span:
        """The plan's stretch of the text; a file may hold several plans."""
        ledger = self.reading.ledger
        if not ledger:
            return Span(0, len(self.reading.text))
        return Span(min(e.start for e in ledger), max(e.end for e in ledger))

    def _elements(self, where: str) -> list[Element]:
        own = [element for element in self.reading.elements if element.where == where]
        path = where.partition("·")[0]
        return own or [element for element in self.reading.elements if element.where == path]

    def _stretches(self, where: str) -> list[Span]:
        if not where:  # the preamble belongs to no element
            return [self.whole]
        return [Span(element.start, element.end) for element in self._elements(where)]
