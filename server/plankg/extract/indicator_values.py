"""Reads a cell of a table of indicators as values: ≥85%, 1.5万, 6－7, 23.04〔1.38〕."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from plankg.extract.numerals import number_of
from plankg.extract.phrase import direction_named
from plankg.lookups import Lookups, any_of
from plankg.model import Comparator, Direction, Span

# Cells that say that there is no value.
NOTHING = re.compile(r"[\s　]*(?:[-—–－―/／*]{1,4}|无)?[\s　]*\Z")
_NUMBER = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_OPEN = "〔[【［"
_CLOSE = "〕]】］"
_CHANGES = "增长|增加|提高|提升|上升|下降|降低|减少"
# 较“十三五”下降30%: a change from where the plan begins.
_AGAINST = rf"[较比](?:20\d\d年|[^\d，。；;]{{2,12}}?)(?={_CHANGES})"
# 山区县≥30⏎平原县≥15: a value for each sort of place.
_PIECE = re.compile(r"[^\n\r、，；;/]*[^\s　、，；;/]")
_PLACE = re.compile(
    r"[\s　]*(?P<place>[一-鿿]{0,8}(?:城市|县城|城区|地区|城镇|农村|山区|平原|[省市县区镇乡村]))"
    r"[ 　]*[:：]?(?![一-鿿]{3})"
)
_MULTIPLIER = re.compile(r"(?:万亿|[万亿千百]+)\Z")


@dataclass(frozen=True)
class Value:
    """A value with where it is printed. `total` marks one in the brackets of totals: 〔18〕.

    `unit` is what the cell itself says, perhaps only a multiplier (万). `change` marks a change
    from before the plan (较“十三五”下降30%) and `direction` where it goes, `sum` one that adds up
    by its words (累计达到1000).
    """

    span: Span
    comparator: Comparator
    low: Decimal
    high: Decimal | None
    unit: str
    total: bool
    annual: bool
    hedge: str
    change: bool = False
    sum: bool = False
    direction: Direction | None = None

    def unit_with(self, elsewhere: str) -> str:
        """Return the whole unit, the column's or the name's being `elsewhere`."""
        if self.unit and not _MULTIPLIER.match(self.unit):
            return self.unit
        return self.unit + elsewhere


class ValueGrammar:
    """The words around values in cells, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._signs: dict[str, Comparator] = {
            row["words"]: row["comparator"]  # type: ignore[misc]
            for row in lookups.rows("indicator_signs")
        }
        self._directions: dict[str, Direction] = {
            row["words"]: direction_named(row["direction"])
            for row in lookups.rows("change_directions")
        }
        sign = any_of(self._signs)
        hedge = any_of(lookups.words("hedges"))
        unit = rf"(?:[%％‰]|{lookups.unit_pattern}|万亿|[万亿])"
        blank = r"[\s　]*"
        self._value = re.compile(
            rf"{blank}(?P<open>[{re.escape(_OPEN)}（(]?){blank}(?P<hedge>{hedge})?"
            rf"(?P<sum>累计)?(?P<against>{_AGAINST})?(?P<annual>年均)?(?P<way>{_CHANGES})?"
            rf"(?P<before>{sign})?{blank}"
            rf"(?P<low>{_NUMBER}){blank}(?P<unit1>{unit})?"
            rf"(?:{blank}[-－—–~～至]{blank}(?P<high>{_NUMBER}){blank})?(?P<unit>{unit})?{blank}"
            rf"(?P<after>{sign})?{blank}(?P<close>[{re.escape(_CLOSE)}）)]?)[*＊①-⑨]?{blank}"
        )

    def two_in(self, text: str, span: Span) -> tuple[Value, Value] | None:
        """Return the two values of a cell for two indicators (5/16), both with the cell's span."""
        words = span.of(text)
        at = max(words.find("/"), words.find("／"))
        if at < 0:
            return None
        first = self.values_in(text, Span(span.start, span.start + at))
        second = self.values_in(text, Span(span.start + at + 1, span.end))
        if len(first) != 1 or len(second) != 1:
            return None
        whole = Span(*_trimmed(text, span.start, span.end))
        return replace(first[0], span=whole), replace(second[0], span=whole)

    def placed_in(self, text: str, span: Span) -> tuple[tuple[Span, Value], ...]:
        """Return the values of a cell that says one for each sort of place: 山区县≥30⏎平原县≥15.

        Each value's span is that of the place and the value; none where the cell says more.
        """
        found: list[tuple[Span, Value]] = []
        for piece in _PIECE.finditer(text, span.start, span.end):
            place = _PLACE.match(text, piece.start(), piece.end())
            values = self.values_in(text, Span(place.end(), piece.end())) if place else ()
            if place is None or len(values) != 1:
                return ()
            whole = Span(place.start("place"), values[0].span.end)
            found.append((Span(*place.span("place")), replace(values[0], span=whole)))
        return tuple(found)

    def values_in(self, text: str, span: Span, totals: str = _OPEN) -> tuple[Value, ...]:
        """Return a cell's values, none where it holds anything else.

        `totals` are the opening brackets that mark a total over the plan's years.
        """
        return tuple(self._read(text, span, totals))

    def _read(self, text: str, span: Span, totals: str) -> Iterator[Value]:
        found: list[Value] = []
        position = span.start
        while position < span.end:
            match = self._value.match(text, position, span.end)
            value = self._one(text, match, totals) if match else None
            if match is None or value is None:
                return
            found.append(value)
            position = match.end()
        # 165〔14〕 is a value and its total; two of a kind are cells that ran together.
        if len(found) == 1 or (len(found) == 2 and not found[0].total and found[1].total):
            yield from found

    def _one(self, text: str, match: re.Match[str], totals: str) -> Value | None:
        if bool(match["open"]) != bool(match["close"]):
            return None
        low, high = number_of(match["low"]), match["high"] and number_of(match["high"])
        if high and (high <= low or match["before"] or match["after"]):
            return None
        sign = match["before"] or match["after"] or ""
        start, end = _trimmed(text, match.start(), match.end())
        return Value(
            Span(start, end),
            "range" if high else self._signs.get(sign, "="),
            low,
            high or None,
            match["unit"] or match["unit1"] or "",
            bool(match["open"]) and match["open"] in totals,
            bool(match["annual"]),
            match["hedge"] or "",
            change=bool(match["against"]),
            sum=bool(match["sum"]),
            direction=self._directions[match["way"]] if match["way"] else None,
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
