"""Says what a value means: a level, an increase, a change or a cumulative total."""

from __future__ import annotations

import re

from plankg.extract.phrase import Verb
from plankg.extract.quantity import Quantity
from plankg.extract.target_rules.doing_words import DoingWords
from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.name_words import NameWords
from plankg.extract.target_rules.named import AS_MUCH_AS, STEADY
from plankg.extract.times import Time
from plankg.extract.wording import is_undated, kind_of_verbs
from plankg.model import Kind, Span

# 农户每年增加100户 adds so many, 贷款增长3亿元 so much; 比上年增加100户 says the difference from
# a base.
_ADDED = ("增加", "增长")
_LENT = re.compile("(?:信贷|贷款|存款|融资)(?:余额|总量)?\\Z")
_FROM_A_BASE = re.compile("[比较]")
_EVENTS = ("次", "场", "场次")
_FORMED = "形成"
STANDING = ("设置", "设有", "配备", "配有", "开设", "办好")
"""What is said with these of each of some is what each of them has."""
_STAFFED, _STAFF = "配备", ("人", "名")
_OF_A_YEAR = re.compile("[一-鿿]{0,4}年")
_TIMES_DONE = ("次", "场", "期")
_ACTS = re.compile("(?:培训|轮训|演练|演出|宣讲|义诊|巡查|检查|督查|辅导|抽检)\\Z")
# 列车开行|突破400列, 接口调用|突破千万次: what happens so often.
_RUNS = re.compile("(?:开行|调用|起降|点击|下载)\\Z")
_STANDARD = re.compile("(?:标准|价格|单价|费用)\\Z")
_TIMES_RUN = ("列", "次", "班", "趟", "架次")
# 争取|上级补助资金|2亿元
_WON = "争取"
_GAINING = (_WON, "力争")
_GAINED = re.compile("(?:资金|补助|经费|贷款|债券)\\Z")
_PER_HEAD = re.compile(r"每[千万百]?[一-鿿]|人均|万人")
# 各校|每学期组织巡河|2次, 供水班列每周|2列: what is done so often, be it at least.
_SO_OFTEN = re.compile("每(?:半年|学期|季度?|个?月|周|旬)")
_AT_LEAST = (">=", ">")
# 水务公司每家配备专职护水员|8名
_EACH_HAS = re.compile(f"每[家个所座户村镇县]?[一-鿿]{{0,4}}?(?:{'|'.join(STANDING)})[一-鿿]{{2}}")
# 压减|造纸产能|20万吨: so much is done away with; 压减|取水量|20万吨 is a difference.
_CAPACITY = "产能"
# 户均增收|4000元: from what they had before.
_MORE_PER_HEAD = re.compile("[户人]均年?增收\\Z")
_WHOLE_YEAR = "全年"
_TIMES_SERVED = ("人次", "家次", "户次")
# 共享平台接入|水站|达到50座: how many are in it then.
_JOINED = ("接入", "纳入", "加入")


