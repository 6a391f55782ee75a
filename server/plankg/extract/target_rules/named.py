"""The name of a value's measured thing while it is read, as printed before the value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plankg.extract.phrase import Predicate, Verb
from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.name_edges import made_yearly, whom_served, widened, without_edges
from plankg.extract.target_rules.statements import restored_from
from plankg.model import Comparator, Evidence, Span

_BASE_BEFORE = re.compile(
    r"(?<=[一-鿿]{2})[由从](?:20\d\d[ 　]?年[底末]?的?)?[^，、由从\d]{0,8}\d[^，、]{0,12}\Z"
)
# A bracket that explains at length is no part of a name: 教师（同时具备理论和实践教学能力的教师）.
_EXPLAINED = re.compile(r"(?<=[一-鿿”A-Z])[（(](?!不含|不包括|除)[^（()）]{8,}[)）](?=[一-鿿])")
# 有意愿的|全市|居民: the plan's area within a name is no part of it.
_OF_ALL = re.compile("的[全本我][国省市县区](?!户籍)(?=[一-鿿]{2})")
_OR_ELSE = re.compile(
    "[（(](?:恢复|改建|扩建|改造|续建|提升|迁建|改扩建|新建|更新)[）)](?=[一-鿿]{2})"
)
_OFTEN = re.compile("年均(?!浓度|增|降|气温|值)|每年|逐年")
# 引导水厂|将|收费标准|降低30%, 将|办水时间|压缩至5天: who does it, and how, stands before what is
# changed; 即将 and 将军 are words of their own.
_TAKES = re.compile(
    "(?:\\A|[^将把]{2,}(?<![即麻闯大名少中上主]))[将把](?![来要军领士帅官持握关手])(?=.{2})"
)
# 易涝区|实现|监测覆盖率达到98%: that it is reached is no part of what is reached.
_REACHED_WITHIN = re.compile("(?<=[一-鿿]{2})实现(?=[一-鿿]{2,10}率\\Z)")
# 带动|就业: what somebody is led to, which is no name without the verb.
_LIVING = re.compile("(?:就近|就地|转移|当地|稳定|灵活)*(?:就业|创业|增收|脱贫|致富)")
_LEADING_TO = ("带动", "辐射带动", "吸纳", "扶持", "促进", "支持", "帮扶", "帮助", "推动")
_MAY = re.compile("(?<![许认])可\\Z")
_SIGNS: dict[str, Comparator] = {
    "达到": "=",
    "达": "=",
    "不低于": ">=",
    "不少于": ">=",
    "超过": ">",
    "不超过": "<=",
    "不高于": "<=",
    "不得低于": ">=",
    "不得少于": ">=",
    "不得超过": "<=",
    "不得高于": "<=",
}
_OF_WHOLE = re.compile(rf"(?P<part>.{{2,}}?)(?P<sign>{'|'.join(_SIGNS)})(?P<whole>.{{2,20}})的")
# 节水床位|达到|总床位数|30%
_OF_TOTAL = re.compile("(?P<part>[^占]{2,}?)(?P<sign>达到)(?P<whole>总[^的占]{1,16}[数量额])")
_PART_OF_WHOLE = re.compile(
    "(?P<part>[^占]{2,}?)占(?![地用比])(?P<whole>[^占]{2,20}?)(?:的|(?<![重例率比]))"
)
_SORTS = re.compile(r"(?<=[一-鿿])(?P<sign>达到|增加到|扩大到)\d+大?类\Z")
_BY_PLACE = re.compile(
    "(?<=[一-鿿]{2})以(?P<place>县(?:（市、区）)?|县区|区县|乡镇(?:（街道）)?|镇街|街道|镇|行政村|村|社区)为单位\\Z"
)
EVERYWHERE = re.compile(r"\A(?:所有|全部|各)(?:[省市县区镇乡村]|地区|街道){1,3}的(?=[一-鿿]{2})")
"""The places, all of them, whose value it is: 所有市县的|用水报装时间."""
_AFTERWARDS = "后"
# 支持|企业建立|工作室5个: who sets it up.
_THEY_BUILD = re.compile(
    "\\A(?:有条件的)?(?:企业|单位|机构|学校|园区|高校|院校|各地|社会力量|市场主体)"
    "(?:建立|建设|设立|创建|组建|打造|新建|开设|建成)(?=[一-鿿“]{2})"
)
# 落实|耕地保有量7500万亩, 推进|接入容量提高至200千伏安, 对全市|诚信用户抽查比例
_CARRIED_OUT = re.compile(
    "\\A落实(?=[一-鿿]{2,}(?:量|面积|资金|规模)\\Z)|\\A推进(?=[一-鿿]{4,}(?:容量|时[间限]|费用|成本)\\Z)"
    "|\\A保障(?=[一-鿿]{2,}(?:储备|储水|储气|储煤|储粮)\\Z)"
    "|\\A对(?:[全本我][国省市县区州])?(?=[一-鿿“”]{4,}(?:比例|率)\\Z)"
)
# 贷款|年末|余额达到3亿元: when it is measured.
_AT_ITS_END = re.compile(
    "(?<=[一-鿿]{2})年[末底](?=(?:余额|存栏|总数|总量|(?:去向落实|就业|入住|到账)率)\\Z)"
)
_EMPTY_CELL = re.compile("[一-鿿]{2,12}[局委办厅部院][—－–]+(?=[一-鿿“]{2})")
# 产业基金|完成|投资50亿元
_INVESTS = re.compile("(?<=[一-鿿]{2})(?:完成|实现)投资\\Z")
# 达到|我市|家庭收入的60%: the plan's area is no part of a name.
_OURS = re.compile("[我本][省市县区](?=[一-鿿]{2})")
AS_MUCH_AS = "达到…的"
"""The predicate of a value that says how many times another measure is reached."""
STEADY = ("稳定在", "保持在", "维持在")
"""The predicates of what is to stay as it is: it is no more than a level."""
_TIMES_AS_MUCH = re.compile(r"(?P<what>[^达，]{2,}?)(?:均)?达到?[^达，\d]{2,20}的")
_RAISING, _QUALITY = "提升", "质量"
_HOLDS = ("组织", "举办")
_SPENT = "投入"
_SETS_ASIDE, _MONEY = ("安排", "统筹安排", "筹集", "拨付", "投入"), ("资金", "经费")
_SHRINKS = re.compile("压|精简|缩|降|减")
_BENEFITS = "惠及"
_SIZES = ("面积", "里程", "投资", "额", "量", "规模")
_OFTEN_DONE = ("次", "场", "期")
_HEDGE_WITHIN, _IN_GENERAL = "原则上", "一般"
_EXCEEDED = re.compile("(?<=[一-鿿]{4})(?<![超通经不度渡])过\\Z")
_SAYS_ITSELF = {
    "发放": ("贷款", "券"),
    "压减": ("消费量", "使用量", "用水量"),
    "募集": ("岗位",),
}
_JOINTS = ("和", "并", "与", "及")
_SHORTEST_NAME = 2
_YEARS_SUMMED = re.compile(r"(?:[一二三四五两]|\d)年累计(?=[一-鿿]{2})")
_SUMMED_WITHIN = re.compile(
    "(?<=[一-鿿]{2})累计(?!新增|净增)(?:完成|实现|新建|建成|建设|引进|培育)?(?=[一-鿿]{2}|\\Z)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A measured thing: its words, the verbs before it, where its target's own words begin.

    `restored` is the evidence for words from elsewhere, `place` a scope that the name says.
    """

    words: str
    verbs: tuple[Verb, ...]
    opening: int
    restored: tuple[Evidence, ...] = ()
    place: tuple[str, Span] | None = None

    def with_words(self, words: str, *shown_at: Span) -> Named:
        """Return the name with other words; those restored are printed at `shown_at`."""
        restored = (*self.restored, *(restored_from(span) for span in shown_at))
        return replace(self, words=words, restored=restored)


