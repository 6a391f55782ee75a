"""Reads the values of a clause one after the other, each by the rule that its words ask for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.phrase import Phrase, Verb
from plankg.extract.place_lists import Place
from plankg.extract.quantity import Quantity
from plankg.extract.scopes import COUNTED_PLACES
from plankg.extract.target_rules.breakdown import OTHERS, part_of_place, rate_of_place
from plankg.extract.target_rules.by_years import by_years, years_ahead
from plankg.extract.target_rules.each_named import each_named
from plankg.extract.target_rules.funds import fund, fund_share, public_funds
from plankg.extract.target_rules.items import (
    APART,
    COUNTS,
    Clause,
    Item,
    name_after,
    name_behind_bracket,
)
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.listed_before import given_in_turn, raised_in_turn
from plankg.extract.target_rules.memory import set_scope
from plankg.extract.target_rules.names_around import named_before_places
from plankg.extract.target_rules.places import in_places
from plankg.extract.target_rules.places_in_turn import places_in_turn
from plankg.extract.target_rules.places_respectively import places_respectively
from plankg.extract.target_rules.respective import behind_bracket, respective
from plankg.extract.target_rules.services import answered_within, fastest, served, within
from plankg.extract.target_rules.shares import (
    SPENDS,
    WHOLE,
    each_of_rates,
    each_of_shares,
    share_built_up,
    share_first,
    share_of_named,
    share_of_previous,
)
from plankg.extract.target_rules.sized_behind import sized_behind
from plankg.extract.target_rules.speeds import at_speed
from plankg.extract.target_rules.value_first import HAVE, value_first
from plankg.extract.target_rules.value_last import value_last
from plankg.extract.target_rules.verbs_in_turn import verbs_in_turn
from plankg.extract.wording import is_result, item_end, reaches
from plankg.model import Evidence, Span

# What is done already is no commitment: 90%的村已通公交.
_DONE = re.compile("已|了")
# 的服务站|建有中医阁: a verb with its thing; 的内涵|建设 is a name.
# 新建20个水站|和|临水、望江两个泵站: what the next number counts is named before it.
_NAMES_OF_NEXT = re.compile(
    "(?<=[一-鿿]{2})(?P<and>以及|[和及与])[一-鿿“”]{2,8}(?:、[一-鿿“”]{2,8}){1,8}等?\\Z"
)
_SET_ASIDE = re.compile("(?<=[一-鿿]{2})(?:安排|预留|划出|拿出|提取)\\Z")
_VERB_AND_THING = 3
_SHORTEST_NAME = 2
_ALL = 100
_DOING_SIGNS = ("、", "和", "及", "与", "并")
# 生活污水|100%|集中处理: what is done with all of it; 100%比例 and 100%国产 are something else.
_ACT = re.compile(
    "(?!的|由|以|从|比|资金|财政|政府|国产|控股|持股)[一-鿿]{4,10}(?<!比例)(?<!资金)(?<!股权)"
    # 工单|100%|回访
    "|回访|办结|公开|公示|整改|处置|响应|归集|签约|备案|检测|入库|销号"
)
# 支持|青阳镇、华士镇|各创建1个
_MADE_TO = re.compile("(?:支持|推动|引导|鼓励|指导)(?=[一-鿿]{2,12}[县区市镇乡])")
_OF_BODY = re.compile("级[一-鿿]{2,8}(?:中心|医院|学校|机构|院|站|所|园|馆)\\Z")
_GAINS = "争取"
# 青阳县、华士县|试点|建设…; 石渡县、梅岭县|牵头建设…: a lead sets no scope.
_HOW_DONE = re.compile("(?:试点|先行|率先|共同|联合|合作|共|计划|再)*")
_LEADS = re.compile("牵头|负责|配合|参与|支持|协同")
_LEAST = ("至少", "最少")
_AT_LEAST = re.compile("至少|最少")
_OWN_TIMES = ("in-year", "by-year")
# No sentence holds so many numbers; what does is a table without its breaks, or a jumble.
_MOST_VALUES = 40
# The rules that read a clause as a whole, in their order; the first that reads it counts.
_WHOLE = (
    behind_bracket,
    served,
    fund,
    public_funds,
    fund_share,
    sized_behind,
    at_speed,
    in_places,
    places_in_turn,
    named_before_places,
    by_years,
    years_ahead,
    raised_in_turn,
    given_in_turn,
    places_respectively,
    verbs_in_turn,
    respective,
)


def commitments_in(clause: Clause, language: Language) -> Iterator[Commitment | Unread]:
    """Yield what a clause commits to; without values it may set the scope (高新区，…)."""
    text, span, values = clause.text, clause.span, clause.values
    if not values:
        scope = language.scopes.pattern.match(text, span.start, span.end)
        if scope and scope.end() == span.end:
            set_scope(text, Span(scope.start(), scope.end()), clause.state, language)
        return
    if len(values) > _MOST_VALUES:
        yield from (Unread(value.span, "more numbers than a clause holds") for value in values)
        return
    begin = span.start
    places = COUNTED_PLACES.match(text, values[0].span.start, span.end)
    if places and len(values) > 1 and places.end() <= values[1].span.start:
        # 5个镇|各建成1个净水站: how many places have it is whose value it is.
        begin, values = values[0].span.start, values[1:]
        clause = replace(clause, values=values)
    for rule in _WHOLE:
        read = rule(clause, language)
        if read:
            yield from read
            return
    clause = replace(clause, values=_without_rest(text, _alike_beside_bars(text, values)))
    values = clause.values
    told = begin
    last: list[Commitment | Unread] = []
    for index, quantity in enumerate(values):
        following = values[index + 1].span.start if index + 1 < len(values) else span.end
        named = _NAMES_OF_NEXT.search(text, quantity.span.end, following)
        following = named.start() if named else following
        if index and (bracket := APART.match(text, begin)):
            # 净水站30座（|新建10座、改扩建20座）
            begin, told = begin + 1, bracket.end()
        sign = _sign_before_doing(clause, index, following, language)
        if _sizes_of_named(clause, index):
            last = [Unread(quantity.span, "a size of what is named behind it")]
        elif quantity.span.end < told and not _is_part(clause, index, begin, language):
            last = [Unread(quantity.span, "what brackets tell of a value")]
        elif index and _beside_bar(text, values[index - 1], quantity):
            last = [_in_other_unit(one, quantity) for one in last if isinstance(one, Commitment)]
            last = last or [Unread(quantity.span, "a value beside one that is not understood")]
        else:
            last = list(_value(clause, index, begin, sign or following, language))
        yield from last
        if named or not sign:
            begin = named.end("and") if named else item_end(text, quantity, following, span.end)
        else:
            begin = sign + 1
        # （监督员2名，|养护员3名）: a comma within a bracket parts no clauses.
        begin += text.startswith((",", "，"), begin, following)


def _sign_before_doing(clause: Clause, index: int, following: int, language: Language) -> int:
    """Return where the sign stands behind which something else is done: 3个泵站|、改造5座泵房.

    It is 0 where no verb stands right before the next value.
    """
    text, start = clause.text, clause.values[index].span.end
    if index + 1 >= len(clause.values):
        return 0
    at = max(text.rfind(sign, start, following) for sign in _DOING_SIGNS)
    if at <= start:
        return 0
    phrase = language.phrase(text, at + 1, following)
    plain = phrase.verbs and not phrase.head.of(text).strip(" 　")
    return at if plain else 0


def _is_part(clause: Clause, index: int, begin: int, language: Language) -> bool:
    """Say whether a value in brackets is one to be reached, or a part of the one before.

    新建净水站30座（改扩建|20座）, （日供水能力达到|2万吨）.
    """
    quantity, before = clause.values[index], clause.values[index - 1]
    phrase = language.phrase(clause.text, begin, quantity.span.start)
    reached = phrase.predicate is not None and phrase.predicate.kind == "level"
    named = bool(phrase.head.of(clause.text).strip(" 　、"))
    return (quantity.unit == before.unit and bool(phrase.verbs)) or (reached and named)


def _beside_bar(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Say whether a value measures what the one before it does: 30万千瓦|/|60万千瓦时."""
    between = text[before.span.end : quantity.span.start]
    return between in ("/", "／") and bool(quantity.unit) and quantity.unit != before.unit


