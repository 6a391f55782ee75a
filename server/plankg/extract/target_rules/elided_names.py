"""Restores a later name of a list by the thing that an earlier one says: 先进级 for 卓越级水厂.

Each rule needs the same form twice (卓越级, 先进级), or a part that 其中 announces; a name that
says by itself what it is keeps its words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.named import Named

# 卓越级|智能水厂200家、先进级|1500家; 国家级 and the like are read as levels.
_GRADE = re.compile("[一-鿿]{2,4}级")
_GRADED = re.compile("[一-鿿]{2,4}级(?P<thing>[一-鿿“”]{2,12})")
# 500千伏|变电站1座、220千伏|6座
_TENSION = re.compile(r"\d{2,4}[ 　]?千伏(?:及以上)?")
_OF_TENSION = re.compile(rf"{_TENSION.pattern}(?P<thing>[一-鿿]{{2,12}})")
# 专精特新|企业50家，其中“小巨人”|18家
_QUOTED = re.compile("“[^“”]{1,12}”")
_FIRM, _FIRMS = "家", "企业"
# 粮食|播种面积90万亩，其中水稻|60万亩
_GROWN = re.compile("(?:播种|种植|栽培|栽种|养殖)面积\\Z|(?:总产|产)量\\Z")
_CROP = re.compile("[一-鿿]{2,6}(?<![县区镇乡村市])")
_ALL_IN_ALL = "总"
# 水厂60座，其中净水|12座: the part ends as the whole's name begins.
_SHORT_WHOLE = range(2, 4)
_PLAIN = re.compile("[一-鿿]{3,6}")
# 学位|小学4800个、初中2700个: whose places they are stands behind the noun.
_PLACES = re.compile(
    "学位(?P<whose>小学|初中|高中|普通高中|幼儿园|学前|义务教育|公办幼儿园|公办小学|公办初中)"
)
_WHOSE = re.compile("(?:公办)?(?:小学|初中|高中|普通高中|幼儿园|学前|义务教育)")
_PLACE_AT_SCHOOL = "学位"
# 新建大型水库1座，|日均|供水6000吨, |每座|面积200平方米: of those counted before.
_OF_EACH = re.compile("(?:日均|每[个座处家所间套户])[一-鿿]{2,4}")
# 发放水权|贷款5亿元，|贷款|回收率98%
_OF_LOANS = re.compile("(?P<what>贷款|基金)[一-鿿]{2,4}率")
_NO_THINGS = ("人", "名", "次", "场", "人次", "项")
_SAME_ENDING = 2
# 签约率45%，|重点人群|85%
_GROUP = re.compile("[一-鿿]{2,6}人[群口]")
# 电子凭证|签发率85%、|用证率60%
_SHORT_RATE = re.compile("[一-鿿]{2}率")
_RATE_OF = re.compile("(?P<of>[一-鿿A-Za-z“”]{4,})[一-鿿]{2}率")


def with_thing(name: Named, item: Item, language: Language) -> Named | None:
    """Return a name with the thing that the list said before; None where it needs none."""
    if item.phrase.share_of_previous and not item.state.parts:
        return None
    return (
        _of_grade(name, item, language)
        or _of_firms(name, item)
        or _of_crop(name, item)
        or _of_overlap(name, item)
        or _of_school(name, item)
        or _of_each(name, item, language)
        or _of_loans(name, item)
        or _of_like_whom(name, item, language)
        or _of_group(name, item, language)
        or _of_same_thing(name, item)
    )


def _of_grade(name: Named, item: Item, language: Language) -> Named | None:
    """Return 先进级智能水厂 for 先进级 behind 卓越级智能水厂; of tensions (220千伏), too."""
    for alone, whole in ((_GRADE, _GRADED), (_TENSION, _OF_TENSION)):
        if not alone.fullmatch(name.words) or language.names.level.match(name.words):
            continue
        for first, quote in reversed(item.state.named):
            said = whole.fullmatch(first)
            if said and not language.names.level.match(first):
                return name.with_words(name.words + said["thing"], quote)
    return None


def _of_firms(name: Named, item: Item) -> Named | None:
    """Return “小巨人”企业 for a quoted name counted as the firms before it are."""
    if not _QUOTED.fullmatch(name.words) or item.quantity.unit != _FIRM or not item.state.named:
        return None
    first, quote = item.state.named[-1]
    return name.with_words(name.words + _FIRMS, quote) if first.endswith(_FIRMS) else None


def _of_crop(name: Named, item: Item) -> Named | None:
    """Return 水稻播种面积 for 其中|水稻 of 粮食播种面积."""
    whole = item.state.wholes.get(item.quantity.unit) if item.state.parts else None
    grown = _GROWN.search(whole.thing) if whole else None
    if whole is None or grown is None or item.phrase.verbs or not _CROP.fullmatch(name.words):
        return None
    return name.with_words(name.words + grown.group().removeprefix(_ALL_IN_ALL), whole.span)


def _of_overlap(name: Named, item: Item) -> Named | None:
    """Return 笼式足球场 for 其中|笼式足球 of 球场: the part ends as the whole begins."""
    whole = item.state.wholes.get(item.quantity.unit) if item.state.parts else None
    if whole is None or len(whole.thing) not in _SHORT_WHOLE or not _PLAIN.fullmatch(name.words):
        return None
    if name.words[-1] != whole.thing[0] or item.quantity.word_class not in COUNTS:
        return None
    return name.with_words(name.words + whole.thing[1:], whole.span)


def _of_school(name: Named, item: Item) -> Named | None:
    """Return 小学学位 for 学位小学, and 初中学位 for the 初中 behind it."""
    if said := _PLACES.fullmatch(name.words):
        return name.with_words(said["whose"] + _PLACE_AT_SCHOOL)
    if not _WHOSE.fullmatch(name.words) or not item.state.named:
        return None
    first, quote = item.state.named[-1]
    same = first.endswith(_PLACE_AT_SCHOOL) and item.quantity.unit.endswith("个")
    return name.with_words(name.words + _PLACE_AT_SCHOOL, quote) if same else None


def _of_each(name: Named, item: Item, language: Language) -> Named | None:
    """Return what each of those counted before has or does: 水站|日均供水, |每座面积."""
    named = item.state.named
    if not _OF_EACH.fullmatch(name.words) or not named or item.phrase.verbs:
        return None
    first, quote = named[-1]
    before = item.clause.before
    if before is None or not before.covers(quote):
        return None
    counted = language.quantities.quantities_in(item.text, quote)
    if not counted or counted[-1].word_class not in COUNTS or counted[-1].unit in _NO_THINGS:
        return None
    return name.with_words(first + name.words, quote)


def _of_loans(name: Named, item: Item) -> Named | None:
    """Return 水权贷款回收率 for 贷款回收率 behind 水权贷款."""
    said = _OF_LOANS.fullmatch(name.words)
    if said is None:
        return None
    for first, quote in reversed(item.state.named):
        if first.endswith(said["what"]) and len(first) > len(said["what"]):
            return name.with_words(first.removesuffix(said["what"]) + name.words, quote)
    return None


def _of_like_whom(name: Named, item: Item, language: Language) -> Named | None:
    """Return 小型水厂抽查比例 for 小型水厂 behind 大型水厂抽查比例: as long, and of one ending."""
    length, named = len(name.words), item.state.named
    alone = not item.phrase.verbs and item.quantity.word_class == "share"
    if length <= _SAME_ENDING or not named or not alone or item.phrase.share_of_previous:
        return None
    first, quote = named[-1]
    rate = first[length:]
    alike = first[length - _SAME_ENDING : length] == name.words[-_SAME_ENDING:]
    if not alike or first.startswith(name.words) or len(rate) < _SAME_ENDING:
        return None
    if not language.names.rate.search(first) or language.names.rate.search(name.words):
        return None
    return name.with_words(name.words + rate, quote)


def _of_group(name: Named, item: Item, language: Language) -> Named | None:
    """Return the rate that was told of all, for a group of people alone: 重点人群|85%."""
    named = item.state.named
    alone = not item.phrase.verbs and item.quantity.word_class == "share"
    if not named or not alone or not _GROUP.fullmatch(name.words) or item.state.parts:
        return None
    first, quote = named[-1]
    if not language.names.rate.search(first) or "人群" in first or "人口" in first:
        return None
    whole = name.with_words(first, quote)
    return replace(whole, place=(name.words, item.phrase.head))


def _of_same_thing(name: Named, item: Item) -> Named | None:
    """Return 电子凭证用证率 for 用证率 in one list with 电子凭证签发率."""
    if not _SHORT_RATE.fullmatch(name.words) or not item.state.named or item.phrase.verbs:
        return None
    if item.text[item.opening - 1] != "、":
        return None
    first, quote = item.state.named[-1]
    whole = _RATE_OF.fullmatch(first)
    if whole is None or not item.clause.span.covers(quote):
        return None
    return name.with_words(whole["of"] + name.words, quote)
