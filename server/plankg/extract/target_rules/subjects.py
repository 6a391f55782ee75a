"""Restores a whole name from before: 有效高新技术企业数实现倍增，|突破1000家; 总规模|达413个."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plankg.extract.phrase import Verb
from plankg.extract.target_rules.earlier_names import with_earlier
from plankg.extract.target_rules.elided_names import with_thing
from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.named import Named
from plankg.extract.target_rules.topics import with_topic
from plankg.model import Span

_SHORTEST_NAME = 2
# 其中|小型水站|占|60%
_MAKES_UP = "占"
_WHICH_ONES = "的"
_CAPACITY = "库容"
_GRADE_ALONE = re.compile("[一-鿿A-Z\\d]{1,6}(?:级|星)(?:及|（含）)?以上")
# 每千人拥有床位40张: a rate is no whole.
_PER = re.compile("每|[人户亩]均")
_PLAIN_THING = re.compile("[一-鿿“”]{3,16}(?<!建设)")
_SHARE_OF = re.compile("占[^占]{2,}")
_TAKES_IN = re.compile("招收|招录|招募|招生|招聘|选派|录取|录用")
_PEOPLE = ("人", "名")
# 建设|高标准农田，|新建|18万亩
_BUILDS, _BUILT_ANEW = (
    re.compile("建设|打造|修建"),
    re.compile("新建|改造|改造提升|改建|扩建|改扩建"),
)
# 收入突破3万元，|增速高于城镇居民|1.5个百分点
_AHEAD = re.compile("(?:年均)?(?:增速|增幅|增长)高于.{2,}")
_ONE_OF_THEM = re.compile("(?<=[一-鿿]{2})一[座个处所家条]\\Z")
_WHICH = re.compile("使其(?=占)")
# 氨氮：…，全市|排放总量|下降3%: a label says of what all that follows is.
_LABELLED = re.compile(
    r"[ 　]*(?:\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[①-⑳])?[ 　]*"
    r"(?P<of>[一-鿿]{2,12}(?<!目标)(?<!任务)(?<!指标)(?<!要求)(?<!方面)(?<!措施)(?<!行动)(?<!其中))[：:]"
)
_CONTROLLED = re.compile("(?P<of>[一-鿿]{2,10}?)(?:排放|消费)?总量(?:控制|减排|削减)")
# 产业规模|达到200亿元: a branch's, of which nothing before says which.
_OUTPUT = re.compile(
    "(?:年|总|综合|全产业链|年综合)?产值|产业(?:总|综合)?(?:产值|规模)|(?:年|综合|总)收入"
)
_INDUSTRY = "产业"
_MORE_THAN_A_NAME = re.compile("[、，的]|\\A在")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a value without a name measures; `own` says that the words are its own clause's."""

    words: str
    span: Span
    own: bool
    verb: Verb | None = None


def with_subject(name: Named, item: Item, language: Language) -> Named | None:
    """Return the name, an empty one restored from what was said before; None where nothing was."""
    if name.words:
        return name
    if taken := _taken_in(item, language):
        return replace(name.with_words(taken.words, taken.span), verbs=())
    subject = (
        (_clause_before(item, language) if _is_first(item) else None)
        or _made_before(item, language)
        or _built_before(item, language)
        or _value_before(item, language)
        or _of_sentence_before(item, language)
        or _topic(item)
    )
    if subject is None:
        return None
    if subject.own:
        return replace(name, words=subject.words, opening=subject.span.start)
    if subject.verb:
        name = replace(name, verbs=(subject.verb,))
    return name.with_words(subject.words, subject.span)


def _is_first(item: Item) -> bool:
    """Say whether a value is the first of its clause: what came before goes on in another."""
    return item.quantity == item.clause.values[0]