def _sizes_of_named(clause: Clause, index: int) -> bool:
    """Say whether a value is one of two beside a bar that a name follows: 3万千瓦/6万千瓦时电站."""
    text, values = clause.text, clause.values
    if index and _beside_bar(text, values[index - 1], values[index]):
        last = index
    elif index + 1 < len(values) and _beside_bar(text, values[index], values[index + 1]):
        last = index + 1
    else:
        return False
    following = values[last + 1].span.start if last + 1 < len(values) else clause.span.end
    return name_after(text, values[last], following) is not None


def _without_rest(text: str, values: list[Quantity]) -> list[Quantity]:
    """Return the values but for how many are left of what is parted: 其余4条|28公里."""
    return [
        value
        for value, following in itertools.zip_longest(values, values[1:])
        if following is None
        or value.span.end != following.span.start
        or not text.endswith(OTHERS, 0, value.span.start)
    ]


def _alike_beside_bars(text: str, values: list[Quantity]) -> list[Quantity]:
    """Return the values, 以上 behind the second of two beside a bar holding for the first."""
    found = list(values)
    for at in range(len(found) - 1, 0, -1):
        first, second = found[at - 1], found[at]
        if first.comparator == "=" and _beside_bar(text, first, second):
            found[at - 1] = replace(first, comparator=second.comparator)
    return found


