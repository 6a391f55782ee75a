"""Finds quantities that are printed in digits: 3.5亿元, 1.2－1.5万人, 前50名, 5日内."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plankg.extract.numerals import number_of
from plankg.extract.quantity import Quantity, comparator_named
from plankg.extract.sizes_of_things import SizeGrammar
from plankg.lookups import Lookups, any_of
from plankg.model import Comparator, Span

_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DASH = r"(?:－|—|–|-|~|～|至|到)+"
_HAN = "一二两三四五六七八九十百千"
_DAYS = re.compile(
    r"(?<![\d月])(?P<a>\d{1,3})[ 　]?日(?:之)?(?P<in>内)?(?(in)|(?=办[结理成完]|审[结批]|接[通电]))"
    # 压缩至|20日, 不超过|10日: a length of time, no date.
    r"|(?:(?P<most>不超过|不多于|控制在)|(?:压缩|缩短|缩减|压减|减少|精简|优化|提速)[至到为])[ 　]?"
    r"(?P<b>\d{1,3})[ 　]?日(?P<within>之?内|以内)?(?![前起之中上下晚凌])"
)
_FROM = re.compile(r"[由从](?:(?:20\d\d年|目前|现在|上年|去年)[底末]?的?)?[^，,。；;\d]{0,4}\Z")
_COMPARED = re.compile(
    r"(?:(?<!占)比|较)[ 　]?(?:20\d\d[ 　]?年|上年|去年|上一年"
    r"|“?十[二三四五]五”?(?:时期|期间|期)?末?)"
    r"(?:底|末|同期)?的"
    r"(?:\d[\d.]*[^\d、，,。；;的和及]{1,8}[、和及])*\Z"
)
_BASES_WITHIN = 50
_CHANGES = re.compile(r"[一-鿿]{1,3}[到至为]")
# 3000吨级码头, 1公里半径内, 5分钟生活圈, 30万人|口以上, 20万人|口的城市: the number says which,
# not how many.
_GRADE = re.compile("级(?!别)|口(?:以[上下]|的)|半径|范围|(?:[一-鿿]{1,4})?圈|见方|覆盖率")
# 45座|客车: how large each is; 45座客车站 are counted.
_SEATS = re.compile(
    r"级?的?(?:[^，,；;。、：:\d]{0,6})(?:客车|[巴公]交车|中巴|大巴|巴士|校车|轿车|汽车|车型|机型|飞机|直升机|eVTOL"
    r"|航空器|游船|游艇|客船)(?![一-鿿]{0,3}(?:站|场|厂|码头|库|园|基地|中心|桩))"
)
# 0—6岁|儿童: of what age, not how many.
_AGE = ("岁", "周岁")
_NAME = re.compile(r"的?[^，,；;。、：:]{1,30}")
_AS_WELL = re.compile(r"(?:以及|和|及)(?:至少|约|近|超过?)?[ 　]*\Z")
_NAMES_ON = re.compile(r"的?[一-鿿“]")
# 20平方公里以上|建设用地面积达到…要求: so much land, which is to be up to it.
_LAND = re.compile(r"[^，,；;。的、]{0,10}面积(?:达到|符合|满足)[^，,；;。\d]{4,}")
_RANKED_ONES = re.compile(
    r"\d[ 　]?[个家所名条座项](?:以上|左右)?[一-鿿]{1,14}"
    r"(?:进入|跻身|入围|位[列居于]|排名|达到|不低于)(?:全[国省市县区]|世界|全球)?\Z"
)
# 1个|24小时自助服务区, 24小时|热线: open all day, no time that something takes.
_ALL_DAY = re.compile(
    r"24[ 　]?小时"
    r"(?=自助|便民|值班|值守|图书|书房|热线|服务(?:区|站|点|厅|台|热)|药店|便利|不打烊|阅读|政务|办)"
)
_RANKED = re.compile("(?<![底末月日年之以度旬])前\\Z")
# 120万条以下|的钢管企业: which ones, by what they are below; 30人以下的目标 is reached.
_BELOW = "以下"
_WHICH_ONES = re.compile("(?!的?(?:目标|水平|标准|要求|范围))的?[一-鿿]{2}")
_SO_MANY_IN = re.compile("[一-鿿]{1,6}(?:及?以上|以下)的(?=[一-鿿]{1,8})")
_OF_COUNTED = re.compile(r"的\d+[个项家条座处]")
_SHARING = re.compile(
    r"分别[^，,。；;、\d]{0,12}(?P<numbers>(?:\d+(?:\.\d+)?[ 　]?[、和与][ 　]?){1,8})\Z"
)
_SHARING_WITHIN = 60
_ONE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNIT_END = re.compile("[（(]")
# What is measured is named so many characters before a number without a unit.
_NOUN_WITHIN = 20


class DigitGrammar:
    """The patterns of numbers in digits, compiled once from the lookup tables."""

    def __init__(self, lookups: Lookups) -> None:
        self._classes = lookups.mapping("measure_words", "word", "class")
        self._after = lookups.mapping("after_value", "words", "comparator")
        after = any_of(self._after)
        unit = lookups.unit_pattern
        people = any_of(lookups.words("counted_people"))
        self._plain = re.compile(
            # OPC100家: a name in capitals ends before the number; A100 and PM2.5 are names.
            rf"(?<![\d.第])(?:(?<![A-Za-z])|(?<=[A-Z]{{2}}))(?P<a>{_NUMBER})"
            rf"(?:[ 　]{{0,2}}(?P<u>{unit})?[ 　]?{_DASH}[ 　]?(?P<b>{_NUMBER}))?"
            rf"[ 　]{{0,2}}(?P<more>余|多)?(?P<unit>{unit})"
            # 40万套（包括间、床位）以上: what is counted with them stands between.
            rf"(?:(?:[（(][含包][^（()）\d]{{1,16}}[)）])?[ 　]?(?P<after>{after}))?"
        )
        self._sizes = SizeGrammar(lookups, self._plain.pattern)
        # 突破5亿, 10万农村人口: a multiplier that counts without a counting word.
        bare = re.compile(
            rf"(?<![\d.A-Za-z第])(?P<a>{_NUMBER})(?:{_DASH}(?P<b>{_NUMBER}))?[ 　]?(?:余|多)?"
            rf"(?P<unit>万|亿)(?P<after>{after})?(?=[，,。；;、）)]|\Z|(?:名义)?{people})"
        )
        # 平均受教育年限达到11.5年: a number of years, where else 年 is the sign of a date.
        years = re.compile(
            rf"(?<![\d.])(?!(?:19|20|21)\d\d年)(?P<a>{_NUMBER})(?P<unit>年)(?P<after>{after})?(?![\d月])"
        )
        # 指数达到65, 收入比缩小到1.8以内, 之比达到2.8:1: a number that has no unit.
        unitless = re.compile(
            rf"(?<![\d.])(?P<a>{_NUMBER})(?:[ 　]?[:：∶][ 　]?1(?![\d.]))?"
            rf"(?:[ 　]?(?P<after>{after}))?"
            r"(?=[，,。；;、）)]|\Z|的)"
        )
        self._without_unit = (
            (bare, "classifier", None),
            (years, "measure", _noun_before(lookups, "years")),
            (unitless, "plain", _noun_before(lookups, "unitless")),
        )
        # 重回第6位, 位居全省第三位: a rank that is reached; 第3名获奖者 is none.
        reached = any_of(
            row["words"] for row in lookups.rows("predicates") if row["kind"] == "level"
        )
        self._place = re.compile(
            rf"(?:(?P<least>不低于)|{reached})(?:全[国省市县区]|本[省市])?"
            rf"第[ 　]?(?P<a>\d{{1,3}}|[{_HAN}]+)[ 　]?(?P<unit>[位名])"
            r"(?=[，,。；;、）)]|\Z|以内|左右)"
        )
        # 力争|评价全省排名第一: without a counting word, where it is striven for.
        self._first = re.compile(
            rf"(?:力争|争取|确保|争创|保持|实现)[^，,。；;、\d]{{2,24}}?(?:排名|位[居列])第(?P<a>[{_HAN}])"
            r"(?=[，,。；;、）)]|\Z)"
        )
        self._rank = re.compile(rf"前[ 　]?(?P<a>{_NUMBER}|[{_HAN}]+)[ 　]?(?P<unit>名|位|强)?")

    def with_unit_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield the numbers with a unit: 3.5亿元, 1200家以上, 20－30个."""
        for match in self._with_units(text, span):
            first = number_of(match["a"])
            last = number_of(match["b"]) if match["b"] else None
            if last is not None and last <= first:
                continue
            word_class = self._class_of(match["unit"])
            letter = text[match.start() - 1 : match.start()]
            if letter.isascii() and letter.isalpha() and word_class != "classifier":
                continue
            if word_class == "duration" and _ALL_DAY.match(text, match.start(), span.end):
                continue
            rest = text[match.end() : span.end]
            found = Quantity(
                Span(match.start(), match.end()),
                first,
                last,
                match["unit"],
                word_class,
                "range" if last is not None else self._compared(match),
                part_of_name=self._says_which(text, match, word_class, rest),
            )
            if last is None:
                yield from _sharing_unit(text, span, found)
            yield found

    def _compared(self, match: re.Match[str]) -> Comparator:
        """Return what is said of a value behind it, or within it: 30多个 is more than 30."""
        return ">" if match["more"] and not match["after"] else self._comparator(match["after"])

    def _with_units(self, text: str, span: Span) -> Iterator[re.Match[str]]:
        """Yield the matches of numbers with a unit; 15%至200万元 is two, no range."""
        position = span.start
        while match := self._plain.search(text, position, span.end):
            position = match.end()
            if match["u"] and self._class_of(match["u"]) != self._class_of(match["unit"]):
                position = match.start("b")
                match = self._plain.fullmatch(text, match.start(), match.end("u"))
            if match:
                yield match

    def without_unit_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield the numbers that count without a counting word, or measure without a unit."""
        for pattern, word_class, before in self._without_unit:
            for match in pattern.finditer(text, span.start, span.end):
                opening = max(span.start, match.start() - _NOUN_WITHIN)
                if before and not before.search(text, opening, match.start()):
                    continue
                groups = match.groupdict()
                last = number_of(groups["b"]) if groups.get("b") else None
                first = number_of(groups["a"])
                if last is not None and last <= first:
                    continue
                rest = text[match.end() : span.end]
                yield Quantity(
                    Span(match.start(), match.end()),
                    first,
                    last,
                    groups.get("unit") or "",
                    word_class,
                    "range" if last is not None else self._comparator(groups["after"]),
                    part_of_name=text.startswith("级", match.end())
                    or _is_base(text, match.start(), rest)
                    or (bool(groups["after"]) and self._value_follows(rest)),
                )

    def ranks_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield ranks, digits or not: 前50名, 前三位, 前100强, 重回第6位."""
        for match in self._rank.finditer(text, span.start, span.end):
            if not match["unit"]:
                continue
            unit = "名" if match["unit"] == "强" else match["unit"]
            own = Span(match.start(), match.end())
            # 排名前10位|的旅行社营业收入占比达到50%: whose value it is.
            rest = text[match.end() : span.end]
            whose = rest.startswith("的") and self._value_follows(rest)
            whose = whose or self._of_ranked(text, span, own)
            yield Quantity(own, number_of(match["a"]), None, unit, "rank", "<=", part_of_name=whose)
        for match in self._place.finditer(text, span.start, span.end):
            own = Span(text.rindex("第", match.start(), match.end()), match.end())
            # 不低于第5位: the fifth or better, as 前5位.
            comparator: Comparator = "<=" if match["least"] else "="
            yield Quantity(
                own,
                number_of(match["a"]),
                None,
                match["unit"],
                "rank",
                comparator,
                part_of_name=self._of_ranked(text, span, own),
            )

        for match in self._first.finditer(text, span.start, span.end):
            own = Span(match.start("a") - 1, match.end())
            yield Quantity(own, number_of(match["a"]), None, "位", "rank", "=")

    @staticmethod
    def _of_ranked(text: str, span: Span, rank: Span) -> bool:
        """Say whether a rank tells which ones are counted: 3家水厂进入全省|前10名."""
        return bool(_RANKED_ONES.search(text, max(span.start, rank.start - 26), rank.start))

    def days_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield 1日内: days count only where they are a limit, else they are dates."""
        for match in _DAYS.finditer(text, span.start, span.end):
            digits = "a" if match["a"] else "b"
            own = Span(match.start(digits), match.end())
            at_most = match["in"] or match["most"] or match["within"]
            comparator: Comparator = "<=" if at_most else "="
            yield Quantity(own, number_of(match[digits]), None, "日", "duration", comparator)

    def _says_which(self, text: str, match: re.Match[str], word_class: str, rest: str) -> bool:
        """Say whether a number with a unit is part of a name: 10亿元以上|项目6个."""
        after = bool(match["after"])
        # 50公里左右|海塘建设: what is said to be about so much is measured, no threshold.
        about = self._comparator(match["after"]) == "~"
        return (
            bool(_GRADE.match(rest))
            or (match["unit"] == "座" and bool(_SEATS.match(rest)))
            or (
                (after and not about and word_class == "measure" and _names_on(rest))
                and not self._sizes.is_done(text, match.start(), match["unit"], rest)
            )
            # 1万名|老人以上的镇: which ones.
            or (word_class == "classifier" and bool(_SO_MANY_IN.match(rest)))
            or (match["unit"] in _AGE and bool(_NAMES_ON.match(rest)))
            or _is_per(text, match.start())
            or (
                _is_ranked(text, match.start())
                and (word_class == "share" or self._value_follows(rest))
            )
            or _is_base(text, match.start(), rest)
            or (after and word_class != "share" and self._value_follows(rest))
            or (word_class == "classifier" and _is_below(match["after"], rest))
            or (not after and word_class == "duration" and self._which(rest))
            or (
                word_class == "measure"
                and (
                    self._sizes.is_of_each(text, match.start(), match.end())
                    or self._sizes.is_of_one(text, match.start())
                )
            )
            # 总投资5亿元|的3个|项目: together they cost so much.
            or (word_class == "measure" and bool(_OF_COUNTED.match(rest)))
        )

    def _which(self, rest: str) -> bool:
        """Say whether a duration begins a name: 24小时|服务区20个, but not 1天|最快30分钟."""
        return not rest.startswith("最") and self._value_follows(rest)

    def _value_follows(self, rest: str) -> bool:
        """Say whether a name and its own value follow before the next sign: 以上项目6个."""
        if rest.startswith("以及"):
            return False
        head = _NAME.match(rest)
        value = self._plain.search(head.group()) if head else None
        listed = value is not None and _AS_WELL.search(rest, 0, value.start())
        if listed and not rest.startswith("的"):
            # 20个以上|水站以及80个泵站: the next one of a list.
            return False
        if value is None or _is_ranked(rest, value.start()):
            # 2个以上|学科进入全国前30%: a place in a ranking counts none.
            return False
        return not rest.startswith("的", value.end())

    def _comparator(self, after: str | None) -> Comparator:
        return comparator_named(self._after[after]) if after else "="

    def _class_of(self, unit: str) -> str:
        """Return the class of a unit, its multiplier (万, 万亿) and what it is per aside."""
        unit = _UNIT_END.split(unit)[0]
        if unit not in self._classes:
            unit = unit.partition("/")[0]
        for start in range(len(unit)):
            if unit[start:] in self._classes:
                return self._classes[unit[start:]]
        raise ValueError(f"not a unit of measure_words.tsv: {unit!r}")


def _sharing_unit(text: str, span: Span, last: Quantity) -> Iterator[Quantity]:
    """Yield the numbers before one with whom they share its unit: 分别压缩至|2.5、|5个工作日."""
    low = max(span.start, last.span.start - _SHARING_WITHIN)
    sharing = _SHARING.search(text, low, last.span.start)
    if sharing:
        for number in _ONE_NUMBER.finditer(text, sharing.start("numbers"), last.span.start):
            yield replace(last, span=Span(*number.span()), value=number_of(number.group()))


def _noun_before(lookups: Lookups, sort: str) -> re.Pattern[str]:
    """Return a pattern of the nouns of a sort, which are named shortly before their number."""
    nouns = any_of(lookups.words("name_endings", "ending", sort=sort))
    # 年限从9.5年提高到|11.5年: the base stands between.
    return re.compile(rf"{nouns}(?:[由从][\d.]+年?)?[^，,。；;、\d]{{0,8}}\Z")


def _names_on(rest: str) -> bool:
    """Say whether a name goes on behind a number: 10亿元以上|项目."""
    return bool(_NAMES_ON.match(rest)) and not _LAND.match(rest)


def _is_below(after: str | None, rest: str) -> bool:
    """Say whether a number says which things are meant by what they are below: 5条以下|的企业."""
    return after is not None and after.endswith(_BELOW) and bool(_WHICH_ONES.match(rest))


def _is_ranked(text: str, start: int) -> bool:
    """Say whether a share is a place in a ranking: 进入全国前|1%; 年底前|70%的水厂 is none."""
    return _RANKED.search(text[max(0, start - 2) : start]) is not None


def _is_per(text: str, start: int) -> bool:
    """Say whether a number is what a rate is per: 每1万人."""
    return text[max(0, start - 1) : start] == "每"


def _is_base(text: str, start: int, rest: str) -> bool:
    """Say whether a number is where a change begins: 由60%提高到85%, 比2020年的60%提高5%."""
    if _COMPARED.search(text[max(0, start - _BASES_WITHIN) : start]):
        return True
    return bool(_CHANGES.match(rest)) and bool(
        _FROM.search(text[max(0, start - _NOUN_WITHIN) : start])
    )
