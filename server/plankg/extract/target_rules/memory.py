"""Keeps what a sentence has said so far: its time, its scope, the measured thing of its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plankg.extract.commitments import SentenceState
from plankg.extract.deadlines import Due, part_due, ready_by
from plankg.extract.phrase import Verb
from plankg.extract.quantity import Quantity
from plankg.extract.target_rules.language import Language
from plankg.extract.times import Time, this_year
from plankg.model import Kind, Span

# A province or city at the head of a name; 省级 and 市场 begin other words.
_PLACE = re.compile(r"[一-鿿]{2,3}(?<!国)[省市](?!级|场|民|政|长|区|道)")

# 由38%提高到|2027年的|45%
_OF_VALUE = re.compile(r"[到至为](?P<when>(?P<y>20\d\d)[ 　]?年[底末]?)的?[ 　]*\Z")
# 2025年秋季开学前 is said of its own part of a sentence, as 2025年 is.
_BEFORE_PART = re.compile("(?:开学|汛期?)(?:之|以)?前\\Z")
_QUARTER = "季度"
_SIGN = re.compile("[，,；;]")
_FROM_A_BASE = re.compile(r"以[^，。；]{0,4}20\d\d[ 　]?年[^，。；]{0,24}为基[期数准]")
_BASE_WITHIN = 60
# 鼓励|各镇每年举办2次培训, 探索|设立1家机构: said of its own clause.
_ENCOURAGED = re.compile("[ 　]*(?P<word>鼓励|探索)")
_BY_THEN = re.compile("[ 　]*(?:届时|到那时)")
_RAISED_BY = re.compile(
    r"[由从][^，,；;。]{2,40}?(?:增加|增长|提高|提升|上升|扩大|增|升|降低|下降|减少|压减|降)"
    r"(?P<by>[到至](?P<year>20\d\d)年)的(?=[ 　]*\d)"
)
_STRIVES = re.compile("[ 　]*(?P<word>力争)(?=实现|完成|做到|达到|在)")
_BASE_YEAR = re.compile(r"(?:(?<!占)比|较)[ 　]?(?P<y>20\d\d)[ 　]?年")
_NEXT_YEAR = re.compile(r"[ 　]*[到至]?20\d\d[ 　]?年")
# ；|新建…, ；二是|新建…: where a part of a sentence begins.
_PART = re.compile(r"[；;][ 　]*(?:[一二三四五六七八九十]{1,2}是)?[ 　]*\Z")
_ITEM = re.compile("[一二三四五六七八九十]是")
_SIGN_AND_ITEM = 6
_ALL_YEAR, _THAT_YEAR = "全年", "当年"
_YEARS = re.compile("(?:[一两二三四五]|\\d)年")


def place_at_head(name: str) -> str:
    """Return the province or city that a name begins with: 清河市 of 清河市水厂; else nothing."""
    place = _PLACE.match(name)
    return place.group() if place else ""


def begin_part(text: str, clause: Span, state: SentenceState) -> None:
    """Forget the list before a clause: its words after a semicolon, else its hedge only."""
    if _PART.search(text, max(state.span.start, clause.start - _SIGN_AND_ITEM), clause.start):
        state.kind, state.verbs, state.place = None, (), ""
        state.told = state.about = state.last = state.last_annual = None
        state.head = state.setting.measured
        state.head_span = state.setting.measured_span or state.head_span
        state.lead_hedge = state.head_hedge = ""
        if state.scope_of_part:
            state.scope, state.scope_span, state.scope_of_part = "", None, False
        if state.annual and _SIGN.search(text, state.span.start, state.annual.start):
            # 各县新建6座，|每年|检修1座；各区新建8座: only what heads the sentence goes on.
            state.annual = None
        if _is_of_its_part(text, state) and not _NEXT_YEAR.match(text, clause.start):
            # 推进…，力争2022年新增座位1400个；在每个区新建1所: said in the midst of a sentence.
            state.time, state.hedge = state.setting.time, state.setting.hedge
        if state.time and _is_of_an_earlier_item(text, clause, state, state.time.span):
            # 二是2025年底前淘汰…；|三是改造…: the year was that of its own item.
            state.time, state.hedge = state.setting.time, state.setting.hedge
        if state.due and _is_of_an_earlier_item(text, clause, state, state.due.span):
            state.due = None
        if state.time and state.time.reach == "in-year" and state.years > 1:
            # 2022年改造6座，2023年改造8座；加装阀门60个: the last year was that of its own part.
            state.time = state.setting.time
    state.hedge_before, state.list_hedge = state.list_hedge, ""


def _is_of_an_earlier_item(text: str, clause: Span, state: SentenceState, said: Span) -> bool:
    """Say whether a time was said in an item before: 一是…；二是…."""
    behind = max(state.span.start, clause.start - _SIGN_AND_ITEM)
    if not state.span.covers(said) or not _ITEM.search(text, behind, clause.start):
        return False
    return _ITEM.search(text, state.span.start, said.start) is not None


def _is_of_its_part(text: str, state: SentenceState) -> bool:
    """Say whether the year of a sentence was said in the midst of one of its parts."""
    time = state.time
    before = _BEFORE_PART.search(time.span.of(text)) if time else None
    if time is None or not (time.reach == "in-year" or before):
        return False
    if not state.span.covers(time.span):
        return False
    return bool(_SIGN.search(text, state.span.start, time.span.start))


def note_time(
    text: str,
    clause: Span,
    values: tuple[Quantity, ...],
    state: SentenceState,
    language: Language,
) -> Time | None:
    """Remember the clause's time and return it; so its hedge, where it is all that it says.

    力争到2023年，…: the year and 力争 hold for the values that follow.
    """
    if own := _year_of_value(text, clause, values):
        state.time, state.annual = own, None
        return own
    # 3000吨以上|泵站接入率2024年达到|95%: what tells which ones comes before the year.
    end = next((one.span.start for one in values if not one.part_of_name), clause.end)
    time = language.times.time_in(text, Span(clause.start, end)) or _raised_by(text, clause)
    if not time:
        return None
    if _of_year_said(time, state) or _is_in_motto(text, time, state):
        # 2023年10月前新建3座；|全年|新建5座: not by that month.
        state.due = None
        return None
    start = max(state.span.start, clause.start - _BASE_WITHIN)
    if _of_effect(text, time, state):
        time = replace(time, reach="in-year", year=state.setting.effect)
    if time.reach == "in-year" and _FROM_A_BASE.search(text, start, clause.start):
        # 以2020年为基数，2023年能耗下降5%: what is reached in the years up to then.
        time = replace(time, reach="by-year")
    state.time = time
    state.years += time.reach == "in-year"
    state.annual = time.span if _is_every_year(text, time, state) else None
    hedge = language.sentences.hedge
    leading = hedge.match(time.span.of(text)) or hedge.fullmatch(
        text[clause.start : time.span.start].strip(" 　")
    )
    if leading:
        # 力争2023年增速达到8%、总量达到2万亿元: it holds for all that the time introduces.
        state.hedge = leading.group()
    elif time.reach == "by-year" or time.reach == "plan":
        word = hedge.match(clause.of(text))
        state.hedge = word.group() if word and not values else state.hedge
    return time


def _year_of_value(text: str, clause: Span, values: tuple[Quantity, ...]) -> Time | None:
    """Return the year that stands before a value itself: 由38%提高到|2027年的|45%."""
    value = next((one for one in values if not one.part_of_name), None)
    said = _OF_VALUE.search(text, clause.start, value.span.start) if value else None
    return Time("by-year", int(said["y"]), Span(*said.span("when"))) if said else None


def _of_effect(text: str, time: Time, state: SentenceState) -> bool:
    """Say whether a time is the year of effect: 年内, in measures that hold from 2025 till 2027."""
    own = time.reach == "context-year" and time.ahead is None
    return own and state.setting.effect is not None and time.span.of(text) != _THAT_YEAR


def is_of_value(text: str, time: Time) -> bool:
    """Say whether a time is the year of one value: 提高到|2027年|的45%; 到2027年 is of a clause."""
    begin = max(0, time.span.start - 1)
    return _OF_VALUE.match(text, begin, time.span.end) is not None


def _raised_by(text: str, clause: Span) -> Time | None:
    """Return the year by which something is raised to a value: 由140家增加到|2025年|的300家."""
    found = _RAISED_BY.search(text, clause.start, clause.end)
    return Time("by-year", int(found["year"]), Span(*found.span("by"))) if found else None


def _is_in_motto(text: str, time: Time, state: SentenceState) -> bool:
    """Say whether a number of years stands in quotation marks: “一年打基础、三年见成效”."""
    before = text[state.span.start : time.span.start]
    return before.count("“") > before.count("”") and bool(_YEARS.match(text, time.span.start))


def _is_every_year(text: str, time: Time, state: SentenceState) -> bool:
    """Say whether 全年 is each year: of a plan for several, in a sentence that names none."""
    plan = state.setting.period
    several = plan is not None and plan[0] is not None and plan[0].year < plan[1].year
    # Of measures that hold for longer than they are planned for, it is the year they take effect.
    several = several and state.setting.effect is None
    return several and state.setting.year is None and time.span.of(text) == _ALL_YEAR


def _of_year_said(time: Time, state: SentenceState) -> bool:
    """Say whether a time is in the year that the sentence has said: 到2023年，|全年|用水3亿吨."""
    said = state.time
    if said is None or time.reach != "context-year" or time.ahead is not None:
        return False
    return said.reach in ("by-year", "in-year") and state.span.covers(said.span)


def note_due(text: str, clause: Span, time: Time | None, state: SentenceState) -> None:
    """Remember the month by which a clause says that things are done: 6月底前|新建泵站3座.

    It holds for the clauses that follow, until another time is said.
    """
    year = _year_meant(time, state)
    due = part_due(text, clause, year)
    quarter = state.due is not None and state.due.span.of(text).endswith(_QUARTER)
    if due or time or quarter:
        # 一季度开工率达到60%，|投资30亿元: a quarter is its own clause's.
        state.due = due


def ready_behind(text: str, clause: Span, behind: Span | None, state: SentenceState) -> Due | None:
    """Return the day by which the clause `behind` this one says that it is ready: 9月底前投用.

    None where the clause says a time of its own.
    """
    due = ready_by(text, behind, _year_meant(None, state)) if behind else None
    own = state.due is not None and clause.covers(state.due.span)
    said = state.time is not None and clause.covers(state.time.span)
    return None if own or said else due


def _year_meant(time: Time | None, state: SentenceState) -> int | None:
    """Return the year that a month is of: the one said, else the only one of the plan."""
    said, setting = time or state.time, state.setting
    span = setting.period
    years = {day.year for day in span if day} if span and span[0] else set()
    year = said.year if said and said.reach in ("in-year", "by-year") else setting.year
    if said and said.ahead is not None and (this := this_year(span, setting.year, setting.issued)):
        # 明年上半年
        year = this + said.ahead
    if year is None and len(years) == 1:
        year = years.pop()
    return year


def note_base(text: str, clause: Span, state: SentenceState) -> None:
    """Remember the year that a clause compares with: 较2020年|提高6个百分点."""
    base = _BASE_YEAR.search(text, clause.start, clause.end)
    state.base_year = int(base["y"]) if base else None


def note_hedge(
    text: str,
    clause: Span,
    before: Span | None,
    values: tuple[Quantity, ...],
    state: SentenceState,
    language: Language,
) -> None:
    """Remember a hedge that opens what a time introduces: 到2025年，|力争|A达到…，B达到….

    It holds for the sentence, as in 力争到2025年，….
    """
    time = state.time
    if _BY_THEN.match(text, clause.start, clause.end):
        # 力争2030年前实现碳达峰，|届时|净水率达到25%: what follows from it.
        state.hedge = state.head_hedge = state.lead_hedge = ""
    soft = _ENCOURAGED.match(text, clause.start, clause.end)
    state.clause_hedge = soft["word"] if soft and values else ""
    if not values and not state.valued and (head := _STRIVES.match(text, clause.start)):
        # 力争|实现水厂全覆盖，管网新建30公里: though nothing is counted there.
        state.head_hedge = head["word"]
    first = bool(values) and not state.valued
    state.valued = state.valued or bool(values)
    if first and (head := language.sentences.striving.match(clause.of(text))):
        # 力争|引进10名…，培养20名…: at the head of a sentence's goals it holds for all of them.
        state.head_hedge = head["hedge"]
    if before and time and _is_all_of(text, before, time.span):
        word = language.sentences.hedge.match(clause.of(text))
        state.hedge = word.group() if word else state.hedge


def forget_years_of_values(
    clause: Span, values: Sequence[Quantity], before: Time | None, state: SentenceState
) -> None:
    """Forget the year of the last of several values that each have their own.

    占比2025年达到20%、|2030年|45%，建站3座: what follows has neither.
    """
    time, several = state.time, len(values) > 1
    if time is None or time is before or not several or not clause.covers(time.span):
        return
    if time.reach in ("in-year", "by-year"):
        state.time, state.due = state.setting.time, None


def _is_all_of(text: str, clause: Span, words: Span) -> bool:
    """Say whether a clause says nothing beside `words`: 到2025年底."""
    return clause.covers(words) and not re.sub(
        r"[\s　底末前]", "", text[clause.start : words.start] + text[words.end : clause.end]
    )


def note_bracket(text: str, clause: Span, before: Span | None, state: SentenceState) -> None:
    """Let what was measured before a bracket with its parts hold again behind it.

    新建苗圃3万亩（其中花圃2万亩、果圃1万亩），|总规模|达到5万亩: of all 苗圃.
    """
    gap = text[before.end : clause.start] if before else ""
    if any(sign in gap for sign in "）)") and state.head_outside:
        state.head, state.head_span = state.head_outside
        state.head_outside = None
    if any(sign in gap for sign in "（("):
        state.head_outside = (state.head, state.head_span)


def set_scope(text: str, span: Span, state: SentenceState, language: Language) -> None:
    """Remember the area or zone that the words at `span` name."""
    state.scope, state.scope_span = language.scopes.name(span.of(text)), span
    state.scope_of_part = False


def remember(
    state: SentenceState, verbs: tuple[Verb, ...], kind: Kind | None, head: str, span: Span
) -> None:
    """Remember what a value measured, for the items of the list that leave it out."""
    state.verbs, state.kind = verbs, kind
    remember_head(state, head, span)
    state.place = place_at_head(head)


def remember_head(state: SentenceState, head: str, span: Span) -> None:
    """Remember a measured thing's name, and where it is printed.

    总量达到6万吨，|年均增长|11%，|每年增加|5万吨: the second value's own words name nothing, so
    what the third measures stands where it stood for the second.
    """
    state.head = head
    if span.end > span.start or not state.head_span:
        state.head_span = span
