"""Says which printed lists of bodies belong together: those with nothing but signs between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plankg.extract.body_mentions import BodyList, beside_lead

_BETWEEN = " 　\t\r\n。；，"


def groups_of(text: str, lists: Sequence[BodyList]) -> list[list[BodyList]]:
    """Return the lists, those that follow each other with nothing between as one group."""
    groups: list[list[BodyList]] = []
    for found in lists:
        between = text[groups[-1][-1].span.end : found.span.start] if groups else "x"
        if between.strip(_BETWEEN):
            groups.append([found])
        else:
            groups[-1].append(found)
    return groups


def side_by_side(text: str, lists: Sequence[BodyList]) -> list[BodyList]:
    """Return the lists, 责任单位 beside a lead's list (牵头单位：A⏎责任单位：B) joining it."""
    found: list[BodyList] = []
    for group in groups_of(text, lists):
        led = any(mention.role == "lead" for one in group for mention in one.mentions)
        found += [replace(one, mentions=beside_lead(one.mentions)) if led else one for one in group]
    return found
