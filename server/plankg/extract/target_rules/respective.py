"""Reads respective lists: A、B、C…分别达到10家、60家和220家."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from plankg.extract.commitments import Commitment, SentenceState, Unread
from plankg.extract.phrase import Phrase
from plankg.extract.quantity import Quantity
from plankg.extract.target_rules.earlier_names import payment_of_same
from plankg.extract.target_rules.items import COUNTS, ONLY_LIST_SIGNS, Clause, Item
from plankg.extract.target_rules.kinds import kind_of
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.left_out import with_verb_of_rate
from plankg.extract.target_rules.list_names import (
    having,
    names_of_list,
    of_same_heads,
    with_house_sign,
)
from plankg.extract.target_rules.listed_before import names_listed_before
from plankg.extract.target_rules.memory import set_scope
from plankg.extract.target_rules.named import EVERYWHERE, Named, what_is_taken
from plankg.extract.target_rules.places_respectively import places_before
from plankg.extract.target_rules.regions import regional
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.times import Time
from plankg.extract.wording import alike, kept_verbs, quote_start
from plankg.model import Evidence, Span

# 排放总量|（含工业、生活）: its signs part no names.
_OF_ALL = re.compile(r"[（(]不?[含包][^（()）]{1,30}[）)]\Z")
_BEHIND = re.compile(r"[ 　]*[、和及]?[ 　]*")
_BETWEEN = re.compile(r"[ 　]*[，,、和及]+[ 　]*")
_LEVEL = re.compile("[一-鿿]{0,12}(?:每年|投入|安排)[省市县区乡镇村]|[省市县区乡镇村]")
_MEASURE = re.compile(
    "(?<=[一-鿿]{2})(?:(?:播种|种植|养殖|造林|绿化|渔业|灌溉|经营|建设|覆盖)?总?(?:面积|规模|里程)"
    "|总?(?:产量|数量|数)|(?:总|用|产|排放)量)\\Z"
)
# 茶叶、油茶、食用菌|“三棵摇钱树”, 水产、水电|两大产业: what the list says of all.
_ALL_TOLD = re.compile("(?:等?[两二三四五六七八九十]+大[一-鿿]{2,8}|“[^“”]{2,12}”)\\Z")
_LISTED, _PLAIN_THING = re.compile("[、和及与]"), re.compile("[一-鿿]{2,8}")
_TWO = 2
_TOO_FEW = "as many names as values are needed after 分别"
_TOWN_AND_COUNTRY = ("城镇", "农村")
_RESPECTIVELY, _IS = "分别", "为"
_YEAR = re.compile(r"20\d\d(?=年)")


def respective(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read A、B、C…分别达到10家、60家和220家: one target for each name and value.

    Returns nothing where the clause is no such list; all values unread where names are missing.
    """
    text, values = clause.text, clause.values
    if not values or not _only_values(text, values) or places_before(clause, language):
        return []
    phrase = language.phrase(text, clause.span.start, values[0].span.start)
    if not phrase.predicate:
        return []
    if not phrase.predicate.split and not _as_many_names(text, phrase, values, clause, language):
        return []
    names = _names(EVERYWHERE.sub("", phrase.head.of(text)), language)
    if not phrase.predicate.split:
        names = _of_one_measure(names)
    if all(value.word_class in COUNTS for value in values):
        names = with_house_sign(names)
    if any(map(_LEVEL.fullmatch, names)):
        # 县、乡、村道养护资金: of what a level alone is the last name does not say.
        return [Unread(value.span, _TOO_FEW) for value in values]
    if phrase.verbs and (whole := having(phrase.verbs[-1].word + phrase.head.of(text))):
        # 设有|水站、水厂的村占比: what those counted have looks like what is done.
        names, phrase = whole, replace(phrase, verbs=phrase.verbs[:-1])
    if len(values) == 1 and not any(names) and (before := _as_many_as_bases(clause, language)):
        # 比2020年的12万吨、2万吨分别减少10%（其中…）|、20%: the others stand behind the bracket.
        clause.state.awaiting = (before[1:], phrase)
        return _paired(before[:1], values, [clause.state.time], phrase, clause, language)
    if len(names) == 1 and len(values) == len(_TOWN_AND_COUNTRY) and names[0].startswith("城乡"):
        # 城乡居民收入分别增长|7%、8%: the town's first, then the country's.
        names = [place + names[0].removeprefix("城乡") for place in _TOWN_AND_COUNTRY]
    earlier = clause.state.named[-len(values) :]
    if not any(names) and len(earlier) == len(values) > 1:
        # 投资20亿元、产值30亿元，分别增长|8%、9%: what was named before.
        names = [_OF_ALL.sub("", name) for name, _ in earlier]
    elsewhere: Span | None = None
    if listed := _of_list_before(names, values, clause, language):
        names, elsewhere = listed
    elif same := _of_same(names, values, clause, language):
        names, elsewhere = same, earlier[0][1]
    elif listed := names_listed_before(names, len(values), clause):
        names, elsewhere = listed
    if len(values) == 1:
        if not _each(names, phrase, language):
            return []
        if more := _values_behind(clause, language):
            # A、B分别下降5%|，6%: its values in clauses of their own.
            if len(names) != 1 + more:
                return [Unread(values[0].span, _TOO_FEW)]
            clause.state.awaiting = (names[1:], phrase)
            return _paired(names[:1], values, [clause.state.time], phrase, clause, language)
        values = values * len(names)
    names, times = _by_year(names, values, clause, phrase)
    if len(names) != len(values):
        return [Unread(value.span, _TOO_FEW) for value in values]
    if phrase.scope:
        set_scope(text, phrase.scope, clause.state, language)
    return _paired(names, values, times, phrase, clause, language, elsewhere)