def printed_name(item: Item, language: Language) -> tuple[Named, Item]:
    """Return the name that is printed before a value, ``""`` where there is none, and the item.

    接种率|以乡镇为单位|达到95%: whose values they are, each its own, is the name's place.
    """
    name, item = _printed(item, language)
    by = _BY_PLACE.search(name.words)
    at = item.text.find(by.group(), item.begin, item.quantity.span.start) if by else -1
    if by is None or at < 0:
        return name, item
    place = Span(at + by.start("place") - by.start(), at + by.end("place") - by.start())
    return replace(name, words=name.words[: by.start()], place=(by["place"], place)), item


def _printed(item: Item, language: Language) -> tuple[Named, Item]:
    """Return the name as printed, and the item.

    课时|原则上|占总课时一半: a hedge in the midst of the name becomes the item's hedge.
    """
    item = _without_work_before(_with_sorts_told(item))
    phrase = item.phrase
    whole = _BASE_BEFORE.sub("", item.head)
    words, opening = _after_opening(whole), item.opening
    if phrase.verbs and (other := _OR_ELSE.match(words)):
        # 新增|（恢复）|灌溉面积: what is done, in other words.
        words = whole = words[other.end() :]
    if words and words != whole:
        # “1+5”（|试验区1个: the target's own words begin in the bracket.
        opening = item.text.rindex(words, phrase.head.start, phrase.head.end)
    if phrase.predicate and len(words) > _SHORTEST_NAME:
        # 日供水能力|可|提高到30万吨; 取水许可 is a name.
        words = _MAY.sub("", what_is_taken(words))
    words = _REACHED_WITHIN.sub("", words)
    words, item = _exceeded(words, item)
    phrase = item.phrase
    if _HEDGE_WITHIN in words:
        words = words.replace(_HEDGE_WITHIN, "")
        item = replace(item, phrase=replace(phrase, hedge=_HEDGE_WITHIN))
    if phrase.predicate and words.endswith(_IN_GENERAL) and len(words) > len(_IN_GENERAL):
        # 预付款比例|一般|不低于30%: how surely.
        words = words.removesuffix(_IN_GENERAL)
        item = replace(item, phrase=replace(phrase, hedge=_IN_GENERAL))
    if item.phrase.verbs and language.doing.causing.fullmatch(item.phrase.verbs[-1].word):
        words = _THEY_BUILD.sub("", words)
    if not item.phrase.verbs:
        words = _INVESTS.sub("投资", words)
    words = without_edges(_AT_ITS_END.sub("", _CARRIED_OUT.sub("", words)), item)
    words = EVERYWHERE.sub("", _OF_ALL.sub("的", without_explanation(words)))
    words, item = widened(*_in_plain_order(words, item))
    words, item = _summed_up(words, item)
    words, item = _done_at_last(words, item, language)
    words, item = _work_in_full(words, item, language)
    item = _without_said_doing(item, words)
    verbs = item.phrase.verbs
    words = _with_joint(words, verbs, item)
    said = item.phrase.predicate
    counted = said is not None and said.words == "累计"
    # 每年新建水站3座，|累计新建|9座: the same things, all of them.
    counted = counted and not (verbs and verbs[-1].name == "drop" and item.state.head)
    done = bool(verbs) and language.names.done.fullmatch(verbs[-1].word) is not None
    if not words and verbs and (work := _at_stage(verbs[-1], item, language)):
        return Named(work, (), opening), item
    if words and verbs and said and said.kind == "change" and verbs[-1].word in _LEADING_TO:
        # 带动|节水投资|增长10%: what grows.
        verbs = verbs[:-1]
        item = replace(item, phrase=replace(item.phrase, verbs=verbs))
    if verbs and _LIVING.fullmatch(words) and verbs[-1].word in _LEADING_TO:
        # 带动|就业|300人: those who found work by it.
        words, verbs = verbs[-1].word + words, verbs[:-1]
    held = len(verbs) > 1 and _is_held(verbs, item, language)
    if verbs and verbs[-1].word == _BENEFITS and item.state.named and words:
        # 改造小区120个、|惠及|居民1.8万户: by what.
        last, quote = _what_benefits(item)
        found = Named(last + _BENEFITS + words, (), opening, (restored_from(quote),))
        return found, item
    shrinks = said is not None and said.kind == "level" and _SHRINKS.match(said.words)
    if verbs and shrinks and not language.phrases.leads(verbs[-1]):
        # 开办|环节|压减为1个: a verb that only tells which ones.
        words, verbs = verbs[-1].word + words, verbs[:-1]
        item = replace(item, phrase=replace(item.phrase, verbs=verbs))
    if whose := _whose(item, language):
        # 加装|流量计的水厂|达到80座: how many have come to be so.
        words, verbs = whose.of(item.text), ()
        item = replace(item, phrase=replace(item.phrase, verbs=(), head=whose))
    if verbs and verbs[-1].word in _SETS_ASIDE and words in _MONEY:
        # 每年|安排|资金3000万元: money by itself says too little.
        words, verbs = verbs[-1].word + words, verbs[:-1]
    spent = bool(verbs) and verbs[-1].word == _SPENT
    done = done or held or spent
    if not words and verbs and (counted or done or _is_act(verbs[-1], item)):
        # 培训|累计|300人, 演出20场、|培训|300人次, 完成|造林|3万亩: what is done is counted.
        words, verbs = verbs[-1].word, ()
    if whom := words and whom_served(item, language):
        words = whom + words
    if yearly := made_yearly(words, item):
        return Named(yearly[0], verbs, opening, place=yearly[1]), item
    return Named(words, verbs, opening), item


