"""Finds the numbers with units in a sentence, and tells values from names that hold numbers.

A quantity is a value (committed to, perhaps), or part of a name: 30亿元以上项目 (a threshold),
3000吨级 (a grade). Dates, ordinals and legal citations are no quantities at all: their signs
(年, 月, 第, 号) are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from plankg.extract.numerals import number_of
from plankg.lookups import Lookups, any_of
from plankg.model import Comparator, Span

_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DASH = r"(?:－|—|–|-|~|～|至|到)+"
# What is measured without a unit, or in years, up to its number.
_UNITLESS_NOUN = re.compile(
    r"(?:指数|系数|得分|评分|分值|之比|[入度]比|容积率)[^，,。；;、\d]{0,8}\Z"
)
_YEARS_NOUN = re.compile(r"(?:年限|寿命)[^，,。；;、\d]{0,8}\Z")
_DAYS = re.compile(r"(?<![\d月])(?P<a>\d{1,3})[ 　]?日(?:之)?内")
_FROM = re.compile(r"[由从](?:(?:20\d\d年|目前|现在|上年|去年)[底末]?的?)?[^，,。；;\d]{0,4}\Z")
# 3000吨级码头, 1公里半径内, 5分钟生活圈: the number says which, not how many.
_GRADE = re.compile("级(?!别)|半径|范围|(?:[一-鿿]{1,4})?圈|见方|覆盖率")
_BEYOND = re.compile(r"(?:超|超过|不低于)\Z")
_CHANGES = re.compile(r"[一-鿿]{2,3}[到至]")
# What 万 and 亿 count without a counting word.
_PEOPLE = (
    "(?:名义)?(?:农村|农业|贫困|脱贫|人口|群众|居民|市民|农民|老年|老人|职工|学生|劳动|户籍|家庭"
    "|残疾|儿童|困难|企业|市场主体|经营主体|青年|大学生|妇女|女性|退役)"
)
_HAN = "一二两三四五六七八九十百千"


@dataclass(frozen=True)
class Quantity:
    """A number with its unit as printed. `span` runs from the number to 以上 and the like.

    `word_class` is the unit's class in ``measure_words.tsv``. `part_of_name` marks thresholds
    and grades. `noun` is what a counted list (六大百亿级产业群) counts, else ``""``.
    """

    span: Span
    value: Decimal
    value_max: Decimal | None
    unit: str
    word_class: str
    comparator: Comparator
    part_of_name: bool = False
    noun: str = ""


class QuantityGrammar:
    """The patterns of quantities, compiled once from the lookup tables."""

    def __init__(self, lookups: Lookups) -> None:
        self._classes = lookups.mapping("measure_words", "word", "class")
        self._after = lookups.mapping("after_value", "words", "comparator")
        after = any_of(self._after)
        unit = lookups.unit_pattern
        self._plain = re.compile(
            rf"(?<![\d.A-Za-z第])(?P<a>{_NUMBER})"
            rf"(?:[ 　]?(?P<u>{unit})?{_DASH}(?P<b>{_NUMBER}))?"
            rf"[ 　]?(?:余|多)?(?P<unit>{unit})(?P<after>{after})?"
        )
        # 突破5亿, 10万农村人口: a multiplier that counts without a counting word.
        self._bare = re.compile(
            rf"(?<![\d.A-Za-z第])(?P<a>{_NUMBER})(?:{_DASH}(?P<b>{_NUMBER}))?[ 　]?(?:余|多)?"
            rf"(?P<unit>万|亿)(?P<after>{after})?(?=[，,。；;、）)]|\Z|{_PEOPLE})"
        )
        # 指数达到65, 收入比缩小到1.8以内, 之比达到2.8:1: a number that has no unit.
        self._unitless = re.compile(
            rf"(?P<a>{_NUMBER})(?:[ 　]?[:：][ 　]?1(?![\d.]))?(?P<after>{after})?"
            r"(?=[，,。；;、）)]|\Z|的)"
        )
        # 平均受教育年限达到11.5年: a number of years, where else 年 is the sign of a date.
        self._years = re.compile(rf"(?P<a>{_NUMBER})(?P<unit>年)(?P<after>{after})?(?![\d月])")
        self._rank = re.compile(rf"前(?P<a>{_NUMBER}|[{_HAN}]+)(?P<unit>名|位|强)?")
        self._round = re.compile(
            rf"(?<![{_HAN}\d几数上多每])(?P<a>百|千|万)(?P<unit>[家项名场个座所件套条])"
            rf"(?:(?P<after>{after})(?=[，,。；;、]|\Z)|(?=[一-鿿]))"
        )
        # 突破千亿元: a round sum of money, said after its predicate.
        self._round_sum = re.compile(
            r"(?:(?<=突破)|(?<=超过)|(?<=达到)|(?<=实现)|(?<=迈上)|(?<=跨越))"
            r"(?P<a>百|千|万)(?P<unit>亿元|万元)(?=大关|台阶|[，,。；;、]|\Z)"
        )
        self._small = re.compile(
            rf"(?<![{_HAN}第几])(?P<a>[二两三四五六七八九十]{{1,3}}|(?<=至少)一|(?<=不少于)一)"
            r"(?P<unit>[个家所座条处批套])"
        )
        self._counted = re.compile(
            r"(?P<a>[二两三四五六七八九十]{1,3}|(?<!\d)\d{1,2})(?P<unit>大)(?P<noun>[一-鿿]{2,12})"
        )
        self._multiples = (
            (re.compile("翻(?:一)?番"), Decimal(2), "倍"),
            (re.compile("翻两番"), Decimal(4), "倍"),
            (re.compile("(?<![大])(?:一半|半数)"), Decimal(50), "%"),
        )
        self._tenths = re.compile(
            rf"(?<![{_HAN}第])(?P<a>[一二三四五六七八九])(?P<unit>成)(?P<after>{after})"
        )
        self._after_multiple = re.compile(after)
        self._things = [
            (row["noun"], row["target"] == "yes") for row in lookups.rows("counted_things")
        ]

    def quantities_in(self, text: str, span: Span) -> tuple[Quantity, ...]:
        """Return the quantities of a sentence in text order, none overlapping another."""
        found = [
            *self._plain_in(text, span),
            *self._without_unit_in(text, span),
            *self._ranks_in(text, span),
            *self._rounds_in(text, span),
            *self._counted_in(text, span),
            *self._multiples_in(text, span),
            *self._days_in(text, span),
        ]
        ends = {quantity.span.end for quantity in found}
        found = [_in_name(text, quantity, ends) for quantity in found]
        found = [_threshold(text, quantity, found) for quantity in found]
        found = [_quoted(text, span, quantity) for quantity in found]
        found.sort(key=lambda quantity: (quantity.span.start, -quantity.span.end))
        result: list[Quantity] = []
        for quantity in found:
            if not result or quantity.span.start >= result[-1].span.end:
                result.append(quantity)
        return tuple(result)

    def _plain_in(self, text: str, span: Span) -> Iterator[Quantity]:
        for match in self._plain.finditer(text, span.start, span.end):
            unit = match["unit"]
            first = number_of(match["a"])
            last = number_of(match["b"]) if match["b"] else None
            if last is not None and last <= first:
                continue
            after = match["after"] or ""
            comparator = _comparator(self._after[after]) if after else "="
            if last is not None:
                comparator = "range"
            word_class = self._class_of(unit)
            rest = text[match.end() : span.end]
            grade = bool(_GRADE.match(rest))
            threshold = bool(after) and word_class == "measure" and _names_on(rest)
            yield Quantity(
                Span(match.start(), match.end()),
                first,
                last,
                unit,
                word_class,
                comparator,
                part_of_name=grade
                or threshold
                or _is_per(text, match.start())
                or _is_base(text, match.start(), rest)
                or (bool(after) and word_class != "share" and self._value_follows(rest)),
            )

    def _without_unit_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield the numbers that count without a counting word, or measure without a unit."""
        for pattern, word_class, before in (
            (self._bare, "classifier", None),
            (self._years, "measure", _YEARS_NOUN),
            (self._unitless, "plain", _UNITLESS_NOUN),
        ):
            for match in pattern.finditer(text, span.start, span.end):
                if before and not before.search(
                    text, max(span.start, match.start() - 16), match.start()
                ):
                    continue
                groups = match.groupdict()
                after = groups["after"] or ""
                last = number_of(groups["b"]) if groups.get("b") else None
                first = number_of(groups["a"])
                if last is not None and last <= first:
                    continue
                yield Quantity(
                    Span(match.start(), match.end()),
                    first,
                    last,
                    groups.get("unit") or "",
                    word_class,
                    "range" if last is not None else _comparator(self._after.get(after, "=")),
                    part_of_name=text.startswith("级", match.end())
                    or (bool(after) and self._value_follows(text[match.end() : span.end])),
                )

    def _value_follows(self, rest: str) -> bool:
        """Say whether a name and its own value follow before the next sign: 以上项目6个."""
        head = re.match(r"的?[^，,；;。、：:]{1,30}", rest)
        value = self._plain.search(head.group()) if head else None
        return value is not None and not rest.startswith("的", value.end())

    def _ranks_in(self, text: str, span: Span) -> Iterator[Quantity]:
        for match in self._rank.finditer(text, span.start, span.end):
            if not match["unit"]:
                continue
            unit = "名" if match["unit"] == "强" else match["unit"]
            yield Quantity(
                Span(match.start(), match.end()), number_of(match["a"]), None, unit, "rank", "<="
            )

    def _rounds_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield 百家企业, 百项成果 and small Chinese numerals with a classifier."""
        for match in self._round.finditer(text, span.start, span.end):
            if not re.match("千家万户|万家灯火", match.string[match.start() : match.start() + 4]):
                yield Quantity(
                    Span(match.start(), match.end()),
                    number_of(match["a"]),
                    None,
                    match["unit"],
                    "round",
                    _comparator(self._after[match["after"]]) if match["after"] else "=",
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
        for match in self._small.finditer(text, span.start, span.end):
            yield Quantity(
                Span(match.start(), match.end()),
                number_of(match["a"]),
                None,
                match["unit"],
                "small",
                "=",
            )

    def _counted_in(self, text: str, span: Span) -> Iterator[Quantity]:
        for match in self._counted.finditer(text, span.start, span.end):
            words = match["noun"]
            for noun, target in self._things:
                at = words.find(noun)
                if at >= 0 and target:
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

    def _multiples_in(self, text: str, span: Span) -> Iterator[Quantity]:
        for pattern, value, unit in self._multiples:
            word_class = "share" if unit == "%" else "multiple"
            for match in pattern.finditer(text, span.start, span.end):
                after = self._after_multiple.match(text, match.end(), span.end)
                yield Quantity(
                    Span(match.start(), after.end() if after else match.end()),
                    value,
                    None,
                    unit,
                    word_class,
                    _comparator(self._after[after.group()]) if after else "=",
                )
        for match in self._tenths.finditer(text, span.start, span.end):
            yield Quantity(
                Span(match.start(), match.end()),
                number_of(match["a"]),
                None,
                match["unit"],
                "share",
                _comparator(self._after[match["after"]]),
            )

    def _days_in(self, text: str, span: Span) -> Iterator[Quantity]:
        """Yield 1日内: days count only where they are a limit, else they are dates."""
        for match in _DAYS.finditer(text, span.start, span.end):
            yield Quantity(
                Span(match.start(), match.end()),
                number_of(match["a"]),
                None,
                "日",
                "duration",
                "<=",
            )

    def _class_of(self, unit: str) -> str:
        """Return the class of a unit, its multiplier (万, 万亿) and what it is per aside."""
        unit = re.split("[（(]", unit)[0]
        if unit not in self._classes:
            unit = unit.partition("/")[0]
        for start in range(len(unit)):
            if unit[start:] in self._classes:
                return self._classes[unit[start:]]
        raise ValueError(f"not a unit of measure_words.tsv: {unit!r}")


def _is_per(text: str, start: int) -> bool:
    """Say whether a number is what a rate is per: 每1万人."""
    return text[max(0, start - 1) : start] == "每"


def _is_base(text: str, start: int, rest: str) -> bool:
    """Say whether a number is where a change begins: 由60%提高到85%."""
    return bool(_FROM.search(text[max(0, start - 16) : start])) and bool(_CHANGES.match(rest))


def _in_name(text: str, quantity: Quantity, ends: set[int]) -> Quantity:
    """Mark a quantity that says how large the thing counted just before it is.

    1所|80个托位的|示范机构: it follows a quantity at once, and 的 joins it to the name.
    """
    follows = quantity.span.start in ends
    joins = re.match(r"[一-鿿]{0,4}的", text[quantity.span.end : quantity.span.end + 5])
    return replace(quantity, part_of_name=True) if follows and joins else quantity


def _quoted(text: str, span: Span, quantity: Quantity) -> Quantity:
    """Mark a quantity within quotation marks, which is part of a name: “2小时同城”圈."""
    before = text[max(span.start, quantity.span.start - 30) : quantity.span.start]
    after = text[quantity.span.end : min(span.end, quantity.span.end + 30)]
    opened = before.rfind("“") > before.rfind("”")
    closed = re.match("[^“”]*”", after)
    inside = opened and closed
    return replace(quantity, part_of_name=True) if inside else quantity


def _threshold(text: str, quantity: Quantity, others: list[Quantity]) -> Quantity:
    """Mark a quantity that says which things are counted: 营收超100亿元的企业|达到5家.

    A comparator stands before it, 的 and a name after it, and something else has the value.
    """
    end = quantity.span.end
    before = text[max(0, quantity.span.start - 4) : quantity.span.start]
    follows = r"的[一-鿿“]{2}" if not _BEYOND.search(before) else r"的?(?:[一-鿿“]{2})"
    if quantity.part_of_name or not re.match(follows, text[end : end + 3]):
        return quantity
    compared = re.search(r"(?:超|超过|突破|达|达到|不低于|不少于|不小于|大于|高于|低于)\Z", before)
    alone = all(other.part_of_name or other.span == quantity.span for other in others)
    return replace(quantity, part_of_name=True) if compared and not alone else quantity


def _names_on(rest: str) -> bool:
    """Say whether a name goes on after a threshold: 10亿元以上产业项目."""
    return bool(re.match(r"的?[一-鿿“]", rest))


def _comparator(sign: str) -> Comparator:
    known: Comparator
    for known in ("=", ">=", ">", "<=", "<", "~", "range"):
        if sign == known:
            return known
    raise ValueError(f"no such comparator in the lookup tables: {sign!r}")
