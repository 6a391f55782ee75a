"""Reads the size of what is set up, and what is paid into it: 设立总规模100亿元的产业引导基金."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.target_rules.items import Clause
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.memory import remember
from plankg.extract.target_rules.statements import stated
from plankg.extract.wording import quote_start
from plankg.model import Span

# 市财政每年安排|专项资金|2000万元|支持物流业发展
_SET_ASIDE = re.compile(
    r"(?:[省市县区州]级?|[我全][省市县区州]|各级)?财政(?:部门)?"
    r"(?P<often>每年|年均|逐年)?(?:统筹|足额|新增)?(?:安排|落实|投入|列支|预算|设立){1,2}(?:不少于|不低于|至少)?"
    r"(?P<name>[一-鿿]{0,16}?(?:资金|经费|基金))[ 　]*(?:不少于|不低于|至少|约)?[ 　]*\Z"
)
_PURPOSE = re.compile(
    r"[，,]?(?:专项|重点|主要)?(?:用于)?(?P<what>(?:支持|扶持|推动|促进)?[^，,。；;、\d]{2,20})"
)
_FOR = re.compile(r"[，,]?(?:专项|重点|主要)?(?:用于|支持|扶持)")

# 各地用于社会福利的|彩票公益金，按照|不低于55%|的比例用于|养老服务
_FUND = (
    r"(?:(?P<place>各地)|各级(?:人民)?政府|全[省市县区州])?(?P<fund>[一-鿿]{0,16}?"
    r"(?:公益金|收[入益]|附加|债券|资金|基金|经费))"
)
_SHARED_OUT = re.compile(rf"{_FUND}[，,]?(?:应当?|要|须|必须)?按照?(?:不低于|不少于)?[ 　]*\Z")
_TAKEN_FROM = re.compile(rf"{_FUND}[，,]?(?:应当?|要|须|必须)?将(?:不低于|不少于)?[ 　]*\Z")
_HELD = re.compile(rf"{_FUND}[，,](?:不低于|不少于|至少)?[ 　]*\Z")
_TAKING = re.compile(r"(?:\A|[^一-鿿])将(?:不低于|不少于)[ 　]*\Z")
_USED = re.compile(r"(?:的?比例|的资金)(?P<use>用于[^，,。；;、\d]{2,24})")
_MUST_GO = re.compile(r"(?:应当?|要|须|必须)?(?P<use>用于[^，,。；;、\d]{2,24})")
_OF_FUND = re.compile(rf"的{_FUND}(?P<use>用于[^，,。；;、\d]{{2,24}})")


def fund_share(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 彩票公益金按照不低于55%的比例用于养老服务: which part of public money goes where.

    Returns one target (彩票公益金用于养老服务的比例), or nothing where the clause says no such
    thing. Whose money it is may stand before the comma.
    """
    text, quantity, state = clause.text, clause.values[0], clause.state
    if len(clause.values) != 1 or quantity.word_class != "share":
        return []
    first = clause.before.start if clause.before else clause.span.start
    before = text[first : quantity.span.start]
    said = _SHARED_OUT.search(before) or _TAKEN_FROM.search(before)
    used = _USED.match(text, quantity.span.end, clause.span.end)
    if said is None and (said := _HELD.search(before)):
        # 彩票公益金，|50%以上|要用于养老服务
        used = _MUST_GO.match(text, quantity.span.end, clause.span.end)
    if said is None and _TAKING.search(before):
        said = used = _OF_FUND.match(text, quantity.span.end, clause.span.end)
    if said is None or used is None:
        return []
    phrase = language.phrase(text, clause.span.start, quantity.span.start)
    name = f"{said['fund']}{used['use']}的比例"
    start = first + said.start() if said is not used else clause.span.start
    quote = Span(quote_start(text, start), used.end())
    place: tuple[str, Span] | None = None
    if said["place"]:
        at = start + said.start("place") - said.start()
        place = (said["place"], Span(at, at + len(said["place"])))
        state.scope, state.scope_span = place
    remember(state, (), "level", name, quote)
    return [
        stated(
            state, quantity, phrase, name, "level", quote, rule="targets.fund-share@1", place=place
        )
    ]


def public_funds(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 市财政每年安排专项资金2000万元支持物流业发展: what the area's own treasury sets aside.

    Returns one target, named by what the money is for (支持物流业发展专项资金), or nothing where
    the clause says no such thing: what others are granted is a subsidy.
    """
    text, quantity = clause.text, clause.values[0]
    if len(clause.values) != 1 or not quantity.unit.endswith("元"):
        return []
    said = _SET_ASIDE.match(text, clause.span.start, quantity.span.start)
    if said is None:
        return []
    purpose = ""
    end = clause.state.span.end
    if _FOR.match(text, quantity.span.end, end):
        found = _PURPOSE.match(text, quantity.span.end, end)
        purpose = found["what"] if found else ""
    phrase = language.phrase(text, said.start("name"), quantity.span.start)
    if said["often"]:
        phrase = replace(phrase, annual=Span(*said.span("often")))
    return [
        stated(
            clause.state,
            quantity,
            phrase,
            f"{purpose}{said['name']}",
            "increase",
            Span(quote_start(text, clause.span.start), quantity.span.end),
            rule="targets.public-funds@1",
        )
    ]


def fund(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 设立总规模100亿元的产业引导基金: how large what is set up is to be.

    Returns one target (产业引导基金总规模), or nothing where the clause says no such thing.
    """
    if len(clause.values) != 1 or clause.values[0].word_class != "measure":
        return []
    text, quantity = clause.text, clause.values[0]
    name = language.doing.sized.match(text, quantity.span.end, clause.span.end)
    phrase = language.phrase(text, clause.span.start, quantity.span.start)
    size = language.doing.size.search(phrase.head.of(text))
    if name is None or size is None or not phrase.verbs:
        return []
    lead = phrase.head.of(text)[: size.start()]
    # What is set up is added in the plan's years; by a year it has that size.
    time = clause.state.time
    by_then = time is not None and time.reach == "by-year"
    return [
        stated(
            clause.state,
            quantity,
            phrase,
            f"{lead}{name['name']}{size.group()}",
            "level" if by_then else "increase",
            Span(quote_start(text, clause.span.start), name.end()),
            rule="targets.size@1",
        )
    ]