def _in_other_unit(found: Commitment, quantity: Quantity) -> Commitment:
    """Return what a value commits to in the unit of the one that stands behind its bar."""
    return replace(
        found,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        comparator=quantity.comparator if quantity.comparator != "=" else found.comparator,
        quote=Span(found.quote.start, quantity.span.end),
    )


def _value(
    clause: Clause, index: int, begin: int, following: int, language: Language
) -> Iterator[Commitment | Unread]:
    """Yield the commitment of one value; for each zone where several share it.

    高新区、临港开发区|各|新建1个: a target for each. `begin` is where the value's own words begin,
    `following` where the next value or the clause ends them.
    """
    text, state, quantity = clause.text, clause.state, clause.values[index]
    made = _MADE_TO.match(text, begin, quantity.span.start)
    zones = language.scopes.distributed(text, made.end() if made else begin, quantity.span.start)
    phrase = language.phrase(text, zones[1] if zones else begin, quantity.span.start)
    if zones and _AT_LEAST.search(text, zones[0][-1][1].end, zones[1]):
        # 青阳镇、华士镇|至少|各建成1个
        phrase = replace(phrase, comparator=">=")
    if not zones and index == 0 and (joint := _together(text, begin, quantity, language)):
        zones, phrase = joint
    if zones and not phrase.verbs and phrase.head.of(text) in HAVE:
        # 市本级、各县各|有|1所学校
        has = Verb(phrase.head, phrase.head.of(text), "level", "drop")
        phrase = replace(phrase, verbs=(has,), head=Span(phrase.head.end, phrase.head.end))
    if index == 0:
        state.zones = zones[0] if zones else []
    elif not zones and state.zones and not phrase.verbs and not phrase.predicate:
        # 青阳镇、华士镇各建有2座泵房、|3个取水点
        zones = state.zones, begin
    own_time = language.times.time_in(text, Span(begin, quantity.span.start)) if index else None
    if own_time and own_time.reach in _OWN_TIMES and not phrase.head.of(text).strip():
        # 2022年突破40亿元、|2023年|突破50亿元: each value has its year.
        state.time = own_time
    if phrase.scope:
        set_scope(text, phrase.scope, state, language)
    elif index == 0 and _begins_anew(clause, phrase, language):
        state.scope, state.scope_span = "", None
    if index == 0 and _ends_yearly(clause, phrase):
        state.annual = None
    if phrase.annual and phrase.annual_leads:
        state.annual = phrase.annual
    phrase = _at_least(clause, index, phrase)
    at_least = state.at_least or phrase.comparator == ">="
    state.each_has = at_least and language.scopes.is_every(state.scope)
    name = name_behind_bracket(text, quantity, clause.span.end) or name_after(
        text, quantity, following
    )
    if name and reaches(text, phrase, name):
        name = None
    if not zones and name is None and (whose := _whose(text, quantity, phrase, language)):
        zones, phrase = whose
    item = Item(clause, begin, quantity, phrase, name)
    part = part_of_place(item, language) or rate_of_place(item, language)
    if part:
        yield part
        return
    special = _special(item, language)
    if special:
        yield special
        return
    if name is None and (each := each_named(item, language)):
        yield from each
        return
    found = value_first(item, name, language) if name else value_last(item, language)
    if isinstance(found, Commitment) and not zones:
        for one in each_of_shares(found, language):
            yield from each_of_rates(one, language)
        return
    if isinstance(found, Unread) or not zones:
        yield found
        return
    for scope, zone in zones[0]:
        yield replace(found, scope=scope, evidence=(*found.evidence, Evidence(zone, ("hasScope",))))