def kind_of(head: str, item: Item, names: NameWords, doing: DoingWords) -> Kind | None:
    """Say what the value of the measured thing `head` means, or None where nothing says it.

    By predicate (提高), noun (增长率), verb (新建), and the item before it in the list, in that
    order: 新建净水站12座 is an increase, 净水率达到85% a level.
    """
    phrase, quantity, state = item.phrase, item.quantity, item.state
    predicate = phrase.predicate.kind if phrase.predicate else None
    if predicate == "increase" and quantity.word_class == "share":
        # 市场主体净增|8%
        return "change"
    if predicate in ("cumulative", "increase"):
        return "increase" if within_years(head, item, names, doing) else predicate
    if phrase.predicate and phrase.predicate.words.endswith(_ADDED) and _adds_things(head, item):
        return "increase"
    if names.change.search(head) or predicate == "change":
        return "change"
    if _MORE_PER_HEAD.search(head) and predicate is None and quantity.unit.endswith("元"):
        return "change"
    if predicate == "level" and phrase.predicate and phrase.predicate.words == AS_MUCH_AS:
        return "level"
    if quantity.word_class in ("points", "multiple"):
        return "change"
    rate = names.rate.search(head)
    if names.new.search(head) and not rate and quantity.word_class != "share":
        return "increase"
    if names.done.search(head) and quantity.word_class not in ("share", "points", "multiple"):
        return "increase"
    steady = phrase.predicate is not None and phrase.predicate.words in STEADY
    if steady and not (phrase.verbs and names.new.fullmatch(phrase.verbs[-1].word)):
        # 新建住房销售面积|稳定在200万平方米
        return "level"
    reached = names.stock.search(head) or quantity.word_class in COUNTS
    anew = bool(phrase.verbs) and names.new.fullmatch(phrase.verbs[-1].word)
    if predicate == "level" and reached and not anew and _is_caused(item, doing):
        # 带动|播种面积|达到5万亩
        return "level"
    capped = phrase.predicate is not None and phrase.predicate.comparator == "<="
    if quantity.word_class == "duration" and (predicate == "level" or capped):
        # 修复时间|控制在4小时以内, 办结时限|不超过1天: how long it may take.
        return "level"
    if capped and quantity.unit in _EVENTS and not phrase.verbs and predicate is None:
        # 年度检查|不超过1次: how often it may be.
        return "level"
    each = bool(phrase.annual or state.annual) or is_undated(state, phrase.verbs)
    if phrase.verbs and phrase.verbs[-1].word == _FORMED and quantity.word_class == "measure":
        # 形成|节能能力60万吨: what projects add.
        each = True
    if predicate == "level" and _STANDARD.search(head):
        # 新建补助标准|提高到|2500元/亩
        return "level"
    verb = kind_of_verbs(phrase.verbs, doing.added, annual=each)
    if predicate is None and not rate and _is_done_so_often(head, item):
        return "increase"
    if rate or _PER_HEAD.match(head) or (predicate is None and _EACH_HAS.search(head)):
        return "level"
    if predicate == "level" and phrase.verbs and phrase.verbs[-1].word in _JOINED:
        return "level"
    has = verb == "increase" and phrase.verbs[-1].word in STANDING
    if has and (state.each_has or is_staffed(phrase.verbs[-1], quantity)):
        # 每个供水站|至少配备|持证人员1名
        return "level"
    if verb == "increase" and predicate is None and quantity.word_class == "share":
        # 完成总工程量的90%: a share is reached, not added.
        return "level"
    served = verb == "level" and phrase.predicate is None and quantity.unit.endswith(_TIMES_SERVED)
    if verb == "increase" or served:
        # 全年|覆盖|用水企业|1000家次: each time counts.
        return "increase"
    if verb == "change" and head.endswith(_CAPACITY) and quantity.word_class == "measure":
        return "increase"
    yearly = bool(phrase.annual or state.annual) and phrase.predicate is None
    if yearly and quantity.unit in _EVENTS:
        # 每年|送戏下乡|200场
        return "increase"
    if _ACTS.search(head) and quantity.unit.endswith(_TIMES_DONE) and not phrase.share_of_previous:
        # 水务人员培训|达到5000人次: what is done so often.
        return "increase"
    if _RUNS.search(head) and quantity.unit.endswith(_TIMES_RUN):
        return "increase"
    annual = bool(phrase.annual or state.annual)
    if annual and predicate is None and not verb and quantity.unit.endswith("元"):
        return "increase"
    if predicate == "level" or verb or quantity.word_class == "rank":
        return predicate or verb or "level"
    if doing.amid.search(head):
        return "increase"
    times = phrase.predicate is None and quantity.unit.endswith(_TIMES_SERVED)
    if times and not _OF_A_YEAR.match(head):
        # 帮办服务企业|5000家次
        return "increase"
    if names.stock.search(head):
        part = phrase.share_of_previous and quantity.word_class == "measure" and not predicate
        # 建设湿地5万亩，其中|造林面积|1万亩: a part of what is added is added.
        return "increase" if part and state.kind == "increase" else "level"
    unsaid = phrase.predicate is None and names.visitors.search(head)
    if unsaid or (predicate is None and names.flow.search(head)):
        return "increase"
    return _by_context(head, item, doing)


def _is_done_so_often(head: str, item: Item) -> bool:
    """Say whether so many are done each week, month or year: 水务赛事|每年|不少于20项.

    年度检查不超过1次 says how often it may be done, and is none.
    """
    phrase, state = item.phrase, item.state
    comparator = phrase.predicate.comparator if phrase.predicate else "="
    if item.quantity.word_class not in COUNTS or comparator not in ("=", *_AT_LEAST):
        return False
    if _SO_OFTEN.search(head):
        return True
    yearly = phrase.annual or state.annual or (state.time and _all_year(item, state.time))
    said = yearly and item.begin <= yearly.start < item.quantity.span.start
    return bool(said) and not phrase.verbs and comparator in _AT_LEAST


