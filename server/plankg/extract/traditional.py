"""Reads pages in traditional characters as if they were printed in simplified ones.

The genre's words, the register of bodies and areas and the vocabularies are in simplified
characters. Each traditional character is replaced by the one that OpenCC gives for it alone, so
that no offset moves; what is found is told in the characters of the page. Only what the project
itself names keeps its own: IRIs and the plan's area.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from plankg.extract.plain_signs import as_printed, with_text
from plankg.model import Document, Element, Reading, Responsibility, Target

# Characters that hardly a plan does without, and that no text in simplified characters has.
_SIGNS = re.compile(
    "[縣鎮鄉區國務產業發開關設實點線會質與為這個來對時動學農機構標計劃責單牽頭負環網衛]"
)
# So few of them, as a share of a text, stand in names and quotations.
_FEWEST = 0.02
# Before CJK ideographs stand signs and other scripts.
_LAST_PLAIN = 0x2E7F


def in_simplified(document: Document) -> Document:
    """Return a document in traditional characters in simplified ones; mostly the same one."""
    found = len(_SIGNS.findall(document.text))
    if not found or found < _FEWEST * len(document.text):
        return document
    # Loading it takes a tenth of a second, which other pages are spared.
    import opencc

    convert = opencc.OpenCC("t2s").convert
    signs = {char: convert(char) for char in set(document.text) if ord(char) > _LAST_PLAIN}
    table = {ord(char): sign for char, sign in signs.items() if len(sign) == 1 and sign != char}
    return with_text(document, document.text.translate(table)) if table else document


def in_traditional(reading: Reading, text: str) -> Reading:
    """Return a reading of the simplified text with its words as the page's `text` prints them."""
    signs = _printed_signs(reading.text, text)
    reading = as_printed(reading, text)
    area = reading.meta.area
    meta = replace(
        reading.meta,
        title=reading.meta.title.translate(signs),
        number=reading.meta.number.translate(signs),
        issuers=tuple(one.translate(signs) for one in reading.meta.issuers),
    )
    return replace(
        reading,
        meta=meta,
        elements=tuple(_element(one, signs) for one in reading.elements),
        targets=tuple(_target(one, signs, area) for one in reading.targets),
        responsibilities=tuple(_responsibility(one, signs) for one in reading.responsibilities),
        ledger=tuple(replace(one, reason=one.reason.translate(signs)) for one in reading.ledger),
    )


def _printed_signs(plain: str, printed: str) -> Mapping[int, str]:
    """Return for each simplified character the one that the page prints most often for it."""
    found: dict[str, Counter[str]] = {}
    for sign, char in zip(plain, printed, strict=True):
        if sign > chr(_LAST_PLAIN):
            found.setdefault(sign, Counter())[char] += 1
    return {ord(sign): counts.most_common(1)[0][0] for sign, counts in found.items()}


def _element(element: Element, signs: Mapping[int, str]) -> Element:
    return replace(element, title=element.title.translate(signs))


def _responsibility(fact: Responsibility, signs: Mapping[int, str]) -> Responsibility:
    return replace(fact, element=fact.element.translate(signs), body=fact.body.translate(signs))


def _target(target: Target, signs: Mapping[int, str], area: str) -> Target:
    scope = target.scope if target.scope == area else target.scope.translate(signs)
    return replace(
        target,
        action=target.action.translate(signs),
        task=target.task.translate(signs),
        goal=target.goal.translate(signs),
        scope=scope,
        indicator=target.indicator.translate(signs),
        unit=target.unit.translate(signs),
        hedge=target.hedge.translate(signs),
        lead=target.lead.translate(signs),
        participants=target.participants.translate(signs),
        responsible=target.responsible.translate(signs),
    )
