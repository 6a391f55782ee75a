"""Reads the footnotes below a table of indicators: 注：1.〔 〕内为五年累计数."""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTES = re.compile(r"[\s　]*注[ 　]*[:：]")
# The brackets in which totals stand; round ones only where a note says so.
TOTALS = "〔[【［"
_REACH = 1500
_NOTE = re.compile(r"(?<!\d)(?P<n>\d)[．.、](?!\d)")
_UNIT = re.compile(r"[〔\[【][ 　]*[〕\]】][^。\n]{0,20}?单位为(?P<u>[^。；;，,\n]{1,6})")
_ROUND_TOTALS = re.compile(r"[（(][ 　]*[）)]内?[^。\n]{0,10}累计")


@dataclass(frozen=True)
class Notes:
    """The numbers of a table's footnotes, the unit that they give totals, totals' brackets."""

    numbers: tuple[int, ...] = ()
    unit: str = ""
    totals: str = TOTALS


def notes_at(text: str, *places: int) -> Notes:
    """Return the footnotes that begin at the first of the places where some do."""
    match = next((found for place in places if (found := NOTES.match(text, place))), None)
    if match is None:
        return Notes()
    below = text[match.end() : match.end() + _REACH]
    numbers: list[int] = []
    for note in _NOTE.finditer(below):
        if int(note["n"]) == len(numbers) + 1:
            numbers.append(len(numbers) + 1)
    unit = _UNIT.search(below)
    return Notes(
        tuple(numbers),
        unit["u"].strip() if unit else "",
        TOTALS + "（(" if _ROUND_TOTALS.search(below) else TOTALS,
    )
