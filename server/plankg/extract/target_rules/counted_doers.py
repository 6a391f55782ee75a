"""Reads counts of those who are served or who do something themselves: 80个城市初步实现…."""

from __future__ import annotations

import re

from plankg.extract.target_rules.doers_first import becoming_of, beside, doer_last
from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.language import Language
from plankg.model import Span

_SHORTEST_NAME, _LONGEST_TAIL = 2, 4
# 对10座|泵站|实施|智能化改造, 支持50家|水厂|开展智能化改造: the work on them is what is counted.
_WORK = re.compile("(?:改造|整治|修复|更新|翻新|加固)\\Z")
_WORK_DONE = re.compile(
    "(?P<whom>[^，、的]{2,12}?)(?:实施|开展|进行|完成)(?P<work>[^，、的]{2,16}?(?:改造|整治|修复|更新|翻新|加固))"
)
_TRAINING = ("培训", "轮训", "训练")
# Those who are served may be named so many characters before their number.
_NAMED_WITHIN = 24
# 力争有|2个|水厂进入全国前列
_THERE_ARE = "有"
_THEY_ALL = re.compile("的[一-鿿]{1,6}(?:都|均)")
# 选取20项|高频事项|提供极速办理服务: what is offered with them.
_OFFERED = re.compile(
    "(?P<who>[^，、的]{2,10}?(?:事项|服务|项目|产品))(?P<does>提供[^，、的]{3,16})"
)
_OF_WORK = (*COUNTS, "measure")
_DOING = "实现"
_LISTED = ("、", "和", "及", "与")
_PLAIN_DOER = re.compile("[一-鿿]{1,8}")
_AT_HEAD = ("", "以及")
_TAKEN = re.compile(r"(?:\A|逐步|全部)[将把]\Z")
# 20平方公里|建设用地面积|达到…要求
_LAND = re.compile("[^，的]{0,10}面积(?:达到|符合|满足)[^，]{4,}")
_INTO = re.compile(r"(?P<what>.{2,40}?)(?P<into>(?:纳入|列入).{2,20})")
# 6项|指标在全区排名达到第1位, 5家|企业入围全国500强: by their rank they are told.
_RANKED = re.compile(
    r"(?P<who>[^，的、\d]{2,12}?)(?P<rank>(?:在[^，的\d]{1,8})?(?:排名|进入|跻身|入围|位[列居于])[^，的\d]{0,8}"
    r"(?:前[ 　]?\d+[ 　]?[名位强]|第[ 　]?\d+[ 　]?[名位]|\d+[ 　]?强)(?:行列)?)"
)
_OWN_PLACE = re.compile(r"\A(?:我|全)[省市县区]")


def counted_people(item: Item, name: Span, language: Language) -> str:
    """Return what is counted where the counted are served or do it themselves; else nothing."""
    facing = _brought(item, name, language) or _facing(item, name, language)
    if facing:
        return facing
    if made := _made_to(item, name, language) or _mended(item, name, language):
        return made
    done = _done_by(item, name, language)
    return done and (doer_last(_told_in_full(done, item), language) or done)


def work_of(item: Item, name: Span, language: Language) -> str:
    """Return the work that a value is the size of: 约200公里|老旧水管更新改造; else nothing.

    No verb stands before it: what is done is the end of its name.
    """
    phrase, said = item.phrase, item.phrase.predicate
    plain = said is None or said.kind is None or said.words.endswith(_DOING)
    if phrase.verbs or item.head not in _AT_HEAD or not plain:
        return ""
    if item.quantity.word_class not in _OF_WORK:
        return ""
    words = name.of(item.text)
    return words if language.phrases.ends_in_work(words) else ""


def _made_to(item: Item, name: Span, language: Language) -> str:
    """Return what 支持20个县推进污水治理 counts: 推进污水治理的县; else nothing."""
    if item.quantity.word_class not in COUNTS or (item.head and not item.head.endswith("等")):
        return ""
    phrase = item.phrase
    # 每年|新增|40家企业通过评估: behind 每年, 新增 looks like a predicate.
    says = phrase.predicate.words if phrase.predicate else ""
    # 推动10个乡镇创建名镇、|20个|村创建名村: who is made to do it is said once.
    goes_on = not says and "的" in item.state.head
    verbs = phrase.verbs or (item.state.verbs if goes_on else ())
    if not language.doing.causing.search(verbs[-1].word if verbs else says):
        return ""
    words = _OWN_PLACE.sub("", name.of(item.text))
    if work := _WORK_DONE.fullmatch(words):
        return work["whom"] + work["work"]
    if offered := _OFFERED.fullmatch(words):
        return f"{offered['does']}的{offered['who']}"
    return doer_last(words, language) or _with_doing_of_list(words, item, name, language)


def _with_doing_of_list(words: str, item: Item, name: Span, language: Language) -> str:
    """Return what those counted are made to do, which their list says once, at its end.

    推进10个|镇|、50个村|开展节水创建; nothing where the list ends otherwise.
    """
    last, end = item.clause.values[-1], item.clause.span.end
    listed = item.text[name.end : name.end + 1] in _LISTED and last.word_class in COUNTS
    if last.span.start <= name.end or not listed or not _PLAIN_DOER.fullmatch(words):
        return ""
    doing, of, _ = doer_last(item.text[last.span.end : end].strip(" 　。"), language).rpartition(
        "的"
    )
    return f"{doing}的{words}" if of else ""