def _with_joint(words: str, verbs: tuple[Verb, ...], item: Item) -> str:
    """Return a name with the word that joins its two verbs: 恢复|和改善灌溉面积."""
    if not words or not verbs or verbs[-1].name == "drop":
        return words
    joint = item.text[verbs[-1].span.end : item.phrase.head.start]
    return joint + words if joint in _JOINTS else words


def _exceeded(words: str, item: Item) -> tuple[str, Item]:
    """Return a share's name and item without 过 at the end: 用节水器的居民|过|42%."""
    phrase = item.phrase
    said = _EXCEEDED.search(words) if phrase.predicate is None and not phrase.verbs else None
    if said is None or item.quantity.word_class != "share":
        return words, item
    end = phrase.head.end
    over = Predicate(Span(end - 1, end), "level", ">", said.group())
    return words[: said.start()], replace(item, phrase=replace(phrase, predicate=over))


def _without_said_doing(item: Item, words: str) -> Item:
    """Return an item with verbs left out of names that say what is done: 发放|消费券.

    募集|岗位 are so many new ones; what is 发放 or 募集 else (补贴, 捐款) is told by the verb.
    """
    verbs = item.phrase.verbs
    if not verbs or verbs[-1].name != "keep":
        return item
    ending = _SAYS_ITSELF.get(verbs[-1].word)
    if ending is None or not words.endswith(ending):
        return item
    verbs = (*verbs[:-1], replace(verbs[-1], name="drop"))
    return replace(item, phrase=replace(item.phrase, verbs=verbs))


