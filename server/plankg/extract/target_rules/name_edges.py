"""Leaves out of a printed name what stands around it: 为|市场主体减负, 领军企业|落地发展."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.phrase import Predicate
from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.language import Language
from plankg.model import Span

# 为|全市|市场主体减负|10亿元: whose burden it is, and no longer for whom.
_RELIEVED = re.compile(
    "\\A为(?:[全本我][国省市州县区旗])?(?=[一-鿿]{2,12}(?:减负|减税|降费|减税降费|降本|增信)\\Z)"
)
# 协调|发电企业让利电量: who brings it about.
_BROUGHT_ABOUT = re.compile("\\A(?:统筹)?协调(?=[一-鿿]{4,}(?:电量|贷款|融资|让利|资金)\\Z)")
# 电力用户|全年|让利电量: a time within the name.
_ALL_YEAR = re.compile("(?<=[一-鿿]{2})全年(?=[一-鿿]{1,8}(?:[量额]|减负|让利)\\Z)")
# 银行机构|新增|贷款: the kind says so; 新增贷款占比 is a name.
_NEWLY_LENT = re.compile("(?<=[一-鿿]{2})新增(?=[一-鿿]{0,6}贷款\\Z)")
# 引育|领军企业|落地发展|5家: what becomes of them.
_SETTLED = re.compile("(?<=[一-鿿]{2})落[地户](?:发展|见效|投产)\\Z")
# 储备能力|（包括水厂、企业等）: examples explain, and are no part of a name.
_EXAMPLES = re.compile(r"(?<=[一-鿿])[（(](?:主要)?包括[^（()）]{4,}等[)）]\Z")
# “首违不罚”|拓展|实施领域|至: how it gets there stands within the name.
_WIDENS = ("拓展", "扩大", "拓宽", "延伸")
_WIDENED = re.compile(
    f"(?P<of>[^，、]{{2,30}}?)(?:{'|'.join(_WIDENS)})(?P<what>[一-鿿]{{2,8}})[至到]\\Z"
)
_UNTIL = ("至", "到")
# 樟溪片区|年产净水剂: where it is made.
_MADE_YEARLY = re.compile(
    "(?P<place>[一-鿿]{2,6}?(?:片区|园区|开发区|[镇乡]|街道))?"
    "(?P<what>年(?:生)?产(?![值能量业销出])[一-鿿]{2,12})"
)


# 银企对接会|每月|2场, 县领导|每季度|走访企业5家, |每学期组织|家访2次: how often it is held.
_HOW_OFTEN = re.compile("每(?:个?(?:学期|季度|月)|季|半年|[周天日])(?!度)")
_OFTEN_HELD = re.compile("\\A(?:组织|开展|举办|召开)(?=[一-鿿]{2})")
# 跨境交易额|三年|翻一番, |三年|公开招聘教师
_SO_LONG = re.compile(
    "(?<=[一-鿿]{3})(?<!每)[两二三四五]年\\Z"
    "|\\A[两二三四五]年(?:内|间|共)?(?![内间共制级期行计攻龄生]|累计)(?=[一-鿿]{4})"
)
_BY_THAT_TIME = re.compile(
    "\\A(?:\\d{1,3}(?:天|日|个月)内|[汛春秋冬夏]前)(?=.{2})|20\\d\\d年[春秋]季(?:学期)?开学[前时]\\Z"
)
# 用水检测量|每千人: per how many stands behind the name.
_PER_BEHIND = re.compile("(?P<what>[一-鿿]{3,})(?P<per>每[十百千万]{1,2}(?:名)?(?:人口?|居民))")
# 困难人员|实现|就业
_COME_TO_WORK = re.compile("(?<=[一-鿿]{3})实现(?=(?:再)?就业\\Z)")


def _without_times(words: str, item: Item) -> str:
    """Return a name without how often and within what time it is so."""
    words = _BY_THAT_TIME.sub("", _SO_LONG.sub("", words))
    if item.quantity.word_class not in COUNTS or not (often := _HOW_OFTEN.search(words)):
        return words
    rest = words[: often.start()] + words[often.end() :]
    return _OFTEN_HELD.sub("", rest) if not often.start() else rest


def without_edges(words: str, item: Item) -> str:
    """Return a name without what is said of it around it."""
    words = _COME_TO_WORK.sub("", _without_times(words, item))
    if per := _PER_BEHIND.fullmatch(words):
        words = per["per"] + per["what"]
    words = _BROUGHT_ABOUT.sub("", _RELIEVED.sub("", words))
    words = _NEWLY_LENT.sub("", _ALL_YEAR.sub("", _EXAMPLES.sub("", words)))
    return _SETTLED.sub("", words) if item.phrase.verbs else words


def widened(words: str, item: Item) -> tuple[str, Item]:
    """Return a name and its item with what widens it left out: 拓展|实施领域|至|26个."""
    phrase = item.phrase
    if phrase.predicate or not words.endswith(_UNTIL):
        return words, item
    within = _WIDENED.fullmatch(words) if not phrase.verbs else None
    leads = phrase.verbs and phrase.verbs[-1].word in _WIDENS
    if not within and not leads:
        return words, item
    end = phrase.head.end
    until = Predicate(Span(end - 1, end), "level", "=", words[-1])
    name = within["of"] + within["what"] if within else words[:-1]
    return name, replace(item, phrase=replace(phrase, verbs=(), predicate=until))


def made_yearly(words: str, item: Item) -> tuple[str, tuple[str, Span] | None] | None:
    """Return 年产净水剂 and where it is made, for 樟溪片区年产净水剂; None for other names."""
    found = _MADE_YEARLY.fullmatch(words)
    if found is None or item.quantity.word_class != "measure" or item.phrase.verbs:
        return None
    start = item.phrase.head.start
    place = found["place"]
    at = Span(start, start + len(place)) if place else None
    known = at and at.of(item.text) == place
    return found["what"], (place, at) if at and known else None


def whom_served(item: Item, language: Language) -> str:
    """Return the people for whom something is made: 失能老年人 of 为|失能老年人|建设养老床位.

    They say which things are meant, as a body or a household (为缺水家庭建设水窖) does not.
    """
    found = language.doing.for_people.match(item.text, item.opening, item.quantity.span.start)
    return found["whom"] if found else ""