def _mended(item: Item, name: Span, language: Language) -> str:
    """Return what 解决10万农户的饮水困难 counts: 解决饮水困难的农户; else nothing."""
    verbs, said = item.phrase.verbs, item.phrase.predicate
    if item.quantity.word_class not in _OF_WORK or (verbs and item.head):
        return ""
    verb = verbs[-1].word if verbs else said.words if said and not item.head else item.head
    mending = language.doing.bettering.fullmatch(verb)
    mended = language.doing.bettered.fullmatch(name.of(item.text))
    if not mending or not mended:
        return ""
    kept = "" if verbs and verbs[-1].name in ("keep", "restore") else mending.group()
    return f"{kept}{mended['what']}的{mended['whose']}"


def _told_in_full(words: str, item: Item) -> str:
    """Return words with the whole name of what is counted, as the example before 等 has it.

    青云河临水断面等|3个|断面…: 临水断面, where the text elsewhere names it so.
    """
    examples = item.head.removesuffix("等")
    if examples == item.head:
        return words
    for length in range(_LONGEST_TAIL, _SHORTEST_NAME - 1, -1):
        if not examples.endswith(words[:length]):
            continue
        for more in range(_LONGEST_TAIL, 1, -1):
            whole = examples[-length - more :]
            if len(whole) == length + more and re.search(
                f"(?:的|[个各类项家座所]){re.escape(whole)}", item.text
            ):
                return whole + words[length:]
    return words


def _brought(item: Item, name: Span, language: Language) -> str:
    """Return what 引进20名专家来我市讲学 counts: 专家, whatever they come for; else nothing."""
    brought = language.doing.brought.fullmatch(name.of(item.text))
    verbs = item.phrase.verbs or item.state.verbs
    verb = verbs[-1].word if verbs else item.head
    if brought is None or item.quantity.word_class not in COUNTS:
        return ""
    return brought["who"] if language.doing.bringing.search(verb) else ""


def _facing(item: Item, name: Span, language: Language) -> str:
    """Return what 面向3万名管理人员开展素养培训 counts: 素养培训管理人员; else nothing."""
    start = item.quantity.span.start
    if item.quantity.word_class not in COUNTS:
        return ""
    if not language.doing.served.search(item.text[max(item.begin, start - _NAMED_WITHIN) : start]):
        return ""
    words = name.of(item.text)
    done = language.doing.serves.search(words, _SHORTEST_NAME)
    if done and beside(words[: done.start()]):
        # 组织200名|专家到基层|开展义诊: it is they who do it.
        return ""
    if done:
        whom, thing = words[: done.start()], words[done.end() :]
        # 开展|素养培训 is named by the training, 进行|适老化改造 by what is done.
        if _WORK.search(thing):
            return whom + thing
        thing = thing if thing.endswith(_TRAINING) else done.group() + thing
    elif item.phrase.verbs and "的" in words:
        whom, _, thing = words.rpartition("的")
    else:
        return ""
    return f"{thing}的{whom}" if thing and len(whom) >= _SHORTEST_NAME else ""


def _done_by(item: Item, name: Span, language: Language) -> str:
    """Return what is counted where the things named do it: 80个城市初步实现…; else nothing."""
    phrase, words = item.phrase, name.of(item.text)
    taken = _TAKEN.search(item.head) and _INTO.fullmatch(words)
    if taken and item.quantity.word_class in COUNTS and not phrase.verbs:
        # 将19个以上|康复项目|纳入|医保统筹: what is taken into what.
        return f"{taken['into']}的{taken['what']}"
    area = _LAND.match(words)
    if (item.quantity.word_class not in COUNTS and not area) or phrase.verbs:
        return ""
    if _THEY_ALL.search(words):
        # 10名以上|老人的村|都|建有护水站: how many make a place one of those.
        return ""
    examples = item.head.endswith("等")
    raised = language.doing.raised.search(words, _SHORTEST_NAME)
    if raised and (not item.head or examples):
        return words
    becomes = becoming_of(words, language)
    if becomes and (examples or (not item.head and item.state.committing)):
        return words
    ranked = _RANKED.fullmatch(words)
    sure = item.state.committing or phrase.hedge or item.state.kind
    if ranked and sure and item.head in ("", _THERE_ARE):
        return f"{ranked['rank']}的{ranked['who']}"
    before = item.text[item.begin : item.quantity.span.start].strip(" 　")
    together = language.doing.together.fullmatch(before)
    at_least = phrase.comparator == ">="
    if not item.state.committing and not together and not at_least:
        return ""
    said = phrase.predicate
    compared = said and (said.kind or said.comparator != "=")
    named = item.head and item.head != _THERE_ARE
    if compared or (named and not language.doing.doers.search(item.head)):
        return ""
    reaching = language.doing.reaching
    does = language.phrases.doing_in(words) or reaching.search(words, _SHORTEST_NAME)
    if not does and not (together and language.doing.acts.search(words, _SHORTEST_NAME)):
        return ""
    # 15个|水站成为|省级示范水站: what they become is what is counted.
    return language.doing.becoming.sub(r"\g<rest>", _OWN_PLACE.sub("", words))