def _as_many_names(
    text: str, phrase: Phrase, values: Sequence[Quantity], clause: Clause, language: Language
) -> bool:
    """Say whether two levels are those of two names, though no 分别 says so.

    水库、河道养殖面积|稳定在|70万亩和50万亩: nothing but the second value stands behind 和.
    """
    said = phrase.predicate
    kept = all(verb.name == "keep" for verb in phrase.verbs)
    level = said is not None and said.kind == "level" and kept
    alone = text[values[-1].span.end : clause.span.end].strip(" 　。；;") == ""
    two = len(values) == _TWO and values[0].unit == values[1].unit
    names = _names(phrase.head.of(text), language) if level and alone and two else []
    return len(names) == _TWO and "、" in phrase.head.of(text)


def _of_one_measure(names: list[str]) -> list[str]:
    """Return names of one unit with the measure that the last one says: 水库、河道|养殖面积."""
    *others, last = names
    tail = _MEASURE.search(last)
    if tail is None or any(map(_MEASURE.search, others)):
        return names
    return [*(name + tail.group() for name in others), last]


def behind_bracket(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read a respective list's value behind a bracket or a comma: 分别减少10%（其中…）|、20%.

    Returns nothing where none is awaited.
    """
    text, values, state = clause.text, clause.values, clause.state
    names, phrase = state.awaiting
    if not names or phrase is None or len(values) != 1:
        return []
    if not _BEHIND.fullmatch(text[clause.span.start : values[0].span.start]):
        return []
    state.awaiting = (names[1:], phrase)
    return _paired(names[:1], values, [state.time], phrase, clause, language)


def _values_behind(clause: Clause, language: Language) -> int:
    """Return how many bare values follow the clause's own, each parted by a sign alone."""
    text, end = clause.text, clause.values[-1].span.end
    count = 0
    for value in language.quantities.quantities_in(text, Span(end, clause.state.span.end)):
        if not _BETWEEN.fullmatch(text, end, value.span.start):
            break
        count, end = count + 1, value.span.end
    return count if count and text[end : end + 1] in ("", "。", "；", ";", "，", ",") else 0


def _names(printed: str, language: Language) -> list[str]:
    """Return the names of a list, each with the bracket that says of what all are (含农业)."""
    bracket = _OF_ALL.search(printed)
    words = what_is_taken(printed[: bracket.start()] if bracket else printed)
    names = names_of_list(words, language.names)
    return [name + bracket.group() for name in names] if bracket else names


def _of_same(
    names: list[str], values: list[Quantity], clause: Clause, language: Language
) -> list[str]:
    """Return the names of a measure for those that the list before told another one of.

    职工医保、居民医保住院费用支付比例分别达到…，|门诊支付比例|分别达到…; else nothing.
    """
    earlier = clause.state.named[-len(values) :]
    if len(names) != 1 or len(values) < 2 or len(earlier) != len(values):
        return []
    if len({quote for _, quote in earlier}) > 1:
        return []
    before = [name for name, _ in earlier]
    whole = [payment_of_same(names[0], one) for one in before]
    return whole if all(whole) else of_same_heads(names[0], before, language.names)


def _of_list_before(
    names: list[str], values: list[Quantity], clause: Clause, language: Language
) -> tuple[list[str], Span] | None:
    """Return a measure's names for those whom the clause before lists, and where it does so.

    做强茶叶、油茶、食用菌“三棵摇钱树”，|产值|分别达到…: as many as there are values. Else None.
    """
    text, before = clause.text, clause.before
    if len(names) != 1 or len(values) < _TWO or before is None or not names[0]:
        return None
    if language.quantities.quantities_in(text, before):
        return None
    lead = language.phrase(text, before.start, before.end)
    words = _ALL_TOLD.sub("", lead.head.of(text))
    listed = _LISTED.split(words)
    if len(listed) != len(values) or not all(map(_PLAIN_THING.fullmatch, listed)):
        return None
    if not lead.verbs or not language.names.stock.search(names[0]):
        return None
    return [name + names[0] for name in listed], Span(lead.head.start, before.end)


def _as_many_as_bases(clause: Clause, language: Language) -> list[str]:
    """Return the names said before, as many as a clause has numbers of then; else nothing."""
    every = language.quantities.quantities_in(clause.text, clause.span)
    bases = [one for one in every if one.span.end <= clause.values[0].span.start]
    named = clause.state.named[-len(bases) :] if len(bases) > 1 else []
    return [_OF_ALL.sub("", name) for name, _ in named] if len(named) == len(bases) else []


def _only_values(text: str, values: Sequence[Quantity]) -> bool:
    """Say whether nothing but signs of a list stands between the values."""
    return all(
        ONLY_LIST_SIGNS.fullmatch(text[one.span.end : two.span.start])
        for one, two in itertools.pairwise(values)
    )


def _each(names: list[str], phrase: Phrase, language: Language) -> bool:
    """Say whether one value holds for each of several measures: 净水率、节水率均达到90%."""
    if phrase.predicate is None or len(names) < 2:
        return False
    if _RESPECTIVELY in phrase.predicate.words:
        # 示范水厂和用水合作社|分别达到100家: one number for each, be it no measure's.
        return all(names)
    measured = all(language.names.stock.search(name) for name in names)
    return "均" in phrase.predicate.words and measured


def _are_parts(values: Sequence[Quantity], phrase: Phrase, state: SentenceState) -> bool:
    """Say whether values are the parts of what was counted before, with which they agree.

    治理湿地110万亩，南北两片|分别为70万亩和40万亩: they are done as the whole is.
    """
    plain = phrase.predicate is not None and phrase.predicate.words.endswith(_IS)
    whole = state.last
    same = whole is not None and all(value.unit == whole.unit for value in alike(list(values)))
    return plain and whole is not None and same and sum(one.value for one in values) == whole.value


def _by_year(
    names: list[str], values: Sequence[Quantity], clause: Clause, phrase: Phrase
) -> tuple[list[str], list[Time | None]]:
    """Return a name and a time for each value.

    到2022年、2023年，森林覆盖率分别达到30%、32%: one name, a year for each value.
    """
    state, time = clause.state, clause.state.time
    if len(names) == 1 and time and time.reach == "years" and time.first and time.year:
        # 2021至2023年|净水率分别达到82%、91%、96%: every year of the span has its value.
        each = range(time.first, time.year + 1)
        if len(each) == len(values) > 1:
            return names * len(values), [replace(time, reach="in-year", year=year) for year in each]
    years = _YEAR.findall(clause.text[state.span.start : phrase.head.start])
    if len(names) == 1 and len(years) == len(values) and state.time:
        return names * len(values), [replace(state.time, year=int(year)) for year in years]
    return names, [state.time] * len(values)


def _paired(
    names: list[str],
    values: list[Quantity],
    times: list[Time | None],
    phrase: Phrase,
    clause: Clause,
    language: Language,
    elsewhere: Span | None = None,
) -> list[Commitment | Unread]:
    """Return the targets of names and values in the same order, all with the list as quote.

    `elsewhere` is where words of the names stand that the list leaves out.
    """
    text, state = clause.text, clause.state
    quote = Span(quote_start(text, clause.span.start), values[-1].span.end)
    first = Item(clause, clause.span.start, values[0], phrase, None)
    kind = kind_of(names[-1], first, language.names, language.doing) or "level"
    if kind == "level" and state.kind == "increase" and _are_parts(values, phrase, state):
        kind = state.kind
    kept = phrase.predicate.kept if phrase.predicate and kind == "change" else ""
    # The names stand within the quote: they are shown, not restored.
    shown: tuple[Evidence, ...] = (Evidence(phrase.head, ("hasIndicator",)),)
    if elsewhere:
        shown = (*shown, restored_from(elsewhere))
    # 新建|水厂占比、泵站占比: a verb that is part of the first rate's name.
    leading = with_verb_of_rate(Named(names[0], phrase.verbs, quote.start), text, language)
    found: list[Commitment | Unread] = []
    for name, value, time in zip(names, alike(values), times, strict=True):
        state.time = time
        verbs, words = (leading.verbs, leading.words) if name == names[0] else (phrase.verbs, name)
        read = regional(words, phrase.head, state, language.names)
        found.append(
            stated(
                state,
                value,
                phrase,
                kept_verbs(verbs) + read.name + kept,
                kind,
                quote,
                rule="targets.respective@3",
                restored=shown,
                place=read.place,
            )
        )
    return found