def with_whole(name: Named, item: Item, language: Language) -> Named:
    """Return a name that says nothing by itself with the measured thing before it.

    新建起降点339个，|总规模|达413个: how many in all of what was named before.
    """
    state = item.state
    if earlier := (
        with_earlier(name, item, language)
        or with_thing(name, item, language)
        or _of_group(name, item, language)
    ):
        return earlier
    if about := with_topic(name, item, language):
        return about
    head, span = state.head, state.head_span
    if not head or language.names.bare.fullmatch(head.removeprefix(state.topic)):
        # 产值总量达到20亿元，|全国排名|重回第6位: that of the 产值.
        head, span = state.topic, state.topic_span
    bare = language.names.bare.fullmatch(name.words)
    if bare and item.phrase.verbs and name.words.endswith(_CAPACITY):
        # 建成冷库60座，|新增|库容5万立方米: what is added has no other whole.
        bare = None
    made = _thing_before(item, language) if bare else None
    if made:
        name = name.with_words(made.words + name.words, made.span)
    elif bare and head and span:
        name = name.with_words(head.removesuffix(name.words) + name.words, span)
    if _AHEAD.fullmatch(name.words) and state.head and span:
        name = name.with_words(state.head + name.words, span)
    of = _measured_before(name.words, item, language)
    if of:
        name = name.with_words(of.words, of.span)
    spent = item.phrase.share_of_previous and language.doing.spent.match(name.words)
    if spent and head and span:
        # 安排资金2亿元，其中|用于修渠的比例|…: of what was named before.
        name = name.with_words(head + name.words, span)
    if language.names.share_of.fullmatch(name.words) and state.head and state.head_span:
        name = name.with_words(state.head + name.words, state.head_span)
    elif (
        _SHARE_OF.fullmatch(name.words) and item.quantity.word_class == "share" and state.head_span
    ):
        # 绿色社区40个，占|社区总数的|60%: a share whose noun is left out.
        whole = f"{state.head}{name.words.removesuffix('的')}的比重"
        name = name.with_words(whole, state.head_span)
    made = _thing_before(item, language) if _WHICH.match(name.words) else None
    if made:
        # 发展节水管，|使其占|水管比重超过70%: of what was named before.
        name = name.with_words(made.words + _WHICH.sub("", name.words), made.span)
    if part := _part_of_counted(name, item, language):
        return part
    if whose := _of_branch(name, item):
        return whose
    product = language.names.product.fullmatch(name.words)
    grown = language.names.grown.fullmatch(state.head) if product else None
    if grown and state.head_span:
        # 粮食播种面积120万亩，|总产量|50万吨: of what it is.
        of_what = grown["of"] if name.words[0] not in "总年" else grown["of"].rstrip("总年")
        name = name.with_words(of_what + name.words, state.head_span)
    return name


def _of_branch(name: Named, item: Item) -> Named | None:
    """Return a branch's output with the branch that the heading names: 竹产业|综合产值.

    Where the sentence has named it without 产业 (林草中药材|种植面积), so is its output.
    """
    branch = item.state.setting.branch
    if branch is None or not _OUTPUT.fullmatch(name.words):
        return None
    whole, span = branch
    short = whole.removesuffix(_INDUSTRY)
    said = [words for words, _ in item.state.named if words.startswith(short)]
    if said and not said[-1].startswith(whole):
        whole = short
    words = name.words
    if whole.endswith(_INDUSTRY):
        words = words.removeprefix(_INDUSTRY)
    return name.with_words(whole + words, span)


def _part_of_counted(name: Named, item: Item, language: Language) -> Named | None:
    """Return the whole name of a part of what was counted: 水站300座，其中|小型水站|占60%."""
    phrase, state = item.phrase, item.state
    said = phrase.predicate
    which = name.words.removesuffix(_WHICH_ONES)
    if said and said.words.endswith(_MAKES_UP) and which != name.words:
        # 新训护水员80名，|一级以上的|占15%
        return _those_of_counted(name, which, item)
    if said is None or not phrase.share_of_previous:
        return None
    if not said.words.endswith(_MAKES_UP) and language.names.rate.search(name.words):
        return None
    if item.quantity.word_class != "share" or not state.head or state.head_span is None:
        return None
    values = language.quantities.quantities_in(item.text, item.clause.before or Span(0, 0))
    counted = bool(values) and values[-1].word_class in (*COUNTS, "measure")
    plain = name.words and not _MORE_THAN_A_NAME.search(name.words)
    if (
        not counted
        or not plain
        or _PER.match(state.head)
        or language.names.stock.search(state.head)
    ):
        return None
    return name.with_words(f"{state.head}中{name.words}", state.head_span)


