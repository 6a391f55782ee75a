"""Reads values that stand after what they measure: 引进科技人才项目100个."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, SentenceState, Unread
from plankg.extract.leading_words import BY_THE_YEAR
from plankg.extract.target_rules.done_again import done_again, note_done
from plankg.extract.target_rules.items import COUNTS, Item, name_after
from plankg.extract.target_rules.kinds import kind_of
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.left_out import other_part, with_left_out
from plankg.extract.target_rules.memory import remember, remember_head
from plankg.extract.target_rules.name_edges import made_yearly
from plankg.extract.target_rules.named import STEADY, Named, printed_name
from plankg.extract.target_rules.names_around import named_in_next
from plankg.extract.target_rules.statements import stated
from plankg.extract.target_rules.subjects import with_subject, with_whole
from plankg.extract.wording import kept_verbs, quote_start
from plankg.model import Kind, Span

_BY_DEGREES = "逐年"
_NO_NAME = "a value whose measured thing is not named"
_SUBJECT_END = re.compile(r"[，,。；;：:、的]")
# 水站、泵房等|的|各类设施: what is named by examples is counted as a whole.
_BY_EXAMPLES = "的各类"
_ITS = re.compile("其(?![他它余])")
_NEXT_YEAR = re.compile(r"[、和及与][ 　]?20\d\d[ 　]?年(?:底前|内|再)?(?P<verb>[一-鿿]{2,6})")
_SHORTEST_NAME = 2
# 开展种植（莲藕面积大于|100亩|）调查: which ones are meant.
_CONDITION = re.compile("[一-鿿][（(](?!其中|包括|含|约)[^（()）]*\\Z")
# 建设水厂（日供水|5万吨）: how large the one thing before the bracket is.
_SIZE_OF_ONE = re.compile(
    r"(?<![\d一-鿿])[^，,；;。、：:（(\d]{3,24}(?<!其中)[（(](?:设计|规划|总)?"
    r"(?:(?:日|年)(?:均|最大)?[一-鿿]{1,6}|(?:投资|占地|装机|库容|建筑面积|全长|长度|规模|容量)[一-鿿]{0,4})"
    r"(?:[约为])?[ 　]*\Z"
)
# 排放量: what is measured, at the end of a name.
_MEASURE = 3
# 总建筑面积|2万平方米, of which nothing before says whose it is.
_SIZES = ("面积", "规模", "长度", "里程", "总长")
_TOTAL = re.compile("总量\\Z")
# 产值年均增速高于GDP年均增速|0.5个百分点: how far one rate is above another.
_AHEAD = re.compile(
    "(?P<of>[^，高]{2,}?)(?P<often>年均)?(?:增速|增幅|增长率|增长)高于"
    "(?:[^，]{2,}?(?:增速|增幅|增长率|水平|平均)|城镇居民|农村居民|全[国省市])"
)
# 中心城区|供水率达98%，漏损率降至8%: at the head of a list of goals it is of all that follow;
# 完成|中心城区|水管改造: where the one thing is done.
_OTHERS = ("其他", "其余")
_HEADS_A_SENTENCE = re.compile("(?:中心城区|主城区)(?:建成区)?")
# 古井60口、|老树: a number of an unknown unit in the list before.
_ANOTHER_VALUE = re.compile(r"(?<![A-Za-z\d.])\d+[一-鿿]{1,2}、[一-鿿]")
# 湿地修复: what is done, and to what; not 该项目包括湿地修复.
_PLAIN_WORK = re.compile("(?!该|其|主要)(?:(?!包括|包含|涉及|[为将对与由把的])[一-鿿]){3,12}")
_RANK = re.compile("排名|位次|名次|位序|排位")
_RANKING, _WINS = "排名", "获"
_BY_THE_YEAR = re.compile(f"{BY_THE_YEAR}\\Z")
_AFTERWARDS = ("以后", "此后")
_BUILDING = "建设"
_SIZED = ("面积", "长度", "里程", "总长")
_EACH_YEAR = ("每", "全年")
_BOUNDS = (">=", ">", "<=", "<")
_FIRM, _FIRMS = "家", "企业"
# 年收入20万元以上的村|达到60%
_COUNTED_ONES = re.compile(
    "[^的]{2,24}的(?:行政|自然)?(?:居民|人口|人员|群众|床位|村|社区|企业|学校|医院|卫生[院室]|幼儿园|小区|家庭|农户|乡镇|街道|县|机构|单位)"
)
_UP_TO_STANDARD = re.compile("(?:标准化|规范化|达标|合格)[一-鿿]{2,10}\\Z")
_LENGTHS, _LENGTH, _PROJECTS = ("公里", "千米"), "里程", "项目"
_SOLVING = ("解决", "化解", "办结", "整改", "消除")
# 增速, 增量: nouns of a difference, part of what is measured.
_DIFFERENCES = ("change", "increase")
# 水厂达到15所|（含泵站）, （甲级部分）: of what it is so many.
_OF_WHAT = re.compile(r"[（(](?:不?含|不?包括|[一-鿿]{1,8}部分(?=[）)]))[一-鿿、]{0,12}[）)]")


def value_last(item: Item, language: Language) -> Commitment | Unread:
    """Read ``verb name predicate value``: 引进科技人才项目100个."""
    named = done_again(item)
    if named is not None:
        printed = replace(named, words="", restored=())
    else:
        printed, item = printed_name(item, language)
        named = other_part(printed, item) or with_subject(printed, item, language)
        named = named or _named_with_next(printed, item) or _ranking(printed, item)
    if named is None or not named.words:
        named = named_in_next(item, language)
    if named is None or not named.words:
        return item.unread(_NO_NAME)
    if solved := _solved(named, item, language):
        # 解决|企业诉求|90%以上: the rate at which it is done.
        named = solved
        item = replace(item, phrase=replace(item.phrase, verbs=()))
    if index := _index(named, item, language):
        named, item = index, replace(item, phrase=replace(item.phrase, verbs=()))
    if named.verbs and not item.phrase.verbs:
        item = replace(item, phrase=replace(item.phrase, verbs=named.verbs))
    phrase, state = item.phrase, item.state
    if not printed.words and not phrase.hedge:
        phrase = replace(phrase, hedge=state.hedge_before)
    listed = not phrase.verbs and phrase.predicate is None and not phrase.share_of_previous
    name = with_left_out(with_whole(named, item, language), item, language, listed=listed)
    kind = kind_of(name.words, item, language.names, language.doing)
    said = phrase.predicate
    if by_the_year := _BY_THE_YEAR.search(item.head):
        # 劳务品牌|年输出|1万人: so many each year.
        begin = phrase.head.start + phrase.head.of(item.text).rindex(by_the_year.group())
        kind = "increase"
        phrase = replace(phrase, annual=phrase.annual or Span(begin, begin + 1))
    bare = said is None or (said.kind is None and said.comparator == "=")
    if not printed.words and bare and not phrase.verbs and state.kind:
        # 年均增长12%以上，力争|15%: the same is measured anew, and as often.
        kind = state.kind
        phrase = replace(phrase, annual=phrase.annual or state.often)
    whole = state.wholes.get(item.quantity.unit) if state.parts else None
    if kind is None and whole and printed.words:
        # 其中，公共水站5座；专用水站|3座: parts of what is to be reached are reached, too.
        kind = whole.kind
    works = name.words.endswith(_BUILDING) or _is_work(name.words, item, language)
    if kind == "level" and _is_least(item) and works and item.quantity.word_class != "share":
        # 湿地建设|不少于20公顷: so much is done at least.
        kind = "increase"
    if kind == "increase" and item.quantity.word_class == "rank" and said:
        # 推动|综合实力|进入|前50名: whatever is done, the rank is a state.
        kind = said.kind or kind
    if kind is None and made_yearly(name.words, item):
        kind = "level"
    if kind is None and phrase.predicate is None and _is_work(name.words, item, language):
        kind = "increase"
    if kind is None:
        return item.unread("a value with neither a verb nor a predicate")
    about = said is not None and said.kind is None and said.comparator in ("~", ">=")
    sized = about and not phrase.verbs and printed.words.endswith(_SIZED)
    if (listed or sized) and state.kind and language.names.bare.fullmatch(printed.words):
        # 改造小区300个、|建筑面积|900万平方米: the same doing, in another measure.
        kind = state.kind
    if reason := _reason_against(name, item, language):
        return item.unread(reason)
    words, kept = _indicator(name, kind, item, language)
    if phrase.share_of_previous and kind == "change" and state.awaiting[1] and state.named:
        # 氨氮排放总量减少10%（其中|农业排放量|减少12%）: that of the same.
        words = _of_previous(words, state.named[-1][0])
    thing = _without_examples(words)
    ahead = _AHEAD.fullmatch(thing + kept)
    if ahead and ahead["often"]:
        phrase = replace(phrase, annual=phrase.annual or phrase.head)
    if printed.words and not language.names.bare.fullmatch(printed.words):
        # 净水产值增速8%；2023年|增速|9%: of what it is holds beyond the semicolon.
        state.topic, state.topic_span, state.topic_unit = thing, phrase.head, item.quantity.unit
    if kind == "cumulative" and not printed.words and state.kind:
        # 新建基站1万个，累计达到8万个，|试点小区50个: the list goes on as it began.
        remember_head(state, words, phrase.head)
    elif name.verbs or phrase.predicate or not listed:
        remember(state, name.verbs, kind, ahead["of"] if ahead else thing, phrase.head)
    else:
        remember_head(state, words, phrase.head)
    note_done(item, name.verbs, thing, name)
    state.often = phrase.annual if kind == "change" else None
    if name.place and not phrase.verbs and _HEADS_A_SENTENCE.fullmatch(name.place[0]):
        state.scope, state.scope_span = name.place
    elif name.place and not phrase.verbs and language.names.region_of_part.fullmatch(name.place[0]):
        state.scope, state.scope_span = name.place
        state.scope_of_part = True
    elif name.words.startswith(_OTHERS) and _HEADS_A_SENTENCE.fullmatch(state.scope):
        state.scope, state.scope_span = "", None
    if kind == "level" and phrase.annual and phrase.annual.of(item.text) == _BY_DEGREES:
        # 逐年|提高到70%: how one gets there, not each year's value.
        phrase = replace(phrase, annual=None)
    # 带动|播种面积|达到5万亩: what somebody is led to is reached.
    led = bool(name.verbs) and language.doing.causing.fullmatch(name.verbs[-1].word) is not None
    bracket = _OF_WHAT.match(item.text, item.quantity.span.end)
    behind = bracket.group() if bracket else ""
    if _bounds_alike(item):
        phrase = replace(phrase, annual=phrase.annual or state.last_annual)
    return stated(
        _afterwards(_not_each_year(item, kind, named), item),
        item.quantity,
        phrase,
        kept_verbs(() if kind == "level" and led else name.verbs) + thing + kept + behind,
        kind,
        Span(name.opening, bracket.end() if bracket else item.quantity.span.end),
        rule="targets.value-last@5",
        restored=name.restored,
        place=name.place,
    )


def _is_least(item: Item) -> bool:
    """Say whether a value is the least, and nothing else is said of it: 不少于; 超过 exceeds."""
    said = item.phrase.predicate
    return said is not None and said.kind is None and said.comparator == ">="


def _solved(name: Named, item: Item, language: Language) -> Named | None:
    """Return 企业诉求解决率 for 解决企业诉求 in percent; None for other names."""
    if item.quantity.word_class != "share" or not name.verbs or item.phrase.predicate:
        return None
    verb = name.verbs[-1].word
    if verb not in _SOLVING or language.names.rate.search(name.words):
        return None
    return replace(name, words=f"{name.words}{verb}率", verbs=())


def _index(name: Named, item: Item, language: Language) -> Named | None:
    """Return the whole name of an index that is ranked: 解决|商业纠纷指标|不低于第5位.

    Indices of how well business is served are named by what is done (获得电力, 办理破产).
    """
    verbs = name.verbs or item.phrase.verbs
    if item.quantity.word_class != "rank" or "指标" not in name.words or not verbs:
        return None
    if language.phrases.leads(verbs[-1]):
        return None
    return replace(name, words=verbs[-1].word + name.words, verbs=())


def _ranking(name: Named, item: Item) -> Named | None:
    """Return the rank itself where nothing else is ranked: 跻身|全国百强县|前30名."""
    among = item.phrase.predicate.among if item.phrase.predicate else ""
    return replace(name, words=f"{among}{_RANKING}") if among else None


def _named_with_next(name: Named, item: Item) -> Named | None:
    """Return the name that the next year's value carries: 2022年新建|3座|、2023年新建5座净水站."""
    values, text = item.clause.values, item.text
    at = values.index(item.quantity) + 1
    if not item.phrase.verbs or at >= len(values) or values[at].unit != item.quantity.unit:
        return None
    following = values[at + 1].span.start if at + 1 < len(values) else item.clause.span.end
    gap = _NEXT_YEAR.fullmatch(text, item.quantity.span.end, values[at].span.start)
    named = name_after(text, values[at], following)
    if gap is None or named is None or gap["verb"] != item.phrase.verbs[-1].word:
        return None
    return name.with_words(named.of(text), named)


