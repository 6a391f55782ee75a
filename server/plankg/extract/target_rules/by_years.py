"""Reads one thing in several years: 2022年、2023年分别新建水站3座、5座."""

from __future__ import annotations

import itertools
import re

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.target_rules.items import ONLY_LIST_SIGNS, Clause, Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.value_last import value_last
from plankg.extract.times import Reach, Time
from plankg.model import Span

_YEARS = re.compile(
    r"(?P<by>[到至])?(?P<years>20\d\d年?(?:底|末)?(?:[、和及与]20\d\d年?(?:底|末)?)+)(?:期间)?[，,]?"
    r"(?P<what>[^，,。；;\d]{0,16}?)(?P<sign>分别|各)"
)
_YEAR = re.compile(r"20\d\d")
_EACH = "各"


def by_years(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 2022年、2023年分别新建水站3座、5座: a target for each year.

    Returns nothing where the clause says no such thing, or has not as many values as years.
    """
    text, state, values = clause.text, clause.state, clause.values
    said = _YEARS.search(text, state.span.start, values[0].span.start)
    if said is None or said.end() < clause.span.start or said["what"].strip():
        return []
    years = [int(year) for year in _YEAR.findall(said["years"])]
    if said["sign"] == _EACH and len(values) == 1:
        # 2022年、2023年|各|新建水站10座: as many in each.
        values = values * len(years)
    elif said["sign"] == _EACH:
        return []
    gaps = (text[a.span.end : b.span.start] for a, b in itertools.pairwise(values) if a is not b)
    if len(years) != len(values) or not all(map(ONLY_LIST_SIGNS.fullmatch, gaps)):
        return []
    phrase = language.phrase(text, said.end(), values[0].span.start)
    if not phrase.head.of(text).strip():
        return []
    reach, span = _reach(said), Span(said.start("years"), said.end("years"))
    found: list[Commitment | Unread] = []
    for year, value in zip(years, values, strict=True):
        state.time = Time(reach, year, span)
        found.append(value_last(Item(clause, said.end(), value, phrase, None), language))
    # What else the sentence says is of all these years.
    state.time = Time("years", max(years), span, min(years))
    return found


def _reach(said: re.Match[str]) -> Reach:
    return "by-year" if said["by"] else "in-year"