def _what_benefits(item: Item) -> tuple[str, Span]:
    """Return by what somebody benefits, and where it is said.

    It is what the sentence is about, else the last thing that is no amount.
    """
    state = item.state
    if state.about and state.told_at == len(state.named):
        return state.about[0].words, state.about[1]
    earlier = (one for one in reversed(state.named) if not one[0].endswith(_SIZES))
    return next(earlier, state.named[-1])


def _without_work_before(item: Item) -> Item:
    """Return an item without the work after which something is so: 改造|后|用水系数提高到0.58."""
    phrase = item.phrase
    if not phrase.verbs or phrase.predicate is None or phrase.predicate.kind != "level":
        return item
    head = phrase.head
    if not item.text.startswith(_AFTERWARDS, head.start) or head.end - head.start <= _SHORTEST_NAME:
        return item
    later = replace(phrase, verbs=(), head=Span(head.start + len(_AFTERWARDS), head.end))
    return replace(item, phrase=later)


def _with_sorts_told(item: Item) -> Item:
    """Return an item whose name ends where sorts are counted: 服务项目|达到11大类|37项."""
    head = item.phrase.head
    sorts = _SORTS.search(item.text, head.start, head.end)
    if sorts is None or item.phrase.predicate:
        return item
    reached = Predicate(Span(*sorts.span()), "level", "=", sorts["sign"])
    phrase = replace(item.phrase, head=Span(head.start, sorts.start()), predicate=reached)
    return replace(item, phrase=phrase)


