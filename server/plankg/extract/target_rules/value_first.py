"""Reads values that stand before what they count: 建成1个国家级技术标准创新基地."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.commitments import Commitment, Done, Unread
from plankg.extract.phrase import Verb
from plankg.extract.target_rules.counted_doers import counted_people, work_of
from plankg.extract.target_rules.done_again import note_done
from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.kinds import STANDING, is_staffed, within_years
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.memory import remember
from plankg.extract.target_rules.name_edges import whom_served
from plankg.extract.target_rules.named import Named, without_explanation
from plankg.extract.target_rules.shared_tails import tail_of_grades, tail_of_list
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.wording import is_undated, kept_verbs, kind_of_verbs
from plankg.model import Evidence, Span

# 在|先进制造业领域|重点引进|3名专家: the field of what is done is that of the things; a list of
# fields, and one that is not named (重点领域), is not.
_FIELD = re.compile(
    "(?<![存现正所])在(?P<field>(?!重点|各|相关|多个|若干|这些|上述|以上|其他|有关)"
    "[一-鿿“”A-Za-z]{2,16}?(?:领域|行业|产业))(?:内|中)?"
    "(?:重点|着力|大力|积极|率先|优先|择优|集中|分批|分期|每年|累计|新|再)*(?:[一-鿿]{2}[和及与并])?\\Z"
)
_IN_A_LIST = re.compile("[、和及与等在]")
_FIELD_WITHIN = 30
# These count one thing or a sum of money: they need a verb right before them.
_CLOSE = ("measure", "small")
# 1个服务中心|作为|试点: what it is chosen for is its name's end.
_AS_MODEL = re.compile("作为(?=(?:试点|示范|标杆|样板)\\Z)")
# 建设10个特色水站|实现一村一品
# 100个|事项“秒批秒办”: how they are to be done tells which are meant.
_REACHED = "实现"
_SPENDING = "投入"
_ITEMS = "事项"
_HOW_ALONE = re.compile("“[^“”]{1,12}办”")
_RAISING = "提升"
_DONE_HOW = re.compile("(?P<what>[一-鿿]{0,8}(?:事项|业务|服务))(?P<how>“[^“”]{1,12}办”)")
_TO_WHAT_END = re.compile("(?<=[一-鿿]{2})实现(?=[一-鿿“]{3,}\\Z)[^实]*\\Z")
# 10名|站在水利科技前沿的|后备人才, 能够突破关键技术、带动新兴学科的: praise, by which none are told
# apart; 具有博士学位的 is a condition.
_PRAISE = re.compile(
    "(?:站在|紧跟|能够(?:突破|引领|带动))[^的，]{2,40}的(?=[一-鿿“]{4})"
    "|在[^的，在]{2,14}起[^的，]{0,6}作用的(?=[^的，]{2,20}的)"
)
_SAID_OF_THEM = re.compile("[一-鿿“”]{2,16}(?:关注|反映|关心|急需|提出|关切|期盼|需要|享有)的")
_SHORTEST_NAME = 2
HAVE = ("有", "均有", "都有", "各有")
# 每万名居民拥有|2名|水务员: a rate, named as 每万名居民拥有水务员2名 is.
_FOR_SO_MANY = re.compile(
    r"(?P<whom>每(?:\d+[ 　]?[十百千万]?|[十百千万]|[名位](?=[一-鿿]{2,8}?(?:至少)?掌握))"
    "[一-鿿]{1,12}?)"
    "(?:至少)?(?P<has>拥有|配有|配备|配置|配|掌握)"
    "(?:不少于|不低于|至少|约)?\\Z"
)
# 从保护、修复|两个|方面制定策略
_ASPECTS = re.compile("(?:方面|层面|维度|环节)(?!军)")
_ABILITY = re.compile("(?:能力|水平|竞争力|影响力|质量|效益|功能|能级)\\Z")
# 以A为龙头、|50个|B|为支撑、C为主体的体系: what counts is B.
_PART_PLAYED = re.compile(
    "为(?:龙头|支撑|主体|骨干|核心|基础|补充|引领|重点|纽带|节点|依托|载体|平台|中心|支点|先导|示范)"
)
# 完成|11万平方米|水房改造任务: the work is what is measured.
_TASK_OF_WORK = re.compile("(?<=改造|建设|整治|修复|治理|更新)任务\\Z")
_WORK_OF = re.compile("(?P<whose>[^的，、]{2,12})的(?P<work>[^的，、]{2,12})")
# 每个市|设置|1家水站: what each of them is to have.
_BY_THEN = ("打造", "建设", "培育", "创建", "设立", "建立", "形成")
# 临水、望江|两个泵站
_NAMED = re.compile("[一-鿿“”]{2,8}(?:、[一-鿿“”]{2,8}){1,8}等?")
_OPEN_BRACKET = re.compile("[（(][^）)]*")
# 甲路改建等10个|项目 says by itself nothing of what is counted, 甲园等4个|园区 does.
_ANYTHING = ("项目", "工程", "任务", "工作", "活动", "事项", "措施", "产业", "行业", "企业")
# 建设引水、净水等三个|环节: parts of a whole, and no things.
_NO_PLACE = re.compile(
    "(?:体系|机制|制度|环节|方面|层面|维度|层次|阶段|要素|重点|关键|目标|问题|任务|行动|工程|攻坚战"
    "|领域|方向|方式|模式|方案|原则|关系|步骤|流程|格局|板块|清单|抓手|支撑|保障|能力|文化|品牌|高地)\\Z"
)
# 1个|净水站或1个泵站
_OR_AS_MANY = re.compile(r"(?<=[一-鿿]或)\d+[ 　]?[个家座所处条]")
# 选派50名|干部到基层锻炼: what they go for tells who is counted.
_SENDING = ("选派", "选拔", "资助", "扶持", "选送", "派驻", "聘请", "邀请", "表彰", "推荐")
_OWN_LEVEL = re.compile(
    "(?P<level>[省市县区]级)(?:至少|原则上|再)?(?:建设|建成|建立|举办|新建|设立|设置|组建)\\Z"
)
# 12个|指标|达到“优良”以上等次: what they are.
_GRADED = re.compile(
    "(?:排名)?(?:进入|达到|跻身|位居)[^的]{0,12}(?:等次|等级|行列|前列|方阵|水平)的[一-鿿]{0,8}指标"
    r"|[^的]{1,24}(?:前[ 　]?\d+[ 　]?[名位强]|第[ 　]?\d+[ 　]?[名位]|\d+[ 　]?强)(?:行列)?的"
    "[^的]{0,8}指标"
)
_ON_PLATFORM = re.compile(
    "在(?P<on>[^，在]{2,20}?(?:APP|平台|系统|小程序|网站|专区|门户))(?:[上中内])?"
)
# 在|青水经开区|层面|新增20个事项: where, and no part of what.
_AT_LEVEL = re.compile("\\A在[^，、]{2,16}层面\\Z")
_FORMED = "形成"
_WRITTEN = re.compile("(?:案例|经验|成果|做法|报告|清单)\\Z")
_PROJECTS = "项目"
# Said of what is there already, not of what is to come into being.
_ON_WHAT_IS = re.compile("确定|明确|推动|推进|推行|提升|落实|实施|深化|完善|优化|做好|支持")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_LISTED_THING = re.compile("[、，]")
_LIST_ENDS = re.compile("(?<=[一-鿿]{2})[和及与]\\Z")
_LISTED = ("、", "和", "及", "与")
_SIGNS = re.compile("[、和及与]")
_BEFORE_NAMES = ("classifier", "round", "counted", *_CLOSE)


def value_first(item: Item, name: Span, language: Language) -> Commitment | Unread:
    """Read ``verb value name``: 建成1个国家级技术标准创新基地."""
    level = _OWN_LEVEL.fullmatch(item.text, item.opening, item.quantity.span.start)
    item = replace(item, phrase=language.phrases.with_last_verb(item.text, item.phrase))
    if not item.phrase.verbs and item.phrase.scope and item.head in HAVE:
        # 各区|至少有|1所示范养老院: what each of the places is to have.
        head = item.phrase.head
        has = Verb(head, item.head, "level", "drop")
        item = replace(
            item, phrase=replace(item.phrase, verbs=(has,), head=Span(head.end, head.end))
        )
    phrase, state = item.phrase, item.state
    place: tuple[str, Span] | None = None
    if phrase.verbs and language.names.region_alone.fullmatch(item.head):
        # 完成|主城区|六座水厂改造: where what is done is done.
        place = (item.head, phrase.head)
        phrase = replace(phrase, head=Span(phrase.head.end, phrase.head.end))
        item = replace(item, phrase=phrase)
    verbs = phrase.verbs or _verbs_before(item)
    # 解决|8万人|的用水困难
    words = _OR_AS_MANY.sub("", name.of(item.text).removeprefix("的"))
    reached = phrase.predicate is not None and phrase.predicate.words.endswith(_REACHED)
    if reached and not verbs and not item.head and _DONE_HOW.fullmatch(words):
        # 12月底前|实现|60个|事项“秒批秒办”: so many are done like that.
        verbs = (Verb(phrase.head, _REACHED, "level", "drop"),)
        phrase = replace(phrase, verbs=verbs, predicate=None)
        item = replace(item, phrase=phrase)
    if _OPEN_BRACKET.fullmatch(words):
        # 配备4名（|女性不少于2名）护水员: the name stands behind the bracket.
        return item.unread("a value whose measured thing is not named")
    spent = bool(verbs) and verbs[-1].word == _SPENDING
    if spent and item.text.startswith("的", name.start):
        # 研发|投入|超过3亿元|的企业
        return item.unread("a condition on what is counted")
    finished = language.doing.finished.search(words) is not None
    does = ""
    if not finished:
        does = counted_people(item, name, language) or work_of(item, name, language)
    if does and language.doing.after_name.sub("", does) == _PROJECTS:
        # 每年有1个|项目落地: some of those told before.
        does = _PROJECTS
    if reason := _reason_against(item, words, verbs, does, language):
        return item.unread(reason)
    indicator, shared = _with_tail(item, name, _counted(item, words, language), language)
    if language.names.size_only.fullmatch(indicator) or language.names.bare.fullmatch(indicator):
        return item.unread("a size that is not said of what")
    indicator = does or _with_head(item, indicator, language)
    if not does and (whom := whom_served(item, language)):
        indicator = whom + indicator
    if indicator == _PROJECTS and (same := _same_as_before(item)):
        indicator, shared = same.thing, (restored_from(same.span),)
    doing = does.rpartition("的")[0]
    if doing and doing not in words and (at := item.text.find(doing, name.end)) >= 0:
        # 推进10个镇、50个村|开展节水创建
        shared = (restored_from(Span(at, at + len(doing))),)
    field = None if does else _field_before(item, verbs)
    if field and indicator:
        indicator = field.of(item.text) + indicator
        shared = (*shared, restored_from(field)) if field.end <= item.opening else shared
    sends = bool(doing) and bool(verbs) and verbs[-1].word in _SENDING
    indicator = ("" if sends else kept_verbs(verbs)) + indicator
    if level and not does and not indicator.startswith(level["level"]):
        # 市级|至少建设|2个基地: of which level they are.
        indicator = level["level"] + indicator
    if _HOW_ALONE.fullmatch(indicator) and state.head.startswith("“") and not phrase.verbs:
        # 60个|事项“随到随办”、|90个“水证联办”: of the same.
        indicator += _ITEMS if state.head.endswith(_ITEMS) else ""
    if not indicator:
        return item.unread("a value whose measured thing is not named")
    said = phrase.predicate if phrase.predicate and not does else None
    of_each = phrase.scope and language.scopes.is_every(phrase.scope.of(item.text))
    kind = kind_of_verbs(
        verbs,
        language.doing.added,
        annual=bool(phrase.annual or state.annual) or is_undated(state, verbs) or _named_each(item),
    ) or (said.kind if said else None)
    if (
        said
        and said.kind == "cumulative"
        and not within_years(indicator, item, language.names, language.doing)
    ):
        # 到2025年，|累计|创建18个: all of them, those from before the plan too.
        kind = "cumulative"
    stands = bool(verbs) and verbs[-1].word in STANDING and kind == "increase"
    if stands and (of_each or is_staffed(verbs[-1], item.quantity)):
        kind = "level"
    by_year = state.time is not None and state.time.reach == "by-year"
    if of_each and by_year and verbs and verbs[-1].word in _BY_THEN and kind == "increase":
        # 到2023年，|每所学校打造|2个专业: what each of them has then.
        kind = "level"
    graded = bool(does) and kind is None and _GRADED.fullmatch(does) is not None
    if (
        graded
        or finished
        or (does and kind is None and by_year and language.doing.states.match(does))
    ):
        # 到2023年，|80个村|实现集中供水: what they are by then.
        kind = "level"
    least = phrase.comparator == ">=" and not by_year and bool(verbs)
    if least and verbs[-1].word == _FORMED and _WRITTEN.search(indicator):
        # 每镇至少|形成|2个典型案例: what is written of what was done.
        kind = "increase"
    if does and kind == "change":
        # 提升|50个口岸的防范能力: so many are mended.
        kind = "increase"
    if rate := _FOR_SO_MANY.search(item.text[item.opening : item.quantity.span.start]):
        each = phrase.scope is not None and phrase.scope.of(item.text).startswith("每")
        whom = "" if each else rate["whom"]
        indicator, kind = whom + rate["has"] + indicator.removeprefix(rate["has"]), "level"
    note_done(item, verbs, indicator, Named(indicator, verbs, item.opening))
    remember(state, verbs, kind, indicator, name)
    return stated(
        state,
        item.quantity,
        phrase,
        indicator,
        kind or "increase",
        Span(item.opening, name.end),
        rule="targets.value-first@4",
        restored=shared,
        place=place,
    )


def _named_each(item: Item) -> bool:
    """Say whether the things are named before their number: 建成|城东水站、滨河水站等|5座."""
    head = item.head
    return head.endswith("等") and "、" in head


def _verbs_before(item: Item) -> tuple[Verb, ...]:
    """Return the verbs that an item of a list goes on with: 培养10名甲、|不少于20名|乙."""
    said = item.phrase.predicate
    named = item.quantity.word_class == "small" and _NAMED.fullmatch(item.head)
    if (item.head and not named) or (said and (said.kind or said.comparator != ">=")):
        return ()
    return item.state.verbs


def _same_as_before(item: Item) -> Done | None:
    """Return what a bare 项目 is one of: 推介大型水务项目不少于2个，年内建成1个|项目."""
    done = item.state.done[-1] if item.state.done else None
    before = item.clause.before
    if done is None or before is None or not before.covers(done.value):
        return None
    longer = done.thing.endswith(_PROJECTS) and done.thing != _PROJECTS
    plain = longer and not _LISTED_THING.search(done.thing)
    return done if plain and item.quantity.value <= 2 else None


def _field_before(item: Item, verbs: tuple[Verb, ...]) -> Span | None:
    """Return the field in which things are to come into being: 在|水务领域|引进3名专家."""
    if item.quantity.word_class not in COUNTS or not verbs:
        return None
    start, text = verbs[0].span.start, item.text
    low = max(item.state.span.start, start - _FIELD_WITHIN)
    # The nearest 在 opens it.
    at = text.rfind("在", low, start)
    found = _FIELD.match(text, at, start) if at >= 0 else None
    if found is None or _IN_A_LIST.search(found["field"]):
        return None
    return Span(*found.span("field"))


def _goes_on(item: Item) -> bool:
    """Say whether a value goes on with a list of what is made or done.

    开展3万亩造林和|5万亩|护林: in one measure; 新建9座泵房、|30公里|水渠: what has a length.
    """
    values = item.clause.values
    at = values.index(item.quantity)
    gap = item.text[item.begin : item.quantity.span.start]
    if at == 0 or gap.strip():
        return False
    before = values[at - 1]
    sized = all(
        one.word_class in (*COUNTS, "measure") and not one.unit.endswith("元")
        for one in (before, item.quantity)
    )
    return before.unit == item.quantity.unit or (sized and item.text[item.begin - 1] in _LISTED)


def _reason_against(
    item: Item, name_words: str, verbs: tuple[Verb, ...], does: str, language: Language
) -> str:
    """Return why a value before a name is no commitment, or nothing.

    `does` is what is counted where those counted do it themselves.
    """
    phrase, quantity = item.phrase, item.quantity
    sort = quantity.word_class
    said = phrase.predicate is not None and phrase.predicate.kind != "increase"
    said = said and not (verbs and phrase.predicate and phrase.predicate.kind is None)
    nothing_done = not verbs and not language.doing.finished.search(name_words)
    if not does and ((not phrase.verbs and said) or (nothing_done and not phrase.predicate)):
        return "a value before its name, without a verb of doing"
    if quantity.noun and not any(verb.word.endswith(language.doing.making) for verb in verbs):
        return "a counted list that is not to come into being"
    if sort not in _BEFORE_NAMES:
        return f"a {sort} before a name"
    if sort in COUNTS and (
        name_words.endswith(language.doing.no_thing) or _ASPECTS.match(name_words)
    ):
        return "a count of fields, which are no things"
    if does:
        return ""
    if sort == "small" and verbs and _names_some(item, verbs[-1], language):
        return "a count of what is no thing" if _NO_PLACE.search(name_words) else ""
    if sort == "classifier" and verbs and _ON_WHAT_IS.fullmatch(verbs[-1].word):
        works = language.phrases.ends_in_work(name_words) and verbs[-1].word != _RAISING
        if not works and _are_all(_BRACKETED.sub("", item.head), item):
            # 确定甲、乙、丙|3个|事项: what is listed is counted, and nothing new.
            return "a count of what is listed before it"
    if sort in COUNTS and verbs and _ABILITY.search(name_words) and verbs[-1].kind == "change":
        # 提升|5个|供水集群服务能力: what is raised is no count.
        return "a count of what is bettered"
    if sort in _CLOSE and (
        not (phrase.verbs or (verbs and _goes_on(item))) or item.phrase.head.of(item.text).strip()
    ):
        return f"a {sort} before a name, without a verb"
    return ""


def _names_some(item: Item, verb: Verb, language: Language) -> bool:
    """Say whether what is counted is named before: 建设|青阳、华士等|四个|水务园区."""
    made = verb.word.endswith(language.doing.making)
    return made and (item.head.endswith("等") or _are_all(item.head, item))


def _are_all(head: str, item: Item) -> bool:
    """Say whether as many are named as are counted: 青阳水厂和华士水厂|两座|水厂."""
    names = [name for name in _SIGNS.split(head) if name]
    return len(names) > 1 and len(names) == item.quantity.value


def _counted(item: Item, words: str, language: Language) -> str:
    """Return the counted thing of the words after a value."""
    quantity, doing = item.quantity, language.doing
    if quantity.noun:
        return words
    words = doing.work_itself.sub("", words)
    if (of := _WORK_OF.fullmatch(words)) and language.phrases.ends_in_work(words):
        # 完成15个|灌区|的|信息化改造
        words = of["whose"] + of["work"]
    named = _named(words, language)
    if quantity.word_class == "measure" and not quantity.unit.endswith("元"):
        # 推进|50公里|海塘建设: work that is measured; 推进|5个|节水村建设 counts villages.
        named = _TASK_OF_WORK.sub("", doing.finished.sub("", words))
    if quantity.word_class in _CLOSE:
        named = doing.spent_on.sub("", named)
        if doing.purpose.match(words) and quantity.unit.endswith("元"):
            return f"{words}资金"
    return named


def _named(words: str, language: Language) -> str:
    """Return the counted thing of the words after a value, without what becomes of it."""
    doing = language.doing
    if played := _PART_PLAYED.search(words, _SHORTEST_NAME):
        words = words[: played.start()]
    if praise := _PRAISE.match(words):
        words = words[praise.end() :]
    words = doing.finished.sub("", doing.becoming.sub(r"\g<rest>", words))
    words = without_explanation(_AS_MODEL.sub("", words))
    words = _TO_WHAT_END.sub("", words)
    if done := _DONE_HOW.fullmatch(words):
        # 60个|高频服务“全城办” is printed so, as what is offered.
        return done["how"] + done["what"] if done["what"].endswith(_ITEMS) else words
    name = doing.after_name.sub("", words)
    return words if language.phrases.doing_in(name) else name


def _with_tail(
    item: Item, name: Span, indicator: str, language: Language
) -> tuple[str, tuple[Evidence, ...]]:
    """Return a name with the tail that the list's last name carries, and the evidence for it."""
    shared: tuple[Evidence, ...] = ()
    tail = tail_of_list(item, name, indicator, language)
    if tail and not language.doing.after_name.fullmatch(tail.of(item.text)):
        indicator += tail.of(item.text)
        shared = (restored_from(tail),)
    if tail := tail_of_grades(item.text, name, indicator, language):
        indicator += tail.of(item.text)
        shared = (restored_from(tail),)
    return indicator, shared


def _with_head(item: Item, indicator: str, language: Language) -> str:
    """Return a name with the words before its value that belong to it.

    甲路改建等10个|项目: a bare 项目 is told by what stands before it.
    """
    left = _AT_LEVEL.sub("", item.head)
    if on := _ON_PLATFORM.fullmatch(left):
        # 在|“青水办”APP|上新增50项|特色应用
        return on["on"] + indicator
    if _PART_PLAYED.search(left):
        return indicator
    bare = left.endswith("等") and indicator in _ANYTHING
    part = left and not left.endswith(language.doing.no_name) and "、" not in left
    # 建设50人以上的队伍|和|20门|课程: a list of two, of which the first has no number.
    part = part and not _LIST_ENDS.search(left)
    part = part and not _are_all(left, item)
    # 解决|居民关注的|100项|用水难题: said of them before the number.
    said = item.phrase.verbs and _SAID_OF_THEM.fullmatch(left)
    return left + indicator if bare or part or said else indicator
