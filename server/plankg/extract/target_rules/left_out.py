"""Restores the parts of a name that a list says once: a verb, a place, a modifier, a threshold."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.phrase import Predicate
from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.memory import place_at_head
from plankg.extract.target_rules.named import STEADY, Named
from plankg.extract.target_rules.regions import Regional, regional
from plankg.extract.target_rules.statements import restored_from
from plankg.extract.wording import restored_verbs
from plankg.model import Span

_LONGEST_TAIL = 3
_OTHER_PART = {
    "城市": ("农村", "乡村"),
    "城镇": ("农村", "乡村"),
    "城区": ("农村", "乡村"),
    "农村": ("城市", "城镇", "城区", "县城"),
    "乡村": ("城市", "城镇", "城区", "县城"),
}
_REACHES = r"(?:达到?|不低于|不少于|超过|为|在|[ 　]?\d)"
_MODIFIER = 2
_AND = ("及", "和", "与", "、")
_KEEPING = "保持"


def with_left_out(name: Named, item: Item, language: Language, *, listed: bool) -> Named:
    """Return a name with all that the items before it in the list say for it.

    `listed` says that it has neither verb nor predicate of its own: 新建净水站12座，|泵房|80座.
    """
    name = with_verb_of_rate(name, item.text, language, item.phrase.predicate)
    read = regional(name.words, item.phrase.head, item.state, language.names, item.quantity.unit)
    read = _contrasted(read, item, language)
    restored = (*name.restored, *read.restored)
    name = replace(name, words=read.name, place=read.place or name.place, restored=restored)
    name = _with_threshold(name, item, language)
    state = item.state
    said = item.phrase.predicate
    goes_on = said is not None and said.kind is None and not item.phrase.verbs
    # 培训水工500人，|持证率|不低于90%: a rate is of no one's doing.
    goes_on = goes_on and not (name.words and language.names.rate.search(name.words))
    if not state.verbs or not (listed or goes_on):
        return name
    if listed:
        name = _completed(name, item, language)
    beside = listed and item.text[item.opening - 1] in _AND
    # 盘活低效用地1000亩、|低效用地开发|1600亩: work of its own.
    beside = beside and not language.phrases.last_verb(name.words, Span(0, len(name.words)))
    shared = restored_verbs(state.verbs, listed=beside)
    between = item.text[state.verbs[-1].span.end : item.begin]
    # 节水社区14个（含|续建|4个）、节水学校9所: what a bracket says ends with it.
    bracketed = any(between.count(end) > between.count(begin) for begin, end in ("（）", "()"))
    # 培训护水员80人，|持证率不低于90%: a rate said anew is no part of the list.
    anew = not listed and language.names.rate.search(name.words) is not None
    if shared and not anew and not bracketed and not name.words.startswith(shared):
        name = name.with_words(shared + name.words, state.verbs[-1].span)
    return name


def _contrasted(read: Regional, item: Item, language: Language) -> Regional:
    """Return a rate of which town and country each have one with that part as its scope.

    城市|净水率达到90%，农村|净水率达到70%; alone, 农村净水率 is a name.
    """
    part, rate = read.name[:2], read.name[2:]
    others = _OTHER_PART.get(part, ())
    sentence = item.state.span.of(item.text)
    said = any(one + rate in sentence for one in others)
    # 城市|净水率达到90%，农村|达到70%: what the second one leaves out.
    left = any(re.search(f"[，,、；;]{one}(?:地区)?{_REACHES}", sentence) for one in others)
    if not language.names.rate.search(rate) or not (said or left):
        return read
    return Regional(rate, (part, item.phrase.head), read.restored)


def other_part(name: Named, item: Item) -> Named | None:
    """Return what is measured in the country where the town's was told: 农村|达到70%; else None."""
    words, state = name.words.removesuffix("地区"), item.state
    span, last = state.head_span, state.place_said
    if words not in _OTHER_PART or item.phrase.verbs or span is None or last is None:
        return None
    if not last[0].startswith(_OTHER_PART[words]):
        return None
    place = (name.words, item.phrase.head)
    return Named(state.head, (), name.opening, (restored_from(span),), place)


def with_verb_of_rate(
    name: Named, text: str, language: Language, predicate: Predicate | None = None
) -> Named:
    """Take a verb of doing at the head of a rate's name as part of it: 新建绿色建筑占比.

    So it is where something is to stay as it is: 新建住房销售面积|稳定在200万平方米.

    提高|净水率 says where the rate goes, 保持 how surely, and neither is part of its name.
    """
    words, verbs = name.words, name.verbs
    said = predicate.words if predicate else ""
    while (
        verbs
        and (
            language.names.rate.search(words)
            or (said in STEADY and not language.names.new.fullmatch(verbs[-1].word))
        )
        and not language.phrases.leads(verbs[-1])
        and (verbs[-1].kind != "change" or verbs[-1].name != "drop")
        and verbs[-1].word != _KEEPING
    ):
        joined = text[verbs[-1].span.end : verbs[-1].span.end + 1]
        if joined in _AND and text.startswith(words[:2], verbs[-1].span.end + 1):
            # 新增|和|更换车辆中电动车占比
            words = joined + words
        words, last, verbs = verbs[-1].word + words, verbs[-1], verbs[:-1]
        between = text[verbs[-1].span.end : last.span.start] if verbs else ""
        if between in _AND:
            # 新增|及|更新|车辆中电动车占比
            words = between + words
    return replace(name, words=words, verbs=verbs)


def _with_threshold(name: Named, item: Item, language: Language) -> Named:
    """Restore of what a threshold is: 产值|超100亿元企业3家、|超50亿元企业8家."""
    state = item.state
    above = language.names.above.match(state.head)
    if above and state.head_span and language.names.above_alone.match(name.words):
        return name.with_words(above["of"] + name.words, state.head_span)
    return name


def _completed(name: Named, item: Item, language: Language) -> Named:
    """Restore what a list's later item leaves out of its name: a place, or a modifier."""
    state, words = item.state, name.words
    span = state.head_span
    if span is None:
        return name
    if state.place and not place_at_head(words):
        return name.with_words(state.place + words, span)
    modifier = _shared_modifier(state.head, words, language.names.unshared)
    if modifier:
        return name.with_words(modifier + words, span)
    # 市级节水企业5家、|村庄|3个 is whole; 国家级节水企业5家、|企业 with the same end is not.
    longer = len(state.head) - _MODIFIER
    if len(words) <= _LONGEST_TAIL < longer and words[-1] == state.head[-1]:
        return name.with_words(state.head[:-2] + words, span)
    return name


def _shared_modifier(first: str, second: str, unshared: tuple[str, ...]) -> str:
    """Return what a list says once before two names: 低空 of 低空制造业企业、服务业企业.

    Only where what differs has two characters in both, and neither is a level (省级).
    """
    ahead = len(first) - len(second)
    if ahead != _MODIFIER or len(second) < 5:
        return ""
    differ, other = first[2:4], second[:2]
    alike_after = first[4:] == second[2:]
    words = differ + other + first[:2]
    plain = re.fullmatch("[一-鿿]{6}", words) and "级" not in words
    return first[:2] if alike_after and plain and first[:2] not in unshared else ""
