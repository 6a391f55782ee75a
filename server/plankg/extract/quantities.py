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
_DAYS = re.compile(r"(?<![\d月])(?P<a>\d{1,3})[ 　]?日(?:之)?内")
_CHANGES = re.compile(r"[一-鿿]{2,3}[到至]")
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
        self._rank = re.compile(rf"前(?P<a>{_NUMBER}|[{_HAN}]+)(?P<unit>名|位|强)?")
        self._round = re.compile(
            rf"(?<![{_HAN}\d几数上多每])(?P<a>百|千|万)(?P<unit>[家项名场个])(?=[一-鿿])"
        )
        self._small = re.compile(
            rf"(?<![{_HAN}第几])(?P<a>[二两三四五六七八九十]{{1,3}})(?P<unit>[个家所座条处批套])"
        )
        self._counted = re.compile(
            r"(?P<a>[二两三四五六七八九十]{1,3})(?P<unit>大)(?P<noun>[一-鿿]{2,12})"
        )
        self._multiples = (
            (re.compile("翻(?:一)?番"), Decimal(2), "倍"),
            (re.compile("翻两番"), Decimal(4), "倍"),
            (re.compile("(?<![大])一半"), Decimal(50), "%"),
        )
        self._things = [
            (row["noun"], row["target"] == "yes") for row in lookups.rows("counted_things")
        ]

    def quantities_in(self, text: str, span: Span) -> tuple[Quantity, ...]:
        """Return the quantities of a sentence in text order, none overlapping another."""
        found = [
            *self._plain_in(text, span),
            *self._ranks_in(text, span),
            *self._rounds_in(text, span),
            *self._counted_in(text, span),
            *self._multiples_in(text, span),
            *self._days_in(text, span),
        ]
        ends = {quantity.span.end for quantity in found}
        found = [_in_name(text, quantity, ends) for quantity in found]
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
            grade = rest.startswith("级") and not rest.startswith("级别")
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

    def _value_follows(self, rest: str) -> bool:
        """Say whether a name and its own value follow before the next sign: 以上项目6个."""
        head = re.match(r"的?[^，,；;。、：:]{1,30}", rest)
        return bool(head and self._plain.search(head.group()))

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
            for match in pattern.finditer(text, span.start, span.end):
                yield Quantity(Span(match.start(), match.end()), value, None, unit, "multiple", "=")

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
        """Return the class of a unit, its multiplier (万, 万亿) aside."""
        for start in range(len(unit)):
            if unit[start:] in self._classes:
                return self._classes[unit[start:]]
        raise ValueError(f"not a unit of measure_words.tsv: {unit!r}")


def _is_per(text: str, start: int) -> bool:
    """Say whether a number is what a rate is per: 每1万人."""
    return text[max(0, start - 1) : start] == "每"


def _is_base(text: str, start: int, rest: str) -> bool:
    """Say whether a number is where a change begins: 由60%提高到85%."""
    return text[max(0, start - 1) : start] in ("由", "从") and bool(_CHANGES.match(rest))


def _in_name(text: str, quantity: Quantity, ends: set[int]) -> Quantity:
    """Mark a quantity that says how large the thing counted just before it is.

    1所|80个托位的|示范机构: it follows a quantity at once, and 的 joins it to the name.
    """
    follows = quantity.span.start in ends
    joins = re.match(r"[一-鿿]{0,4}的", text[quantity.span.end : quantity.span.end + 5])
    return replace(quantity, part_of_name=True) if follows and joins else quantity


def _names_on(rest: str) -> bool:
    """Say whether a name goes on after a threshold: 10亿元以上产业项目."""
    return bool(re.match(r"的?[一-鿿“]", rest))


def _comparator(sign: str) -> Comparator:
    known: Comparator
    for known in ("=", ">=", ">", "<=", "<", "~", "range"):
        if sign == known:
            return known
    raise ValueError(f"no such comparator in the lookup tables: {sign!r}")
