"""States a commitment: its period, frequency, scope and hedge, with the evidence of each."""

from __future__ import annotations

from datetime import date

from plankg.extract.commitments import Commitment, SentenceState, Whole
from plankg.extract.phrase import Phrase
from plankg.extract.quantity import Quantity
from plankg.extract.times import period_of
from plankg.extract.wording import clean_name, comparator_of, time_evidence
from plankg.model import Direction, Evidence, Frequency, Kind, Span

# Hedges that say how one sets about it, not where the value is to stay.
_GAINING = "争取"
_STRIVING = frozenset(("力争", "争取", "确保", "努力"))


def restored_from(span: Span) -> Evidence:
    """Return words elsewhere in the text as evidence for what a name leaves out."""
    return Evidence(span, ("hasIndicator",), restored=True)


def _narrowed(
    period: tuple[date | None, date | None], frequency: Frequency, state: SentenceState
) -> tuple[tuple[date | None, date], Span] | None:
    """Return a period that ends within a year, by the words or the row's cell that say so.

    None where nothing says so. A time that the row's words say themselves holds instead of its
    cell; what is done each year has no such end.
    """
    due, shown, time = state.setting.due, state.setting.due_span, state.time
    own = time is not None and time is not state.setting.time and time.reach != "context-year"
    if state.due:
        due, shown = state.due.day, state.due.span
    elif own:
        return None
    if due is None or shown is None or frequency == "annual":
        return None
    start, end = period
    if (start and due < start) or (end and due >= end):
        return None
    return (start, due), shown


def stated(
    state: SentenceState,
    quantity: Quantity,
    phrase: Phrase,
    indicator: str,
    kind: Kind,
    quote: Span,
    *,
    rule: str,
    restored: tuple[Evidence, ...] = (),
    place: tuple[str, Span] | None = None,
) -> Commitment:
    """Return a commitment, with what the sentence and its setting say of it.

    `rule` is the name and version of the rule that read it, `restored` the evidence for words of
    the indicator that stand outside the quote, `place` a scope that the name itself says
    (县城|污水处理率).
    """
    state.duration = quantity.word_class == "duration"
    if phrase.verbs or phrase.hedge:
        state.list_hedge = phrase.hedge
        # 力争产值达到3亿元，利润达到1亿元: who strives does so till another doing begins.
        # 争取|专项债券2亿元 is a doing, which ends with it.
        gained = phrase.hedge == _GAINING and quantity.unit.endswith("元")
        # 合格率|确保|99%以上，覆盖率达到95%: a hedge behind the name is its own value's.
        leads = phrase.hedge in _STRIVING and not gained and not phrase.hedge_behind
        state.lead_hedge = phrase.hedge if leads else ""
    annual = phrase.annual or state.annual
    frequency: Frequency = "annual" if annual else "once"
    state.named.append((indicator, quote))
    state.last, state.last_annual = quantity, annual
    own = (state.scope, state.scope_span) if state.scope_span else None
    state.place_said = place or own
    before = "" if phrase.verbs else state.list_hedge or state.lead_hedge
    hedge = phrase.hedge or state.hedge or state.head_hedge or before or state.clause_hedge
    if place is None and not (state.parts and quantity.unit in state.wholes):
        thing = indicator
        for verb in phrase.verbs:
            thing = thing.removeprefix(verb.word)
        state.wholes[quantity.unit] = Whole(indicator, kind, hedge, quote, thing)
    setting = state.setting
    period = period_of(kind, frequency, state.time, setting.period, setting.year, setting.issued)
    if kind == "change" and period[0] is None and state.base_year and period[1]:
        # 较2020年提高6个百分点, of a plan whose first year nothing says.
        since = date(state.base_year + 1, 1, 1)
        period = (since, period[1]) if since <= period[1] else period
    evidence: list[Evidence] = [*restored, *time_evidence(state, quote, annual)]
    if narrowed := _narrowed(period, frequency, state):
        period, shown = narrowed
        if not quote.covers(shown):
            evidence.append(Evidence(shown, ("periodEnd",), restored=True))
    scope, scope_span = setting.scope, setting.scope_span
    if place or state.scope:
        scope, scope_span = place or (state.scope, state.scope_span)
        # 县(市) and 县（市） are one.
        scope = scope.replace("(", "（").replace(")", "）")
    if scope_span and not quote.covers(scope_span):
        evidence.append(Evidence(scope_span, ("hasScope",), restored=True))
    return Commitment(
        scope=scope,
        indicator=clean_name(indicator),
        comparator=comparator_of(quantity, phrase),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        kind=kind,
        frequency=frequency,
        period=period,
        hedge=hedge,
        quote=quote,
        # What was restored twice over may have no words of its own left.
        evidence=tuple(one for one in evidence if one.span.end > one.span.start),
        confidence="restored" if restored else "printed",
        rule=rule,
        direction=_direction(kind, phrase),
    )


def _direction(kind: Kind, phrase: Phrase) -> Direction | None:
    return phrase.predicate.direction if kind == "change" and phrase.predicate else None