def _those_of_counted(name: Named, which: str, item: Item) -> Named | None:
    """Return a part's whole name where 的 stands for what was counted right before it."""
    named, state = item.state.named, item.state
    if not named or not state.head_span or not _GRADE_ALONE.fullmatch(which):
        return None
    if _PER.match(named[-1][0]):
        return None
    return name.with_words(f"{named[-1][0]}中{which}", named[-1][1])


def _of_group(name: Named, item: Item, language: Language) -> Named | None:
    """Return a number's name with whose it is: 医务人员队伍|进一步壮大，|总数|达到300人.

    普及高中教育，|毛入学率|达到90%: what is done in the clause before may be with them, too.
    """
    if not language.names.counts_alone.fullmatch(name.words):
        return None
    group = _thing_before(item, language) or _clause_before(item, language)
    if group is None:
        return None
    whose = language.names.of_group.sub("", group.words)
    return name.with_words(whose + name.words, group.span)


def _measured_before(words: str, item: Item, language: Language) -> _Subject | None:
    """Return the whole name of a measure that says nothing by itself: 氨氮排放总量 for 排放总量.

    It is the last one of the sentence that ends alike, else what the label before it is of.
    """
    if not language.names.measure_alone.fullmatch(words):
        return None
    for name, quote in reversed(item.state.named):
        if name.endswith(words) and len(name) > len(words):
            return _Subject(name, quote, own=False)
    if controlled := _controlled_before(item, language):
        return _Subject(controlled.of(item.text) + words, controlled, own=False)
    label = _LABELLED.match(item.text, item.state.span.start, item.clause.span.start)
    if label is None:
        return None
    return _Subject(label["of"] + words, Span(*label.span("of")), own=False)


def _controlled_before(item: Item, language: Language) -> Span | None:
    """Return what a clause says is controlled: 推进|氨氮|总量控制，全市排放总量下降3%."""
    before = item.clause.before
    made = language.phrases.doing_after(item.text, before) if before else None
    thing = _CONTROLLED.fullmatch(made[1]) if made else None
    if before is None or made is None or thing is None:
        return None
    start = made[0].span.end
    return Span(start, start + thing.end("of"))


def _clause_before(item: Item, language: Language) -> _Subject | None:
    """Return the subject of a clause without a value: 有效高新技术企业数|实现倍增，突破1000家."""
    text, before = item.text, item.clause.before
    if before is None or not all(
        quantity.span.of(text).startswith("翻")
        for quantity in language.quantities.quantities_in(text, before)
    ):
        return None
    outcome = language.sentences.outcome.search(before.of(text), _SHORTEST_NAME)
    if not outcome:
        return None
    phrase = language.phrase(text, before.start, before.start + outcome.start())
    head = phrase.head.of(text).strip(" 　、")
    if len(head) < _SHORTEST_NAME or _MORE_THAN_A_NAME.search(head):
        return None
    return _Subject(head, Span(phrase.head.start, before.end), own=True)


def _made_before(item: Item, language: Language) -> _Subject | None:
    """Return what a clause without a value says is made: 各县|建设|节水示范园，全市不少于3个."""
    before, phrase = item.clause.before, item.phrase
    if before is None or phrase.scope is None or phrase.predicate is None:
        return None
    if language.quantities.quantities_in(item.text, before):
        return None
    lead = language.phrase(item.text, before.start, before.end)
    made = language.phrases.doing_after(item.text, lead.head)
    if made is None:
        return None
    verb, thing = made
    if not _PLAIN_THING.fullmatch(thing):
        return None
    return _Subject(thing, Span(verb.span.end, before.end), own=False, verb=verb)


