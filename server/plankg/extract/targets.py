"""Finds the targets: every number that the plan commits to, with all that is said of it.

One sentence at a time. Each value is read with the words around it (`phrases`) by the rules in
``target_rules``; what a list leaves out (a head, a verb, a tail) is restored from the item before
it and gets evidence of its own. A number that no rule understands is no target: it is reported,
with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.extract.commitments import Commitment, SentenceState, Setting, Unread, Whole
from plankg.extract.deadlines import Due
from plankg.extract.quantity import Quantity
from plankg.extract.scopes import ScopeGrammar
from plankg.extract.sentences import clauses_in, sentences_in
from plankg.extract.target_rules.clauses import commitments_in
from plankg.extract.target_rules.items import Clause
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.memory import (
    begin_part,
    forget_years_of_values,
    is_of_value,
    note_base,
    note_bracket,
    note_due,
    note_hedge,
    note_time,
    ready_behind,
)
from plankg.extract.target_rules.topics import note_told
from plankg.extract.times import Time
from plankg.extract.wording import is_telling
from plankg.lookups import Lookups
from plankg.model import Span

# A name before a colon: 净水率：85%; a sentence before one introduces a list.
_SHORTEST_LINE, _LONGEST_LINE = 3, 25
# 主要目标：到2025年，…: so far before the sentence at most may the label stand.
_SUBSIDY = "subsidy"
# 兑现奖补资金1亿元: what is paid out in all, and to nobody in particular.
_SUM_PAID = re.compile(
    r"(?:全年|年内|累计|计划|力争|确保)*(?:兑现|发放|拨付|减免|兑付|落实)[^，,；;对给每单户最获予超每人\d]{2,18}"
    r"(?:不少于|超过|约)?[ 　]*\d[\d.]*[ 　]*[万亿]元(?:及?以上|左右)?"
)
_GOALS = re.compile(r"(?:目标|指标)(?:是|为)?[：:。]")
_BEFORE_GOALS = 12
_WITHIN = re.compile("[ 　]*(?:其中|包括|包含)")
_BARE_LIST = re.compile(
    r"\s*(?:(?![新改扩建完培打引实推开举组净增整治修])[一-鿿（）()]{2,14}\d[\d.]*[ 　]?"
    r"[万亿]{0,2}[一-鿿]{1,4}?(?:以上|左右|以内)?[，,、；;。]){2,12}\s*"
)
_COLON = re.compile(r"[ 　]*[:：][ 　]*(?:[到至]?20\d\d年(?:年?底|末)?前?[ 　]*)?")
# 2023年底前|动工: when work begins.
_BEGUN = re.compile(r"[^，,。；;]{2,14}?(?:动工|开工|启动)(?:建设)?")
_SIZE = "size of a project"
_DESCRIBED = "the size of what is described"
_PAST = "what was reached before the plan"


class TargetGrammar:
    """The rules that find targets; made for one plan."""

    def __init__(self, lookups: Lookups, scopes: ScopeGrammar) -> None:
        self._language = Language.of(lookups, scopes)

    def targets_in(self, text: str, span: Span, setting: Setting) -> Iterator[Commitment | Unread]:
        """Yield the targets of a stretch of running text, and the numbers not understood."""
        time, wholes = setting.time, dict[str, Whole]()
        before: Time | None = None
        committing = self._language.sentences.committing
        for sentence in sentences_in(text, span):
            commits = (
                bool(time) or setting.lists_goals or bool(committing.search(sentence.of(text)))
            )
            carried = time is not setting.time and not setting.lists_goals
            if carried and self._turns(text, sentence):
                time = setting.time
            state = SentenceState(
                sentence,
                setting,
                time,
                committing=commits,
                hedge=setting.hedge,
                head=setting.measured,
                head_span=setting.measured_span,
            )
            if _WITHIN.match(text, sentence.start, sentence.end):
                # 其中，甲区28个、乙区22个: the parts of what the sentence before says.
                state.wholes = wholes
                state.time = state.time or before
            if before and before.reach == "by-year" and _BARE_LIST.fullmatch(sentence.of(text)):
                # 到2025年，水网达到70万公里。|水库27座，水站36座。: the list goes on.
                state.time = state.time or before
            if len(wholes) == 1:
                state.sentence_unit, state.sentence_before = next(iter(wholes.items()))
            yield from self._sentence(text, state)
            wholes, before = state.wholes, state.time
            said = state.time and state.time.reach != "context-year" and not state.past
            said = said and not _looks_further(text, sentence, state.time, setting.last_year)
            if said and (setting.lists_goals or self._leads(text, span, sentence)):
                time = state.time

    def last_time(self, text: str, span: Span, last_year: int | None = None) -> Time | None:
        """Return the last year that a stretch sets for what follows it.

        One beyond the plan's `last_year` does so only at the head of a sentence.
        """
        found = [
            time
            for sentence in sentences_in(text, span)
            for clause in clauses_in(text, sentence)
            if (time := self._language.times.time_in(text, clause))
            and time.reach != "context-year"
            and not _looks_further(text, sentence, time, last_year)
        ]
        return found[-1] if found else None

    def introducing_hedge(self, text: str, line: Span) -> str:
        """Return the hedge of the words that introduce a list: 力争|到2025年，实现以下目标：."""
        if not text[line.start : line.end].rstrip(" 　\r\n").endswith(("：", ":")):
            return ""
        sentence = list(sentences_in(text, line))[-1:]
        for clause in (one for part in sentence for one in clauses_in(text, part)):
            if head := self._language.sentences.striving.match(clause.of(text)):
                return head["hedge"]
        return ""

    def _leads(self, text: str, span: Span, sentence: Span) -> bool:
        """Say whether a sentence's time holds for those after it, too.

        到2025年，水更清。: it says no number itself. 主要目标：到2025年，…: it heads a list.
        """
        if _GOALS.search(text, max(span.start, sentence.start - _BEFORE_GOALS), sentence.end):
            return True
        return not any(
            one
            for clause in clauses_in(text, sentence)
            for one in self._language.quantities.quantities_in(text, clause)
            if not one.part_of_name
        )

    def _turns(self, text: str, sentence: Span) -> bool:
        """Say whether a sentence turns to another measure, for which no time has been said yet."""
        first = next(clauses_in(text, sentence), sentence)
        turns = self._language.sentences.turns.match(text, first.start, first.end)
        return bool(turns) and not self._language.quantities.quantities_in(text, first)

    def _sentence(self, text: str, state: SentenceState) -> Iterator[Commitment | Unread]:
        """Yield what a sentence commits to, clause by clause."""
        clauses = list(clauses_in(text, state.span))
        granted = self._granted(text, state.span)
        kept: Time | None = None
        before_value: list[Time | None] = []
        valued = False
        for index, span in enumerate(clauses):
            values = self._values_in(text, span)
            state.time = before_value.pop() if before_value else kept or state.time
            begin_part(text, span, state)
            if (
                index
                and not values
                and valued
                and ready_behind(text, clauses[index - 1], span, state)
            ):
                # 扩建校舍3万平方米，|9月底前投用|，新建操场2个: of what stands before it only.
                continue
            valued = bool(values)
            before_clause = state.time
            time = note_time(text, span, values, state, self._language)
            note_due(text, span, time, state)
            note_base(text, span, state)
            # 新建6座，|其中2021年|2座: a year within the year or years of the sentence.
            kept = before_clause if time and _WITHIN.match(span.of(text)) else None
            if time and is_of_value(text, time):
                # 提高到|2023年的|45%: a year of one value only.
                before_value.append(before_clause)
            state.parts = state.parts or bool(_WITHIN.match(span.of(text)))
            note_hedge(
                text, span, clauses[index - 1] if index else None, values, state, self._language
            )
            note_bracket(text, span, clauses[index - 1] if index else None, state)
            counted = [quantity for quantity in values if not quantity.part_of_name]
            if not counted:
                note_told(text, span, time, state)
            state.past = self._language.past.is_past(
                text, span, time, state.setting, before=state.past
            )
            if state.past:
                yield from (Unread(quantity.span, _PAST) for quantity in counted)
                continue
            before = clauses[index - 1] if index else None
            reason = next((why for grant, why in granted if grant.covers(span)), "")
            reason = reason or self._reason_against(text, span, before, counted)
            if reason == _DESCRIBED and _is_reached_by(state.time):
                # 到2023年，|水源地总面积为30平方公里
                reason = ""
            if reason:
                yield from (Unread(quantity.span, reason) for quantity in counted)
                continue
            after = clauses[index + 1] if index + 1 < len(clauses) else None
            if before and counted and _is_line(text, before, counted[0]):
                # 净水率：85%以上: a name, a colon and its value.
                span = Span(before.start, span.end)
            if after:
                counted = [one for one in counted if not self._said_again(text, one, after)]
            if before:
                counted = [one for one in counted if not self._says_again(text, one, span, before)]
            clause = Clause(text, span, before, counted, state)
            around = state.time, state.due
            if counted and (ready := self._ready(text, clauses[index:], state)):
                state.due = ready
                if ready.known_year:
                    state.time = Time("by-year", ready.day.year, ready.span)
            said = state.time, state.due
            for found in commitments_in(clause, self._language):
                if isinstance(found, Commitment) or is_telling(text, found):
                    yield found
            if said == (state.time, state.due):
                state.time, state.due = around
            else:
                forget_years_of_values(span, counted, said[0], state)
        state.time = before_value.pop() if before_value else kept or state.time

    def _values_in(self, text: str, clause: Span) -> tuple[Quantity, ...]:
        """Return the numbers of a clause, but for how many places it names at its head.

        三个|街道（青阳、华士、石桥）分别新建2座、3座和1座.
        """
        values = self._language.quantities.quantities_in(text, clause)
        listed = (
            self._language.scopes.place_list(text, clause.start, clause.end) if values else None
        )
        return tuple(one for one in values if not (listed and listed.span.covers(one.span)))

    def _ready(self, text: str, clauses: list[Span], state: SentenceState) -> Due | None:
        """Return the day by which what the first clause builds is ready, as those behind it say.

        各建水站1座，|2023年底前动工，|2024年三季度投运
        """
        behind = clauses[1:3]
        if behind and _BEGUN.fullmatch(behind[0].of(text)):
            behind = behind[1:]
        return ready_behind(text, clauses[0], behind[0], state) if behind else None

    def _reason_against(
        self, text: str, clause: Span, before: Span | None, values: list[Quantity]
    ) -> str:
        """Return why the numbers of a clause are no commitment (给予最高100万元补助), or nothing.

        Some reasons hold for money and shares only. What several things cost together
        (新建水站20座，总投资3亿元) is no size of one project.
        """
        if not values:
            return ""
        words = clause.of(text)
        money = any(one.unit.endswith("元") or one.word_class == "share" for one in values)
        for refusal in self._language.sentences.refusals:
            if refusal.over_clauses:
                continue
            if refusal.reason == _SUBSIDY and _SUM_PAID.fullmatch(words):
                continue
            if (money or not refusal.money_only) and refusal.words.search(words):
                if refusal.reason == _SIZE and before and self._counts(text, before):
                    continue
                return refusal.reason
        return ""

    def _granted(self, text: str, sentence: Span) -> list[tuple[Span, str]]:
        """Return the stretches of a sentence that are conditions and what is granted on them.

        对节水率达到70%以上的项目，年节水500吨以上，按每吨5元补助.
        """
        return [
            (Span(*match.span()), refusal.reason)
            for refusal in self._language.sentences.refusals
            if refusal.over_clauses
            for match in refusal.words.finditer(text, sentence.start, sentence.end)
        ]

    def _counts(self, text: str, clause: Span) -> bool:
        """Say whether a clause counts things: 新建水站20座."""
        values = self._language.quantities.quantities_in(text, clause)
        return any(one.word_class == "classifier" and one.value > 1 for one in values)

    def _says_again(self, text: str, quantity: Quantity, clause: Span, before: Span) -> bool:
        """Say whether a doubling says a number again: 达到800家，实现翻番."""
        if not _doubles(text, quantity) or not self._language.quantities.quantities_in(
            text, before
        ):
            return False
        phrase = self._language.phrase(text, clause.start, quantity.span.start)
        return not phrase.head.of(text).strip()

    def _said_again(self, text: str, quantity: Quantity, after: Span) -> bool:
        """Say whether a doubling is said again as a number: 实现翻番，达到800家."""
        if not _doubles(text, quantity):
            return False
        values = self._language.quantities.quantities_in(text, after)
        if not values:
            return False
        phrase = self._language.phrase(text, after.start, values[0].span.start)
        return phrase.predicate is not None and not phrase.head.of(text).strip()


def _looks_further(text: str, sentence: Span, time: Time | None, last_year: int | None) -> bool:
    """Say whether a time beyond the plan's years is said in the midst of a sentence.

    到2025年，达到98%；|到2035年|，达到100%。漏损率…: what follows is of the plan's own years again.
    """
    if time is None or time.year is None or last_year is None or time.year <= last_year:
        return False
    return bool(text[sentence.start : time.span.start].strip(" 　\r\n"))


def _is_reached_by(time: Time | None) -> bool:
    """Say whether a time is one by which something is to be reached: 到2023年."""
    return time is not None and time.reach == "by-year"


def _doubles(text: str, quantity: Quantity) -> bool:
    """Say whether a quantity is a doubling in words: 翻一番."""
    return quantity.unit == "倍" and quantity.span.of(text).startswith("翻")


def _is_line(text: str, before: Span, first: Quantity) -> bool:
    """Say whether the clause before a value is its name with a colon: 净水率：|85%.

    改造管网：|2022年|20公里: a year may stand between.
    """
    named = bool(_COLON.fullmatch(text, before.end, first.span.start))
    return named and _SHORTEST_LINE <= before.end - before.start <= _LONGEST_LINE