def _all_year(item: Item, time: Time) -> Span | None:
    """Return where a time says 全年: 全年|摆花不低于20万盆."""
    said = time.reach == "context-year" and time.span.of(item.text) == _WHOLE_YEAR
    return time.span if said else None


def is_staffed(verb: Verb, quantity: Quantity) -> bool:
    """Say whether a value is how many work somewhere: 配备|护水员200名."""
    return verb.word == _STAFFED and quantity.unit.endswith(_STAFF)


def _is_caused(item: Item, doing: DoingWords) -> bool:
    verbs = item.phrase.verbs
    return bool(verbs) and doing.causing.fullmatch(verbs[-1].word) is not None


def _adds_things(head: str, item: Item) -> bool:
    before = item.text[item.clause.span.start : item.quantity.span.start]
    lent = item.quantity.unit.endswith("元") and _LENT.search(head) is not None
    return (item.quantity.word_class in COUNTS or lent) and not _FROM_A_BASE.search(before)


def within_years(head: str, item: Item, names: NameWords, doing: DoingWords) -> bool:
    """Say whether 累计 sums up what is done in the years that the sentence names, not since before.

    “十四五”期间，累计新建水站50座: an increase; 到2025年累计新建水站50座: how many there are then.
    三年新建水站5座，水权融资累计超过3亿元: so is what comes in.
    """
    time, phrase = item.state.time, item.phrase
    if time is None or not item.state.span.covers(time.span):
        return False
    if time.reach == "years" and time.first is not None and phrase.verbs:
        return True
    named = (time.reach == "years" and time.first) or (time.reach == "plan" and time.count)
    return bool(named) and bool(names.flow.search(head) or doing.amid.search(head))


def _by_context(head: str, item: Item, doing: DoingWords) -> Kind | None:
    """Say what a value means of which neither verb nor noun says anything."""
    phrase, quantity, state = item.phrase, item.quantity, item.state
    if quantity.word_class == "share" and phrase.predicate:
        # 开设托班的幼儿园|不少于10%: a share is reached.
        return "level"
    if phrase.hedge == _WON and phrase.predicate is None and quantity.unit.endswith("元"):
        # 总投资12亿元，其中|争取|上级|9亿元
        return "increase"
    if phrase.share_of_previous:
        return _of_whole(item) or state.kind or "level"
    if phrase.predicate and quantity.unit in _EVENTS and phrase.predicate.kind is None:
        # 水质抽检|不少于|12次: what happens so often is done.
        return "increase"
    if phrase.predicate and (not state.kind or _begins_anew(item)):
        return "level"
    if state.kind is not None and not (state.kind == "cumulative" and phrase.hedge):
        return state.kind
    if doing.for_whom.match(head):
        return "increase"
    if phrase.hedge and quantity.word_class in COUNTS:
        return "increase"
    if phrase.hedge in _GAINING and _GAINED.search(head) and quantity.unit.endswith("元"):
        return "increase"
    if "占" in head and quantity.word_class == "share":
        return "level"
    # 到2020年，… 设护水岗3万个以上: a state at a date, said without a predicate.
    by_year = state.time is not None and state.time.reach == "by-year"
    return "level" if by_year else None


def _of_whole(item: Item) -> Kind | None:
    """Return the kind of what was counted in the same unit: 其中|河东区|31个 are some of it."""
    whole = item.state.wholes.get(item.quantity.unit)
    counted = item.quantity.word_class in (*COUNTS, "measure")
    return whole.kind if whole is not None and counted else None


def _begins_anew(item: Item) -> bool:
    """Say whether a phrase is no item of the list before it: its own clause, 突破 a number.

    事故总量下降30%，较大事故|不超过2起: what is capped is neither added nor a difference.
    """
    phrase = item.phrase
    beyond = phrase.predicate is not None and phrase.predicate.comparator in (">", "<=")
    start = phrase.head.start
    return beyond and item.text[start - 1 : start] in tuple("，,；;。")
