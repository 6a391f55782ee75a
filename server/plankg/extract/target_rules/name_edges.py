"""Leaves out of a printed name what stands around it: 为|市场主体减负, 领军企业|落地发展."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.phrase import Predicate
from plankg.extract.target_rules.items import Item
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


def without_edges(words: str, item: Item) -> str:
    """Return a name without what is said of it around it."""
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
