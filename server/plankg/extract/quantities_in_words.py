"""Finds quantities printed in words: 百家企业, 三个园区, 六大产业群, 翻一番, 九成, 百分之六十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plankg.extract.numerals import number_of
from plankg.extract.quantity import Quantity, comparator_named
from plankg.lookups import Lookups, any_of
from plankg.model import Comparator, Span

_HAN = "一二两三四五六七八九十百千"
_SMALL = re.compile(
    rf"(?<![{_HAN}第几])(?:(?P<a>[二两三四五六七八九十]{{1,3}}|(?<=至少)一|(?<=[不得能应]少于)一"
    # 每年有|一个, 三年内建成|一个: so many within a time.
    r"|(?:(?<=每年有)|(?<=[年月]内(?:建成|新建|引进|培育|打造|创建))"
    r"|(?<=每年(?:建成|新建|引进|培育|打造|创建)))一(?!批))"
    # 一至二|个
    r"|(?P<from>[一二两三四五六七八九])(?:至|到|—|－|-|~|～)(?P<b>[二两三四五六七八九十])(?!批))"
    r"(?P<unit>[个家所座条处批套])(?!月|工作日|百分点)"
)
# 各打造|一个, 每个县建成|一所: each of several places has so many.
_EACH_ONE = re.compile(
    r"(?:各(?:自)?|每(?:个)?[县区市州镇乡村旗街社园校])"
    r"(?:[^，,。；;\d]|20\d\d年){0,16}?"
    r"(?:新建|建设|建成|打造|建立|创建|培育|设立|建有|开办|开设|组建|引进|配备|创成|改造|培养|布局|有)"
    r"(?P<a>一)(?P<unit>[个家所座条处支名])(?![批系])"
)
# 不少于|一次, 至少开展|一场: how often at least; 一次性 is a word.
_AT_LEAST_ONCE = re.compile(
    r"(?:(?<=至少)|(?<=少于)|(?<=至少(?:开展|组织|召开|举办|进行|安排)))(?P<a>一)(?P<unit>[次场期轮])(?!性)"
)
_COUNTED = re.compile(
    r"(?P<a>[二两三四五六七八九十]{1,3}|(?<!\d)\d{1,2})(?P<unit>大)(?P<noun>[一-鿿]{2,12})"
)
# 千名专家引进工程, 百家企业帮扶行动: what a programme is called.
_PROGRAMME = r"[百千万](?:[家名场][一-鿿“”、]{1,16}(?:工程|行动)|[项个][一-鿿“”、]{1,16}行动)"
_PARTS = re.compile(rf"(?P<of>[百千])分之(?P<a>[{_HAN}]+|\d+(?:\.\d+)?)")
# 三分之二: in percent, as precisely as such parts are told.
_FRACTION = re.compile(rf"(?<![{_HAN}])(?P<of>[二三四五六七八九十])分之(?P<a>[一二三四五六七八九])")
TENTHS = "成"
"""The sign of tenths, which count ten of a hundred each."""
_TWO_PLACES = Decimal("0.01")
_MULTIPLES = (
    (re.compile("翻(?:一?番|一?倍)"), Decimal(2), "倍"),
    (re.compile("翻两番"), Decimal(4), "倍"),
    (re.compile("(?<=增加|增长|提高|扩大)一倍"), Decimal(1), "倍"),
    (re.compile("(?<=增加|增长|提高|扩大)两倍"), Decimal(2), "倍"),
    (re.compile("(?<![大])(?:一半|半数)"), Decimal(50), "%"),
)
# 占比|过半
_MORE_THAN_HALF = re.compile(r"(?<=[比率重例])过半(?=[，,。；;、]|\Z)")


class NumeralGrammar:
    """The patterns of numbers in words, compiled once from the lookup tables."""

    def __init__(self, lookups: Lookups) -> None:
        self._after = lookups.mapping("after_value", "words", "comparator")
        after = any_of(self._after)
        reached = "|".join(
            f"(?<={re.escape(word)})" for word in lookups.words("target_verbs", sort="reaching-sum")
        )
        self._round = re.compile(
            rf"(?<![{_HAN}\d几数上多每])(?!{_PROGRAMME})"
            r"(?P<a>百|千|万)(?P<unit>[家项名场个座所件套条])"
            rf"(?:(?P<after>{after})(?=[，,。；;、]|\Z)|(?=[一-鿿])(?![一-鿿]{{1,4}}计划))"
        )
        self._set_phrase = re.compile(any_of(lookups.words("name_words", sort="set-phrase")))
        # 突破千亿元: a round sum of money, said after its predicate.
        self._round_sum = re.compile(
            rf"(?:{reached})(?P<a>百|千|万)(?P<unit>亿元|万元)(?=大关|台阶|[，,。；;、]|\Z)"
        )
        # 突破千万次: so may what is counted or weighed.
        self._classes = lookups.mapping("measure_words", "word", "class")
        self._round_count = re.compile(
            rf"(?:{reached})(?P<a>百|千)(?P<unit>[万亿]{any_of(self._classes)})"
            r"(?=大关|台阶|[，,。；;、]|\Z)"
        )
        # 九成以上, 达到|九成
        self._tenths = re.compile(
            rf"(?<![{_HAN}第])(?P<a>[一二两三四五六七八九])(?P<unit>成)(?P<after>{after})"
            # 达到|七成: without 以上 only behind what says that it is reached.
            rf"|(?:{reached})(?P<bare>[一二两三四五六七八九])成(?=[，,。；;、]|\Z)"
        )
        self._after_multiple = re.compile(after)
        self._things = [
            row["noun"] for row in lookups.rows("counted_things") if row["target"] == "yes"
        ]

    def rounds_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield 百家企业, 百项成果, 千亿元 and small Chinese numerals with a classifier."""
        for match in self._round.finditer(text, span.start, span.end):
            if not self._set_phrase.match(text, match.start()):
                yield Quantity(
                    Span(match.start(), match.end()),
                    number_of(match["a"]),
                    None,
                    match["unit"],
                    "round",
                    self._comparator(match["after"]),
                )
        for match in self._round_sum.finditer(text, span.start, span.end):
            trillions = match["a"] == "万"
            yield Quantity(
                Span(match.start(), match.end()),
                Decimal(1) if trillions else number_of(match["a"]),
                None,
                match["a"] + match["unit"] if trillions else match["unit"],
                "measure",
                "=",
            )
        for match in self._round_count.finditer(text, span.start, span.end):
            unit = match["unit"]
            if not unit.endswith("元"):
                own = Span(match.start(), match.end())
                sort = self._classes[unit[1:]]
                yield Quantity(own, number_of(match["a"]), None, unit, sort, "=")
        for match in _EACH_ONE.finditer(text, span.start, span.end):
            own = Span(match.start("a"), match.end())
            yield Quantity(own, Decimal(1), None, match["unit"], "small", "=")
        for match in _AT_LEAST_ONCE.finditer(text, span.start, span.end):
            yield Quantity(Span(*match.span()), Decimal(1), None, match["unit"], "classifier", "=")
        for match in _SMALL.finditer(text, span.start, span.end):
            own = Span(match.start(), match.end())
            first = number_of(match["a"] or match["from"])
            last = number_of(match["b"]) if match["b"] else None
            comparator: Comparator = "=" if last is None else "range"
            if last is None or last > first:
                yield Quantity(own, first, last, match["unit"], "small", comparator)

    def counted_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield counted lists of things that may come into being: 六大百亿级产业群."""
        for match in _COUNTED.finditer(text, span.start, span.end):
            for noun in self._things:
                at = match["noun"].find(noun)
                if at >= 0:
                    end = match.start("noun") + at + len(noun)
                    yield Quantity(
                        Span(match.start(), end),
                        number_of(match["a"]),
                        None,
                        "个",
                        "counted",
                        "=",
                        noun=text[match.start("noun") : end],
                    )
                    break

    def multiples_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield multiples and parts: 翻一番, 一半以上, 九成以上, 百分之六十, 三分之二."""
        for pattern, value, unit in _MULTIPLES:
            word_class = "share" if unit == "%" else "multiple"
            for match in pattern.finditer(text, span.start, span.end):
                after = self._after_multiple.match(text, match.end(), span.end)
                end = after.end() if after else match.end()
                comparator = self._comparator(after.group() if after else None)
                yield Quantity(Span(match.start(), end), value, None, unit, word_class, comparator)
        for match in _MORE_THAN_HALF.finditer(text, span.start, span.end):
            yield Quantity(Span(*match.span()), Decimal(50), None, "%", "share", ">")
        for match in _PARTS.finditer(text, span.start, span.end):
            after = self._after_multiple.match(text, match.end(), span.end)
            yield Quantity(
                Span(match.start(), after.end() if after else match.end()),
                number_of(match["a"]),
                None,
                "%" if match["of"] == "百" else "‰",
                "share",
                self._comparator(after.group() if after else None),
            )
        for match in _FRACTION.finditer(text, span.start, span.end):
            of, part = number_of(match["of"]), number_of(match["a"])
            if part >= of:
                continue
            after = self._after_multiple.match(text, match.end(), span.end)
            yield Quantity(
                Span(match.start(), after.end() if after else match.end()),
                _in_percent(part / of),
                None,
                "%",
                "share",
                self._comparator(after.group() if after else None),
            )
        for match in self._tenths.finditer(text, span.start, span.end):
            yield Quantity(
                Span(match.start(), match.end()),
                number_of(match["a"] or match["bare"]),
                None,
                TENTHS,
                "share",
                self._comparator(match["after"]),
            )

    def _comparator(self, after: str | None) -> Comparator:
        return comparator_named(self._after[after]) if after else "="


def _in_percent(part: Decimal) -> Decimal:
    """Return a part of one in percent, with two decimals where it has as many: 33.33, 25."""
    percent = part * 100
    whole = percent.to_integral_value()
    return whole if percent == whole else percent.quantize(_TWO_PLACES).normalize()