def _at_stage(verb: Verb, item: Item, language: Language) -> str:
    """Return 泵房改造基本建成 for 泵房改造开工30座、|基本建成|20座; else nothing.

    新开工大型泵房30座、|竣工|20座: 竣工大型泵房.
    """
    stage = language.names.stage
    if not stage.fullmatch(verb.word):
        return ""
    before = stage.search(item.state.head, _SHORTEST_NAME)
    if before:
        return item.state.head[: before.start()] + verb.word
    done = item.state.done[-1] if item.state.done else None
    alike = done and done.unit == item.quantity.unit and stage.fullmatch(done.verb)
    if not done or not alike or done.verb == verb.word:
        return ""
    return verb.word + done.thing if language.names.done.fullmatch(verb.word) else ""


def _work_in_full(words: str, item: Item, language: Language) -> tuple[str, Item]:
    """Return the whole name of work that ends in what looks like a predicate.

    完成|水源林质量提升|45万亩: so much is done; 供水能力|提升|5万吨 is a change.
    """
    phrase, said = item.phrase, item.phrase.predicate
    verbs = phrase.verbs or item.state.verbs
    if said is None or said.words != _RAISING or not words or not verbs:
        return words, item
    sized = item.quantity.word_class in (*COUNTS, "measure")
    money = item.quantity.unit.endswith("元")
    doing = language.doing.work_of.fullmatch(verbs[-1].word)
    amount = language.names.stock.search(words) and not words.endswith(_QUALITY)
    if not sized or money or not doing or amount:
        return words, item
    kept = phrase if phrase.verbs else replace(phrase, verbs=verbs)
    return words + said.words, replace(item, phrase=replace(kept, predicate=None))


def _is_act(verb: Verb, item: Item) -> bool:
    """Say whether a verb names by itself what is counted in so many people or times."""
    return verb.name in ("keep", "restore") and item.quantity.unit.endswith(
        ("人次", "场次", "课时")
    )


def _whose(item: Item, language: Language) -> Span | None:
    """Return the name that begins with a verb, which tells what things have come to be so many."""
    phrase, said = item.phrase, item.phrase.predicate
    reached = said is not None and (said.kind == "level" or said.comparator in (">", ">="))
    if not reached or said is None or said.kind not in ("level", None):
        return None
    counted = item.quantity.word_class in (*COUNTS, "share")
    if not counted or item.quantity.unit in _OFTEN_DONE:
        return None
    names = (Span(verb.span.start, phrase.head.end) for verb in phrase.verbs)
    return next((one for one in names if language.doing.having.fullmatch(one.of(item.text))), None)


def _is_held(verbs: tuple[Verb, ...], item: Item, language: Language) -> bool:
    """Say whether the last verb names what happens so often: 开展|检查|不少于4次."""
    first, last = verbs[-2:]
    often = item.quantity.unit in _OFTEN_DONE and first.span.end == last.span.start
    holds = language.doing.work_of.fullmatch(first.word) or first.word in _HOLDS
    return often and bool(holds)


def what_is_taken(words: str) -> str:
    """Return what a predicate is said of: 办水时间 for 将办水时间; other words as they are."""
    taken = _TAKES.match(words)
    return words[taken.end() :] if taken else words


def without_explanation(words: str) -> str:
    """Return a name without a long bracket in its midst, which explains it."""
    return _EXPLAINED.sub("", words)


