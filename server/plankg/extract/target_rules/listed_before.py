"""Reads respective lists whose names or first values stand before them.

聚焦水泵、水管、水表三大产业，2025年|营业收入|分别达到90亿元、26亿元和75亿元; 水厂、水站数量|
分别由14家、12个增加到2025年的30家、25个.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.numerals import number_of
from plankg.extract.quantity import Quantity
from plankg.extract.target_rules.items import ONLY_LIST_SIGNS, Clause
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.list_names import names_of_list
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.wording import alike, quote_start
from plankg.model import Evidence, Span

_SIGN = re.compile("[、和及与]")
_LISTED = re.compile(
    "(?:(?:聚焦|围绕|依托|立足|做[大优强]|壮大|发展|推动|推进|培育|打造|突出)+)?"
    "(?P<list>[^，,。；;：:、\\d]{2,12}(?:[、和及与][^，,。；;：:、\\d]{2,12}?)+?)等?"
    "(?P<count>[两二三四五六七八九十]|\\d)大[一-鿿]{0,4}?(?P<noun>产业|行业|板块|集群)"
)
_RAISED = re.compile(
    r"(?P<head>[^，,；;。]{4,60}?)分别[由从](?P<then>[^，,；;。]{3,60}?)"
    r"(?:增加|增长|提高|提升|上升|扩大|增|升|降低|下降|减少|压减|降)[到至][ 　]*"
    r"(?:20\d\d年的?)?[ 　]*"
)
_NUMBER = re.compile("数量?\\Z")
_GRADE = re.compile("(?:国家|省|市|县|区)级")
_SAME_WORDS = 2
_FEWEST = 2
_IN_TURN = "分别"


def names_listed_before(
    names: list[str], number: int, clause: Clause
) -> tuple[list[str], Span] | None:
    """Return a measure's names for each of the branches that the sentence lists before it.

    None where it lists no such thing, or not as many as there are values.
    """
    text, start = clause.text, clause.state.span.start
    if len(names) != 1 or not names[0] or number < _FEWEST:
        return None
    for found in _LISTED.finditer(text, start, clause.span.start):
        branches = [one for one in _SIGN.split(found["list"]) if one]
        if number_of(found["count"]) == len(branches) == number:
            noun = found["noun"]
            whole = [one.removesuffix(noun) + noun + names[0] for one in branches]
            return whole, Span(*found.span("list"))
    return None


def raised_in_turn(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read A、B数量分别由14家、12个增加到2025年的30家、25个; nothing where it is no such list."""
    text, span, state = clause.text, clause.span, clause.state
    raised = _RAISED.match(text, span.start, span.end)
    if raised is None:
        return []
    later = [
        one
        for one in language.quantities.quantities_in(text, Span(raised.end(), span.end))
        if not one.part_of_name
    ]
    phrase = language.phrase(text, span.start, raised.end("head"))
    names = _with_grade(_with_number(names_of_list(phrase.head.of(text), language.names)))
    if phrase.verbs or len(later) < _FEWEST or len(names) != len(later):
        return []
    if not _are_listed(text, later) or later[0].span.start != raised.end():
        return []
    quote = Span(quote_start(text, span.start), later[-1].span.end)
    shown = (Evidence(phrase.head, ("hasIndicator",)),)
    return [
        stated(
            state, value, phrase, name, "level", quote, rule="targets.respective@3", restored=shown
        )
        for name, value in zip(names, alike(later), strict=True)
    ]


def given_in_turn(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 新建水站4所、水厂3所，分别投放岗位80个和60个: what is added to each named before.

    Returns nothing where the clause is no such list.
    """
    text, span, state, values = clause.text, clause.span, clause.state, clause.values
    at = text.find(_IN_TURN, span.start, values[0].span.start) if len(values) > 1 else -1
    earlier = state.named[-len(values) :]
    if at < 0 or len(earlier) != len(values):
        return []
    before = language.phrase(text, span.start, at)
    phrase = language.phrase(text, at + len(_IN_TURN), values[0].span.start)
    thing = phrase.head.of(text).strip()
    added = phrase.verbs and phrase.verbs[-1].kind == "increase" and not phrase.predicate
    if before.head.of(text).strip() or before.verbs or not added or not thing:
        return []
    if not _are_listed(text, values):
        return []
    quote = Span(quote_start(text, span.start), values[-1].span.end)
    return [
        stated(
            state,
            value,
            phrase,
            _without_verbs(whose, language) + thing,
            "increase",
            quote,
            rule="targets.respective@3",
            restored=(restored_from(shown),),
        )
        for (whose, shown), value in zip(earlier, alike(values), strict=True)
    ]


def _without_verbs(name: str, language: Language) -> str:
    """Return what a name says without its verbs: 新建|水站."""
    return language.phrase(name, 0, len(name)).head.of(name) or name


def _are_listed(text: str, values: Sequence[Quantity]) -> bool:
    """Say whether nothing but signs of a list stands between the values."""
    return all(
        ONLY_LIST_SIGNS.fullmatch(text[one.span.end : two.span.start])
        for one, two in itertools.pairwise(values)
    )


def _with_number(names: list[str]) -> list[str]:
    """Return names with the word for a number that the last one says: 绿色工厂、绿色园区|数量."""
    number = _NUMBER.search(names[-1]) if len(names) > 1 else None
    if number is None or any(map(_NUMBER.search, names[:-1])):
        return names
    return [*(name + number.group() for name in names[:-1]), names[-1]]


def _with_grade(names: list[str]) -> list[str]:
    """Return names that begin alike with the first one's grade: 国家级|绿色工厂、绿色园区."""
    grade = _GRADE.match(names[0])
    if grade is None:
        return names
    alike = names[0][grade.end() : grade.end() + _SAME_WORDS]
    return [names[0], *(grade.group() + one if one.startswith(alike) else one for one in names[1:])]