def _together(
    text: str, begin: int, quantity: Quantity, language: Language
) -> tuple[tuple[list[Place], int], Phrase] | None:
    """Return places that do something together, as one, and the phrase behind them.

    市本级和青阳县、华士县|试点建设|3个净水站: one number for all of them. None for other words.
    """
    listed = language.scopes.place_list(text, begin, quantity.span.start)
    if listed is None:
        return None
    phrase = language.phrase(text, listed.span.end, quantity.span.start)
    phrase = language.phrases.with_last_verb(text, phrase)
    between = text[listed.span.end : phrase.verbs[0].span.start] if phrase.verbs else "，"
    if _HOW_DONE.fullmatch(between) is None or _LEADS.match(text, listed.span.end):
        return None
    return ([(listed.span.of(text), listed.span)], listed.span.end), phrase


def _ends_yearly(clause: Clause, phrase: Phrase) -> bool:
    """Say whether a clause builds something once, behind what is done each year.

    每年培训200人次，|建成|实训基地1个; 每年培训200人次，|争取|补助资金2亿元
    """
    annual = clause.state.annual
    if annual is None or annual.end > clause.span.start or phrase.annual:
        return False
    leads = clause.text[clause.state.span.start : annual.start].strip(" 　\r\n") == ""
    gains = phrase.hedge == _GAINS and clause.values[0].unit.endswith("元")
    return not leads and (gains or (bool(phrase.verbs) and is_result(phrase.verbs[0])))


def _whose(
    text: str, quantity: Quantity, phrase: Phrase, language: Language
) -> tuple[tuple[list[Place], int], Phrase] | None:
    """Return the areas that a measured thing's name begins with, and the phrase without them.

    苏州市、无锡市|净水产值突破2000亿元: of each. What is counted (苏州市水厂) keeps its place.
    """
    if quantity.word_class in COUNTS or phrase.share_of_previous:
        return None
    areas = language.scopes.areas_at(text, phrase.head.start, phrase.head.end)
    if areas is None or phrase.head.end - areas[1] < _SHORTEST_NAME:
        return None
    named = [(language.scopes.name(area.of(text)), area) for area in areas[0]]
    return (named, areas[1]), replace(phrase, head=Span(areas[1], phrase.head.end))


def _at_least(clause: Clause, index: int, phrase: Phrase) -> Phrase:
    """Return a phrase with the 至少 that a list says once: 至少建成2个净水站、|10个泵房."""
    words = phrase.predicate.words if phrase.predicate else ""
    state = clause.state
    if phrase.verbs or phrase.predicate or index == 0:
        state.at_least = phrase.comparator == ">=" or words.endswith(_LEAST)
        return phrase
    return replace(phrase, comparator=">=") if state.at_least else phrase


