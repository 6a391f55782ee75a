"""Applies what a person decided about a plan's elements, and what follows for the rest of it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from plankg.decisions import Decision, contradiction
from plankg.iris import fingerprint
from plankg.model import (
    Element,
    ElementType,
    Place,
    Reading,
    Responsibility,
    Span,
    Target,
    WorkLevel,
)
from plankg.words_in_plan import PlanWords

# What a person takes for an action or a task has its level, too.
_LEVELS: dict[ElementType, WorkLevel] = {"Action": "action", "Task": "task"}


@dataclass(frozen=True)
class ElementMaker:
    """Makes the elements of one plan that a person changed or added."""

    words: PlanWords

    def changed(self, element: Element, decision: Decision) -> Element:
        """Return the element with the decision's fields; its path and its id stay."""
        fields = decision.fields
        new = replace(
            element,
            type=cast(ElementType, fields.get("type", element.type)),
            number=str(fields.get("number", element.number)),
            title=str(fields.get("title", element.title)),
            qualitative=bool(fields.get("qualitative", element.qualitative)),
            deadline=cast("date | None", fields.get("deadline", element.deadline)),
        )
        if "type" in fields:
            new = replace(new, work=_LEVELS.get(new.type, ""))
        if "title" in fields:
            new = replace(new, title_span=self._title_within(new))
        return new

    def added(self, decision: Decision, span: Span) -> Element:
        """Return the element that a person read in the words at `span`, below the one they lie in.

        Its words stay part of that one too. What is not said: no title, no number of its own, no
        deadline; nothing counted.

        Raises:
            ReviewError: the words stand in no element of the plan.
        """
        holder = self.words.element_at(decision.where, span)
        if holder is None:
            raise contradiction(decision, "no element holds these words; name its printed path")
        fields, text = decision.fields, span.of(self.words.reading.text)
        number, type_ = str(fields.get("number", "")), cast(ElementType, fields["type"])
        element = Element(
            plan=holder.plan,
            where=f"{holder.where}{number}",
            type=type_,
            number=number,
            title=str(fields.get("title", "")),
            text=text,
            parent_iri=holder.iri,
            qualitative=bool(fields.get("qualitative", type_ not in ("Section", "Action"))),
            deadline=cast("date | None", fields.get("deadline")),
            start=span.start,
            end=span.end,
            iri=f"{holder.iri}/{_kind_in_iri(type_)}/{fingerprint((text,))}",
            printed_in=holder.printed_in,
            work=_LEVELS.get(type_, ""),
        )
        return replace(element, title_span=self._title_within(element))

    def _title_within(self, element: Element) -> Span | None:
        """Return where the title is printed in the element's own words, None if it isn't."""
        at = element.text.find(element.title) if element.title else -1
        if at < 0:
            return None
        start = element.start + at
        return Span(start, start + len(element.title))


def with_elements(reading: Reading, elements: tuple[Element, ...]) -> Reading:
    """Return the reading with `elements` instead of its own, and all titles that follow.

    Parts of an element that is gone belong to the one above it; facts that were stated in it are
    left for who dropped it.
    """
    gone = {one.iri for one in reading.elements} - {one.iri for one in elements}
    above = _above(reading, gone)
    moved = tuple(_moved(element, above) for element in elements)
    words = PlanWords(replace(reading, elements=moved))
    return replace(
        reading,
        elements=moved,
        targets=tuple(_under_titles(target, words) for target in reading.targets),
        responsibilities=tuple(_of_element(held, words) for held in reading.responsibilities),
        ledger=tuple(
            replace(entry, element_iri=above.get(entry.element_iri, entry.element_iri))
            for entry in reading.ledger
        ),
    )


def _above(reading: Reading, gone: Set[str]) -> dict[str, str]:
    """Return for each element that is gone the nearest part above that is not."""
    parents = {element.iri: element.parent_iri for element in reading.elements}
    above: dict[str, str] = {}
    for iri in gone:
        parent = parents[iri]
        while parent in gone:
            parent = parents[parent]
        above[iri] = parent
    return above


def _moved(element: Element, above: Mapping[str, str]) -> Element:
    if not above:
        return element
    places = tuple(
        Place(above.get(one.section_iri, one.section_iri), one.title, one.span)
        for one in element.places
    )
    return replace(
        element,
        parent_iri=above.get(element.parent_iri, element.parent_iri),
        printed_in=above.get(element.printed_in, element.printed_in),
        places=places,
    )


def _kind_in_iri(type_: ElementType) -> str:
    """Return what ids call a type of element: ``goal``, ``task``."""
    return type_.removeprefix("Work").lower()


def _under_titles(target: Target, words: PlanWords) -> Target:
    element = words.elements.get(target.element_iri)
    return replace(
        target,
        action=words.title_above(target.element_iri, "action"),
        task=words.title_above(target.element_iri, "task"),
        goal=element.text if element and element.type == "WorkGoal" else "",
    )


def _of_element(held: Responsibility, words: PlanWords) -> Responsibility:
    element = words.elements.get(held.element_iri)
    return replace(held, element=element.title or element.text) if element else held
