"""Reads services: how long they may take, and whom they serve with how much."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.target_rules.items import Clause, Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.target_rules.topics import named_as_told
from plankg.extract.wording import quote_start
from plankg.model import Evidence, Span

# A norm (自受理之日起, 应当) is sought so many characters before the duration.
_NORM_WITHIN = 20
# 留言3个工作日内|答复|、咨询5个工作日内答复
_NEXT = re.compile("[、，]")
# 有关部门|在|5日内答复: a norm; 提前|3小时|办结: earlier than said, not how long.
_NOT_HOW_LONG = ("于", "在", "提前")
# 普通案件|于|24个月内审结; 申请应于5日内办结 is a norm.
_BY, _OUGHT_TO = "于", re.compile("[应须需当得能]于|之日起")
# 5个工作日内|即可|完成报装
_CAN_BE = re.compile(r"\A(?:即可|便可|就能|即能|就可)")
# 抵押登记|全面实现|1个工作日办结
_ALL_OVER = re.compile(r"(?:全面|全部|基本)?实现\Z|(?:全面|全部|基本)\Z")
# 实现|1分钟|响应
_REACHED = re.compile("(?:实现|做到)\\Z")
_TIME_OF = re.compile("(?:办理)?(?:时间)?\\Z")


def within(item: Item, name: Span, language: Language) -> Commitment | Unread:
    """Read 企业申请后5个工作日内办好手续: how long a service may take."""
    act = _NEXT.split(name.of(item.text))[0]
    name = Span(name.start, name.start + len(act))
    act = _CAN_BE.sub("", act)
    subject = _ALL_OVER.sub("", item.head.removeprefix("对"))
    if subject.endswith(_BY) and not _OUGHT_TO.search(subject):
        subject = subject.removesuffix(_BY)
    restored: tuple[Evidence, ...] = ()
    if not subject and item.state.duration and item.state.serving:
        # 对企业诉求1个工作日内响应、|5个工作日内办结
        subject, printed = item.state.serving
        restored = (restored_from(printed),)
    elif subject:
        item.state.serving = (subject, item.phrase.head)
    around = item.text[max(item.state.span.start, item.begin - _NORM_WITHIN) : name.end]
    acts = language.doing.service_act.match(act)
    norm = subject.endswith(_NOT_HOW_LONG) or language.sentences.norm.search(around)
    if len(subject) < 2 or not acts or norm:
        return item.unread("a duration before a name")
    return stated(
        item.state,
        item.quantity,
        item.phrase,
        f"{subject}{act}时间",
        "level",
        Span(item.opening, name.end),
        rule="targets.within@1",
        restored=restored,
    )


def answered_within(item: Item, name: Span, language: Language) -> Commitment | None:
    """Read 实现1分钟响应: how long it takes until something is done; None for other words.

    Of what it is the sentence may have said before: 开通“水务专线”，实现1分钟响应.
    """
    text = item.text
    act = name.of(text)
    if item.head or not _REACHED.search(text, item.begin, item.quantity.span.start):
        return None
    if act not in language.doing.service_acts:
        return None
    told = named_as_told(item, f"{act}时间", language)
    return stated(
        item.state,
        item.quantity,
        item.phrase,
        told[0] if told else f"{act}时间",
        "level",
        Span(item.opening, name.end),
        rule="targets.answered-within@1",
        restored=(restored_from(told[1]),) if told else (),
    )


def fastest(item: Item, language: Language) -> Commitment | Unread:
    """Read 最快30分钟办结 after 登记缩减至1个工作日: the same service at its fastest."""
    state, name = item.state, item.name
    if not state.head or state.head_span is None:
        return item.unread("a value whose measured thing is not named")
    words = name.of(item.text) if name else ""
    act = words if language.doing.service_act.match(words) else ""
    end = name.end if name and act else item.quantity.span.end
    whose = _TIME_OF.sub("", state.head)
    return stated(
        state,
        item.quantity,
        item.phrase,
        f"{whose}{item.phrase.head.of(item.text)[-2:]}{act}时间",
        "level",
        Span(item.opening, end),
        rule="targets.fastest@1",
        restored=(restored_from(state.head_span),),
    )


def served(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 为150家工业科技企业融资超20亿元: whom it serves, and how much that is.

    Returns two targets, or nothing where the clause says no such thing.
    """
    text, values, state = clause.text, clause.values, clause.state
    if len(values) != 2 or text[values[0].span.start - 1] != "为":
        return []
    phrase = language.phrase(text, values[0].span.end, values[1].span.start)
    verb = language.phrases.service_verb(text, phrase.head)
    if verb is None:
        return []
    lead = language.phrase(text, clause.span.start, values[0].span.start - 1)
    if lead.head.of(text).strip():
        return []
    if lead.annual:
        state.annual = lead.annual
    whom = Span(phrase.head.start, verb.start)
    quote = Span(quote_start(text, clause.span.start), values[1].span.end)
    return [
        stated(state, quantity, how, name, "increase", quote, rule="targets.served@1")
        for quantity, how, name in (
            (values[0], lead, verb.of(text) + whom.of(text)),
            (values[1], replace(phrase, hedge=lead.hedge), whom.of(text) + verb.of(text)),
        )
    ]