def _is_work(words: str, item: Item, language: Language) -> bool:
    """Say whether a value is the size of work, which is its name's end: 湿地修复|9万公顷."""
    sized = item.quantity.word_class in (*COUNTS, "measure")
    plain = _PLAIN_WORK.fullmatch(words) is not None
    return sized and plain and language.phrases.ends_in_work(words)


def _reason_against(name: Named, item: Item, language: Language) -> str:
    """Return why a value after its name is no commitment, or nothing."""
    predicate = item.phrase.predicate
    said = (predicate and predicate.words) or item.state.duration
    if item.quantity.word_class == "duration" and not said:
        return "a duration that is no value of a measured thing"
    words = name.words
    if predicate and predicate.kind is None and predicate.comparator in (">", "<"):
        before = item.text[item.clause.span.start : item.quantity.span.start]
        if _CONDITION.search(before):
            return "a condition in brackets"
    before = item.text[item.clause.span.start : item.quantity.span.start]
    if predicate is None and _SIZE_OF_ONE.search(before):
        return "size of a project"
    if language.names.the_same.fullmatch(words):
        return _NO_NAME
    if not name.restored and language.names.bare.fullmatch(words) and words.endswith(_SIZES):
        return _NO_NAME
    ahead = item.quantity.word_class == "points" and _AHEAD.fullmatch(
        words + (predicate.kept if predicate else "")
    )
    if _ANOTHER_VALUE.search(words):
        return "a list whose first number has no known unit"
    if ("高于" in words or "低于" in words) and not ahead:
        return "a value that is compared with another"
    if len(words) < _SHORTEST_NAME or _SUBJECT_END.match(words) or _ITS.match(words):
        return _NO_NAME
    return ""