def _begins_anew(clause: Clause, phrase: Phrase, language: Language) -> bool:
    """Say whether a clause has a subject and predicate of its own after 每个乡镇建成1座….

    每个乡镇建成1座水厂，|供水普及率达到90%: the rate is that of all.
    """
    every = language.scopes.is_every(clause.state.scope)
    if every and phrase.annual and not (phrase.scope or clause.state.annual):
        # 每个乡镇建成1座广场，|每年送戏下乡200场
        return True
    if every and phrase.verbs and language.doing.causing.fullmatch(phrase.verbs[0].word):
        # 每个县办好1所学校，|支持水校扩建300亩
        return True
    measured = clause.values[0].word_class == "measure" and phrase.comparator == "="
    if every and clause.state.each_has and phrase.verbs and measured and not phrase.annual:
        # 每个镇至少建成1座水站，|新修|水渠80公里: no longer what each of them has at least.
        return True
    if phrase.verbs and language.scopes.is_some(clause.state.scope):
        # 有条件的区县至少建设1个水站，|力争培育…: who does the next is not said.
        return True
    if _OF_BODY.search(clause.state.scope) and phrase.head.of(clause.text).strip():
        # 市级水务中心建成化验室1个，|供水普及率达到90%: no longer the body's own.
        return True
    earlier = clause.state.named[-1][0] if clause.state.named else ""
    rate = language.names.rate.search(phrase.head.of(clause.text).strip())
    says = phrase.predicate is not None or (rate and not language.names.rate.search(earlier))
    own = says and not phrase.verbs and not phrase.share_of_previous
    named = len(phrase.head.of(clause.text).strip()) > _VERB_AND_THING
    return bool(own) and named and language.scopes.is_every(clause.state.scope)


def _says_for_list(item: Item, name: Span, language: Language) -> bool:
    """Say whether a list's last share says what all do: 20%的甲|和|20%的乙完成改造."""
    last, text = item.clause.values[-1], item.text
    if last is item.quantity or last.word_class != "share" or text[name.end] not in "、和及与":
        return False
    words = text[last.span.end : item.clause.span.end]
    does = language.phrases.doing_in(words)
    return len(does) > _VERB_AND_THING and not _DONE.search(words)


def _special(item: Item, language: Language) -> Commitment | Unread | None:
    """Return what a share or duration beside its name says, None for any other value."""
    quantity, phrase, name = item.quantity, item.phrase, item.name
    if quantity.word_class == "share" and name and _SET_ASIDE.search(phrase.head.of(item.text)):
        # 年度计划|安排|不少于5%用水指标
        phrase = language.phrases.with_last_verb(item.text, phrase)
        item = replace(item, phrase=phrase)
    if quantity.word_class == "share" and name:
        if phrase.share_of_previous:
            return share_of_previous(item, name)
        if built_up := share_built_up(item, name):
            return built_up
        words = name.of(item.text)
        spent = language.doing.spent.match(words)
        if spent and (SPENDS.search(item.head) or WHOLE.fullmatch(item.head)):
            return share_of_named(item, name)
        does = len(language.phrases.doing_in(words)) > _VERB_AND_THING
        whole = quantity.value == _ALL and item.head and _ACT.fullmatch(words)
        listed = _says_for_list(item, name, language)
        says = item.state.committing or phrase.verbs or whole or listed
        if says or (does and not _DONE.search(words)):
            rate = bool(whole) and not words.startswith("实现")
            return share_first(item, name, language, whole=rate)
    if quantity.word_class == "duration":
        if name and (answered := answered_within(item, name, language)):
            return answered
        quickest = phrase.head.of(item.text).endswith(language.sentences.superlatives)
        if quickest and item.state.duration:
            return fastest(item, language)
        done = name and language.doing.service_act.match(name.of(item.text))
        if name and (quantity.comparator == "<=" or (done and item.head and not phrase.verbs)):
            # 抵押登记（全面实现）|1个工作日|办结
            return within(item, name, language)
    return None