def _in_plain_order(words: str, item: Item) -> tuple[str, Item]:
    """Return a name and its item with what stands within the name read where it belongs.

    提高机顶盒占比|至|75%: the verb's second half is a predicate. 就业|年均|新增人数: how often.
    床位数|达到|全市总量的|15%: a share of a whole that is named after the predicate.
    """
    phrase = item.phrase
    if phrase.verbs and phrase.verbs[-1].kind == "change" and words.endswith(("至", "到")):
        end = phrase.head.end
        until = Predicate(Span(end - 1, end), "level", "=", words[-1])
        item = replace(item, phrase=replace(phrase, verbs=(), predicate=until))
        return words[:-1], item
    often = _OFTEN.search(item.text, phrase.head.start, phrase.head.end)
    # 企业年均|纳税时间: a mean, part of what is measured.
    lasting = item.quantity.word_class == "duration" and often and often.group() == "年均"
    if often and not lasting and often.group() in words and not words.startswith(often.group()):
        words = words.replace(often.group(), "", 1)
        item = replace(item, phrase=replace(phrase, annual=Span(*often.span())))
    times = _TIMES_AS_MUCH.fullmatch(words) if item.quantity.unit == "倍" else None
    if times and phrase.predicate is None:
        # 生均水费|达到|全市平均水平的|2倍: a level, measured by another.
        reached = Predicate(Span(phrase.head.end, phrase.head.end), "level", "=", AS_MUCH_AS)
        return times["what"], replace(item, phrase=replace(item.phrase, predicate=reached))
    part = _PART_OF_WHOLE.fullmatch(words) if item.quantity.word_class == "share" else None
    if part and phrase.predicate is None:
        # 用水户|占全市总户数的|6%
        return f"{part['part']}占{part['whole']}的比重", item
    share = _OF_WHOLE.fullmatch(words) or _OF_TOTAL.fullmatch(words)
    share = share if item.quantity.word_class == "share" else None
    if share and share["part"].endswith("率"):
        # 首担率|不低于担保业务总额的|20%: of what it is a rate is no part of its name.
        sign = _SIGNS[share["sign"]]
        return share["part"], replace(item, phrase=replace(item.phrase, comparator=sign))
    if share:
        sign = _SIGNS[share["sign"]]
        item = replace(item, phrase=replace(item.phrase, comparator=sign))
        return f"{share['part']}占{_OURS.sub('', share['whole'], count=1)}的比重", item
    return words, item


def _summed_up(words: str, item: Item) -> tuple[str, Item]:
    """Return a name without 累计 in its midst, and its item as a total: 水务产业|累计|投资超60亿元.

    In years that the sentence names it sums up what is done in them.
    """
    said, time = item.phrase.predicate, item.state.time
    if (years := _YEARS_SUMMED.match(words)) and (said is None or said.kind is None):
        # 三年累计|投入不少于20亿元: what is added in the plan's years.
        end = item.phrase.head.end
        said = said or Predicate(Span(end, end), None, "=", "")
        phrase = replace(item.phrase, predicate=replace(said, kind="increase"))
        return words[years.end() :], replace(item, phrase=phrase)
    summed = _SUMMED_WITHIN.search(words)
    if summed is None or (said and said.kind in ("change", "cumulative")):
        return words, item
    words = words[: summed.start()] + words[summed.end() :]
    if time is not None and time.reach == "years" and time.first is not None:
        return words, item
    end = item.phrase.head.end
    said = said or Predicate(Span(end, end), "cumulative", "=", "")
    phrase = replace(item.phrase, predicate=replace(said, kind="cumulative"))
    return words, replace(item, phrase=phrase)


def _done_at_last(words: str, item: Item, language: Language) -> tuple[str, Item]:
    """Return no name where it is a second verb, with that in the item: 落地|实施|15个."""
    phrase = item.phrase
    if not phrase.verbs or not words or phrase.verbs[-1].span.end != phrase.head.start:
        return words, item
    last = language.phrases.last_verb(item.text, phrase.head)
    whole = last is not None and last.word == words and last.name == "drop"
    if last is None or not whole or not item.state.head:
        return words, item
    after = Span(phrase.head.end, phrase.head.end)
    return "", replace(item, phrase=replace(phrase, verbs=(*phrase.verbs, last), head=after))


def _after_opening(head: str) -> str:
    """Return the words after a bracket that is opened and not closed: “1+5”（|试验区1个、…）.

    And those after a row's empty cell, where the table lost its lines: 市水利局—|水厂达到3座.
    """
    if cell := _EMPTY_CELL.match(head):
        head = head[cell.end() :]
    at = max(head.rfind("（"), head.rfind("("))
    return head[at + 1 :] if at > max(head.rfind("）"), head.rfind(")")) else head