def _indicator(name: Named, kind: Kind, item: Item, language: Language) -> tuple[str, str]:
    """Return the measured thing, and what its predicate or unit adds to its name.

    用水报装|不超过3天: a level of days is a 时间; 净水率|降幅|3%: a noun stays.
    """
    predicate, quantity, names = item.phrase.predicate, item.quantity, language.names
    words = name.words
    share = quantity.word_class == "share"
    kept = predicate.kept if predicate and kind in _DIFFERENCES else ""
    if quantity.word_class == "rank" and predicate and predicate.among and not _RANK.search(words):
        # 满意度|位居全市|前3名
        kept = f"{predicate.among}{_RANKING}"
    if kept and words.endswith(kept[0]):
        # 水价|降价|10%
        kept = ""
    if quantity.unit == _FIRM and names.of_firms.search(words):
        # 新增上市|3家
        kept = _FIRMS
    timed = quantity.word_class == "duration" and quantity.unit[0] not in "千万亿"
    if timed and kind == "level" and not names.timed.search(words):
        kept = "时间"
    if share and predicate is not None and predicate.words.endswith("占") and "占" not in words:
        kept = "占比"
    previous = share and item.phrase.share_of_previous
    if previous and kind != "change" and not names.rate.search(words):
        kept = "占比"
    if share and kind == "level" and predicate and names.part_in.fullmatch(words):
        # 新建住宅中节水住宅|达到|60%
        kept = kept if (names.rate.search(words) or names.stock.search(words)) else "占比"
    counted = _UP_TO_STANDARD.match(words) or _COUNTED_ONES.fullmatch(words)
    if share and kind == "level" and predicate and counted:
        # 标准化村卫生室|达到100%
        kept = kept if names.rate.search(words) else "占比"
    if sized := _size_of_counted(words, item):
        kept = sized
    part = names.part_of_share.fullmatch(words)
    if part and kind == "change" and share and name.restored:
        words = part["part"]
    return words, kept