def _of_sentence_before(item: Item, language: Language) -> _Subject | None:
    """Return what each place is to have of what was counted: 新增上市3家。各园区至少|新增|1家."""
    state, phrase = item.state, item.phrase
    whole = state.sentence_before
    adds = phrase.verbs or (phrase.predicate and phrase.predicate.kind == "increase")
    if whole is None or state.named or not adds or phrase.scope is None:
        return None
    every = language.scopes.is_every(phrase.scope.of(item.text))
    if not every or state.sentence_unit != item.quantity.unit:
        return None
    return _Subject(whole.thing, whole.span, own=False)


def _built_before(item: Item, language: Language) -> _Subject | None:
    """Return what the clause before says is built: 建设|高标准农田，新建18万亩、改造26万亩."""
    before, verbs = item.clause.before, item.phrase.verbs
    if before is None or not verbs or item.phrase.predicate or not _is_first(item):
        return None
    thing = _thing_before(item, language)
    lead = language.phrase(item.text, before.start, before.end)
    if thing is None or not _BUILDS.fullmatch(lead.verbs[-1].word):
        return None
    return thing if _BUILT_ANEW.fullmatch(verbs[-1].word) else None


def _taken_in(item: Item, language: Language) -> _Subject | None:
    """Return how many are taken in for what the clause before does: 定向培养医生，年均|招收|800人.

    定向培养医生招收人数: what the clause says is done, and the verb.
    """
    before, verbs = item.clause.before, item.phrase.verbs
    if before is None or not verbs or not _TAKES_IN.fullmatch(verbs[-1].word):
        return None
    if not item.quantity.unit.endswith(_PEOPLE):
        return None
    if language.quantities.quantities_in(item.text, before):
        return None
    lead = language.phrase(item.text, before.start, before.end)
    thing = lead.head.of(item.text).strip(" 　")
    if not lead.verbs or not _PLAIN_THING.fullmatch(thing):
        return None
    return _Subject(f"{thing}{verbs[-1].word}人数", lead.head, own=False)


def _thing_before(item: Item, language: Language) -> _Subject | None:
    """Return the one thing that a clause without a value says is made: 新建永泉泵站，|总长6公里."""
    before, text = item.clause.before, item.text
    if before is None or language.quantities.quantities_in(text, before):
        return None
    lead = language.phrase(text, before.start, before.end)
    # 新建|市水博物馆一座: how many is no part of its name.
    thing = _ONE_OF_THEM.sub("", lead.head.of(text).strip(" 　"))
    if not lead.verbs or not _PLAIN_THING.fullmatch(thing):
        return None
    return _Subject(thing, lead.head, own=False)


def _topic(item: Item) -> _Subject | None:
    """Return what was measured before the semicolon: 产值增速8%；2023年|增速|9%.

    储水能力2021年达到8万吨；2022年|达到|13万吨: the next year's value, in the same unit.
    """
    state, said = item.state, item.phrase.predicate
    if not said or not state.topic or not state.topic_span:
        return None
    parted = max(item.text.rfind(sign, state.span.start, item.clause.span.start) for sign in "；;")
    anew = state.time is not None and state.time.span.start > parted > 0
    in_unit = {one.thing for one in state.done if one.unit == item.quantity.unit}
    if said.kept or (anew and state.topic_unit == item.quantity.unit and len(in_unit) < 2):
        return _Subject(state.topic, state.topic_span, own=False)
    return None


def _value_before(item: Item, language: Language) -> _Subject | None:
    """Return the measured thing of the value before: 水厂|达到20座、30座.

    改造水站30座，惠及居民6万户，其中2022年改造|12座: of a whole, the last one in this unit.
    """
    state = item.state
    whole = state.wholes.get(item.quantity.unit) if state.parts else None
    if whole and item.phrase.verbs:
        verb = item.phrase.verbs[-1]
        words = whole.indicator
        if verb.name in ("keep", "restore"):
            words = words.removeprefix(verb.word)
        return _Subject(words, whole.span, own=False)
    if item.quantity.word_class == "duration" and not language.names.timed.search(state.head):
        # 生产性实训占总学时的50%，每年|不少于|1个月: of something else.
        return None
    if state.head and state.head_span:
        return _Subject(state.head, state.head_span, own=False)
    return None
