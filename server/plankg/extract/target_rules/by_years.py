"""Reads one thing in several years: 2022年、2023年分别新建水站3座、5座.

What it is may stand behind the last value: 2022年、2023年分别改造3座、5座水站.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.phrase import Phrase, Verb
from plankg.extract.quantity import Quantity
from plankg.extract.target_rules.items import ONLY_LIST_SIGNS, Clause, Item, name_after
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.target_rules.value_last import value_last
from plankg.extract.times import Reach, Time, this_year
from plankg.extract.wording import kept_verbs, quote_start
from plankg.model import Span

_YEARS = re.compile(
    r"(?P<by>[到至])?(?P<years>20\d\d年?(?:底|末)?(?:[、和及与]20\d\d年?(?:底|末)?)+)(?:期间)?[，,]?"
    r"(?P<what>[^，,。；;\d]{0,16}?)(?P<sign>分别|各)"
)
# 今年完成25公里，|明后两年|各25公里
_AHEAD = re.compile(r"[ 　]*(?P<which>今明|明后|明、后|后)两年(?P<each>各|均)[ 　]*")
_YEARS_AHEAD = {"今明": (0, 1), "明后": (1, 2), "明、后": (1, 2), "后": (1, 2)}
# 2022年、2023年各造林20万亩，|以后每年|15万亩
_AFTER = re.compile(
    r"[ 　]*(?:以后|此后|其后|之后|今后|后续)(?P<often>每年|各年)(?:再|均|各)?[ 　]*"
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
    reach, span = _reach(said), Span(said.start("years"), said.end("years"))
    name = name_after(text, values[-1], clause.span.end)
    doing = _doing(text, Span(said.end(), values[0].span.start), language) if name else None
    done = phrase.verbs and language.names.done.fullmatch(phrase.verbs[-1].word)
    if doing is None and not phrase.head.of(text).strip() and not done:
        return []
    found: list[Commitment | Unread] = []
    for year, value in zip(years, values, strict=True):
        state.time = Time(reach, year, span)
        if doing and name:
            found.append(_named_behind(clause, value, doing, name))
        else:
            found.append(value_last(Item(clause, said.end(), value, phrase, None), language))
    # What else the sentence says is of all these years.
    state.time = Time("years", max(years), span, min(years))
    return found


def years_ahead(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 明后两年各25公里 and 以后每年15万亩: so much more of what was counted before.

    Returns nothing where nothing was counted in the same unit.
    """
    text, state, value = clause.text, clause.state, clause.values[0]
    whole = state.wholes.get(value.unit)
    if whole is None or len(clause.values) > 1:
        return []
    named, shown, kind = whole.indicator, whole.span, whole.kind
    if state.named and clause.before and clause.before.covers(state.named[-1][1]):
        # 种草5万亩，…；2022年、2023年各|造林|20万亩，以后每年15万亩: what was said last.
        named, shown = state.named[-1]
        kind = "increase"
    setting, last = state.setting, state.time
    if said := _AHEAD.fullmatch(text, clause.span.start, value.span.start):
        this = this_year(setting.period, setting.year, setting.issued)
        if this is None:
            return [Unread(value.span, "a number of each of years that are not known")]
        where = Span(said.start("which"), said.end("each"))
        times = [Time("in-year", this + ahead, where) for ahead in _YEARS_AHEAD[said["which"]]]
        often = None
    elif said := _AFTER.fullmatch(text, clause.span.start, value.span.start):
        end = setting.last_year
        if last is None or last.year is None or (end is not None and end <= last.year):
            return [Unread(value.span, "a number of each of years that are not known")]
        where = often = Span(*said.span("often"))
        times = [Time("from-year", last.year + 1, where)]
    else:
        return []
    phrase = replace(language.phrase(text, said.end(), value.span.start), annual=often)
    found: list[Commitment | Unread] = []
    for time in times:
        state.time = time
        found.append(
            stated(
                state,
                value,
                phrase,
                named,
                kind,
                Span(quote_start(text, clause.span.start), value.span.end),
                rule="targets.by-years@1",
                restored=(restored_from(shown),),
            )
        )
    state.time = last
    return found


def _doing(text: str, words: Span, language: Language) -> tuple[Verb, ...] | None:
    """Return the verbs between 分别 and the first value; None where something else stands there."""
    verbs: list[Verb] = []
    while words.start < words.end:
        verb = language.phrases.last_verb(text, words)
        if verb is None:
            return None
        verbs.insert(0, verb)
        words = Span(words.start, verb.span.start)
    return tuple(verbs) or None


def _named_behind(
    clause: Clause, value: Quantity, verbs: tuple[Verb, ...], name: Span
) -> Commitment:
    """Return what a year's value commits to whose name stands behind the last one."""
    text = clause.text
    return stated(
        clause.state,
        value,
        Phrase(
            verbs, name, None, "", None, annual_leads=False, scope=None, share_of_previous=False
        ),
        kept_verbs(verbs) + name.of(text),
        "increase",
        Span(quote_start(text, clause.span.start), name.end),
        rule="targets.by-years@1",
    )


def _reach(said: re.Match[str]) -> Reach:
    return "by-year" if said["by"] else "in-year"