def _size_of_counted(words: str, item: Item) -> str:
    """Return what a length measures of what was just counted: 5个引水项目|6公里, 水渠5条|30公里.

    A name that is not counted right before (防护工程6公里) says by itself what is so long.
    """
    if not item.quantity.unit.endswith(_LENGTHS) or words.endswith(_LENGTH):
        return ""
    if words.startswith(_OTHERS):
        return ""
    values = item.clause.values
    at = values.index(item.quantity)
    before = values[at - 1] if at else None
    if before is None or before.word_class not in COUNTS:
        return ""
    between = item.text[before.span.end : item.quantity.span.start].strip(" 　")
    counted = not between or (between.endswith(_PROJECTS) and words.endswith(between))
    return _LENGTH if counted else ""


def _of_previous(words: str, whole: str) -> str:
    """Return 农业氨氮排放量 for 农业排放量 of 氨氮排放总量; the words where no such is meant."""
    measure = words[-_MEASURE:]
    plain = _TOTAL.sub("量", whole)
    if not measure.endswith("量") or not plain.endswith(measure):
        return words
    return words[:-_MEASURE] + plain


def _without_examples(words: str) -> str:
    """Return a name without the examples before it; parted by hand, so that no list takes long."""
    at = words.rfind(_BY_EXAMPLES)
    return words[at + 1 :] if at > 0 and "、" in words[1:at] else words


