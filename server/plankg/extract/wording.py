"""Reads what stands around one value: where its words begin and end, its verbs, its list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plankg.extract.commitments import SentenceState, Unread
from plankg.extract.phrase import Phrase, Verb
from plankg.extract.quantity import Quantity
from plankg.model import Comparator, Evidence, Kind, Span

_FULL_WIDTH = str.maketrans("()", "（）")
_CALLED = re.compile("（(?:以下|下文|以下均)?[统简]称[^（）]{1,20}）")
# 示范学校（具体指标见附件）: where more is said is no part of a name.
_SEE = re.compile(
    "（[^（），。]{0,12}?(?:[详另]?见|参[见照])(?:本|后)?(?:附[件表录后]|下表|专栏)[^（）]{0,8}）"
)
# 粮食年播种面积3万亩、|年产量|2万吨: what both begin with is said once.
_TWICE = re.compile("年年(?=[产播出总销用均])")
_BUILT = ("创成", "建成", "基本建成", "初步建成", "全面建成")
_FORMED = "形成"
_LIST_SIGN = re.compile(
    r"(?:以及|[、或 　]|和(?!谐)|及(?![时格])"
    # 与省外院校共建实验室: with whom is part of the name.
    r"|与(?!会|[^，、；。\d]{2,16}(?:共建|共办|联合|合作)[^，、；。]))*"
)


def time_evidence(state: SentenceState, quote: Span, annual: Span | None) -> Iterator[Evidence]:
    """Yield the words outside a quote that say its period and frequency."""
    if state.time is not None and state.time.span.end and not quote.covers(state.time.span):
        yield Evidence(state.time.span, ("periodStart", "periodEnd"), restored=True)
    elif state.time is None and state.setting.period_span is not None:
        yield Evidence(state.setting.period_span, ("periodStart", "periodEnd"), restored=True)
    if annual is not None and not quote.covers(annual):
        yield Evidence(annual, ("hasFrequency",), restored=True)


def comparator_of(quantity: Quantity, phrase: Phrase) -> Comparator:
    """Return the comparator: a range's, 以上's, else the predicate's (超…以上 is >=)."""
    before = phrase.predicate.comparator if phrase.predicate else "="
    if quantity.comparator != "=":
        return quantity.comparator
    return before if before != "=" else phrase.comparator


def item_end(text: str, quantity: Quantity, following: int, end: int) -> int:
    """Return where the next item of a list begins: after the value, or its name and the sign."""
    start = quantity.span.end
    if start < following and text[start] in "、和及与":
        return min(start + 1, end)
    signs = [index for index in range(start, following) if text[index] in "、和及与"]
    return min(signs[-1] + 1, end) if signs else start


def quote_start(text: str, begin: int) -> int:
    """Return where a target's own words begin, the sign of a list before them left out."""
    match = _LIST_SIGN.match(text, begin)
    return match.end() if match else begin


def verb_kind(verbs: tuple[Verb, ...]) -> Kind | None:
    """Return the verbs' kind; one verb of doing makes the whole an increase."""
    kinds = [verb.kind for verb in verbs]
    if "increase" in kinds and "level" in kinds:
        return kinds[-1]
    return kinds[-1] if kinds else None


def kind_of_verbs(verbs: tuple[Verb, ...], making: tuple[str, ...], *, annual: bool) -> Kind | None:
    """Return the verbs' kind; what is built or gathered each year is added: 每年建成10座.

    `annual` says so, or that no time is said by which it is there (`is_undated`).
    """
    kind = verb_kind(verbs)
    each_year = annual and verbs and verbs[-1].word.endswith(making)
    return "increase" if kind == "level" and each_year else kind


def is_undated(state: SentenceState, verbs: tuple[Verb, ...]) -> bool:
    """Say whether things are built at no time that is said: 建成泵站3座, in the plan's years.

    每个乡镇至少建成1座: what each is to have at least is a level, whenever it is built.
    """
    if state.each_has:
        return False
    built = bool(verbs) and verbs[-1].word.startswith(_BUILT)
    timed = state.time is not None and state.time.reach in ("by-year", "in-year")
    return built and not (timed or state.due or state.setting.year or state.setting.due)


def is_result(verb: Verb) -> bool:
    """Say whether a verb tells what is there in the end: 建成, 形成."""
    return verb.word.startswith((*_BUILT, _FORMED))


def kept_verbs(verbs: tuple[Verb, ...]) -> str:
    """Return the verbs that belong to the measured thing's name.

    新建、|改造|泵房: of two verbs for one thing neither says which things are counted, where the
    other is none of its name.
    """
    alike = [
        verb
        for index, verb in enumerate(verbs)
        if not any(
            other.name == "drop" and abs(_gap(verb, other)) == 1
            for other in (*verbs[max(0, index - 1) : index], *verbs[index + 1 : index + 2])
        )
    ]
    return "".join(verb.word for verb in alike if verb.name in ("keep", "restore"))


def _gap(one: Verb, other: Verb) -> int:
    """Return how many signs stand between two verbs: 1 for 新建、改造, 0 for 推动改造."""
    return max(one.span.start - other.span.end, other.span.start - one.span.end)


def restored_verbs(verbs: tuple[Verb, ...], *, listed: bool) -> str:
    """Return the verbs that later items of a list share: 新签; in a mere list 改造, too."""
    if listed:
        return kept_verbs(verbs)
    return "".join(verb.word for verb in verbs if verb.name == "restore")


def reaches(text: str, phrase: Phrase, after: Span) -> bool:
    """Say whether a predicate (缩减至, 提高到) has its value, so that no name follows it.

    登记缩减至1个工作日最快1小时: what follows is another phrase; 提高到75%的办法 is a name.
    """
    words = phrase.predicate.words if phrase.predicate else ""
    named = phrase.head.end - phrase.head.start >= 2
    return named and words.endswith(("至", "到", "上")) and not after.of(text).startswith("的")


def alike(values: list[Quantity]) -> list[Quantity]:
    """Return a list's values, 左右 and the like after the last holding for all (95%和85%左右).

    15个、7个|工作日: so does the unit of days.
    """
    last = values[-1]
    # 3个、2个和2个|百分点; 15个、7个|工作日
    days = last.word_class in ("duration", "points")
    return [
        replace(
            value,
            comparator=last.comparator if value.comparator == "=" else value.comparator,
            unit=last.unit if days and last.unit.startswith(value.unit) else value.unit,
        )
        for value in values
    ]


def is_telling(text: str, unread: Unread) -> bool:
    """Say whether an unread number is worth a look: 三个部门 and 三位一体 are words, not values."""
    return any(char.isdigit() and char.isascii() for char in unread.span.of(text))


def clean_name(indicator: str) -> str:
    """Return a name without stray spaces, line breaks and abbreviations; brackets in full width.

    社会消费品零售总额|(以下简称社零额): what it is called below is no part of it.
    """
    words = re.sub(r"[\s　]+", "", indicator).translate(_FULL_WIDTH)
    return _TWICE.sub("年", _SEE.sub("", _CALLED.sub("", words))).strip("、，的")