def _afterwards(state: SentenceState, item: Item) -> SentenceState:
    """Return the state with the years after the one that was said: 2022年3万亩，|以后|每年2万亩."""
    said, time = item.phrase.predicate, state.time
    if said is None or not said.words.startswith(_AFTERWARDS) or time is None or not time.year:
        return state
    return replace(state, time=replace(time, reach="from-year", year=time.year + 1))


def _bounds_alike(item: Item) -> bool:
    """Say whether a bound goes on after another one of the same unit, and is as often.

    重点水厂抽查比例每年不低于20%，|其余水厂|不超过1%
    """
    phrase, state = item.phrase, item.state
    said, last, each = phrase.predicate, state.last, state.last_annual
    if last is None or each is None or not each.of(item.text).startswith(_EACH_YEAR):
        return False
    timed = state.time is not None and item.clause.span.covers(state.time.span)
    bare = not phrase.verbs and (said is None or said.kind is None)
    comparators = (item.quantity.comparator, said.comparator if said else "=")
    bounds = any(one in _BOUNDS for one in comparators)
    return bare and bounds and not timed and last.unit == item.quantity.unit


def _not_each_year(item: Item, kind: Kind, named: Named) -> SentenceState:
    """Return the sentence's state, without an earlier clause's 每年 where a state is said to be.

    每年培训200人，河长总数|达到|3000人: trained each year, reached once.
    """
    state, phrase = item.state, item.phrase
    said = phrase.predicate is not None and not phrase.share_of_previous
    earlier = state.annual is not None and state.annual.end <= item.clause.span.start
    total = phrase.predicate is not None and phrase.predicate.words.startswith("累计")
    kept = phrase.predicate is not None and phrase.predicate.words in (*STEADY, "控制在")
    at = quote_start(item.text, item.begin)
    anew = item.text[at - 1 : at] in tuple("，,") and not phrase.verbs and phrase.predicate is None
    if earlier and not phrase.annual and anew and kind == "increase" and _WINS in named.words:
        # 每年送戏200场，|作品获奖5个: something else, with a subject of its own.
        return replace(state, annual=None)
    if (
        earlier
        and not phrase.annual
        and not kept
        and (total or (kind == "level" and said and named.words))
    ):
        return replace(state, annual=None)
    return state
